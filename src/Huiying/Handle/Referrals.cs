using Huiying.Assess;
using Huiying.Documents;
using Huiying.Ground;

namespace Huiying.Handle;

/// <summary>What an officer types into a letter; facts, notice, harm and evidence come from the event.</summary>
/// <param name="Body">Key of the body in the pinned policy.</param>
/// <param name="Pages">Keys of the chosen posts, as <see cref="Referrals.Pages"/> lists them.</param>
public sealed record LetterText(ReferralKind Kind, string Body, string SpreadAfter, IReadOnlyList<string> LegalBasis, string Request, IReadOnlyList<long> Pages);

/// <summary>A public post of the event's topics that may be evidence.</summary>
public sealed record EvidencePost(long Post, string Title, PageEvidence Page);

/// <summary>The category after the assessment, letters to competent bodies, and what became of a suggestion (R63, R70–R78, S05–S07).</summary>
public sealed class Referrals(Acts acts, Cases cases, People people, Topics topics)
{
    /// <summary>Posts offered as evidence, the newest first.</summary>
    private const int Offered = 200;

    /// <summary>Sets category 1 or 4 with a reason (R63).</summary>
    public Task<Outcome<Case>> SetCategory(Actor actor, CaseId id, Category category, string basis, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "referrals.set-category", (c, d) => Categorising.Set(c, d, category, basis), ct, seen);

    /// <summary>The first person's finding of category 2 or 3 (S05).</summary>
    public Task<Outcome<Case>> Propose(Actor actor, CaseId id, Category category, IReadOnlyList<ElementFound> elements, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "referrals.propose", (c, d) => Categorising.Propose(c, d, category, elements), ct, seen);

    /// <summary>The second person's review (S05).</summary>
    public async Task<Outcome<Case>> Review(Actor actor, CaseId id, int proposal, bool agreed, string opinion, CancellationToken ct, long? seen = null)
    {
        var by = (await cases.Find(actor.Office, id, ct))?.CategoryProposals.FirstOrDefault(p => p.What.Proposal == proposal)?.By;
        var first = by is { } person ? await people.Actor(actor.Office, person, ct) : null;
        return await cases.Change(actor, id, "referrals.review", (c, d) => Categorising.Review(c, d, proposal, agreed, opinion, p => p == by ? first : null), ct, seen);
    }

    /// <summary>Notes that the facts were told or clarified (R70, R73).</summary>
    public Task<Outcome<Case>> Tell(Actor actor, CaseId id, string? release, DateTimeOffset at, string title, string link, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "referrals.tell", (c, d) => Referring.Tell(c, d, release, at, title, link), ct, seen);

    /// <summary>Names the concrete harm (R71).</summary>
    public Task<Outcome<Case>> Harmed(Actor actor, CaseId id, HarmKind kind, string harm, string sufferer, string evidence, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "referrals.harm", (c, d) => Referring.Harmed(c, d, kind, harm, sufferer, evidence), ct, seen);

    /// <summary>What still stands between the event and a letter of that kind (R71, R73).</summary>
    public static IReadOnlyList<Refusal> Open(Case c, ReferralKind kind) => Referring.Open(c, kind, null);

    /// <summary>The elements of a category that may be chosen.</summary>
    public static IReadOnlyList<Element> Elements(Category category) => Categorising.Of(category);

    /// <summary>The regulation's word for an element.</summary>
    public static string Name(Element element) => Referring.Name(element);

    /// <summary>The element in English.</summary>
    public static string En(Element element) => element switch
    {
        Element.MaliciousSpreading => "malicious spreading",
        Element.Hype => "malicious hype",
        Element.Fabrication => "fabrication",
        Element.Distortion => "distortion",
        Element.Exaggeration => "exaggeration",
        Element.MaliciousAttack => "malicious attack",
        Element.Defamation => "defamation",
        Element.Incitement => "incitement to disorder",
        Element.SuspectedCrime => "suspected crime online",
        _ => "suspected illegal false news or rumour",
    };

    /// <summary>Whether an element needs a claim that was verified false.</summary>
    public static bool NeedsFalseClaim(Element element) => Categorising.NeedsFalseClaim(element);

    /// <summary>Whether the person has no part in the matter's chain (S05).</summary>
    public static bool Outside(Case c, Actor actor) => Categorising.Outside(c, actor);

    /// <summary>Public posts of the event's topics, the newest first. No author is stored, so none is shown (S01, S07).</summary>
    public async Task<IReadOnlyList<EvidencePost>> Pages(Actor actor, Case c, CancellationToken ct = default)
    {
        var found = new List<EvidencePost>();
        foreach (var topic in c.Topics)
        {
            var posts = await topics.PostsOf(actor, new TopicId(topic), limit: 2000, ct: ct);
            if (!posts.Ok) continue;
            found.AddRange(posts.Value.Select(p => p.Post).Where(p => p is { Public: true, Url: not null }).Select(p =>
                new EvidencePost(p.Id.Value, p.Title.Length > 0 ? p.Title : p.Text[..Math.Min(40, p.Text.Length)], new(p.Url!, p.At, p.CapturedAt, p.TextHash, p.RawHash))));
        }
        return [.. found.OrderByDescending(p => p.Page.At).Take(Offered)];
    }

    /// <summary>Drafts a letter once every condition is met; number and document are made in the same act (R72, R74–R76).</summary>
    public async Task<Outcome<Case>> Draft(Actor actor, CaseId id, LetterText text, CancellationToken ct, long? seen = null)
    {
        if (await cases.Find(actor, id, ct) is not { } event_) return Refusal.NotFound("没有这个事件。", "There is no such event.");
        var pages = (await Pages(actor, event_, ct)).Where(p => text.Pages.Contains(p.Post)).Select(p => p.Page).ToList();
        return await acts.Run<Case>(actor, "referrals.draft", id.Subject, async act =>
        {
            if (await Cases.Look(act.Store, id, ct) is not { } look) return Refusal.NotFound("没有这个事件。", "There is no such event.");
            var deciding = new Deciding(actor, act.Now, look.Rules);
            var letter = Letter(look.Case, deciding, text, pages, "", "");
            if (Referring.Draft(look.Case, deciding, letter).Refusal is { } no) return no;
            var office = await People.Office(act.Store, actor.Office, ct) ?? throw new InvalidDataException($"office {actor.Office} is not there");
            var number = await Cases.Number(act, DocumentNumbers.Letter, look.Rules, ct);
            letter = letter with { Number = number };
            var hash = await Blobs.Keep(act, Docx.Write(CaseDocuments.Letter(look.Case, letter, office, deciding)), CaseDocuments.Docx, ct);
            return await Cases.Change(act, id, (c, d) => Referring.Draft(c, d, letter with { DocumentHash = hash }), ct, seen);
        }, ct);
    }

    /// <summary>Signs exactly that letter (R72).</summary>
    public Task<Outcome<Case>> Sign(Actor actor, CaseId id, int referral, string documentHash, CancellationToken ct) =>
        cases.Change(actor, id, "referrals.sign", (c, d) => Referring.Sign(c, d, referral, documentHash), ct);

    /// <summary>Notes that the letter went out (R72, R75).</summary>
    public Task<Outcome<Case>> Send(Actor actor, CaseId id, int referral, DateTimeOffset at, string how, string receivedBy, string receipt, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "referrals.send", (c, d) => Referring.Send(c, d, referral, at, how, receivedBy, receipt), ct, seen);

    /// <summary>催办 (R72).</summary>
    public Task<Outcome<Case>> Urge(Actor actor, CaseId id, int referral, string how, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "referrals.urge", (c, d) => Referring.Urge(c, d, referral, how), ct, seen);

    /// <summary>Notes the body's reply (R72).</summary>
    public Task<Outcome<Case>> Answered(
        Actor actor, CaseId id, int referral, bool takenUp, DateTimeOffset at, string text, string evidence, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "referrals.answered", (c, d) => Referring.Answered(c, d, referral, takenUp, at, text, evidence), ct, seen);

    /// <summary>Takes a letter back (R42); for one that went out a 撤回函 is made.</summary>
    public Task<Outcome<Case>> Withdraw(Actor actor, CaseId id, int referral, string reason, CancellationToken ct, long? seen = null) =>
        cases.With(actor, id, "referrals.withdraw",
            (c, _, office, d) => c.Referrals.FirstOrDefault(r => r.What.Referral == referral) is { Sent: not null } r && reason.Trim().Length > 0 ? CaseDocuments.Withdrawal(c, r, reason, office, d) : null,
            (c, d, hash) => Referring.Withdraw(c, d, referral, reason, hash), ct, seen, DocumentNumbers.Letter);

    /// <summary>What became of a suggestion (R77).</summary>
    public Task<Outcome<Case>> Decide(Actor actor, CaseId id, Adoption adoption, string reason, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "referrals.decide", (c, d) => Categorising.Decide(c, d, adoption, reason), ct, seen);

    /// <summary>The longer time of a complex suggestion (R78).</summary>
    public Task<Outcome<Case>> Complex(Actor actor, CaseId id, string reason, CancellationToken ct, long? seen = null) =>
        cases.Change(actor, id, "referrals.complex", (c, d) => Categorising.Complex(c, d, reason), ct, seen);

    private static ReferralDrafted Letter(Case c, Deciding d, LetterText text, IReadOnlyList<PageEvidence> pages, string number, string hash) => new(
        c.Referrals.Count + 1, number, text.Kind, text.Body, d.Rules.Find(text.Body)?.Name ?? text.Body, text.SpreadAfter.Trim(),
        c.Harm is { } harm ? $"{harm.What.Harm}（受损害者：{harm.What.Sufferer}；证据：{harm.What.Evidence}）" : "", pages,
        [.. c.Claims.Where(x => x.Current is { Finding: not Finding.Unclear }).Select(x => x.Current!.Number)],
        [.. text.LegalBasis.Select(l => l.Trim()).Where(l => l.Length > 0)], text.Request.Trim(), hash);
}
