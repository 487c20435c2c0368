using Huiying.Ground;
using Huiying.Handle;

namespace Huiying.Tests.Year;

/// <summary>What the handling section does (R08, R10, R33, R67, R69), tracking (R45–R49), and merges (R09).</summary>
internal sealed partial class OracleEvent
{
    public sealed class MeasureKept
    {
        public required string Owner { get; init; }
        public DateTimeOffset? Done { get; set; }
    }

    public string? Handler { get; private set; }
    public DateTimeOffset AssignedAt { get; private set; }
    public bool Signed { get; private set; }
    public bool ReturnedOnce { get; private set; }
    public List<MeasureKept> Measures { get; } = [];
    public DateTimeOffset? Completed { get; private set; }

    /// <summary>Whether the result of the handling was reviewed.</summary>
    public bool Agreed { get; private set; }

    /// <summary>办结 as the clocks count it.</summary>
    public DateTimeOffset Ended { get; private set; }
    public bool AtOnce { get; private set; }
    public string? Tracker { get; private set; }
    public bool Looked { get; private set; }
    public DateTimeOffset? ReboundedAt { get; private set; }
    public DateTimeOffset? Calm { get; private set; }

    /// <summary>Only the section that handles it, and only its head for what binds the section.</summary>
    private Verdict Section(string clause, Who who, bool head = false)
    {
        var verdict = Gate(clause, who, Role.SectionHead, Role.SectionOfficer).Needs(Handler is not null, "R64");
        return verdict.Needs(Handler is null || who.Section == Handler && (!head || who.Role == Role.SectionHead), "R08");
    }

    private Verdict AfterSigning(string clause, Who who) => Section(clause, who).Needs(Signed, "R08");

    public Verdict Sign(Who who, DateTimeOffset now) => Section("R08", who, head: true).Needs(!Signed, "R08").Then(() =>
    {
        Signed = true;
        Met("R08:sign", now);
    });

    /// <summary>退回改派: once, with reason, within four working hours (R08).</summary>
    public Verdict Return(Who who, string reason, DateTimeOffset now) => Section("R08", who, head: true).Says("R08", reason).Needs(!ReturnedOnce, "R08").Needs(Completed is null, "R08")
        .Needs(Handler is null || now <= OracleRules.Due("R08:return", Grade, AssignedAt), "R08").Then(() =>
        {
            (ReturnedOnce, Handler, Signed) = (true, null, false);
            Met("R08:sign", now);
        });

    public Verdict Assign(Who who, string section, string request, DateTimeOffset now) => Gate("R08", who, Role.Clerk, Role.SupervisingLeader).Needs(Assessed, "R22").Needs(Handler is null, "R09")
        .Says("R64", section, request).Then(() =>
        {
            (Handler, AssignedAt, Signed) = (section, now, false);
            Owe("R08:sign", now);
        });

    public Verdict SetMeasure(Who who, string text, string owner, DateTimeOffset due, DateTimeOffset now) => AfterSigning("R33", who).Says("R33", text, owner).Needs(due > now, "R33")
        .Needs(Completed is null, "R33").Then(() =>
        {
            Measures.Add(new() { Owner = owner });
            Duties.Add(new($"R33:{Measures.Count}", now, due));
            Changed(now);
        });

    /// <summary>Approved before it is late, never by its owner, only ever later (R08).</summary>
    public Verdict Extend(Who who, int measure, DateTimeOffset due, string reason, DateTimeOffset now)
    {
        var verdict = Gate("R08", who, Role.SupervisingLeader, Role.PrincipalLeader);
        if (measure < 1 || measure > Measures.Count) return verdict.Needs(false, "-");
        var owed = Duties.First(d => d.Rule == $"R33:{measure}");
        verdict.Needs(owed.Open, "R33").Needs(Measures[measure - 1].Owner != who.Id, "R08").Says("R08", reason);
        if (owed.Open) verdict.Needs(now <= owed.Due, "R08").Needs(due > owed.Due, "R08");
        return verdict.Then(() => owed.Due = due);
    }

    public Verdict FinishMeasure(Who who, int measure, string evidence, DateTimeOffset now)
    {
        var verdict = AfterSigning("R33", who);
        if (measure < 1 || measure > Measures.Count) return verdict.Needs(false, "-");
        return verdict.Needs(Measures[measure - 1].Done is null, "R33").Says("R33", evidence).Then(() =>
        {
            Measures[measure - 1].Done = now;
            Met($"R33:{measure}", now);
            Changed(now);
        });
    }

    public Verdict Settle(Who who, int claim, string basis, string explanation)
    {
        var verdict = AfterSigning("R10", who);
        if (claim < 1 || claim > Claims.Count || Claims[claim - 1].Kind != ClaimKind.Demand) return verdict.Needs(false, "-");
        return verdict.Needs(!Claims[claim - 1].Settled, "R10").Says("R10", basis, explanation).Then(() => Claims[claim - 1].Settled = true);
    }

    /// <summary>Two working hours from the moment the section finds that it can be answered at once (R67).</summary>
    public Verdict FlagAtOnce(Who who, DateTimeOffset now) => Gate("R67", who, Role.Clerk, Role.SectionHead, Role.SectionOfficer).Needs(!AtOnce, "R67").Needs(!HasResult, "R67").Then(() =>
    {
        AtOnce = true;
        Owe("R67", now);
    });

    /// <summary>办结 is the earlier of the section's record and the last task's evidence ("two moments"): the result is due that day (R69).</summary>
    public Verdict Complete(Who who, string result, DateTimeOffset now) => AfterSigning("R69", who).Needs(Completed is null, "R69").Says("R69", result).Needs(Measures.All(m => m.Done is not null), "R33")
        .Needs(Claims.All(c => c.Kind != ClaimKind.Demand || c.Settled), "R10").Then(() =>
        {
            Completed = now;
            Agreed = false;
            Ended = Measures.Max(m => m.Done) ?? now;
            // Completed again after it was sent back, it is owed by the day of the first.
            if (!HasResult && !Owes("R69")) Owe("R69", Ended);
            if (!Duties.Any(d => d.Open && d.Rule == "R46" && d.Due is null)) return;
            Met("R46", now);
            Owe("R46", Ended);
        });

    /// <summary>审核 by a leader, before 销号; sent back, the section goes on and completes it again (R08).</summary>
    public Verdict Agree(Who who, bool agrees, string opinion) => Gate("R08", who, Role.SupervisingLeader, Role.PrincipalLeader).Needs(Completed is not null, "R08").Needs(!Agreed, "R08").Needs(agrees || !HasResult, "R42")
        .Says("R08", opinion).Then(() =>
    {
        Agreed = agrees;
        if (!agrees) Completed = null;
    });

    /// <summary>A named person tracks until calm, seven days after handling (R45, R46): before its end there is no clock. A change needs the hand-over.</summary>
    public Verdict Track(Who who, string tracker, string? handOver, DateTimeOffset now) => Gate("R45", who, Role.SupervisingLeader, Role.Clerk, Role.PrincipalLeader).Says("R45", tracker)
        .Needs(Tracker != tracker, "R45").Needs(Tracker is null || !string.IsNullOrWhiteSpace(handOver), "R45").Then(() =>
        {
            Tracker = tracker;
            Met("R45", now);
            if (Owes("R46") || Calm is not null) return;
            if (Completed is null) Promptly("R46", now);
            else Owe("R46", Ended);
        });

    public Verdict Leave(Who who, string? successor, string handOver) => new Verdict().Needs(Closed is null, "R48").Needs(Tracker is not null, "R45")
        .Needs(who.Id == Tracker || who.Is(Role.SupervisingLeader, Role.Clerk, Role.PrincipalLeader), "R45").Says("R45", handOver).Needs(successor is null || successor != Tracker, "R45")
        .Needs(successor is not null || Grade == Grade.Ordinary, "R45").Then(() => Tracker = successor);

    public Verdict Observe(Who who, string text) => new Verdict().Needs(Closed is null, "R48").Needs(Tracker is not null && who.Id == Tracker, "R45").Says("R46", text).Then(() => Looked = true);

    /// <summary>Only a person sets calm, after the problem was handled and the matter looked at (R13, R46, R49); the summary is then owed (R50).</summary>
    public Verdict SetCalm(Who who, string reason, DateTimeOffset now) => new Verdict().Needs(Closed is null, "R48").Needs(who.Is(Role.SupervisingLeader, Role.PrincipalLeader) || who.Id == Tracker, "R49")
        .Needs(Tracker is not null, "R45").Needs(Looked, "R46").Needs(Calm is null, "R49").Needs(Completed is not null, "R13").Says("R49", reason).Then(() =>
        {
            Calm = now;
            Met("R46", now);
            Owe("R50", now);
        });

    /// <summary>It went up again after calm: everything before stays, the summary has to wait, tracking begins again (R48).</summary>
    public void Rebounded(DateTimeOffset now)
    {
        (Closed, Calm, Summary, ReboundedAt) = (null, null, null, now);
        Met("R50", now);
        Owe("R46", now);
    }

    /// <summary>
    /// One event goes into another (R09): never once it was assessed, answered or reported or is the graver one (R43), never into a closed or calm one. Nothing owed is
    /// lost: where the other owes the same no later, one performance meets both; otherwise the duty goes on with the clock it had.
    /// </summary>
    public Verdict MergeInto(OracleEvent into, Who who, string reason, DateTimeOffset now) => Gate("R09", who, Role.Clerk, Role.DutyOfficer, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary)
        .Needs(into != this, "R09").Says("R09", reason).Needs(!Assessed && Answers.Count == 0, "R09").Needs(Highest <= into.Highest && Reports.Count == 0, "R43").Needs(!HandedOn, "R08").Needs(Calls.All(c => c.Reviewed), "S13")
        .Needs(into.Closed is null, "R48").Needs(into.Calm is null, "R48").Then(() =>
        {
            var number = into.Claims.Sum(c => c.Found.Count);
            foreach (var c in Claims)
            {
                var kept = new ClaimKept { Kind = c.Kind, Text = c.Text, By = c.By, Settled = c.Settled };
                kept.Found.AddRange(c.Found.Select(f => f with { Number = ++number }));
                into.Claims.Add(kept);
            }
            foreach (var d in Open.ToList())
            {
                d.Carried = true;
                var met = into.Open.Any(x => x.Rule == d.Rule && (x.Due ?? DateTimeOffset.MaxValue) <= (d.Due ?? DateTimeOffset.MaxValue));
                if (!met) into.Duties.Add(new(d.Rule, d.From, d.Due));
            }
            (into.Suggested, into.Followed) = (Suggested > into.Suggested ? Suggested : into.Suggested, into.Followed || Followed);
            (MergedAway, Closed) = (true, now);
        });
}
