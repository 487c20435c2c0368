// long: what is one topic and what is not, case by case, in one place to compare.
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using CsCheck;
using Huiying.Assess.Grouping;
using Huiying.Tests.House;

namespace Huiying.Tests.Assess.Grouping;

[Clause("R20")]
public sealed class TopicIndexTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_matter_at_the_same_place_is_one_topic_and_another_matter_or_place_is_not()
    {
        var index = new TopicIndex();
        var water = index.Assign("", "杨柳街道自来水发黄有异味，水厂说在换滤料，什么时候能恢复正常供水？", Start);
        var again = index.Assign("杨柳街道自来水又发黄", "早上放出来的自来水还是黄的，有股异味，水厂没人接电话［电话］", Start.AddHours(3));
        var lamps = index.Assign("", "杨柳街道南侧人行道的路灯坏了半个月，晚上接孩子放学看不清路，老人摔过两次，请市政尽快安排维修", Start.AddHours(4));
        var elsewhere = index.Assign("", "松林镇中学门口每天堵车，请交警疏导", Start.AddHours(5));
        (water.IsNew, again.IsNew, lamps.IsNew, elsewhere.IsNew).ShouldBe((true, false, true, true));
        again.Topic.ShouldBe(water.Topic);
        again.Shared.ShouldContain("自来水");
        again.Likeness.ShouldBeGreaterThan(again.Needed);
    }

    [Fact]
    public void What_masking_left_joins_nothing()
    {
        var index = new TopicIndex();
        var first = index.Assign("", "［电话］［电话］［住址］ 请联系［@某人］", Start);
        var second = index.Assign("", "［电话］［电话］［住址］ 公园长椅损坏［@某人］", Start);
        second.Topic.ShouldNotBe(first.Topic);
    }

    [Fact]
    public void Posts_without_words_open_topics_of_their_own_and_break_nothing()
    {
        var index = new TopicIndex();
        foreach (var text in new[] { "", " ", "？？！！", "\ud83d", "［电话］", new string('a', 20_000), "。" }) index.Assign("", text, null).IsNew.ShouldBeTrue();
    }

    [Fact]
    public void English_and_Chinese_are_read_alike()
    {
        var index = new TopicIndex();
        var first = index.Assign("Bus line 12 cancelled", "Bus line 12 to Willow Street was cancelled without notice this morning.", Start);
        index.Assign("Park benches", "The benches in the riverside park are broken.", Start).IsNew.ShouldBeTrue();
        index.Assign("No bus 12 again", "Line 12 to Willow Street cancelled again, no notice at the bus stop.", Start.AddDays(1)).Topic.ShouldBe(first.Topic);
    }

    [Fact]
    public void Traditional_and_simplified_writing_are_one()
    {
        var index = new TopicIndex();
        var first = index.Assign("", "云溪村化工厂夜间排放废气，村民门窗不敢开", Start);
        index.Assign("", "松林镇中学门口每天堵车，请交警疏导", Start);
        index.Assign("", "雲溪村化工廠夜間排放廢氣，村民門窗不敢開", Start.AddHours(1)).Topic.ShouldBe(first.Topic);
    }

    [Fact]
    public void Brief_English_posts_about_three_matters_are_three_topics_in_any_order_and_what_stands_alone_stays_alone()
    {
        string[][] matters =
        [
            ["No 14 bus cancelled again this morning at Willow Street", "The 14 bus to Willow Street did not come, second day in a row", "Willow Street stop: waited an hour for the bus and nothing came", "bus cancelled without notice, people stuck at Willow Street"],
            ["Brown water from the taps in Maple Court since Monday", "Maple Court tap water is brown and smells of iron", "Anyone else in Maple Court with brown water?", "The water in Maple Court is still brown, do not drink it"],
            ["Fire at the paper warehouse on Dock Road", "Smoke over Dock Road, the paper warehouse is burning", "Dock Road warehouse fire still not out", "The paper warehouse fire on Dock Road, stay indoors"],
            ["The library has new opening hours"], ["Where can I get a dog licence?"], ["Thanks to the nurses of the day clinic"],
            ["The street lamp at our corner is out"], ["Lost a red umbrella on the ferry"], ["Is the tax office open on Saturday?"],
        ];
        for (var seed = 0; seed < 5; seed++)
        {
            var posts = matters.SelectMany((m, i) => m.Select(text => (Matter: i.ToString(CultureInfo.InvariantCulture), Text: text))).ToArray();
            new Random(seed).Shuffle(posts);
            var index = new TopicIndex();
            F1([.. posts.Select(p => p.Matter)], [.. posts.Select(p => index.Assign("", p.Text, null).Topic)]).ShouldBeGreaterThan(0.95);
        }
    }

    [Fact]
    public void A_stream_of_brief_posts_about_many_matters_does_not_fall_to_pieces()
    {
        // Each matter has twelve words of its own; six in ten words of a post are one of them, the rest is what everybody says.
        var random = new Random(3);
        string Word(int n) => "w" + n.ToString(CultureInfo.InvariantCulture);
        var posts = Enumerable.Range(0, 1500).Select(_ => random.Next(20)).Select(matter => (Matter: Word(matter), Text: string.Join(' ',
            Enumerable.Range(0, 7).Select(_ => random.Next(10) < 6 ? Word(1000 + matter * 100 + Math.Min(random.Next(12), random.Next(12))) : Word(random.Next(20) * random.Next(20)))))).ToList();
        var index = new TopicIndex();
        var topics = posts.ConvertAll(p => index.Assign("", p.Text, null).Topic);
        F1(posts.ConvertAll(p => p.Matter), topics).ShouldBeGreaterThan(0.8);
    }

    [Fact]
    public void A_flood_of_like_posts_is_one_topic_and_takes_nothing_else_in()
    {
        var index = new TopicIndex();
        var random = new Random(1);
        string[] calls = ["转发", "扩散", "大家看看", "帮忙顶", ""];
        var flood = new HashSet<long>();
        var others = new HashSet<long>();
        for (var i = 0; i < 8000; i++)
        {
            var at = Start.AddSeconds(i / 3);
            if (i % 100 == 50) others.Add(index.Assign("", $"{(char)(0x5000 + i)}家湾小学食堂涨价，家长要求公开第{i}号账目", at).Topic);
            else flood.Add(index.Assign("", $"松林镇化工厂排放废气刺鼻，附近居民夜里无法开窗，请立即查处！{calls[random.Next(calls.Length)]}{random.Next(100_000)} 网友{random.Next(999)}", at).Topic);
        }
        flood.ShouldHaveSingleItem();
        others.ShouldNotContain(flood.Single());
    }

    [Fact]
    public void Numbers_tell_matters_apart_as_words_do()
    {
        var index = new TopicIndex();
        index.Learn("312路公交车早高峰间隔太长", "", Start, 1);
        index.Learn("805路公交车改道", "", Start, 2);
        index.Assign("805路公交车间隔", "", Start).Topic.ShouldBe(2);
    }

    [Fact]
    public void A_title_that_shares_nothing_but_a_name_needs_more_likeness_than_others()
    {
        var index = new TopicIndex();
        var meals = index.Assign("松林镇老年食堂停办，老人中午没有饭吃，何时恢复", "", Start);
        var gym = index.Assign("松林镇河边健身器材生锈断裂，希望更换", "", Start);
        (gym.IsNew, gym.Likeness > gym.Needed).ShouldBe((true, true));
        index.Assign("松林镇食堂何时恢复", "", Start).Topic.ShouldBe(meals.Topic);
    }

    [Theory]
    [InlineData(0.1, 0.2, true)]
    [InlineData(0.1, 40, false)]
    [InlineData(20, 40, true)]
    public void A_topic_quiet_for_longer_than_is_usual_in_its_stream_must_be_resembled_more(double usualDays, double quietDays, bool joins)
    {
        var index = new TopicIndex();
        for (var i = 0; i < 60; i++)
        {
            // Each a matter of its own, written about twice.
            var matter = string.Concat(Enumerable.Range(i * 7, 7).Select(n => (char)(0x4e00 + n)));
            index.Assign("", matter, Start.AddDays(i - 100)).IsNew.ShouldBeTrue();
            index.Assign("", matter, Start.AddDays(i - 100 + usualDays)).IsNew.ShouldBeFalse();
        }
        var water = index.Assign("", "杨柳街道自来水发黄有异味，水厂说在换滤料，什么时候能恢复正常供水？", Start);
        index.Assign("", "家里放出来的水又黄又有异味，滤料换好了没有", Start.AddDays(quietDays)).IsNew.ShouldBe(!joins);
        index.Assign("", "杨柳街道自来水发黄有异味，水厂说在换滤料", Start.AddDays(quietDays)).Topic.ShouldBe(water.Topic);
    }

    [Fact]
    public void A_topic_long_quiet_takes_no_more()
    {
        var index = new TopicIndex();
        const string text = "北站广场地下通道积水，行人无法通过";
        var first = index.Assign("", text, Start);
        index.Assign("", text, Start.AddDays(59)).Topic.ShouldBe(first.Topic);
        index.Assign("", text, Start.AddDays(59 + 61)).IsNew.ShouldBeTrue();
    }

    [Fact]
    public void The_same_posts_give_the_same_topics_and_a_restart_changes_none() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 120]).Sample((seed, cut) =>
        {
            var posts = Posts(seed, 120);
            var whole = new TopicIndex();
            var expected = posts.ConvertAll(p => whole.Assign(p.Title, p.Body, p.Time).Topic);

            var before = new TopicIndex();
            foreach (var p in posts[..cut]) before.Assign(p.Title, p.Body, p.Time);
            var after = TopicIndex.Restore(before.Snapshot())!;
            posts[cut..].ConvertAll(p => after.Assign(p.Title, p.Body, p.Time).Topic).ShouldBe(expected[cut..]);

            var folded = new TopicIndex();
            for (var i = 0; i < cut; i++) folded.Learn(posts[i].Title, posts[i].Body, posts[i].Time, expected[i]);
            posts[cut..].ConvertAll(p => folded.Assign(p.Title, p.Body, p.Time).Topic).ShouldBe(expected[cut..]);
            folded.Snapshot().ShouldBe(whole.Snapshot());
        }, iter: Needed.Times(20));

    [Fact]
    public void However_many_posts_come_only_so_many_topics_stay_awake()
    {
        var index = new TopicIndex(new GroupingMethod { Awake = 50 });
        foreach (var p in Posts(7, 2000)) index.Assign(p.Title, p.Body, p.Time);
        index.Awake.ShouldBeLessThanOrEqualTo(50);
        index.Topics.ShouldBeGreaterThan(50);
        index.Posts.ShouldBe(2000);
    }

    [Fact]
    public void A_topic_asleep_wakes_when_it_is_mentioned_again_also_after_a_restart_and_what_is_asleep_is_bounded()
    {
        var method = new GroupingMethod { Awake = 50, Asleep = 400 };
        var index = new TopicIndex(method);
        const string lamps = "白杨村东头的路灯坏了半个月，晚上黑漆漆的，老人出门摔跤，请尽快修好";
        const string brief = "No 14 bus cancelled again Willow Street";
        var (first, bus) = (index.Assign("", lamps, Start).Topic, index.Assign("", brief, Start).Topic);
        for (var i = 0; i < 300; i++) index.Assign("", Alone(i), Start.AddMinutes(i)).IsNew.ShouldBeTrue();
        (index.Awake <= 50, index.Asleep).ShouldBe((true, 302 - index.Awake));
        var asleep = index.Snapshot();

        // The same process, one that restores the snapshot, and one that folds what was decided: all wake it, and say why.
        var again = index.Assign("", "白杨村路灯还没修，报修半个月没有人来，晚上黑漆漆的", Start.AddDays(2));
        (again.Topic, again.IsNew, again.Likeness > again.Needed).ShouldBe((first, false, true));
        again.Shared.ShouldContain("路灯");
        index.Assign("", "the 14 bus to Willow Street cancelled", Start.AddDays(2)).Topic.ShouldBe(bus);
        index.Assign("", "白杨村的路灯又不亮了，晚上黑漆漆", Start.AddDays(3)).Topic.ShouldBe(first);
        index.Assign("", "青石小区的电梯停运三天，物业不接电话", Start.AddDays(3)).IsNew.ShouldBeTrue();
        var restored = TopicIndex.Restore(asleep, method)!;
        restored.Asleep.ShouldBe(302 - restored.Awake);
        restored.Assign("", "白杨村路灯还没修，报修半个月没有人来，晚上黑漆漆的", Start.AddDays(2)).Topic.ShouldBe(first);
        var folded = TopicIndex.Restore(asleep, method)!;
        folded.Learn("", "白杨村路灯还没修，报修半个月没有人来，晚上黑漆漆的", Start.AddDays(2), first);
        folded.Snapshot().ShouldBe(restored.Snapshot());

        // Taken out while asleep, its post draws nothing there any more.
        var taken = TopicIndex.Restore(asleep, method)!;
        taken.Move("", lamps, Start, first, 9000);
        taken.Assign("", "白杨村路灯还没修，报修半个月没有人来，晚上黑漆漆的", Start.AddDays(2)).Topic.ShouldBe(9000);

        for (var i = 300; i < 1500; i++) index.Assign("", Alone(i), Start.AddMinutes(i));
        (index.Awake <= 50, index.Asleep <= 400).ShouldBe((true, true));

        // A post about something of its own, in seven characters no other has.
        static string Alone(int i) => string.Concat(Enumerable.Range(i * 7, 7).Select(n => (char)(0x4e00 + n)));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Whatever_sleeps_and_wakes_a_restart_changes_nothing(int seed)
    {
        var method = new GroupingMethod { Awake = 20, Asleep = 60 };
        var posts = Posts(seed, 1500);
        var whole = new TopicIndex(method);
        var expected = posts.ConvertAll(p => whole.Assign(p.Title, p.Body, p.Time).Topic);
        foreach (var cut in new[] { 100, 700, 1400 })
        {
            var before = new TopicIndex(method);
            foreach (var p in posts[..cut]) before.Assign(p.Title, p.Body, p.Time);
            var after = TopicIndex.Restore(before.Snapshot(), method)!;
            posts[cut..].ConvertAll(p => after.Assign(p.Title, p.Body, p.Time).Topic).ShouldBe(expected[cut..]);
            after.Snapshot().ShouldBe(whole.Snapshot());
        }
        var folded = new TopicIndex(method);
        for (var i = 0; i < posts.Count; i++) folded.Learn(posts[i].Title, posts[i].Body, posts[i].Time, expected[i]);
        folded.Snapshot().ShouldBe(whole.Snapshot());
    }

    [Fact]
    public void A_decided_topic_is_learnt_even_when_the_method_would_have_chosen_another()
    {
        var index = new TopicIndex();
        const string text = "河东菜市场夜间噪音扰民，凌晨三点就开始卸货";
        index.Learn("", text, Start, 1);
        index.Learn("", text, Start, 2);
        index.Topics.ShouldBe(2);
        index.Assign("", "松林镇中学门口每天堵车", Start).Topic.ShouldBe(3);
    }

    [Fact]
    public void A_topic_that_officers_emptied_makes_nothing_else_join()
    {
        var index = new TopicIndex();
        const string ferry = "river ferry stopped sailing fog harbour";
        var emptied = index.Assign("", ferry, null).Topic;
        var market = index.Assign("", "market stall rent doubled harbour traders", null).Topic;
        index.Move("", ferry, null, emptied, market);
        index.Assign("", "harbour concert tickets sold midnight", null).IsNew.ShouldBeTrue();
        index.Assign("", "river ferry sailing again fog gone", null).Topic.ShouldBe(market);
    }

    [Fact]
    public void A_snapshot_of_another_method_is_not_taken_up()
    {
        var other = new TopicIndex(new GroupingMethod { Version = "another" });
        other.Assign("", "路灯坏了", Start);
        TopicIndex.Restore(other.Snapshot()).ShouldBeNull();
    }

    [Fact]
    public void News_about_78_events_falls_into_about_as_many_topics()
    {
        var rows = Rows("data/events/ecob-dev.jsonl.gz");
        foreach (var (title, body, least) in new[] { (true, true, 0.94), (true, false, 0.94), (false, true, 0.92) })
        {
            var index = new TopicIndex();
            var topics = rows.ConvertAll(r => index.Assign(title ? Text(r, "title") : "", body ? Text(r, "body") : "", null).Topic);
            F1([.. rows.Select(r => Text(r, "event"))], topics).ShouldBeGreaterThan(least, $"title {title}, body {body}");
        }
    }

    [Fact]
    public void Half_a_year_of_real_messages_makes_no_catch_all_topic()
    {
        var index = new TopicIndex();
        var rows = Rows("data/messages/stream-2019h1.jsonl.gz");
        var sizes = rows.Select(r => index.Assign(Text(r, "title"), Text(r, "body"), DateTimeOffset.Parse(Text(r, "time") + "Z", null)).Topic)
            .CountBy(t => t).Select(t => t.Value).OrderDescending().ToList();
        sizes[0].ShouldBeLessThan(rows.Count / 50);
        sizes.Count(s => s > 1).ShouldBeGreaterThan(250);
    }

    private static List<(string Title, string Body, DateTimeOffset Time)> Posts(int seed, int count)
    {
        string[] places = ["杨柳街道", "松林镇", "北站广场", "河东菜市场", "青石小区", "云溪村", "新华路", "机床厂宿舍"];
        string[] matters = ["自来水发黄", "路灯不亮", "夜间施工噪音", "垃圾无人清运", "暖气不热", "公交改线", "学位不足", "房产证办理"];
        string[] tails = ["什么时候能解决？", "请有关部门处理", "已经反映多次", "影响老人出行", "希望尽快答复", "have you seen this?"];
        string[] roads = ["mill", "north", "dock", "canal"];
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => (
            random.Next(3) == 0 ? "" : places[random.Next(places.Length)] + matters[random.Next(matters.Length)],
            random.Next(4) == 0 ? $"{roads[random.Next(roads.Length)]} road closed again, {random.Next(9)} hours late"
                : $"{places[random.Next(places.Length)]}{matters[random.Next(matters.Length)]}，{tails[random.Next(tails.Length)]}{random.Next(40)}号楼",
            Start.AddMinutes(i * random.Next(90))))];
    }

    private static List<JsonElement> Rows(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Needed.Shared(path)), CompressionMode.Decompress));
        var rows = new List<JsonElement>();
        while (reader.ReadLine() is { } line) if (line.Length > 0) rows.Add(JsonDocument.Parse(line).RootElement);
        return rows;
    }

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;

    /// <summary>B-cubed F1 (Bagga and Baldwin 1998).</summary>
    private static double F1(List<string> gold, IReadOnlyList<long> topics)
    {
        var joint = gold.Zip(topics).CountBy(x => x).ToDictionary();
        var golds = gold.CountBy(x => x).ToDictionary();
        var found = topics.CountBy(x => x).ToDictionary();
        var precision = joint.Sum(j => (double)j.Value * j.Value / found[j.Key.Second]) / gold.Count;
        var recall = joint.Sum(j => (double)j.Value * j.Value / golds[j.Key.First]) / gold.Count;
        return 2 * precision * recall / (precision + recall);
    }
}
