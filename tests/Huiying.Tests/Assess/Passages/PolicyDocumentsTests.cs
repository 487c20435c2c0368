using System.Text;
using Huiying.Assess;
using Huiying.Assess.Passages;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Tests.House;
using Huiying.Tests.Respond;

namespace Huiying.Tests.Assess.Passages;

public sealed class PolicyDocumentsTests
{
    private static readonly PolicyDocumentFacts Facts = new("白杨县城市供热管理规定", "白政发[2026]第03号", new(2026, 1, 5), null, null, "https://example.org/heating");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<TestStore> Create(Engine engine) => TestStore.Create(engine, s => s.AddCollect().AddAssess().AddHandle().AddRespond());

    private static byte[] Heating => Encoding.UTF8.GetBytes(MadeUpPolicies.All.Single(r => r.Id == "heating").Text);

    private static async Task<PolicyDocumentVersion> Added(TestStore test, PolicyDocumentFacts? facts = null, byte[]? file = null) =>
        (await test.Get<PolicyDocuments>().Add(test.By(Role.Clerk), facts ?? Facts, file ?? Heating, Ct)).Value;

    [Theory, BothEngines, Clause("R20"), Clause("R64")]
    public async Task A_document_is_kept_as_versions_that_never_change_and_only_what_is_in_force_is_offered(Engine engine)
    {
        await using var test = await Create(engine);
        var documents = test.Get<PolicyDocuments>();
        var clerk = test.By(Role.Clerk);
        (await documents.Fitting(clerk, ["暖气不热能退钱吗"], Ct)).Value.ShouldBeEmpty();
        var first = await Added(test);
        (first.Version, first.State, first.Facts.Number, first.Facts.From).ShouldBe((1, PolicyDocumentState.InForce, "白政发〔2026〕3号", new DateOnly(2026, 1, 5)));
        (await documents.Fitting(clerk, ["暖气不热，家里才十六度，能退钱吗"], Ct)).Value.Select(f => f.Paragraph.Place).ShouldContain("第五条");
        (await documents.Fitting(clerk, ["路口的红绿灯坏了"], Ct)).Value.ShouldBeEmpty();

        var text = Encoding.UTF8.GetBytes(MadeUpPolicies.All.Single(r => r.Id == "heating").Text.Replace("退还全部日热费", "退还日热费的两倍", StringComparison.Ordinal));
        (await documents.Replace(clerk, first.Document, 7, Facts, text, Ct)).Refusal!.Code.ShouldBe("case.changed");
        var second = (await documents.Replace(test.By(Role.SectionOfficer), first.Document, 1, Facts with { Until = new(2026, 3, 4) }, text, Ct)).Value;
        (await documents.Fitting(clerk, ["暖气不热，家里才十六度，能退钱吗"], Ct)).Value.ShouldContain(f => f.Paragraph.Text.Contains("两倍", StringComparison.Ordinal));
        (await documents.Versions(clerk, first.Document, Ct)).Value.Select(v => (v.Version, v.State)).ShouldBe([(2, PolicyDocumentState.InForce), (1, PolicyDocumentState.Replaced)]);
        (await documents.Paragraphs(clerk, first.Document, 1, Ct)).Value.ShouldContain(p => p.Text.Contains("退还全部日热费", StringComparison.Ordinal));
        (await documents.Quotable(clerk, first.Document, 1, 6, Ct)).Refusal!.Code.ShouldBe("document.not-in-force");
        (await documents.File(clerk, first.Document, 1, Ct)).Value.Bytes.ShouldBe(Heating);

        // 2 March: it holds to the end of the 4th.
        test.Time.Advance(TimeSpan.FromDays(2));
        (await documents.Fitting(clerk, ["暖气不热，家里才十六度，能退钱吗"], Ct)).Value.ShouldNotBeEmpty();
        test.Time.Advance(TimeSpan.FromDays(1));
        (await documents.Fitting(clerk, ["暖气不热，家里才十六度，能退钱吗"], Ct)).Value.ShouldBeEmpty();
        (await documents.List(clerk, Ct)).Value.Single().State.ShouldBe(PolicyDocumentState.Expired);
        (await documents.Quotable(clerk, second.Document, 2, 6, Ct)).Refusal!.Code.ShouldBe("document.not-in-force");

        // Without a file only what is said of it changes.
        (await documents.Replace(clerk, first.Document, 2, Facts, null, Ct)).Value.Version.ShouldBe(3);
        (await documents.Fitting(clerk, ["暖气不热，家里才十六度，能退钱吗"], Ct)).Value.ShouldContain(f => f.Paragraph.Text.Contains("两倍", StringComparison.Ordinal));
        (await documents.Withdraw(clerk, first.Document, " ", Ct)).Refusal!.Code.ShouldBe("invalid");
        (await documents.Withdraw(clerk, first.Document, "已被新办法废止", Ct)).Ok.ShouldBeTrue();
        (await documents.Withdraw(clerk, first.Document, "再来一次", Ct)).Refusal!.Code.ShouldBe("document.withdrawn");
        (await documents.Fitting(clerk, ["暖气不热，家里才十六度，能退钱吗"], Ct)).Value.ShouldBeEmpty();
        (await documents.List(clerk, Ct)).Value.Single().Version.ShouldBe(3);
        (await documents.Search(clerk, null, Ct)).Value.Single().State.ShouldBe(PolicyDocumentState.Withdrawn);
        var texts = (await documents.Paragraphs(clerk, first.Document, 3, Ct)).Value;
        texts.Select(t => t.Number).ShouldBe(Enumerable.Range(1, texts.Count));
        var acts = new List<string>();
        await foreach (var e in test.Ledger.Read(test.Office, first.Document.Subject, 0, Ct)) acts.Add(e.Act);
        acts.ShouldBe(["documents.add", "documents.replace.refused", "documents.replace", "documents.replace", "documents.withdraw.refused", "documents.withdraw", "documents.withdraw.refused"]);
    }

    [Theory, BothEngines]
    public async Task Not_every_post_keeps_them_and_another_office_sees_nothing(Engine engine)
    {
        await using var test = await Create(engine);
        var documents = test.Get<PolicyDocuments>();
        var added = await Added(test);
        foreach (var role in new[] { Role.DutyOfficer, Role.PartyMember, Role.PrincipalLeader, Role.SystemAdministrator })
        {
            (await documents.Add(test.By(role), Facts with { Number = "" }, Encoding.UTF8.GetBytes("另一份文件的文字，说的是别的事情。"), Ct)).Refusal!.Code.ShouldBe("not-your-post", role.ToString());
            (await documents.Withdraw(test.By(role), added.Document, "停用", Ct)).Refusal!.Code.ShouldBe("not-your-post", role.ToString());
        }
        (await documents.List(test.By(Role.DutyOfficer), Ct)).Value.ShouldHaveSingleItem();
        var stranger = test.By(Role.Clerk) with { Office = new("elsewhere") };
        (await documents.List(stranger, Ct)).Value.ShouldBeEmpty();
        (await documents.Versions(stranger, added.Document, Ct)).Refusal!.Code.ShouldBe("not-found");
        (await documents.Paragraphs(stranger, added.Document, 1, Ct)).Refusal!.Code.ShouldBe("not-found");
        (await documents.Quotable(stranger, added.Document, 1, 6, Ct)).Refusal!.Code.ShouldBe("not-found");
        (await documents.Fitting(stranger, ["暖气不热能退钱吗"], Ct)).Value.ShouldBeEmpty();
        (await documents.List(test.By(Role.Clerk) with { Posts = [] }, Ct)).Refusal!.Code.ShouldBe("not-your-post");
    }

    [Fact, Clause("S17")]
    public async Task What_is_marked_secret_is_never_taken_even_inside_a_packed_file()
    {
        await using var test = await Create(Engine.Sqlite);
        var documents = test.Get<PolicyDocuments>();
        var docx = DocumentFileTests.Docx("白杨县某某方案", "机密★10年", "第一条　本方案内容。");
        (await documents.Add(test.By(Role.Clerk), Facts, docx, Ct)).Refusal!.Clause.ShouldBe("S17");
        (await documents.List(test.By(Role.Clerk), Ct)).Value.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_said_of_it_is_checked_and_the_same_document_is_not_taken_twice()
    {
        await using var test = await Create(Engine.Sqlite);
        var documents = test.Get<PolicyDocuments>();
        async Task<string> Refused(PolicyDocumentFacts facts, byte[]? file = null) => (await documents.Add(test.By(Role.Clerk), facts, file ?? Heating, Ct)).Refusal!.Zh;
        (await Refused(Facts with { Number = "第三号文件" })).ShouldContain("〔2026〕3号");
        (await Refused(Facts with { Until = new(2025, 1, 1) })).ShouldContain("失效日期");
        (await Refused(Facts with { Address = "javascript:alert(1)" })).ShouldContain("https://");
        (await Refused(Facts with { Title = "规" })).ShouldContain("标题");
        (await documents.List(test.By(Role.Clerk), Ct)).Value.ShouldBeEmpty();
        (await Added(test, Facts with { Title = " " })).Facts.Title.ShouldBe("白杨县城市供热管理规定");
        (await Refused(Facts with { Number = "" })).ShouldContain("已经收入");
        (await Refused(Facts, Encoding.UTF8.GetBytes("同一文号，文字不同的一份文件。"))).ShouldContain("已经收入");
    }

    [Theory, BothEngines, Clause("R35")]
    public async Task What_a_text_cites_is_looked_at_again_and_what_lapsed_is_named_with_passage_and_dates(Engine engine)
    {
        await using var test = await Create(engine);
        var (documents, fitting, clerk) = (test.Get<PolicyDocuments>(), test.Get<FittingPassages>(), test.By(Role.Clerk));
        Task<IReadOnlyList<LapsedCitation>> Lapsed(params string[] paragraphs) => documents.Lapsed(test.Office, paragraphs, Ct);
        var added = await Added(test);
        var found = (await documents.Fitting(clerk, ["暖气不热，家里才十六度，能退钱吗"], Ct)).Value.First(f => f.Paragraph.Place == "第五条");
        var quoted = (await fitting.Quote(clerk, FittingPassages.Key(found), Ct)).Value.Text;
        (await Lapsed("无关的一段。", quoted)).ShouldBeEmpty("it is in force");

        // A newer version that keeps these words leaves the quotation right; one that changes them does not.
        var text = MadeUpPolicies.All.Single(r => r.Id == "heating").Text;
        await documents.Replace(clerk, added.Document, 1, Facts, Encoding.UTF8.GetBytes(text.Replace("每平方米二十六元", "每平方米二十八元", StringComparison.Ordinal)), Ct);
        (await Lapsed(quoted)).ShouldBeEmpty("the words still stand");
        await documents.Replace(clerk, added.Document, 2, Facts with { Until = new(2026, 3, 4) }, Encoding.UTF8.GetBytes(text.Replace("退还全部日热费", "退还日热费的两倍", StringComparison.Ordinal)), Ct);
        var replaced = (await Lapsed("无关的一段。", quoted)).ShouldHaveSingleItem();
        (replaced.Paragraph, replaced.Passage?.Place, replaced.Document.Version, replaced.Newest?.Version).ShouldBe((2, "第五条", 2, 3));
        replaced.Said(TimeZoneInfo.Utc).ShouldBe("第2段引用的《白杨县城市供热管理规定》（白政发〔2026〕3号）第五条已更新为第3版，新版里没有所引的这段文字。");

        // Over: what the newest version says is no more in force either, and typed by hand or only named it is found as well.
        var now = (await fitting.Quote(clerk, $"{added.Document}/3/{found.Paragraph.Number}", Ct)).Value.Text;
        (await Lapsed(now, "依据《白杨县城市供热管理规定》办理。", "依据《白杨县城市供热管理规定（试行）》办理。")).ShouldBeEmpty();
        test.Time.Advance(TimeSpan.FromDays(3));
        var over = await Lapsed(now, "依据《白杨县城市供热管理规定》办理。");
        over.Select(l => (l.Paragraph, l.Document.Version, l.Document.State, l.Passage?.Place)).ShouldBe([(1, 3, PolicyDocumentState.Expired, "第五条"), (2, 3, PolicyDocumentState.Expired, null)]);
        over[0].Said(TimeZoneInfo.Utc).ShouldContain("第五条有效期到2026年3月4日，已经失效。");

        // Another document of that title that holds today puts it right, unless the number says which one is meant.
        await documents.Withdraw(clerk, added.Document, "已被新规定代替", Ct);
        (await documents.Add(clerk, Facts with { Number = "白政发〔2026〕9号" }, Encoding.UTF8.GetBytes(text + "\n第十二条　本规定自印发之日起施行。"), Ct)).Ok.ShouldBeTrue();
        (await Lapsed("依据《白杨县城市供热管理规定》办理。")).ShouldBeEmpty();
        var withdrawn = (await Lapsed(now)).ShouldHaveSingleItem();
        withdrawn.Said(TimeZoneInfo.Utc).ShouldContain("停用：已被新规定代替。");
        (await documents.Lapsed(new("elsewhere"), [now], Ct)).ShouldBeEmpty();
    }

    [Theory, BothEngines, Clause("R35")]
    public async Task Nobody_approves_or_publishes_over_a_lapse_the_page_did_not_show_and_having_seen_it_they_may(Engine engine)
    {
        await using var test = await Create(engine);
        var (documents, releases, clerk) = (test.Get<PolicyDocuments>(), test.Get<Releases>(), test.By(Role.Clerk));
        var added = await Added(test);
        var number = (await documents.Paragraphs(clerk, added.Document, 1, Ct)).Value.Single(p => p.Place == "第五条").Number;
        var quoted = (await test.Get<FittingPassages>().Quote(clerk, $"{added.Document}/1/{number}", Ct)).Value;
        var id = await MendingTests.Answerable(test);
        var draft = (await releases.Submit(test.By(Role.SectionOfficer), id, MendingTests.Text with { Body = [.. MendingTests.Text.Body, quoted] }, null, Ct)).Value;
        var (first, _) = (await releases.Steps(test.Office, draft, Ct))[0];
        async Task<Refusal?> Sign(string? shown) => (await releases.Sign(test.By(first.By[0], first.Section), draft.Id, first.Id, draft.Current.Hash, "同意", Ct, shown)).Refusal;
        async Task<Refusal?> Publish(string shown) => (await releases.Publish(test.By(Role.Spokesperson), draft.Id, draft.Current.Hash, "website", null, null, Ct, shown)).Refusal;

        (await documents.Withdraw(clerk, added.Document, "已废止", Ct)).Ok.ShouldBeTrue();
        (await Sign("")).ShouldNotBeNull().Code.ShouldBe("release.lapsed");
        var seen = Releases.Lapses(await test.Get<FittingPassages>().Lapsed(test.Office, draft.Current.Text, Ct));
        (await Sign(seen)).ShouldBeNull();
        (await Publish("")).ShouldNotBeNull().Code.ShouldBe("publish.unapproved", "what stands in the way anyway is said first");
        await MendingTests.Approve(test, (await releases.Find(test.Office, draft.Id, Ct))!, but: first.Id);
        (await Publish("")).ShouldNotBeNull().Code.ShouldBe("release.lapsed");
        (await Publish(seen)).ShouldBeNull();
    }

    [Fact, Clause("R35")]
    public async Task A_quotation_is_the_stored_text_letter_for_letter_with_where_it_stands()
    {
        await using var test = await Create(Engine.Sqlite);
        var clerk = test.By(Role.Clerk);
        var documents = test.Get<PolicyDocuments>();
        var fitting = test.Get<FittingPassages>();
        var housing = MadeUpPolicies.All.Single(r => r.Id == "housing");
        await Added(test, new(housing.Title, "", null, null, null, ""), DocumentFileTests.Docx(housing.Text.Split('\n')));
        var found = (await documents.Fitting(clerk, ["有人在城里有楼房还领危房补助"], Ct)).Value.First(f => f.Paragraph.Place == "第六条第（二）项");
        var stored = (await documents.Paragraphs(clerk, found.Document.Document, 1, Ct)).Value;
        var quoted = (await fitting.Quote(clerk, FittingPassages.Key(found), Ct)).Value;
        quoted.Text.ShouldBe("《白杨县农村危旧房改造补助办法》第六条第（二）项规定：“第六条　有下列情形之一的，不予补助：……（二）在城镇另有住房的；”");
        quoted.Text.ShouldContain(stored.Single(p => p.Number == found.Paragraph.Number).Text);
        string.Concat(found.Parts.Select(p => p.Text)).ShouldBe(found.Paragraph.Text);
        found.Parts.ShouldContain(p => p.Marked);
        foreach (var wrong in new[] { "", "x", "a/b/c", $"{found.Document.Document}/1/999", $"{found.Document.Document}/9/1", "//", "../1/1" }) (await fitting.Quote(clerk, wrong, Ct)).Refusal!.Code.ShouldBe("not-found", wrong);
    }
}
