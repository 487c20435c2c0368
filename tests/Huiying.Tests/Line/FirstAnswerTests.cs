// long: one story told from beginning to end, as an office lives it.
using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Review;
using Huiying.Tests.Collect;
using Huiying.Tests.House;
using Huiying.Track;
using Huiying.Web;
using Huiying.Web.Line;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Assessment = Huiying.Handle.Assessment;
using Case = Huiying.Handle.Case;
using Intake = Huiying.Handle.Intake;

namespace Huiying.Tests.Line;

public sealed class FirstAnswerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    [Clause("R14"), Clause("R15"), Clause("R17"), Clause("R20"), Clause("R27"), Clause("R38"), Clause("R41"), Clause("R48"), Clause("R51"), Clause("R52"), Clause("S12")]
    public async Task A_post_on_a_public_page_becomes_an_approved_answer_on_the_offices_site(Engine engine)
    {
        await using var site = await LocalSite.Start();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
        await using var run = await Run.Start(engine, time);
        var office = Offices.First;
        var by = await run.Furnish();
        Publish(site, 1, time.GetUtcNow().AddHours(-1));

        // Collect and assess: the line moves by itself.
        (await run.Get<Sources>().ListHost(by[Role.SystemAdministrator], site.Root.Host, "演练用本机站点", Ct)).Refusal.ShouldBeNull();
        (await run.Get<WatchTerms>().Add(by[Role.Clerk], new TermPhrases([], ["路灯"], []), Ct)).Refusal.ShouldBeNull();
        (await run.Get<Sources>().Add(by[Role.Clerk], new SourceDraft("白杨论坛", SourceKind.Feed, site.Url("/feed.xml"), TimeSpan.FromMinutes(30)), Ct)).Refusal.ShouldBeNull();
        (await run.Get<Sources>().Add(by[Role.Clerk], new SourceDraft("白杨新闻", SourceKind.List, site.Url("/list.html"), TimeSpan.FromMinutes(30)), Ct)).Refusal.ShouldBeNull();
        await run.Beats();
        var lines = (await run.Get<Topics>().List(by[Role.Clerk], ct: Ct)).Value;
        lines.ShouldNotBeEmpty();
        var topic = lines.MaxBy(l => l.Posts)!.Id;
        (await run.Get<Topics>().Open(by[Role.Clerk], topic, Ct)).Refusal.ShouldBeNull();
        (await run.Get<Topics>().Search(by[Role.Clerk], new("路灯"), ct: Ct)).Value.Posts.ShouldNotBeEmpty();

        // Open, verify, report up, assess.
        var cases = run.Get<Cases>();
        time.Advance(TimeSpan.FromMinutes(10));
        var id = (await cases.Open(by[Role.Clerk], new OpenCase("白杨村路灯不亮", new Intake(IntakeChannel.Web, true), topic.Value, time.GetUtcNow()), Ct)).Value.Id;
        await Ok(cases.Raise(by[Role.Clerk], id, ClaimKind.Doubt, "村口路灯坏了三个月没人管", Ct));
        await Ok(cases.Raise(by[Role.Clerk], id, ClaimKind.Demand, "请尽快修好路灯", Ct));
        await Ok(cases.Verify(by[Role.SectionOfficer], id, 1, Finding.True, "村口三盏路灯不亮，去年十二月报修", "现场照片、报修记录", null, Ct));
        await Ok(cases.Verify(by[Role.SectionOfficer], id, 2, Finding.True, "路灯属本单位养护", "养护合同", null, Ct));
        await Ok(cases.Submit(by[Role.Clerk], id, Ct));
        await Ok(cases.Receive(by[Role.PrincipalLeader], id, Recipient.PrincipalLeader, Ct));
        await Ok(cases.Receive(by[Role.PartySecretary], id, Recipient.PartyGroup, Ct));
        await Ok(cases.RecordAssessment(by[Role.Clerk], id, Decision(by, run.Sections, time), Ct));
        await Ok(cases.ConfirmAssessment(by[Role.PartySecretary], id, Ct));
        foreach (var body in CaseRules(await cases.Find(office, id, Ct)))
        {
            await Ok(cases.Report(by[Role.Clerk], id, body, ReportMode.Fax, time.GetUtcNow(), "值班室", "收文1号", null, Ct));
        }

        // Handle.
        await Ok(cases.Sign(by[Role.SectionHead], id, Ct));
        await Ok(cases.SetMeasure(by[Role.SectionHead], id, "更换三盏路灯", by[Role.SectionOfficer].Person, time.GetUtcNow().AddDays(1), Ct));
        time.Advance(TimeSpan.FromHours(2));
        await Ok(cases.FinishMeasure(by[Role.SectionOfficer], id, 1, "更换前后照片", Ct));
        await Ok(cases.Settle(by[Role.SectionOfficer], id, 2, DemandOutcome.Met, "路灯养护管理办法", "三盏路灯均已更换", Ct));
        await Ok(cases.Complete(by[Role.SectionHead], id, "三盏路灯已更换，恢复照明", Ct));
        await Ok(run.Get<Orders>().Review(by[Role.Clerk], id, true, "现场看过，已恢复照明", Ct));

        // Respond: every other path is refused and recorded, then the approved version is published.
        var releases = run.Get<Releases>();
        var text = new ReleaseText(AnswerKind.Result, "关于白杨村路灯不亮的答复", "村口路灯坏了三个月，何时修好？",
            [
                new(Part.Facts, "经核实，村口三盏路灯确实不亮，我办去年十二月接到报修后未及时处理，向村民致歉。", 1),
                new(Part.Done, "三盏路灯已于今天全部更换，恢复照明。", Measure: 1),
                new(Part.Next, "今后报修三日内处理，并在村务栏公布。"),
            ],
            [new(1, 0), new(2, 1)], [], "website", "全体公众", ReleaseText.AssessmentLine, false, []);
        (await releases.Submit(by[Role.SectionOfficer], id, text with { Body = [new(Part.Facts, "没有依据的说法。")] }, null, Ct)).Refusal!.Clause.ShouldBe("R35");
        var release = (await releases.Submit(by[Role.SectionOfficer], id, text, null, Ct)).Value;
        (await releases.Publish(by[Role.Spokesperson], release.Id, release.Current.Hash, "website", null, null, Ct)).Refusal!.Clause.ShouldBe("R27");
        foreach (var step in (await releases.Steps(office, release, Ct)).Select(s => s.Step))
        {
            var signer = step.Section is { } s ? by.Values.Concat(run.Heads).First(a => a.Is(Role.SectionHead, s)) : by[step.By[0]];
            (await releases.Sign(signer, release.Id, step.Id, release.Current.Hash, "同意", Ct)).Refusal.ShouldBeNull(step.Id);
        }
        (await releases.Publish(by[Role.SectionHead], release.Id, release.Current.Hash, "website", null, null, Ct)).Refusal!.Clause.ShouldBe("R38");
        (await releases.Publish(by[Role.Spokesperson], release.Id, release.Current.Hash, "website", null, null, Ct)).Refusal.ShouldBeNull();
        (await releases.Publish(by[Role.Spokesperson], release.Id, release.Current.Hash, "website", null, null, Ct)).Ok.ShouldBeFalse();

        // The public reads it, without signing in.
        using var http = new HttpClient { BaseAddress = run.Server.Url };
        (await http.GetStringAsync("/", Ct)).ShouldContain("关于白杨村路灯不亮的答复");
        (await http.GetStringAsync($"/answers/{release.Id}", Ct)).ShouldContain("未及时处理，向村民致歉");
        var atom = await http.GetAsync("/answers.atom", Ct);
        atom.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await atom.Content.ReadAsStringAsync(Ct)).ShouldContain("关于白杨村路灯不亮的答复");
        (await run.Get<OnTime>().Of(office, Ct)).Single(f => f.Rule == "R69").ShouldSatisfyAllConditions(f => f.Met.ShouldBe(1), f => f.Late.ShouldBe(0));
        foreach (var body in Copying.Owed((await cases.Find(office, id, Ct))!, release.Id))
        {
            (await releases.SendCopy(by[Role.Clerk], release.Id, body, ReportMode.Fax, time.GetUtcNow(), "值班室", "收文2号", Ct)).Refusal.ShouldBeNull();
        }
        await Ok(releases.Effect(by[Role.Clerk], id, new EffectRecorded(release.Id.Value, 1, 1, "村民代表表示满意"), Ct));

        // Track: calm, then the matter comes back, and calm again.
        var tracking = run.Get<Tracking>();
        await Ok(tracking.Name(by[Role.SupervisingLeader], id, by[Role.Clerk].Person, null, Ct));
        time.Advance(TimeSpan.FromDays(4));
        await run.Beats();
        // Each day that ended has its report by itself, waiting for a leader.
        (await run.Get<Papers>().Waiting(office, Ct)).Count(p => p.Kind == PaperKind.Daily).ShouldBeGreaterThanOrEqualTo(4);
        await Ok(tracking.Observe(by[Role.Clerk], id, "三天来无新增反映", Ct));
        await Ok(tracking.SetCalm(by[Role.Clerk], id, "连续三天无新增，问题已解决", Ct));
        time.Advance(TimeSpan.FromHours(5));
        Publish(site, 7, time.GetUtcNow().AddMinutes(-20));
        await run.Beats();
        time.Advance(TimeSpan.FromMinutes(11));
        await run.Beats();
        (await cases.Find(office, id, Ct))!.ShouldSatisfyAllConditions(c => c.ReboundedAt.ShouldNotBeNull(), c => c.CalmAt.ShouldBeNull());
        time.Advance(TimeSpan.FromDays(4));
        await Ok(tracking.Observe(by[Role.Clerk], id, "再次平稳", Ct));
        await Ok(tracking.SetCalm(by[Role.Clerk], id, "再次连续三天无新增", Ct));

        // Review: the summary, its receipts, the end.
        var summaries = run.Get<Summaries>();
        var draft = (await summaries.Draft(office, id, Ct))!;
        draft.Recipients.Count.ShouldBe(2);
        (await summaries.Sign(by[Role.SupervisingLeader], id, draft, Ct)).Refusal!.Clause.ShouldBe("R51");
        await Ok(summaries.Sign(by[Role.SupervisingLeader], id, draft with
        {
            Publicity = "路灯由养护单位自行修复，没有另设措施",
            Cause = "报修后未及时处理",
            Experience = "先认错、再说事实、同日修好",
            Problems = "报修台账无人督办",
            Improvements = [new Improvement("建立报修督办台账", "业务科", new DateOnly(2026, 4, 1))],
        }, Ct));
        foreach (var recipient in draft.Recipients) await Ok(summaries.Acknowledge(by[Role.Clerk], id, recipient, "已收", Ct));
        await Ok(summaries.Close(by[Role.Clerk], id, Ending.PublicResponse, "已公开答复，问题解决", null, Ct));

        await Judge(run, office, id, release.Id);
        run.Logged.Lines.ShouldBeEmpty();
    }

    private static async Task Judge(Run run, OfficeId office, CaseId id, ReleaseId release)
    {
        var ledger = run.Get<Ledger>();
        (await ledger.Verify(office, Ct)).BrokenAt.ShouldBeNull();
        var closed = (await run.Get<Cases>().Find(office, id, Ct))!;
        closed.Stage.ShouldBe(Stage.Closed);
        Cases.Bytes((await run.Get<Cases>().Replay(office, id, Ct))!).ShouldBe(Cases.Bytes(closed));
        var final = (await run.Get<Releases>().Find(office, release, Ct))!;
        Releases.Bytes((await run.Get<Releases>().Replay(office, release, Ct))!).ShouldBe(Releases.Bytes(final));
        var acts = await ledger.Read(office, ct: Ct).Select(e => e.Act).ToListAsync(Ct);
        acts.ShouldContain("releases.publish.refused");
        acts.ShouldContain("releases.submit.refused");
        foreach (var document in CaseDocuments.Of(closed))
        {
            var blob = (await run.Get<Blobs>().Read(office, document.Hash, Ct))!;
            await using var zip = new ZipArchive(new MemoryStream(blob.Bytes));
            zip.Entries.ShouldContain(e => e.FullName == "word/document.xml", document.Zh);
        }
        CaseDocuments.Of(closed).Count.ShouldBe(5);
        var summary = (await run.Get<Blobs>().Read(office, closed.Summary!.DocumentHash, Ct))!;
        await using var docx = new ZipArchive(new MemoryStream(summary.Bytes));
        docx.Entries.ShouldContain(e => e.FullName.StartsWith("word/media/", StringComparison.Ordinal) || e.FullName.StartsWith("media/", StringComparison.Ordinal));
    }

    private static IEnumerable<string> CaseRules(Case? c) => c!.Duties.Where(d => d.Rule.StartsWith("R26:", StringComparison.Ordinal)).Select(d => d.Rule["R26:".Length..]);

    private static async Task Ok(Task<Outcome<Case>> act) => (await act).Refusal.ShouldBeNull();

    private static Assessment Decision(Dictionary<Role, Actor> by, IReadOnlyList<SectionId> sections, TimeProvider time) => new(
        AssessmentMode.Meeting, time.GetUtcNow(), "研判白杨村路灯事项", [by[Role.PartySecretary].Name, by[Role.PartyMember].Name], [], "属实，应当尽快修复并致歉",
        Grade.Ordinary, "影响限于一村，帖少", new("民生设施", "一村", "无媒体", "平稳", "无"), Category.Inquiry, "反映问题并提出诉求",
        by[Role.SupervisingLeader].Person, by[Role.SectionHead].Posts[0].Section!.Value, by[Role.SectionHead].Posts[0].Section!.Value,
        [.. sections.Where(s => s != by[Role.SectionHead].Posts[0].Section)], ["备好报修记录"], "业务科更换路灯并答复", "报区级和市级", "承认问题，说明原因，限期修好");

    /// <summary>A feed of short posts and a list of GB18030 articles, all about one matter, with something personal to mask.</summary>
    private static void Publish(LocalSite site, int round, DateTimeOffset at)
    {
        var day = at.ToOffset(TimeSpan.FromHours(8));
        var items = string.Concat(Enumerable.Range(round, 6).Select(i =>
            $"<item><title>白杨村村口路灯坏了三个月没人修 {i}</title><link>{site.Url($"/t/{i}.html")}</link><guid>{i}</guid><pubDate>{at.AddMinutes(i - round):R}</pubDate>" +
            $"<description>白杨村村口三盏路灯不亮已经三个月，晚上老人出门摔倒过，请民生办尽快修好路灯。第{i}次反映，电话13800138000</description></item>"));
        site.Page("/feed.xml", $"<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel><title>白杨论坛</title><link>{site.Root}</link>{items}</channel></rss>",
            contentType: "application/rss+xml");
        // What the feed names is there to be looked at again.
        foreach (var i in Enumerable.Range(round, 6)) site.Page($"/t/{i}.html", "<html><head><title>白杨村村口路灯坏了三个月没人修</title></head><body></body></html>");
        var rows = string.Concat(Enumerable.Range(round, 4).Select(i => $"<li><a href=\"/a/{i}.html\">白杨村村口路灯不亮群众盼修复（{i}）</a><span>{day:yyyy-MM-dd}</span></li>"));
        site.Page("/list.html", $"<html><head><meta charset=\"gb18030\"><title>白杨新闻</title></head><body><ul>{rows}</ul></body></html>", LocalSite.Gb18030, "text/html; charset=gb18030");
        foreach (var i in Enumerable.Range(round, 4))
        {
            site.Page($"/a/{i}.html", $"<html><head><meta charset=\"gb18030\"><title>白杨村村口路灯不亮群众盼修复（{i}）</title></head><body><h1>白杨村村口路灯不亮群众盼修复（{i}）</h1><p>{day:yyyy-MM-dd HH:mm}</p>" +
                $"<div class=\"content\"><p>白杨村村口的三盏路灯已有三个月不亮，村民夜间出行不便，第{i}批村民盼望民生服务办公室尽快修好路灯。</p><p>记者走访看到，村口道路夜间漆黑，路灯杆上贴着报修电话，但村民表示报修后一直没有人来处理路灯问题。</p></div></body></html>",
                LocalSite.Gb18030, "text/html; charset=gb18030");
        }
    }

    /// <summary>Warnings and errors: a line that moves without a fault logs none.</summary>
    private sealed class Logged : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) Lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }

    /// <summary>The real server on a fresh store, its clock in the test's hand.</summary>
    private sealed class Run : IAsyncDisposable
    {
        private readonly string folder;
        private readonly string? database;

        private readonly FakeTimeProvider time;

        private Run(Server server, FakeTimeProvider time, Logged logged, string folder, string? database) =>
            (Server, this.time, Logged, this.folder, this.database) = (server, time, logged, folder, database);

        public Logged Logged { get; }

        public Server Server { get; }

        public IReadOnlyList<SectionId> Sections { get; private set; } = [];

        public IReadOnlyList<Actor> Heads { get; private set; } = [];

        public T Get<T>() where T : notnull => Server.Services.GetRequiredService<T>();

        public static async Task<Run> Start(Engine engine, FakeTimeProvider time)
        {
            var postgres = engine == Engine.Postgres ? await PostgresCluster.Create(null, Ct) : null;
            var folder = Directory.CreateTempSubdirectory("huiying-line-").FullName;
            var logged = new Logged();
            var started = await Server.Start(new ServerSettings(folder, "http://127.0.0.1:0", postgres?.ConnectionString) { Instead = s => s.AddSingleton<TimeProvider>(time).AddSingleton<ILoggerProvider>(logged) }, Ct);
            started.Refusal.ShouldBeNull();
            return new Run(started.Value, time, logged, folder, postgres?.Database);
        }

        /// <summary>The office by its own setup face; one actor for each post.</summary>
        public async Task<Dictionary<Role, Actor>> Furnish()
        {
            Role[] roles = [.. Enum.GetValues<Role>()];
            var people = roles.Select((r, i) => new PersonPlan($"p{i}", $"岗{i}", [new PostPlan(r, r is Role.SectionHead or Role.SectionOfficer ? "b" : null)]))
                .Append(new PersonPlan("g1", "综合岗甲", [new PostPlan(Role.SectionHead, "g")])).Append(new PersonPlan("g2", "综合岗乙", [new PostPlan(Role.SectionOfficer, "g")]))
                .Append(new PersonPlan("c2", "文书岗乙", [new PostPlan(Role.Clerk)])).ToList();
            var made = await Get<Offices>().Create(new OfficePlan("白杨县民生服务办公室", "0400-0000000", [new("b", "业务科"), new("g", "综合科")], people), Ct);
            made.Refusal.ShouldBeNull();
            var all = await Get<People>().List(Offices.First, Ct);
            Actor Of(int i) => all.Where(p => p.Id == made.Value[i]).Select(p => new Actor(Offices.First, p.Id, p.Name, p.Posts)).Single();
            Heads = [Of(roles.Length)];
            Sections = [.. (await Get<People>().Sections(Offices.First, Ct)).Select(s => s.Id)];
            return roles.Select((r, i) => (r, Of(i))).ToDictionary(x => x.r, x => x.Item2);
        }

        /// <summary>
        /// Lets the line work until a beat finds nothing due. The pauses between requests to a site are kept on the test's clock, so it must run on
        /// meanwhile: ten times as fast as the world's.
        /// </summary>
        public async Task Beats()
        {
            var ended = Work();
            while (!ended.IsCompleted)
            {
                time.Advance(TimeSpan.FromMilliseconds(100));
                await Task.WhenAny(ended, Task.Delay(10, Ct));
            }
            await ended;

            async Task Work()
            {
                for (var i = 0; i < 20; i++)
                {
                    if (await Get<Waker>().Once(Ct) == 0) return;
                }
                Assert.Fail("the line still finds work after 20 beats");
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            if (database is not null) await PostgresCluster.Drop(database, CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }
    }
}
