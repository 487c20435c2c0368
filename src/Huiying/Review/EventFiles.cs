using Huiying.Assess;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;

namespace Huiying.Review;

/// <summary>
/// The end of event files (S10): an ordinary event's after 10 years, a major one's after 30, an extraordinary one's never, as the event's own policy says. Posts, documents,
/// scans and captures are destroyed by the clock in one act, with an entry; the ledger stays, for it names files by their hashes only. What was published stays public (R42).
/// </summary>
public sealed class EventFiles(Acts acts, Cases cases, Releases releases, Papers papers)
{
    /// <summary>The kept files of an event: its documents, what belongs to its releases and papers, and its captures.</summary>
    public async Task<IReadOnlySet<string>> Of(OfficeId office, CaseId id, CancellationToken ct = default)
    {
        if (await cases.Find(office, id, ct) is not { } c) return new HashSet<string>();
        var hashes = CaseDocuments.Of(c).Select(d => d.Hash).Concat(c.Captures.Select(x => x.What.FileHash)).ToHashSet();
        foreach (var release in await releases.Of(office, id, ct)) hashes.UnionWith(release.Documents.Select(d => d.Hash));
        foreach (var paper in await papers.List(office, id, int.MaxValue, ct))
        {
            if (paper.Signed is { } signed) hashes.Add(signed.DocumentHash);
            hashes.UnionWith(paper.Returned.Select(r => r.ScanHash));
        }
        return hashes;
    }

    /// <summary>Destroys every file whose time is over and that no hold keeps, those of the events that went into it among them.</summary>
    /// <returns>How many events' files went.</returns>
    public async Task<int> Purge(OfficeId office, CancellationToken ct = default)
    {
        var all = await cases.Files(office, ct);
        var done = 0;
        foreach (var file in all.Where(f => f is { Into: null, Purged: false, Held: false } && f.Until <= acts.Clock))
        {
            List<CaseFile> whole = [file, .. Merged(all, file.Id)];
            if (whole.Any(w => w.Held)) continue;
            var kept = new HashSet<string>();
            foreach (var other in all.Where(f => !f.Purged && whole.All(w => w.Id != f.Id))) kept.UnionWith(await Of(office, other.Id, ct));
            var hashes = new HashSet<string>();
            foreach (var part in whole) hashes.UnionWith(await Of(office, part.Id, ct));
            hashes.ExceptWith(kept);
            // A topic that another living event has too stays with that one.
            var shared = all.Where(f => !f.Purged && whole.All(w => w.Id != f.Id)).SelectMany(f => f.Topics).ToHashSet();
            List<TopicId> topics = [.. whole.SelectMany(w => w.Topics).Distinct().Where(t => !shared.Contains(t)).Select(t => new TopicId(t))];
            var gone = await acts.Run<Done>(Actor.Clock(office), "cases.purge-file", file.Id.Subject, async act =>
            {
                var posts = await Retention.PurgeEvent(act, topics, ct);
                var files = await Blobs.Erase(act, hashes, ct);
                var ended = await Cases.Change(act, file.Id, (c, d) => Filing.Purge(c, d, posts, files), ct);
                return ended.Refusal is { } no ? no : default(Done);
            }, ct);
            if (gone.Ok) done++;
        }
        return done;
    }

    private static IEnumerable<CaseFile> Merged(IReadOnlyList<CaseFile> all, CaseId into) => all.Where(f => f.Into == into).SelectMany(f => new[] { f }.Concat(Merged(all, f.Id)));
}
