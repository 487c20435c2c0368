using System.Diagnostics;
using System.Text;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Tests.Line;

/// <summary>What a year of a busy office weighs: only <c>./test --long</c> carries it.</summary>
public sealed class BigLoadTests(ITestOutputHelper output)
{
    private const int Posts = 200_000;
    private const int Tenth = Posts / 10;

    private static readonly string[] Places = ["杨柳街", "松林镇", "青石村", "云溪社区", "河东路", "北站广场", "东风小区", "团结花园", "桃园新村", "龙泉市场"];
    private static readonly string[] Matters = ["路灯不亮", "自来水发黄", "夜间施工吵闹", "垃圾没人清运", "暖气不热", "公交改线不便", "学位不足", "电梯停运", "下水道外溢", "道路塌陷"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task Two_hundred_thousand_posts_are_all_assessed_and_the_last_go_at_least_half_as_fast_as_the_first(Engine engine)
    {
        Needed.LongRun();
        await using var test = await TestStore.Create(engine, s => s.AddCollect().AddAssess());
        var random = new Random(4);
        var speeds = new List<double>();
        for (var tenth = 0; tenth < 10; tenth++)
        {
            using var input = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(tenth * Tenth, Tenth).Select(i => Line(random, i)))));
            var clock = Stopwatch.StartNew();
            var imported = (await test.Get<Import>().Run(Actor.CommandLine(test.Office), new ImportFile("big.jsonl"), input, ct: Ct)).Value;
            imported.Rejected.ShouldBeEmpty();
            var assessed = 0;
            for (var n = 1; n > 0; assessed += n) n = await test.Get<Assessment>().Run(test.Office, 1000, Ct);
            assessed.ShouldBe(imported.Counts.Stored + imported.Counts.Copies);
            speeds.Add(Tenth / clock.Elapsed.TotalSeconds);
        }
        output.WriteLine($"{engine}: {string.Join(' ', speeds.Select(s => s.ToString("0")))} posts/s, {GC.GetTotalMemory(true) >> 20} MiB held");
        speeds[^1].ShouldBeGreaterThan(speeds[0] / 2);
        await using var store = test.Open();
        (await store.Set<TopicRow>().SumAsync(t => t.Posts, Ct)).ShouldBe(await store.Set<PostRow>().CountAsync(Ct));
    }

    private static string Line(Random random, int i)
    {
        var (place, matter) = (Places[random.Next(Places.Length)] + random.Next(1, 60) + "号", Matters[random.Next(Matters.Length)]);
        return $$"""{"id":"m{{i}}","time":"2026-{{1 + (i / (Posts / 12)) % 12:00}}-{{1 + i % 28:00}}T{{i % 24:00}}:{{i % 60:00}}:00","title":"反映{{place}}{{matter}}","body":"{{place}}一带{{matter}}已有{{random.Next(2, 30)}}天，第{{i}}次反映，盼尽快派人来看，给个准话。"}""" + "\n";
    }
}
