using System.Globalization;
using System.Text;
using Huiying.Assess;
using Huiying.Assess.Hot;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.Assess;
using Huiying.Tests.House;
using Huiying.Tests.Web;
using Microsoft.Playwright;

namespace Huiying.Tests.Browser;

public sealed class HotInBrowserTests
{
    private const string Water = "杨柳街道自来水发黄有异味，水厂说在换滤料，什么时候能恢复正常供水？";
    private const string WaterAgain = "早上放出来的自来水还是黄的，有股异味，水厂没人接电话，杨柳街道的居民都在问";
    private const string School = "松林镇中学门口每天早晚堵车，学生过马路很危险，请交警安排人疏导";
    private const string SchoolAgain = "松林镇中学门口放学时又堵车了，学生过马路险象环生，什么时候有交警来疏导？";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("R20"), Clause("R19"), Clause("R64")]
    public async Task What_is_hot_how_it_spread_and_labelled_files_fit_both_screens_and_are_accessible()
    {
        await using var site = await SiteHost.Start();
        await using var chromium = await Chromium.Start();
        await Posts(site);
        var water = (await site.Get<HotBoard>().Show(site.Store.By(Role.Clerk), HotSpan.Today, ct: Ct)).Value!.Issues[0].Topics[0].Id;
        var file = Path.Combine(site.Store.Folder, "往年工单.csv");
        var rows = new StringBuilder("问题,谁来办,来电人\n");
        for (var i = 0; i < 20; i++) rows.Append(CultureInfo.InvariantCulture, $"路灯第{i}次不亮，照明电缆断了,业务科,某某\n证明第{i}次来盖章，低保材料要几份,综合科,某某\n退税第{i}天还没到账,税务岗,某某\n");
        await File.WriteAllTextAsync(file, rows.ToString(), Ct);

        var problems = new List<string>();
        foreach (var (width, height) in Chromium.Screens)
        {
            var (page, errors) = await chromium.Open(site.Url, width, height, bypass: true);
            await PagesInBrowserTests.SignIn(page, await site.Account(Role.Clerk));
            foreach (var (path, name, shown) in ((string, string, string)[])
                [("/desk", "desk", "今日热点"), ("/topics", "topics", "提及 6 次"), ("/topics?span=Month", "topics-month", "30 天"), ($"/topics/{water}", "topic", "岂有此理"), ("/examples", "examples", "收过的文件")])
            {
                (await page.GotoAsync(path))!.Status.ShouldBe(200, path);
                (await page.ContentAsync()).ShouldContain(shown);
                await Look(page, name, width, problems);
            }
            // A file whose columns are not known: columns, labels, taken, taken away again.
            await page.SetInputFilesAsync("#f-file", file);
            await page.ClickAsync("button:has-text('下一步')");
            if (width > 1000)
            {
                await Look(page, "examples-columns", width, problems);
                await page.SelectOptionAsync("#column-0", "Body");
                await page.SelectOptionAsync("#column-1", "Section");
                await page.ClickAsync("button:has-text('下一步')");
            }
            await Look(page, "examples-labels", width, problems);
            (await page.InputValueAsync("#section-0")).ShouldNotBeEmpty();
            await page.ClickAsync("button:has-text('收下样例')");
            await page.WaitForSelectorAsync(".note.done");
            await page.ClickAsync("summary:has-text('移除')");
            await Look(page, "examples-taken", width, problems);
            await page.FillAsync("input[name=reason]", "科室职责已调整");
            await page.ClickAsync("button:has-text('移除这份样例')");
            await page.WaitForSelectorAsync("text=科室职责已调整");
            await Look(page, "examples-removed", width, problems);
            problems.AddRange(errors);
        }
        problems.ShouldBeEmpty();
    }

    private static async Task Look(IPage page, string name, int width, List<string> problems)
    {
        await Chromium.Picture(page, "hot-" + name);
        if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth")) problems.Add($"{width} {name}: wider than the screen");
        problems.AddRange((await PagesInBrowserTests.Barriers(page)).Select(v => $"{width} {name}: {v}"));
    }

    /// <summary>Two matters on several sites, copies and sharp words among them, of yesterday and today.</summary>
    private static async Task Posts(SiteHost site)
    {
        await site.Get<Sources>().Add(site.Store.By(Role.Clerk), new("柳河晚报", SourceKind.Feed, "https://paper.example/feed", TimeSpan.FromHours(1), Media: MediaLevel.City), Ct);
        Arrival[][] days =
        [
            [AssessmentTests.Some(1, Water, "甲"), AssessmentTests.Some(2, School, "乙")],
            [
                AssessmentTests.Some(3, WaterAgain + "，真是岂有此理", "丙", counts: new(Views: 5200, Replies: 41, Likes: 88, Reposts: 12)), AssessmentTests.Some(4, Water, "丁", "news.example") with { Kind = PostKind.Article },
                AssessmentTests.Some(5, Water + "，忍无可忍", "戊", "long-name-of-a-forum-somewhere.example"), AssessmentTests.Some(6, Water + "请答复", "己"), AssessmentTests.Some(7, "昨天也这样：" + WaterAgain, "庚"),
                AssessmentTests.Some(8, Water + "第三天了", "辛"), AssessmentTests.Some(9, SchoolAgain, "壬"), AssessmentTests.Some(10, School + "请尽快", "癸"),
            ],
        ];
        foreach (var day in days)
        {
            await using var store = site.Store.Open();
            await using var transaction = await store.Database.BeginTransactionAsync(Ct);
            await site.Get<Intake>().Store(store, [.. day.Select(a => Intake.Judge(a, new IntakeRules(t => t, _ => "含“水”")))], site.Store.Time.GetUtcNow(), Ct);
            await transaction.CommitAsync(Ct);
            await site.Get<Huiying.Assess.Assessment>().Run(site.Store.Office, 500, Ct);
            if (day == days[0]) site.Store.Time.Advance(TimeSpan.FromDays(1));
        }
        await site.Get<HotBoard>().Renew(site.Store.Office, Ct);
    }
}
