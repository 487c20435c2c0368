using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Collect;

/// <summary>A thread of which a floor was taken: where it was read up to, so that later floors are met.</summary>
internal sealed class ThreadRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required SourceId Source { get; init; }

    /// <summary>The identity of its first floor.</summary>
    public required string Identity { get; init; }
    public required string Url { get; init; }
    public required string Title { get; init; }

    /// <summary>Its first floor; null when only replies were taken.</summary>
    public PostId? Post { get; set; }

    /// <summary>The last page that was read, with the validators of its answer.</summary>
    public required string Page { get; set; }
    public string? Etag { get; set; }
    public string? LastModified { get; set; }
    public long? Views { get; set; }
    public long? Replies { get; set; }
    public long? Reposts { get; set; }
    public required DateTimeOffset ReadAt { get; set; }

    /// <summary>When the thread was found gone; null again once it is back.</summary>
    public DateTimeOffset? VanishedAt { get; set; }

    /// <summary>When it is looked at again: the longer nothing was written, the later.</summary>
    public required DateTimeOffset NextAt { get; set; }

    /// <summary>When a floor was last met that was new.</summary>
    public required DateTimeOffset ChangedAt { get; set; }
}

/// <summary>The newest counts of a post whose topic still has the older ones.</summary>
internal sealed class RecountRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required PostId Post { get; init; }
    public long? Views { get; set; }
    public long? Replies { get; set; }
    public long? Reposts { get; set; }
}

/// <summary>A post's counts at one moment, kept when they differ from those before.</summary>
internal sealed class CountRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required PostId Post { get; init; }
    public required DateTimeOffset At { get; init; }
    public long? Views { get; init; }
    public long? Replies { get; init; }
    public long? Reposts { get; init; }
}

/// <summary>A look at a thread.</summary>
/// <param name="Page">The last page read.</param>
/// <param name="Floors">Identities of the floors handed on.</param>
/// <param name="Gone">Whether the site says that there is no such thread any more; null when it did not answer that.</param>
/// <param name="More">Whether a further page was left for the next reading.</param>
internal sealed record ThreadVisit(
    string Identity, string Url, string Title, string Page, string? Etag, string? LastModified, Counts Counts, IReadOnlyList<string> Floors, bool? Gone = false, bool More = false);

/// <summary>Remembers threads and their counts in the transaction that stores their floors.</summary>
internal static class Threads
{
    /// <summary>A thread nobody wrote to for so long is left alone.</summary>
    public static readonly TimeSpan Lately = TimeSpan.FromDays(7);

    /// <summary>
    /// When a thread is looked at again: after the source's interval, then at widening ones, half as long again as it has been quiet. In a week an hourly
    /// board's thread is looked at a dozen times more, and not 168.
    /// </summary>
    internal static DateTimeOffset Next(DateTimeOffset now, DateTimeOffset changed, TimeSpan every) => now + ((now - changed) / 2 is var wait && wait > every ? wait : every);

    /// <summary>The source's threads that were written to lately and are due, least recently read first.</summary>
    public static async Task<List<ThreadRow>> Active(Store store, SourceId source, DateTimeOffset now, CancellationToken ct)
    {
        var since = now - Lately;
        return await store.Set<ThreadRow>().AsNoTracking().Where(t => t.Source == source && t.ChangedAt > since && t.NextAt <= now)
            .OrderBy(t => t.ReadAt).ThenBy(t => t.Identity).Take(200).ToListAsync(ct);
    }

    /// <summary>Keeps what the visits found; <paramref name="taken"/> tells by intake key what became of each floor.</summary>
    public static async Task Keep(
        Store store, SourceId source, TimeSpan every, IReadOnlyList<ThreadVisit> visits, IReadOnlyDictionary<byte[], Taken> taken, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var visit in visits)
        {
            var floors = visit.Floors.Select(f => taken.GetValueOrDefault(Intake.Short(f))).ToList();
            var isNew = floors.Any(f => f is { Post: not null, Outcome: not IntakeOutcome.Duplicate });
            var row = await store.Set<ThreadRow>().SingleOrDefaultAsync(t => t.Source == source && t.Identity == visit.Identity, ct);
            if (row is null)
            {
                if (!floors.Any(f => f.Post is not null)) continue; // nothing of it concerns the office
                row = new ThreadRow { Office = store.Office, Source = source, Identity = visit.Identity, Url = visit.Url, Title = visit.Title, Page = visit.Page, ReadAt = now, ChangedAt = now, NextAt = now };
                store.Add(row);
            }
            row.Post ??= taken.GetValueOrDefault(Intake.Short(visit.Identity)).Post;
            (row.Page, row.Etag, row.LastModified, row.ReadAt) = (visit.Page, visit.Etag, visit.LastModified, now);
            if (isNew) row.ChangedAt = now;
            if (visit.Gone is { } gone && gone != row.VanishedAt is not null) await Vanish(store, row, gone ? now : null, ct);
            row.NextAt = visit.More ? now : Next(now, row.ChangedAt, every);
            var (views, replies, reposts) = (visit.Counts.Views ?? row.Views, visit.Counts.Replies ?? row.Replies, visit.Counts.Reposts ?? row.Reposts);
            var first = row is { Views: null, Replies: null, Reposts: null };
            if ((views, replies, reposts) == (row.Views, row.Replies, row.Reposts)) continue;
            (row.Views, row.Replies, row.Reposts) = (views, replies, reposts);
            if (row.Post is not { } post) continue;
            store.Add(new CountRow { Office = store.Office, Post = post, At = now, Views = views, Replies = replies, Reposts = reposts });
            // The post itself came with the first.
            if (!first) await Recount(store, post, new(views, replies, Reposts: reposts), ct);
        }
    }

    /// <summary>The thread's posts are marked as gone or as back; no count changes (R49).</summary>
    private static async Task Vanish(Store store, ThreadRow row, DateTimeOffset? at, CancellationToken ct)
    {
        row.VanishedAt = at;
        var floors = row.Url + "#";
        await store.Set<PostRow>().Where(p => p.Source == row.Source && p.Url != null && (p.Url == row.Url || p.Url.StartsWith(floors)))
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.VanishedAt, at), ct);
    }

    /// <summary>Notes a post's newest counts for its topic, inside the caller's transaction.</summary>
    internal static async Task Recount(Store store, PostId post, Counts counts, CancellationToken ct)
    {
        if (await store.Set<RecountRow>().SingleOrDefaultAsync(r => r.Post == post, ct) is not { } row) store.Add(row = new RecountRow { Office = store.Office, Post = post });
        (row.Views, row.Replies, row.Reposts) = (counts.Views, counts.Replies, counts.Reposts);
    }
}

internal sealed class ThreadTables : IEntityTypeConfiguration<ThreadRow>, IEntityTypeConfiguration<RecountRow>, IEntityTypeConfiguration<CountRow>
{
    public void Configure(EntityTypeBuilder<CountRow> builder)
    {
        builder.ToTable("collect_counts").HasKey(c => new { c.Office, c.Post, c.At });
        builder.Property(c => c.Post).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<ThreadRow> builder)
    {
        builder.ToTable("collect_threads").HasKey(t => new { t.Office, t.Source, t.Identity });
        builder.HasIndex(t => new { t.Office, t.Source, t.ChangedAt });
    }

    public void Configure(EntityTypeBuilder<RecountRow> builder)
    {
        builder.ToTable("collect_recounts").HasKey(r => new { r.Office, r.Post });
        builder.Property(r => r.Post).ValueGeneratedNever();
    }
}
