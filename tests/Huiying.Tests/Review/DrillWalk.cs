using System.Text;
using Huiying.Ground;
using Huiying.Review;

namespace Huiying.Tests.Review;

/// <summary>A drill of the test's office, planned from a small file and begun by a leader.</summary>
internal static class DrillWalk
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Everyone plays the own post.</summary>
    public static IReadOnlyList<DrillPart> Cast(IReadOnlyList<Person> people) => [.. people.SelectMany(p => p.Posts.Select(h => new DrillPart(h.Role, h.Section, p.Id)))];

    public static Stream Script(int posts = 3) => new MemoryStream(Encoding.UTF8.GetBytes("时间,标题,内容,网址\n" + string.Concat(Enumerable.Range(0, posts).Select(i =>
        $"2025-06-01 {8 + i:00}:00,松林镇自来水发黄{i},松林镇自来水发黄，第{i}次反映，请尽快处理，电话13800000000,https://bbs.example.org/t/{i}\n"))));

    public static async Task<Drill> Planned(Drills drills, People people, Actor by, int posts = 3)
    {
        var plan = new DrillPlan("夜间首报演练", "练习首报和当日回应", null, 120, Cast(await people.List(by.Office, Ct)));
        await using var script = Script(posts);
        var planned = await drills.Plan(by, plan, script, "脚本.csv", ct: Ct);
        planned.Refusal.ShouldBeNull();
        return planned.Value;
    }

    public static async Task<Drill> Begun(Drills drills, People people, Func<Role, Actor> by, int posts = 3)
    {
        var planned = await Planned(drills, people, by(Role.Clerk), posts);
        var begun = await drills.Begin(by(Role.PrincipalLeader), planned.Id, Ct);
        begun.Refusal.ShouldBeNull();
        return begun.Value;
    }
}
