using Huiying.Ground;

namespace Huiying.Handle;

/// <summary>A category 2 or 3 that one person proposed, and what the second said (S05).</summary>
public sealed record CategoryProposal(CategoryProposed What, PersonId By, string ByName, DateTimeOffset At, Noted<CategoryReviewed>? Review);

/// <summary>A signature on a letter.</summary>
public sealed record ReferralSignature(Role As, PersonId By, string ByName, DateTimeOffset At);

/// <summary>A letter to a competent body, from its draft to its reply (R72–R76).</summary>
public sealed record Referral(
    ReferralDrafted What, PersonId By, string ByName, DateTimeOffset At, IReadOnlyList<ReferralSignature> Signatures, ReferralSent? Sent,
    IReadOnlyList<ReferralUrged> Urged, ReferralAnswered? Answer, ReferralWithdrawn? Withdrawn)
{
    /// <summary>Whose signature is next; null when both who must sign have signed.</summary>
    public Role? Next => Signatures.Count < Referring.Signers.Count ? Referring.Signers[Signatures.Count] : null;

    /// <summary>Whether both who must sign have signed.</summary>
    public bool Approved => Next is null;
}

public sealed partial record Case
{
    public IReadOnlyList<CategoryProposal> CategoryProposals { get => field ?? []; init; } = [];
    public IReadOnlyList<Noted<FactsTold>> Notices { get => field ?? []; init; } = [];
    public Noted<HarmNamed>? Harm { get; init; }
    public IReadOnlyList<Referral> Referrals { get => field ?? []; init; } = [];
    public Noted<SuggestionDecided>? Suggestion { get; init; }

    /// <summary>The elements two persons found, while category 2 or 3 holds; none otherwise.</summary>
    public IReadOnlyList<ElementFound> Elements =>
        Category is Category.Hype or Category.Fabrication ? CategoryProposals.LastOrDefault(p => p.Review?.What.Agreed == true)?.What.Elements ?? [] : [];

    private Case? WithReferral(CaseEntry entry, Stamp stamp) => entry switch
    {
        CategoryProposed e => this with { CategoryProposals = [.. CategoryProposals, new(e, stamp.Person, stamp.Name, stamp.At, null)] },
        CategoryReviewed e => this with
        {
            CategoryProposals = Change(CategoryProposals, p => p.What.Proposal == e.Proposal, p => p with { Review = new(e, stamp.Name, stamp.At) }),
        },
        FactsTold e => this with { Notices = [.. Notices, new(e, stamp.Name, stamp.At)] },
        HarmNamed e => this with { Harm = new(e, stamp.Name, stamp.At) },
        ReferralDrafted e => this with { Referrals = [.. Referrals, new(e, stamp.Person, stamp.Name, stamp.At, [], null, [], null, null)] },
        ReferralSigned e => Letter(e.Referral, r => r with { Signatures = [.. r.Signatures, new(e.As, stamp.Person, e.Body ?? stamp.Name, stamp.At)] }),
        ReferralSent e => Letter(e.Referral, r => r with { Sent = e }),
        ReferralUrged e => Letter(e.Referral, r => r with { Urged = [.. r.Urged, e] }),
        ReferralAnswered e => Letter(e.Referral, r => r with { Answer = e }),
        ReferralWithdrawn e => Letter(e.Referral, r => r with { Withdrawn = e }),
        SuggestionDecided e => this with { Suggestion = new(e, stamp.Name, stamp.At) },
        DutyExtended e => this with
        {
            Measures = Change(Measures, m => Duties.Any(x => x.Number == e.Duty && x.Rule == $"R33:{m.Number}"), m => m with { DueAt = e.DueAt }),
            Duties = Change(Duties, x => x.Number == e.Duty && x.Open, x => x with
            {
                DueAt = e.DueAt,
                Derivation = [.. x.Derivation, $"经{stamp.Name}批准延期：{e.Reason}", .. e.Derivation],
                DerivationEn = [.. x.DerivationEn, $"extended by {stamp.Name}: {e.Reason}", .. e.DerivationEn],
                Notices = [],
                Clock = e.Clock,
                WeekendsOnly = e.WeekendsOnly,
            }),
        },
        _ => null,
    };

    private Case Letter(int number, Func<Referral, Referral> to) => this with { Referrals = Change(Referrals, r => r.What.Referral == number, to) };
}
