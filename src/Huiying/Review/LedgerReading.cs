using System.Runtime.CompilerServices;
using Huiying.Assess;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;

namespace Huiying.Review;

/// <summary>
/// The ledger as a person may read it: without what is about an event that accuses them, its topics, answers and papers (S09, S16). The chain itself stays whole:
/// it is verified over everything.
/// </summary>
public sealed class LedgerReading(Ledger ledger, Cases cases, Releases releases, Papers papers, Signs signs)
{
    /// <summary>Entries after a sequence, in order.</summary>
    public async IAsyncEnumerable<LedgerEntry> Read(Actor actor, long after = 0, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var hidden = await Hidden(actor, ct);
        await foreach (var e in ledger.Read(actor.Office, after: after, ct: ct))
        {
            if (hidden.Count == 0 || !hidden.Contains(e.Subject) && !Mentions(e, hidden)) yield return e;
        }
    }

    /// <summary>
    /// Whether an entry about something else tells of a hidden event: a page refused to somebody and a capture are known by the event's id in their own, and what was done
    /// for an event (a contact that its handler may see, a drill made from it) by the id in what was written down.
    /// </summary>
    private static bool Mentions(LedgerEntry e, HashSet<Subject> hidden)
    {
        var data = e.Data.GetRawText();
        return hidden.Any(h => h.Kind == "case" && (data.Contains(h.Id, StringComparison.Ordinal) || e.Subject.Id.Contains(h.Id, StringComparison.Ordinal))
            || e.Subject.Kind == "page" && e.Subject.Id.Contains(h.Id, StringComparison.Ordinal));
    }

    private async Task<HashSet<Subject>> Hidden(Actor actor, CancellationToken ct)
    {
        var of = await cases.Hidden(actor, ct);
        if (of.Count == 0) return [];
        var kept = await papers.Hidden(actor, ct);
        return
        [
            .. of.Select(c => c.Id.Subject), .. of.SelectMany(c => c.Topics).Select(t => new TopicId(t).Subject),
            .. await releases.Subjects(actor.Office, [.. of.Select(c => c.Id)], ct),
            .. await signs.Subjects(actor.Office, [.. of.Select(c => c.Id)], ct),
            .. (await papers.List(actor.Office, limit: int.MaxValue, ct: ct)).Where(kept).Select(p => p.Id.Subject),
        ];
    }
}
