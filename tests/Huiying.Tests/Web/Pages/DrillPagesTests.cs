using System.Net;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Review;
using Huiying.Tests.House;
using Huiying.Tests.Review;
using Huiying.Tests.Web.Pages.Events;

namespace Huiying.Tests.Web.Pages;

public sealed class DrillPagesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("R55"), Clause("S12")]
    public async Task A_whole_exercise_through_the_pages_is_marked_everywhere_and_nothing_of_it_is_public()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        using var principal = await site.SignedIn(Role.PrincipalLeader);
        var people = await site.Get<People>().List(site.Store.Office, Ct);
        var fields = new Dictionary<string, string> { ["title"] = "夜间首报演练", ["goal"] = "练习首报", ["hours"] = "2", ["of"] = "" };
        foreach (var part in DrillWalk.Cast(people)) fields[$"cast:{part.Role}:{part.Section?.Value}"] = part.Person.Value;
        using var script = new MemoryStream();
        await DrillWalk.Script().CopyToAsync(script, Ct);
        var planned = await clerk.SendFile("/drills?handler=plan", fields, "file", script.ToArray(), "/drills");
        planned.StatusCode.ShouldBe(HttpStatusCode.Redirect, EventWalk.Said(await planned.Content.ReadAsStringAsync(Ct)));
        var address = planned.Headers.Location!.ToString();
        var drill = new OfficeId(address.Split('/')[^1]);
        (await clerk.Send($"{address}?handler=begin", [], address)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await principal.Read("/desk")).ShouldContain("批准开始演练");
        (await principal.Send($"{address}?handler=begin", [], address)).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        using var walk = await new EventWalk(site) { Office = drill }.Published();
        var release = await walk.Release();
        release.Published.ShouldNotBeNull();

        // What waits in the drill stands on the own desk too, marked and apart from the real work.
        var outside = await clerk.Read("/desk");
        outside.ShouldContain("演练中的待办");
        outside.ShouldContain("演练“夜间首报演练”正在进行");
        outside.ShouldContain("记录回应效果");
        outside[..outside.IndexOf("演练中的待办", StringComparison.Ordinal)].ShouldNotContain("记录回应效果");
        (await principal.Read("/desk")).ShouldNotContain("批准开始演练");

        // Marked on every page and in every document; the office's real pages are not.
        var inside = await walk.By(Role.Clerk);
        foreach (var path in new[] { "/desk", "/events", $"/events/{walk.Id}", $"/events/{walk.Id}/answers/{release.Id}", "/topics", "/statistics", "/papers", "/patrols", "/people", "/search", "/import", "/drills", "/trainings" })
        {
            var html = await inside.Read(path);
            html.ShouldContain("class=\"drill\"", Shouldly.Case.Sensitive, path);
            html.ShouldContain("<title>【演练】", Shouldly.Case.Sensitive, path);
        }
        var documents = CaseDocuments.Of(await walk.Case());
        documents.ShouldNotBeEmpty();
        foreach (var document in documents)
        {
            var bytes = (await site.Get<Blobs>().Read(drill, document.Hash, Ct))!.Bytes;
            if (document.Zh.Contains("扫描", StringComparison.Ordinal)) continue;
            PrintedPage.Read(bytes).OfType<PrintedLine>().ShouldContain(l => l.Text == OfficialDocument.DrillLine, document.Zh);
        }
        (await clerk.Read("/events")).ShouldNotContain("class=\"drill\"");
        (await clerk.Read("/events")).ShouldNotContain("白杨村路灯不亮");

        // Not public by any address, also for whoever is in the drill; the public figures do not move.
        using var visitor = site.Visitor();
        foreach (var reader in new[] { visitor, inside })
        {
            (await reader.Read("/")).ShouldNotContain("白杨村");
            (await reader.Read("/answers.atom")).ShouldNotContain("白杨村");
            (await reader.Open($"/answers/{release.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
        var onTime = await visitor.Read("/on-time");
        (await site.Get<OnTime>().Of(drill, Ct)).Sum(f => f.Met + f.Late).ShouldBeGreaterThan(0, "or the figure proves nothing");
        (await site.Get<OnTime>().Of(site.Store.Office, Ct)).Sum(f => f.Met + f.Late + f.Running).ShouldBe(0);
        onTime.ShouldBe(await (await visitor.Open("/on-time")).Content.ReadAsStringAsync(Ct));
        (await clerk.Read("/statistics")).ShouldNotContain("figure=opened");

        // A form opened in the drill does nothing after leaving it.
        var token = System.Text.RegularExpressions.Regex.Match(await inside.Read("/events/new"), "name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"").Groups[1].Value;
        (await inside.Send($"{address}?handler=leave", [], "/desk")).Headers.Location!.ToString().ShouldBe(address);
        (await inside.Read("/events")).ShouldNotContain("class=\"drill\"");
        var late = await inside.Post("/events/new", new() { ["__RequestVerificationToken"] = token, ["title"] = "误入正式", ["channel"] = "Hotline", ["receivedAt"] = "2026-03-02T08:40", ["open"] = "true" });
        late.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await site.Get<Cases>().List(site.Store.Office, closedToo: true, Ct)).ShouldBeEmpty();

        // Ended, it is a record here and only read there.
        var ended = await clerk.Send($"{address}?handler=end", new() { ["findings"] = "答复当日发出，首报偏慢。", ["lesson1"] = "首报模板再简", ["owner1"] = "duty", ["due1"] = "2026-04-01" }, address);
        ended.StatusCode.ShouldBe(HttpStatusCode.Redirect, EventWalk.Said(await ended.Content.ReadAsStringAsync(Ct)));
        var record = await clerk.Read(address);
        foreach (var said in new[] { "首报偏慢", "首报模板再简", "牛夜", "演练结果" }) record.ShouldContain(said);
        using var head = await walk.By(Role.SectionHead);
        var stopped = await head.Send($"/events/{walk.Id}/answers?handler=effect", new() { ["release"] = release.Id.Value, ["questions"] = "1", ["demands"] = "1", ["satisfaction"] = "满意" }, $"/events/{walk.Id}/answers");
        (await stopped.Content.ReadAsStringAsync(Ct)).ShouldContain("这次演练已经结束");
        (await site.Store.Ledger.Verify(drill, Ct)).BrokenAt.ShouldBeNull();
    }

    [Fact, Clause("R55")]
    public async Task Only_the_cast_goes_in_and_an_administrator_opens_no_account_from_inside()
    {
        await using var site = await SiteHost.Start();
        var cast = DrillWalk.Cast(await site.Get<People>().List(site.Store.Office, Ct)).Where(p => p.Person.Value != "member").ToList();
        await using var script = DrillWalk.Script();
        var plan = (await site.Get<Drills>().Plan(site.Store.By(Role.Clerk), new("演练", "练", null, 60, cast), script, "a.csv", ct: Ct)).Value;
        (await site.Get<Drills>().Begin(site.Store.By(Role.PrincipalLeader), plan.Id, Ct)).Refusal.ShouldBeNull();
        using var member = await site.SignedIn(Role.PartyMember);
        (await member.Send($"/drills/{plan.Id}?handler=enter", [], "/drills")).StatusCode.ShouldNotBe(HttpStatusCode.Redirect);
        (await member.Read("/desk")).ShouldNotContain("class=\"drill\"");
        using var system = await site.SignedIn(Role.SystemAdministrator);
        (await system.Send($"/drills/{plan.Id}?handler=enter", [], $"/drills/{plan.Id}")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var link = await site.Get<Huiying.Web.Access.Activations>().Issue(site.Store.By(Role.SystemAdministrator) with { Office = plan.Id }, new PersonId("clerk"), null, Ct);
        link.Refusal!.Code.ShouldBe("drill.not-here");
        // Everybody's account counts in the drill: no post is vacant there that is not at home.
        (await site.Get<Vacancies>().Living(plan.Id, Ct)).ShouldContain(new PersonId("system"));
    }

    [Fact, Clause("R55")]
    public async Task A_training_is_recorded_on_its_page_and_exported()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        var sent = await clerk.Send("/trainings?handler=record", new() { ["title"] = "首报写法", ["by"] = "办公室", ["on"] = "2026-03-01", ["hours"] = "2", ["who"] = "duty", ["result:duty"] = "合格" }, "/trainings");
        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await clerk.Read("/trainings")).ShouldContain("牛夜：合格");
        (await clerk.Read("/sheets/trainings.csv")).ShouldContain("首报写法");
        var future = await clerk.Send("/trainings?handler=record", new() { ["title"] = "首报写法", ["by"] = "办公室", ["on"] = "2027-03-01", ["hours"] = "2", ["who"] = "duty" }, "/trainings");
        ((int)future.StatusCode).ShouldBe(422);
    }
}
