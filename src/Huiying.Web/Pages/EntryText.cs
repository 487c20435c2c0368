using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Web.Texts;

namespace Huiying.Web.Pages;

/// <summary>A ledger entry as a person reads it: what was done, and what was written down with it.</summary>
internal static partial class EntryText
{
    private const string RefusedEnd = ".refused";

    /// <summary>Whether the entry records an attempt that was refused.</summary>
    public static bool IsRefused(LedgerEntry entry) => entry.Act.EndsWith(RefusedEnd, StringComparison.Ordinal);

    /// <summary>What was done.</summary>
    public static string Title(LedgerEntry entry, Text t)
    {
        var act = IsRefused(entry) ? entry.Act[..^RefusedEnd.Length] : entry.Act;
        var done = entry.Data.ValueKind == JsonValueKind.Object && entry.Data.TryGetProperty("is", out var kind) && ActNames.Kinds.TryGetValue(kind.GetString() ?? "", out var own)
            ? own
            : ActNames.Acts.GetValueOrDefault(act, act);
        return IsRefused(entry) ? t["被拒绝：{0}", t[done]] : t[done];
    }

    /// <summary>What the entry is about.</summary>
    public static string About(LedgerEntry entry, Text t) => ActNames.Subjects.TryGetValue(entry.Subject.Kind, out var kind)
        ? entry.Subject.Kind is "page" ? $"{t[kind]} {entry.Subject.Id}" : t[kind]
        : entry.Subject.Kind;

    /// <summary>What was written down, as label and value; machine values such as hashes are left to the export.</summary>
    public static IEnumerable<(string Label, string Value)> Details(LedgerEntry entry, Text t, When when, Policy policy)
    {
        if (entry.Data.ValueKind != JsonValueKind.Object) yield break;
        foreach (var property in entry.Data.EnumerateObject())
        {
            if (!ActNames.Labels.TryGetValue($"{entry.Subject.Kind}.{property.Name}", out var label) && !ActNames.Labels.TryGetValue(property.Name, out label)) continue;
            var value = Named(property, t, policy) ?? Value(property.Value, t, when);
            if (value.Length > 0 && !IsHash(value)) yield return (t[label], value);
        }
    }

    /// <summary>What the office calls an outlet or a body, and what a clause asks; null for what has no other name than its value.</summary>
    private static string? Named(JsonProperty property, Text t, Policy policy) => property.Value.ValueKind != JsonValueKind.String ? null : (property.Name, property.Value.GetString()!) switch
    {
        ("outlet", "direct") => t["直接答复提问人"],
        ("outlet", var id) => policy.Outlets.FirstOrDefault(o => o.Id == id)?.Name,
        ("body", var key) => policy.Bodies.GetValueOrDefault(key),
        ("rule" or "clause", var code) => Clauses.Find(code) is { } clause ? $"{t[clause.Title]} {clause.Code}" : null,
        _ => null,
    };

    /// <summary>Whether it is a checksum, for machines to compare.</summary>
    public static bool IsHash(string value) => value.Length == 64 && value.All(char.IsAsciiHexDigitLower);

    private static string Value(JsonElement value, Text t, When when) => value.ValueKind switch
    {
        JsonValueKind.String when DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => when.PlainDay(day),
        JsonValueKind.String when Instant().IsMatch(value.GetString()!) && value.TryGetDateTimeOffset(out var at) => when.Plain(at),
        JsonValueKind.String => ActNames.Values.TryGetValue(value.GetString()!, out var known) ? t[known] : value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => t["是"],
        JsonValueKind.False => t["否"],
        JsonValueKind.Array => string.Join(t["、"], value.EnumerateArray().Where(v => v.ValueKind is JsonValueKind.String or JsonValueKind.Number).Select(v => Value(v, t, when))),
        _ => "",
    };

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[^ ]*$")]
    private static partial Regex Instant();

    /// <summary>The sequence as the ledger's line number.</summary>
    public static string Number(LedgerEntry entry) => entry.Stamp.Sequence.ToString(CultureInfo.InvariantCulture);
}
