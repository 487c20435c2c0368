using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Tests.Ground.Policies;

public sealed class PolicyVersionsTests
{
    private const string Stricter = "name: 更严\nrules:\n  R17: { all: 10 min }\n";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R83")]
    public async Task A_later_version_does_not_alter_the_one_an_event_pinned(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        var face = test.Get<PolicyVersions>();
        var pinned = await face.Current(test.Office, Ct);
        await Keep(test, pinned);
        test.Time.Advance(TimeSpan.FromHours(1));

        var draft = (await face.Draft(test.By(Role.Clerk), Stricter, "page", Ct)).Value;
        (await face.Current(test.Office, Ct)).Hash.ShouldBe(pinned.Hash);
        (await face.PutInForce(test.By(Role.PrincipalLeader), draft.Hash, ct: Ct)).Ok.ShouldBeTrue();

        await using var later = test.Another();
        var again = (PolicyVersions)later.GetService(typeof(PolicyVersions))!;
        (await again.Current(test.Office, Ct)).Rules[Rules.Capture].Terms[Grade.Ordinary].En.ShouldBe("10 min");
        var old = await again.Pinned(test.Office, pinned.Hash, Ct);
        old.Text.ShouldBe(pinned.Text);
        old.Rules[Rules.Capture].Terms[Grade.Ordinary].En.ShouldBe("30 min");
        var request = new DueRequest(Rules.Capture, Grade.Ordinary, false, false, null, test.Time.GetUtcNow());
        Deadlines.Due(request, old, WorkCalendar.Shipped).Value.DueAt.ShouldBe(Deadlines.Due(request, pinned, WorkCalendar.Shipped).Value.DueAt);
    }

    [Theory, BothEngines, Clause("R83")]
    public async Task A_kept_version_keeps_the_base_text_its_missing_keys_came_from(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        var draft = (await test.Get<PolicyVersions>().Draft(test.By(Role.Clerk), Stricter, "page", Ct)).Value;
        // As if an earlier release had shipped another default when the draft was made.
        var earlier = Policy.DefaultText.Replace("{ name: 跟踪期, starts: 处置结束, all: 7 days }", "{ name: 跟踪期, starts: 处置结束, all: 11 days }");
        earlier.ShouldNotBe(Policy.DefaultText);
        await using (var store = test.Open())
        {
            await store.Set<PolicyRow>().Where(p => p.Hash == draft.Hash).ExecuteUpdateAsync(s => s.SetProperty(p => p.BaseText, earlier), Ct);
        }
        await using var later = test.Another();
        var read = await ((PolicyVersions)later.GetService(typeof(PolicyVersions))!).Pinned(test.Office, draft.Hash, Ct);
        read.Rules[Rules.Tracking].Terms[Grade.Major].En.ShouldBe("11 days");
    }

    [Fact, Clause("R83")]
    public async Task A_stored_text_changed_behind_the_programs_back_is_not_taken_for_the_pinned_one()
    {
        await using var test = await TestStore.Create();
        var draft = (await test.Get<PolicyVersions>().Draft(test.By(Role.Clerk), Stricter, "page", Ct)).Value;
        await using (var store = test.Open())
        {
            await store.Set<PolicyRow>().ExecuteUpdateAsync(s => s.SetProperty(p => p.Text, Stricter.Replace("10 min", "90 min")), Ct);
        }
        await Should.ThrowAsync<InvalidDataException>(() => test.Get<PolicyVersions>().Pinned(test.Office, draft.Hash, Ct));
    }

    [Fact]
    public async Task A_version_comes_into_force_at_its_moment_and_not_before()
    {
        await using var test = await TestStore.Create();
        var face = test.Get<PolicyVersions>();
        var draft = (await face.Draft(test.By(Role.Clerk), Stricter, "page", Ct)).Value;
        (await face.PutInForce(test.By(Role.PartySecretary), draft.Hash, test.Time.GetUtcNow().AddDays(2), Ct)).Ok.ShouldBeTrue();
        (await face.Current(test.Office, Ct)).Hash.ShouldBe(Policy.Default.Hash);
        test.Time.Advance(TimeSpan.FromDays(2));
        (await face.Current(test.Office, Ct)).Hash.ShouldBe(draft.Hash);
        (await face.PutInForce(test.By(Role.PartySecretary), draft.Hash, ct: Ct)).Refusal!.Code.ShouldBe("policy.in-force");
        var entries = await test.Ledger.Read(test.Office, ct: Ct).ToListAsync(Ct);
        entries.Select(e => e.Act).ShouldBe(["policies.draft", "policies.in-force", "policies.in-force.refused"]);
        entries[1].Data.GetProperty("hash").GetString().ShouldBe(draft.Hash);
    }

    [Fact, Clause("R83")]
    public async Task Only_a_first_responsible_person_puts_a_policy_in_force_and_never_their_own_draft()
    {
        await using var test = await TestStore.Create();
        var face = test.Get<PolicyVersions>();
        var draft = (await face.Draft(test.By(Role.PrincipalLeader), Stricter, "page", Ct)).Value;
        (await face.PutInForce(test.By(Role.PrincipalLeader), draft.Hash, ct: Ct)).Refusal!.Code.ShouldBe("policy.own-draft");
        foreach (var role in Enum.GetValues<Role>().Except([Role.PrincipalLeader, Role.PartySecretary]))
        {
            var section = role is Role.SectionHead or Role.SectionOfficer ? TestOffice.Business : (SectionId?)null;
            (await face.PutInForce(test.By(role, section), draft.Hash, ct: Ct)).Refusal!.Code.ShouldBe("not-your-post");
        }
        (await face.Current(test.Office, Ct)).Hash.ShouldBe(Policy.Default.Hash);
        (await face.PutInForce(test.By(Role.PartySecretary), draft.Hash, test.Time.GetUtcNow().AddDays(-1), Ct)).Refusal!.Code.ShouldBe("invalid");
        (await face.PutInForce(test.By(Role.PartySecretary), "nothing", ct: Ct)).Refusal!.Code.ShouldBe("not-found");
        (await face.PutInForce(test.By(Role.PartySecretary), draft.Hash, ct: Ct)).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task A_faulty_draft_is_refused_with_the_lines_and_the_same_draft_twice_is_one()
    {
        await using var test = await TestStore.Create();
        var face = test.Get<PolicyVersions>();
        var refusal = (await face.Draft(test.By(Role.Clerk), "name: x\ncolour: red\nrules:\n  R17: { all: -1 min }\n", "page", Ct)).Refusal.ShouldNotBeNull();
        refusal.Zh.ShouldContain("第 2 行");
        refusal.Zh.ShouldContain("第 4 行");
        (await face.Draft(test.By(Role.SectionHead, TestOffice.Business), Stricter, "page", Ct)).Refusal!.Code.ShouldBe("not-your-post");
        var first = (await face.Draft(test.By(Role.Clerk), Stricter, "page", Ct)).Value;
        (await face.Draft(test.By(Role.SystemAdministrator), Stricter, "page", Ct)).Value.ShouldBe(first);
        (await face.List(test.Office, Ct)).ShouldHaveSingleItem().ShouldBe(first);
    }

    [Fact]
    public async Task An_edited_file_becomes_a_draft_once_and_a_faulty_one_is_named()
    {
        await using var test = await TestStore.Create();
        var face = test.Get<PolicyVersions>();
        var file = Path.Combine(test.Folder, "policy.yaml");
        (await face.TakeFile(test.Office, file, Ct)).Value.ShouldBeNull();
        await File.WriteAllTextAsync(file, Policy.DefaultText, Ct);
        (await face.TakeFile(test.Office, file, Ct)).Value.ShouldBeNull();
        await File.WriteAllTextAsync(file, Stricter, Ct);
        var draft = (await face.TakeFile(test.Office, file, Ct)).Value.ShouldNotBeNull();
        draft.Origin.ShouldBe("file");
        draft.InForceFrom.ShouldBeNull();
        (await face.TakeFile(test.Office, file, Ct)).Value.ShouldBeNull();
        (await face.Current(test.Office, Ct)).Hash.ShouldBe(Policy.Default.Hash);
        await File.WriteAllTextAsync(file, "name: [", Ct);
        (await face.TakeFile(test.Office, file, Ct)).Refusal.ShouldNotBeNull();
        await File.WriteAllBytesAsync(file, [0xD6, 0xC6], Ct);
        (await face.TakeFile(test.Office, file, Ct)).Refusal.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_policy_put_in_force_inside_an_act_that_is_refused_leaves_no_trace()
    {
        await using var test = await TestStore.Create();
        var face = test.Get<PolicyVersions>();
        var stricter = Policy.Parse(Stricter).Policy.ShouldNotBeNull();
        var outcome = await test.Acts.Run<Done>(test.By(Role.Clerk), "test.pin", Subject.Of(test.Office), async act =>
        {
            await PolicyVersions.Keep(act, stricter, Ct);
            (await PolicyVersions.Pinned(act.Store, stricter.Hash, Ct)).Hash.ShouldBe(stricter.Hash);
            return new Refusal("test", "-", "不", "no");
        }, Ct);
        outcome.Ok.ShouldBeFalse();
        await Should.ThrowAsync<InvalidDataException>(() => face.Pinned(test.Office, stricter.Hash, Ct));
        (await face.List(test.Office, Ct)).ShouldBeEmpty();
    }

    private static Task<Outcome<Done>> Keep(TestStore test, Policy policy) =>
        test.Acts.Run<Done>(test.By(Role.Clerk), "test.pin", Subject.Of(test.Office), async act =>
        {
            await PolicyVersions.Keep(act, policy, Ct);
            return default(Done);
        }, Ct);
}
