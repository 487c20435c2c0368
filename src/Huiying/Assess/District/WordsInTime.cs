using Huiying.Assess.Grouping;
using Huiying.Assess.Words;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess.District;

/// <summary>
/// The office's own words as they were when each post was assessed: a post is cut with the words that stood then, whoever cuts it again and whenever. So a restart, another
/// node and a replay give the same topics, and a word added today changes nothing of yesterday.
/// </summary>
internal sealed class WordsInTime
{
    private readonly List<DistrictWordRow> rows;
    private readonly long[] changes;
    private readonly Dictionary<int, (OwnWords? Words, PostTerms Reader)> epochs = [];

    private WordsInTime(List<DistrictWordRow> rows)
    {
        this.rows = rows;
        changes = [.. rows.SelectMany(r => r.Until is { } until ? new[] { r.From, until } : [r.From]).Distinct().Order()];
    }

    /// <summary>Reads the office's words, those taken away too.</summary>
    public static async Task<WordsInTime> Read(Store store, CancellationToken ct) => new(await store.Set<DistrictWordRow>().AsNoTracking().OrderBy(w => w.Number).ToListAsync(ct));

    /// <summary>The words for the post of that place in the fold; null while the office had none.</summary>
    public OwnWords? At(long sequence) => Epoch(sequence).Words;

    /// <summary>A reader with these words; for one thread.</summary>
    public PostTerms Reader(long sequence) => Epoch(sequence).Reader;

    private (OwnWords? Words, PostTerms Reader) Epoch(long sequence)
    {
        var epoch = changes.Count(c => c < sequence);
        if (epochs.TryGetValue(epoch, out var known)) return known;
        var words = rows.Where(r => r.From < sequence && !(r.Until < sequence)).Select(r => r.Word).ToList();
        var own = words.Count == 0 ? null : new OwnWords(words);
        return epochs[epoch] = (own, new PostTerms(own));
    }
}
