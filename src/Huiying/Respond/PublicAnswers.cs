using System.Text.Json;
using Huiying.Ground;
using Huiying.Handle;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Respond;

/// <summary>An answer as the public reads it: nothing but the approved version.</summary>
/// <param name="Release">The key in its address.</param>
/// <param name="Number">〔year〕n号 of the answer; the case's own number is not public.</param>
/// <param name="Hash">SHA-256 of the approved text.</param>
public sealed record PublicAnswer(
    ReleaseId Release, string Number, AnswerKind Kind, string Title, string Question, IReadOnlyList<string> Paragraphs, string Hash, DateTimeOffset PublishedAt);

/// <summary>The published answers of an office, for anyone.</summary>
public sealed class PublicAnswers(IDbContextFactory<Store> stores)
{
    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<PublicAnswer>> List(OfficeId office, int skip, int take, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        var rows = await store.Set<AnswerRow>().AsNoTracking().OrderByDescending(a => a.PublishedAt).ThenByDescending(a => a.Release)
            .Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, 200)).ToListAsync(ct);
        return [.. rows.Select(Shown)];
    }

    /// <summary>One answer, or null.</summary>
    public async Task<PublicAnswer?> Find(OfficeId office, ReleaseId release, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return await store.Set<AnswerRow>().AsNoTracking().SingleOrDefaultAsync(a => a.Release == release, ct) is { } row ? Shown(row) : null;
    }

    private static PublicAnswer Shown(AnswerRow row)
    {
        var text = JsonSerializer.Deserialize(row.Text, RespondJson.Default.ReleaseText) ?? throw new InvalidDataException($"answer {row.Release} has no text");
        if (text.Hash() != row.Hash) throw new InvalidDataException($"answer {row.Release} was changed in the store");
        return new(row.Release, row.Number, text.Kind, text.Title, text.Question, [.. text.Body.Select(p => p.Text)], row.Hash, row.PublishedAt);
    }
}
