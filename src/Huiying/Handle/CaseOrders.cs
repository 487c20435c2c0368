using Huiying.Ground;

namespace Huiying.Handle;

/// <summary>A 督办单 and its answer (R08).</summary>
public sealed record Supervision(Supervised What, string ByName, DateTimeOffset At, Noted<SupervisionAnswered>? Answer);

/// <summary>A leader's instruction and its feedback (R08).</summary>
public sealed record Instruction(Instructed What, string ByName, DateTimeOffset At, Noted<InstructionAnswered>? Answer);

/// <summary>A matter passed to another body, its receipt, and that the citizen was told (R08).</summary>
public sealed record Passing(MatterPassedOn What, string ByName, DateTimeOffset At, PassingReceived? Receipt, PassingTold? Told);

/// <summary>A proposal of a threshold and its answer (R47).</summary>
public sealed record Proposal(TrackingProposed What, DateTimeOffset At, Noted<ProposalAnswered>? Answer);

public sealed partial record Case
{
    public IReadOnlyList<Noted<DutyUrged>> Urgings { get => field ?? []; init; } = [];
    public IReadOnlyList<Supervision> Supervisions { get => field ?? []; init; } = [];
    public IReadOnlyList<Instruction> Instructions { get => field ?? []; init; } = [];
    public IReadOnlyList<Passing> Passings { get => field ?? []; init; } = [];
    public IReadOnlyList<Noted<HelpGiven>> Help { get => field ?? []; init; } = [];
    public IReadOnlyList<Noted<HandlingReviewed>> HandlingReviews { get => field ?? []; init; } = [];
    public IReadOnlyList<Noted<Interviewed>> Interviews { get => field ?? []; init; } = [];
    public IReadOnlyList<Proposal> Proposals { get => field ?? []; init; } = [];
    public IReadOnlyList<Noted<FaultFound>> Faults { get => field ?? []; init; } = [];

    /// <summary>What is registered of a secret item; null for every other event (S17).</summary>
    public SecretRegistered? Secret { get; init; }

    /// <summary>Who entered the completion that holds now; null in states from before it was kept.</summary>
    public PersonId? CompletedBy { get; init; }

    /// <summary>Whether the completion that holds now was looked at by a second person (审核, R08).</summary>
    public bool HandlingAgreed => CompletedAt is { } done && HandlingReviews.Count > 0 && HandlingReviews[^1] is { What.Agreed: true } last && last.At >= done;

    private Case? WithOrder(CaseEntry entry, Stamp stamp) => entry switch
    {
        DutyUrged e => this with { Urgings = [.. Urgings, new(e, stamp.Name, stamp.At)] },
        Supervised e => this with { Supervisions = [.. Supervisions, new(e, stamp.Name, stamp.At, null)] },
        SupervisionAnswered e => this with
        {
            Supervisions = Change(Supervisions, s => s.What.Order == e.Order, s => s with { Answer = new(e, stamp.Name, stamp.At) }),
        },
        Instructed e => this with { Instructions = [.. Instructions, new(e, stamp.Name, stamp.At, null)] },
        InstructionAnswered e => this with
        {
            Instructions = Change(Instructions, i => i.What.Instruction == e.Instruction, i => i with { Answer = new(e, stamp.Name, stamp.At) }),
        },
        MatterPassedOn e => this with { Passings = [.. Passings, new(e, stamp.Name, stamp.At, null, null)] },
        PassingReceived e => this with { Passings = Change(Passings, p => p.What.Passing == e.Passing, p => p with { Receipt = e }) },
        PassingTold e => this with { Passings = Change(Passings, p => p.What.Passing == e.Passing, p => p with { Told = e }) },
        HelpGiven e => this with { Help = [.. Help, new(e, stamp.Name, stamp.At)] },
        HandlingReviewed e => this with
        {
            HandlingReviews = [.. HandlingReviews, new(e, stamp.Name, stamp.At)],
            CompletedAt = e.Agreed ? CompletedAt : null,
            CompletedBy = e.Agreed ? CompletedBy : null,
            Result = e.Agreed ? Result : null,
        },
        Interviewed e => this with { Interviews = [.. Interviews, new(e, stamp.Name, stamp.At)] },
        TrackingProposed e => this with { Proposals = [.. Proposals, new(e, stamp.At, null)] },
        ProposalAnswered e => this with
        {
            Proposals = Change(Proposals, p => p.What.Proposal == e.Proposal, p => p with { Answer = new(e, stamp.Name, stamp.At) }),
        },
        FaultFound e => this with { Faults = [.. Faults, new(e, stamp.Name, stamp.At)] },
        SecretRegistered e => this with { Secret = e },
        _ => null,
    };
}
