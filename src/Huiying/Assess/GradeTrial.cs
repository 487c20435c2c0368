using Huiying.Assess.Grades;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess;

/// <summary>A topic for which a draft policy would suggest another grade than the one in force.</summary>
public sealed record TrialGrade(TopicId Topic, string Title, Grade Before, Grade After);

/// <summary>Holds the topics' figures against a draft policy (R58–R61); changes nothing.</summary>
public sealed class GradeTrial(IDbContextFactory<Store> stores, PolicyVersions policies, SourceMedians sizes, TimeProvider time)
{
    /// <summary>Topics for which the suggestion would be another, the newest first.</summary>
    public async Task<IReadOnlyList<TrialGrade>> Run(OfficeId office, Policy draft, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        var current = await policies.Current(store, ct);
        if (Same(current, draft)) return [];
        var now = time.GetUtcNow();
        var found = new List<TrialGrade>();
        // A topic that neither policy could raise is passed over without its figures; most are.
        foreach (var topic in await store.Set<TopicRow>().AsNoTracking().Where(t => t.MergedInto == null).OrderByDescending(t => t.LastAt).ThenBy(t => t.Id).ToListAsync(ct))
        {
            if (topic is { Suggestion: null, Ticks: "", Media: "", Posts: < 2 } && !May(topic, current) && !May(topic, draft)) continue;
            var before = GradeRules.Suggest(await Suggestions.Figures(store, topic, current, sizes, now, ct), current).Grade;
            var after = GradeRules.Suggest(await Suggestions.Figures(store, topic, draft, sizes, now, ct), draft).Grade;
            if (before != after) found.Add(new(topic.Id, topic.Title, before, after));
        }
        return found;
    }

    private static bool May(TopicRow topic, Policy policy) => GradeRules.MayFire(topic.Posts, null, topic.Views, topic.Replies, policy);

    private static bool Same(Policy a, Policy b) => a.Media == b.Media
        && a.Grades.MedianDays == b.Grades.MedianDays && a.Grades.Major == b.Grades.Major && a.Grades.Extraordinary == b.Grades.Extraordinary && a.Grades.SharpShare.Equals(b.Grades.SharpShare);
}
