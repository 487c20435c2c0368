using System.Security.Cryptography;
using System.Text;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Review;
using Huiying.Track;
using Huiying.Web.Line;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Case = Huiying.Handle.Case;
using Intake = Huiying.Collect.Intake;
using Turn = Huiying.Web.Line.Turn;

namespace Huiying.Tests.Year;

/// <summary>An event of the year: what the product holds of it and what the oracle does.</summary>
internal sealed class Live(int number)
{
    public int Number => number;

    public OracleEvent Model { get; } = new();

    public CaseId Id { get; set; }

    /// <summary>Its topic; null for what did not come from the web.</summary>
    public TopicId? Topic { get; set; }

    /// <summary>Where it is bound for: drawn once.</summary>
    public required Grade Grade { get; init; }
    public required Category Category { get; init; }
    public required bool Sudden { get; init; }
    public required bool AtOnce { get; init; }

    /// <summary>When its first posts came; from its discovery on, that.</summary>
    public DateTimeOffset PostedAt { get; set; }
    public bool Discovered { get; set; }

    /// <summary>What it says, so that its posts are one topic.</summary>
    public string Story { get; set; } = "";

    /// <summary>The text going round no longer passes; another version is needed.</summary>
    public bool Redraft { get; set; }
    public bool GradeAsked { get; set; }
    public bool Downgraded { get; set; }
    public bool Reopened { get; set; }
    public bool Burst { get; set; }
    public int AfterEnd { get; set; }
    public int Turns { get; set; }
    public List<string> Did { get; } = [];

    /// <summary>Product and oracle hold different things of it.</summary>
    public bool Parted { get; set; }

    /// <summary>The grade that its topic's figures suggest.</summary>
    public Grade Suggested { get; set; } = Grade.Ordinary;
}

/// <summary>
/// The office of the year: the real faces on the real store, a clock that only the year moves, and a program that is ended and started again. Every act goes to
/// the product and to the oracle, and the two are compared at once.
/// </summary>
internal sealed class YearOffice(TestStore test, int seed) : IAsyncDisposable
{
    private static readonly string[] Known =
    [
        "R08:instruction:", "R08:receipt:", "R08:sign", "R08:supervision:", "R08:told:", "R22:confirm", "R24", "R26:", "R27:copy:", "R28:phone:", "R28:written:", "R29:", "R31", "R32", "R33:", "R34:response", "R34:information", "R34:conference", "R34:confirm:",
        "R34:outside:", "R39", "R39:change", "R39:daily", "R42:", "R43", "R45", "R46", "R47:", "R50", "R67", "R68", "R69", "R72:", "R76", "R78", "S13:review:",
    ];

    private ServiceProvider program = Start(test);

    public int Seed => seed;

    public Random Random { get; } = new(seed);

    public DateTimeOffset Now => test.Time.GetUtcNow();

    public OfficeId Office => test.Office;

    public int Done { get; private set; }

    public Dictionary<string, int> Refused { get; } = [];

    /// <summary>Kinds of duties the product owes and this oracle does not know. There may be none: whatever owes something new has its rule here first.</summary>
    public SortedSet<string> Unknown { get; } = [];

    public int Restarts { get; private set; }

    /// <summary>Called when the clock has looked at what is tracked.</summary>
    public Action? Watched { get; set; }

    /// <summary>Called when the clock has looked at the duty roster.</summary>
    public Action? Rostered { get; set; }

    /// <summary>When somebody looked for topics left unanswered.</summary>
    public List<DateTimeOffset> Looks { get; } = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public T Get<T>() where T : notnull => program.GetRequiredService<T>();

    public Cases Cases => Get<Cases>();

    public MajorEvents Major => Get<MajorEvents>();

    public Referrals Referrals => Get<Referrals>();

    public Releases Releases => Get<Releases>();

    public Tracking Tracking => Get<Tracking>();

    public Summaries Summaries => Get<Summaries>();

    public Actor By(Role role, string? section = null) => test.By(role, section is null ? null : new SectionId(section));

    public static Who Of(Actor a) => new(a.Person.Value, a.Posts[0].Role, a.Posts[0].Section?.Value);

    /// <summary>The program ends and another begins on the same store.</summary>
    public async Task Restart()
    {
        await Remember();
        await program.DisposeAsync();
        program = Start(test);
        Restarts++;
    }

    /// <summary>Takes down what the ledger has said since; later it must still say so, word for word.</summary>
    public async Task Remember()
    {
        await foreach (var e in Get<Ledger>().Read(Office, null, History.Count, Ct)) History.Add(Print(e));
    }

    /// <summary>Every entry as it was first read.</summary>
    public List<string> History { get; } = [];

    public static string Print(LedgerEntry e) => $"{e.Stamp.Sequence} {e.Stamp.At:O} {e.Stamp.Person} {e.Act} {e.Subject} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(e.Data.GetRawText())))}";

    public void MoveTo(DateTimeOffset time)
    {
        if (time > Now) test.Time.Advance(time - Now);
    }

    /// <summary>What the waker does at a beat: each turn is asked what is due, and takes it.</summary>
    public async Task Beat(bool all)
    {
        foreach (var turn in program.GetServices<Turn>().Where(t => all || t.Name is "duty" or "topic"))
        {
            var due = await turn.Due(Ct);
            foreach (var key in due) await turn.Take(key, Ct);
            if (turn.Name == "track" && due.Count > 0) Watched?.Invoke();
            if (turn.Name == "roster" && due.Contains(Office.Value)) Rostered?.Invoke();
        }
        Looks.Add(Now);
    }

    /// <summary>An act on an event, done by the product and judged by the oracle.</summary>
    public async Task<bool> Act(Live e, string name, Func<Task<Outcome<Case>>> product, Func<Verdict> oracle)
    {
        var outcome = await product();
        if (!Agree(e, name, outcome.Refusal, oracle()) || e.Parted) return false;
        Compare(e, name, outcome.Value);
        return true;
    }

    /// <summary>An act on a release.</summary>
    public async Task<Outcome<Release>> Act(Live e, string name, Func<Task<Outcome<Release>>> product, Func<Outcome<Release>, Verdict> oracle)
    {
        var outcome = await product();
        if (Agree(e, name, outcome.Refusal, oracle(outcome)) && !e.Parted) await Compare(e, name);
        return outcome;
    }

    public async Task Compare(Live e, string name) => Compare(e, name, (await Cases.Find(Office, e.Id, Ct)).ShouldNotBeNull());

    private bool Agree(Live e, string name, Refusal? refusal, Verdict verdict)
    {
        var time = Now.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss");
        e.Did.Add($"{time} {name}{(refusal is null ? "" : $" ✗ {refusal.Code}")}");
        var why = $"seed {seed}, event {e.Number}, {name} at {time}: ";
        if (refusal is null)
        {
            if (!verdict.Stands) Fail(e, $"{why}the product does what breaks {string.Join(", ", verdict.Broken)}");
            Done++;
            return true;
        }
        if (verdict.Stands) Fail(e, $"{why}the product refuses what the regulation allows: {refusal.Code} {refusal.Clause} {refusal.En}");
        if (!verdict.Broken.Contains(refusal.Clause)) Fail(e, $"{why}refused for {refusal.Clause} ({refusal.Code}), the oracle finds {string.Join(", ", verdict.Broken)} broken");
        Refused[refusal.Clause] = Refused.GetValueOrDefault(refusal.Clause) + 1;
        return false;
    }

    /// <summary>Duties, their times and their lateness to the second; grade, category and end.</summary>
    public void Compare(Live e, string name, Case c)
    {
        var m = e.Model;
        var why = $"after {name} at {Now:u}";
        var owed = c.Duties.Where(d => IsKnown(d.Rule)).Select(d => Line(d.Rule, d.From, d.DueAt, d.DischargedAt, d.CarriedTo is not null, d.Late(Now) ? (d.DischargedAt ?? Now) - d.DueAt : null)).Order(StringComparer.Ordinal);
        var held = m.Duties.Select(d => Line(d.Rule, d.From, d.Due, d.Done, d.Carried, d.Late(Now))).Order(StringComparer.Ordinal);
        if (!owed.SequenceEqual(held))
        {
            Fail(e, $"{why}\nthe product only: {string.Join("\n  ", owed.Except(held))}\nthe oracle only: {string.Join("\n  ", held.Except(owed))}");
        }
        foreach (var d in c.Duties.Where(d => !IsKnown(d.Rule))) Unknown.Add(d.Rule.Split(':')[0] + (d.Rule.Contains(':', StringComparison.Ordinal) ? ":" + d.Rule.Split(':')[1] : ""));
        var state = $"{(c.Grade, c.Highest, c.Category, c.ClosedAt?.UtcTicks, c.CalmAt?.UtcTicks, c.CompletedAt?.UtcTicks, c.AssessedAt is not null, c.DiscoveredAt.UtcTicks, c.HasResult)} "
            + $"{string.Join(",", c.Claims.Select(x => (x.Text, x.Current?.Finding, x.Settled is not null)))} reports {string.Join(",", c.UpReports.Select(r => r.Sequence))}";
        var oracle = $"{(m.Grade, m.Highest, m.Category, m.Closed?.UtcTicks, m.Calm?.UtcTicks, m.Completed?.UtcTicks, m.Assessed, m.Discovered.UtcTicks, m.HasResult)} "
            + $"{string.Join(",", m.Claims.Select(x => (x.Text, x.Current?.Finding, x.Settled)))} reports {string.Join(",", m.Reports.Select(r => r.Sequence))}";
        if (state != oracle) Fail(e, $"{why}\nthe product: {state}\nthe oracle:  {oracle}");
    }

    /// <summary>The two part over this event: it is looked at no further, the rest of the year goes on.</summary>
    public void Fail(Live e, string what)
    {
        e.Parted = true;
        Failures.Add($"{what}\nseed {seed}, event {e.Number} ({e.Grade}, {e.Category}), so far:\n  {string.Join("\n  ", e.Did.TakeLast(45))}");
    }

    /// <summary>Where product and oracle part.</summary>
    public List<string> Failures { get; } = [];

    public static bool IsKnown(string rule) => Known.Any(k => k.EndsWith(':') ? rule.StartsWith(k, StringComparison.Ordinal) : rule == k);

    /// <summary>The end of the next patrol: as it is scheduled, else of a day's one patrol, which ends with the working day.</summary>
    public async Task<DateTimeOffset> PatrolEnd(DateTimeOffset from)
    {
        var planned = (await Get<Patrols>().List(By(Role.Clerk), from.AddDays(-1), from.AddDays(3), Ct)).Value.Select(p => p.Until).Where(u => u >= from).ToList();
        if (planned.Count > 0) return planned.Min();
        var closing = OracleCalendar.DayEnd(from, 0).AddHours(-6.5);
        return closing >= from ? closing : closing.AddDays(1);
    }

    /// <summary>Public posts of one story, assessed at once. Returns the topic, or null when it fell to one that is there already.</summary>
    public async Task<TopicId?> Posts(string story, int count, long views = 0, int replies = 0)
    {
        var arrivals = Enumerable.Range(0, count).Select(i => new Arrival
        {
            Kind = PostKind.Thread,
            Channel = Channel.Web,
            Public = true,
            Url = new Uri($"https://forum.example/{Guid(story, i)}"),
            Identity = $"https://forum.example/{Guid(story, i)}",
            Title = "",
            Text = $"{story}。第{i + 1}次说起这件事，请有关部门看一看。",
            RawHash = SHA256.HashData(Encoding.UTF8.GetBytes(story + i)),
            Counts = i == 0 ? new Counts(Views: views, Replies: replies) : default,
        });
        await using (var store = test.Open())
        {
            await using var transaction = await store.Database.BeginTransactionAsync(Ct);
            await Get<Intake>().Store(store, [.. arrivals.Select(a => Intake.Judge(a, new IntakeRules(t => t, _ => "测试")))], Now, Ct);
            await transaction.CommitAsync(Ct);
        }
        while (await Get<Huiying.Assess.Assessment>().Run(Office, 500, Ct) > 0)
        {
        }
        var newest = (await Get<Topics>().List(By(Role.Clerk), limit: 3, ct: Ct)).Value.FirstOrDefault(t => t.DiscoveredAt is null && t.Posts == count);
        return newest?.Id;
    }

    public async ValueTask DisposeAsync()
    {
        await program.DisposeAsync();
        await test.DisposeAsync();
    }

    private string Guid(string story, int i) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{story}{i}{Now:O}")))[..16];

    private static string Line(string rule, DateTimeOffset from, DateTimeOffset? due, DateTimeOffset? done, bool carried, TimeSpan? late) => FormattableString.Invariant(
        $"{rule} from {from.ToUniversalTime():yyyy-MM-dd HH:mm:ss.ffffff} due {due?.ToUniversalTime():yyyy-MM-dd HH:mm:ss.ffffff} done {done?.ToUniversalTime():yyyy-MM-dd HH:mm:ss.ffffff}{(carried ? " carried" : "")} late {late}");

    private static ServiceProvider Start(TestStore test) => test.Another(services => services
        .AddSingleton<CurrentPolicy>(sp => async (office, ct) => await sp.GetRequiredService<PolicyVersions>().Current(office, ct))
        .AddCollect().AddAssess().AddHandle().AddRespond().AddTrack().AddReview().AddTurns());
}
