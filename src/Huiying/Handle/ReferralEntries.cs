using System.Text.Json.Serialization;
using Huiying.Ground;
using Huiying.Ground.Calendars;

namespace Huiying.Handle;

/// <summary>Entries of the categories that two persons set, of referrals, and of what became of a suggestion (Art. 3(2)–(4)); the rule about names is the same.</summary>
[JsonDerivedType(typeof(CategoryProposed), "category-proposed")]
[JsonDerivedType(typeof(CategoryReviewed), "category-reviewed")]
[JsonDerivedType(typeof(FactsTold), "facts-told")]
[JsonDerivedType(typeof(HarmNamed), "harm-named")]
[JsonDerivedType(typeof(ReferralDrafted), "referral-drafted")]
[JsonDerivedType(typeof(ReferralSigned), "referral-signed")]
[JsonDerivedType(typeof(ReferralSent), "referral-sent")]
[JsonDerivedType(typeof(ReferralUrged), "referral-urged")]
[JsonDerivedType(typeof(ReferralAnswered), "referral-answered")]
[JsonDerivedType(typeof(ReferralWithdrawn), "referral-withdrawn")]
[JsonDerivedType(typeof(SuggestionDecided), "suggestion-decided")]
[JsonDerivedType(typeof(DutyExtended), "duty-extended")]
public abstract partial record CaseEntry;

/// <summary>What makes an event one of category 2 or 3, by the regulation's own words (Art. 3(2), (3)). Chosen one by one (R73); stored by name.</summary>
public enum Element
{
    /// <summary>恶意传播, category 2.</summary>
    MaliciousSpreading,

    /// <summary>恶意炒作, category 2.</summary>
    Hype,

    /// <summary>捏造.</summary>
    Fabrication,

    /// <summary>歪曲.</summary>
    Distortion,

    /// <summary>夸大: alone it never opens a referral (R73).</summary>
    Exaggeration,

    /// <summary>恶意攻击.</summary>
    MaliciousAttack,

    /// <summary>诽谤.</summary>
    Defamation,

    /// <summary>煽动网民闹事.</summary>
    Incitement,

    /// <summary>涉嫌网上违法犯罪活动.</summary>
    SuspectedCrime,

    /// <summary>涉嫌违法违规的虚假新闻、网络谣言 (R76).</summary>
    IllegalRumour,
}

/// <summary>An element with what shows it.</summary>
/// <param name="Evidence">What shows it, in words. Tone, volume, grade and media coverage show nothing (R03, R71).</param>
/// <param name="Claim">The claim that was verified false, for the elements that need one (R73).</param>
/// <param name="Personal">It touches only an official's own reputation: that is not the office's matter and opens no referral (R73).</param>
public sealed record ElementFound(Element Element, string Evidence, int? Claim = null, bool Personal = false);

/// <summary>The first of two persons holds the event to be of category 2 or 3 (S05).</summary>
public sealed record CategoryProposed(int Proposal, Category Category, IReadOnlyList<ElementFound> Elements) : CaseEntry;

/// <summary>The second person agrees, and the category is set; or not, and it stays as it was (S05, S06).</summary>
public sealed record CategoryReviewed(int Proposal, bool Agreed, string Opinion) : CaseEntry;

/// <summary>The facts were told, or lawfully clarified (R70, R73).</summary>
/// <param name="Release">The published release that told them; null when it was told otherwise.</param>
/// <param name="At">When.</param>
/// <param name="Title">The release's title, or what was told and to whom.</param>
/// <param name="Link">Where it stands, or how it was told.</param>
public sealed record FactsTold(int Notice, string? Release, DateTimeOffset At, string Title, string Link) : CaseEntry;

/// <summary>What kind of harm was done (R71). Volume, grade and media coverage are not among them.</summary>
public enum HarmKind
{
    /// <summary>重大负面影响.</summary>
    NegativeEffect,

    /// <summary>严重损失.</summary>
    SeriousLoss,
}

/// <summary>The concrete harm, who suffered it and what shows it (R71).</summary>
public sealed record HarmNamed(HarmKind Kind, string Harm, string Sufferer, string Evidence) : CaseEntry;

/// <summary>What a letter asks for.</summary>
public enum ReferralKind
{
    /// <summary>商请执纪执法部门查处 (R72, R74).</summary>
    Request,

    /// <summary>移交有关部门侦办: the receipt is required (R75).</summary>
    HandOver,

    /// <summary>报政法、公安侦查处理 (R76).</summary>
    Rumour,
}

/// <summary>A public page as evidence: its address, its time and the hashes it was stored with. Nothing on whoever wrote it (S07).</summary>
public sealed record PageEvidence(string Url, DateTimeOffset At, DateTimeOffset CapturedAt, string TextHash, string RawHash);

/// <summary>A letter to one competent body (R72, R74–R76, S07).</summary>
/// <param name="Body">Key of the body in the pinned policy.</param>
/// <param name="SpreadAfter">How it went on after the facts were told.</param>
/// <param name="Cites">Verification entries it rests on (R42).</param>
/// <param name="LegalBasis">Laws with their articles, one each.</param>
public sealed record ReferralDrafted(
    int Referral, string Number, ReferralKind Kind, string Body, string Name, string SpreadAfter, string Harm, IReadOnlyList<PageEvidence> Pages, IReadOnlyList<int> Cites,
    IReadOnlyList<string> LegalBasis, string Request, string DocumentHash) : CaseEntry;

/// <summary>The legal reviewer or the principal leader signed exactly that letter.</summary>
/// <param name="Body">The superior body that decided in the place of a named first responsible person (S09); its decision stands in <see cref="SuperiorRuled"/>.</param>
public sealed record ReferralSigned(int Referral, Role As, string DocumentHash, string? Body = null) : CaseEntry;

/// <summary>The letter went out. Its reply is waited for (R72).</summary>
public sealed record ReferralSent(int Referral, DateTimeOffset SentAt, string How, string ReceivedBy, string Receipt) : CaseEntry;

/// <summary>催办 (R72).</summary>
public sealed record ReferralUrged(int Referral, DateTimeOffset At, string How) : CaseEntry;

/// <summary>The body's reply (R72); "not taken up" is one.</summary>
public sealed record ReferralAnswered(int Referral, bool TakenUp, DateTimeOffset At, string Text, string Evidence) : CaseEntry;

/// <summary>撤回: what it rested on is no longer held, or the letter is not sent after all (R42).</summary>
/// <param name="DocumentHash">The 撤回函; empty for a letter that was never sent.</param>
public sealed record ReferralWithdrawn(int Referral, string Reason, string DocumentHash) : CaseEntry;

/// <summary>What became of a suggestion (R77).</summary>
public enum Adoption
{
    /// <summary>采纳.</summary>
    Adopted,

    /// <summary>部分采纳.</summary>
    Partly,

    /// <summary>不采纳.</summary>
    NotAdopted,
}

/// <summary>The outcomes' names.</summary>
public static class Adoptions
{
    /// <summary>In Chinese.</summary>
    public static string Of(Adoption adoption) => adoption switch
    {
        Adoption.Adopted => "采纳",
        Adoption.Partly => "部分采纳",
        _ => "不采纳",
    };

    /// <summary>In English.</summary>
    public static string En(Adoption adoption) => adoption switch
    {
        Adoption.Adopted => "adopted",
        Adoption.Partly => "adopted in part",
        _ => "not adopted",
    };
}

/// <summary>A suggestion was adopted, partly, or not, with reason (R77).</summary>
public sealed record SuggestionDecided(Adoption Adoption, string Reason) : CaseEntry;

/// <summary>An extension, approved by a leader before the time was over (R08, R78). It only ever adds time; the first derivation stays before the new one.</summary>
public sealed record DutyExtended(int Duty, DateTimeOffset DueAt, string Reason, IReadOnlyList<string> Derivation, IReadOnlyList<string> DerivationEn,
    DueRequest? Clock = null, bool? WeekendsOnly = null) : CaseEntry;
