using Huiying.Assess.District;
using Huiying.Collect;
using Huiying.Tests.House;

namespace Huiying.Tests.Assess.District;

public sealed class NewWordsTests
{
    private static readonly string[] Before = ["昨天在", "我们", "听说", "路过", "住在", "请问", "关于", "来到", "离开", "今早"];
    private static readonly string[] After = ["停水了", "的路灯不亮", "门口堆着垃圾", "没人打扫", "下水道堵了", "电梯又坏", "物业不管", "附近修路", "暖气不热", "西边施工"];

    /// <summary>The words in ever other surroundings, among much that never repeats.</summary>
    private static List<(PostId, string)> Stream(params string[] words) =>
        [.. Much(), .. words.SelectMany((w, n) => Enumerable.Range(0, 12).Select(i => (new PostId(n * 100 + i + 1), $"{Before[i % Before.Length]}{w}{After[(i * 7 + n) % After.Length]}，希望尽快处理{i}")))];

    private static IEnumerable<(PostId, string)> Much()
    {
        var random = new Random(1);
        return Enumerable.Range(0, 100).Select(i => (new PostId(10_000 + i), string.Concat(Enumerable.Range(0, 60).Select(_ => (char)random.Next(0x5000, 0x9000)))));
    }

    [Fact]
    public void A_name_that_stands_beside_ever_different_words_is_found_with_its_kind_and_examples()
    {
        var found = NewWords.Find(Stream("翠堤苑", "槐荫巷"), _ => false, TestContext.Current.CancellationToken);
        found.Select(w => (w.Word, w.Kind, w.Posts)).ShouldBe([("翠堤苑", DistrictWordKind.Estate, 12), ("槐荫巷", DistrictWordKind.Road, 12)], ignoreOrder: true);
        found[0].Examples.Count.ShouldBe(3);
    }

    [Fact]
    public void Persons_known_words_and_what_always_stands_together_with_the_same_are_not_found()
    {
        var found = NewWords.Find(Stream("王晓磊", "赵大鹏", "欧阳淑芬", "自来水", "垃圾"), _ => false, TestContext.Current.CancellationToken);
        foreach (var never in new[] { "王晓磊", "晓磊", "赵大鹏", "大鹏", "欧阳淑芬", "淑芬", "自来水", "垃圾" }) found.ShouldNotContain(w => w.Word.Contains(never, StringComparison.Ordinal) && w.Word.Length <= never.Length + 2, never);
        NewWords.Find(Stream("翠堤苑"), w => w == "翠堤苑", TestContext.Current.CancellationToken).Select(w => w.Word).ShouldBeEmpty();
        // Always after the same word: a part of something longer.
        NewWords.Find([.. Much(), .. Enumerable.Range(0, 20).Select(i => (new PostId(i + 1), $"{Before[i % 10]}东城翠堤苑{After[i % 10]}"))], _ => false, TestContext.Current.CancellationToken).ShouldNotContain(w => w.Word == "翠堤苑");
        // Too few posts, however often.
        NewWords.Find([.. Much(), (new PostId(1), string.Join('，', Enumerable.Range(0, 30).Select(i => $"{Before[i % 10]}翠堤苑{After[i % 10]}")))], _ => false, TestContext.Current.CancellationToken).ShouldBeEmpty();
    }

    [Fact, Clause("S15")]
    public void Names_of_other_languages_are_not_found_and_places_that_sound_like_them_are()
    {
        foreach (var name in new[] { "阿卜杜勒·卡迪尔", "托热别克", "努尔买买提", "沃洛夫斯", "柳青禾·白霜" })
        {
            var parts = name.Split('·');
            NewWords.Find(Stream(name), _ => false, TestContext.Current.CancellationToken).ShouldNotContain(w => parts.Any(p => w.Word.Contains(p, StringComparison.Ordinal) || p.Contains(w.Word, StringComparison.Ordinal)), name);
        }
        // Without the interpunct the same characters are found, so it is the interpunct that keeps them out.
        NewWords.Find(Stream("碛岚翡"), _ => false, TestContext.Current.CancellationToken).ShouldContain(w => w.Word == "碛岚翡");
        NewWords.Find(Stream("碛岚翡·白"), _ => false, TestContext.Current.CancellationToken).ShouldNotContain(w => w.Word == "碛岚翡");
        NewWords.Find(Stream("巴林塔拉村", "沃洛夫斯小区"), _ => false, TestContext.Current.CancellationToken).Select(w => w.Word).ShouldBe(["巴林塔拉村", "沃洛夫斯小区"], ignoreOrder: true);
    }

    [Fact]
    public void Nothing_comes_of_nothing_and_odd_characters_do_no_harm()
    {
        NewWords.Find([], _ => false, TestContext.Current.CancellationToken).ShouldBeEmpty();
        NewWords.Find([(new PostId(1), ""), (new PostId(2), "\uD800字\uDFFF\0"), (new PostId(3), new string('字', 5000))], _ => false, TestContext.Current.CancellationToken).ShouldBeEmpty();
    }
}
