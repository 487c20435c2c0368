using Huiying.Ground;
using static Huiying.Handle.Deciding;

namespace Huiying.Handle;

/// <summary>Claims and their verification (R18, R35).</summary>
internal static class Verifying
{
    private static readonly Role[] Workers =
        [Role.Clerk, Role.DutyOfficer, Role.SectionOfficer, Role.SectionHead];

    /// <summary>Notes something people say, ask or demand.</summary>
    public static Outcome<CaseEntry[]> Raise(Case c, Deciding d, ClaimKind kind, string text) =>
        d.Bar(c, "R18", Workers) is { } no ? no
        : Missing("R18", (text, "核实事项", "the claim")) is { } missing ? missing
        : c.Claims.Any(x => x.Kind == kind && x.Text == text.Trim())
            ? No("claim.twice", "R18", "该事项已登记。", "This claim is already listed.")
        : Do(new ClaimRaised(c.Claims.Count + 1, kind, text.Trim()));

    /// <summary>Records what checking a claim found. The verifier is not the one who wrote the claim down.</summary>
    public static Outcome<CaseEntry[]> Verify(Case c, Deciding d, int claim, Finding finding, string fact, string evidence, string? truePart)
    {
        if (d.Bar(c, "R18", Workers) is { } no) return no;
        var about = c.Claims.FirstOrDefault(x => x.Number == claim);
        if (about is null) return Refusal.NotFound("没有这一核实事项。", "There is no such claim.");
        if (about.RaisedBy == d.Actor.Person)
        {
            return No("verify.own-claim", "R18", "登记事项的人不能核实同一事项，请由另一人核实。", "Whoever wrote the claim down may not verify it; ask another person.");
        }
        if (finding != Finding.Unclear && Missing("R18", (fact, "核实情况", "what was found"), (evidence, "依据", "the evidence")) is { } missing) return missing;
        if (finding == Finding.PartlyTrue && Missing("R35", (truePart ?? "", "属实的部分", "which part is true")) is { } part) return part;
        var number = c.Claims.Sum(x => x.Verifications.Count) + 1;
        var entry = new Verified(number, claim, finding, fact.Trim(), evidence.Trim(), finding == Finding.PartlyTrue ? truePart!.Trim() : null);
        return new CaseEntry[] { entry }.Concat(Changing.Verified(c, d, about, entry, new DutyOpener(c.Duties.Count, d))).ToArray();
    }
}
