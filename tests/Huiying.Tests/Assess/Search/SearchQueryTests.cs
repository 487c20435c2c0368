using CsCheck;
using Huiying.Assess.Search;
using Huiying.Assess.Words;
using Huiying.Collect;

namespace Huiying.Tests.Assess.Search;

public sealed class SearchQueryTests
{
    private static readonly string[] Pieces =
        ["停水", "水", "停", "自来水", "来水", "水厂", "abc", "ab", "12", "3号", "停電", "“停水，水厂”", "“水厂 abc”", "停水", "自来水", "非", "-", "或", "且", "（", "）", "|"];

    private static readonly string[] Stretches = ["停水", "水", "停", "自来", "水厂", "厂", "abc", "ab", " 12", "13号", "3号", "停電", "，", " ", "。"];

    [Theory]
    [InlineData("停水 东街", "东街今天停水", true)]
    [InlineData("停水 东街", "西街今天停水", false)]
    [InlineData("停水 或 停电", "昨晚停电", true)]
    [InlineData("停水 OR 停电", "昨晚停电", true)]
    [InlineData("停水|停电", "昨晚停气", false)]
    [InlineData("停水 || 停电", "昨晚停电", true)]
    [InlineData("停水 非 通知", "停水通知", false)]
    [InlineData("停水 -通知", "停水两天了", true)]
    [InlineData("停水 －通知", "停水通知", false)]
    [InlineData("停水 NOT NOT 通知", "停水通知", true)]
    [InlineData("停水 -（通知 或 公告）", "停水公告", false)]
    [InlineData("(停水 或 停电) 且 东街", "东街停电", true)]
    [InlineData("停水 或 停电 东街", "停水", true)]
    [InlineData("停水 或 停电 东街", "停电", false)]
    [InlineData("“停水，两天”", "又停水，两天", true)]
    [InlineData("“停水，两天”", "停水两天", false)]
    [InlineData("\"停水 两天\"", "停水   两天", true)]
    [InlineData("「停水」非「停水通知」", "停水通知", false)]
    [InlineData("停水，两天", "两天没水，又停水", true)]
    [InlineData("自来水厂", "自来水和水厂", false)]
    [InlineData("水", "停水", true)]
    [InlineData("停電", "停电", true)]
    [InlineData("停电", "今晚停電", true)]
    [InlineData("ＡＢＣ１２", "abc12", true)]
    [InlineData("3号楼", "13号楼", false)]
    [InlineData("3号楼", "在3号楼", true)]
    [InlineData("or and not", "not and or", true)]
    [InlineData("covid-19", "COVID 19", true)]
    [InlineData("非法集资", "非法集资", true)]
    [InlineData("非 集资 广场", "广场舞", true)]
    public void It_says_which_texts_are_wanted(string query, string text, bool found) =>
        SearchQuery.Read(query).Value.Matches([Fold.Text(text)]).ShouldBe(found);

    [Theory]
    [InlineData("", "请写")]
    [InlineData("，。！", "只有标点")]
    [InlineData("停水 或", "“或”后面")]
    [InlineData("或 停水", "第 1 个字的“或”前面")]
    [InlineData("停水 （停电", "第 4 个字的前括号")]
    [InlineData("停水）停电", "第 3 个字的后括号")]
    [InlineData("停水 “停电", "第 4 个字的引号")]
    [InlineData("停水 “，”", "第 4 个字起的引号")]
    [InlineData("停水 （）", "第 5 个字")]
    [InlineData("非 通知", "只写了不要的词")]
    [InlineData("停水 或 非 通知", "只写了不要的词")]
    [InlineData("-", "只有标点")]
    [InlineData("停水 非", "“非”后面")]
    [InlineData("(((((((((停水)))))))))", "太深")]
    public void What_cannot_be_read_is_explained_with_its_place(string query, string said)
    {
        var refusal = SearchQuery.Read(query).Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe("search.query");
        refusal.Zh.ShouldContain(said);
    }

    [Fact]
    public void Whatever_is_typed_is_read_or_refused() =>
        Gen.Char["停水电东街非或且ORNTAD 　-－—()（）|｜&\"“”「」，。@1３aＡ繁體\ud83d\ude00\0\n\u200b"].Array[0, 60].Select(c => new string(c)).Sample(query =>
        {
            var read = SearchQuery.Read(query);
            if (!read.Ok) return;
            read.Value.Matches([]).ShouldBeFalse();
            foreach (var marked in (IReadOnlyList<Stretch>[])[read.Value.Mark(query), read.Value.Mark("停電、东街停水：3号楼 abc")]) string.Concat(marked.Select(m => m.Text)).Length.ShouldBeGreaterThan(0);
        }, iter: 20_000);

    [Fact]
    public void Too_much_is_refused()
    {
        SearchQuery.Read(new string('水', 301)).Refusal!.Zh.ShouldContain("300");
        SearchQuery.Read(string.Join(' ', Enumerable.Range(0, 41).Select(i => $"水{i}"))).Refusal!.Zh.ShouldContain("40");
    }

    [Theory]
    [InlineData("停电 abc", "今晚停電！ＡＢＣ", "今晚[停電]！[ＡＢＣ]")]
    [InlineData("自来水 水厂", "自来水厂", "[自来水厂]")]
    [InlineData("停水 非 通知", "通知：停水", "通知：[停水]")]
    [InlineData("水", "水　 水", "[水]　 [水]")]
    [InlineData("“停水 两天”", "又停水  \n 两天了", "又[停水  \n 两天]了")]
    public void What_was_looked_for_is_marked_where_it_stands(string query, string text, string marked) =>
        string.Concat(SearchQuery.Read(query).Value.Mark(text).Select(s => s.Marked ? $"[{s.Text}]" : s.Text)).ShouldBe(marked);

    [Fact]
    public void An_excerpt_shows_the_first_mark_however_far_it_stands()
    {
        var text = new string('甲', 500) + "东街停水" + new string('乙', 500);
        var excerpt = SearchQuery.Read("停水").Value.Excerpt(text);
        excerpt.Single(s => s.Marked).Text.ShouldBe("停水");
        string.Concat(excerpt.Select(s => s.Text)).Length.ShouldBeLessThan(170);
        string.Concat(excerpt.Select(s => s.Text)).ShouldStartWith("…甲");
    }

    [Fact]
    public void Folding_twice_is_folding_once()
    {
        // The tokens of a query are made of folded terms.
        for (var c = 0; c <= char.MaxValue; c++) Fold.Char(Fold.Char((char)c)).ShouldBe(Fold.Char((char)c), $"U+{c:X4}");
    }

    [Fact]
    public void The_index_is_never_asked_for_less_than_the_query_wants() => Gen.Select(Queries(), Texts()).Sample((written, text) =>
    {
        if (SearchQuery.Read(written) is not { Ok: true, Value: var query }) return;
        var tokens = new SearchTokens().Of("", text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var matches = query.Matches([Fold.Text(text)]);
        foreach (var beginnings in (bool[])[true, false])
        {
            var asked = IndexQuery.Of(query, [], beginnings);
            if (matches) Holds(asked.TsQuery, asked, tokens).ShouldBeTrue($"{written} / {text}");
            if (beginnings && IndexQuery.Exact(query)) Holds(asked.TsQuery, asked, tokens).ShouldBe(matches, $"{written} / {text}");
        }
    }, iter: 20_000);

    /// <summary>Queries of few characters, so that many hold of many texts.</summary>
    internal static Gen<string> Queries() =>
        Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[1, 9].Select(p => string.Join(' ', p).Replace("- ", "-", StringComparison.Ordinal));

    internal static Gen<string> Texts() => Gen.Int[0, Stretches.Length - 1].Select(i => Stretches[i]).Array[0, 12].Select(string.Concat);

    /// <summary>Judges the written tsquery over tokens, by an evaluator of its own.</summary>
    private static bool Holds(Func<string> written, IndexQuery asked, string[] tokens)
    {
        if (asked.HoldsOfNothing) return true;
        var (text, at) = (written(), 0);
        return Any();

        bool Any()
        {
            var value = All();
            while (at < text.Length && text.AsSpan(at).StartsWith(" | "))
            {
                at += 3;
                value |= All();
            }
            return value;
        }

        bool All()
        {
            var value = One();
            while (at < text.Length && text.AsSpan(at).StartsWith(" & "))
            {
                at += 3;
                value &= One();
            }
            return value;
        }

        bool One()
        {
            if (text[at] == '!')
            {
                at++;
                return !One();
            }
            if (text[at] == '(')
            {
                at++;
                var inner = Any();
                at++;
                return inner;
            }
            var end = text.IndexOf('\'', at + 1);
            var token = text[(at + 1)..end];
            at = end + 1;
            if (at + 1 >= text.Length || text[at] != ':') return tokens.Contains(token);
            at += 2;
            return tokens.Any(t => t.StartsWith(token, StringComparison.Ordinal));
        }
    }
}
