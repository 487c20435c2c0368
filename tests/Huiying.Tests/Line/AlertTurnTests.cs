using System.Diagnostics;
using System.Text;
using Huiying.Assess;
using Huiying.Assess.Alerting;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.Ground;
using Huiying.Tests.House;
using Huiying.Web;
using Huiying.Web.Line;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Huiying.Tests.Line;

public sealed class AlertTurnTests(ITestOutputHelper output) : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("huiying-alert-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact, Clause("R04")]
    public async Task Imported_posts_become_a_topic_and_its_alert_is_told_with_the_console_closed()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
        await using var server = (await Server.Start(new(root, "http://127.0.0.1:0") { Instead = s => s.AddSingleton<TimeProvider>(time) }, Ct)).Value;
        var services = server.Services;
        (await services.GetRequiredService<Offices>().Create(OfficePlans.Twelve, Ct)).Refusal.ShouldBeNull();
        var office = (await services.GetRequiredService<Offices>().List(Ct))[0].Id;
        var people = services.GetRequiredService<People>();
        var clerk = (await people.Actor(office, (await people.List(office, Ct)).Single(p => p.Name == "安文").Id, Ct))!;
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 40).Select(i => Near(i, "2026-03-02T08:30:00")))));
        (await services.GetRequiredService<Import>().Run(Actor.CommandLine(office), new ImportFile("flood.jsonl"), input, ct: Ct)).Value.Counts.Refused.ShouldBe(0);
        var (waker, record) = (services.GetRequiredService<Waker>(), services.GetRequiredService<AlertRecord>());
        for (var beat = 0; (await record.Open(clerk, Ct)).Value is not [{ ToldAt: not null }]; beat++)
        {
            beat.ShouldBeLessThan(100);
            await waker.Once(Ct);
        }
        (await record.Open(clerk, Ct)).Value.Single().Told.ShouldContain(t => t.Id == clerk.Person);
    }

    [Theory, BothEngines]
    public async Task A_flood_of_fifty_thousand_in_an_hour_is_one_topic_one_alert_of_a_level_and_slows_nobody(Engine engine)
    {
        Needed.LongRun();
        await using var test = await TestStore.Create(engine, s => s.AddCollect().AddAssess());
        var (import, watch, telling) = (test.Get<Import>(), test.Get<AlertWatch>(), test.Get<AlertTelling>());
        var looking = new Stopwatch();
        // What the office hears on an ordinary day, without and beside the flood; the first does not count, everything is new then.
        await Run(Others(0, 5000));
        var alone = await Run(Others(5000, 20_000));
        looking.Reset();
        var clock = Stopwatch.StartNew();
        var beside = await Run([.. Others(25_000, 20_000), .. Enumerable.Range(0, 50_000).Select(i => Near(i, $"2026-03-02T08:{i / 834:00}:00"))]);
        var share = looking.Elapsed / clock.Elapsed;
        output.WriteLine($"{engine}: {alone:0} posts/s without, {beside:0} with the flood; alerts took {share:P1} of it");
        // Half is for a machine shared with other work.
        beside.ShouldBeGreaterThan(alone / 2);
        share.ShouldBeLessThan(0.2);
        await using var store = test.Open();
        var flooded = await store.Set<TopicRow>().AsNoTracking().OrderByDescending(t => t.Posts).FirstAsync(Ct);
        flooded.Posts.ShouldBe(50_000);
        (await store.Set<RaisedRow>().AsNoTracking().Where(a => a.Topic == flooded.Id).ToListAsync(Ct)).GroupBy(a => a.Level).ShouldAllBe(g => g.Count() == 1);
        (await store.Set<TopicRow>().CountAsync(t => t.Id != flooded.Id, Ct)).ShouldBeGreaterThan(7);

        async Task<double> Run(List<string> posts)
        {
            var lines = posts.Select((l, i) => (l, Key: (uint)i * 2654435761u)).OrderBy(l => l.Key).Select(l => l.l).ToList();
            var all = Stopwatch.StartNew();
            foreach (var part in lines.Chunk(5000))
            {
                using var input = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(part)));
                (await import.Run(Actor.CommandLine(test.Office), new ImportFile("x.jsonl"), input, ct: Ct)).Value.Rejected.ShouldBeEmpty();
                while (await test.Get<Assessment>().Run(test.Office, Assessment.AtOnce, Ct) > 0)
                {
                }
                looking.Start();
                await watch.Look(test.Office, Ct);
                await telling.Tell(test.Office, Ct);
                looking.Stop();
            }
            return lines.Count / all.Elapsed.TotalSeconds;
        }
    }

    private static List<string> Others(int from, int count)
    {
        string[] places = ["杨柳街", "松林镇", "青石村", "云溪社区", "河东路", "北站广场", "东风小区", "团结花园", "桃园新村", "龙泉市场"];
        string[] matters =
        [
            "路灯不亮，夜里走路看不清，报修半个月没人来换灯泡", "自来水发黄有异味，水厂说换滤料，接出来不敢喝", "工地夜间打桩，凌晨还在浇筑混凝土，吵得睡不着", "垃圾桶满了没人清运，苍蝇很多，雨后臭水横流",
            "暖气不热，室内只有十三度，热力公司总说调试", "公交改线以后老人看病要倒两趟车，候车一个小时", "幼儿园学位不够，孩子排队报名排到明年", "电梯停运三周，高层住户抬轮椅下楼，维保单位不露面", "下水道外溢，污水倒灌进一楼厨房，疏通车来了又走",
        ];
        var random = new Random(from);
        return [.. Enumerable.Range(from, count).Select(i => $$"""{"id":"o{{i}}","time":"2026-03-{{1 + i % 2:00}}T{{i % 8:00}}:{{i % 60:00}}:00","title":"","body":"{{places[random.Next(places.Length)]}}{{random.Next(1, 60)}}号{{matters[random.Next(matters.Length)]}}，已有{{random.Next(2, 30)}}天。"}""" + "\n")];
    }

    private static string Near(int i, string time) =>
        $$"""{"id":"f{{i}}","time":"{{time}}","title":"","body":"红枫广场演唱会退票退款一直没有到账，主办方电话打不通，请文旅部门管一管（第{{i}}位）"}""" + "\n";
}
