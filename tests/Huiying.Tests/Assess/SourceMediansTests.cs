using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Tests.House;

namespace Huiying.Tests.Assess;

public sealed class SourceMediansTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R58")]
    public async Task A_median_of_few_topics_is_counted_each_time_and_one_of_many_only_every_ten_minutes(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect().AddAssess());
        var medians = test.Get<SourceMedians>();
        await Add(test, 1, 19, size: 3);
        (await Of(test, medians)).ShouldBeNull();
        await Add(test, 20, 1, size: 3);
        (await Of(test, medians)).ShouldBe(3);
        await Add(test, 21, 21, size: 9);
        (await Of(test, medians)).ShouldBe(9);

        await Add(test, 42, SourceMedians.Many, size: 5);
        (await Of(test, medians)).ShouldBe(5);
        await Add(test, 42 + SourceMedians.Many, SourceMedians.Many * 2, size: 7);
        (await Of(test, medians)).ShouldBe(5);
        // Another instance remembers nothing, and this one forgets once the time is over.
        (await Of(test, new SourceMedians())).ShouldBe(7);
        test.Time.Advance(SourceMedians.Remembered);
        (await Of(test, medians)).ShouldBe(7);
    }

    private static async Task<double?> Of(TestStore test, SourceMedians medians)
    {
        await using var store = test.Open();
        var topic = (await store.FindAsync<TopicRow>([test.Office, new TopicId("1")], Ct))!;
        return (await medians.Of(store, [topic], await test.Get<PolicyVersions>().Current(store, Ct), test.Time.GetUtcNow(), Ct))[topic.Id];
    }

    private static async Task Add(TestStore test, int from, int count, int size)
    {
        await using var store = test.Open();
        await using var transaction = await store.Database.BeginTransactionAsync(Ct);
        var now = test.Time.GetUtcNow();
        var topics = Enumerable.Range(from, count).Select(n => new TopicRow
        {
            Office = test.Office,
            Id = new(n.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Title = "话题",
            FirstPost = new(n),
            FirstAt = now,
            LastAt = now,
            CreatedAt = now,
            Posts = size,
        }).ToList();
        await Bulk.Insert(store, AssessColumns.Topics, topics, Ct);
        await Bulk.Upsert(store, AssessColumns.Sources, [.. topics.Select(t => new TopicSourceRow { Office = test.Office, Topic = t.Id, Where = "forum.example", Kind = SpreadKind.Forum, Count = size })], Ct);
        await transaction.CommitAsync(Ct);
    }
}
