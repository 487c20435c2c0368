using System.Text;
using Huiying.Collect;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Tests.House;

namespace Huiying.Tests.Collect;

/// <summary>Exports whose columns do not say what they are: told once, remembered for every file with the same header.</summary>
public sealed class MappingsTests
{
    private const string Header = "批次,诉求要点,办件日,当事群众姓名,所述,备考";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R16")]
    public async Task What_columns_mean_is_set_once_for_a_header_and_kept_for_every_office_by_itself(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        var mappings = test.Get<Mappings>();
        var duty = test.By(Role.DutyOfficer);
        var look = await Look(mappings, test.Office, Sheet("路灯不亮", "村口三盏路灯不亮已有三十天。"));
        (look.Remembered, look.Plain).ShouldBe((false, false));
        look.Columns.Select(c => (c.Name, c.Target, c.Personal)).ShouldBe([("批次", ColumnTarget.None, false), ("诉求要点", ColumnTarget.None, false), ("办件日", ColumnTarget.None, false),
            ("当事群众姓名", ColumnTarget.ContactName, true), ("所述", ColumnTarget.None, false), ("备考", ColumnTarget.None, false)]);
        (await Take(test, Sheet("路灯不亮", "村口三盏路灯不亮已有三十天。"))).Rejected[0].Code.ShouldBe("no-text-column");
        var set = new Dictionary<string, ColumnTarget> { ["诉求要点"] = ColumnTarget.Title, ["办件日"] = ColumnTarget.Time, ["所述"] = ColumnTarget.Body, ["当事群众姓名"] = ColumnTarget.ContactName };
        (await mappings.Set(duty, set, [.. look.Columns.Select(c => c.Name)], Ct)).Refusal.ShouldBeNull();

        // Another file with the same header, in another encoding.
        var again = LocalSite.Gb18030.GetBytes(Encoding.UTF8.GetString(Sheet("停水三天", "清溪镇停水三天，没有通知，老人打水不便。")));
        (await Look(mappings, test.Office, again)).Plain.ShouldBeTrue();
        (await Take(test, again)).Counts.ShouldBe(new IntakeCounts(Stored: 1));
        var post = (await test.Get<Posts>().Read(test.By(Role.Clerk), [new PostId(1)], Ct)).Value.ShouldHaveSingleItem();
        (post.Title, post.Text).ShouldBe(("停水三天", "清溪镇停水三天，没有通知，老人打水不便。"));
        post.Published.ShouldBe(new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.FromHours(8)));
        (await test.Get<Contacts>().Exists(test.Office, post.Id, Ct)).ShouldBeTrue();
        (await Look(mappings, new OfficeId("another"), again)).Remembered.ShouldBeFalse();
        await foreach (var e in test.Ledger.Read(test.Office, ct: Ct)) e.Data.GetRawText().ShouldNotContain("当事群众姓名");
    }

    [Fact, Clause("S03")]
    public async Task A_column_of_personal_details_never_becomes_text_and_shows_nothing_of_itself()
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect());
        var mappings = test.Get<Mappings>();
        var bytes = Encoding.UTF8.GetBytes("回访手机,经过,留名\n13900000000,路灯坏了，电话13900000001,郑小满\n");
        var look = await Look(mappings, test.Office, bytes);
        var shown = string.Concat(look.Columns.SelectMany(c => c.Samples));
        shown.ShouldNotContain("1390000");
        shown.ShouldNotContain("郑小满");
        shown.ShouldContain("路灯坏了");
        string[] names = [.. look.Columns.Select(c => c.Name)];
        (await mappings.Set(test.By(Role.Clerk), new Dictionary<string, ColumnTarget> { ["经过"] = ColumnTarget.Body, ["回访手机"] = ColumnTarget.Title }, names, Ct)).Refusal.ShouldNotBeNull()
            .ShouldSatisfyAllConditions(r => r.Code.ShouldBe("import.personal-column"), r => r.Clause.ShouldBe("S03"));
        (await mappings.Set(test.By(Role.Clerk), new Dictionary<string, ColumnTarget> { ["留名"] = ColumnTarget.Author }, names, Ct)).Refusal.ShouldNotBeNull().Zh.ShouldContain("至少");
        (await mappings.Set(test.By(Role.SectionOfficer), new Dictionary<string, ColumnTarget> { ["经过"] = ColumnTarget.Body }, names, Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("not-your-post");
        (await Look(mappings, test.Office, bytes)).Remembered.ShouldBeFalse();
    }

    [Fact]
    public async Task Json_lines_are_told_by_the_names_of_their_first_line()
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect());
        var mappings = test.Get<Mappings>();
        var bytes = Encoding.UTF8.GetBytes("""{"no":"1","yaodian":"路灯不亮","neirong":"村口三盏路灯不亮已有三十天。"}""" + "\n");
        var look = await Look(mappings, test.Office, bytes);
        look.Columns.Select(c => c.Name).ShouldBe(["no", "yaodian", "neirong"]);
        (await mappings.Set(test.By(Role.Clerk), new Dictionary<string, ColumnTarget> { ["yaodian"] = ColumnTarget.Title, ["neirong"] = ColumnTarget.Body }, [.. look.Columns.Select(c => c.Name)], Ct)).Refusal.ShouldBeNull();
        (await Take(test, bytes)).Counts.Stored.ShouldBe(1);
    }

    private static byte[] Sheet(string title, string body) => Encoding.UTF8.GetBytes($"{Header}\n1,{title},2026-03-01 09:30,某甲,{body},无\n");

    private static async Task<SheetLook> Look(Mappings mappings, OfficeId office, byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        var look = await mappings.Look(office, stream, Ct);
        stream.Position.ShouldBe(0);
        return look.ShouldNotBeNull();
    }

    private static async Task<Imported> Take(TestStore test, byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return (await test.Get<Import>().Run(test.By(Role.Clerk), new ImportFile("export.csv"), stream, ct: Ct)).Value;
    }
}
