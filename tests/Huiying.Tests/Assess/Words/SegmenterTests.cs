using CsCheck;
using Huiying.Assess.Words;

namespace Huiying.Tests.Assess.Words;

public sealed class SegmenterTests
{
    [Theory]
    [InlineData("小区门口的路灯坏了三个月", "小区 门口 的 路灯 坏 了 三个 月")]
    [InlineData("自来水浑浊发黄", "自来水 浑浊 发黄")]
    [InlineData("A3区的Wi-Fi，第12路公交", "a3 区 的 wi fi 第 12 路 公交")]
    [InlineData("ＡＢＣ１２３", "abc123")]
    [InlineData("！？……", "")]
    [InlineData("", "")]
    public void Text_is_cut_into_its_most_probable_words(string text, string words) => Cut(new Segmenter(WordList.BuiltIn), text).ShouldBe(words);

    [Fact]
    public void The_cheapest_path_is_found_whatever_the_list()
    {
        const string letters = "甲乙丙";
        var words = Gen.Char[letters].Array[1, 4].Select(c => new string(c));
        Gen.Select(Gen.Select(words, Gen.Int[1, 1000]).Array[1, 12], Gen.Char[letters].Array[0, 10].Select(c => new string(c))).Sample((rows, text) =>
        {
            var list = new WordList(string.Concat(rows.DistinctBy(r => r.Item1).OrderBy(r => r.Item1, StringComparer.Ordinal).Select(r => $"{r.Item1}\t{r.Item2}\tn\n")));
            var segmenter = new Segmenter(list);
            segmenter.Cut(text);
            var cost = 0f;
            foreach (var token in segmenter.Tokens) cost += token.Cost;
            Math.Abs(cost - Cheapest(list, text)).ShouldBeLessThan(0.001f);
        });
    }

    [Fact]
    public void Tokens_stand_in_order_and_leave_no_letter_out()
    {
        Gen.Char["路灯坏了abc12 ，。ＡＢ水厂停电\ud83d\ude00"].Array[0, 60].Select(c => new string(c)).Sample(text =>
        {
            var segmenter = new Segmenter(WordList.BuiltIn);
            segmenter.Cut(text);
            var covered = new bool[text.Length];
            var last = 0;
            foreach (var token in segmenter.Tokens)
            {
                token.Start.ShouldBeGreaterThanOrEqualTo(last);
                last = token.End;
                for (var i = token.Start; i < token.End; i++) covered[i] = true;
            }
            for (var i = 0; i < text.Length; i++) covered[i].ShouldBe(char.IsLetterOrDigit(text[i]) || char.IsSurrogate(text[i]));
        });
    }

    [Fact]
    public void A_second_cut_of_the_same_length_allocates_nothing()
    {
        var segmenter = new Segmenter(WordList.BuiltIn);
        var text = string.Concat(Enumerable.Repeat("物业说电梯已经报修，可是两个星期过去了还没有人来。", 100));
        segmenter.Cut(text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        segmenter.Cut(text);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void The_built_in_list_is_the_frozen_one()
    {
        WordList.BuiltIn.Contains("自来水").ShouldBeTrue();
        WordList.BuiltIn.Contains("自来").ShouldBeTrue();
        WordList.BuiltIn.Contains("来水管").ShouldBeFalse();
        WordList.BuiltIn.UnknownCost.ShouldBe((float)Math.Log(60_101_952));
    }

    private static string Cut(Segmenter segmenter, string text)
    {
        segmenter.Cut(text);
        var words = new List<string>();
        foreach (var token in segmenter.Tokens) words.Add(segmenter[token].ToString());
        return string.Join(' ', words);
    }

    private static float Cheapest(WordList list, string text)
    {
        if (text.Length == 0) return 0;
        var least = list.UnknownCost + Cheapest(list, text[1..]);
        for (var n = 1; n <= text.Length; n++)
        {
            var node = list.Find(text.AsSpan(0, n));
            if (node != 0 && list.Cost(node) > 0) least = Math.Min(least, list.Cost(node) + Cheapest(list, text[n..]));
        }
        return least;
    }
}
