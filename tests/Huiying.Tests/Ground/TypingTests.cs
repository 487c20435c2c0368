using Huiying.Ground;

namespace Huiying.Tests.Ground;

public sealed class TypingTests
{
    private const string Page = "/events/1/claims";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task Only_who_typed_it_sees_it_until_it_is_sent_or_two_weeks_are_over(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        var typing = test.Get<Typing>();
        var clerk = test.By(Role.Clerk);
        (await typing.Keep(clerk, Page, Fields("raise/text", "写到一半"), Ct)).Ok.ShouldBeTrue();
        (await typing.Keep(clerk, Page, Fields("raise/text", "写到一半又改"), Ct)).Ok.ShouldBeTrue();
        (await typing.Of(clerk, Page, Ct)).ShouldBe(Fields("raise/text", "写到一半又改"));
        (await typing.Of(test.By(Role.DutyOfficer), Page, Ct)).ShouldBeEmpty();
        (await typing.Of(clerk, "/events/2/claims", Ct)).ShouldBeEmpty();
        await typing.Forget(clerk, Page, ["verify/text"], Ct);
        (await typing.Of(clerk, Page, Ct)).Count.ShouldBe(1);
        test.Time.Advance(Typing.Kept);
        (await typing.Purge(test.Office, Ct)).ShouldBe(0);
        test.Time.Advance(TimeSpan.FromSeconds(1));
        (await typing.Purge(test.Office, Ct)).ShouldBe(1);
        (await typing.Of(clerk, Page, Ct)).ShouldBeEmpty();
        (await test.Ledger.Head(test.Office, Ct)).ShouldBe(0, "typing is no act of the office");
    }

    [Theory, BothEngines]
    public async Task Two_windows_at_once_lose_nothing_and_what_is_emptied_or_too_long_is_not_kept(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        var typing = test.Get<Typing>();
        var clerk = test.By(Role.Clerk);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => typing.Keep(clerk, Page, new Dictionary<string, string> { ["a/same"] = "同", [$"a/{i}"] = "各" }, Ct))));
        (await typing.Of(clerk, Page, Ct)).Count.ShouldBe(7);
        await typing.Keep(clerk, Page, Fields("a/same", ""), Ct);
        (await typing.Of(clerk, Page, Ct)).Keys.ShouldNotContain("a/same");
        (await typing.Keep(clerk, Page, Fields("a/long", new string('长', Typing.Longest + 1)), Ct)).Ok.ShouldBeFalse();
        (await typing.Keep(clerk, Page, Enumerable.Range(0, Typing.Most).ToDictionary(i => $"b/{i}", _ => "多"), Ct)).Ok.ShouldBeFalse();
        (await typing.Of(clerk, Page, Ct)).Count.ShouldBe(6);
    }

    private static Dictionary<string, string> Fields(string field, string text) => new() { [field] = text };
}
