using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Tests.House;
using Case = Huiying.Handle.Case;

namespace Huiying.Tests.Respond;

public sealed class NoUnapprovedPathTests
{
    private static readonly int Sequences = Needed.Long ? 100_000 : 10_000;

    /// <summary>
    /// The judge below does not ask the code which steps were needed: it states them from Art. 3(1) and the default chain, and reads only what was accepted.
    /// </summary>
    [Fact, Clause("R27"), Clause("R34"), Clause("R38"), Clause("R62"), Clause("R65"), Clause("R66")]
    public void Over_random_acts_by_random_people_nothing_is_published_without_every_approval_of_those_very_bytes()
    {
        var published = 0;
        var refused = 0;
        var (paper, outside, withdrawn) = (0, 0, 0);
        for (var seed = 0; seed < Sequences; seed++)
        {
            var office = new RandomOffice(new Random(seed));
            for (var i = 0; i < 45; i++) office.Step();
            office.CheckLedger();
            refused += office.Refused;
            if (office.Withdrawn is { } back)
            {
                withdrawn++;
                back.ShouldBe((true, false), $"seed {seed}");
                office.Published.ShouldBeNull($"seed {seed}");
            }
            if (office.Published is not { } p) continue;
            published++;
            if (office.OffScreen.Any(o => o.Hash == p.Hash && o.Code.Length > 0)) paper++;
            if (p.Case.Grade != Grade.Ordinary && p.Text.Line != ReleaseText.StandingLine) outside++;
            Judge(office, p, seed);
        }
        // The property means something only if publications and refusals were common.
        published.ShouldBeGreaterThan(Sequences / 20);
        refused.ShouldBeGreaterThan(Sequences);
        paper.ShouldBeGreaterThan(Sequences / 100);
        outside.ShouldBeGreaterThan(Sequences / 100);
        withdrawn.ShouldBeGreaterThan(Sequences / 100);
    }

    /// <summary>
    /// After an answer is out, more come, and what corrects or withdraws them. The judge is the same; and whatever the case holds to be corrected or withdrawn
    /// is so by a text that it has judged and that names that very answer.
    /// </summary>
    [Fact, Clause("R42"), Clause("R27")]
    public void Over_random_acts_no_correction_and_no_withdrawal_takes_effect_without_every_approval_of_that_exact_text()
    {
        var (corrected, withdrawn, refused) = (0, 0, 0);
        for (var seed = 0; seed < Sequences / 8; seed++)
        {
            var office = new RandomOffice(new Random(seed)) { Mends = true };
            office.Judge = () => Judge(office, office.Published!.Value, seed);
            for (var i = 0; i < 110; i++) office.Step();
            office.CheckLedger();
            refused += office.Refused;
            foreach (var answer in office.Case?.Answers ?? [])
            {
                var by = office.Publications.Where(p => p.Value.Mends?.Release == answer.What.Release).ToList();
                (answer.MendedBy, answer.Withdrawn).ShouldBe(by.Count == 0 ? (null, false) : (by.Single().Key, by.Single().Value.Withdraws), $"seed {seed}");
                office.Publications[answer.What.Release].Hash().ShouldBe(answer.What.VersionHash, $"seed {seed}: the old text is kept");
                if (answer.Withdrawn) withdrawn++;
                else if (!answer.Stands) corrected++;
            }
        }
        corrected.ShouldBeGreaterThan(Sequences / 100);
        withdrawn.ShouldBeGreaterThan(Sequences / 100);
        refused.ShouldBeGreaterThan(Sequences);
    }

    private static void Judge(RandomOffice office, (string Hash, ReleaseText Text, Case Case, Actor By, bool Standing) p, int seed)
    {
        var why = $"seed {seed}";
        p.By.IsAny(Role.Spokesperson, Role.Clerk).ShouldBeTrue(why);
        p.Text.Hash().ShouldBe(p.Hash, why);
        var drafters = office.Drafted.Select(d => d.Drafter).ToHashSet();
        office.Drafted.ShouldContain(d => d.Hash == p.Hash, why);
        var signers = office.Signed.Where(s => s.Hash == p.Hash && !drafters.Contains(s.By.Person)).Select(s => s.By).ToList();
        // Nobody enters an approval of the own text, and what is entered bears the code of exactly that text.
        foreach (var entered in office.OffScreen.Where(o => o.Hash == p.Hash))
        {
            entered.Own.ShouldBeFalse(why);
            entered.By.ShouldNotBe(entered.Recorder.Person, why);
            if (entered.Code.Length == 0) continue;
            entered.Code.ShouldBe(ReleaseText.Code(p.Hash), why);
            drafters.ShouldNotContain(entered.Recorder.Person, why);
        }
        signers.ShouldContain(s => s.Is(Role.Clerk), why);
        if (p.Text.Mends is { } mends)
        {
            var old = p.Case.Answers.Single(a => a.What.Release == mends.Release);
            old.MendedBy.ShouldBeNull(why);
            old.What.Outlet.ShouldBe(p.Text.Outlet, why);
            p.Text.Line.ShouldNotBe(ReleaseText.StandingLine, why);
        }
        if (p.Text.Line == ReleaseText.StandingLine)
        {
            p.Standing.ShouldBeTrue(why);
            p.Text.Kind.ShouldBe(AnswerKind.HandlingOpinion, why);
            return;
        }
        p.Case.AssessedAt.ShouldNotBeNull(why);
        foreach (var body in p.Case.Grade == Grade.Ordinary ? Array.Empty<string>() : ["district-committee", "city-office"])
        {
            office.OffScreen.ShouldContain(o => o.What == $"outside:{body}" && o.Hash == p.Hash, why);
        }
        var handling = p.Case.Assignments[^1].Section;
        signers.ShouldContain(s => s.Is(Role.SectionHead, handling), why);
        signers.ShouldContain(s => s.Is(Role.SectionHead, TestOffice.General), why);
        signers.ShouldContain(s => s.Is(Role.SecrecyReviewer), why);
        signers.ShouldContain(s => s.Is(Role.SupervisingLeader), why);
        signers.ShouldContain(s => s.Is(Role.PrincipalLeader), why);
        // Every fact rests on an entry that held, and none on something unclear.
        foreach (var fact in p.Text.Body.Where(b => b.Part == Part.Facts))
        {
            var claim = p.Case.Claims.Single(c => c.Verifications.Any(v => v.Number == fact.Verification));
            claim.Verifications[^1].Number.ShouldBe(fact.Verification!.Value, why);
            claim.Verifications[^1].Finding.ShouldNotBe(Finding.Unclear, why);
        }
        foreach (var claim in p.Case.Claims.Where(c => c.Kind != ClaimKind.Statement && p.Text is { Withdraws: false, Kind: AnswerKind.Result }))
        {
            p.Text.Claims.ShouldContain(a => a.Claim == claim.Number, why);
        }
    }
}
