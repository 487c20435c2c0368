using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;

namespace Huiying.Tests.Ground.Calendars;

public sealed class CalendarVersionsTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    // A made-up year: the notice for 2027 is not known here.
    private static readonly string With2027 = WorkCalendar.ShippedText.Replace("  \"years\": {", "  \"years\": {\n    \"2027\": { \"notice\": \"\", \"off\": [\"2027-01-01/2027-01-03\"], \"work\": [] },");

    [Theory, BothEngines]
    public async Task An_imported_year_counts_from_then_on_and_says_which_years_are_new(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        var face = test.Get<CalendarVersions>();
        var request = new DueRequest(Rules.Summary, Grade.Ordinary, false, false, null, DateTimeOffset.Parse("2026-12-30T10:00:00+08:00"));
        var before = Deadlines.Due(request, Policy.Default, await face.Current(test.Office, Ct)).Value;
        before.WeekendsOnly.ShouldBeTrue();

        (await face.Import(test.By(Role.Clerk), With2027, Ct)).Value.Added.ShouldContain(2027);
        var after = Deadlines.Due(request, Policy.Default, await face.Current(test.Office, Ct)).Value;
        after.WeekendsOnly.ShouldBeFalse();
        after.DueAt.ShouldBe(before.DueAt.AddDays(1)); // 1 January is off now
        after.Calendar.ShouldNotBe(before.Calendar);
        (await test.Ledger.Read(test.Office, ct: Ct).ToListAsync(Ct)).ShouldHaveSingleItem().Act.ShouldBe("calendars.import");

        await using var store = test.Open();
        (await CalendarVersions.Pinned(store, before.Calendar.Hash, Ct)).Version.ShouldBe(before.Calendar);
        (await CalendarVersions.Pinned(store, after.Calendar.Hash, Ct)).Version.ShouldBe(after.Calendar);
    }

    [Fact]
    public async Task A_calendar_that_forgets_a_year_or_is_wrong_or_known_is_refused()
    {
        await using var test = await TestStore.Create();
        var face = test.Get<CalendarVersions>();
        (await face.Import(test.By(Role.Clerk), """{"name":"x","years":{"2027":{"off":[],"work":[]}}}""", Ct)).Refusal!.En.ShouldContain("2024");
        (await face.Import(test.By(Role.Clerk), "{", Ct)).Refusal!.Code.ShouldBe("invalid");
        (await face.Import(test.By(Role.SectionHead, TestOffice.Business), With2027, Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await face.Import(test.By(Role.SystemAdministrator), With2027, Ct)).Ok.ShouldBeTrue();
        (await face.Import(test.By(Role.SystemAdministrator), With2027, Ct)).Refusal!.Code.ShouldBe("calendar.known");
    }
}
