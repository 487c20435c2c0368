using CsCheck;
using Huiying.Assess.Words;

namespace Huiying.Tests.Assess.Words;

public sealed class SearchTokensTests
{
    [Fact]
    public void Whatever_stands_in_a_post_finds_it()
    {
        var text = Gen.Char["洮北区自来水厂停Abc12，。 ［电话］"].Array[1, 40].Select(c => new string(c));
        Gen.Select(text, Gen.Int[0, 39], Gen.Int[1, 12]).Sample((post, from, length) =>
        {
            if (from >= post.Length) return;
            var part = Whole(post, from, Math.Min(post.Length, from + length));
            var tokens = new SearchTokens().Of("", post).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var asked = SearchTokens.Query(part);
            asked.Tokens.ShouldBeSubsetOf(tokens);
            foreach (var beginning in asked.Beginnings) tokens.ShouldContain(t => t.StartsWith(beginning, StringComparison.Ordinal));
        });
    }

    [Theory]
    [InlineData("洮北", "洮北", "")]
    [InlineData("水", "", "水")]
    [InlineData("自来水 停水", "自来 来水 停水", "")]
    [InlineData("  ，。\"*' OR ", "or", "")]
    [InlineData("５８车贷", "58 车贷", "")]
    [InlineData("", "", "")]
    public void A_query_asks_for_all_its_pairs(string query, string tokens, string beginnings)
    {
        var asked = SearchTokens.Query(query);
        string.Join(' ', asked.Tokens).ShouldBe(tokens);
        string.Join(' ', asked.Beginnings).ShouldBe(beginnings);
    }

    [Fact]
    public void Each_token_is_kept_once() =>
        new SearchTokens().Of("停水停水", "停水 abc ABC").ShouldBe("停水 水停 水 abc ");

    [Fact]
    public void A_very_long_query_is_cut_and_still_answers() =>
        SearchTokens.Query(string.Concat(Enumerable.Range(0, 500).Select(i => $"字 词{i}句 "))).Tokens.Count.ShouldBeLessThanOrEqualTo(70);

    /// <summary>Letters and digits are found whole only: the part is widened to whole stretches of them.</summary>
    private static string Whole(string text, int from, int to)
    {
        while (from > 0 && Segmenter.IsLetter(Segmenter.Fold(text[from])) && Segmenter.IsLetter(Segmenter.Fold(text[from - 1]))) from--;
        while (to < text.Length && Segmenter.IsLetter(Segmenter.Fold(text[to - 1])) && Segmenter.IsLetter(Segmenter.Fold(text[to]))) to++;
        return text[from..to];
    }
}
