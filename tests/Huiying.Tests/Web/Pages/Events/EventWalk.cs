using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Case = Huiying.Handle.Case;

namespace Huiying.Tests.Web.Pages.Events;

/// <summary>Takes one event along the line through the pages' own forms, each act by a person whose post it is.</summary>
internal sealed partial class EventWalk(SiteHost site) : IDisposable
{
    private readonly Dictionary<(Role, SectionId?), Visitor> people = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public string Id { get; private set; } = "";

    /// <summary>Fills the forms instead of a plain client: a browser, for whoever is signed in there.</summary>
    public IFormHand? Hand { get; set; }

    /// <summary>The office it is walked in; a drill's, which everyone then enters first.</summary>
    public OfficeId Office { get; init; } = site.Store.Office;

    /// <summary>Where the answer goes.</summary>
    public string Outlet { get; init; } = "website";

    /// <summary>What the event is called.</summary>
    public string Title { get; init; } = "白杨村路灯不亮";

    /// <summary>The fields of the answer's draft.</summary>
    public Dictionary<string, string> Written { get; init; } = Draft;

    /// <summary>The topic it is opened from; without one a call to the hotline is.</summary>
    public string? Topic { get; init; }

    /// <summary>What the Party group's assessment finds.</summary>
    public string Grade { get; init; } = "Ordinary";

    public async Task<Case> Case() => (await site.Get<Cases>().Find(Office, new CaseId(Id), Ct)).ShouldNotBeNull();

    public async Task<Release> Release() => (await site.Get<Releases>().Of(Office, new CaseId(Id), Ct))[^1];

    public async Task<Visitor> By(Role role, SectionId? section = null) =>
        people.TryGetValue((role, section), out var known) ? known : people[(role, section)] = await Entered(await site.SignedIn(role, section));

    private async Task<Visitor> Entered(Visitor visitor)
    {
        if (!Office.IsDrill) return visitor;
        var answer = await visitor.Send($"/drills/{Office}?handler=enter", [], $"/drills/{Office}");
        answer.Headers.Location?.ToString().ShouldBe("/desk");
        return visitor;
    }

    /// <summary>Sends a form of the event's pages; anything but the redirect after an act fails with what the page said.</summary>
    public async Task Do(Role role, string task, string handler, Dictionary<string, string> fields, SectionId? section = null)
    {
        if (Hand is not null)
        {
            await Hand.Fill(role, section, Address(task), handler, fields);
            return;
        }
        var answer = await Try(role, task, handler, fields, section);
        if (answer.StatusCode != HttpStatusCode.Redirect)
        {
            var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));
            Assert.Fail($"{role} {task} {handler}: {(int)answer.StatusCode} {Said(html)}");
        }
    }

    public async Task<HttpResponseMessage> Try(Role role, string task, string handler, Dictionary<string, string> fields, SectionId? section = null)
    {
        var page = Address(task);
        return await (await By(role, section)).Send($"{page}?handler={handler}", fields, page);
    }

    private string Address(string task) => $"/events/{Id}{(task.Length > 0 ? "/" + task : "")}";

    public async Task<EventWalk> Opened()
    {
        if (Id.Length > 0) return this;
        var (page, handler) = Topic is { } topic ? ($"/topics/{topic}", "open") : ("/events/new", "");
        var fields = Topic is not null ? new Dictionary<string, string> { ["title"] = Title } : new Dictionary<string, string>
        {
            ["title"] = Title,
            ["channel"] = "Hotline",
            ["receivedAt"] = "2026-03-02T08:40",
            ["open"] = "true",
        };
        if (Hand is not null)
        {
            Id = (await Hand.Fill(Role.Clerk, null, page, handler, fields)).Split('/')[^1];
            return this;
        }
        // A second event of the same words is offered the first one (S16).
        if (Topic is null) (fields["same"], fields["because"]) = ("another", "另一处路灯");
        var answer = await (await By(Role.Clerk)).Send(handler.Length > 0 ? $"{page}?handler={handler}" : page, fields, page);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        Id = answer.Headers.Location!.ToString().Split('/')[^1];
        return this;
    }

    public async Task<EventWalk> Verified()
    {
        await Opened();
        if ((await Case()).Claims.Count > 0) return this;
        await Do(Role.Clerk, "claims", "raise", new() { ["kind"] = "Doubt", ["text"] = "路灯坏了三个月无人修" });
        await Do(Role.Clerk, "claims", "raise", new() { ["kind"] = "Demand", ["text"] = "请尽快修好路灯" });
        foreach (var (claim, fact) in new[] { (1, "村口三盏路灯不亮，原因是线路老化。"), (2, "路灯属本办养护范围。") })
        {
            await Do(Role.SectionOfficer, "claims", "verify", new()
            {
                ["claim"] = $"{claim}",
                [$"finding{claim}"] = "True",
                [$"fact{claim}"] = fact,
                [$"evidence{claim}"] = "现场查看记录",
            });
        }
        return this;
    }

    public async Task<EventWalk> Assessed()
    {
        await Verified();
        if ((await Case()).AssessedAt is not null) return this;
        await Do(Role.Clerk, "assessment", "submit", []);
        await Do(Role.PrincipalLeader, "assessment", "receive", new() { ["by"] = "PrincipalLeader" });
        await Do(Role.PartySecretary, "assessment", "receive", new() { ["by"] = "PartyGroup" });
        await Do(Role.Clerk, "assessment", "record", new()
        {
            ["mode"] = "Meeting",
            ["heldAt"] = "2026-03-02T09:00",
            ["agenda"] = "研判路灯事项",
            ["present"] = "江平\n孔青",
            ["opinions"] = "情况属实，尽快修复。",
            ["grade"] = Grade,
            ["gradeReason"] = "影响面小",
            ["category"] = "Inquiry",
            ["categoryBasis"] = "反映问题并提出诉求",
            ["nature"] = "民生",
            ["influence"] = "小",
            ["media"] = "无",
            ["trend"] = "平稳",
            ["other"] = "无",
            ["lead"] = "leader",
            ["handling"] = TestOffice.Business.Value,
            ["concerned"] = TestOffice.Business.Value,
            ["helpers"] = TestOffice.General.Value,
            ["preparations"] = "备好维修记录",
            ["plan"] = "由业务科维修并答复",
            ["reporting"] = "报两个上级部门",
            ["line"] = "承认问题，限期修好。",
        });
        await Do(Role.PartySecretary, "assessment", "confirm", []);
        return this;
    }

    public async Task<EventWalk> Completed()
    {
        await Assessed();
        await Do(Role.SectionHead, "handling", "sign", []);
        await Do(Role.SectionOfficer, "handling", "measure", new() { ["text"] = "更换线路和灯头", ["owner"] = "officer", ["due"] = "2026-03-04T17:30" });
        await Do(Role.SectionOfficer, "handling", "finish", new() { ["measure"] = "1", ["evidence1"] = "三盏路灯已换新，验收单在卷" });
        await Do(Role.SectionOfficer, "handling", "settle", new() { ["claim"] = "2", ["outcome2"] = "Met", ["basis2"] = "路灯养护办法第六条", ["explanation2"] = "三盏路灯已修好。" });
        await Do(Role.SectionHead, "handling", "complete", new() { ["result"] = "三盏路灯已修好并通电。" });
        await Do(Role.Clerk, "handling", "audit", new() { ["agreed"] = "true", ["opinion"] = "现场看过，已修好。" });
        foreach (var duty in (await Case()).Duties.Where(d => d.Open && d.Rule.StartsWith("R26:", StringComparison.Ordinal)))
        {
            await Do(Role.Clerk, "reports", "report", new() { ["body"] = duty.Rule["R26:".Length..], ["mode"] = "Fax", ["sentAt"] = "2026-03-02T09:00", ["receivedBy"] = "值班室", ["receipt"] = "0001" });
        }
        return this;
    }

    public static Dictionary<string, string> Draft => new()
    {
        ["kind"] = "Result",
        ["line"] = "assessment",
        ["outlet"] = "website",
        ["title"] = "关于白杨村路灯问题的答复",
        ["question"] = "白杨村路灯不亮何时修好？",
        ["scope"] = "全县群众",
        ["part0"] = "Facts",
        ["text0"] = "经现场查看，村口三盏路灯确实不亮，原因是线路老化。",
        ["verification0"] = "1",
        ["part1"] = "Done",
        ["text1"] = "已更换线路和灯头，三盏路灯恢复照明。",
        ["measure1"] = "1",
        ["part2"] = "Next",
        ["text2"] = "今后每季度检查一次。感谢您的监督。",
        ["claim1"] = "p0",
        ["claim2"] = "p1",
    };

    public async Task<EventWalk> Submitted()
    {
        await Completed();
        await Do(Role.SectionOfficer, "draft", "submit", new(Written) { ["outlet"] = Outlet });
        return this;
    }

    /// <summary>Every step of the chain signs the version that is going round.</summary>
    public async Task<EventWalk> Approved()
    {
        await Submitted();
        return await Signed();
    }

    /// <summary>Every step that has not signed yet does.</summary>
    public async Task<EventWalk> Signed()
    {
        var release = await Release();
        foreach (var (step, signed) in await site.Get<Releases>().Steps(Office, release, Ct))
        {
            if (signed is not null) continue;
            await Do(step.By[0], "answers/" + release.Id, "sign", new() { ["step"] = step.Id, ["hash"] = release.Current.Hash, ["opinion"] = "同意。" }, step.Section);
        }
        return this;
    }

    public async Task<EventWalk> Published()
    {
        await Approved();
        var release = await Release();
        await Do(Outlet == "direct" ? Role.Clerk : Role.Spokesperson, "answers/" + release.Id, "publish", new() { ["hash"] = release.Current.Hash, ["outlet"] = release.Current.Text.Outlet });
        return this;
    }

    public async Task<EventWalk> Closed()
    {
        await Published();
        await Ended();
        await Do(Role.Clerk, "closing", "close", new() { ["ending"] = "PublicResponse", ["note"] = "已公开答复并解决。" });
        return this;
    }

    /// <summary>After publication: effect, tracking, calm and summary, up to the closing itself.</summary>
    public async Task Ended()
    {
        var release = await Release();
        await Do(Role.Clerk, "answers", "effect", new() { ["release"] = release.Id.Value, ["questions"] = "1", ["demands"] = "1", ["satisfaction"] = "来电表示满意。" });
        foreach (var body in Copying.Owed(await Case(), release.Id))
        {
            await Do(Role.Clerk, $"answers/{release.Id}", "copy", new() { ["body"] = body, [$"copyMode-{body}"] = "Fax", [$"copiedAt-{body}"] = Now, [$"copiedTo-{body}"] = "值班室", [$"copyReceipt-{body}"] = "0002" });
        }
        if ((await Case()).Tracker is null) await Do(Role.SupervisingLeader, "tracking", "name", new() { ["tracker"] = "clerk" });
        site.Store.Time.Advance(TimeSpan.FromMinutes(20));
        await Do(Role.Clerk, "tracking", "observe", new() { ["text"] = "没有新的反映。" });
        await Do(Role.Clerk, "tracking", "calm", new() { ["reason"] = "问题已解决，没有新的反映。" });
        await Do(Role.SupervisingLeader, "closing", "summary", new()
        {
            ["overview"] = "白杨村路灯事项",
            ["cause"] = "线路老化",
            ["spread"] = "热线一件",
            ["result"] = "已修好",
            ["experience"] = "当日办结",
            ["problems"] = "巡检不够勤",
            ["improvements"] = "按季巡检，业务科，2026-06-30",
            ["recipients"] = "区委网信办",
        });
        await Do(Role.Clerk, "closing", "acknowledge", new() { ["recipient"] = "区委网信办", ["row"] = "0", ["receipt0"] = "已收 0007" });
        foreach (var duty in (await Case()).Duties.Where(d => d.Open)) Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"still owed: {duty.Rule} {duty.Zh}"));
    }

    /// <summary>The clock as it is typed in the office's zone.</summary>
    private string Now => site.Store.Time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);

    /// <summary>What a page says above its forms.</summary>
    public static string Said(string html) => Tags().Replace(Alert().Match(html).Value, " ");

    /// <summary>Everyone signs in anew, as after a night.</summary>
    public void SignedOut()
    {
        foreach (var visitor in people.Values) visitor.Dispose();
        people.Clear();
    }

    public void Dispose() => SignedOut();

    [GeneratedRegex("role=\"alert\".*?</div>", RegexOptions.Singleline)]
    private static partial Regex Alert();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();
}

/// <summary>Whoever fills a form of a page and sends it.</summary>
internal interface IFormHand
{
    /// <summary>Opens the page as that person, fills the form of the handler and presses its button; fails with what the page says when it refuses.</summary>
    /// <returns>The path where it led.</returns>
    Task<string> Fill(Role role, SectionId? section, string page, string handler, Dictionary<string, string> fields);
}
