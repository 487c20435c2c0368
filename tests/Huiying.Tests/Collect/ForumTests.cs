// long: the whole way of a board, one made-up site for all of it.
using System.Text;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Huiying.Tests.Collect;

/// <summary>A board, its threads and their floors, from the site to the topic.</summary>
public sealed class ForumTests
{
    private const string Lamp = "东林路从邮局到学校这一段，路灯坏了半个月，孩子晚上放学看不清路，请问归哪个部门管？";
    private const string Waiting = "打过电话，说是等配件，等了十天还没有来人，东林路的路灯到底什么时候修？";
    private const string Fell = "昨晚又有一位老人在东林路口摔倒，希望路灯早日修好。";
    private const string First = "灯下客的名字", Second = "过路风的名字";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R14"), Clause("R15")]
    public async Task Each_floor_of_a_boards_threads_becomes_a_post_and_later_floors_are_met(Engine engine)
    {
        await using var world = await World.Create(engine);
        Board(world, "/t1.html", "/t2.html", "/t3.html");
        Thread(world, "/t1.html", "东林路的路灯坏了半个月没人修", 120, 1, null, (First, Lamp), (Second, "等配件，等了十天。"));
        Thread(world, "/t2.html", "周末爬山活动报名", 8, 1, null, (First, "周末一起去爬山，早上八点在邮局门口集合出发。"), (Second, "算我一个，八点准时到。"));
        Thread(world, "/t3.html", "出售九成新自行车", 5, 0, null, (Second, "自行车九成新，搬家出售，有需要的邻居请联系。"));
        await world.Watch(["路灯"], []);
        await world.Add(SourceKind.Forum, "/board.html");

        var report = (await world.Poll()).ShouldNotBeNull();
        // A reply is taken with the thread it answers; the other threads concern nobody.
        (report.Outcome, report.Counts).ShouldBe((PollOutcome.Collected, new IntakeCounts(Stored: 2, Unmatched: 3)));
        var posts = await world.Posts();
        posts.Select(p => (p.Kind, p.Title, p.Text, p.Url)).ShouldBe([
            (PostKind.Thread, "东林路的路灯坏了半个月没人修", Lamp, world.Site.Url("/t1.html")),
            (PostKind.Thread, "东林路的路灯坏了半个月没人修", "等配件，等了十天。", world.Site.Url("/t1.html") + "#2")]);
        posts.Select(p => p.Counts).ShouldBe([new Counts(Views: 120, Replies: 1), new Counts()]);
        posts[1].Published.ShouldBe(new DateTimeOffset(2026, 3, 1, 8, 2, 0, TimeSpan.FromHours(8)));

        // The board has not changed, but the thread has: only its page is asked for, and only the new floor is taken.
        Thread(world, "/t1.html", "东林路的路灯坏了半个月没人修", 150, 2, null, (First, Lamp), (Second, "等配件，等了十天。"), (First, "还没有人来。"));
        world.Site.Asked.Clear();
        world.Test.Time.Advance(TimeSpan.FromHours(1));
        report = (await world.Poll()).ShouldNotBeNull();
        (report.Outcome, report.Counts).ShouldBe((PollOutcome.Collected, new IntakeCounts(Stored: 1)));
        world.Site.Asked.Where(p => p != "/robots.txt").ShouldBe(["/board.html", "/t1.html"]);
        (await world.Posts())[^1].Why.ShouldContain("路灯");

        world.Test.Time.Advance(TimeSpan.FromHours(1));
        (await world.Poll())!.Outcome.ShouldBe(PollOutcome.NotModified);
        // After a week without a new floor the thread is left alone.
        world.Site.Asked.Clear();
        world.Test.Time.Advance(TimeSpan.FromDays(8));
        (await world.Poll())!.Outcome.ShouldBe(PollOutcome.NotModified);
        world.Site.Asked.ShouldNotContain("/t1.html");
    }

    [Theory, BothEngines]
    public async Task A_thread_is_read_to_its_last_page_and_on_from_there(Engine engine)
    {
        await using var world = await World.Create(engine);
        Board(world, "/t1.html", "/t2.html", "/t3.html");
        foreach (var other in new[] { "/t2.html", "/t3.html" }) world.Site.Status(other, 404);
        Thread(world, "/t1.html", "东林路的路灯坏了半个月没人修", 10, 3, "/t1-2.html", (First, Lamp), (Second, "第二楼说的话。"));
        Thread(world, "/t1-2.html", "东林路的路灯坏了半个月没人修", 10, 3, null, 3, (First, "第三楼说的话。"), (Second, "第四楼说的话。"));
        await world.Add(SourceKind.Forum, "/board.html", takeAll: true);
        (await world.Poll())!.Counts.Stored.ShouldBe(4);

        Thread(world, "/t1-2.html", "东林路的路灯坏了半个月没人修", 10, 4, null, 3, (First, "第三楼说的话。"), (Second, "第四楼说的话。"), (First, "第五楼说的话。"));
        world.Site.Asked.Clear();
        world.Test.Time.Advance(TimeSpan.FromHours(1));
        (await world.Poll())!.Counts.Stored.ShouldBe(1);
        world.Site.Asked.ShouldNotContain("/t1.html");
        (await world.Posts()).Select(p => p.Url!.Split('#')[^1]).ShouldBe([world.Site.Url("/t1.html"), "2", "3", "4", "5"]);
    }

    [Theory, BothEngines]
    public async Task A_long_thread_is_read_on_at_the_next_reading_though_its_page_has_not_changed(Engine engine)
    {
        await using var world = await World.Create(engine);
        Board(world, "/t1.html", "/t2.html", "/t3.html");
        foreach (var other in new[] { "/t2.html", "/t3.html" }) world.Site.Status(other, 404);
        for (var page = 1; page <= 7; page++)
        {
            var next = page < 7 ? $"/t1-{page + 1}.html" : null;
            Thread(world, page == 1 ? "/t1.html" : $"/t1-{page}.html", "东林路的路灯坏了半个月没人修", 10, 6, next, page, (First, $"第{page}楼说的话。"));
        }
        await world.Add(SourceKind.Forum, "/board.html", takeAll: true);
        (await world.Poll())!.Counts.Stored.ShouldBe(5);
        world.Test.Time.Advance(TimeSpan.FromHours(1));
        (await world.Poll())!.Counts.Stored.ShouldBe(2);

        // Read to its end, it is asked for no more than another.
        world.Site.Asked.Clear();
        world.Test.Time.Advance(TimeSpan.FromHours(1));
        await world.Poll();
        world.Site.Asked.Count(p => p.StartsWith("/t1", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact, Clause("S08")]
    public async Task A_thread_that_robots_forbid_or_that_asks_to_sign_in_is_refused()
    {
        await using var world = await World.Create();
        world.Site.Page("/robots.txt", "User-agent: *\nDisallow: /t1.html\n", contentType: "text/plain");
        Board(world, "/t1.html", "/t2.html", "/t3.html");
        Thread(world, "/t1.html", "东林路的路灯坏了半个月没人修", 10, 0, null, (First, Lamp));
        world.Site.Status("/t2.html", 403);
        Thread(world, "/t3.html", "出售九成新自行车", 5, 0, null, (Second, "自行车九成新，搬家出售，有需要的邻居请联系。"));
        await world.Add(SourceKind.Forum, "/board.html", takeAll: true);
        (await world.Poll())!.Counts.ShouldBe(new IntakeCounts(Stored: 1, Refused: 2));
        world.Site.Asked.ShouldNotContain("/t1.html");
    }

    [Theory, BothEngines, Clause("R58")]
    public async Task Newer_counts_of_a_thread_replace_the_older_ones_in_its_topic(Engine engine)
    {
        await using var world = await World.Create(engine, s => s.AddAssess());
        Board(world, "/t1.html", "/t2.html", "/t3.html");
        foreach (var other in new[] { "/t2.html", "/t3.html" }) world.Site.Status(other, 404);
        Thread(world, "/t1.html", "东林路的路灯坏了半个月没人修", 120, 1, null, (First, Lamp), (Second, Waiting));
        await world.Add(SourceKind.Forum, "/board.html", takeAll: true);
        await world.Poll();
        // Looked at again before it was assessed, and after.
        await Later(150, 2);
        await Assess(world);
        (await Counted(world)).ShouldBe((120, 1));
        await Assess(world);
        (await Counted(world)).ShouldBe((150, 2));
        await Later(40_000, 9);
        (await world.Get<Posts>().Waiting(world.Test.Office, Ct)).ShouldBe(1);
        await Assess(world);
        (await Counted(world)).ShouldBe((40_000, 9));
        await Later(39_000, 8); // replies were deleted
        await Assess(world);
        await Assess(world);
        (await Counted(world)).ShouldBe((39_000, 8));
        (await world.Get<Posts>().Waiting(world.Test.Office, Ct)).ShouldBe(0);

        async Task Later(int views, int replies)
        {
            Thread(world, "/t1.html", "东林路的路灯坏了半个月没人修", views, replies, null, (First, Lamp), (Second, Waiting));
            world.Test.Time.Advance(TimeSpan.FromHours(1));
            (await world.Poll()).ShouldNotBeNull();
        }
    }

    [Theory, BothEngines, Clause("R49")]
    public async Task A_thread_that_is_gone_stays_in_every_count_marked_as_vanished_and_is_unmarked_when_it_is_back(Engine engine)
    {
        await using var world = await World.Create(engine, s => s.AddAssess());
        Board(world, "/t1.html", "/t2.html", "/t3.html");
        foreach (var other in new[] { "/t2.html", "/t3.html" }) world.Site.Status(other, 404);
        Thread(world, "/t1.html", "东林路的路灯坏了半个月没人修", 120, 1, null, (First, Lamp), (Second, Waiting));
        await world.Add(SourceKind.Forum, "/board.html", takeAll: true);
        await world.Poll();
        await Assess(world);
        var topic = (await world.Get<Topics>().List(world.Test.By(Role.Clerk), ct: Ct)).Value.MaxBy(t => t.Posts)!.Id;
        var before = (await world.Get<Topics>().Facts(world.Test.Office, topic, Ct))!;
        before.Vanished.ShouldBe(0);
        async Task<TopicFacts> Look(int status)
        {
            if (status == 200) Thread(world, "/t1.html", "东林路的路灯坏了半个月没人修", 120, 1, null, (First, Lamp), (Second, Waiting));
            else world.Site.Status("/t1.html", status);
            world.Test.Time.Advance(TimeSpan.FromHours(1));
            (await world.Poll()).ShouldNotBeNull();
            return (await world.Get<Topics>().Facts(world.Test.Office, topic, Ct))!;
        }
        (await Look(500)).Vanished.ShouldBe(0, "away is not gone");
        var gone = await Look(404);
        (gone.Vanished, gone.Posts, gone.Hours.Sum(h => h.Count)).ShouldBe((before.Posts, before.Posts, before.Hours.Sum(h => h.Count)));
        (await Look(200)).Vanished.ShouldBe(0);
    }

    [Theory, BothEngines]
    public async Task Counts_are_kept_as_a_series_read_at_widening_intervals_and_end_with_the_post(Engine engine)
    {
        await using var world = await World.Create(engine);
        Board(world, "/t1.html", "/t2.html", "/t3.html");
        foreach (var other in new[] { "/t2.html", "/t3.html" }) world.Site.Status(other, 404);
        Thread(world, "/t1.html", "东林路的路灯坏了半个月没人修", 100, 0, null, (First, Lamp));
        var begun = world.Test.Time.GetUtcNow();
        await world.Add(SourceKind.Forum, "/board.html", takeAll: true);
        await world.Poll();
        var looks = new List<double>();
        for (var hour = 1; hour <= 24 * 9; hour++)
        {
            Thread(world, "/t1.html", "东林路的路灯坏了半个月没人修", 100 + hour, 0, null, (First, Lamp));
            world.Site.Asked.Clear();
            world.Test.Time.Advance(TimeSpan.FromHours(1));
            await world.Poll();
            if (world.Site.Asked.Contains("/t1.html")) looks.Add(hour);
        }
        looks.Count.ShouldBeInRange(8, 16);
        looks.Zip(looks.Skip(1), (a, b) => b - a).ShouldBeInOrder(SortDirection.Ascending);
        looks[^1].ShouldBeLessThan(24 * 7 + 1, "after a week it is left alone");
        var post = (await world.Posts())[0].Id;
        var series = (await world.Get<Posts>().Series(world.Test.By(Role.Clerk), [post], Ct)).Value;
        series.Select(c => (c.Views, (c.At - begun).TotalHours)).ShouldBe([(100, 0), .. looks.Select(h => ((long?)(100 + h), h))]);
        await using var store = world.Test.Open();
        await Posts.Purge(store, [post], Ct);
        (await store.Set<CountRow>().CountAsync(Ct)).ShouldBe(0);
    }

    [Theory, BothEngines, Clause("S02")]
    public async Task Floors_of_one_hand_count_as_one_voice_and_no_name_is_stored(Engine engine)
    {
        await using var world = await World.Create(engine, s => s.AddAssess());
        Board(world, "/t1.html", "/t2.html", "/t3.html");
        foreach (var other in new[] { "/t2.html", "/t3.html" }) world.Site.Status(other, 404);
        Thread(world, "/t1.html", "东林路的路灯坏了半个月没人修", 120, 2, null, (First, Lamp), (Second, Waiting), (First, Fell));
        await world.Add(SourceKind.Forum, "/board.html", takeAll: true);
        (await world.Poll())!.Counts.Stored.ShouldBe(3);
        await using var store = world.Test.Open();
        (await store.Set<SealRow>().CountAsync(Ct)).ShouldBe(3);
        await NothingOf(world, First, Second);

        await Assess(world);
        (await store.Set<SealRow>().CountAsync(Ct)).ShouldBe(0);
        (await Topic(world)).Voices.ShouldBe(new VoiceCount(2, 0));
        await NothingOf(world, First, Second);
    }

    [Theory, BothEngines, Clause("S02")]
    public async Task Items_of_a_feed_by_one_author_count_as_one_voice_and_no_name_is_stored(Engine engine)
    {
        await using var world = await World.Create(engine, s => s.AddAssess());
        world.Site.Page("/rss.xml", $"""
            <?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>示例</title>
            <item><title>路灯</title><link>{world.Site.Url("/1")}</link><dc:creator>{First}</dc:creator><content:encoded>{Lamp}</content:encoded></item>
            <item><title>路灯</title><link>{world.Site.Url("/2")}</link><author>{First}</author><content:encoded>{Waiting}</content:encoded></item>
            <item><title>路灯</title><link>{world.Site.Url("/3")}</link><content:encoded>{Fell}</content:encoded></item></channel></rss>
            """, contentType: "application/rss+xml");
        await world.Add(SourceKind.Feed, "/rss.xml", takeAll: true);
        (await world.Poll())!.Counts.Stored.ShouldBe(3);
        await NothingOf(world, First);
        await Assess(world);
        (await Topic(world)).Voices.ShouldBe(new VoiceCount(1, 1));
        await using var store = world.Test.Open();
        (await store.Set<SealRow>().CountAsync(Ct)).ShouldBe(0);
        await NothingOf(world, First);
    }

    /// <summary>No byte of the data folder and no row of the database holds one of the names.</summary>
    private static async Task NothingOf(World world, params string[] names)
    {
        foreach (var file in Directory.GetFiles(world.Test.Folder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, Ct);
            foreach (var name in names) copy.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(name)).ShouldBe(-1, file);
        }
        if (world.Test.Postgres is not { } connection) return;
        await using var source = NpgsqlDataSource.Create(connection);
        var tables = new List<string>();
        await using (var list = source.CreateCommand("select table_name from information_schema.tables where table_schema = 'public'"))
        await using (var reader = await list.ExecuteReaderAsync(Ct))
        {
            while (await reader.ReadAsync(Ct)) tables.Add(reader.GetString(0));
        }
        tables.ShouldContain("collect_posts");
        foreach (var table in tables)
        {
            foreach (var name in names)
            {
                // Text columns as they are, binary ones as hexadecimal.
                await using var find = source.CreateCommand($"select count(*) from \"{table}\" t where position($1 in t::text) > 0 or position($2 in t::text) > 0");
                find.Parameters.Add(new() { Value = name });
                find.Parameters.Add(new() { Value = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(name)) });
                ((long)(await find.ExecuteScalarAsync(Ct))!).ShouldBe(0, table);
            }
        }
    }

    private static Task<int> Assess(World world) => world.Get<Assessment>().Run(world.Test.Office, 500, Ct);

    private static async Task<TopicPage> Topic(World world)
    {
        var line = (await world.Get<Topics>().List(world.Test.By(Role.Clerk), ct: Ct)).Value.Single();
        return (await world.Get<Topics>().Open(world.Test.By(Role.Clerk), line.Id, Ct)).Value;
    }

    private static async Task<(long?, long?)> Counted(World world)
    {
        var topic = await Topic(world);
        await using var store = world.Test.Open();
        (await store.Set<TopicSourceRow>().SingleAsync(Ct)).Views.ShouldBe(topic.Counts.Views);
        (await store.Set<PostRow>().Where(p => p.Views != null).SingleAsync(Ct)).Views.ShouldBe(topic.Counts.Views);
        return (topic.Counts.Views, topic.Counts.Replies);
    }

    private static void Board(World world, params string[] threads) => world.Site.Page("/board.html", $"""
        <html><head><title>百姓呼声 - 示例论坛</title></head><body><div id="nv"><a href="/">论坛首页</a><a href="/space-uid-9.html">某某的空间</a></div><table id="threadlisttableid">
        {string.Concat(threads.Select((t, i) => $"<tbody id=\"normalthread_{i}\"><tr><th><a href=\"{t}\" class=\"s xst\">第{i + 1}个话题的一个标题写在这里</a></th><td class=\"by\"><cite><a href=\"/space-uid-{i}.html\">作者{i}</a></cite><em>2026-3-1</em></td><td class=\"num\"><a href=\"{t}\" class=\"xi2\">3</a><em>50</em></td></tr></tbody>\n"))}
        </table></body></html>
        """);

    private static void Thread(World world, string path, string title, int views, int replies, string? next, params (string By, string Text)[] floors) =>
        Thread(world, path, title, views, replies, next, 1, floors);

    private static void Thread(World world, string path, string title, int views, int replies, string? next, int from, params (string By, string Text)[] floors) => world.Site.Page(path, $"""
        <html><head><title>{title} - 百姓呼声 - 示例论坛</title></head><body><div id="postlist"><div>查看: {views}|回复: {replies}</div><h1><span id="thread_subject">{title}</span></h1>
        {string.Concat(floors.Select((f, i) => $"""
        <div id="post_{i + 70}"><div class="pls"><div class="authi"><a href="/space-uid-{f.By.Length}.html" class="xw1">{f.By}</a></div></div><div class="plc"><strong>{from + i}#</strong>
        <div class="authi"><em id="authorposton{i + 70}">发表于 2026-3-1 08:0{from + i}:00</em></div><div class="pct"><table><tr><td class="t_f" id="postmessage_{i + 70}">{f.Text}</td></tr></table></div></div></div>
        """))}
        </div>{(next is null ? "" : $"<a href=\"{next}\" class=\"nxt\">下一页</a>")}</body></html>
        """);
}
