using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;
using Case = Huiying.Handle.Case;

namespace Huiying.Tests.Handle;

public sealed class SectionRoutingTests
{
    private static readonly string[] Lamps = ["白杨村路灯不亮请维修", "新苑路灯坏了照明电缆被挖断", "松林镇路灯杆倒伏照明中断", "河东路灯夜里不亮照明差"];
    private static readonly string[] Papers = ["低保证明材料怎样盖章", "公章证明开具要几天", "退休档案证明材料丢失怎样补", "办事大厅盖章排队太久证明难开"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R64")]
    public async Task Sections_are_suggested_from_signed_assignments_with_words_and_never_the_accused(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect().AddAssess().AddHandle());
        var (routing, clerk) = (test.Get<SectionRouting>(), test.By(Role.Clerk));
        var asked = Titled("柳河小区路灯不亮，照明电缆断了");
        await Assigned(test, SectionRouting.Enough - 1, signed: true);
        // Assignments nobody signed for, and those sent back, teach nothing.
        await Assigned(test, 40, signed: false, from: 500);
        (await routing.Suggest(clerk, asked, Ct)).ShouldBeEquivalentTo(new SuggestedSections([], SectionRouting.Enough - 1));

        await Assigned(test, 31, signed: true, from: 100);
        var found = await routing.Suggest(clerk, asked, Ct);
        found.Examples.ShouldBe(SectionRouting.Enough + 30);
        found.Best.Count.ShouldBeInRange(1, 3);
        (found.Best[0].Section, found.Best[0].Chance > 0.6).ShouldBe((TestOffice.Business, true));
        found.Best[0].Words.ShouldContain("照明");
        (await routing.Suggest(clerk, Titled("退休证明材料怎样盖章"), Ct)).Best[0].Section.ShouldBe(TestOffice.General);
        // Of what it never met it says nothing.
        (await routing.Suggest(clerk, Titled("海鲜餐厅涨价"), Ct)).Best.ShouldBeEmpty();

        var walk = CaseWalk.Opened();
        walk.Do(CaseWalk.By(Role.Clerk), (c, d) => Recusing.Name(c, d, null, TestOffice.Business, "推诿报修", "来信直接反映该科室"));
        (await routing.Suggest(clerk, asked with { Namings = walk.Case.Namings }, Ct)).Best.ShouldNotContain(b => b.Section == TestOffice.Business);
    }

    [Theory, BothEngines, Clause("R64"), Clause("S03")]
    public async Task A_labelled_file_teaches_before_there_are_assignments_keeps_words_only_and_can_be_taken_away(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect().AddAssess().AddHandle());
        var (labelled, routing, clerk) = (test.Get<LabelledFiles>(), test.Get<SectionRouting>(), test.By(Role.Clerk));
        var asked = Titled("柳河小区路灯不亮，照明电缆断了");
        (await routing.Suggest(clerk, asked, Ct)).Best.ShouldBeEmpty();
        var rows = new StringBuilder("标题,内容,承办单位,联系电话,发帖人\n");
        for (var i = 0; i < 20; i++) rows.Append(CultureInfo.InvariantCulture, $"{Lamps[i % 4]},第{i}次报修，电话13900001234，张建国说照明一直不亮,业务科,13900001234,张建国\n{Papers[i % 4]},第{i}次来办,综合科,,\n退税进度,退税什么时候到账,税务岗,,\n");
        rows.Append("没有科室,内容,,,\n");
        var bytes = Encoding.UTF8.GetBytes(rows.ToString());

        (await labelled.Look(test.By(Role.SectionOfficer), new MemoryStream(bytes), Ct)).Refusal!.Clause.ShouldBe("R64");
        var look = (await labelled.Look(clerk, new MemoryStream(bytes), Ct)).Value;
        look.Labels.ShouldBe([new("业务科", 20, TestOffice.Business), new("税务岗", 20, null), new("综合科", 20, TestOffice.General)], ignoreOrder: true);
        look.Rejected.ShouldHaveSingleItem().Row.ShouldBe(62);
        var sections = look.Labels.ToDictionary(l => l.Label, l => l.Section);
        Dictionary<string, SectionId?> One(SectionId? section) => new() { ["业务科"] = section };
        (await labelled.Take(test.By(Role.SectionHead), "f.csv", new MemoryStream(bytes), sections, Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await labelled.Take(clerk, "f.csv", new MemoryStream(bytes), One(TestOffice.Business), Ct)).Refusal!.Zh.ShouldContain("两个科室");
        (await labelled.Take(clerk, "f.csv", new MemoryStream(bytes), One(new("elsewhere")), Ct)).Refusal!.Zh.ShouldContain("本单位没有");
        (await labelled.Take(clerk, "f.csv", new MemoryStream("标题,内容\n甲,乙\n"u8.ToArray()), sections, Ct)).Refusal!.Zh.ShouldContain("没有可学的样例");
        var file = (await labelled.Take(clerk, "往年工单 13900001234.csv", new MemoryStream(bytes), sections, Ct)).Value;
        (file.Name, file.Hash, file.ByName, file.Examples, file.Rejected).ShouldBe(("往年工单 ［电话］.csv", Convert.ToHexStringLower(SHA256.HashData(bytes)), clerk.Name, 40, 21));
        (await labelled.Take(clerk, "again.csv", new MemoryStream(bytes), sections, Ct)).Refusal!.Code.ShouldBe("routing.same-file");

        // It suggests at once, from words alone; neither text nor person nor telephone is kept anywhere.
        var found = await routing.Suggest(clerk, asked, Ct);
        (found.Examples, found.FromFiles, found.Best[0].Section).ShouldBe((0, 40, TestOffice.Business));
        found.Best[0].Words.ShouldContain("照明");
        await using (var store = test.Open())
        {
            var kept = string.Join('\n', LabelledRow.Unpack((await store.Set<LabelledRow>().SingleAsync(Ct)).Examples!).Select(e => e.Title + "|" + e.Body));
            kept.ShouldContain("照明");
            foreach (var gone in new[] { "13900001234", "张建国", "建国", Lamps[0], "照明一直不亮" }) kept.ShouldNotContain(gone);
        }
        // Own assignments count beside it; a section accused is suggested by neither.
        await Assigned(test, 10, signed: true);
        (await routing.Suggest(clerk, asked, Ct)).Examples.ShouldBe(10);

        (await labelled.Remove(test.By(Role.PrincipalLeader), file.Id, "x", Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await labelled.Remove(clerk, file.Id, " ", Ct)).Refusal!.Clause.ShouldBe("R64");
        (await labelled.Remove(clerk, file.Id, "科室职责已调整", Ct)).Refusal.ShouldBeNull();
        (await labelled.Remove(clerk, file.Id, "再移", Ct)).Refusal!.Code.ShouldBe("routing.removed");
        (await routing.Suggest(clerk, asked, Ct)).ShouldBeEquivalentTo(new SuggestedSections([], 10));
        var listed = (await labelled.List(test.By(Role.SectionOfficer), Ct)).Value.ShouldHaveSingleItem();
        (listed.Hash, listed.Removed!.Reason, listed.Removed.ByName).ShouldBe((file.Hash, "科室职责已调整", clerk.Name));
        await using (var store = test.Open()) (await store.Set<LabelledRow>().SingleAsync(Ct)).Examples.ShouldBeNull();
        var acts = new List<string>();
        await foreach (var entry in test.Ledger.Read(test.Office, ct: Ct)) if (entry.Act.StartsWith("routing", StringComparison.Ordinal)) acts.Add(entry.Act);
        acts.Count(a => a is "routing.take" or "routing.remove").ShouldBe(2);
        acts.Count(a => a.EndsWith(".refused", StringComparison.Ordinal)).ShouldBe(8);
        // Removed, it may be taken again.
        (await labelled.Take(clerk, "again.csv", new MemoryStream(bytes), sections, Ct)).Refusal.ShouldBeNull();
    }

    [Theory]
    [InlineData("建议在人民广场增设座椅", Category.Suggestion, "建议")]
    [InlineData("对集市搬迁献策：可在东门另开一处", Category.Suggestion, "献策")]
    [InlineData("建议什么时候落实？", Category.Inquiry, "？")]
    [InlineData("投诉收费，建议严查", Category.Inquiry, "投诉")]
    [InlineData("谣言、造谣、恶意炒作、抹黑、煽动", Category.Inquiry, null)]
    [InlineData("白杨村路灯", Category.Inquiry, null)]
    [Clause("S05"), Clause("S06")]
    public void Only_the_first_or_the_fourth_category_is_suggested_and_doubt_is_the_first(string title, Category expected, string? word)
    {
        var suggested = SuggestedCategory.Of(title, []);
        suggested.Category.ShouldBe(expected);
        if (word is null) suggested.Words.ShouldBeEmpty();
        else suggested.Words.ShouldContain(word);
        // Whatever is raised beside it that is not a mere statement makes it the first.
        foreach (var kind in new[] { ClaimKind.Inquiry, ClaimKind.Doubt, ClaimKind.Demand }) SuggestedCategory.Of(title, [(kind, "座椅")]).Category.ShouldBe(Category.Inquiry);
        SuggestedCategory.Of(title, [(ClaimKind.Statement, "广场没有座椅")]).Category.ShouldBe(expected);
    }

    private static Case Titled(string title) => CaseWalk.Opened().Case with { Id = new CaseId("asked"), Title = title };

    private static async Task Assigned(TestStore test, int count, bool signed, int from = 0)
    {
        var opened = CaseWalk.Opened();
        await using var store = test.Open();
        for (var i = from; i < from + count; i++)
        {
            var section = i % 2 == 0 ? TestOffice.Business : TestOffice.General;
            var wrong = signed ? section : i % 2 == 0 ? TestOffice.General : TestOffice.Business;
            var texts = i % 2 == 0 ? Lamps : Papers;
            DateTimeOffset? at = signed ? opened.Now : null;
            var assignment = new Assignment(1, wrong, "办理", opened.Now, at, at is null ? null : TestOffice.Actor(Role.SectionHead, section).Person, i % 4 == 1 && !signed ? "不属本科室" : null);
            var c = opened.Case with { Id = new CaseId($"c{i:000}"), Title = texts[i / 2 % texts.Length], Assignments = [assignment] };
            store.Add(new CaseRow { Office = test.Office, Id = c.Id, Number = $"〔2026〕{i}号", OpenedAt = c.OpenedAt, State = JsonSerializer.SerializeToUtf8Bytes(c, HandleJson.Default.Case) });
        }
        await store.SaveChangesAsync(Ct);
    }
}
