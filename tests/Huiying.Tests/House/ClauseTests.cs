using System.Reflection;

namespace Huiying.Tests.House;

/// <summary>Which clauses of the regulation have a test, and that none is lost.</summary>
public sealed class ClauseTests(ITestOutputHelper output)
{
    private static readonly string[] All = [.. Enumerable.Range(1, 83).Select(n => $"R{n:00}"), .. Enumerable.Range(1, 17).Select(n => $"S{n:00}")];

    private static readonly IReadOnlyList<(MethodInfo Test, string Id)> Claims =
    [
        .. from type in typeof(ClauseTests).Assembly.GetTypes()
           from test in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
           where test.GetCustomAttributes<FactAttribute>().Any(f => f.Skip is null)
           from clause in type.GetCustomAttributes<ClauseAttribute>().Concat(test.GetCustomAttributes<ClauseAttribute>())
           select (test, clause.Id),
    ];

    [Fact]
    public void A_clause_that_had_a_test_still_has_one()
    {
        const string list = "docs/regulation-covered.txt";
        var covered = Claims.Select(c => c.Id).Distinct().Order(StringComparer.Ordinal).ToList();
        output.WriteLine("without a test yet: " + string.Join(' ', All.Except(covered)));
        if (Environment.GetEnvironmentVariable("HUIYING_WRITE_COVERED") == "1")
        {
            File.WriteAllText(Path.Combine(Source.Root, list),
                "Clauses that have a test. HUIYING_WRITE_COVERED=1 writes this list; a test fails when one of them is lost.\n"
                + string.Concat(covered.Select(id => id + "\n")));
        }
        Source.Read(list).Split('\n')[1..].Where(id => id.Length > 0).Except(covered).ShouldBeEmpty("these clauses lost their test");
    }

    [Fact]
    public void Only_clauses_of_the_regulation_are_named() => Claims.Where(c => !All.Contains(c.Id)).ShouldBeEmpty();

    [Fact]
    public void The_attribute_stands_only_on_tests() =>
        (from type in typeof(ClauseTests).Assembly.GetTypes()
         from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
         where method.GetCustomAttributes<ClauseAttribute>().Any() && !method.GetCustomAttributes<FactAttribute>().Any()
         select $"{type.Name}.{method.Name}").ShouldBeEmpty();
}
