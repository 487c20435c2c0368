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
    public void An_own_word_is_cut_whole_and_tears_no_common_word_beside_it()
    {
        Cut("昨天柳絮苑停水", "柳絮苑").ShouldBe(["昨天", "柳絮苑", "停水"]);
        Cut("昨天柳絮苑停水").ShouldNotContain("柳絮苑");
        Cut("住在柳絮苑三期的业主", "柳絮苑", "柳絮苑三期").ShouldContain("柳絮苑三期");
        Cut("高新村民办理手续", "新村民办").ShouldContain("办理");
        Cut("a9小区b", "a9小区").ShouldBe(["a9小区", "b"]);
        Cut("xa9小区", "a9小区").ShouldNotContain("a9小区");
        Cut("柳絮", "柳絮苑").ShouldNotContain("柳絮苑");
    }

    [Fact]
    public void Without_own_words_nothing_changes()
    {
        foreach (var text in new[] { "杨柳街道自来水发黄有异味", "松林镇中学门口每天早晚堵车", "abc 123 中文" }) Cut(text).ShouldBe(Cut(text, "不在文中的词"));
    }
}
