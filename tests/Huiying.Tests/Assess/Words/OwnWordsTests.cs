using Huiying.Assess.Words;

namespace Huiying.Tests.Assess.Words;

public sealed class OwnWordsTests
{
    private static string[] Cut(string text, params string[] own)
    {
        var segmenter = new Segmenter(WordList.BuiltIn, own.Length == 0 ? null : new OwnWords(own));
        segmenter.Cut(text);
        var words = new List<string>();
        foreach (var token in segmenter.Tokens) words.Add(new string(segmenter[token]));
        return [.. words];
    }

    [Fact]
    public void An_own_word_is_cut_whole_and_never_out_of_the_middle_of_letters()
    {
        Cut("昨天翠堤苑停水", "翠堤苑").ShouldBe(["昨天", "翠堤苑", "停水"]);
        Cut("昨天翠堤苑停水").ShouldNotContain("翠堤苑");
        Cut("住在翠堤苑三期的业主", "翠堤苑", "翠堤苑三期").ShouldContain("翠堤苑三期");
        Cut("a9小区b", "a9小区").ShouldBe(["a9小区", "b"]);
        Cut("xa9小区", "a9小区").ShouldNotContain("a9小区");
        Cut("翠堤", "翠堤苑").ShouldNotContain("翠堤苑");
    }

    [Fact]
    public void Without_own_words_nothing_changes()
    {
        foreach (var text in new[] { "杨柳街道自来水发黄有异味", "松林镇中学门口每天早晚堵车", "abc 123 中文" }) Cut(text).ShouldBe(Cut(text, "不在文中的词"));
    }
}
