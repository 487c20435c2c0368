using System.Globalization;
using Huiying.Collect;

namespace Huiying.Assess.Grades;

/// <summary>
/// Which posts of a medium are its own critical reporting (原创监督报道), the only coverage that weighs on a grade. A guess from the words, for a suggestion
/// that a person decides on (R61); it never points to a category (R03, S05).
/// </summary>
internal static class MediaReports
{
    /// <summary>What a report says that holds an office to account. One word alone is in neutral news too.</summary>
    private static readonly string[] Critical =
    [
        "记者调查", "暗访", "曝光", "质疑", "追问", "缘何", "为何", "谁来管", "谁之过", "推诿", "扯皮", "踢皮球", "拖延", "迟迟", "久拖", "不作为", "乱作为", "无人负责", "无人问津", "没人管",
        "投诉", "不满", "怨声", "叫苦", "乱象", "违规", "失职", "漏洞", "形同虚设", "没有等到", "未获答复", "无果", "责任由谁", "给群众一个", "给公众一个",
    ];

    /// <summary>What says that the text is another's.</summary>
    private static readonly string[] PassedOn = ["转载", "转自", "据新", "综合报道", "来源：", "本文来自"];

    /// <summary>What a post of a medium is.</summary>
    public static MediaReport Of(MediaLevel level, Post post)
    {
        var text = post.Title + "\n" + post.Text;
        return new(Key(level), Critical.Count(w => text.Contains(w, StringComparison.Ordinal)) >= 2,
            post.CopyOf is null && !PassedOn.Any(w => text.Contains(w, StringComparison.Ordinal)));
    }

    /// <summary>The topic's reports with one more: for each level all of them and, of these, the own critical ones.</summary>
    public static string Add(string stored, MediaReport report)
    {
        var counts = Counts(stored);
        var (all, own) = counts.GetValueOrDefault(report.Level);
        counts[report.Level] = (all + 1, own + (report is { Critical: true, Original: true } ? 1 : 0));
        return Written(counts);
    }

    /// <summary>The topic's reports with another's (<paramref name="sign"/> 1), or without them (−1).</summary>
    public static string Add(string stored, string others, int sign)
    {
        if (others.Length == 0) return stored;
        var counts = Counts(stored);
        foreach (var (level, (all, own)) in Counts(others))
        {
            var (before, critical) = counts.GetValueOrDefault(level);
            counts[level] = (Math.Max(0, before + sign * all), Math.Max(0, critical + sign * own));
        }
        return Written(counts.Where(c => c.Value.All > 0));
    }

    /// <summary>The reports as the rules count them.</summary>
    public static IReadOnlyList<MediaReport> Read(string stored) =>
    [
        .. Counts(stored).SelectMany(c => (MediaReport[])[new(c.Key, true, true, c.Value.Own), new(c.Key, false, true, c.Value.All - c.Value.Own)]).Where(r => r.Count > 0),
    ];

    /// <summary>The policy's name of a level.</summary>
    private static string Key(MediaLevel level) => level switch
    {
        MediaLevel.National => "central",
        MediaLevel.Provincial => "provincial",
        MediaLevel.City => "city",
        _ => "other",
    };

    private static string Written(IEnumerable<KeyValuePair<string, (int All, int Own)>> counts) =>
        string.Join(' ', counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key}:{c.Value.All}:{c.Value.Own}")));

    private static SortedDictionary<string, (int All, int Own)> Counts(string stored)
    {
        var counts = new SortedDictionary<string, (int All, int Own)>(StringComparer.Ordinal);
        foreach (var part in stored.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = part.Split(':');
            counts[fields[0]] = (int.Parse(fields[1], CultureInfo.InvariantCulture), int.Parse(fields[2], CultureInfo.InvariantCulture));
        }
        return counts;
    }
}
