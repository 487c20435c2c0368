using Huiying.Assess;
using Huiying.Assess.Grouping;
using Huiying.Collect;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Tests.Assess;

public sealed class TopicMemoryTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    public async Task The_state_is_kept_every_ten_thousand_posts_more_rarely_while_many_wait_and_at_once_when_it_must_be(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect().AddAssess());
        var index = new TopicIndex();
        (await Kept(TopicMemory.Between - 1, many: false)).ShouldBeEmpty();
        (await Kept(TopicMemory.Between, many: true)).ShouldBeEmpty();
        (await Kept(TopicMemory.Between, many: false)).ShouldBe([10_000]);
        (await Kept(59_999, many: true)).ShouldBe([10_000]);
        (await Kept(60_000, many: true)).ShouldBe([10_000, 60_000]);
        // The two newest stay.
        (await Kept(60_001, many: true, now: true)).ShouldBe([60_000, 60_001]);

        async Task<List<long>> Kept(long after, bool many, bool now = false)
        {
            await using var store = test.Open();
            await TopicMemory.Keep(store, after, index, many, now, Ct);
            await store.SaveChangesAsync(Ct);
            return await store.Set<SnapshotRow>().Select(s => s.Sequence).OrderBy(s => s).ToListAsync(Ct);
        }
    }
}
