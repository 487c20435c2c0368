using Huiying.Handle;
using Huiying.Web.Texts;

namespace Huiying.Web.Pages;

/// <summary>What a receipt still lacks, said where it is shown.</summary>
internal static class Receipts
{
    /// <summary>What an ordinary report's receipt lacks; null when it counts (R26).</summary>
    public static string? Lacks(Text t, ReportedOutside report) => Lacks(t, [(report.ReceivedBy, "接收人"), (report.Receipt, "回执")]);

    /// <summary>What a report upward lacks to count at its own time; null when it counts (R28).</summary>
    public static string? Lacks(Text t, Sending sending) => sending.Counts ? null : Lacks(t,
    [
        (sending.What.ReceivedBy, "接收人"), (sending.What.Receipt, "号码或回执"),
        .. sending.What.Mode is ReportMode.Telephone or ReportMode.Fax ? [(sending.What.Note, "说明")] : Array.Empty<(string, string)>(),
    ]);

    private static string? Lacks(Text t, IReadOnlyList<(string Value, string What)> asked)
    {
        var missing = asked.Where(a => string.IsNullOrWhiteSpace(a.Value)).Select(a => t[a.What]).ToList();
        return missing.Count == 0 ? null : missing.Count == asked.Count ? t["无回执"] : t["还缺{0}", string.Join(t["、"], missing)];
    }
}
