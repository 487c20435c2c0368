using Huiying.Ground;
using Huiying.Tests.House;

namespace Huiying.Tests.Ground;

public sealed class AppointmentsTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private static readonly PersonId Clerk = new("clerk"), Leader = new("leader"), Principal = new("principal"), Officer = new("officer"), Audit = new("audit");

    [Theory, BothEngines]
    public async Task A_deputy_acts_between_the_two_dates_and_in_whose_place_is_recorded(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        var now = test.Time.GetUtcNow();
        var named = await test.Get<Appointments>().Deputise(
            test.By(Role.PrincipalLeader), Principal, Leader, Role.PrincipalLeader, null, now.AddDays(1), now.AddDays(3), Ct);
        named.Value.DeputyOf.ShouldBe(Principal);

        (await Actor(test, Leader)).Is(Role.PrincipalLeader).ShouldBeFalse();
        test.Time.Advance(TimeSpan.FromDays(1));
        var deputy = await Actor(test, Leader);
        deputy.Is(Role.PrincipalLeader).ShouldBeTrue();
        deputy.InPlaceOf(Role.PrincipalLeader).ShouldBe(Principal);
        (await Actor(test, Principal)).Is(Role.PrincipalLeader).ShouldBeTrue();
        test.Time.Advance(TimeSpan.FromDays(2));
        (await Actor(test, Leader)).Is(Role.PrincipalLeader).ShouldBeFalse();

        var entry = (await test.Ledger.Read(test.Office, ct: Ct).ToListAsync(Ct)).ShouldHaveSingleItem();
        entry.Act.ShouldBe("appointments.deputise");
        entry.Data.GetProperty("inPlaceOf").GetString().ShouldBe("何树");
    }

    [Theory, BothEngines]
    public async Task An_appointment_ends_with_its_deputies_and_both_are_in_the_ledger(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        var face = test.Get<Appointments>();
        var now = test.Time.GetUtcNow();
        (await face.Deputise(test.By(Role.SectionHead, TestOffice.Business), new("head"), Officer, Role.SectionHead, TestOffice.Business, null, now.AddDays(9), Ct)).Ok.ShouldBeTrue();
        test.Time.Advance(TimeSpan.FromHours(1));
        (await face.End(test.By(Role.SystemAdministrator), "head", "调离", Ct)).Ok.ShouldBeTrue();
        (await Actor(test, new("head"))).Posts.ShouldBeEmpty();
        (await Actor(test, Officer)).Posts.ShouldHaveSingleItem().Role.ShouldBe(Role.SectionOfficer);
        var entries = await test.Ledger.Read(test.Office, ct: Ct).ToListAsync(Ct);
        entries[^1].Data.GetProperty("appointments").GetArrayLength().ShouldBe(2);
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();
    }

    [Fact]
    public async Task Only_the_two_administrators_appoint_and_the_attempt_of_another_is_recorded()
    {
        await using var test = await TestStore.Create();
        foreach (var role in Enum.GetValues<Role>().Except([Role.SystemAdministrator, Role.SecurityAdministrator]))
        {
            var section = role is Role.SectionHead or Role.SectionOfficer ? TestOffice.Business : (SectionId?)null;
            (await test.Get<Appointments>().Appoint(test.By(role, section), new("member"), Role.Spokesperson, ct: Ct)).Refusal!.Code.ShouldBe("not-your-post");
        }
        (await Actor(test, new("member"))).Is(Role.Spokesperson).ShouldBeFalse();
        (await test.Ledger.Read(test.Office, ct: Ct).CountAsync(e => e.Act == "appointments.appoint.refused", Ct)).ShouldBe(Enum.GetValues<Role>().Length - 2);
    }

    [Theory]
    [InlineData(Role.SystemAdministrator, "system"), InlineData(Role.SecurityAdministrator, "security")]
    public async Task Nobody_gives_themselves_a_post_nor_deputises_themselves(Role role, string id)
    {
        await using var test = await TestStore.Create();
        var face = test.Get<Appointments>();
        var other = role == Role.SystemAdministrator ? (Role.SecurityAdministrator, new PersonId("security")) : (Role.SystemAdministrator, new PersonId("system"));
        var later = test.Time.GetUtcNow().AddDays(5);
        (await face.Appoint(test.By(role), new(id), Role.PrincipalLeader, ct: Ct)).Refusal!.Code.ShouldBe("appointment.self");
        (await face.Deputise(test.By(role), other.Item2, new(id), other.Item1, null, null, later, Ct)).Refusal!.Code.ShouldBe("appointment.self");
        (await face.Leave(test.By(role), new(id), Ct)).Refusal!.Code.ShouldBe("appointment.self");
        (await Actor(test, new(id))).Posts.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_auditor_gets_no_other_post_and_no_one_else_audits_by_deputy()
    {
        await using var test = await TestStore.Create();
        var face = test.Get<Appointments>();
        var admin = test.By(Role.SecurityAdministrator);
        var later = test.Time.GetUtcNow().AddDays(5);
        (await face.Appoint(admin, Audit, Role.Clerk, ct: Ct)).Refusal!.Code.ShouldBe("matrix.auditor");
        (await face.Deputise(admin, Clerk, Audit, Role.Clerk, null, null, later, Ct)).Refusal!.Code.ShouldBe("matrix.auditor");
        (await face.Deputise(admin, Audit, Clerk, Role.AuditAdministrator, null, null, later, Ct)).Refusal!.Code.ShouldBe("matrix.auditor");
        // A post that begins later counts as well.
        var newcomer = (await face.Join(admin, "新来", Ct)).Value;
        (await face.Appoint(admin, newcomer, Role.Clerk, from: later, ct: Ct)).Ok.ShouldBeTrue();
        (await face.Appoint(admin, newcomer, Role.AuditAdministrator, ct: Ct)).Refusal!.Code.ShouldBe("matrix.auditor");
        (await face.Appoint(admin, newcomer, Role.AuditAdministrator, until: later, ct: Ct)).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task Two_administrators_posts_never_meet_in_one_person_even_for_a_day()
    {
        await using var test = await TestStore.Create();
        var later = test.Time.GetUtcNow().AddDays(1);
        (await test.Get<Appointments>().Deputise(test.By(Role.SecurityAdministrator), new("security"), new("system"), Role.SecurityAdministrator, null, null, later, Ct))
            .Refusal!.Code.ShouldBe("matrix.administrators");
    }

    [Theory]
    [InlineData("backwards", "invalid"), InlineData("past", "invalid"), InlineData("again", "appointment.overlap"), InlineData("second-principal", "appointment.held")]
    [InlineData("no-section", "invalid"), InlineData("unknown-section", "not-found"), InlineData("unknown-person", "not-found"), InlineData("too-long", "invalid")]
    [InlineData("oneself", "invalid"), InlineData("deputy-of-deputy", "deputy.not-held"), InlineData("not-held", "deputy.not-held"), InlineData("beyond-term", "invalid")]
    public async Task Nonsense_is_refused(string what, string code)
    {
        await using var test = await TestStore.Create();
        var face = test.Get<Appointments>();
        var admin = test.By(Role.SystemAdministrator);
        var now = test.Time.GetUtcNow();
        if (what == "deputy-of-deputy") (await face.Deputise(admin, Principal, Leader, Role.PrincipalLeader, null, null, now.AddDays(9), Ct)).Ok.ShouldBeTrue();
        if (what == "beyond-term") (await face.Appoint(admin, new("member"), Role.Spokesperson, until: now.AddDays(2), ct: Ct)).Ok.ShouldBeTrue();
        var refused = what switch
        {
            "backwards" => await face.Appoint(admin, Officer, Role.Spokesperson, from: now.AddDays(3), until: now.AddDays(2), ct: Ct),
            "past" => await face.Appoint(admin, Officer, Role.Spokesperson, from: now.AddDays(-3), ct: Ct),
            "again" => await face.Appoint(admin, Clerk, Role.Clerk, ct: Ct),
            "second-principal" => await face.Appoint(admin, Leader, Role.PrincipalLeader, ct: Ct),
            "no-section" => await face.Appoint(admin, Leader, Role.SectionOfficer, ct: Ct),
            "unknown-section" => await face.Appoint(admin, Leader, Role.SectionOfficer, new SectionId("moon"), ct: Ct),
            "unknown-person" => await face.Appoint(admin, new PersonId("nobody"), Role.Clerk, ct: Ct),
            "too-long" => await face.Deputise(admin, Principal, Leader, Role.PrincipalLeader, null, null, now.AddDays(400), Ct),
            "oneself" => await face.Deputise(test.By(Role.PrincipalLeader), Principal, Principal, Role.PrincipalLeader, null, null, now.AddDays(4), Ct),
            "deputy-of-deputy" => await face.Deputise(test.By(Role.SupervisingLeader), Leader, Officer, Role.PrincipalLeader, null, null, now.AddDays(4), Ct),
            "not-held" => await face.Deputise(admin, Clerk, Officer, Role.PrincipalLeader, null, null, now.AddDays(4), Ct),
            _ => await face.Deputise(admin, new("member"), Officer, Role.Spokesperson, null, null, now.AddDays(4), Ct),
        };
        refused.Refusal.ShouldNotBeNull().Code.ShouldBe(code);
    }

    [Fact]
    public async Task The_last_administrator_cannot_be_ended()
    {
        await using var test = await TestStore.Create();
        var face = test.Get<Appointments>();
        (await face.End(test.By(Role.SecurityAdministrator), "system", "调离", Ct)).Ok.ShouldBeTrue();
        (await face.End(test.By(Role.SecurityAdministrator), "security", "调离", Ct)).Refusal!.Code.ShouldBe("appointment.last-administrator");
        (await Actor(test, new("security"))).Is(Role.SecurityAdministrator).ShouldBeTrue();
    }

    [Fact]
    public async Task A_post_ended_before_it_began_is_never_held()
    {
        await using var test = await TestStore.Create();
        var face = test.Get<Appointments>();
        var admin = test.By(Role.SystemAdministrator);
        var post = (await face.Appoint(admin, Officer, Role.Spokesperson, from: test.Time.GetUtcNow().AddDays(2), ct: Ct)).Value;
        (await face.End(admin, post.Id, "有误", Ct)).Ok.ShouldBeTrue();
        test.Time.Advance(TimeSpan.FromDays(3));
        (await Actor(test, Officer)).Is(Role.Spokesperson).ShouldBeFalse();
        (await face.End(admin, post.Id, "再次", Ct)).Refusal!.Code.ShouldBe("appointment.ended");
    }

    [Fact, Clause("R79")]
    public async Task Whoever_leaves_holds_nothing_and_cannot_act()
    {
        await using var test = await TestStore.Create();
        (await test.Get<Appointments>().Leave(test.By(Role.SystemAdministrator), Clerk, Ct)).Ok.ShouldBeTrue();
        (await test.Get<People>().Actor(test.Office, Clerk, Ct)).ShouldBeNull();
        (await test.Get<Appointments>().List(test.Office, Ct)).Single(a => a.Person == Clerk).Until.ShouldNotBeNull();
    }

    private static async Task<Actor> Actor(TestStore test, PersonId person) => (await test.Get<People>().Actor(test.Office, person, Ct)).ShouldNotBeNull();
}
