using System.Text.Encodings.Web;
using System.Text.Json;
using CsCheck;
using Huiying.Assess;
using Huiying.Assess.Grades;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Tests.House;
using Huiying.Tests.Web.Commands;
using Microsoft.EntityFrameworkCore;
using static Huiying.Tests.Assess.AssessmentTests;

namespace Huiying.Tests.Assess.Grades;

/// <summary>Whatever the machine suggests can be drawn again from what is kept of it: in the topic, in the ledger, and by the command.</summary>
public sealed class KeptSuggestionTests
{
    private static readonly string[] Matters =
    [
        "杨柳街道自来水发黄有异味，水厂说在换滤料，什么时候能恢复正常供水", "白杨村东头的路灯坏了半个月，晚上黑漆漆的，老人出门摔跤", "槐树小区电梯停运三天，物业不接电话，高层老人下不了楼",
        "青石桥头的早市占道经营，救护车开不进巷子", "河湾化肥库夜里漏出刺鼻的气味，附近的孩子咳嗽", "北山敬老院的暖气一直不热，室温只有十二度", "公交七路减班之后，上夜班的工人等不到车", "松林镇卫生院的疫苗断货，家长跑了三趟",
    ];
    private const string Critical = "本报记者调查：松林镇中学门口天天堵车，家长多次投诉，镇里和交警互相推诿，没有等到一句答复。";
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Ticks = [.. Policy.Default.Grades.Ticks.Keys];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>What a topic may have counted, on both sides of every line.</summary>
    private static readonly Gen<Counted> Counts = Gen.Select(
        // Few of most, so that some are many times the median.
        Gen.Frequency((7, Gen.Int[1, 3]), (3, Gen.Int[10, 400])), Gen.Nullable(Gen.Long[0, 300_000], 0.2), Gen.Nullable(Gen.Long[0, 5_000], 0.2), Gen.Nullable(Gen.Long[0, 5_000], 0.2), Gen.Double[0, 1],
        Gen.Select(Gen.OneOf("central", "provincial", "city", "other"), Gen.Int[0, 3], Gen.Int[0, 5_000]).Array[0, 3], Gen.OneOf([.. Ticks, "struck"]).Array[0, 3], Gen.Double[0, 1])
        .Select((posts, views, replies, reposts, sharp, media, ticks, late) => new Counted(posts, views, replies, reposts, (int)(posts * sharp),
            string.Join(' ', media.DistinctBy(m => m.Item1).Select(m => $"{m.Item1}:{m.Item2 + m.Item3}:{m.Item2}")), string.Join(' ', ticks.Distinct()), (int)(posts * late)));

    private sealed record Counted(int Posts, long? Views, long? Replies, long? Reposts, int Sharp, string Media, string Ticks, int LastDay);

    [Theory, BothEngines, Clause("R58"), Clause("R59"), Clause("R60"), Clause("R61")]
    public async Task Whatever_was_counted_the_figures_that_are_kept_fire_the_same_rules_again(Engine engine)
    {
        await using var test = await Create(engine);
        var n = 0;
        var fired = new HashSet<string>();
        await Counts.Array[40].SampleAsync(async all =>
        {
            (await test.Acts.Run<Done>(test.By(Role.Clerk), "topics.assess", new Subject("topic", "0"), async act =>
            {
                List<TopicRow> rows = [.. all.Select(c => Row(test, $"t{++n}", c))];
                act.Store.AddRange(rows);
                foreach (var (row, counted) in rows.Zip(all)) act.Store.AddRange(Hours(test, row, counted.LastDay));
                act.Store.AddRange(rows.Select(r => new TopicSourceRow { Office = r.Office, Topic = r.Id, Where = "forum.example", Kind = SpreadKind.Forum, Count = r.Posts }));
                await act.Store.SaveChangesAsync(Ct);
                await Suggestions.Renew(act, rows, Policy.Default, new SourceMedians(), Ct);
                return default(Done);
            }, Ct)).Refusal.ShouldBeNull();
            foreach (var kept in await Drawn(test)) fired.UnionWith(kept.Suggestion.Rules.Where(r => r.Fired).Select(r => r.Id));
        }, iter: 6, threads: 1);
        // All that can fire under the shipped policy did: else little would be shown.
        fired.Order(StringComparer.Ordinal).ShouldBe(
        [
            "R56:trend", "R58:few", "R59:comments", "R59:influence", "R59:posts", "R59:provincial-media", "R59:sensitive", "R59:views",
            "R60:central-media", "R60:comments", "R60:hype", "R60:influence", "R60:posts", "R60:reaction", "R60:sharp", "R60:stability", "R60:views",
        ]);
    }

    [Theory, BothEngines, Clause("R59"), Clause("R60"), Clause("R83")]
    public async Task In_an_office_at_work_every_suggestion_in_topics_and_ledger_is_drawn_again_the_same_and_by_the_command(Engine engine)
    {
        await using var test = await Create(engine);
        var (topics, corrections, clerk, random) = (test.Get<Topics>(), test.Get<Corrections>(), test.By(Role.Clerk), new Random(20260302));
        var paper = (await test.Get<Sources>().Add(clerk, new("柳河晚报", SourceKind.Feed, "https://paper.example/feed", TimeSpan.FromHours(1), Media: MediaLevel.Provincial), Ct)).Value;
        var n = 0;
        for (var step = 0; step < 24; step++)
        {
            test.Time.Advance(TimeSpan.FromMinutes(random.Next(5, 400)));
            await Take(test, [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => Post(++n))]);
            await AssessmentTests.Assess(test);
            // A policy that strikes a ticked phrase and moves a line: what was suggested before stays what it was.
            if (step == 12) await Change(test, t => t.Replace("strong-reaction:", "strong-reactions:", StringComparison.Ordinal).Replace("views: 20000,", "views: 15000,", StringComparison.Ordinal));
            var lines = (await topics.List(clerk, ct: Ct)).Value;
            var (one, other) = (lines[random.Next(lines.Count)].Id, lines[random.Next(lines.Count)].Id);
            switch (random.Next(6))
            {
                case 0: await corrections.Merge(clerk, one, other, "同一件事", Ct); break;
                case 1: await corrections.Split(clerk, one, [.. (await topics.PostsOf(clerk, one, ct: Ct)).Value.Take(1).Select(p => p.Post.Id)], "另一件事", Ct); break;
                case 2: await topics.Dismiss(clerk, one, "已公告", Ct); break;
                case 3 or 4: await topics.Tick(clerk, one, [.. (await test.Get<PolicyVersions>().Current(test.Office, Ct)).Grades.Ticks.Keys.Where(_ => random.Next(2) == 0)], "会上认定", Ct); break;
                default: await topics.Tick(clerk, one, [], "没有这样的情形", Ct); break;
            }
        }
        var kept = await Drawn(test);
        kept.Count.ShouldBeGreaterThan(20);
        kept.Select(k => k.Suggestion.Grade).Distinct().Count().ShouldBe(3);
        kept.Select(k => k.Policy).Distinct().Count().ShouldBe(2);
        foreach (var same in kept.GroupBy(k => k.Policy))
        {
            var file = Path.Combine(test.Folder, same.Key + ".yaml");
            await File.WriteAllTextAsync(file, (await test.Get<PolicyVersions>().Pinned(test.Office, same.Key, Ct)).Text, Ct);
            var (exit, output, error) = await Executable.Run(["grade", "-", "--policy", file], string.Join('\n', same.Select(k => JsonSerializer.Serialize(k.Figures, AssessJson.Default.TopicFigures))));
            (exit, error).ShouldBe((0, ""));
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(same.Select(k => JsonSerializer.Serialize(new
            {
                grade = k.Suggestion.Grade.ToString().ToLowerInvariant(),
                rules = k.Suggestion.Rules.Select(r => new { id = r.Id, fired = r.Fired, figures = r.Figures.ToDictionary(f => f.Name, f => f.Value), text = r.Text }),
            }, Plain)));
        }

        Arrival Post(int i)
        {
            var counts = new Huiying.Collect.Counts(Views: random.Next(4) == 0 ? random.Next(60_000) : null, Replies: random.Next(4) == 0 ? random.Next(900) : null);
            return random.Next(12) == 0 ? Some(i, $"{Critical}第{i}问", host: "paper.example", counts: counts) with { Source = paper, Kind = PostKind.Article }
                : Some(i, $"{(random.Next(4) == 0 ? Critical : Matters[random.Next(Matters.Length)])}第{i}次反映{(random.Next(2) == 0 ? "，岂有此理" : "")}", counts: counts);
        }
    }

    /// <summary>Draws every suggestion that is kept again, of topics and of the ledger's duties to answer, and compares.</summary>
    /// <returns>What is kept.</returns>
    internal static async Task<IReadOnlyList<KeptSuggestion>> Drawn(Store store, Ledger ledger)
    {
        var all = new List<KeptSuggestion>();
        foreach (var row in await store.Set<TopicRow>().AsNoTracking().Where(t => t.Suggestion != null).ToListAsync(Ct))
        {
            var kept = JsonSerializer.Deserialize(row.Suggestion!, AssessJson.Default.KeptSuggestion)!;
            Json(await Again(kept.Figures, kept.Policy)).ShouldBe(Json(kept.Suggestion), $"topic {row.Id}");
            if (row.MergedInto is null) row.Suggested.ShouldBe(kept.Suggestion.Grade, $"topic {row.Id}");
            all.Add(kept);
        }
        await foreach (var entry in ledger.Read(store.Office, ct: Ct))
        {
            if (entry.Subject.Kind != "topic" || !entry.Data.TryGetProperty("rules", out _)) continue;
            var duty = entry.As(AssessJson.Default.TopicDutyEntry);
            var again = await Again(duty.Figures.ShouldNotBeNull(), duty.Policy);
            again.Grade.ShouldBe(duty.Grade, $"entry {entry.Stamp.Sequence}");
            again.Rules.Where(r => r.Fired && r.Above).Select(r => r.Id).ShouldBe(duty.Rules, $"entry {entry.Stamp.Sequence}");
            all.Add(new(duty.Figures, duty.Policy, again));
        }
        return all;

        async Task<GradeSuggestion> Again(TopicFigures figures, string policy) => GradeRules.Suggest(figures, await PolicyVersions.Pinned(store, policy, Ct));

        static string Json(GradeSuggestion suggestion) => JsonSerializer.Serialize(suggestion, AssessJson.Default.GradeSuggestion);
    }

    private static async Task<IReadOnlyList<KeptSuggestion>> Drawn(TestStore test)
    {
        await using var store = test.Open();
        return await Drawn(store, test.Ledger);
    }

    private static async Task Change(TestStore test, Func<string, string> change)
    {
        var versions = test.Get<PolicyVersions>();
        var draft = (await versions.Draft(test.By(Role.Clerk), change(Policy.DefaultText), "test", Ct)).Value;
        (await versions.PutInForce(test.By(Role.PrincipalLeader), draft.Hash, ct: Ct)).Refusal.ShouldBeNull();
    }

    private static TopicRow Row(TestStore test, string id, Counted counted) => new()
    {
        Office = test.Office,
        Id = new(id),
        Title = id,
        FirstPost = new PostId(1),
        FirstAt = test.Time.GetUtcNow(),
        LastAt = test.Time.GetUtcNow(),
        CreatedAt = test.Time.GetUtcNow(),
        Posts = counted.Posts,
        Views = counted.Views,
        Replies = counted.Replies,
        Reposts = counted.Reposts,
        Sharp = counted.Sharp,
        Media = counted.Media,
        Ticks = counted.Ticks,
    };

    /// <summary>Mentions of two days, so that there is a growth, and a burst where most came now.</summary>
    private static TopicHourRow[] Hours(TestStore test, TopicRow row, int lastDay)
    {
        var now = Huiying.Assess.Trends.Trend.HourOf(test.Time.GetUtcNow());
        return
        [
            new() { Office = row.Office, Topic = row.Id, Hour = now, Count = lastDay },
            new() { Office = row.Office, Topic = row.Id, Hour = now.AddHours(-40), Count = row.Posts - lastDay },
        ];
    }
}
