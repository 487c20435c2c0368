using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Huiying.Tests.House;

/// <summary>House rules that are about text: tables, namespaces, lengths, names and what must never be written down. Each rule is first shown to fail.</summary>
public sealed partial class SourceTests
{
    private static readonly string[] Steps = [.. Source.Line, "Documents"];

    [Fact]
    public void No_SQL_names_a_table_of_another_step()
    {
        ForeignTables("src/Huiying/Assess/X.cs", "\"select 1 from collect_posts p join assess_topics t\"").ShouldBe(["collect_posts"]);
        ForeignTables("src/Huiying/Ground/X.cs", "\"delete from ground_people\"").ShouldBeEmpty();
        var wrong = from file in Source.Files("src", ".cs")
                    where !file.Contains("/Migrations/", StringComparison.Ordinal)
                    from table in ForeignTables(file, Source.Read(file))
                    select $"{file}: {table}";
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void A_namespace_is_its_folder_and_on_the_list()
    {
        Misplaced("src/Huiying/Assess/Trend/X.cs", "namespace Huiying.Assess.Trend;").ShouldBeNull();
        Misplaced("src/Huiying/Assess/X.cs", "namespace Huiying.Collect;").ShouldNotBeNull();
        Misplaced("src/Huiying/Shared/X.cs", "namespace Huiying.Shared;").ShouldNotBeNull();
        Misplaced("src/Huiying/X.cs", "namespace Huiying;").ShouldNotBeNull();
        Source.Files("src", ".cs").Select(f => Misplaced(f, Source.Read(f))).OfType<string>().ShouldBeEmpty();
    }

    [Fact]
    public void No_namespace_of_ours_is_used_globally()
    {
        GlobalUsing().IsMatch("global using Huiying.Ground;").ShouldBeTrue();
        Source.Files(".", ".cs").Where(f => f != "tests/Huiying.Tests/House/SourceTests.cs" && GlobalUsing().IsMatch(Source.Read(f))).ShouldBeEmpty();
        (from project in Source.Files(".", ".csproj", ".props")
         from use in XDocument.Parse(Source.Read(project)).Descendants("Using")
         where ((string?)use.Attribute("Include"))?.StartsWith("Huiying", StringComparison.Ordinal) == true
         select project).ShouldBeEmpty();
    }

    [Fact]
    public void A_file_over_300_lines_says_why()
    {
        TooLong("X.cs", string.Concat(Enumerable.Repeat("x\n", 301))).ShouldNotBeNull();
        TooLong("X.cs", "// long: one table\n" + string.Concat(Enumerable.Repeat("x\n", 301))).ShouldBeNull();
        Source.Files(".", ".cs", ".cshtml", ".js", ".css").Where(f => !f.Contains("/Migrations/", StringComparison.Ordinal))
            .Select(f => TooLong(f, Source.Read(f))).OfType<string>().ShouldBeEmpty();
    }

    [Fact]
    public void An_expression_asks_for_ASCII_digits_by_name()
    {
        // In .NET \d is every digit of Unicode, and int.Parse throws on those.
        AnyDigit().IsMatch(@"[GeneratedRegex(@""\d{4}"")]").ShouldBeTrue();
        AnyDigit().IsMatch(@"[GeneratedRegex(@""[0-9]{4}"")]").ShouldBeFalse();
        Source.Files("src", ".cs").Where(f => AnyDigit().IsMatch(Source.Read(f))).ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_named_after_a_drawer_for_odds_and_ends()
    {
        BannedName().IsMatch("internal sealed class CaseManager(").ShouldBeTrue();
        BannedName().IsMatch("public static class StringUtils").ShouldBeTrue();
        BannedName().IsMatch("internal sealed class Utility").ShouldBeTrue();
        BannedName().IsMatch("internal sealed record Utilisation").ShouldBeFalse();
        (from file in Source.Files(".", ".cs")
         where file != "tests/Huiying.Tests/House/SourceTests.cs"
         from Match name in BannedName().Matches(Source.Read(file))
         select $"{file}: {name.Value}").ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_says_where_it_was_made()
    {
        Places().IsMatch("see ." + "./shared/x").ShouldBeTrue();
        Places().IsMatch("file /wo" + "rk/main/x").ShouldBeTrue();
        Places().IsMatch("at C:" + "\\Users\\x").ShouldBeTrue();
        Places().IsMatch("the /workday page, /rooted").ShouldBeFalse();
        (from file in Source.Files(".", ".cs", ".cshtml", ".md", ".csproj", ".props", ".yaml", ".yml", ".json", ".sh", ".js", ".css", ".slnx", ".txt")
         where Places().IsMatch(Source.Read(file))
         select file).ShouldBeEmpty();
    }

    private static IEnumerable<string> ForeignTables(string file, string text)
    {
        var own = Steps.FirstOrDefault(s => file.StartsWith($"src/Huiying/{s}/", StringComparison.Ordinal))?.ToLowerInvariant();
        return TableName().Matches(text).Where(m => m.Groups["step"].Value != own).Select(m => m.Value).Distinct();
    }

    private static string? Misplaced(string file, string text)
    {
        var parts = file.Split('/')[1..^1];
        var said = NamespaceLine().Matches(text).Select(m => m.Groups["name"].Value).ToList();
        var known = parts[0] == "Huiying.Web" || parts.Length > 1 && Steps.Contains(parts[1]);
        if (!known) return $"{file}: not in a folder of the list";
        // Program.cs and assembly attributes have none.
        return said.TrueForAll(n => n == string.Join('.', parts)) ? null : $"{file}: {string.Join(", ", said)}";
    }

    private static string? TooLong(string file, string text)
    {
        var lines = text.AsSpan().Count('\n');
        return lines > 300 && !LongReason().IsMatch(text) ? $"{file}: {lines} lines and no line 'long: why'" : null;
    }

    [GeneratedRegex(@"(?<![\w.])(?<step>ground|collect|assess|handle|respond|track|review)_[a-z][a-z0-9_]*")]
    private static partial Regex TableName();

    [GeneratedRegex(@"^\s*namespace\s+(?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^\s*global\s+using\s+(static\s+)?(\w+\s*=\s*)?Huiying", RegexOptions.Multiline)]
    private static partial Regex GlobalUsing();

    [GeneratedRegex(@"(//|\*|@\*)\s*long: \S+")]
    private static partial Regex LongReason();

    [GeneratedRegex(@"\b(class|record|struct|interface|enum)\s+(\w*(Manager|Helper|Helpers|Util|Utils|Utility|Utilities|Processor)|Common|Misc)\b")]
    private static partial Regex BannedName();

    [GeneratedRegex(@"\\d")]
    private static partial Regex AnyDigit();

    [GeneratedRegex(@"\.\./shared\b|(?<![\w.])/(work|root|home)/|\b[A-Z]:\\Users\\")]
    private static partial Regex Places();
}
