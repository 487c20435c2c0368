using Huiying.Collect;

namespace Huiying.Tests.Collect;

public sealed class NearCopiesTests
{
    private static readonly string[] Sentences =
    [
        "云山市供水中心昨日回应市民关切，称东林区的管网改造将于本月底前完工，期间将分时段供水。", "该中心负责人表示，施工路段已经设置临时取水点，居民可以就近取水，水质每日两次公布。",
        "记者在现场看到，三十多名工人正在加紧铺设新的管道，路面上堆放着等待回填的砂石。", "家住附近的居民说，停水给老人和孩子带来不便，希望工期不要再往后推。",
        "据了解，这段管道铺设于上世纪八十年代，锈蚀严重，去年冬天接连发生过四次爆裂。", "改造完成之后，管网漏损率预计由百分之二十三降到百分之十以内，两万户居民受益。",
        "街道办事处安排了六名工作人员轮流值守，为行动不便的住户送水上门。", "市民如有疑问，可以到施工现场的接待点咨询，也可以在中心的网站上留言。",
    ];

    private static string Story => string.Concat(Sentences);

    private static bool IsCopy(string text, string of)
    {
        var texts = new NearCopies<string>(10);
        texts.Keep("first", TextSketch.Of(of));
        return texts.TryFind(TextSketch.Of(text), out var found) && found == "first";
    }

    [Fact]
    public void A_repost_is_found_however_it_was_dressed()
    {
        IsCopy(Story, Story).ShouldBeTrue();
        IsCopy("快讯：东林区停水最新消息！\n" + Story + "\n（来源：云山日报　编辑：某某）", Story).ShouldBeTrue("a new headline and a source line");
        IsCopy(string.Concat(Sentences[..5]), Story).ShouldBeTrue("a cut tail");
        IsCopy(string.Join("\n\n", Sentences.Reverse()), Story).ShouldBeTrue("reordered paragraphs");
        IsCopy(Story.Replace('，', ',').Replace("。", " . ", StringComparison.Ordinal).Replace("市", "市\u200B", StringComparison.Ordinal), Story).ShouldBeTrue("punctuation and zero-width characters");
        IsCopy(Story.Replace("昨日", "日前", StringComparison.Ordinal).Replace("居民", "市民", StringComparison.Ordinal).Replace("工期", "完工日期", StringComparison.Ordinal), Story).ShouldBeTrue("words changed");
        IsCopy("雲山市供水中心昨日回應市民關切，稱東林區的管網改造將於本月底前完工，期間將分時段供水。該中心負責人表示，施工路段已經設置臨時取水點，居民可以就近取水，水質每日兩次公佈。"
            + "記者在現場看到，三十多名工人正在加緊鋪設新的管道，路面上堆放著等待回填的砂石。家住附近的居民說，停水給老人和孩子帶來不便，希望工期不要再往後推。", Story).ShouldBeTrue("traditional characters");
    }

    [Fact]
    public void Another_writers_report_of_the_same_event_is_no_copy() =>
        IsCopy("东林区的老旧水管终于要换新了。云山市供水中心昨天给出时间表：本月底前完工，其间分时段供水。两万户居民盼这一天盼了三年——这段上世纪八十年代的管道去年冬天爆了四回，"
            + "“一到夜里就听见外面抢修”，一位退休教师对本报说。街道送水上门的六名值守人员，昨天中午给楼上的独居老人提了第五桶水。中心承诺，改造后漏损率降到一成以内。", Story).ShouldBeFalse();

    [Fact]
    public void Set_phrases_make_no_copies_and_only_an_identical_short_text_is_one()
    {
        IsCopy("云山区杨柳小区三号楼的电梯经常停运，老人和孩子出行困难，请有关部门尽快安排人员维修。", "云山区松林小区九号楼的电梯经常停运，老人和孩子出行困难，请有关部门尽快安排人员维修。").ShouldBeFalse();
        IsCopy("请问什么时候能修好？", "請問 什麼時候能修好？！").ShouldBeTrue();
        IsCopy("请问什么时候能修好？", "请问什么时候能修完？").ShouldBeFalse();
        IsCopy("……！", "？？").ShouldBeFalse("texts without letters are copies of nothing");
        IsCopy(Sentences[0] + string.Concat(Enumerable.Range(0, 60).Select(i => $"第{i}段另说一件旁的事，与前文并不相干，列出第{i * 7}个数目。")), Sentences[0] + Sentences[1]).ShouldBeFalse("a quotation in a long text");
    }

    [Fact]
    public void English_and_mixed_texts_are_compared_by_words()
    {
        const string english = "The county water centre said on Tuesday that the repair of the main pipe along River Road would be finished by the end of the month and that tank trucks would serve "
            + "the three villages until then, while residents asked why the same pipe had burst four times since last winter and who would pay for the damage to their shops and cellars.";
        IsCopy("UPDATED: " + english.Replace("Tuesday", "Wednesday", StringComparison.Ordinal).ToUpperInvariant(), english).ShouldBeTrue();
        IsCopy("Residents of three villages want to know who pays for flooded cellars after the pipe along River Road burst for the fourth time since winter; the county promises that the work "
            + "ends this month, and sends trucks with drinking water twice a day to the square in front of the old school until everything is done and tested.", english).ShouldBeFalse();
        IsCopy($"转载：{english} 以上是外媒的报道。", english).ShouldBeTrue();
    }

    [Fact]
    public void A_copy_names_the_first_of_its_kind_and_a_chain_of_changes_leads_nowhere_else()
    {
        var texts = new NearCopies<int>(100);
        var answers = new List<int>();
        // Each text drops a sentence of the one before and adds one of its own.
        string[] chain = [Story, Changed(2), Changed(4), Changed(6), Changed(8)];
        foreach (var (i, text) in chain.Index())
        {
            var sketch = TextSketch.Of(text);
            if (!texts.TryFind(sketch, out var of)) texts.Keep(of = i, sketch);
            answers.Add(of);
        }
        answers[1].ShouldBe(0);
        answers[4].ShouldNotBe(0, "nothing of the first is left in the last");

        static string Changed(int n) => string.Concat(Sentences[n..]) + string.Concat(Enumerable.Range(0, n).Select(i => $"另据第{i}位知情人介绍的情况，第{i * 13}号工段的进度与此前公布的并不一致，还需核实。"));
    }

    [Fact]
    public void However_many_texts_share_a_set_phrase_few_are_walked_and_compared_and_the_copy_among_them_is_found()
    {
        // Half of each letter is the same form, half its own: each is a candidate for every other, and no copy of any.
        const string form = "尊敬的领导您好，我是本小区的一名普通业主，现就物业服务、停车收费、电梯维修、垃圾清运、绿化养护以及楼道照明等方面存在的问题，向有关部门反映如下情况，恳请派人调查核实，督促物业公司限期整改，给全体业主一个满意的答复，谢谢。";
        static string Letter(int i) => form + string.Concat(Enumerable.Range(0, 10).Select(k => $"第{i * 31 + k}户在第{i * 17 + k * 3}天报修过第{i + k * 7}次。"));
        const int letters = 2_000, mostWalked = 16 * 64, mostCompared = 64;
        var texts = new NearCopies<int>(letters);
        for (var i = 0; i < letters; i++)
        {
            var sketch = TextSketch.Of(Letter(i));
            var (walked, compared) = (texts.Walked, texts.Compared);
            texts.TryFind(sketch, out _).ShouldBeFalse($"letter {i}");
            (texts.Walked - walked).ShouldBeLessThanOrEqualTo(mostWalked);
            (texts.Compared - compared).ShouldBeLessThanOrEqualTo(mostCompared);
            texts.Keep(i, sketch);
        }
        texts.TryFind(TextSketch.Of("转：" + Letter(700)), out var of).ShouldBeTrue();
        of.ShouldBe(700);
        // The bounds did something: without them hundreds would have been walked for each hash and compared.
        (texts.Walked > letters * 64L, texts.Compared > letters).ShouldBe((true, true));
    }

    [Fact]
    public void Only_the_latest_texts_are_kept_and_the_earliest_gives_way()
    {
        var texts = new NearCopies<int>(300);
        string Text(int i) => string.Concat(Enumerable.Range(0, 12).Select(k => $"第{i * 31 + k}村的第{i * 17 + k * 3}条路在第{i + k}天修好了，耗资{i * k + 5}万元。"));
        for (var i = 0; i < 1000; i++)
        {
            var sketch = TextSketch.Of(Text(i));
            texts.TryFind(sketch, out _).ShouldBeFalse();
            texts.Keep(i, sketch);
        }
        texts.Kept.ShouldBe(1000);
        for (var i = 0; i < 1000; i += 37)
        {
            texts.TryFind(TextSketch.Of("转：" + Text(i)), out var of).ShouldBe(i >= 700, $"text {i}");
            if (i >= 700) of.ShouldBe(i);
        }
    }
}
