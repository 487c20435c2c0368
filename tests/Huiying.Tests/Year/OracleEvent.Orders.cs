using Huiying.Ground;

namespace Huiying.Tests.Year;

/// <summary>What is handed out beside the section's own work: 批示, 督办, 转办 (R08), and what thresholds propose while it is tracked (R47).</summary>
internal sealed partial class OracleEvent
{
    public sealed class OrderKept
    {
        /// <summary>The leader who gave it; null when the office wrote it down for a leader elsewhere.</summary>
        public required string? By { get; init; }
        public required string? Section { get; init; }
        public bool Answered { get; set; }
    }

    public sealed class PassedKept
    {
        public required DateTimeOffset Sent { get; init; }
        public bool Received { get; set; }
        public bool Told { get; set; }
    }

    public sealed class ProposedKept
    {
        /// <summary>The grade proposed; null for a measure.</summary>
        public required Grade? Grade { get; init; }
        public required DateTimeOffset At { get; init; }
        public bool Accepted { get; set; }
        public DateTimeOffset? Answered { get; set; }
    }

    public List<OrderKept> Instructions { get; } = [];
    public List<(string Section, bool Answered)> Slips { get; } = [];
    public List<PassedKept> Passed { get; } = [];
    public List<ProposedKept> Proposed47 { get; } = [];

    /// <summary>The grade that the rules suggest by the figures of its topics.</summary>
    public Grade Suggested { get; set; } = Grade.Ordinary;

    /// <summary>Whether a topic of its own is looked at by the clock.</summary>
    public bool Followed { get; set; }

    private bool HandedOn => Instructions.Any(i => !i.Answered) || Passed.Any(p => !p.Received || !p.Told) || Proposed47.Any(p => p.Answered is null);

    /// <summary>领导批示: leader, text, date, due (R08). The office writes it down for a leader, who is then quoted.</summary>
    public Verdict Instruct(Who who, string leader, string text, DateTimeOffset given, DateTimeOffset due, string? section, DateTimeOffset now)
    {
        var own = leader.Trim().Length == 0 && who.Is(Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary, Role.DutyLeader);
        return Gate("R08", who, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary, Role.DutyLeader, Role.Clerk, Role.DutyOfficer).Says("R08", own ? who.Id : leader, text)
            .Needs(given <= now, "R08").Needs(due > now, "R08").Then(() =>
            {
                Instructions.Add(new() { By = own ? who.Id : null, Section = section });
                Duties.Add(new($"R08:instruction:{Instructions.Count}", now, due));
            });
    }

    /// <summary>Feedback by whoever carries it out, once, and never by the leader who gave it (R08).</summary>
    public Verdict Feedback(Who who, int order, string text, DateTimeOffset now)
    {
        var verdict = Gate("R08", who, Role.Clerk, Role.SectionHead, Role.SectionOfficer, Role.DutyOfficer);
        if (order < 1 || order > Instructions.Count) return verdict.Needs(false, "-");
        var given = Instructions[order - 1];
        return verdict.Needs(given.By != who.Id, "R08").Needs(given.Section is null || who.Section == given.Section || who.Is(Role.Clerk), "R08").Needs(!given.Answered, "R08").Says("R08", text).Then(() =>
        {
            given.Answered = true;
            Met($"R08:instruction:{order}", now);
        });
    }

    /// <summary>
    /// Extension approved before due (R08): of work that one handed to another, by a leader who does not owe it, only ever later. What the regulation owes upward, to the
    /// public or within an hour of the assignment has its own time, which nobody moves (R40).
    /// </summary>
    public Verdict ExtendHanded(Who who, Owed owed, DateTimeOffset due, string reason, DateTimeOffset now)
    {
        var instruction = owed.Rule.StartsWith("R08:instruction:", StringComparison.Ordinal);
        var verdict = instruction ? Gate("R08", who, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary, Role.DutyLeader) : Gate("R08", who, Role.SupervisingLeader, Role.PrincipalLeader);
        var handed = instruction || new[] { "R33:", "R08:supervision:", "R08:told:" }.Any(r => owed.Rule.StartsWith(r, StringComparison.Ordinal));
        verdict.Needs(handed, owed.Rule[..3]).Needs(owed.Open, "R08").Says("R08", reason);
        if (owed is { Open: true, Due: { } ends }) verdict.Needs(now <= ends, "R08").Needs(due > ends, "R08");
        if (instruction && Instructions[int.Parse(owed.Rule.Split(':')[2]) - 1] is { By: { } giver }) verdict.Needs(giver == who.Id || who.Is(Role.PrincipalLeader, Role.PartySecretary), "R08");
        if (owed.Rule.StartsWith("R33:", StringComparison.Ordinal)) verdict.Needs(Measures[int.Parse(owed.Rule[4..]) - 1].Owner != who.Id, "R08");
        return verdict.Then(() => owed.Due = due);
    }

    /// <summary>督办单 when late, to the section that has the matter (R08).</summary>
    public Verdict Supervise(Who who, DateTimeOffset now) => Gate("R08", who, Role.Clerk, Role.SupervisionOfficer, Role.SupervisingLeader, Role.PrincipalLeader).Needs(Handler is not null, "R08")
        .Needs(Open.Any(d => d.Late(now) is not null), "R08").Then(() =>
        {
            Slips.Add((Handler!, false));
            Owe($"R08:supervision:{Slips.Count}", now, rule: "R08:supervision");
        });

    public Verdict AnswerSlip(Who who, int slip, string why, string done, DateTimeOffset now)
    {
        var verdict = Gate("R08", who, Role.SectionHead, Role.SectionOfficer);
        if (slip < 1 || slip > Slips.Count) return verdict.Needs(false, "-");
        var (section, answered) = Slips[slip - 1];
        return verdict.Needs(who.Section == section, "R08").Needs(!answered, "R08").Says("R08", why, done).Then(() =>
        {
            Slips[slip - 1] = (section, true);
            Met($"R08:supervision:{slip}", now);
        });
    }

    /// <summary>转办 with receipt, and the citizen is told where it went, that day (R08).</summary>
    public Verdict Pass(Who who, string body, string why, DateTimeOffset sent, string how, DateTimeOffset now) => Gate("R08", who, Role.Clerk, Role.DutyOfficer, Role.SectionHead).Says("R08", body, why, how)
        .Needs(sent <= now, "R08").Then(() =>
        {
            Passed.Add(new() { Sent = sent });
            Promptly($"R08:receipt:{Passed.Count}", now);
            Owe($"R08:told:{Passed.Count}", sent, rule: "R08:told");
        });

    public Verdict PassReceived(Who who, int passing, string by, string receipt, DateTimeOffset at, DateTimeOffset now) =>
        OfPassing(who, passing, at, now, p => p.Received, by, receipt).Then(() =>
        {
            Passed[passing - 1].Received = true;
            Met($"R08:receipt:{passing}", at);
        });

    public Verdict PassTold(Who who, int passing, string how, string evidence, DateTimeOffset at, DateTimeOffset now) =>
        OfPassing(who, passing, at, now, p => p.Told, how, evidence).Then(() =>
        {
            Passed[passing - 1].Told = true;
            Met($"R08:told:{passing}", at);
        });

    private Verdict OfPassing(Who who, int passing, DateTimeOffset at, DateTimeOffset now, Func<PassedKept, bool> done, string first, string second)
    {
        var verdict = Gate("R08", who, Role.Clerk, Role.DutyOfficer, Role.SectionHead);
        if (passing < 1 || passing > Passed.Count) return verdict.Needs(false, "-");
        return verdict.Needs(!done(Passed[passing - 1]), "R08").Needs(at <= now && at >= Passed[passing - 1].Sent, "R08").Says("R08", first, second);
    }

    /// <summary>
    /// A look of the clock while somebody tracks: a graver suggestion proposes another grade, the end of the tracking time without calm a measure (R47). Neither again while it
    /// waits; a grade not within a day of its answer, the end only once for each time of tracking.
    /// </summary>
    public void Watched(DateTimeOffset now)
    {
        if (!Followed || Tracker is null || Closed is not null || Calm is not null) return;
        if (Suggested > Grade && Proposed47.Where(p => p.Grade >= Suggested).All(p => p.Answered is { } at && now - at >= TimeSpan.FromHours(24))) Propose47(Suggested, now);
        if (Duties.Any(d => d is { Rule: "R46", Open: true } && d.Late(now) is not null) && Proposed47.All(p => p.Grade is not null || p.At <= (ReboundedAt ?? DateTimeOffset.MinValue))) Propose47(null, now);
    }

    private void Propose47(Grade? grade, DateTimeOffset now)
    {
        Proposed47.Add(new() { Grade = grade, At = now });
        Owe($"R47:{Proposed47.Count}", now, rule: "R47");
    }

    /// <summary>Each proposal answered (R47): a measure with owner and time, a grade that was set since, or the reason why not.</summary>
    public Verdict AnswerProposal(Who who, int proposal, bool accepted, string reason, (string Text, string Owner, DateTimeOffset Due)? measure, DateTimeOffset now)
    {
        var verdict = Gate("R47", who, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary, Role.DutyLeader);
        if (proposal < 1 || proposal > Proposed47.Count) return verdict.Needs(false, "-");
        var made = Proposed47[proposal - 1];
        verdict.Needs(made.Answered is null, "R47");
        if (!accepted) verdict.Says("R47", reason);
        else if (made.Grade is { } grade) verdict.Needs(Grades.Any(g => g.Grade >= grade && g.At >= made.At), "R47");
        else verdict.Says("R47", measure?.Text, measure?.Owner).Needs(measure is null || measure.Value.Due > now, "R33");
        return verdict.Then(() =>
        {
            (made.Answered, made.Accepted) = (now, accepted);
            if (accepted && made.Grade is null)
            {
                Measures.Add(new() { Owner = measure!.Value.Owner });
                Duties.Add(new($"R33:{Measures.Count}", now, measure.Value.Due));
                Changed(now);
            }
            Met($"R47:{proposal}", now);
        });
    }
}
