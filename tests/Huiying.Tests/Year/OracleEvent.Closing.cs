using Huiying.Ground;
using Huiying.Handle;

namespace Huiying.Tests.Year;

/// <summary>Summary and 销号 (R02, R05, R10, R32, R39, R41, R45, R49–R53, R77), and reopening (R48).</summary>
internal sealed partial class OracleEvent
{
    public sealed record SummaryKept(IReadOnlyList<string> Recipients)
    {
        public HashSet<string> Received { get; } = [];
    }

    public SummaryKept? Summary { get; private set; }

    /// <summary>Five parts, none empty, to named recipients, after calm (R50, R51, R53).</summary>
    /// <param name="why">Why nothing had to be solved: owed by an event that was only published about (R13).</param>
    public Verdict SignSummary(Who who, bool fiveParts, IReadOnlyList<string> recipients, string? why, DateTimeOffset now) => Gate("R51", who, Role.SupervisingLeader, Role.PrincipalLeader).Needs(fiveParts, "R51").Needs(Calm is not null, "R50")
        .Needs(Summary is null, "R42").Needs(recipients.Count > 0, "R53").Needs(Solved || OnlyPublished || why is not null, "R13").Then(() =>
        {
            OnlyPublished |= !Solved && why is not null;
            Summary = new(recipients);
            Met("R50", now);
        });

    /// <summary>A change is another report that names the first; whoever got that one gets this one (R42, R53).</summary>
    public Verdict CorrectSummary(Who who, IReadOnlyList<string> recipients, string reason) => Gate("R42", who, Role.SupervisingLeader, Role.PrincipalLeader).Needs(Summary is not null, "R42").Says("R42", reason)
        .Then(() => Summary = new([.. Summary!.Recipients.Union(recipients)]));

    public Verdict Acknowledge(Who who, string recipient, string receipt) => Gate("R53", who, Role.Clerk).Needs(Summary?.Recipients.Contains(recipient) == true, "-").Needs(Summary?.Received.Contains(recipient) != true, "R53")
        .Says("R53", receipt).Then(() => Summary!.Received.Add(recipient));

    /// <summary>Whether something was done offline (R13).</summary>
    private bool Solved => Measures.Any(m => m.Done is not null);

    /// <summary>Whether the written reason for publicity alone stands there (R13).</summary>
    private bool OnlyPublished { get; set; }

    /// <summary>Everything that stands between the event and its end.</summary>
    public Verdict Close(Who who, Ending ending, string note, string? article, DateTimeOffset now)
    {
        var results = Answers.Where(a => a is { Stands: true, Kind: AnswerKind.Result }).ToList();
        var v = Gate("R02", who, Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary).Says("R02", note)
            .Needs(Claims.All(c => c.Kind != ClaimKind.Demand || c.Settled), "R10").Needs(Solved || OnlyPublished, "R13")
            .Needs(!Open.Any(), "R41")
            .Needs(Highest == Grade.Ordinary || Reports.Any(r => r.Stage == "final"), "R39")
            .Needs(GroupByHead is null, "R32")
            .Needs(Completed is null || Agreed, "R08")
            .Needs(Grade == Grade.Ordinary || Tracker is not null, "R45")
            .Needs(ending switch
            {
                Ending.PublicResponse => results.Any(a => a.Outlet != "direct"),
                // From major up only a public response will do.
                Ending.DirectReply => Grade == Grade.Ordinary && results.Any(a => a.Outlet == "direct"),
                _ => Grade == Grade.Ordinary && (article is "14" or "15" or "16"),
            }, "R02")
            .Needs(ending != Ending.LawfulReason || who.Is(Role.PrincipalLeader, Role.PartySecretary), "R02")
            .Needs(Category != Category.Suggestion || (Adopted is not null && ending == Ending.PublicResponse), "R77")
            .Needs(Answers.All(a => !a.Stands || a.Effect), "R05")
            .Needs(Calm is not null, "R49").Needs(Summary is not null, "R50").Needs(Summary is null || Summary.Recipients.All(Summary.Received.Contains), "R53");
        return v.Then(() => Closed = now);
    }

    public Verdict Reopen(Who who, string reason, DateTimeOffset now) => new Verdict().Needs(who.Is(Role.Clerk, Role.DutyOfficer, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary), "R48")
        .Needs(!MergedAway, "R09").Needs(Closed is not null, "R48").Says("R48", reason).Then(() =>
        {
            (Closed, Calm, Summary) = (null, null, null);
            Owe("R46", now);
        });
}
