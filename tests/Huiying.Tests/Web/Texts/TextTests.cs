using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Huiying.Web.Texts;

namespace Huiying.Tests.Web.Texts;

public sealed partial class TextTests
{
    [Fact]
    public void Every_sentence_of_the_pages_has_its_English()
    {
        var missing = Sentences().Where(s => !Text.English.ContainsKey(s)).Distinct().ToList();
        missing.ShouldBeEmpty();
    }

    [Fact]
    public void English_and_Chinese_have_the_same_figures()
    {
        foreach (var (chinese, english) in Text.English) Figures().Matches(english).Select(m => m.Value).Distinct().Order()
            .ShouldBe(Figures().Matches(chinese).Select(m => m.Value).Distinct().Order(), chinese);
    }

    [Fact]
    public void No_English_is_left_over() => Text.English.Keys.Except(Sentences()).ShouldBeEmpty();

    [Fact]
    public async Task The_switch_to_English_is_remembered()
    {
        await using var site = await SiteHost.Start();
        using var visitor = site.Visitor();
        (await visitor.Read("/sign-in")).ShouldContain("<html lang=\"zh-CN\">");
        (await visitor.Open("/language/en?back=/sign-in")).Headers.Location!.ToString().ShouldBe("/sign-in");
        var english = await visitor.Read("/sign-in");
        english.ShouldContain("<html lang=\"en\">");
        english.ShouldContain("Sign in");
    }

    /// <summary>Every string with Chinese in the pages, but for refusals, which carry both languages themselves.</summary>
    private static IEnumerable<string> Sentences()
    {
        var pages = Path.Combine(Source(), "src", "Huiying.Web", "Pages");
        return Directory.EnumerateFiles(pages, "*.cs*", SearchOption.AllDirectories)
            .Select(f => Refusals().Replace(File.ReadAllText(f), ""))
            .SelectMany(text => Literals().Matches(text)).Select(m => m.Groups[1].Value).Where(s => Chinese().IsMatch(s));
    }

    private static string Source([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", ".."));

    [GeneratedRegex("\"((?:[^\"\\\\\r\n]|\\\\.)*)\"")]
    private static partial Regex Literals();

    [GeneratedRegex(@"(new Refusal\(|Refusal\.\w+\()[^;]*?;", RegexOptions.Singleline)]
    private static partial Regex Refusals();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}|[（）、]")]
    private static partial Regex Chinese();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Figures();
}
