using Huiying.Ground;

namespace Huiying.Handle;

/// <summary>
/// Detectors of 迟漏谎瞒 (R40–R43): computed from what the record says, for whoever asks, so that nothing can be left out; the clock enters each once.
/// </summary>
public static class Faults
{
    /// <summary>Duties that are a report to somebody: passing their time makes them missed until they are met.</summary>
    private static readonly string[] Reports = ["R24", "R26:", "R28:", "R39", "R43"];

    /// <summary>Everything found in a case as it stands, the oldest duty first.</summary>
    public static IReadOnlyList<FaultFound> Of(Case c, DateTimeOffset now)
    {
        var found = new List<FaultFound>();
        foreach (var (duty, by, reason) in c.Late(now))
        {
            var missed = duty.Open && Reports.Any(r => r.EndsWith(':') ? duty.Rule.StartsWith(r, StringComparison.Ordinal) : duty.Rule == r || duty.Rule.StartsWith(r + ":", StringComparison.Ordinal));
            found.Add(missed
                ? new(FaultKind.Missed, $"missed:{duty.Number}", $"应报未报：{duty.Zh}", $"Owed and not reported: {duty.En}")
                : new(FaultKind.Late, $"late:{duty.Number}", $"{duty.Zh}：晚于时限", $"{duty.En}: after its time"));
        }
        foreach (var r in c.UpReports.Where(r => r.Differs)) found.Add(new(FaultKind.False, $"figures:{r.Number}", $"{r.Zh}的帖文数写{r.Text.Posts}，数据为{r.DataPosts}", $"Report {r.Number} says {r.Text.Posts} posts, the data {r.DataPosts}"));
        foreach (var r in c.UpReports.Where(r => !r.Differs && Given(r.Text.Mismatch))) found.Add(new(FaultKind.False, $"mismatch:{r.Number}", $"{r.Zh}的数字与数据不一致，已写明原因", $"Report {r.Number} differs from the data, with a reason"));
        foreach (var s in c.EarlierSummaries.Append(c.Summary).Where(s => Given(s?.Mismatch))) found.Add(new(FaultKind.False, $"summary:{s!.DocumentHash}", "总结评估报告的数字与数据不一致，已写明原因", "The summary differs from the data, with a reason"));
        foreach (var d in c.Duties.Where(d => d.Rule.StartsWith("R42:", StringComparison.Ordinal))) found.Add(new(FaultKind.False, $"changed:{d.Number}", $"报出或发布的事实后来有变化：{d.Zh}", $"What was reported or published changed: {d.En}"));
        if (c.NotToReport is { } not) found.Add(new(FaultKind.Concealed, "not-reported", $"{not.ByName}决定不予上报（列入月报）", $"{not.ByName} decided not to report it; it is in the monthly report"));
        foreach (var (s, i) in c.StopAttempts.Select((s, i) => (s, i + 1))) found.Add(new(FaultKind.Concealed, $"stop:{i}", $"有人阻止上报：{(s.What.Who.Length > 0 ? s.What.Who : "没有写明")}", "Somebody tried to stop a report"));
        foreach (var (g, i) in c.Grades.Select((g, i) => (g, i)).Where(x => x.i > 0 && x.g.Value < c.Grades[x.i - 1].Value))
        {
            found.Add(new(FaultKind.Concealed, $"lowered:{i}", $"{g.ByName}把等级由{Words.Of(c.Grades[i - 1].Value)}降为{Words.Of(g.Value)}，已经产生的上报职责不变", $"{g.ByName} lowered the grade; reports already owed stay owed"));
        }
        return found;
    }

    /// <summary>What the clock enters: each once, in the order found.</summary>
    public static CaseEntry[] New(Case c, DateTimeOffset now)
    {
        var known = c.Faults.Select(f => f.What.Key).ToHashSet();
        return [.. Of(c, now).Where(f => !known.Contains(f.Key))];
    }

    private static bool Given(string? text) => !string.IsNullOrWhiteSpace(text);
}
