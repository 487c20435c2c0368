namespace Huiying.Assess.Passages;

/// <summary>A paragraph that may be offered.</summary>
internal sealed record IndexedPassage(PolicyDocumentId Document, int Version, int Number, string Text, string Context);

/// <summary>A paragraph that fits a question.</summary>
/// <param name="Score">Evidence: what the shared words weigh.</param>
/// <param name="Coverage">Which share of the question's words, by their weight, the passage or its surroundings hold.</param>
/// <param name="Evidence">How rare the shared words are, each counted once.</param>
/// <param name="Shared">The shared words, the weightiest first.</param>
internal sealed record PassageMatch(IndexedPassage Passage, double Score, double Coverage, double Evidence, IReadOnlyList<string> Shared);

/// <summary>
/// Finds passages for a question by weighted words (BM25, Robertson and Zaragoza 2009, with the word list's frequencies as prior of rarity, so that it works from the
/// first document on). Title, heading and leading sentence count in part. What shares too little is not offered: better nothing than a guess.
/// </summary>
internal sealed class PassageIndex
{
    private const double K = 1.2, B = 0.5, ContextFactor = 0.45;
    private const double Prior = 300, WordsInPassage = 30;

    /// <summary>What no passage holds counts so much of the question: it says that it is about something else, but people write much beside their question.</summary>
    private const double Unheard = 0.35;

    /// <summary>Least evidence: more than one rare word; and of a question that is all but met, which may be three words long.</summary>
    private const double LeastEvidence = 7, LeastOfAll = 5, AllButMet = 0.6;

    /// <summary>Least share of the question that is met.</summary>
    private const double LeastCoverage = 0.25;

    private readonly List<(IndexedPassage Passage, Dictionary<ulong, double> Own, Dictionary<ulong, double> Context, double Length)> passages = [];
    private readonly Dictionary<ulong, List<int>> holders = [];
    private readonly double meanLength;

    public PassageIndex(IEnumerable<IndexedPassage> all)
    {
        var reader = new PassageTerms();
        var contexts = new Dictionary<string, Dictionary<ulong, double>>(StringComparer.Ordinal);
        foreach (var passage in all)
        {
            var own = reader.Read(passage.Text).ToDictionary(t => t.Id, t => t.Count);
            if (!contexts.TryGetValue(passage.Context, out var context)) contexts[passage.Context] = context = reader.Read(passage.Context).ToDictionary(t => t.Id, t => t.Count);
            foreach (var id in own.Keys.Concat(context.Keys).Distinct())
            {
                if (!holders.TryGetValue(id, out var at)) holders[id] = at = [];
                at.Add(passages.Count);
            }
            passages.Add((passage, own, context, own.Values.Sum()));
        }
        meanLength = passages.Count == 0 ? 1 : passages.Average(p => p.Length);
    }

    /// <summary>Passages held.</summary>
    public int Count => passages.Count;

    /// <summary>Those that fit, the best first; none when nothing does.</summary>
    public IReadOnlyList<PassageMatch> Find(string question, int limit)
    {
        var asked = new PassageTerms().Read(question).Select(t => (Term: t, Rarity: Rarity(t))).Where(t => t.Rarity > 0).ToList();
        var whole = asked.Sum(a => General(a.Term) * a.Term.Count * (holders.ContainsKey(a.Term.Id) ? 1 : Unheard));
        if (whole <= 0) return [];
        var found = new List<PassageMatch>();
        foreach (var i in asked.SelectMany(a => holders.GetValueOrDefault(a.Term.Id) ?? []).Distinct())
        {
            var (passage, own, context, length) = passages[i];
            double score = 0, met = 0, evidence = 0;
            var shared = new List<(string Word, double Weight)>();
            foreach (var (term, rarity) in asked)
            {
                var times = Math.Min(2, term.Count);
                if (own.TryGetValue(term.Id, out var count))
                {
                    var weight = rarity * times * count * (K + 1) / (count + K * (1 - B + B * length / meanLength));
                    score += weight;
                    evidence += General(term) * Math.Min(1, Math.Min(term.Count, count));
                    met += General(term) * term.Count;
                    shared.Add((term.Word, weight));
                }
                else if (context.ContainsKey(term.Id))
                {
                    score += rarity * times * ContextFactor;
                    met += General(term) * term.Count * ContextFactor;
                    evidence += General(term) * Math.Min(1, term.Count) * ContextFactor;
                }
            }
            var coverage = met / whole;
            if (shared.Count == 0 || evidence < (coverage > AllButMet ? LeastOfAll : LeastEvidence) || coverage < LeastCoverage) continue;
            found.Add(new(passage, score * (0.5 + coverage), coverage, evidence, [.. shared.OrderByDescending(s => s.Weight).SelectMany(s => PassageTerms.Called(s.Word))]));
        }
        return [.. found.OrderByDescending(f => f.Score).ThenBy(f => f.Passage.Document.Value, StringComparer.Ordinal).ThenBy(f => f.Passage.Number).Take(limit)];
    }

    /// <summary>Rarity in general language: whether two texts speak of the same matter. A word that a rule repeats on each line tells its lines apart badly, and its matter well.</summary>
    private static double General(PassageTerm term) => Math.Max(0, Math.Log(1 / Math.Min(0.5, term.Chance * WordsInPassage + 1 / Prior)));

    /// <summary>Rarity among the passages held, with general language as prior: which passage of a matter it is.</summary>
    private double Rarity(PassageTerm term) =>
        Math.Log((passages.Count + Prior + 1) / ((holders.GetValueOrDefault(term.Id)?.Count ?? 0) + Prior * Math.Min(0.5, term.Chance * WordsInPassage) + 0.5));
}
