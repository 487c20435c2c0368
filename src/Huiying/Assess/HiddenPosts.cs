using Huiying.Collect;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess;

public sealed partial class Topics
{
    /// <summary>Those of the posts that stand in a topic which an event keeps from the actor (S09, S16).</summary>
    public async Task<IReadOnlySet<PostId>> Hidden(Actor actor, IReadOnlyCollection<PostId> posts, CancellationToken ct = default)
    {
        await using var store = stores.Open(actor.Office);
        var topics = await Hidden(store, actor, ct);
        return topics.Count == 0 ? new HashSet<PostId>()
            : (await store.Set<AssessedRow>().AsNoTracking().Where(a => posts.Contains(a.Post) && topics.Contains(a.Topic)).Select(a => a.Post).ToListAsync(ct)).ToHashSet();
    }
}
