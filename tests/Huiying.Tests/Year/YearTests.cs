using System.Diagnostics;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Review;
using Huiying.Tests.Assess.Grades;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Tests.Year;

/// <summary>
/// A year against an oracle that was written from the regulation's text. Whatever one of them owes, dates, finds late or refuses and the other does not, ends the
/// year with its seed; HUIYING_YEAR runs one seed again.
/// </summary>
public sealed class YearTests(ITestOutputHelper output)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<Engine, int> Seeds()
    {
        if (Environment.GetEnvironmentVariable("HUIYING_YEAR") is { Length: > 0 } again) return new TheoryData<Engine, int> { { Engine.Sqlite, int.Parse(again) } };
        var seeds = new TheoryData<Engine, int> { { Engine.Sqlite, 20260302 } };
        if (Needed.Long) for (var i = 1; i <= 20; i++) seeds.Add(i % 5 == 0 ? Engine.Postgres : Engine.Sqlite, i);
        return seeds;
    }

    [Theory, MemberData(nameof(Seeds)), Clause("R01"), Clause("R04"), Clause("R06"), Clause("R17"), Clause("R24"), Clause("R28"), Clause("R39"), Clause("R40"), Clause("R41"), Clause("R43"), Clause("R55"), Clause("R68"), Clause("R69")]
    public async Task In_a_year_of_random_events_the_product_owes_dates_and_refuses_exactly_what_the_regulation_does(Engine engine, int seed)
    {
        var clock = Stopwatch.StartNew();
        await using var office = new YearOffice(await TestStore.Create(engine), seed);
        var plan = (await office.Get<Plans>().Keep(office.By(Role.Clerk), null, "应急预案", "先救人，再核实，后发布", Ct)).Value.Id;
        foreach (var role in new[] { Role.PrincipalLeader, Role.PartySecretary }) (await office.Releases.ApproveStanding(office.By(role), role, Ct)).Ok.ShouldBeTrue();
        var story = new YearStory(office, plan);
        var letters = new YearLetters(office, story) { StandingUntil = office.Now.AddDays(365) };
        var beside = new YearBeside(office, story, plan);
        await beside.Begin();
        var year = new SimulatedYear(office, story, letters, beside, 300);
        try
        {
            await year.Run();
        }
        catch (TimeoutException e)
        {
            office.Failures.Insert(0, e.Message);
        }

        var opened = year.Events.Where(e => e.Id != default).ToList();
        if (office.Failures.Count > 0) Assert.Fail($"{office.Failures.Count} events part:\n{string.Join("\n", office.Failures.Select(f => f.Split('\n')[0]))}\n\n{string.Join("\n\n", office.Failures.Take(8))}");
        foreach (var e in opened) await Same(office, e);
        await Figures(office, opened);
        await Topics(office, year);
        await beside.Same();
        // Each suggestion of the year is drawn again from the figures that were kept with it (R58–R60).
        await using (var store = office.Get<IDbContextFactory<Store>>().Open(office.Office)) (await KeptSuggestionTests.Drawn(store, office.Get<Ledger>())).Count.ShouldBeGreaterThan(50);
        (await office.Get<Ledger>().Verify(office.Office, Ct)).BrokenAt.ShouldBeNull();
        // Nothing that was ever entered was changed, moved or taken out: what was read from week to week is what stands at the end.
        var again = 0;
        await foreach (var entry in office.Get<Ledger>().Read(office.Office, ct: Ct))
        {
            if (again == office.History.Count) break;
            if (YearOffice.Print(entry) != office.History[again++]) Assert.Fail($"entry {entry.Stamp.Sequence} is not what it was");
        }
        again.ShouldBe(office.History.Count);

        output.WriteLine($"seed {seed} on {engine}: {opened.Count} events, {opened.Count(e => e.Model.Closed is not null)} closed, {office.Done} acts and {beside.Acts} beside them, {office.Refused.Values.Sum()} refusals by {office.Refused.Count} clauses, "
            + $"{opened.Sum(e => e.Model.Duties.Count)} duties, {opened.Sum(e => e.Model.Duties.Count(d => d.Late(office.Now) is not null))} late, {office.Restarts} restarts, {clock.Elapsed.TotalSeconds:0} s");
        output.WriteLine($"duties by kind: {string.Join(", ", opened.SelectMany(e => e.Model.Duties).GroupBy(d => d.Rule.Split(':') is [var a, "phone" or "written" or "response" or "information" or "conference" or "confirm" or "outside" or "change" or "daily" or "report" or "answer" or "referral" or "reason" or "sign" or "copy" or "review" or "instruction" or "supervision" or "told" or "receipt", ..] p ? $"{a}:{p[1]}" : d.Rule.Split(':')[0]).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key} {g.Count()}"))}");
        output.WriteLine($"refusals by clause: {string.Join(", ", office.Refused.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Key} {r.Value}"))}");
        office.Unknown.ShouldBeEmpty("the product owes what no rule of the oracle does");

        // The year means something only if it was a full one.
        opened.Count.ShouldBe(300);
        office.Restarts.ShouldBeGreaterThan(50);
        office.Done.ShouldBeGreaterThan(3500);
        office.Refused.Values.Sum().ShouldBeGreaterThan(300);
        opened.Count(e => e.Model.Closed is not null).ShouldBeGreaterThan(20);
        foreach (var grade in Enum.GetValues<Grade>()) opened.Count(e => e.Model.Highest == grade).ShouldBeGreaterThan(20);
        foreach (var category in Enum.GetValues<Category>()) opened.Count(e => e.Model.Category == category).ShouldBeGreaterThan(3);
    }

    /// <summary>The event once more, and folded from the ledger alone; the releases too.</summary>
    private static async Task Same(YearOffice office, Live e)
    {
        await office.Compare(e, "the year");
        var stored = (await office.Cases.Find(office.Office, e.Id, Ct))!;
        Cases.Bytes((await office.Cases.Replay(office.Office, e.Id, Ct))!).ShouldBe(Cases.Bytes(stored), $"seed {office.Seed}, event {e.Number}: the fold of its entries is another state");
        foreach (var release in await office.Releases.Of(office.Office, e.Id, Ct))
        {
            Releases.Bytes((await office.Releases.Replay(office.Office, release.Id, Ct))!).ShouldBe(Releases.Bytes(release), $"seed {office.Seed}, event {e.Number}, release {release.Id}");
        }
    }

    /// <summary>The late ledger and the figures the public sees are the oracle's (R40, S12).</summary>
    private static async Task Figures(YearOffice office, List<Live> opened)
    {
        var late = opened.SelectMany(e => e.Model.Duties.Where(d => d.Late(office.Now) is not null).Select(d => $"{e.Id} {d.Rule} {d.From.ToUniversalTime():O} {d.Late(office.Now)}")).Order(StringComparer.Ordinal);
        var ledger = (await office.Major.LateLedger(office.Office, Ct)).Where(l => YearOffice.IsKnown(l.Duty.Rule)).Select(l => $"{l.Case} {l.Duty.Rule} {l.Duty.From.ToUniversalTime():O} {l.By}").Order(StringComparer.Ordinal);
        ledger.ShouldBe(late);
        foreach (var figure in await office.Get<OnTime>().Of(office.Office, Ct))
        {
            if (!YearOffice.IsKnown(figure.Rule)) continue;
            var duties = opened.SelectMany(e => e.Model.Duties).Where(d => d.Rule == figure.Rule && !d.Carried).ToList();
            (figure.Met, figure.Late, figure.Running).ShouldBe((duties.Count(d => !d.Open && d.Late(office.Now) is null), duties.Count(d => d.Late(office.Now) is not null), duties.Count(d => d.Open && d.Late(office.Now) is null)), figure.Rule);
        }
    }

    /// <summary>A topic left unanswered past its time goes to the supervising leader, and no other does (R41).</summary>
    private static async Task Topics(YearOffice office, SimulatedYear year)
    {
        foreach (var (topic, due, answered) in year.Topics)
        {
            var told = false;
            await foreach (var entry in office.Get<Ledger>().Read(office.Office, topic.Subject, 0, Ct)) told |= entry.Act == "topics.escalate";
            told.ShouldBe(due is not null && office.Looks.Any(l => l > due && (answered is null || l < answered)), $"seed {office.Seed}: topic {topic}, due {due:u}, answered {answered:u}");
        }
    }
}
