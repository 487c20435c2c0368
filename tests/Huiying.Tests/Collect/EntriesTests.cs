using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Tests.Collect;

public sealed class EntriesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R16")]
    public async Task A_call_becomes_a_post_with_channel_publicity_and_the_time_it_was_received(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        var received = test.Time.GetUtcNow().AddMinutes(-30);
        var id = (await test.Get<Entries>().Enter(test.By(Role.DutyOfficer), Call(received), Ct)).Value;
        var post = await Read(test, id);
        (post.Channel, post.Kind, post.Public, post.ReceivedAt, post.EnteredAfterwards, post.Why).ShouldBe(
            (Channel.Telephone, PostKind.Report, false, received, false, "人工登记：电话"));
        post.CapturedAt.ShouldBe(test.Time.GetUtcNow());
    }

    [Fact, Clause("R16")]
    public async Task What_was_received_more_than_30_minutes_ago_is_marked_as_entered_afterwards()
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect());
        var id = (await test.Get<Entries>().Enter(test.By(Role.Clerk), Call(test.Time.GetUtcNow().AddMinutes(-30).AddSeconds(-1)), Ct)).Value;
        (await Read(test, id)).EnteredAfterwards.ShouldBeTrue();
        await foreach (var e in test.Ledger.Read(test.Office, new Subject("post", id.ToString()), ct: Ct)) e.As(CollectJson.Default.EntryEntry).EnteredAfterwards.ShouldBeTrue();
    }

    [Fact, Clause("R16")]
    public async Task An_entry_that_leaves_out_what_a_clock_or_a_record_needs_is_refused()
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect());
        var now = test.Time.GetUtcNow();
        await Refused(Call(now.AddSeconds(1)), "entry.received-later");
        await Refused(Call(now) with { Public = null }, "invalid");
        await Refused(Call(now) with { Number = null }, "entry.no-caller");
        await Refused(Call(now) with { Text = " " }, "invalid");
        await Refused(Call(now) with { Channel = Channel.Web }, "invalid");
        await Refused(Call(now) with { Url = "javascript:alert(1)" }, "invalid");
        (await test.Get<Entries>().Enter(test.By(Role.SectionOfficer), Call(now), Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("not-your-post");
        (await test.Get<Posts>().Waiting(test.Office, Ct)).ShouldBe(0);

        async Task Refused(EntryDraft draft, string code) => (await test.Get<Entries>().Enter(test.By(Role.Clerk), draft, Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_page_already_stored_is_not_entered_twice()
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect());
        var draft = Call(test.Time.GetUtcNow()) with { Channel = Channel.Web, Url = "https://www.example.org/a", Public = true };
        var id = (await test.Get<Entries>().Enter(test.By(Role.Clerk), draft, Ct)).Value;
        (await test.Get<Entries>().Enter(test.By(Role.Clerk), draft, Ct)).Refusal.ShouldNotBeNull().Zh.ShouldContain(id.ToString());
    }

    [Theory, BothEngines, Clause("S16")]
    public async Task Two_calls_of_one_caller_have_nothing_in_common_that_could_be_linked_or_counted(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        var entries = test.Get<Entries>();
        await entries.Enter(test.By(Role.Clerk), Call(test.Time.GetUtcNow()) with { Text = "村里的路什么时候修？" }, Ct);
        await entries.Enter(test.By(Role.Clerk), Call(test.Time.GetUtcNow()) with { Text = "低保名单在哪里公示？" }, Ct);
        await using var store = test.Open();
        var rows = await store.Set<ContactRow>().ToListAsync(Ct);
        rows.Count.ShouldBe(2);
        rows[0].Encrypted.ShouldNotBe(rows[1].Encrypted);
        // Beside office and post a contact has only what is encrypted, and no face takes a person who asks.
        store.Model.FindEntityType(typeof(ContactRow))!.GetProperties().Select(p => p.Name).ShouldBe(["Office", "Post", "Encrypted"], ignoreOrder: true);
        var asked = typeof(Contacts).GetMethods().Concat(typeof(Entries).GetMethods()).Where(m => m.DeclaringType!.Namespace == "Huiying.Collect").SelectMany(m => m.GetParameters());
        asked.ShouldNotContain(p => p.ParameterType == typeof(Contact) || p.ParameterType == typeof(ContactLine));
    }

    [Theory, BothEngines, Clause("S03")]
    public async Task Personal_details_in_the_text_are_masked_and_the_caller_is_nowhere_in_the_store(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        var id = (await test.Get<Entries>().Enter(test.By(Role.Clerk), Call(test.Time.GetUtcNow()) with { Text = "请回电13912345678，村里的路什么时候修？" }, Ct)).Value;
        (await Read(test, id)).Text.ShouldNotContain("13912345678");
        await using var store = test.Open();
        var row = await store.Set<ContactRow>().SingleAsync(Ct);
        var text = System.Text.Encoding.UTF8.GetString(row.Encrypted);
        text.ShouldNotContain("13900000001");
        text.ShouldNotContain("来电人甲");
        await foreach (var e in test.Ledger.Read(test.Office, ct: Ct)) e.Data.GetRawText().ShouldNotContain("来电人甲");
    }

    [Theory, BothEngines, Clause("S03"), Clause("S11")]
    public async Task Contact_details_open_for_the_handler_of_the_case_only_and_each_look_is_in_the_ledger(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        var id = (await test.Get<Entries>().Enter(test.By(Role.Clerk), Call(test.Time.GetUtcNow()), Ct)).Value;
        var contacts = test.Get<Contacts>();
        var handler = test.By(Role.SectionOfficer);
        var matter = new Subject("case", "c1");
        (await contacts.Exists(test.Office, id, Ct)).ShouldBeTrue();
        (await contacts.Open(handler, id, Ct)).Refusal.ShouldNotBeNull().Clause.ShouldBe("S03");
        await test.Acts.Run<Done>(test.By(Role.Clerk), "cases.assign", matter, async act =>
        {
            await Contacts.Grant(act, id, handler.Person, matter, Ct);
            return default(Done);
        }, Ct);
        (await contacts.Open(handler, id, Ct)).Value.Lines.ShouldBe([new("来电（文）人", "来电人甲"), new("号码", "13900000001")]);
        (await contacts.Open(test.By(Role.Clerk), id, Ct)).Ok.ShouldBeFalse("the clerk who typed it in does not see it again");
        await test.Acts.Run<Done>(test.By(Role.Clerk), "cases.close", matter, async act =>
        {
            await Contacts.Withdraw(act, matter, null, Ct);
            return default(Done);
        }, Ct);
        (await contacts.Open(handler, id, Ct)).Ok.ShouldBeFalse();

        var acts = new List<string>();
        await foreach (var e in test.Ledger.Read(test.Office, new Subject("post", id.ToString()), ct: Ct))
        {
            acts.Add(e.Act);
            e.Data.GetRawText().ShouldNotContain("1390000");
        }
        acts.ShouldBe(["entries.enter", "contacts.open.refused", "cases.assign", "contacts.open", "contacts.open.refused", "contacts.open.refused"]);
    }

    private static EntryDraft Call(DateTimeOffset received) =>
        new(Channel.Telephone, Public: false, "询问修路", "村口的水泥路修了一半，什么时候能修完？", received, Caller: "来电人甲", Number: "13900000001");

    private static async Task<Post> Read(TestStore test, PostId id) => (await test.Get<Posts>().Read(test.By(Role.Clerk), [id], Ct)).Value.ShouldHaveSingleItem();
}
