using System.Reflection;
using System.Text.RegularExpressions;

namespace Huiying.Tests.House;

/// <summary><c>docs/regulation.md</c> leads from each clause to a page, code and tests that are really there.</summary>
public sealed partial class RegulationTests
{
    private const string Page = "docs/regulation.md";

    private static readonly string[] All = [.. Enumerable.Range(1, 83).Select(n => $"R{n:00}"), .. Enumerable.Range(1, 17).Select(n => $"S{n:00}")];

    private static readonly IReadOnlyList<string[]> Rows = [.. Source.Read(Page).Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Select(l => l.Trim('|').Split('|').Select(c => c.Trim()).ToArray())];

    private static readonly ILookup<string, string> Classes = (from type in typeof(RegulationTests).Assembly.GetTypes()
                                                               from test in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
                                                               from clause in type.GetCustomAttributes<ClauseAttribute>().Concat(test.GetCustomAttributes<ClauseAttribute>())
                                                               select (clause.Id, type.Name)).Distinct().ToLookup(c => c.Id, c => c.Name);

    [Fact]
    public void Every_clause_has_its_row_once() => Rows.Select(r => r[0]).Where(All.Contains).ShouldBe(All);

    [Fact]
    public void Every_page_and_file_it_names_exists()
    {
        var pages = Source.Files("src/Huiying.Web/Pages", ".cshtml").Select(f => Address().Match(Source.Read(f))).Where(m => m.Success).Select(m => m.Groups[1].Value).ToHashSet();
        var named = Quoted().Matches(Source.Read(Page)).Select(m => m.Groups[1].Value).ToList();
        named.Where(n => n.StartsWith('/')).Except(pages).ShouldBeEmpty("no such page");
        named.Where(n => n.StartsWith("src/", StringComparison.Ordinal) && !File.Exists(Path.Combine(Source.Root, n))).ShouldBeEmpty("no such file");
        named.Count(n => n.StartsWith('/')).ShouldBeGreaterThan(90);
    }

    [Fact]
    public void Every_clause_that_is_built_names_page_and_code_and_a_test_that_stands_for_it()
    {
        foreach (var row in Rows.Where(r => All.Contains(r[0]) && r[2] != "not built"))
        {
            row[2].ShouldContain("`/", Case.Sensitive, row[0]);
            row[3].ShouldContain("`src/", Case.Sensitive, row[0]);
            var tests = row[4].Split(", ");
            foreach (var test in tests.Where(t => t != "—")) Classes[row[0]].ShouldContain(test, $"{row[0]}: {test} does not stand for it");
            if (Classes[row[0]].Any()) tests.ShouldNotBe(["—"], row[0]);
        }
    }

    [Fact]
    public void What_a_test_stands_for_is_not_called_not_built() =>
        Rows.Where(r => All.Contains(r[0]) && r[2] == "not built" && Classes[r[0]].Any()).Select(r => $"{r[0]}: {string.Join(", ", Classes[r[0]])}").ShouldBeEmpty();

    [Fact]
    public void Every_test_it_names_exists()
    {
        var known = typeof(RegulationTests).Assembly.GetTypes().Select(t => t.Name).ToHashSet();
        Test().Matches(Source.Read(Page)).Select(m => m.Value).Distinct().Except(known).ShouldBeEmpty();
    }

    [GeneratedRegex("^@page \"([^\"]*)\"")]
    private static partial Regex Address();

    [GeneratedRegex("`([^` ]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex("\\b[A-Z][A-Za-z]*Tests\\b")]
    private static partial Regex Test();
}
