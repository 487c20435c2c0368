using Huiying.Ground;
using Huiying.Handle;

namespace Huiying.Tests.Year;

/// <summary>Categories by one or two persons, letters to competent bodies, suggestions (R63, R70–R78, S05–S07).</summary>
internal sealed partial class OracleEvent
{
    public sealed class LetterKept
    {
        public required int Number { get; init; }
        public required ReferralKind Kind { get; init; }
        public required string Body { get; init; }
        public required string By { get; init; }
        public required IReadOnlyList<int> Cites { get; init; }
        public required IReadOnlyList<DateTimeOffset> Pages { get; init; }
        public DateTimeOffset At { get; init; }
        public List<Role> Signed { get; } = [];
        public DateTimeOffset? Sent { get; set; }
        public bool Answered { get; set; }
        public bool Withdrawn { get; set; }
    }

    private static readonly Role[] Judges = [Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary, Role.LegalReviewer];

    public List<LetterKept> Letters { get; } = [];
    public (Category Category, IReadOnlyList<ElementFound> Elements, Who By)? Proposed { get; private set; }
    public int Proposals { get; private set; }
    public IReadOnlyList<ElementFound> Elements { get; private set; } = [];
    public List<DateTimeOffset> Told { get; } = [];
    public bool Harmed { get; private set; }

    /// <summary>The word that says what became of a suggestion; null while it is open.</summary>
    public string? Adopted { get; private set; }

    private void Categorised(Category to)
    {
        Category = to;
        if (to is Category.Inquiry or Category.Suggestion) Elements = [];
        if (to == Category.Suggestion && Duties.All(d => d.Rule != "R78")) Owe("R78", Discovered);
    }

    /// <summary>1 and 4 by one person with a basis; a letter that has gone out is then taken back the same day (R63, S05, R42).</summary>
    public Verdict SetCategory(Who who, Category to, string basis, DateTimeOffset now) => Gate("R63", who, Judges).Needs(to is Category.Inquiry or Category.Suggestion, "S05").Needs(Assessed, "R22")
        .Needs(to != Category, "R63").Says("R63", basis).Then(() =>
        {
            Categorised(to);
            foreach (var l in Letters.Where(l => l.Sent is not null && !l.Withdrawn)) Owe($"R42:referral:{l.Number}:category", now, rule: "R42");
        });

    /// <summary>The first of two, element by element, each with evidence; attention is none; what is called untrue was verified false (S05, R71, R73).</summary>
    public Verdict Propose(Who who, Category to, IReadOnlyList<ElementFound> elements) => Found(Gate("S05", who, Judges).Needs(to is Category.Hype or Category.Fabrication, "S05").Needs(Assessed, "R22")
        .Needs(to != Category, "R63").Needs(Proposed is null, "S05").Needs(elements.Count > 0, "R73"), elements).Then(() =>
        {
            Proposals++;
            Proposed = (to, elements, who);
        });

    /// <summary>The second agrees or not. One of the two is the legal reviewer or stands outside the chain (S05); with a doubt it stays as it was (S06).</summary>
    public Verdict Second(Who who, bool agrees, string opinion)
    {
        var v = Gate("S05", who, Judges).Needs(Proposed is not null, Proposals == 0 ? "-" : "S05").Says("S05", opinion);
        if (Proposed is not { } p) return v;
        if (agrees) Found(v.Needs(p.By.Id != who.Id, "S05").Needs(who.Is(Role.LegalReviewer) || p.By.Is(Role.LegalReviewer), "S05"), p.Elements);
        return v.Then(() =>
        {
            Proposed = null;
            if (!agrees) return;
            Category = p.Category;
            Elements = p.Elements;
        });
    }

    private Verdict Found(Verdict v, IReadOnlyList<ElementFound> elements)
    {
        foreach (var e in elements)
        {
            v.Needs(!e.Evidence.Contains("阅读量", StringComparison.Ordinal), "R71");
            if (e.Element is Element.Fabrication or Element.Distortion or Element.Exaggeration or Element.Defamation or Element.IllegalRumour)
            {
                v.Needs(e.Claim is { } c && c >= 1 && c <= Claims.Count && Claims[c - 1].Current?.Finding == Finding.False, "R73");
            }
        }
        return v;
    }

    public Verdict Tell(Who who, DateTimeOffset at, string what, string how, DateTimeOffset now) => Gate("R70", who, Role.Clerk, Role.Spokesperson, Role.SectionHead).Needs(at <= now, "R70").Says("R70", what, how)
        .Then(() => Told.Add(at));

    /// <summary>Concrete harm; volume, grade and media coverage are never its evidence (R71).</summary>
    public Verdict Harm(Who who, string harm, string sufferer, string evidence) => Gate("R71", who, Role.Clerk, Role.SectionHead, Role.LegalReviewer, Role.SupervisingLeader).Says("R71", harm, sufferer, evidence)
        .Needs(!harm.Contains("阅读量", StringComparison.Ordinal), "R71").Then(() => Harmed = true);

    /// <summary>All three: told first, harm, and for category 2 that it went on after (R70, R71, R73, R75, R76, S05, S07).</summary>
    private Verdict Ready(Verdict v, ReferralKind kind, IReadOnlyList<DateTimeOffset> pages)
    {
        if (Category is not (Category.Hype or Category.Fabrication)) return v.Needs(false, "S05");
        v.Needs(Elements.Any(e => !e.Personal && e.Element != Element.Exaggeration), "R73").Needs(Told.Count > 0, Category == Category.Hype ? "R70" : "R73").Needs(Harmed, "R71")
            .Needs(kind == ReferralKind.Request || Category == Category.Fabrication, "R75").Needs(kind != ReferralKind.Rumour || Elements.Any(e => e.Element == Element.IllegalRumour), "R76")
            .Needs(pages.Count > 0, "S07").Needs(Category != Category.Hype || Told.Count == 0 || pages.Any(p => p > Told.Min()), "R71");
        return Found(v, Elements);
    }

    public Verdict DraftLetter(Who who, ReferralKind kind, string body, IReadOnlyList<DateTimeOffset> pages, string spread, IReadOnlyList<string> law, string request, DateTimeOffset now)
    {
        IReadOnlyList<int> cites = [.. Claims.Where(c => c.Current is { Finding: not Finding.Unclear }).Select(c => c.Current!.Value.Number)];
        return Ready(Gate("R72", who, Role.Clerk, Role.SectionHead, Role.LegalReviewer), kind, pages).Needs(cites.Count > 0, "S07").Needs(law.Count > 0, "S07").Says("S07", spread, request)
            .Then(() => Letters.Add(new() { Number = Letters.Count + 1, Kind = kind, Body = body, By = who.Id, Cites = cites, Pages = pages, At = now }));
    }

    private bool Holds(LetterKept l) => l.Cites.All(n => Claims.Any(c => c.Current?.Number == n));

    /// <summary>The legal reviewer, then the principal leader, neither the drafter (R72, R73).</summary>
    public Verdict SignLetter(Who who, int letter)
    {
        if (letter < 1 || letter > Letters.Count) return new Verdict().Needs(false, "-");
        var l = Letters[letter - 1];
        if (l.Signed.Count == 2) return new Verdict().Needs(false, "R72");
        var next = l.Signed.Count == 0 ? Role.LegalReviewer : Role.PrincipalLeader;
        return Ready(Gate("R72", who, next).Needs(!l.Withdrawn, "R42").Needs(l.By != who.Id, "R73"), l.Kind, l.Pages).Needs(Holds(l), "R42").Then(() => l.Signed.Add(next));
    }

    public Verdict SendLetter(Who who, int letter, DateTimeOffset at, string how, string receivedBy, string receipt, DateTimeOffset now)
    {
        var v = Gate("R72", who, Role.Clerk);
        if (letter < 1 || letter > Letters.Count) return v.Needs(false, "-");
        var l = Letters[letter - 1];
        Ready(v.Needs(!l.Withdrawn, "R42").Needs(l.Sent is null, "R72").Needs(l.Signed.Count == 2, "R72").Needs(at <= now && at >= l.At, "R72"), l.Kind, l.Pages).Needs(Holds(l), "R42").Says("R72", how);
        if (l.Kind == ReferralKind.HandOver) v.Says("R75", receivedBy, receipt);
        return v.Then(() =>
        {
            l.Sent = at;
            Owe($"R72:{letter}", at, rule: "R72");
            if (l.Kind != ReferralKind.Rumour) return;
            // Political-legal bodies and police each get their own (R76).
            if (Letters.Where(x => x is { Sent: not null, Withdrawn: false, Kind: ReferralKind.Rumour }).Select(x => x.Body).Distinct().Count() > 1) Met("R76", at);
            else if (!Owes("R76")) Promptly("R76", at);
        });
    }

    public Verdict Urge(Who who, int letter, string how) => Gate("R72", who, Role.Clerk, Role.DutyOfficer)
        .Needs(letter >= 1 && letter <= Letters.Count && Letters[letter - 1] is { Sent: not null, Answered: false, Withdrawn: false }, "R72").Says("R72", how);

    public Verdict LetterAnswered(Who who, int letter, DateTimeOffset at, string text, string evidence, DateTimeOffset now)
    {
        var v = Gate("R72", who, Role.Clerk);
        if (letter < 1 || letter > Letters.Count) return v.Needs(false, "R72");
        var l = Letters[letter - 1];
        return v.Needs(l is { Sent: not null, Withdrawn: false, Answered: false }, "R72").Needs(at <= now && (l.Sent is null || at >= l.Sent), "R72").Says("R72", text, evidence).Then(() =>
        {
            l.Answered = true;
            Met($"R72:{letter}", at);
        });
    }

    /// <summary>撤回: one that went out only by the principal leader (R42).</summary>
    public Verdict WithdrawLetter(Who who, int letter, string reason, DateTimeOffset now)
    {
        var v = Gate("R42", who, Role.Clerk, Role.LegalReviewer, Role.PrincipalLeader);
        if (letter < 1 || letter > Letters.Count) return v.Needs(false, "-");
        var l = Letters[letter - 1];
        return v.Needs(!l.Withdrawn, "R42").Needs(l.Sent is null || who.Is(Role.PrincipalLeader), "R42").Says("R42", reason).Then(() =>
        {
            l.Withdrawn = true;
            Met(d => d.Rule == $"R72:{letter}" || d.Rule.StartsWith($"R42:referral:{letter}:", StringComparison.Ordinal), now);
        });
    }

    public Verdict Decide(Who who, Adoption adoption, string reason) => Gate("R77", who, Role.SectionHead, Role.SupervisingLeader, Role.PrincipalLeader).Needs(Category == Category.Suggestion, "R77").Says("R77", reason)
        .Then(() => Adopted = adoption switch { Adoption.Adopted => "决定采纳", Adoption.Partly => "部分采纳", _ => "不采纳" });

    /// <summary>Fifteen working days instead of seven, before the seven are over (R08, R78).</summary>
    public Verdict Complex(Who who, string reason, DateTimeOffset now)
    {
        var v = Gate("R78", who, Role.SupervisingLeader, Role.PrincipalLeader).Says("R78", reason);
        if (Duties.FirstOrDefault(d => d.Open && d.Rule == "R78") is not { } owed) return v.Needs(false, "R78");
        var longer = OracleRules.Due("R78", Grade, Discovered, complex: true)!.Value;
        return v.Needs(now <= owed.Due, "R08").Needs(longer > owed.Due, "R08").Then(() => owed.Due = longer);
    }
}
