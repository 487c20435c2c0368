using Huiying.Collect;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Tests.House;
using Huiying.Tests.Web;
using Huiying.Tests.Web.Pages.Events;
using Huiying.Track;

namespace Huiying.Tests.Browser;

public sealed class MendedInBrowserTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("R42")]
    public async Task What_corrects_and_withdraws_answers_fits_both_screens_is_accessible_and_is_read_without_script()
    {
        await using var site = await SiteHost.Start();
        await using var chromium = await Chromium.Start();
        using var walk = await new EventWalk(site).Published();
        var first = (await walk.Release()).Id;
        await walk.Do(Role.SectionOfficer, "claims", "verify", new() { ["claim"] = "1", ["finding1"] = "PartlyTrue", ["fact1"] = "两盏路灯不亮。", ["evidence1"] = "测量记录", ["truePart1"] = "两盏不亮" });
        var correction = new Dictionary<string, string>(EventWalk.Draft)
        {
            ["title"] = "更正：关于白杨村路灯问题的答复",
            ["text0"] = "经复核，部分属实：村口两盏路灯不亮。",
            ["verification0"] = "3",
            ["mends"] = first.Value,
            ["how"] = "corrects",
            ["change"] = "不亮的路灯是两盏，原答复误写为三盏。",
        };
        await walk.Do(Role.SectionOfficer, "draft", "submit", correction);
        await Publish(site, walk);
        var second = (await walk.Release()).Id;
        site.Store.Time.Advance(TimeSpan.FromMinutes(20));
        await walk.Do(Role.SectionOfficer, "draft", "submit", new()
        {
            ["kind"] = "Result",
            ["line"] = "assessment",
            ["outlet"] = "website",
            ["title"] = "关于撤回白杨村路灯答复的说明",
            ["question"] = "白杨村路灯不亮何时修好？",
            ["scope"] = "全县群众",
            ["part0"] = "Plain",
            ["text0"] = "更正后的数字仍与现场不符，现予撤回，核实清楚后重新答复。给您添了麻烦，向您致歉。",
            ["mends"] = second.Value,
            ["how"] = "withdraws",
        });
        var third = (await walk.Release()).Id;
        // Another event whose tracker has left.
        using var major = new EventWalk(site);
        await major.Opened();
        (await site.Get<MajorEvents>().SetGrade(site.Store.By(Role.PrincipalLeader), new(major.Id), Grade.Major, "有人受伤", Ct)).Refusal.ShouldBeNull();
        await major.Do(Role.SupervisingLeader, "tracking", "name", new() { ["tracker"] = "general-officer" });
        await major.Do(Role.SectionOfficer, "tracking", "observe", new() { ["text"] = "论坛里还在追问伤情。" }, TestOffice.General);
        (await site.Get<Appointments>().Leave(site.Store.By(Role.SystemAdministrator), new("general-officer"), Ct)).Refusal.ShouldBeNull();
        await site.Get<Tracking>().Relieve(site.Store.Office, Ct);
        (await site.Get<Sources>().Add(site.Store.By(Role.Clerk), new("省晚报", SourceKind.List, "https://paper.example.org/news/", TimeSpan.FromHours(1), Media: MediaLevel.Provincial), Ct)).Refusal.ShouldBeNull();

        var problems = new List<string>();
        foreach (var published in (bool[])[false, true])
        {
            (string Path, string Name)[] paths = published
                ? [("/", "public"), ($"/answers/{first}", "corrected"), ($"/answers/{second}", "withdrawn"), ($"/answers/{third}", "withdrawal"), ($"/events/{walk.Id}/answers", "answers")]
                : [($"/events/{walk.Id}/answers/{third}", "release"), ($"/events/{walk.Id}/answers/{second}", "correction"), ($"/events/{walk.Id}/answers/{first}", "old"), ($"/events/{walk.Id}/draft?corrects={second}", "draft-correction"),
                    ($"/events/{walk.Id}/draft?withdraws={second}", "draft-withdrawal"), ($"/events/{major.Id}/tracking", "vacant"), ("/sources", "sources")];
            if (published) await Publish(site, walk);
            foreach (var (width, height) in Chromium.Screens)
            {
                var (page, errors) = await chromium.Open(site.Url, width, height, bypass: true);
                await PagesInBrowserTests.SignIn(page, await site.Account(Role.Clerk));
                foreach (var (path, name) in paths)
                {
                    (await page.GotoAsync(path))!.Status.ShouldBe(200, path);
                    await Chromium.Picture(page, "mended-" + name);
                    if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth")) problems.Add($"{width} {name}: wider than the screen");
                    problems.AddRange((await PagesInBrowserTests.Barriers(page)).Select(v => $"{width} {name}: {v}"));
                }
                problems.AddRange(errors);
            }
        }
        problems.ShouldBeEmpty();

        // A visitor without script goes from the old text to the new and unfolds what was withdrawn.
        var (visitor, noErrors) = await chromium.Open(site.Url, script: false);
        await visitor.GotoAsync($"/answers/{first}");
        await visitor.ClickAsync("section.note a");
        (await visitor.TextContentAsync("section.note"))!.ShouldContain("现予撤回");
        (await visitor.IsVisibleAsync("details.kept .body")).ShouldBeFalse();
        await visitor.ClickAsync("details.kept summary");
        (await visitor.TextContentAsync("details.kept .body"))!.ShouldContain("两盏路灯不亮");
        noErrors.ShouldBeEmpty();
    }

    private static async Task Publish(SiteHost site, EventWalk walk)
    {
        var release = await walk.Release();
        foreach (var (step, _) in await site.Get<Releases>().Steps(site.Store.Office, release, Ct))
        {
            await walk.Do(step.By[0], "answers/" + release.Id, "sign", new() { ["step"] = step.Id, ["hash"] = release.Current.Hash, ["opinion"] = "同意。" }, step.Section);
        }
        await walk.Do(Role.Spokesperson, "answers/" + release.Id, "publish", new() { ["hash"] = release.Current.Hash, ["outlet"] = "website" });
    }
}
