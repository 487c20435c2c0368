using Huiying.Ground;
using Huiying.Handle;
using Huiying.Tests.House;
using static Huiying.Tests.Handle.CaseWalk;
using static Huiying.Tests.Handle.ReferralWalk;
using Case = Huiying.Handle.Case;

namespace Huiying.Tests.Handle;

public sealed class ReferringTests
{
    [Fact, Clause("R70"), Clause("R71"), Clause("R72")]
    public void Hype_is_referred_only_when_told_first_with_harm_named_and_evidence_that_it_went_on()
    {
        var walk = Found(Category.Hype);
        Draft(walk)!.Clause.ShouldBe("R70");
        walk.Told();
        Draft(walk)!.Clause.ShouldBe("R71");
        walk.Try(Clerk, (c, d) => Referring.Harmed(c, d, HarmKind.NegativeEffect, "阅读量超过20万次", "本单位", "媒体报道很多"))!.Code.ShouldBe("harm.attention");
        walk.Harmed();
        walk.Try(Clerk, (c, d) => Referring.Draft(c, d, Letter(walk, after: TimeSpan.FromHours(3))))!.Code.ShouldBe("referral.stopped");
        walk.Try(Clerk, (c, d) => Referring.Draft(c, d, Letter(walk) with { Pages = [] }))!.Code.ShouldBe("referral.no-pages");
        walk.Try(Clerk, (c, d) => Referring.Draft(c, d, Letter(walk) with { LegalBasis = [] }))!.Clause.ShouldBe("S07");
        walk.Try(By(Role.SectionOfficer), (c, d) => Referring.Draft(c, d, Letter(walk)))!.Code.ShouldBe("not-your-post");
        walk.Drafted().Signed().Sent();
        walk.Duty("R72:1").DueAt.ShouldBe(new DateTimeOffset(2026, 3, 23, 16, 0, 0, TimeSpan.Zero));
        walk.Do(Clerk, (c, d) => Referring.Urge(c, d, 1, "电话催办")).After(TimeSpan.FromDays(3))
            .Do(Clerk, (c, d) => Referring.Answered(c, d, 1, false, d.Now, "不属受理范围", "复函 3 号"));
        walk.Duty("R72:1").Open.ShouldBeFalse();
        walk.Case.Referrals[0].Answer!.TakenUp.ShouldBeFalse();
    }

    [Fact, Clause("R71"), Clause("S05")]
    public void Criticism_and_suggestions_are_never_referred()
    {
        foreach (var category in new[] { Category.Inquiry, Category.Suggestion })
        {
            var walk = Disputed();
            if (category == Category.Suggestion) walk.Do(Clerk, (c, d) => Categorising.Set(c, d, category, "提出改进办法"));
            walk.Told().Harmed();
            foreach (var kind in Enum.GetValues<ReferralKind>()) walk.Try(Clerk, (c, d) => Referring.Draft(c, d, Letter(walk, kind)))!.Code.ShouldBe("referral.category");
        }
    }

    [Fact, Clause("R73"), Clause("R74")]
    public void Exaggeration_alone_or_an_officials_own_reputation_opens_no_referral()
    {
        foreach (var element in new[] { new ElementFound(Element.Exaggeration, "三盏路灯写成三十盏，现场逐一清点", 3), new(Element.Defamation, "称某工作人员收了住户的东西", 3, Personal: true) })
        {
            var walk = Found(Category.Fabrication, [element]).Told().Harmed();
            Draft(walk)!.Code.ShouldBe("referral.elements");
        }
        Found(Category.Fabrication, [new(Element.Exaggeration, "三盏路灯写成三十盏，现场逐一清点", 3), Invented[0]]).Told().Harmed().Drafted().Case.Referrals.Count.ShouldBe(1);
    }

    [Fact, Clause("R73")]
    public void Clarification_comes_first_for_the_third_category_too()
    {
        var walk = Found(Category.Fabrication).Harmed();
        Draft(walk)!.Code.ShouldBe("referral.not-clarified");
        walk.Told();
        Draft(walk).ShouldBeNull();
    }

    [Fact, Clause("R72"), Clause("R74")]
    public void A_letter_goes_out_only_as_the_legal_reviewer_and_the_principal_leader_signed_it_and_neither_drafted_it()
    {
        var walk = Found(Category.Fabrication).Told().Harmed();
        walk.Do(Legal, (c, d) => Referring.Draft(c, d, Letter(walk)));
        walk.Try(Legal, (c, d) => Referring.Sign(c, d, 1, "letter-hash"))!.Code.ShouldBe("referral.own");
        walk.Drafted();
        walk.Try(Head, (c, d) => Referring.Sign(c, d, 2, "letter-hash"))!.Code.ShouldBe("not-your-post");
        walk.Try(Legal, (c, d) => Referring.Sign(c, d, 2, "another"))!.Code.ShouldBe("referral.hash");
        walk.Do(Legal, (c, d) => Referring.Sign(c, d, 2, "letter-hash"));
        walk.Try(Clerk, (c, d) => Referring.Send(c, d, 2, d.Now, "机要", "甲", "1"))!.Code.ShouldBe("referral.unsigned");
        walk.Do(Head, (c, d) => Referring.Sign(c, d, 2, "letter-hash")).Sent(2);
        walk.Try(Clerk, (c, d) => Referring.Send(c, d, 2, d.Now, "机要", "甲", "1"))!.Code.ShouldBe("referral.sent");
    }

    [Fact, Clause("R75")]
    public void A_hand_over_counts_only_with_its_receipt()
    {
        var walk = Found(Category.Fabrication).Told().Harmed().Drafted(ReferralKind.HandOver, "police").Signed();
        walk.Try(Clerk, (c, d) => Referring.Send(c, d, 1, d.Now, "当面移交", "", "移交单 1"))!.Clause.ShouldBe("R75");
        walk.Try(Clerk, (c, d) => Referring.Send(c, d, 1, d.Now, "当面移交", "接收人", ""))!.Clause.ShouldBe("R75");
        walk.Sent().Case.Referrals[0].What.Pages.ShouldAllBe(p => p.TextHash.Length == 64 && p.RawHash.Length == 64);
        Found(Category.Hype).Told().Harmed().Try(Clerk, (c, d) => Referring.Draft(c, d, Letter(Found(Category.Hype).Told().Harmed(), ReferralKind.HandOver)))!.Code.ShouldBe("referral.kind");
    }

    [Fact, Clause("R76")]
    public void Suspected_illegal_rumours_go_to_both_bodies_each_with_its_own_letter()
    {
        Found(Category.Fabrication).Told().Harmed().Try(Clerk, (c, d) => Referring.Draft(c, d, Letter(Found(Category.Fabrication).Told().Harmed(), ReferralKind.Rumour)))!.Code.ShouldBe("referral.rumour");
        var walk = Found(Category.Fabrication, [new(Element.IllegalRumour, "冒用公章发布停水通知，已引起抢水", 3)]).Told().Harmed();
        walk.Drafted(ReferralKind.Rumour, "police").Signed().Sent();
        walk.Duty("R76").Open.ShouldBeTrue();
        walk.Drafted(ReferralKind.Rumour, "police").Signed(2).Sent(2);
        walk.Duty("R76").Open.ShouldBeTrue();
        walk.Drafted(ReferralKind.Rumour, "political-legal").Signed(3).Sent(3);
        walk.Duty("R76").Open.ShouldBeFalse();
    }

    [Fact, Clause("R42"), Clause("S07")]
    public void A_changed_verification_or_category_starts_the_withdrawal_the_same_day_and_stops_what_is_not_sent()
    {
        var walk = Found(Category.Fabrication).Told().Harmed().Drafted().Signed().Sent().Drafted().Signed(2);
        walk.Do(By(Role.SectionOfficer), (c, d) => Verifying.Verify(c, d, 3, Finding.PartlyTrue, "有文件草案，未印发", "收文登记", "有草案"));
        walk.Try(Clerk, (c, d) => Referring.Send(c, d, 2, d.Now, "机要", "甲", "1")).ShouldNotBeNull();
        var owed = walk.Case.Duties.Single(d => d.Open && d.Rule.StartsWith("R42:referral:1:", StringComparison.Ordinal));
        owed.DueAt.ShouldBe(new DateTimeOffset(2026, 3, 2, 16, 0, 0, TimeSpan.Zero));
        walk.Do(Clerk, (c, d) => Categorising.Set(c, d, Category.Inquiry, "核实结论变化"));
        walk.Case.Duties.Count(d => d.Open && d.Rule.StartsWith("R42:referral:1:", StringComparison.Ordinal)).ShouldBe(2);
        walk.Try(Clerk, (c, d) => Referring.Withdraw(c, d, 1, "核实结论变化", "withdrawal"))!.Code.ShouldBe("not-your-post");
        walk.Do(Head, (c, d) => Referring.Withdraw(c, d, 1, "核实结论变化", "withdrawal"));
        walk.Case.Duties.ShouldNotContain(d => d.Open && (d.Rule.StartsWith("R42:referral", StringComparison.Ordinal) || d.Rule == "R72:1"));
        walk.Do(Clerk, (c, d) => Referring.Withdraw(c, d, 2, "不再发出", ""));
    }

    [Fact, Clause("S14")]
    public void Nothing_here_holds_up_a_report_upward_or_a_call_for_rescue()
    {
        var walk = Found(Category.Hype).Graded().Phoned().SentUp();
        walk.Do(By(Role.SectionOfficer), (c, d) => Commanding.Call(c, d, "110", "有人扬言跳楼", d.Now));
        walk.Case.UpReports.Count.ShouldBe(1);
    }

    /// <summary>The judge restates R70–R73 and S05 and reads only what was accepted.</summary>
    [Fact, Clause("R71"), Clause("R73"), Clause("S05"), Clause("S07")]
    public void Over_random_acts_by_random_people_no_letter_leaves_without_every_condition()
    {
        var sent = 0;
        var refused = 0;
        for (var seed = 0; seed < (Needed.Long ? 50_000 : 5_000); seed++)
        {
            var random = new Random(seed);
            var walk = Disputed();
            Role[] roles = [Role.Clerk, Role.LegalReviewer, Role.PrincipalLeader, Role.SupervisionOfficer, Role.SupervisingLeader, Role.SectionOfficer, Role.Spokesperson, Role.SectionHead];
            for (var i = 0; i < 45; i++)
            {
                var before = walk.Case;
                var (fit, act) = Act(random, walk);
                if (walk.Try(random.Next(5) > 0 ? fit : By(roles[random.Next(roles.Length)]), act) is not null) refused++;
                foreach (var r in walk.Case.Referrals.Where(r => r.Sent is not null && before.Referrals.All(b => b.What.Referral != r.What.Referral || b.Sent is null)))
                {
                    sent++;
                    Judge(before, r, $"seed {seed}");
                }
                walk.After(TimeSpan.FromMinutes(random.Next(90)));
            }
        }
        sent.ShouldBeGreaterThan(100);
        refused.ShouldBeGreaterThan(1000);
    }

    /// <summary>Something someone does, with a person who may; the story leans towards going on, or nothing would ever be sent.</summary>
    private static (Actor, Func<Case, Deciding, Outcome<CaseEntry[]>>) Act(Random random, CaseWalk walk)
    {
        var category = random.Next(2) == 0 ? Category.Hype : Category.Fabrication;
        IReadOnlyList<ElementFound>[] sets = [category == Category.Hype ? Spread : Invented, Invented, [new(Element.Exaggeration, "三盏路灯写成三十盏，现场逐一清点", 3)], [new(Element.Hype, "阅读量20万")]];
        var letter = random.Next(4) > 0 ? walk.Case.Referrals.Count : random.Next(1, walk.Case.Referrals.Count + 2);
        return random.Next(16) switch
        {
            0 => (Clerk, (c, d) => Categorising.Propose(c, d, category, sets[random.Next(3) > 0 ? 0 : random.Next(sets.Length)])),
            1 or 2 => (Legal, (c, d) => Categorising.Review(c, d, c.CategoryProposals.Count, random.Next(5) > 0, "看过", p => c.CategoryProposals[^1].By == p ? Known(p) : null)),
            3 => (Clerk, (c, d) => Referring.Tell(c, d, null, d.Now.AddMinutes(-random.Next(200)), "说明", "邮件")),
            4 => (Clerk, (c, d) => Referring.Harmed(c, d, HarmKind.SeriousLoss, random.Next(4) > 0 ? "三个村停缴费用" : "点击量大", "住户", "村委会出具的证明")),
            5 when random.Next(3) == 0 => (By(Role.SectionOfficer), (c, d) => Verifying.Verify(c, d, 3, random.Next(4) > 0 ? Finding.False : Finding.Unclear, "核对", "登记", null)),
            6 when random.Next(3) == 0 => (Clerk, (c, d) => Categorising.Set(c, d, Category.Inquiry, "存疑")),
            5 or 6 or 7 or 8 => (Clerk, (c, d) => Referring.Draft(c, d, Letter(walk, ReferralKind.Request, after: TimeSpan.FromMinutes(random.Next(240))))),
            9 or 10 => (Legal, (c, d) => Referring.Sign(c, d, letter, "letter-hash")),
            11 or 12 => (Head, (c, d) => Referring.Sign(c, d, letter, "letter-hash")),
            _ => (Clerk, (c, d) => Referring.Send(c, d, letter, d.Now, "机要", "甲", "1")),
        };
    }

    private static Actor Known(PersonId person) => Enum.GetValues<Role>().Select(r => By(r)).First(a => a.Person == person);

    private static void Judge(Case c, Referral r, string why)
    {
        var agreed = c.CategoryProposals.Last(p => p.Review?.What.Agreed == true);
        c.Category.ShouldBe(agreed.What.Category, why);
        agreed.Review!.ByName.ShouldNotBe(agreed.ByName, why);
        string[] outside = [Legal.Name, By(Role.SupervisionOfficer).Name];
        (outside.Contains(agreed.ByName) || outside.Contains(agreed.Review.ByName)).ShouldBeTrue(why);
        c.Notices.ShouldNotBeEmpty(why);
        c.Harm.ShouldNotBeNull(why);
        c.Harm.What.Harm.ShouldBe("三个村停缴费用", why);
        agreed.What.Elements.ShouldNotContain(e => e.Evidence.Contains("阅读量", StringComparison.Ordinal), why);
        agreed.What.Elements.ShouldContain(e => e.Element != Element.Exaggeration, why);
        if (c.Category == Category.Hype) r.What.Pages.ShouldContain(p => c.Notices.Any(n => p.At > n.What.At), why);
        else c.Claims[2].Current!.Finding.ShouldBe(Finding.False, why);
        var signers = r.Signatures.Select(s => s.By).ToList();
        signers.Count.ShouldBe(2, why);
        signers.ShouldBe([Legal.Person, Head.Person], why);
        signers.ShouldNotContain(r.By, why);
        r.What.Cites.ShouldAllBe(v => c.Holds(v), why);
    }

    private static Refusal? Draft(CaseWalk walk) => walk.Try(Clerk, (c, d) => Referring.Draft(c, d, Letter(walk)));
}
