using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using static Huiying.Handle.Deciding;

namespace Huiying.Handle;

/// <summary>
/// The category after the assessment (R63): 1 or 4 by one person with a reason, 2 or 3 by two with evidence for each element (R73, S05). What is in
/// doubt stays category 1 (S06); sharp words are no element (R03).
/// </summary>
internal static class Categorising
{
    private static readonly Role[] Deciders = [Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary];

    private static readonly Role[] Finders =
    [
        Role.Clerk, Role.SectionHead, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary, Role.PartyMember, Role.DutyLeader, Role.LegalReviewer,
        Role.SupervisionOfficer,
    ];

    /// <summary>The elements of a category, in the regulation's order; none for 1 and 4.</summary>
    public static IReadOnlyList<Element> Of(Category category) => category switch
    {
        Category.Hype => [Element.MaliciousSpreading, Element.Hype],
        Category.Fabrication =>
        [
            Element.Fabrication, Element.Distortion, Element.Exaggeration, Element.MaliciousAttack, Element.Defamation, Element.Incitement, Element.SuspectedCrime,
            Element.IllegalRumour,
        ],
        _ => [],
    };

    /// <summary>Elements that say something is untrue: the claim must have been verified false (R73).</summary>
    public static bool NeedsFalseClaim(Element element) =>
        element is Element.Fabrication or Element.Distortion or Element.Exaggeration or Element.Defamation or Element.IllegalRumour;

    /// <summary>Sets category 1 or 4, by one person with a reason. Letters already sent are then to be withdrawn the same day (R42).</summary>
    public static Outcome<CaseEntry[]> Set(Case c, Deciding d, Category category, string basis)
    {
        if (d.Bar(c, "R63", Deciders) is { } no) return no;
        if (category is not (Category.Inquiry or Category.Suggestion)) return TwoPersons;
        if (c.AssessedAt is null) return Early;
        if (category == c.Category) return No("category.same", "R63", "类别没有变化。", "The category is the same.");
        if (Missing("R63", (basis, "分类依据", "the basis")) is { } missing) return missing;
        var open = new DutyOpener(c.Duties.Count, d);
        return new CaseEntry[] { new CategorySet(category, basis.Trim()) }.Concat(Begun(c, d, category, open))
            .Concat(c.Referrals.Where(r => r is { Sent: not null, Withdrawn: null })
                .Select(r => Referring.Withdrawal(c, d, open, r, "category", "类别已改，原函所据已不成立"))).ToArray();
    }

    /// <summary>What a category owes from the moment it is set: a suggestion its own reply (R78).</summary>
    public static IEnumerable<CaseEntry> Begun(Case c, Deciding d, Category category, DutyOpener open)
    {
        if (category == Category.Suggestion && !c.Duties.Any(x => x.Rule == Rules.Suggestion))
        {
            yield return open.Of(Rules.Suggestion, Reply(c, complex: false), "答复建议", "Reply to the suggestion");
        }
    }

    /// <summary>One person holds the event to be of category 2 or 3, element by element (S05).</summary>
    public static Outcome<CaseEntry[]> Propose(Case c, Deciding d, Category category, IReadOnlyList<ElementFound> elements)
    {
        if (d.Bar(c, "S05", Finders) is { } no) return no;
        if (Of(category).Count == 0) return Refusal.Invalid("S05", "第一、四类由一人写明理由即可，不需提请认定。", "Categories 1 and 4 need no second person.");
        if (c.AssessedAt is null) return Early;
        if (category == c.Category) return No("category.same", "R63", "类别没有变化。", "The category is the same.");
        if (c.CategoryProposals.Any(p => p.Review is null)) return No("category.waiting", "S05", "已有一项认定等待另一人复核。", "A proposal already waits for its second person.");
        if (elements.Count == 0) return Refusal.Invalid("R73", "请逐项选择构成要件并写明证据；存疑的按第一类办理。", "Choose the elements one by one, each with evidence; doubt means category 1.");
        return Check(c, category, elements) is { } wrong ? wrong : Do(new CategoryProposed(c.CategoryProposals.Count + 1, category, [.. elements.Select(e => e with { Evidence = e.Evidence.Trim() })]));
    }

    /// <summary>A second person agrees or not. One of the two stands outside the matter's chain, or is the legal reviewer (S05).</summary>
    public static Outcome<CaseEntry[]> Review(Case c, Deciding d, int proposal, bool agreed, string opinion, Func<PersonId, Actor?> first)
    {
        if (d.Bar(c, "S05", Finders) is { } no) return no;
        if (c.CategoryProposals.FirstOrDefault(p => p.What.Proposal == proposal) is not { } made) return Refusal.NotFound("没有这项认定。", "There is no such proposal.");
        if (made.Review is not null) return No("category.reviewed", "S05", "已复核。", "It has been reviewed.");
        if (Missing("S05", (opinion, "复核意见", "the opinion")) is { } missing) return missing;
        if (!agreed) return Do(new CategoryReviewed(proposal, false, opinion.Trim()));
        if (made.By == d.Actor.Person) return No("category.own", "S05", "须由另一人复核。", "A second person has to review it.");
        if (!Outside(c, d.Actor) && !(first(made.By) is { } proposer && Outside(c, proposer)))
        {
            return No("category.both-inside", "S05", "两人中须有一人是法制审核员，或者不在本事件的办理和审批链条中。",
                "One of the two must be the legal reviewer or stand outside the matter's chain.");
        }
        if (Check(c, made.What.Category, made.What.Elements) is { } wrong) return wrong;
        return Do(new CategoryReviewed(proposal, true, opinion.Trim()), new CategorySet(made.What.Category, string.Join("；", made.What.Elements.Select(e => $"{Referring.Name(e.Element)}：{e.Evidence}"))));
    }

    /// <summary>Whether the person has no part in the matter: neither a post in its chain nor an act in it. The legal reviewer counts as outside (S05).</summary>
    public static bool Outside(Case c, Actor actor)
    {
        if (actor.Is(Role.LegalReviewer)) return true;
        if (actor.IsAny(Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary)) return false;
        SectionId?[] sections = [c.Assigned?.Section, c.Recorded?.HandlingSection, c.Recorded?.SectionConcerned, .. (c.Recorded?.Helpers ?? []).Select(h => (SectionId?)h)];
        if (sections.Any(s => s is { } section && (actor.Is(Role.SectionHead, section) || actor.Is(Role.SectionOfficer, section)))) return false;
        return c.OpenedBy != actor.Person && c.Tracker != actor.Person && c.Recorded?.Lead != actor.Person && c.Measures.All(m => m.Owner != actor.Person)
            && c.Claims.All(x => x.RaisedBy != actor.Person && x.Verifications.All(v => v.By != actor.Person));
    }

    /// <summary>What became of a suggestion (R77).</summary>
    public static Outcome<CaseEntry[]> Decide(Case c, Deciding d, Adoption adoption, string reason) =>
        d.Bar(c, "R77", Role.SectionHead, Role.SupervisingLeader, Role.PrincipalLeader) is { } no ? no
        : c.Category != Category.Suggestion ? No("suggestion.other", "R77", "只有第四类（积极建议）才有采纳结果。", "Only a suggestion (category 4) is adopted or not.")
        : Missing("R77", (reason, "理由", "the reason")) is { } missing ? missing
        : Do(new SuggestionDecided(adoption, reason.Trim()));

    /// <summary>A complex suggestion gets the longer time, by a leader, before the first time is over (R78, R08).</summary>
    public static Outcome<CaseEntry[]> Complex(Case c, Deciding d, string reason)
    {
        if (d.Bar(c, "R78", Role.SupervisingLeader, Role.PrincipalLeader) is { } no) return no;
        if (c.Duties.FirstOrDefault(x => x.Rule == Rules.Suggestion && x.Open) is not { } owed) return No("suggestion.nothing", "R78", "没有待答复的建议。", "No reply is owed.");
        if (owed.Late(d.Now)) return No("extension.late", "R08", "已经逾期，延期须在到期前批准。", "It is late; an extension is approved before the time is over.");
        if (Missing("R78", (reason, "复杂的理由", "why it is complex")) is { } missing) return missing;
        var longer = Reply(c, complex: true);
        return d.Rules.Try(longer) is { } due && due.DueAt > owed.DueAt
            ? Do(new DutyExtended(owed.Number, due.DueAt, reason.Trim(), due.Zh, due.En, longer, due.WeekendsOnly ? true : null))
            : No("extension.none", "R08", "已按复杂事项计算。", "It already has the longer time.");
    }

    /// <summary>Whether each element stands: of that category, with evidence, and with a claim verified false where it says something is untrue.</summary>
    public static Refusal? Check(Case c, Category category, IReadOnlyList<ElementFound> elements)
    {
        foreach (var e in elements)
        {
            if (!Of(category).Contains(e.Element)) return Refusal.Invalid("R73", $"“{Referring.Name(e.Element)}”不是这一类的构成要件。", $"{e.Element} is no element of that category.");
            if (!Referring.Says(e.Evidence))
            {
                return Refusal.Invalid("R71", $"请写明“{Referring.Name(e.Element)}”的证据；语气、数量、等级和媒体关注都不是证据。",
                    $"Give the evidence for {e.Element}; tone, volume, grade and media coverage are none.");
            }
            if (!NeedsFalseClaim(e.Element)) continue;
            if (c.Claims.FirstOrDefault(x => x.Number == e.Claim)?.Current?.Finding != Finding.False)
            {
                return No("category.not-false", "R73", $"认定“{Referring.Name(e.Element)}”，所指事项须已核实为不属实。", $"{e.Element} needs a claim that was verified false.");
            }
        }
        return elements.DistinctBy(e => e.Element).Count() == elements.Count ? null : Refusal.Invalid("R73", "同一要件不能重复。", "An element is there twice.");
    }

    private static DueRequest Reply(Case c, bool complex) => new(Rules.Suggestion, c.Grade, complex, false, null, c.DiscoveredAt);

    private static Refusal TwoPersons => No("assess.category", "S05", "第二、三类须两人逐项举证另行认定；存疑按第一类办理。",
        "Categories 2 and 3 are set separately, by two persons with evidence per element; doubt means category 1.");

    private static Refusal Early => No("category.early", "R22", "党组研判确认后才能改变类别。", "The category changes only after the assessment is confirmed.");
}
