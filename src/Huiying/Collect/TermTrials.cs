using Huiying.Collect.Masking;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Collect;

/// <summary>A stretch of a text, marked where a term stands in it.</summary>
public readonly record struct Stretch(string Text, bool Marked);

/// <summary>A post that a term would have matched.</summary>
/// <param name="Parts">Its title and the text around what matched.</param>
/// <param name="Why">Why it was taken when it came.</param>
public sealed record TermHit(PostId Post, DateTimeOffset At, IReadOnlyList<Stretch> Parts, string Why);

/// <summary>What a term would have matched.</summary>
/// <param name="Looked">Posts of the last seven days that were looked at.</param>
/// <param name="Matched">How many of them it matches.</param>
/// <param name="Hits">The newest of these, at most fifty.</param>
/// <param name="Sample">The text that was pasted, with what matched marked; null when none was.</param>
/// <param name="SampleMatches">Whether the term matches the pasted text.</param>
public sealed record TermTrial(int Looked, int Matched, IReadOnlyList<TermHit> Hits, IReadOnlyList<Stretch>? Sample, bool SampleMatches);

/// <summary>Tries a watch term before it is registered: on what came in the last seven days, or on a text that is pasted (R15).</summary>
public sealed class TermTrials(WatchTerms terms, IDbContextFactory<Store> stores, TimeProvider time)
{
    /// <summary>How far back posts are looked at.</summary>
    public static readonly TimeSpan Back = TimeSpan.FromDays(7);

    private const int MostLooked = 50_000;
    private const int MostHits = 50;
    private const int Around = 40;
    private const int LongestExcerpt = 240;

    /// <summary>Tries. Refused as <see cref="WatchTerms.Add"/> would be; what names a person is not searched for either (S15).</summary>
    /// <param name="sample">A text to try it on, masked before it is looked at and kept nowhere; null or empty for none.</param>
    public async Task<Outcome<TermTrial>> Try(Actor actor, TermPhrases phrases, string? sample, CancellationToken ct = default)
    {
        var ready = await terms.Ready(actor, phrases, ct);
        if (ready.Refusal is { } no) return no;
        var list = ready.Value;
        var since = time.GetUtcNow() - Back;
        var (looked, matched) = (0, 0);
        var hits = new List<TermHit>();
        await using var store = stores.Open(actor.Office);
        await foreach (var post in store.Set<PostRow>().AsNoTracking().OrderByDescending(p => p.Id).Take(MostLooked).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (post.CapturedAt < since) break;
            looked++;
            var text = $"{post.Title}\n{post.Text}";
            if (list.Why(text) is null) continue;
            matched++;
            if (hits.Count < MostHits) hits.Add(new(post.Id, post.Published ?? post.ReceivedAt ?? post.CapturedAt, Excerpt(text, list.Spots(text)!), post.Why));
        }
        var pasted = string.IsNullOrWhiteSpace(sample) ? null : Mask.Apply(sample.Trim()).Text;
        var spots = pasted is null ? null : list.Spots(pasted);
        return new TermTrial(looked, matched, hits, pasted is null ? null : Marked(pasted, spots ?? []), spots is not null);
    }

    /// <summary>A post's title and the lines of its text, marked where the present terms stand in them.</summary>
    public async Task<(IReadOnlyList<Stretch> Title, IReadOnlyList<IReadOnlyList<Stretch>> Lines)> Marks(OfficeId office, Post post, CancellationToken ct = default)
    {
        var list = await terms.Current(office, ct);
        // The term is looked for in title and text together, as it was at intake; the marks then fall into their lines.
        var whole = $"{post.Title}\n{post.Text}";
        var lines = new List<List<Stretch>> { new() };
        foreach (var part in Marked(whole, list.Spots(whole) ?? []))
        {
            var pieces = part.Text.Split('\n');
            for (var i = 0; i < pieces.Length; i++)
            {
                if (i > 0) lines.Add([]);
                if (pieces[i].Length > 0) lines[^1].Add(part with { Text = pieces[i] });
            }
        }
        return (lines[0], [.. lines.Skip(1).Where(l => l.Count > 0)]);
    }

    /// <summary>The text in stretches, marked at the spots.</summary>
    public static IReadOnlyList<Stretch> Marked(string text, IReadOnlyList<(int Start, int Length)> spots)
    {
        var parts = new List<Stretch>();
        var at = 0;
        foreach (var (start, length) in spots)
        {
            if (start > at) parts.Add(new(text[at..start], false));
            parts.Add(new(text.Substring(start, length), true));
            at = start + length;
        }
        if (at < text.Length) parts.Add(new(text[at..], false));
        return parts;
    }

    /// <summary>The title and what stands around each spot.</summary>
    private static List<Stretch> Excerpt(string text, IReadOnlyList<(int Start, int Length)> spots)
    {
        var parts = new List<Stretch>();
        var title = text.IndexOf('\n', StringComparison.Ordinal);
        var (shown, length) = (0, 0);
        foreach (var part in Marked(text, spots))
        {
            var (start, end) = (shown, shown + part.Text.Length);
            shown = end;
            if (length > LongestExcerpt) break;
            var cut = part.Marked || end <= title ? part.Text
                : start == 0 ? part.Text[..Math.Min(part.Text.Length, title + Around)] + (part.Text.Length > title + Around ? "…" : "")
                : part.Text.Length <= 2 * Around ? part.Text : $"{part.Text[..Around]}…{part.Text[^Around..]}";
            parts.Add(part with { Text = cut.Replace('\n', ' ') });
            length += cut.Length;
        }
        return parts;
    }
}
