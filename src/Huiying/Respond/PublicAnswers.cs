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
    ReleaseId Release, string Number, AnswerKind Kind, string Title, string Question, IReadOnlyList<string> Paragraphs, string Hash, DateTimeOffset PublishedAt)
{
    /// <summary>Whether it withdraws another answer: its paragraphs are the public reason (R42).</summary>
    public bool Withdraws { get; init; }

    /// <summary>What it changed in the answer that it corrects, in one sentence; null for any other.</summary>
    public string? Change { get; init; }

    /// <summary>The answer it corrects or withdraws; null for one of its own.</summary>
    public PublicAnswer? Mends { get; init; }

    /// <summary>The answer that corrected or withdrew this one; its text stays all the same. Null while it stands.</summary>
    public PublicAnswer? MendedBy { get; init; }
}

/// <summary>The published answers of an office, for anyone. Nothing that was published is ever missing here (R42), and nothing of a drill is ever here (R55).</summary>
public sealed class PublicAnswers(IDbContextFactory<Store> stores)
{
    /// <summary>Newest first, each linked with what it mends and what mended it.</summary>
    public async Task<IReadOnlyList<PublicAnswer>> List(OfficeId office, int skip, int take, CancellationToken ct = default)
    {
        if (office.IsDrill) return [];
        await using var store = stores.Open(office);
        var rows = await store.Set<AnswerRow>().AsNoTracking().OrderByDescending(a => a.PublishedAt).ThenByDescending(a => a.Release)
            .Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, 200)).ToListAsync(ct);
        return await Linked(store, rows, ct);
    }

    /// <summary>One answer, or null.</summary>
    public async Task<PublicAnswer?> Find(OfficeId office, ReleaseId release, CancellationToken ct = default)
    {
        if (office.IsDrill) return null;
        await using var store = stores.Open(office);
        return await store.Set<AnswerRow>().AsNoTracking().SingleOrDefaultAsync(a => a.Release == release, ct) is { } row ? (await Linked(store, [row], ct))[0] : null;
    }

    private static async Task<IReadOnlyList<PublicAnswer>> Linked(Store store, IReadOnlyList<AnswerRow> rows, CancellationToken ct)
    {
        List<ReleaseId?> ids = [.. rows.Select(r => (ReleaseId?)r.Release)];
        List<ReleaseId> mended = [.. rows.Select(r => r.Mends).OfType<ReleaseId>()];
        var later = (await store.Set<AnswerRow>().AsNoTracking().Where(a => ids.Contains(a.Mends)).ToListAsync(ct)).ToDictionary(a => a.Mends!.Value, Shown);
        var earlier = mended.Count == 0 ? [] : (await store.Set<AnswerRow>().AsNoTracking().Where(a => mended.Contains(a.Release)).ToListAsync(ct)).ToDictionary(a => a.Release, Shown);
        return [.. rows.Select(r => Shown(r) with { Mends = r.Mends is { } m ? earlier[m] : null, MendedBy = later.GetValueOrDefault(r.Release) })];
    }

    private static PublicAnswer Shown(AnswerRow row)
    {
        var text = JsonSerializer.Deserialize(row.Text, RespondJson.Default.ReleaseText) ?? throw new InvalidDataException($"answer {row.Release} has no text");
        if (text.Hash() != row.Hash || text.Mends?.Release != row.Mends?.Value) throw new InvalidDataException($"answer {row.Release} was changed in the store");
        return new(row.Release, row.Number, text.Kind, text.Title, text.Question, [.. text.Body.Select(p => p.Text)], row.Hash, row.PublishedAt)
        {
            Withdraws = text.Withdraws,
            Change = text.Mends?.Change,
        };
    }
}
