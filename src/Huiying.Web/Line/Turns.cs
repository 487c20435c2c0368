// long: every turn of the line in one place.
using System.Collections.Concurrent;
using Huiying.Assess;
using Huiying.Assess.Alerting;
using Huiying.Assess.Hot;
using Huiying.Assess.Search;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Review;
using Huiying.Track;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Web.Line;

/// <summary>The line, in one place: what each step has due, for whom one holder does it, and by which act.</summary>
internal static partial class Turns
{
    /// <summary>Adds every turn.</summary>
    public static IServiceCollection AddTurns(this IServiceCollection services) => services
        .AddSingleton<Turn, InboxTurn>()
        .AddSingleton<Turn, PatrolTurn>()
        .AddSingleton<Turn, PollTurn>()
        .AddSingleton<Turn, SourceTurn>()
        .AddSingleton<Turn, AssessTurn>()
        .AddSingleton<Turn, AlertTurn>()
        .AddSingleton<Turn, SearchTurn>()
        .AddSingleton<Turn, TopicTurn>()
        .AddSingleton<Turn, HotTurn>()
        .AddSingleton<Turn, DutyTurn>()
        .AddSingleton<Turn, IncomingTurn>()
        .AddSingleton<Turn, SignTurn>()
        .AddSingleton<Turn, TrackTurn>()
        .AddSingleton<Turn, VacancyTurn>()
        .AddSingleton<Turn, RosterTurn>()
        .AddSingleton<Turn, FaultTurn>()
        .AddSingleton<Turn, PaperTurn>()
        .AddSingleton<Turn, TypingTurn>()
        .AddSingleton<Turn, RetentionTurn>()
        .AddSingleton<Turn, LedgerTurn>()
        .AddSingleton<Turn, VerifyTurn>()
        .AddSingleton<Turn, CalendarTurn>()
        .AddSingleton<Turn, DrillTurn>();

    /// <summary>Now and then, per office: a look that is cheap when there is nothing, and harmless twice.</summary>
    internal abstract class Sometimes(Offices offices, TimeProvider time, TimeSpan every) : Turn
    {
        private readonly ConcurrentDictionary<string, DateTimeOffset> looked = [];

        public sealed override async Task<IReadOnlyList<string>> Due(CancellationToken ct)
        {
            var now = time.GetUtcNow();
            return [.. (await offices.Working(ct)).Select(o => o.Id.Value).Where(o => !looked.TryGetValue(o, out var at) || now - at >= every)];
        }

        public sealed override async Task Take(string key, CancellationToken ct)
        {
            // What appears while it looks waits for the next look, so the time counts from the beginning.
            var at = time.GetUtcNow();
            await Look(new OfficeId(key), ct);
            looked[key] = at;
        }

        protected abstract Task Look(OfficeId office, CancellationToken ct);
    }

    /// <summary>What was imported before there was an office goes to the office that setup made, the first.</summary>
    private sealed class InboxTurn(Offices offices, IDbContextFactory<Store> stores, Acts acts) : Turn
    {
        public override string Name => "inbox";

        public override async Task<IReadOnlyList<string>> Due(CancellationToken ct) =>
            await Inbox.Waits(stores, ct) && await offices.List(ct) is [var first, ..] ? [first.Id.Value] : [];

        public override Task Take(string key, CancellationToken ct) => Inbox.TakeOver(stores, acts, Actor.Clock(new OfficeId(key)), ct);
    }

    /// <summary>R14: each day's patrols are planned and missed ones found.</summary>
    private sealed class PatrolTurn(Offices offices, Patrols patrols, Cases cases, TimeProvider time) : Sometimes(offices, time, TimeSpan.FromMinutes(5))
    {
        public override string Name => "patrol";

        protected override async Task Look(OfficeId office, CancellationToken ct)
        {
            var major = (await cases.List(office, closedToo: false, ct)).Any(c => c.Grade != Grade.Ordinary);
            await patrols.Plan(office, major, ct);
            await patrols.FindMissed(office, ct);
        }
    }

    /// <summary>One request at a time to one web host, of whatever office (S08).</summary>
    internal sealed class PollTurn(Offices offices, Poller poller) : Turn
    {
        public override string Name => "poll";

        public override bool Waits => true;

        public override async Task<IReadOnlyList<string>> Due(CancellationToken ct) => await poller.DueHosts(await Working(ct), ct);

        public override async Task Take(string key, CancellationToken ct) => await poller.Visit(key, await Working(ct), ct: ct);

        private async Task<OfficeId[]> Working(CancellationToken ct) => [.. (await offices.Working(ct)).Select(o => o.Id)];
    }

    /// <summary>Sources that fell silent and certificates near their end are told of (R14).</summary>
    private sealed class SourceTurn(Offices offices, SourceWatch sources, AlertWatch alerts, TimeProvider time) : Sometimes(offices, time, TimeSpan.FromMinutes(10))
    {
        public override string Name => "source";

        protected override async Task Look(OfficeId office, CancellationToken ct)
        {
            await sources.Look(office, ct);
            await alerts.LookAtSources(office, ct);
        }
    }

    /// <summary>One assessment at a time in an office: its topics are in one memory.</summary>
    private sealed class AssessTurn(Offices offices, Posts posts, Assess.Assessment assessment) : Turn
    {
        private const int Batch = 500;

        public override string Name => "assess";

        public override async Task<IReadOnlyList<string>> Due(CancellationToken ct)
        {
            var due = new List<string>();
            foreach (var office in await offices.Working(ct))
            {
                if (await posts.Waiting(office.Id, ct) > 0) due.Add(office.Id.Value);
            }
            return due;
        }

        public override async Task Take(string key, CancellationToken ct)
        {
            while (await assessment.Run(new OfficeId(key), Batch, ct) == Batch)
            {
            }
        }
    }

    /// <summary>Topics that changed are looked at by the alert rules, new posts by the saved searches, and what they raised is told when its time has come (R04, R06).</summary>
    private sealed class AlertTurn(Offices offices, AlertWatch watch, SearchWatch searches, AlertTelling telling) : Turn
    {
        public override string Name => "alert";

        public override async Task<IReadOnlyList<string>> Due(CancellationToken ct)
        {
            var due = new List<string>();
            foreach (var office in await offices.Working(ct))
            {
                if (await watch.Due(office.Id, ct) || await searches.Due(office.Id, ct) || await telling.Due(office.Id, ct)) due.Add(office.Id.Value);
            }
            return due;
        }

        public override async Task Take(string key, CancellationToken ct)
        {
            await watch.Look(new OfficeId(key), ct);
            // Told first: a saved search that fails keeps nobody from what the rules raised.
            await telling.Tell(new OfficeId(key), ct);
            await searches.Look(new OfficeId(key), ct);
            await telling.Tell(new OfficeId(key), ct);
        }
    }

    /// <summary>What searches keep in memory is there before somebody searches.</summary>
    private sealed class SearchTurn(Offices offices, Topics topics, TimeProvider time) : Sometimes(offices, time, TimeSpan.FromMinutes(10))
    {
        public override string Name => "search";

        protected override async Task Look(OfficeId office, CancellationToken ct) => await topics.Ready(office, ct);
    }

    /// <summary>Topics left unanswered past their time go to the supervising leader (R41).</summary>
    private sealed class TopicTurn(Offices offices, TopicClock clock) : Turn
    {
        public override string Name => "topic";

        public override async Task<IReadOnlyList<string>> Due(CancellationToken ct)
        {
            var due = new List<string>();
            foreach (var office in await offices.Working(ct))
            {
                if ((await clock.Due(office.Id, ct)).Count > 0) due.Add(office.Id.Value);
            }
            return due;
        }

        public override async Task Take(string key, CancellationToken ct)
        {
            var office = new OfficeId(key);
            foreach (var id in await clock.Due(office, ct)) await clock.Tell(office, id, ct);
        }
    }

    /// <summary>The clock of an office's duties (R04).</summary>
    private sealed class DutyTurn(Offices offices, DutyClock clock) : Turn
    {
        public override string Name => "duty";

        public override async Task<IReadOnlyList<string>> Due(CancellationToken ct)
        {
            var due = new List<string>();
            foreach (var office in await offices.Working(ct))
            {
                if ((await clock.Due(office.Id, ct)).Cases.Count > 0) due.Add(office.Id.Value);
            }
            return due;
        }

        public override async Task Take(string key, CancellationToken ct)
        {
            var office = new OfficeId(key);
            foreach (var id in (await clock.Due(office, ct)).Cases) await clock.Tell(office, id, ct);
        }
    }

    /// <summary>What other offices reported has its own clock here (R04, R08).</summary>
    private sealed class IncomingTurn(Offices offices, IncomingClock clock, TimeProvider time) : Sometimes(offices, time, TimeSpan.FromMinutes(1))
    {
        public override string Name => "incoming";

        protected override Task Look(OfficeId office, CancellationToken ct) => clock.Look(office, ct);
    }

    /// <summary>The hot issues of each span are computed before anybody asks (R20).</summary>
    private sealed class HotTurn(Offices offices, HotBoard board, TimeProvider time) : Sometimes(offices, time, TimeSpan.FromMinutes(1))
    {
        public override string Name => "hot";

        protected override Task Look(OfficeId office, CancellationToken ct) => board.Renew(office, ct);
    }

    /// <summary>Early signs whose review is overdue are told by themselves (R11).</summary>
    private sealed class SignTurn(Offices offices, SignClock clock) : Turn
    {
        public override string Name => "sign";

        public override async Task<IReadOnlyList<string>> Due(CancellationToken ct)
        {
            var due = new List<string>();
            foreach (var office in await offices.List(ct))
            {
                if ((await clock.Due(office.Id, ct)).Count > 0) due.Add(office.Id.Value);
            }
            return due;
        }

        public override async Task Take(string key, CancellationToken ct)
        {
            var office = new OfficeId(key);
            foreach (var id in await clock.Due(office, ct)) await clock.Tell(office, id, ct);
        }
    }

    /// <summary>What was typed and never sent is forgotten after its time.</summary>
    private sealed class TypingTurn(Offices offices, Typing typing, TimeProvider time) : Sometimes(offices, time, TimeSpan.FromHours(1))
    {
        public override string Name => "typing";

        protected override Task Look(OfficeId office, CancellationToken ct) => typing.Purge(office, ct);
    }

    /// <summary>A tracker who left, lost every post or is away leaves tracking vacant (R45).</summary>
    private sealed class VacancyTurn(Offices offices, Tracking tracking, TimeProvider time) : Sometimes(offices, time, TimeSpan.FromMinutes(5))
    {
        public override string Name => "vacancy";

        protected override Task Look(OfficeId office, CancellationToken ct) => tracking.Relieve(office, ct);
    }

    /// <summary>A day without anyone on duty alerts (R06).</summary>
    private sealed class RosterTurn(Offices offices, DutyRoster roster, TimeProvider time) : Sometimes(offices, time, TimeSpan.FromMinutes(10))
    {
        public override string Name => "roster";

        protected override Task Look(OfficeId office, CancellationToken ct) => roster.FindGap(office, ct);
    }

    /// <summary>迟漏谎瞒 become entries of their own (R40–R43).</summary>
    private sealed class FaultTurn(Offices offices, Orders orders, TimeProvider time) : Sometimes(offices, time, TimeSpan.FromMinutes(30))
    {
        private readonly TimeProvider clock = time;

        public override string Name => "fault";

        protected override Task Look(OfficeId office, CancellationToken ct) => orders.FindFaults(office, clock.GetUtcNow(), ct);
    }

    /// <summary>Daily, weekly and monthly reports as drafts for a leader's signature.</summary>
    private sealed class PaperTurn(Offices offices, Papers papers, TimeProvider time) : Sometimes(offices, time, TimeSpan.FromMinutes(30))
    {
        public override string Name => "paper";

        protected override Task Look(OfficeId office, CancellationToken ct) => papers.Plan(office, ct);
    }

    /// <summary>Posts and files are kept as long as the policy says, by whether an event took them and how grave it was; a hold stops all of it (S10).</summary>
    private sealed class RetentionTurn(Offices offices, Retention retention, Cases cases, EventFiles files, AccessLog accesses, TimeProvider time) : Sometimes(offices, time, TimeSpan.FromHours(6))
    {
        public override string Name => "retention";

        protected override async Task Look(OfficeId office, CancellationToken ct)
        {
            var all = await cases.Files(office, ct);
            var topics = all.SelectMany(t => t.Topics).Select(t => new TopicId(t)).ToHashSet();
            while (await retention.Purge(office, topics, ct) > 0)
            {
            }
            // The file of an event that went into another is that one's; it also has its topics.
            // A topic that another event has too waits for the last of them, and for the end of every hold.
            var held = all.Where(f => f.Held || f is { ClosedAt: null, Into: null }).SelectMany(f => f.Topics).ToHashSet();
            foreach (var file in all.Where(f => f is { Into: null, Purged: false, Held: false }))
            {
                if (file.ClosedAt is { } at) await retention.Thin(office, file.Number, [.. file.Topics.Where(t => !held.Contains(t) && !all.Any(f => f.ClosedAt > at && f.Topics.Contains(t))).Select(t => new TopicId(t))], at, ct);
            }
            await files.Purge(office, ct);
            await accesses.Purge(office, ct);
        }
    }

    /// <summary>Running drills get their office and, as the script says, their posts (R55).</summary>
    private sealed class DrillTurn(Offices offices, Drills drills) : Turn
    {
        public override string Name => "drill";

        public override async Task<IReadOnlyList<string>> Due(CancellationToken ct)
        {
            var due = new List<string>();
            foreach (var office in await offices.Working(ct))
            {
                if (!office.Id.IsDrill && (await drills.Due(office.Id, ct)).Count > 0) due.Add(office.Id.Value);
            }
            return due;
        }

        public override async Task Take(string key, CancellationToken ct)
        {
            var office = new OfficeId(key);
            foreach (var drill in await drills.Due(office, ct)) await drills.Go(office, drill, ct);
        }
    }

    /// <summary>What was counted by weekends alone is counted again once the year's notice is imported (R40).</summary>
    private sealed class CalendarTurn(Offices offices, Rederiving duties, TopicCalendar topics, TimeProvider time) : Sometimes(offices, time, TimeSpan.FromMinutes(1))
    {
        public override string Name => "calendar";

        protected override async Task Look(OfficeId office, CancellationToken ct)
        {
            await duties.Look(office, ct);
            await topics.Look(office, ct);
        }
    }

    /// <summary>The day's anchor of each ledger, and the hash the policy asks for (R40, R43).</summary>
    private sealed class LedgerTurn(Offices offices, LedgerAnchors anchors, LedgerSetting setting, TimeProvider time) : Sometimes(offices, time, TimeSpan.FromMinutes(5))
    {
        public override string Name => "ledger";

        protected override async Task Look(OfficeId office, CancellationToken ct)
        {
            await setting.Follow(office, ct);
            await anchors.Write(office, ct);
        }
    }

    /// <summary>The whole of each ledger is recomputed once a day; in between a look recomputes only what is new.</summary>
    private sealed partial class VerifyTurn(Offices offices, Ledger ledger, LedgerAnchors anchors, TimeProvider time, ILogger<VerifyTurn> log) : Sometimes(offices, time, TimeSpan.FromDays(1))
    {
        public override string Name => "verify";

        protected override async Task Look(OfficeId office, CancellationToken ct)
        {
            if ((await ledger.Verify(office, (await anchors.Read(ct)).Anchors, ct)).BrokenAt is { } at) Broken(log, office, at);
        }

        [LoggerMessage(LogLevel.Critical, "the ledger of {Office} does not fit from entry {Entry} on")]
        private static partial void Broken(ILogger log, OfficeId office, long entry);
    }

    /// <summary>Observation, the silent tracker and rebound (R46, R48).</summary>
    private sealed class TrackTurn(Offices offices, Tracking tracking, TimeProvider time) : Sometimes(offices, time, TimeSpan.FromMinutes(10))
    {
        public override string Name => "track";

        protected override async Task Look(OfficeId office, CancellationToken ct)
        {
            foreach (var id in await tracking.Due(office, ct)) await tracking.Look(office, id, ct);
        }
    }
}
