using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.House;
using static Huiying.Tests.Assess.AssessmentTests;

namespace Huiying.Tests.Assess;

public sealed class MediaReportTests
{
    private const string Own = "本报记者调查：杨柳街道自来水发黄一个月，居民多次投诉，水厂和街道互相推诿，没有等到一句答复。";
    private const string Neutral = "杨柳街道自来水发黄，记者从水厂获悉，正在更换滤料，预计三天内恢复，居民反映的情况已登记。";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<SourceId> Source(TestStore test, string url, MediaLevel level) =>
        (await test.Get<Sources>().Add(test.By(Role.Clerk), new("某媒体", SourceKind.List, url, TimeSpan.FromHours(1), Media: level), Ct)).Value;

    private static async Task<TopicPage> Page(TestStore test)
    {
        await AssessmentTests.Assess(test);
        var lines = (await test.Get<Topics>().List(test.By(Role.Clerk), ct: Ct)).Value;
        return (await test.Get<Topics>().Open(test.By(Role.Clerk), lines.MaxBy(l => l.Posts)!.Id, Ct)).Value;
    }

    [Theory, BothEngines, Clause("R58"), Clause("R59"), Clause("R60")]
    public async Task A_mediums_own_critical_report_suggests_the_grade_the_policy_gives_its_level_with_the_figures(Engine engine)
    {
        await using var test = await Create(engine);
        var provincial = await Source(test, "https://paper.example.org/news/", MediaLevel.Provincial);
        await Take(test, Some(1, Own) with { Source = provincial }, Some(2, Own, host: "portal.example") with { Source = await Source(test, "https://portal.example/news/", MediaLevel.Provincial) });
        var page = await Page(test);
        var fired = page.Suggestion.Rules.Single(r => r.Id == "R59:provincial-media");
        // The second is a copy of the first: spread, not a second report.
        fired.Figures.Single(f => f.Name == "reports").Value.ShouldBe(1);
        fired.Fired.ShouldBeTrue();
        page.Line.Suggested.ShouldBe(Grade.Major);
        // It must be answered within half an hour (R41).
        (page.Line.DueAt - test.Time.GetUtcNow()).ShouldBe(TimeSpan.FromMinutes(30));

        var national = await Source(test, "https://national.example.org/news/", MediaLevel.National);
        await Take(test, Some(3, Own + "记者追问，责任由谁来担。") with { Source = national });
        page = await Page(test);
        page.Suggestion.Rules.Single(r => r.Id == "R60:central-media").Fired.ShouldBeTrue();
        page.Line.Suggested.ShouldBe(Grade.Extraordinary);
    }

    [Theory, BothEngines, Clause("R59"), Clause("S05")]
    public async Task Neutral_reports_passed_on_ones_lower_levels_and_sources_that_are_no_media_fire_nothing(Engine engine)
    {
        await using var test = await Create(engine);
        var provincial = await Source(test, "https://paper.example.org/news/", MediaLevel.Provincial);
        var forum = await Source(test, "https://forum.example/board/", MediaLevel.None);
        await Take(test, Some(1, Neutral) with { Source = provincial }, Some(2, "来源：另一家报社。" + Own) with { Source = provincial },
            Some(3, Own + "三") with { Source = forum }, Some(4, Own + "四"), Some(5, Own + "五") with { Source = await Source(test, "https://city.example.org/news/", MediaLevel.City) });
        var page = await Page(test);
        page.Line.Suggested.ShouldBe(Grade.Ordinary);
        page.Suggestion.Rules.Where(r => r.Id.EndsWith("-media", StringComparison.Ordinal)).ShouldAllBe(r => !r.Fired);
        page.Suggestion.Rules.Single(r => r.Id == "R59:city-media").Figures.Single().Value.ShouldBe(1);
    }

    [Theory, BothEngines, Clause("R15")]
    public async Task A_level_given_later_counts_from_then_on_and_stands_in_the_ledger(Engine engine)
    {
        await using var test = await Create(engine);
        var id = await Source(test, "https://paper.example.org/news/", MediaLevel.None);
        await Take(test, Some(1, Own) with { Source = id });
        (await Page(test)).Line.Suggested.ShouldBe(Grade.Ordinary);
        var draft = new SourceDraft("晚报", SourceKind.List, "https://paper.example.org/news/", TimeSpan.FromHours(1), Media: MediaLevel.Provincial);
        (await test.Get<Sources>().Change(test.By(Role.SectionOfficer), id, draft, Ct)).Refusal!.Clause.ShouldBe("R15");
        (await test.Get<Sources>().Change(test.By(Role.Clerk), id, draft, Ct)).Refusal.ShouldBeNull();
        (await test.Get<Sources>().List(test.By(Role.Clerk), Ct)).Value.Single().Media.ShouldBe(MediaLevel.Provincial);
        await Take(test, Some(2, Own + "后续") with { Source = id });
        (await Page(test)).Line.Suggested.ShouldBe(Grade.Major);
        var entries = await test.Ledger.Read(test.Office, ct: Ct).Where(e => e.Act == "sources.change").ToListAsync(Ct);
        entries.Single().As(CollectJson.Default.SourceEntry).Media.ShouldBe(MediaLevel.Provincial);
    }
}
