using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests.Collect;

/// <summary>Reposts at the intake: kept as spread, named after the first.</summary>
public sealed class RepostsTests
{
    private static readonly IntakeRules TakeAll = new(t => t, _ => "测试");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Story(int n) => string.Concat(Enumerable.Range(0, 8).Select(i => $"第{n * 8 + i}个村的水渠在{n + 3}月{i + 1}日清淤完毕，村民{i * 7 + n}户当天就浇上了地，比去年早了{n + i}天。"));

    private static string Repost(int n) => $"据报道，{Story(n)[..^40]}";

    [Theory, BothEngines]
    public async Task A_repost_is_a_copy_of_the_first_within_a_batch_between_batches_and_after_a_restart(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        var first = await Take(test.Get<Intake>(), test, [Some("a", Story(1)), Some("b", Repost(1)), Some("c", Story(2))]);
        first.Select(t => (t.Outcome, t.CopyOf?.Value)).ShouldBe([(IntakeOutcome.Stored, null), (IntakeOutcome.Copy, 1L), (IntakeOutcome.Stored, null)]);
        (await Take(test.Get<Intake>(), test, [Some("d", Repost(2))]))[0].CopyOf.ShouldBe(new PostId(3));

        await using var another = test.Another(s => s.AddCollect());
        var fresh = another.GetRequiredService<Intake>();
        var later = await Take(fresh, test, [Some("e", "快讯！" + Story(1)), Some("f", Story(3))]);
        later.Select(t => (t.Outcome, t.CopyOf?.Value)).ShouldBe([(IntakeOutcome.Copy, 1L), (IntakeOutcome.Stored, null)]);
        (await Take(test.Get<Intake>(), test, [Some("g", Repost(3))]))[0].CopyOf.ShouldBe(new PostId(6), "what another process stored is known too");
    }

    [Theory, BothEngines]
    public async Task What_was_rolled_back_or_destroyed_has_no_copies(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        var intake = test.Get<Intake>();
        await using (var store = test.Open())
        {
            await using var transaction = await store.Database.BeginTransactionAsync(Ct);
            await intake.Store(store, [Intake.Judge(Some("a", Story(1)), TakeAll)], test.Time.GetUtcNow(), Ct);
        }
        (await Take(intake, test, [Some("b", Repost(1))]))[0].Outcome.ShouldBe(IntakeOutcome.Stored);
        (await Take(intake, test, [Some("c", Story(2))]))[0].Outcome.ShouldBe(IntakeOutcome.Stored);
        await using (var store = test.Open()) await store.Set<PostRow>().Where(p => p.Id == new PostId(2)).ExecuteDeleteAsync(Ct);
        (await Take(intake, test, [Some("d", Repost(2))]))[0].Outcome.ShouldBe(IntakeOutcome.Stored);
    }

    [Fact]
    public async Task A_message_to_the_office_is_a_copy_of_the_identical_one_only()
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect());
        Arrival Message(string id, string text) => Some(id, text) with { Kind = PostKind.Message, Channel = Channel.Message };
        var taken = await Take(test.Get<Intake>(), test, [Message("a", Story(1)), Message("b", Repost(1)), Message("c", Story(1).Replace('，', ' '))]);
        taken.Select(t => (t.Outcome, t.CopyOf?.Value)).ShouldBe([(IntakeOutcome.Stored, null), (IntakeOutcome.Stored, null), (IntakeOutcome.Copy, 1L)]);
    }

    [Theory, BothEngines, Clause("R17")]
    public async Task Every_arrival_of_any_batch_has_one_outcome_which_is_remembered_and_every_copy_names_a_post_that_is_none(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        var random = new Random(7);
        var rules = new IntakeRules(t => t, t => t.Contains("水渠", StringComparison.Ordinal) ? "含“水渠”" : null, NotBefore: test.Time.GetUtcNow().AddDays(-30));
        var counts = new IntakeCounts();
        var arrivals = 0;
        for (var batch = 0; batch < 12; batch++)
        {
            var items = Enumerable.Range(0, 20).Select(_ => (random.Next(6), random.Next(40)) switch
            {
                (0, var n) => Some($"s{n}", Repost(n % 5)),
                (1, var n) => Some($"o{n}", Story(n)) with { Published = test.Time.GetUtcNow().AddDays(-31) },
                (2, var n) => Some($"u{n}", "\u3000") with { Title = " " },
                (3, var n) => Some($"r{n}", Story(n)) with { Already = IntakeOutcome.Refused },
                (4, var n) => Some($"w{n}", $"今天天气很好，第{n}次。"),
                (_, var n) => Some($"s{n}", Story(n % 9)),
            }).ToArray();
            arrivals += items.Length;
            var taken = await Take(test.Get<Intake>(), test, items, rules);
            taken.Count.ShouldBe(items.Length);
            foreach (var (i, one) in taken.Index())
            {
                counts = counts.Plus(one.Outcome);
                (one.CopyOf is not null).ShouldBe(one.Outcome == IntakeOutcome.Copy);
                (one.Post is not null).ShouldBe(one.Outcome is IntakeOutcome.Stored or IntakeOutcome.Copy or IntakeOutcome.Duplicate, items[i].Identity);
            }
        }
        counts.Total.ShouldBe(arrivals);
        new[] { counts.Stored, counts.Copies, counts.Duplicates, counts.Unmatched, counts.TooOld, counts.Unreadable, counts.Refused }.ShouldAllBe(n => n > 0);
        await using var store = test.Open();
        var posts = await store.Set<PostRow>().AsNoTracking().ToListAsync(Ct);
        posts.Count.ShouldBe(counts.Stored + counts.Copies);
        posts.ShouldAllBe(p => p.Why.Length > 0);
        posts.Where(p => p.CopyOf is not null).ShouldAllBe(p => posts.Single(o => o.Id == p.CopyOf).CopyOf == null);
        var seen = await store.Set<SeenRow>().AsNoTracking().ToListAsync(Ct);
        seen.Count(s => s.Post is not null).ShouldBe(posts.Count);
        seen.ShouldAllBe(s => s.Outcome != IntakeOutcome.Duplicate);
    }

    private static Arrival Some(string id, string text) => new()
    {
        Kind = PostKind.Article,
        Channel = Channel.Web,
        Public = true,
        Url = new Uri($"https://{id}.example/"),
        Identity = id,
        Title = "题",
        Text = text,
        RawHash = new byte[32],
    };

    private static async Task<IReadOnlyList<Taken>> Take(Intake intake, TestStore test, Arrival[] arrivals, IntakeRules? rules = null)
    {
        await using var store = test.Open();
        await using var transaction = await store.Database.BeginTransactionAsync(Ct);
        var taken = await intake.Store(store, [.. arrivals.Select(a => Intake.Judge(a, rules ?? TakeAll))], test.Time.GetUtcNow(), Ct);
        await transaction.CommitAsync(Ct);
        return taken;
    }
}
