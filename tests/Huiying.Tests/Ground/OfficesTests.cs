using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Tests.Ground;

public sealed class OfficesTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task Setup_makes_the_whole_office_in_one_act_that_begins_its_ledger(Engine engine)
    {
        await using var test = await TestStore.Create(engine, office: false);
        var offices = test.Get<Offices>();
        (await offices.State(Ct)).ShouldBe(new SetupState(null, [], false), new ByOffice());

        var people = (await offices.Create(OfficePlans.Twelve, Ct)).Value;
        people.Count.ShouldBe(12);
        (await offices.Find(Offices.First, Ct)).ShouldBe(new Office(Offices.First, "青禾县民生服务办公室", "Asia/Shanghai", "0400-0000001"));
        var actor = (await test.Get<People>().Actor(Offices.First, people[2], Ct)).ShouldNotBeNull();
        actor.IsAny(Role.SupervisingLeader).ShouldBeTrue();
        (await test.Get<PolicyVersions>().Current(Offices.First, Ct)).Hash.ShouldBe(Policy.Default.Hash);
        (await test.Get<CalendarVersions>().Current(Offices.First, Ct)).Version.ShouldBe(WorkCalendar.Shipped.Version);

        var acts = await test.Ledger.Read(Offices.First, ct: Ct).ToListAsync(Ct);
        acts.Select(e => e.Act).Distinct().ShouldHaveSingleItem().ShouldBe("offices.create");
        acts[0].Data.GetProperty("people").GetArrayLength().ShouldBe(12);
        acts[0].Data.GetProperty("policyHash").GetString().ShouldBe(Policy.Default.Hash);
        (await test.Ledger.Verify(Offices.First, Ct)).BrokenAt.ShouldBeNull();
    }

    [Theory, BothEngines]
    public async Task A_second_setup_is_refused_and_changes_nothing(Engine engine)
    {
        await using var test = await TestStore.Create(engine, office: false);
        var offices = test.Get<Offices>();
        var both = await Task.WhenAll(offices.Create(OfficePlans.Twelve, Ct), offices.Create(OfficePlans.Five, Ct));
        both.Count(o => o.Ok).ShouldBe(1);
        both.Single(o => !o.Ok).Refusal!.Code.ShouldBe("office.exists");
        (await offices.List(Ct)).Count.ShouldBe(1);
        (await test.Get<People>().List(Offices.First, Ct)).Count.ShouldBe(both[0].Ok ? 12 : 5);
    }

    [Fact]
    public async Task An_office_that_cannot_work_is_not_made_and_the_answer_says_everything_missing()
    {
        await using var test = await TestStore.Create(office: false);
        var refusal = (await test.Get<Offices>().Create(OfficePlans.Twelve.Without("legal").Without("audit"), Ct)).Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe("office.unworkable");
        refusal.Zh.ShouldContain("法制审核员");
        refusal.Zh.ShouldContain("审计管理员");
        (await test.Get<Offices>().State(Ct)).Office.ShouldBeNull();
    }

    [Fact]
    public async Task A_plan_with_a_faulty_policy_is_refused_with_its_line()
    {
        await using var test = await TestStore.Create(office: false);
        var refusal = (await test.Get<Offices>().Create(OfficePlans.Five with { PolicyText = "name: x\ncolour: red\n" }, Ct)).Refusal.ShouldNotBeNull();
        refusal.En.ShouldContain("line 2");
    }

    [Theory, BothEngines]
    public async Task A_setup_broken_off_before_the_first_account_goes_on_where_it_stopped(Engine engine)
    {
        await using var test = await TestStore.Create(engine, office: false);
        var people = (await test.Get<Offices>().Create(OfficePlans.Twelve, Ct)).Value;

        await using var after = test.Another();
        var offices = (Offices)after.GetService(typeof(Offices))!;
        var broken = await offices.State(Ct);
        broken.Office.ShouldNotBeNull();
        broken.Done.ShouldBeFalse();
        broken.WithoutAccount.Count.ShouldBe(12);
        broken.WithoutAccount[0].Posts.ShouldContain(h => h.Role == Role.SystemAdministrator);

        await Accounts.Open(test, broken.WithoutAccount[0].Id);
        var done = await offices.State(Ct);
        done.Done.ShouldBeTrue();
        done.WithoutAccount.Count.ShouldBe(11);
        people.ShouldContain(broken.WithoutAccount[0].Id);
    }

    [Theory, BothEngines, Clause("R79")]
    public async Task A_post_without_a_living_account_is_a_vacancy(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        var vacancies = test.Get<Vacancies>();
        (await vacancies.FirstResponsible(test.Office, Ct)).ShouldBeEmpty();
        (await vacancies.Check(test.Office, Ct)).ShouldContain(v => v.Role == Role.PrincipalLeader && v.Zh.Contains("何树") && v.Zh.Contains("没有可用的账号"));

        foreach (var person in await test.Get<People>().List(test.Office, Ct)) await Accounts.Open(test, person.Id);
        (await vacancies.Check(test.Office, Ct)).ShouldBeEmpty();
        (await vacancies.FirstResponsible(test.Office, Ct)).Select(p => p.Id.Value).ShouldBe(["secretary", "principal"]);

        await Accounts.Lock(test, new PersonId("principal"), test.Time.GetUtcNow().AddMinutes(15));
        (await vacancies.Check(test.Office, Ct)).ShouldBeEmpty(); // wrong passwords a moment ago are no vacancy
        await Accounts.Lock(test, new PersonId("principal"), test.Time.GetUtcNow().AddYears(1));
        (await vacancies.Check(test.Office, Ct)).ShouldHaveSingleItem().Role.ShouldBe(Role.PrincipalLeader);

        (await test.Get<Appointments>().Leave(test.By(Role.SecurityAdministrator), new PersonId("secretary"), Ct)).Ok.ShouldBeTrue();
        (await vacancies.Check(test.Office, Ct)).Select(v => v.Role).ShouldBe([Role.PartySecretary, Role.PrincipalLeader]);
        (await vacancies.FirstResponsible(test.Office, Ct)).ShouldBeEmpty();

        var deputy = await test.Get<Appointments>().Deputise(
            test.By(Role.SecurityAdministrator), new PersonId("principal"), new PersonId("leader"), Role.PrincipalLeader, null, null, test.Time.GetUtcNow().AddDays(10), Ct);
        deputy.Ok.ShouldBeTrue();
        (await vacancies.FirstResponsible(test.Office, Ct)).ShouldHaveSingleItem().Id.Value.ShouldBe("leader");
        test.Time.Advance(TimeSpan.FromDays(10));
        (await vacancies.FirstResponsible(test.Office, Ct)).ShouldBeEmpty();
    }

    private sealed class ByOffice : IEqualityComparer<SetupState>
    {
        public bool Equals(SetupState? x, SetupState? y) => x?.Office == y?.Office && x?.Done == y?.Done && x?.WithoutAccount.Count == y?.WithoutAccount.Count;

        public int GetHashCode(SetupState obj) => obj.Done.GetHashCode();
    }

    private static class Accounts
    {
        public static async Task Open(TestStore test, PersonId person)
        {
            await using var store = test.Open();
            store.Add(new Account { Id = person.Value, UserName = person.Value, NormalizedUserName = person.Value.ToUpperInvariant(), Office = test.Office, PasswordHash = "x", LockoutEnabled = true });
            await store.SaveChangesAsync(Ct);
        }

        public static async Task Lock(TestStore test, PersonId person, DateTimeOffset until)
        {
            await using var store = test.Open();
            var account = await store.Set<Account>().SingleAsync(a => a.Id == person.Value, Ct);
            account.LockoutEnd = until;
            await store.SaveChangesAsync(Ct);
        }
    }
}
