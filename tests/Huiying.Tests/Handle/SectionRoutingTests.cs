using System.Text.Json;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Tests.House;
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
