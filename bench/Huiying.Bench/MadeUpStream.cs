using System.Globalization;
using System.IO.Compression;
using System.Text;
using Huiying.Assess.Words;

namespace Huiying.Bench;

/// <summary>
/// Made-up posts with the vocabulary of a language: common words as often as the word list says, and six rarer words of its own for each matter, of which a post uses
/// five. Half of the posts open a matter; the others go on with one of the last 20,000 posts' matters, so that few matters are large and most are small, and old
/// ones fade. About 80 characters a post. The same seed gives the same posts.
/// </summary>
internal static class MadeUpStream
{
    private const int Common = 4000;
    private const int Rare = 90_000;
    private const int Recent = 20_000;

    /// <summary>Posts as JSON Lines, in time order, one a second.</summary>
    public static IEnumerable<string> Lines(int count)
    {
        var (common, chances, rare) = Read();
        var random = new Random(20_261_126);
        var recent = new int[Recent];
        var (matters, time) = (0, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Unspecified));
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            var matter = i == 0 || random.Next(2) == 0 ? matters++ : recent[random.Next(Math.Min(i, Recent))];
            recent[i % Recent] = matter;
            var own = new Random(matter);
            string[] words = [.. Enumerable.Range(0, 6).Select(_ => rare[own.Next(rare.Length)])];
            var (left, next) = (random.Next(6), 0);
            text.Clear();
            for (var k = 0; k < 30; k++)
            {
                var chosen = Array.BinarySearch(chances, random.NextDouble() * chances[^1]);
                text.Append(common[Math.Min(common.Length - 1, chosen < 0 ? ~chosen : chosen)]);
                if (k % 6 != 3) continue;
                if (next == left) next++;
                if (next < 6) text.Append(words[next++]);
                text.Append(k < 24 ? '，' : '。');
            }
            yield return string.Create(CultureInfo.InvariantCulture, $$"""{"id":"s{{i}}","time":"{{time.AddSeconds(i):yyyy-MM-ddTHH:mm:ss}}","body":"{{text}}"}""");
        }
    }

    private static (string[] Common, double[] Chances, string[] Rare) Read()
    {
        using var stream = typeof(WordList).Assembly.GetManifestResourceStream(WordList.BuiltInVersion + ".tsv.br")!;
        using var lines = new StreamReader(new BrotliStream(stream, CompressionMode.Decompress));
        var words = new List<(string Word, int Frequency)>();
        while (lines.ReadLine() is { } line)
        {
            var parts = line.Split('\t');
            if (Segmenter.IsHan(parts[0][0])) words.Add((parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture)));
        }
        (string Word, int Frequency)[] sorted = [.. words.OrderByDescending(w => w.Frequency).ThenBy(w => w.Word, StringComparer.Ordinal)];
        var chances = new double[Common];
        for (var i = 0; i < Common; i++) chances[i] = (i > 0 ? chances[i - 1] : 0) + sorted[i].Frequency;
        return ([.. sorted[..Common].Select(w => w.Word)], chances, [.. sorted[Common..(Common + Rare)].Select(w => w.Word).Where(w => w.Length > 1)]);
    }
}
