using System.Text;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Tests.Assess;

public sealed class RetentionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("S10")]
    public async Task Posts_in_no_event_go_after_ninety_days_and_their_topic_keeps_title_counts_and_decision(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect().AddAssess());
        await Take(test, "a", "杨柳街道自来水发黄有异味，盼尽快恢复", "13800000000");
        var begun = test.Time.GetUtcNow();
        await Take(test, "b", "松林镇中学门口每天早晚堵车，学生过马路很危险", null, at: begun);
        var lines = (await test.Get<Topics>().List(test.By(Role.Clerk), ct: Ct)).Value;
        var (kept, gone) = (lines.Single(l => l.Title.Contains("自来水", StringComparison.Ordinal)), lines.Single(l => l.Title.Contains("堵车", StringComparison.Ordinal)));
        var retention = test.Get<Retention>();

        test.Time.Advance(TimeSpan.FromDays(89));
        (await retention.Purge(test.Office, new HashSet<TopicId> { kept.Id }, Ct)).ShouldBe(0);
        await Take(test, "c", "青石村的路灯坏了三个月无人修理", null);
        test.Time.Advance(TimeSpan.FromDays(2));
        (await retention.Purge(test.Office, new HashSet<TopicId> { kept.Id }, Ct)).ShouldBe(1);
        (await retention.Purge(test.Office, new HashSet<TopicId> { kept.Id }, Ct)).ShouldBe(0);

        var page = (await test.Get<Topics>().Open(test.By(Role.Clerk), gone.Id, Ct)).Value;
        page.Line.Title.ShouldBe(gone.Title);
        page.Line.Posts.ShouldBe(1);
        page.Representative.ShouldBeEmpty();
        page.Spread.Sites.ShouldAllBe(s => s.Link == null && s.Posts == 1);
        (await test.Get<Topics>().Open(test.By(Role.Clerk), kept.Id, Ct)).Value.Representative.ShouldHaveSingleItem();
        (await test.Get<Topics>().Search(test.By(Role.Clerk), new("堵车"), ct: Ct)).Value.Posts.ShouldBeEmpty();
        (await test.Get<Topics>().Search(test.By(Role.Clerk), new("自来水"), ct: Ct)).Value.Posts.ShouldHaveSingleItem();

        // In the ledger, with how many and why; and nothing of the text is left there either.
        var entries = await test.Ledger.Read(test.Office, ct: Ct).ToListAsync(Ct);
        var entry = entries.Single(e => e.Act == "posts.purge").Data;
        entry.GetProperty("posts").GetInt32().ShouldBe(1);
        entry.GetProperty("kept").GetString().ShouldBe("90 天");
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();

        // The same post met again is not taken again, and grouping goes on without its text.
        (await Take(test, "b", "松林镇中学门口每天早晚堵车，学生过马路很危险", null, at: begun)).ShouldBe(0);
        await Take(test, "d", "青石村的路灯又坏了，还是无人修理", null);
        (await test.Get<Topics>().List(test.By(Role.Clerk), ct: Ct)).Value.Count.ShouldBe(3);
    }

    [Theory, BothEngines, Clause("S10"), Clause("R41")]
    public async Task A_topic_that_still_waits_for_its_answer_keeps_its_posts(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect().AddAssess());
        for (var i = 0; i < 12; i++) await Take(test, $"w{i}", $"杨柳街道自来水发黄有异味，第{i}次反映，盼尽快恢复", null, views: 30_000, comments: 900);
        var line = (await test.Get<Topics>().List(test.By(Role.Clerk), ct: Ct)).Value.Single();
        line.DueAt.ShouldNotBeNull();
        test.Time.Advance(TimeSpan.FromDays(200));
        (await test.Get<Retention>().Purge(test.Office, new HashSet<TopicId>(), Ct)).ShouldBe(0);
        (await test.Get<Topics>().Dismiss(test.By(Role.Clerk), line.Id, "已由供水单位公告说明", Ct)).Refusal.ShouldBeNull();
        (await test.Get<Retention>().Purge(test.Office, new HashSet<TopicId>(), Ct)).ShouldBe(12);
    }

    [Theory, BothEngines, Clause("S10"), Clause("S03")]
    public async Task Two_years_after_closing_all_that_leads_to_a_person_goes_and_masked_text_figures_and_hashes_stay(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect().AddAssess());
        await Take(test, "a", "杨柳街道自来水发黄有异味，盼尽快恢复", "13800000000", views: 30, comments: 4, url: "https://bbs.example.org/u/someone/t/1");
        var topic = (await test.Get<Topics>().List(test.By(Role.Clerk), ct: Ct)).Value.Single().Id;
        await using var look = test.Open();
        var before = (await Posts.Read(look, [new PostId(1)], Ct)).Single();
        before.Url.ShouldNotBeNull();
        var facts = (await test.Get<Topics>().Facts(test.Office, topic, Ct))!;
        var closed = test.Time.GetUtcNow();
        test.Time.Advance(TimeSpan.FromDays(700));
        (await test.Get<Retention>().Thin(test.Office, "〔2026〕1", [topic], closed, Ct)).ShouldBe(0);
        test.Time.Advance(TimeSpan.FromDays(40));
        (await test.Get<Retention>().Thin(test.Office, "〔2026〕1", [topic], closed, Ct)).ShouldBe(2);
        (await test.Get<Retention>().Thin(test.Office, "〔2026〕1", [topic], closed, Ct)).ShouldBe(0);
        await using var store = test.Open();
        (await store.Set<ContactRow>().CountAsync(Ct)).ShouldBe(0);

        // What was erased was never in the chain, so erasing it breaks nothing.
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();
        foreach (var body in await store.Set<LedgerRow>().Select(r => r.Body).ToListAsync(Ct)) Encoding.UTF8.GetString(body).ShouldNotContain("13800000000");
        var after = (await Posts.Read(store, [new PostId(1)], Ct)).Single();
        after.ShouldBe(before with { Url = null });
        Post.HashOf(after.Title, after.Text).ShouldBe(after.TextHash);
        var left = (await test.Get<Topics>().Facts(test.Office, topic, Ct))!;
        (left.Posts, left.Sources.Single() with { Link = null }).ShouldBe((facts.Posts, facts.Sources.Single() with { Link = null }));
        (await store.Set<TopicHourRow>().SumAsync(h => h.Count, Ct)).ShouldBe(facts.Posts);
        (await test.Get<Topics>().Open(test.By(Role.Clerk), topic, Ct)).Value.Spread.Sites.ShouldAllBe(s => s.Link == null);
        var entry = (await test.Ledger.Read(test.Office, ct: Ct).ToListAsync(Ct)).Single(e => e.Act == "posts.thin").Data;
        (entry.GetProperty("contacts").GetInt32(), entry.GetProperty("addresses").GetInt32()).ShouldBe((1, 1));
    }

    private static async Task<int> Take(TestStore test, string id, string text, string? phone, int views = 0, int comments = 0, DateTimeOffset? at = null, string? url = null)
    {
        var line = $$"""{"id":"{{id}}","time":"{{(at ?? test.Time.GetUtcNow()):yyyy-MM-ddTHH:mm:ssZ}}","body":"{{text}}","views":{{views}},"comments":{{comments}}{{(phone is null ? "" : $",\"phone\":\"{phone}\"")}}{{(url is null ? "" : $",\"url\":\"{url}\"")}}}""";
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(line));
        (await test.Get<Import>().Run(Actor.CommandLine(test.Office), new ImportFile($"{id}.jsonl"), input, ct: Ct)).Value.Rejected.ShouldBeEmpty();
        return await test.Get<Assessment>().Run(test.Office, ct: Ct);
    }
}
