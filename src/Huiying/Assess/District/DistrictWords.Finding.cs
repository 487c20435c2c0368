using System.Globalization;
using Huiying.Collect;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess.District;

/// <summary>Words found in the stream.</summary>
public sealed partial class DistrictWords
{
    /// <summary>Posts looked at: the latest.</summary>
    private const int Looked = 20_000;

    private const int Chunk = 1_000, Shown = 40, Around = 16;

    /// <summary>
    /// Looks through the posts of the last days for words that neither the list nor the office knows, and keeps them as proposals beside those that wait. Declined ones and
    /// what reads like a person's name are left out. Takes seconds: it is asked for, never done by the way.
    /// </summary>
    /// <returns>How many words wait now.</returns>
    public async Task<Outcome<int>> Look(Actor actor, int days, CancellationToken ct = default)
    {
        if (!MayKeep(actor)) return NotYours;
        var since = acts.Clock.AddDays(-Math.Clamp(days, 1, 90));
        HashSet<string> known;
        IReadOnlyList<NewWord> found;
        await using (var store = stores.Open(actor.Office))
        {
            var ids = await store.Set<AssessedRow>().AsNoTracking().Where(a => !a.Purged && !a.Copied).OrderByDescending(a => a.Sequence).Take(Looked).Select(a => a.Post).ToListAsync(ct);
            var texts = new List<(PostId, string)>();
            foreach (var some in ids.Chunk(Chunk))
            {
                texts.AddRange((await Posts.Read(store, some, ct)).Where(p => p.At >= since).Select(p => (p.Id, p.Title + "\n" + p.Text)));
            }
            known = (await store.Set<DistrictWordRow>().AsNoTracking().Where(w => w.Until == null).Select(w => w.Word).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
            known.UnionWith(await store.Set<FoundWordRow>().AsNoTracking().Where(w => w.Declined).Select(w => w.Word).ToListAsync(ct));
            found = NewWords.Find(texts, known.Contains, ct);
        }
        return await acts.Run<int>(actor, "words.look", Subject.Of(actor.Office), async act =>
        {
            await act.Store.Set<FoundWordRow>().Where(w => !w.Declined).ExecuteDeleteAsync(ct);
            // Somebody may have declined or added one meanwhile.
            var gone = await act.Store.Set<FoundWordRow>().Select(w => w.Word).Concat(act.Store.Set<DistrictWordRow>().Where(w => w.Until == null).Select(w => w.Word)).ToListAsync(ct);
            var kept = found.Where(w => !gone.Contains(w.Word)).Take(Shown).ToList();
            foreach (var w in kept)
            {
                act.Store.Add(new FoundWordRow { Office = actor.Office, Word = w.Word, Kind = w.Kind, Count = w.Count, Posts = w.Posts, Examples = string.Join(' ', w.Examples) });
            }
            return kept.Count;
        }, ct);
    }

    /// <summary>The words that wait, the commonest first, with examples from posts the reader may see (S09, S16).</summary>
    public async Task<Outcome<IReadOnlyList<ProposedWord>>> Proposed(Actor actor, CancellationToken ct = default)
    {
        if (Topics.MayRead(actor) is { } no) return no;
        await using var store = stores.Open(actor.Office);
        var rows = await store.Set<FoundWordRow>().AsNoTracking().Where(w => !w.Declined).ToListAsync(ct);
        var ids = rows.SelectMany(Examples).Distinct().ToList();
        var hidden = await topics.Hidden(actor, ids, ct);
        var posts = (await Posts.Read(store, [.. ids.Where(i => !hidden.Contains(i))], ct)).ToDictionary(p => p.Id);
        return rows.OrderByDescending(w => w.Posts).ThenBy(w => w.Word, StringComparer.Ordinal).Select(w => new ProposedWord(w.Word, w.Kind, w.Count, w.Posts,
            [.. Examples(w).Where(posts.ContainsKey).Select(i => Excerpt(posts[i].Title + "\n" + posts[i].Text, w.Word))])).ToList();
    }

    private static IEnumerable<PostId> Examples(FoundWordRow row) =>
        row.Examples.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(i => new PostId(long.Parse(i, CultureInfo.InvariantCulture)));

    /// <summary>What stands around the word.</summary>
    private static List<Stretch> Excerpt(string text, string word)
    {
        var folded = Fold.Text(text);
        var at = folded.IndexOf(word, StringComparison.Ordinal);
        if (at < 0) return [];
        var (from, to) = (Math.Max(0, at - Around), Math.Min(folded.Length, at + word.Length + Around));
        return [new((from > 0 ? "…" : "") + folded[from..at], false), new(word, true), new(folded[(at + word.Length)..to] + (to < folded.Length ? "…" : ""), false)];
    }
}
