using System.Diagnostics;
using System.Globalization;
using Huiying.Assess;
using Huiying.Assess.Search;
using Huiying.Ground;

namespace Huiying.Bench;

/// <summary>How long a page of search results takes on a store that holds many posts: mixed queries, words taken from the posts themselves, each asked again once warm.</summary>
internal static class SearchBench
{
    private const int OfEach = 40;

    /// <summary>Asks and prints percentiles for each sort of query and for all together.</summary>
    /// <param name="topics">The face that searches.</param>
    /// <param name="texts">Texts of stored posts.</param>
    public static async Task Run(Topics topics, OfficeId office, IReadOnlyList<string> texts, TextWriter output)
    {
        var actor = new Actor(office, new PersonId("bench"), "bench", [new HeldPost(Role.Clerk)]);
        var random = new Random(9);
        string Piece(int length)
        {
            while (true)
            {
                var text = texts[random.Next(texts.Count)];
                var at = random.Next(Math.Max(1, text.Length - length));
                if (text.Length >= length && text.AsSpan(at, length).ContainsAnyExceptInRange('\u4e00', '\u9fff') is false) return text.Substring(at, length);
            }
        }
        (string Kind, Func<PostQuery> Make)[] kinds =
        [
            ("two characters", () => new(Piece(2))),
            ("four characters", () => new(Piece(4))),
            ("phrase of six", () => new($"“{Piece(6)}”")),
            ("two words", () => new($"{Piece(2)} {Piece(2)}")),
            ("one or the other", () => new($"{Piece(2)} 或 {Piece(2)}")),
            ("one without the other", () => new($"{Piece(2)} 非 {Piece(2)}")),
            ("one character", () => new(Piece(1))),
            ("word within a month", () => new(Piece(2), new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 10))),
            ("word with a grade", () => new(Piece(2), Grade: Grade.Ordinary)),
            ("nothing to find", () => new("鑫龘饕餮")),
        ];
        var all = new List<double>();
        await output.WriteLineAsync("search, ms                 p50     p90     p99    most");
        foreach (var (kind, make) in kinds)
        {
            var times = new List<double>();
            PostQuery[] queries = [.. Enumerable.Range(0, OfEach).Select(_ => make())];
            for (var turn = 0; turn < 2; turn++)
            {
                foreach (var query in queries)
                {
                    var clock = Stopwatch.StartNew();
                    var found = await topics.Search(actor, query);
                    if (found.Refusal is { } no && turn == 0) await output.WriteLineAsync($"refused: {query.Text}: {no.En}");
                    if (turn == 1 && found.Ok) times.Add(clock.Elapsed.TotalMilliseconds);
                }
            }
            all.AddRange(times);
            await output.WriteLineAsync(Line(kind, times));
        }
        await output.WriteLineAsync(Line($"all {all.Count}", all));
    }

    private static string Line(string name, List<double> times)
    {
        times.Sort();
        double At(double share) => times.Count == 0 ? 0 : times[(int)Math.Min(times.Count - 1, share * times.Count)];
        return string.Create(CultureInfo.InvariantCulture, $"{name,-22} {At(.5),7:F1} {At(.9),7:F1} {At(.99),7:F1} {At(1),7:F1}");
    }
}
