using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Assess;

/// <summary>A topic that an event keeps from a person it names, or from a section it accuses (S09, S16).</summary>
internal sealed class HiddenTopicRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required TopicId Topic { get; init; }

    /// <summary><c>person:…</c> or <c>section:…</c>.</summary>
    public required string From { get; init; }
}

internal sealed class HiddenTopicTable : IEntityTypeConfiguration<HiddenTopicRow>
{
    public void Configure(EntityTypeBuilder<HiddenTopicRow> builder) => builder.ToTable("assess_hidden_topics").HasKey(h => new { h.Office, h.Topic, h.From });
}

public sealed partial class Topics
{
    /// <summary>Keeps a topic from exactly these people and sections, inside the act that names them (S09, S16). An empty list shows it to all again.</summary>
    public static async Task Hide(Act act, TopicId topic, IReadOnlyList<(PersonId? Person, SectionId? Section)> from, CancellationToken ct = default)
    {
        var rows = act.Store.Set<HiddenTopicRow>();
        var known = await rows.Where(h => h.Topic == topic).ToListAsync(ct);
        var wanted = from.Select(f => f.Person is { } p ? Of(p) : Of(f.Section!.Value)).ToHashSet();
        rows.RemoveRange(known.Where(k => !wanted.Contains(k.From)));
        rows.AddRange(wanted.Except(known.Select(k => k.From)).Select(w => new HiddenTopicRow { Office = act.Actor.Office, Topic = topic, From = w }));
    }

    /// <summary>The topics kept from the actor.</summary>
    internal static Task<List<TopicId>> Hidden(Store store, Actor actor, CancellationToken ct)
    {
        List<string> me = [Of(actor.Person), .. actor.Posts.Where(p => p.Section is not null).Select(p => Of(p.Section!.Value)).Distinct()];
        return store.Set<HiddenTopicRow>().AsNoTracking().Where(h => me.Contains(h.From)).Select(h => h.Topic).Distinct().ToListAsync(ct);
    }

    internal static string Of(PersonId person) => "person:" + person.Value;

    internal static string Of(SectionId section) => "section:" + section.Value;
}
