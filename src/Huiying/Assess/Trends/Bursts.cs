namespace Huiying.Assess.Trends;

/// <summary>
/// Whether the last hours' mentions are too many to be chance, if they came as in the three days before: as uneven as they were then, and by the
/// hour's <see cref="Rhythm"/>. The thresholds were set on simulated topics that do not burst but vary
/// beyond chance (by up to half their mean, squared variation 1/4): level 1 is reached at most once in a thousand topic-days (BurstTests repeats that). Pure.
/// </summary>
internal static class Bursts
{
    /// <summary>Hours that are compared with what came before them.</summary>
    public const int Recent = 6;

    /// <summary>Hours before those that make the expectation.</summary>
    private const int Before = 72;

    /// <summary>Hours it looks back altogether.</summary>
    internal const int Looks = Before + Recent;

    /// <summary>Fewer mentions than this are no burst.</summary>
    internal const int Fewest = 5;

    /// <summary>Chances below which the levels 1, 2 and 3 are reached.</summary>
    private static readonly double[] Chances = [4e-6, 1e-7, 1e-9];

    /// <summary>Unevenness (squared variation of six hours' counts beyond chance) taken for granted before anything is seen, and the windows it weighs.</summary>
    private const double UsualUnevenness = 0.2;
    private const int UsualWindows = 12;

    /// <summary>The burst at the series' end; null while less than a day before the last hours is known.</summary>
    public static Burst? Of(IReadOnlyList<HourCount> series, TimeSpan offset)
    {
        var known = Math.Min(Before, series.Count - Recent);
        if (known < 24) return null;
        var from = series.Count - Recent;
        var rates = Enumerable.Range(from - known, known + Recent).Select(i => Rhythm.Rate(series[i].Hour.AddMinutes(30), offset)).ToArray();
        if (!Follows(series, from, known, rates)) Array.Fill(rates, 1);
        var recent = series.Skip(from).Sum(h => h.Count);
        var before = series.Skip(from - known).Take(known).Sum(h => h.Count);
        // Half a mention is added, so that silence before does not make everything a burst.
        var each = (before + 0.5) / rates.Take(known).Sum();
        var expected = each * rates.Skip(known).Sum();
        var unevenness = Unevenness(series, from, known, rates, each);
        var chance = recent < Fewest ? 1 : UpperTail(recent, expected, unevenness);
        var level = Chances.Count(c => chance < c);
        if (level == 0) return new(0, null);
        var start = from;
        while (start < series.Count - 1 && series[start].Count <= each * rates[start - from + known]) start++;
        return new(level, series[start].Hour);
    }

    /// <summary>Whether the hours before are likelier by the rhythm than at an even rate: machines and patrols keep no hours.</summary>
    private static bool Follows(IReadOnlyList<HourCount> series, int from, int known, double[] rates)
    {
        var mean = rates.Take(known).Average();
        return Enumerable.Range(0, known).Sum(i => series[from - known + i].Count * Math.Log(rates[i] / mean)) >= 0;
    }

    private static double Unevenness(IReadOnlyList<HourCount> series, int from, int known, double[] rates, double each)
    {
        double beyond = UsualUnevenness * UsualWindows, windows = UsualWindows;
        for (var window = 0; window + Recent <= known; window += Recent)
        {
            var begin = from - known + window;
            var mean = each * rates.Skip(window).Take(Recent).Sum();
            var count = series.Skip(begin).Take(Recent).Sum(h => h.Count);
            // Small means say little about unevenness: they are weighed by what they can tell.
            var weight = mean / (mean + 2);
            beyond += weight * ((count - mean) * (count - mean) - mean) / (mean * mean);
            windows += weight;
        }
        return Math.Max(0.02, beyond / windows);
    }

    /// <summary>Chance of <paramref name="k"/> or more at the mean, counts being as uneven as said (negative binomial).</summary>
    internal static double UpperTail(int k, double mean, double unevenness)
    {
        var size = 1 / unevenness;
        var p = size / (size + mean);
        // Summed from k upwards: one minus the lower sum would drown in rounding just where it matters.
        var log = size * Math.Log(p) + k * Math.Log(1 - p);
        for (var i = 0; i < k; i++) log += Math.Log((i + size) / (i + 1));
        var term = 1.0;
        var sum = 1.0;
        for (var i = k; term > 1e-12 && i < k + 100_000; i++)
        {
            term *= (i + size) / (i + 1) * (1 - p);
            sum += term;
        }
        return Math.Min(1, Math.Exp(log) * sum);
    }
}
