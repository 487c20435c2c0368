using Huiying.Assess;
using Huiying.Assess.Search;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.Assess;
using Huiying.Tests.House;
using Huiying.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Huiying.Tests.Browser;

public sealed class CorrectionsInBrowserTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly string[] Street =
    [
        "杨柳街道自来水发黄有异味，水厂说在换滤料", "柳河小区电梯停运三天，高层老人下不了楼", "清泉路公交站牌倒了，候车的人找不到站", "东风里取暖费多收，一个月三百元要求退还",
        "幸福巷井盖丢失，夜里有人掉进去受伤", "新苑幼儿园门前垃圾堆成山，气味难闻",
    ];

    private static readonly string[] Other =
    [
        "白杨村东头的路灯坏了半个月，晚上黑漆漆的，老人出门摔跤", "白杨村路灯坏了半个月还没修，晚上黑漆漆的出门摔跤，请尽快修好",
        "白杨村路灯坏了半个月，晚上黑漆漆的，村里学校操场的围墙也倒了一段",
        "松林镇中学门口每天早晚堵车，学生过马路很危险，请交警疏导", "松林镇中学门口早晚堵车，学生过马路危险，另外食堂饭菜太凉",
    ];

    [Fact, Clause("R20")]
    public async Task A_page_long_session_of_corrections_survives_a_restart_and_later_posts()
    {
        await using var site = await SiteHost.Start();
        await using var chromium = await Chromium.Start();
        var test = site.Store;
        await Take(site.Services, [.. Street, .. Other]);
        var (page, errors) = await chromium.Open(site.Url, bypass: true);
        page.SetDefaultTimeout(8000);
        await PagesInBrowserTests.SignIn(page, await site.Account(Role.Clerk));
        var main = await With(site, Street[0]);
        var (lamps, school) = (await With(site, Other[0]), await With(site, Other[3]));
        (await With(site, Other[2])).ShouldBe(lamps);
        (await With(site, Other[4])).ShouldBe(school);
        var bill = await With(site, Street[3]);

        // Five topics go into the first: two at once, two more, one found by its title.
        await page.GotoAsync($"/topics/{main}");
        await page.ClickAsync("text=更正归类");
        foreach (var some in new[] { Street[1..3], Street[3..5] })
        {
            foreach (var text in some) await page.CheckAsync($"#from-{await With(site, text)}");
            await Send(page, "because", "都是市政设施问题，一并答复", "并入本话题");
        }
        await page.FillAsync("[name=q]", "新苑");
        await page.ClickAsync("text=查找");
        await page.CheckAsync($"#from-{await With(site, Street[5])}");
        await Send(page, "because", "都是市政设施问题，一并答复", "并入本话题");
        (await page.Locator("#made strong").AllInnerTextsAsync()).Count.ShouldBe(5);

        // Two topics are split.
        foreach (var (topic, text) in new[] { (lamps, Other[2]), (school, Other[4]) })
        {
            await page.GotoAsync($"/topics/{topic}/correct");
            await page.CheckAsync($"#post-{await Post(site, text)}");
            await Send(page, "why", "说的是另一件事", "移走");
        }
        // One is muted, with a date beyond the fourteenth day refused first.
        await page.FillAsync("[name=until]", Local(test.Time.GetUtcNow().AddDays(15)));
        await Send(page, "quiet", "交警已安排疏导", "静默", refused: true);
        (await page.InnerTextAsync("main [role=alert]")).ShouldContain("最长 14 天");
        await page.FillAsync("[name=until]", Local(test.Time.GetUtcNow().AddDays(7)));
        await Send(page, "quiet", "交警已安排疏导", "静默");
        // One merge is undone: the bill is another matter.
        await page.GotoAsync($"/topics/{main}/correct");
        (await With(site, Street[3])).ShouldBe(main);
        var number = (await site.Get<Corrections>().Of(test.By(Role.Clerk), main, Ct)).Value.Single(c => c.Topic == bill).Number;
        await page.ClickAsync($"text=撤销更正第 {number} 号");
        await Send(page, $"undo{number}", "取暖费另行处理", "撤销");
        await Chromium.Picture(page, "correct");

        // A server that starts now obeys all of it, for the same posts elsewhere and for new ones.
        await using var restarted = test.Another(s => s.AddCollect().AddAssess());
        (await With(site, Street[3])).ShouldBe(bill);
        await Take(restarted, [.. Street.Select(w => w + "，请答复"), Other[2] + "，请答复", Other[4] + "，请答复", Other[0] + "，请答复"], 100);
        foreach (var text in Street) (await With(site, text + "，请答复")).ShouldBe(text == Street[3] ? bill : main, text);
        foreach (var text in new[] { Other[2], Other[4], Other[0] }) (await With(site, text + "，请答复")).ShouldBe(await With(site, text), text);
        (await With(site, Other[2])).ShouldNotBe(lamps);
        (await With(site, Other[4])).ShouldNotBe(school);
        var listed = (await restarted.GetRequiredService<Topics>().List(test.By(Role.Clerk), muted: false, ct: Ct)).Value.Select(l => l.Id).ToList();
        listed.ShouldContain(main);
        listed.ShouldNotContain(school);
        var made = (await restarted.GetRequiredService<Corrections>().Of(test.By(Role.Clerk), main, Ct)).Value;
        made.Count(c => c.Undone is null).ShouldBe(4);
        made.Single(c => c.Undone is not null).Number.ShouldBe(number);

        // The address of a merged topic leads to where it went; the page is read on both screens.
        var gone = (await restarted.GetRequiredService<Corrections>().Of(test.By(Role.Clerk), main, Ct)).Value.First(c => c.Undone is null).Topic;
        await page.GotoAsync($"/topics/{gone}");
        new Uri(page.Url).AbsolutePath.ShouldBe($"/topics/{main}");
        var problems = new List<string>();
        foreach (var (width, height) in Chromium.Screens)
        {
            await page.SetViewportSizeAsync(width, height);
            foreach (var (path, name) in ((string, string)[])[($"/topics/{main}/correct", "correct-made"), ($"/topics/{school}/correct", "correct-muted"), ($"/topics/{main}", "topic-merged"), ("/topics?muted=true&single=true", "topics-muted")])
            {
                (await page.GotoAsync(path))!.Status.ShouldBe(200, path);
                await Chromium.Picture(page, name);
                if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth")) problems.Add($"{width} {name}: wider than the screen");
                problems.AddRange((await PagesInBrowserTests.Barriers(page)).Select(v => $"{width} {name}: {v}"));
            }
        }
        problems.AddRange(errors.Where(e => !e.Contains("422", StringComparison.Ordinal)));
        problems.ShouldBeEmpty();
    }

    private static async Task Send(IPage page, string field, string reason, string button, bool refused = false)
    {
        await page.FillAsync($"[name={field}]", reason);
        await page.Locator($"form:has([name={field}]) button[type=submit]", new() { HasTextString = button }).ClickAsync();
        await page.Locator(refused ? "main [role=alert]" : "main .note.done").First.WaitForAsync();
    }

    private static string Local(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task Take(IServiceProvider services, string[] texts, int from = 1)
    {
        await using var store = services.GetRequiredService<Microsoft.EntityFrameworkCore.IDbContextFactory<Store>>().Open(TestOffice.Id);
        await using (var transaction = await store.Database.BeginTransactionAsync(Ct))
        {
            await services.GetRequiredService<Intake>().Store(store, [.. texts.Select((t, i) => Intake.Judge(AssessmentTests.Some(from + i, t), new IntakeRules(x => x, _ => "含“水”")))], services.GetRequiredService<TimeProvider>().GetUtcNow(), Ct);
            await transaction.CommitAsync(Ct);
        }
        while (await services.GetRequiredService<Assessment>().Run(TestOffice.Id, 500, Ct) > 0)
        {
        }
    }

    private static async Task<TopicId> With(SiteHost site, string text) => (await Found(site, text)).Topic;

    private static async Task<PostId> Post(SiteHost site, string text) => (await Found(site, text)).Post.Id;

    private static async Task<FoundPost> Found(SiteHost site, string text) =>
        (await site.Get<Topics>().Search(site.Store.By(Role.Clerk), new(text[..8]), ct: Ct)).Value.Posts.Single(p => p.Post.Text == text);
}
