using System.IO.Compression;
using System.Text;

namespace Huiying.Assess.Routing;

/// <summary>A section a message may belong to.</summary>
/// <param name="Label">The section.</param>
/// <param name="Chance">How probable it is, 0–1; over all sections the chances add up to one.</param>
/// <param name="Words">Words of the message that speak most for it, the strongest first; none when nothing does.</param>
public sealed record RouteChoice(string Label, double Chance, IReadOnlyList<string> Words);

/// <summary>The sections a message may belong to, the likeliest first.</summary>
/// <param name="Choices">All sections the model knows.</param>
/// <param name="Unsure">Whether the likeliest is too doubtful to be suggested: people are then shown nothing.</param>
public sealed record RouteSuggestion(IReadOnlyList<RouteChoice> Choices, bool Unsure);

/// <summary>
/// Which section deals with a message, learned from messages whose section is known: one linear classifier for each section over words and the
/// pairs of characters inside them. It suggests; people decide. The same examples in the same order give the same model.
/// </summary>
/// <remarks>A model holds words that at least two examples have, with a weight for each section; no text can be put together from it.</remarks>
public sealed class RouteModel
{
    /// <summary>Method and word list; a file of another version is not read.</summary>
    public const string Version = "route-1/" + Huiying.Assess.Words.WordList.BuiltInVersion;

    /// <summary>With fewer examples nothing is suggested.</summary>
    public const int Enough = 30;

    /// <summary>Under this chance the likeliest section is not suggested.</summary>
    public const double Sure = 0.6;

    /// <summary>Weight of an error against simplicity; on public labelled messages 0.3 to 1 differ by less than chance.</summary>
    private const double Cost = 0.5;

    /// <summary>Weight of a pair of characters beside a word.</summary>
    private const double PairWeight = 0.5;

    private const int ShownWords = 5;

    private readonly Dictionary<string, int> vocabulary;
    private readonly float[] rarity;
    private readonly float[][] weights;
    private readonly double steepness;
    private readonly RouteFeatures features = new();

    private RouteModel(IReadOnlyList<string> labels, int examples, string[] words, float[] rarity, float[][] weights, double steepness)
    {
        (Labels, Examples, this.rarity, this.weights, this.steepness) = (labels, examples, rarity, weights, steepness);
        vocabulary = new Dictionary<string, int>(words.Length, StringComparer.Ordinal);
        for (var i = 0; i < words.Length; i++) vocabulary.Add(words[i], i);
    }

    /// <summary>The sections it knows, in ordinal order.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Examples it was learned from.</summary>
    public int Examples { get; }

    /// <summary>Learns; null when the examples bear fewer than two labels or have no word in common, so that there is nothing to tell apart.</summary>
    public static RouteModel? Train(IEnumerable<RouteExample> examples)
    {
        var reader = new RouteFeatures();
        List<(KeyValuePair<string, float>[] Features, string Label)> read =
            [.. examples.Select(e => (reader.Of(e.Title, e.Body).OrderBy(f => f.Key, StringComparer.Ordinal).ToArray(), e.Label))];
        string[] labels = [.. read.Select(r => r.Label).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var inExamples = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (of, _) in read) foreach (var (feature, _) in of) inExamples[feature] = inExamples.GetValueOrDefault(feature) + 1;
        string[] words = [.. inExamples.Where(f => f.Value > 1).Select(f => f.Key).Order(StringComparer.Ordinal)];
        if (labels.Length < 2 || words.Length == 0) return null;
        var rarity = Array.ConvertAll(words, w => (float)((Math.Log((read.Count + 1.0) / (inExamples[w] + 1.0)) + 1) * (w[0] == RouteFeatures.Pair ? PairWeight : 1)));
        var model = new RouteModel(labels, read.Count, words, rarity, [], 1);
        FeatureVector[] rows = [.. read.Select(r => model.Vector(r.Features))];
        int[] truth = [.. read.Select(r => Array.IndexOf(labels, r.Label))];
        var steepness = Steepness(rows, truth, labels.Length, words.Length);
        return new(labels, read.Count, words, rarity, Fit(rows, truth, labels.Length, words.Length), steepness);
    }

    /// <summary>The sections a message may belong to.</summary>
    public RouteSuggestion Predict(string title, string body)
    {
        KeyValuePair<string, float>[] of = [.. features.Of(title, body).OrderBy(f => f.Key, StringComparer.Ordinal)];
        var vector = Vector(of);
        var chances = Chances(weights, vector, steepness);
        RouteChoice[] choices = [.. Enumerable.Range(0, Labels.Count).OrderByDescending(l => chances[l]).Select(l => new RouteChoice(Labels[l], chances[l], Words(l, of, vector)))];
        return new(choices, Examples < Enough || choices[0].Chance < Sure || choices[0].Words.Count == 0);
    }

    /// <summary>Writes the model: version, labels, words with weights; compressed.</summary>
    public void Save(Stream to)
    {
        using var writer = new BinaryWriter(new BufferedStream(new BrotliStream(to, CompressionLevel.Fastest, leaveOpen: true), 1 << 16), Encoding.UTF8);
        writer.Write(Version);
        writer.Write(Examples);
        writer.Write(steepness);
        writer.Write(Labels.Count);
        foreach (var label in Labels) writer.Write(label);
        writer.Write(vocabulary.Count);
        foreach (var (word, i) in vocabulary.OrderBy(v => v.Value))
        {
            writer.Write(word);
            writer.Write((Half)rarity[i]);
            foreach (var of in weights) writer.Write((Half)of[i]);
        }
    }

    /// <summary>Reads a model back; null when another version made it.</summary>
    /// <exception cref="InvalidDataException">The bytes are no model.</exception>
    public static RouteModel? Load(Stream from)
    {
        try
        {
            using var reader = new BinaryReader(new BufferedStream(new BrotliStream(from, CompressionMode.Decompress, leaveOpen: true), 1 << 16), Encoding.UTF8);
            if (reader.ReadString() != Version) return null;
            var examples = reader.ReadInt32();
            var steepness = reader.ReadDouble();
            var labels = new string[Count(reader, 10_000)];
            for (var i = 0; i < labels.Length; i++) labels[i] = reader.ReadString();
            var words = new string[Count(reader, 10_000_000)];
            var rarity = new float[words.Length];
            var weights = Array.ConvertAll(labels, _ => new float[words.Length]);
            for (var i = 0; i < words.Length; i++)
            {
                words[i] = reader.ReadString();
                rarity[i] = (float)reader.ReadHalf();
                foreach (var of in weights) of[i] = (float)reader.ReadHalf();
            }
            return new(labels, examples, words, rarity, weights, steepness);
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or InvalidOperationException or ArgumentException or IOException)
        {
            throw new InvalidDataException("This is no model of route train.", e);
        }
    }

    private static int Count(BinaryReader reader, int most) =>
        reader.ReadInt32() is var n && n >= 0 && n <= most ? n : throw new InvalidDataException("This is no model of route train.");

    private static float[][] Fit(FeatureVector[] rows, int[] truth, int labels, int words)
    {
        var weights = new float[labels][];
        Parallel.For(0, labels, l => weights[l] = LinearTraining.Fit(rows, Array.ConvertAll(truth, t => t == l), words, Cost));
        return weights;
    }

    /// <summary>
    /// How fast a margin becomes certainty: fitted on four fifths of the examples, and chosen so that the last fifth is least surprising. With few
    /// examples that is not known, and margins are trusted little.
    /// </summary>
    private static double Steepness(FeatureVector[] rows, int[] truth, int labels, int words)
    {
        const double cautious = 2;
        if (rows.Length < Enough) return cautious;
        var kept = Enumerable.Range(0, rows.Length).Where(i => i % 5 != 4).ToArray();
        var weights = Fit(Array.ConvertAll(kept, i => rows[i]), Array.ConvertAll(kept, i => truth[i]), labels, words);
        double[] tried = [0.5, 0.75, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 8];
        return tried.MinBy(s => Enumerable.Range(0, rows.Length).Where(i => i % 5 == 4).Sum(i => -Math.Log(Math.Max(1e-9, Chances(weights, rows[i], s)[truth[i]]))));
    }

    private static double[] Chances(float[][] weights, FeatureVector row, double steepness)
    {
        var chances = Array.ConvertAll(weights, w => steepness * row.Dot(w));
        var most = chances.Max();
        var sum = 0.0;
        for (var i = 0; i < chances.Length; i++) sum += chances[i] = Math.Exp(chances[i] - most);
        for (var i = 0; i < chances.Length; i++) chances[i] /= sum;
        return chances;
    }

    /// <summary>The known features, weighed, at unit length.</summary>
    private FeatureVector Vector(KeyValuePair<string, float>[] of)
    {
        var at = new List<int>(of.Length);
        var values = new List<float>(of.Length);
        var square = 0.0;
        foreach (var (feature, count) in of)
        {
            if (!vocabulary.TryGetValue(feature, out var i)) continue;
            var value = (float)(1 + Math.Log(count)) * rarity[i];
            at.Add(i);
            values.Add(value);
            square += (double)value * value;
        }
        var scale = square > 0 ? (float)(1 / Math.Sqrt(square)) : 0;
        return new([.. at], [.. values.Select(v => v * scale)]);
    }

    private string[] Words(int label, KeyValuePair<string, float>[] of, FeatureVector vector)
    {
        var said = new Dictionary<int, string>();
        foreach (var (feature, _) in of) if (feature.Length > 1 && feature[0] != RouteFeatures.Pair && vocabulary.TryGetValue(feature, out var i)) said[i] = feature;
        var parts = new List<(string Word, float Weight)>();
        for (var i = 0; i < vector.At.Length; i++)
        {
            if (vector.Values[i] * weights[label][vector.At[i]] is > 0.005f and var weight && said.TryGetValue(vector.At[i], out var word)) parts.Add((word, weight));
        }
        return [.. parts.OrderByDescending(p => p.Weight).ThenBy(p => p.Word, StringComparer.Ordinal).Take(ShownWords).Select(p => p.Word)];
    }
}
