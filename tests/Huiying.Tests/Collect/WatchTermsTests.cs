using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.House;

namespace Huiying.Tests.Collect;

public sealed class WatchTermsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R15")]
    public async Task A_post_says_which_term_it_matched(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        var terms = test.Get<WatchTerms>();
        (await terms.Add(test.By(Role.Clerk), new(["白杨县"], ["低保", "ＡＢ卡"], ["招聘"]), Ct)).Ok.ShouldBeTrue();
        var list = await terms.Current(test.Office, Ct);
        list.Why("白杨县的低保什么时候发？").ShouldBe("关注词：白杨县＋（低保／ＡＢ卡）－招聘");
        list.Why("白杨县发放ab卡").ShouldNotBeNull("full and half width, capitals and small letters are one");
        list.Why("白杨县的低保办招聘").ShouldBeNull();
        list.Why("白杨县很大").ShouldBeNull();
        list.Why("低保").ShouldBeNull();
    }

    [Theory]
    [Clause("S15")]
    [InlineData("郑小满")]
    [InlineData("@某网友")]
    [InlineData("13900000000")]
    [InlineData("11010519491231002X")]
    public async Task A_term_that_singles_out_a_person_is_refused_and_never_enters_the_ledger(string phrase)
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect());
        var terms = test.Get<WatchTerms>();
        foreach (var phrases in new TermPhrases[] { new([phrase], [], []), new(["低保"], ["补贴", phrase], []) })
        {
            (await terms.Add(test.By(Role.Clerk), phrases, Ct)).Refusal.ShouldNotBeNull().ShouldSatisfyAllConditions(
                r => r.Code.ShouldBe("term.person"), r => r.Clause.ShouldBe("S15"), r => r.Zh.ShouldNotContain(phrase));
        }
        (await terms.List(test.By(Role.Clerk), Ct)).Value.ShouldBeEmpty();
        var refused = 0;
        await foreach (var entry in test.Ledger.Read(test.Office, ct: Ct))
        {
            refused++;
            entry.Data.GetRawText().ShouldNotContain(phrase);
        }
        refused.ShouldBe(2);
    }

    [Theory, BothEngines, Clause("S15")]
    public async Task A_leader_in_office_is_watched_only_after_a_second_person_and_for_30_days(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        var terms = test.Get<WatchTerms>();
        var id = (await terms.Add(test.By(Role.Clerk), new(["高岭", "讲话"], [], []), Ct)).Value;
        const string text = "高岭同志的讲话";
        (await terms.Current(test.Office, Ct)).Why(text).ShouldBeNull("nobody confirmed it");
        (await terms.Confirm(test.By(Role.Clerk), id, Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("term.second-person");
        (await terms.Confirm(test.By(Role.SupervisingLeader), id, Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("term.second-person");
        (await terms.Confirm(test.By(Role.PrincipalLeader), id, Ct)).Ok.ShouldBeTrue();
        (await terms.Current(test.Office, Ct)).Why(text).ShouldNotBeNull();
        test.Time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        (await terms.Current(test.Office, Ct)).Why(text).ShouldNotBeNull();
        test.Time.Advance(TimeSpan.FromSeconds(1));
        (await terms.Current(test.Office, Ct)).Why(text).ShouldBeNull("30 days are over");
        await foreach (var entry in test.Ledger.Read(test.Office, new Subject("term", id.Value), ct: Ct)) entry.Data.GetRawText().ShouldNotContain("高岭");
    }

    [Fact, Clause("S15")]
    public async Task A_leader_who_left_is_no_longer_watched()
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect());
        var terms = test.Get<WatchTerms>();
        var id = (await terms.Add(test.By(Role.Clerk), new(["高岭"], [], []), Ct)).Value;
        (await terms.Confirm(test.By(Role.PrincipalLeader), id, Ct)).Ok.ShouldBeTrue();
        (await terms.Current(test.Office, Ct)).Why("高岭").ShouldNotBeNull();
        await using (var store = test.Open())
        {
            store.Set<PersonRow>().Single(p => p.Id == test.By(Role.SupervisingLeader).Person).Left = true;
            await store.SaveChangesAsync(Ct);
        }
        (await terms.Current(test.Office, Ct)).Why("高岭").ShouldBeNull();
    }

    [Fact]
    public async Task An_ordinary_officer_does_not_keep_the_terms_and_a_single_character_is_no_term()
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect());
        var terms = test.Get<WatchTerms>();
        (await terms.Add(test.By(Role.SectionOfficer), new(["低保"], [], []), Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("not-your-post");
        (await terms.Add(test.By(Role.Clerk), new(["张", "三"], [], []), Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("invalid");
        (await terms.Add(test.By(Role.Clerk), new([], [], ["招聘"]), Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("invalid");
    }

    [Fact]
    public async Task A_removed_term_matches_nothing_and_raises_the_version()
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect());
        var terms = test.Get<WatchTerms>();
        var id = (await terms.Add(test.By(Role.Clerk), new(["低保"], [], []), Ct)).Value;
        var before = (await terms.Current(test.Office, Ct)).Version;
        (await terms.Remove(test.By(Role.Clerk), id, "", Ct)).Ok.ShouldBeFalse();
        (await terms.Remove(test.By(Role.Clerk), id, "已并入其他词", Ct)).Ok.ShouldBeTrue();
        var after = await terms.Current(test.Office, Ct);
        (after.Why("低保"), after.Version > before).ShouldBe((null, true));
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();
    }
}
