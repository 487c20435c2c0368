using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Huiying.Ground;
using Huiying.Ground.Calendars;

namespace Huiying.Web.Commands;

/// <summary>A row of <c>due --cases</c>: a request, or what is wrong with it.</summary>
internal sealed record DueCase(JsonDocument? Document, JsonElement? Id, DueRequest? Request, Refusal? Wrong) : IDisposable
{
    public void Dispose() => Document?.Dispose();
}

/// <summary>How cases, times and grades are written for <c>due</c>.</summary>
internal static partial class DueCases
{
    public static DueCase Parse(string line, TimeZoneInfo zone)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            return new(null, null, null, Invalid("这一行不是合格的 JSON。", "the line is not well-formed JSON"));
        }
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) return new(document, null, null, Invalid("这一行应为一个对象。", "the line must be an object"));
        JsonElement? id = root.TryGetProperty("id", out var given) ? given : null;
        var wrong = Request(root, zone, out var request);
        return new(document, id, request, wrong);
    }

    private static Refusal? Request(JsonElement root, TimeZoneInfo zone, out DueRequest? request)
    {
        request = null;
        if (Word(root, "rule") is not { } rule) return Invalid("缺少 rule。", "\"rule\" is missing");
        Grade? grade = null;
        if (Given(root, "grade") is { } g)
        {
            if (g.ValueKind != JsonValueKind.String || !TryGrade(g.GetString()!, out var known))
            {
                return Invalid("grade 应为 ordinary、major 或 extraordinary。", "\"grade\" must be ordinary, major or extraordinary");
            }
            grade = known;
        }
        if (Flag(root, "complex") is not { } complex) return Invalid("complex 应为 true 或 false。", "\"complex\" must be true or false");
        if (Flag(root, "emergency") is not { } emergency) return Invalid("emergency 应为 true 或 false。", "\"emergency\" must be true or false");
        if (Word(root, "from") is not { } start || !TryTime(start, zone, out var from)) return Invalid("from 应为 RFC 3339 时间。",
            "\"from\" must be an RFC 3339 time");
        DateTimeOffset? since = null;
        if (Given(root, "since") is { } s)
        {
            if (s.ValueKind != JsonValueKind.String || !TryTime(s.GetString()!, zone, out var set)) return Invalid("since 应为 RFC 3339 时间。",
                "\"since\" must be an RFC 3339 time");
            since = set;
        }
        request = new(rule, grade, complex, emergency, since, from);
        return null;
    }

    public static bool TryGrade(string text, out Grade grade)
    {
        (var ok, grade) = text.Trim().ToLowerInvariant() switch
        {
            "ordinary" or "一般" => (true, Grade.Ordinary),
            "major" or "重大" => (true, Grade.Major),
            "extraordinary" or "特大" => (true, Grade.Extraordinary),
            _ => (false, default),
        };
        return ok;
    }

    /// <summary>RFC 3339, also with a space and without seconds; without an offset the zone's.</summary>
    public static bool TryTime(string text, TimeZoneInfo zone, out DateTimeOffset time)
    {
        time = default;
        var m = Rfc3339().Match(text.Trim());
        if (!m.Success) return false;
        var seconds = m.Groups["seconds"].Success ? m.Groups["seconds"].Value : ":00";
        var fraction = m.Groups["fraction"].Value is { Length: > 7 } long7 ? long7[..7] : m.Groups["fraction"].Value;
        var clock = $"{m.Groups["date"].Value}T{m.Groups["time"].Value}{seconds}{(fraction.Length > 0 ? "." + fraction : "")}";
        if (!DateTime.TryParse(clock, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return false;
        try
        {
            var offset = m.Groups["offset"].Value switch
            {
                "" => zone.GetUtcOffset(local),
                "Z" or "z" => TimeSpan.Zero,
                var o => (o[0] == '-' ? -1 : 1) * new TimeSpan(Digits(o.AsSpan(1, 2)), Digits(o.AsSpan(o.Length - 2)), 0),
            };
            time = new DateTimeOffset(local, offset);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>RFC 3339 in the instant's own offset; seconds have decimals only when there are any.</summary>
    public static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture);

    private static int Digits(ReadOnlySpan<char> text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static JsonElement? Given(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            && !(value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0) ? value : null;

    private static string? Word(JsonElement root, string name) => Given(root, name) is { ValueKind: JsonValueKind.String } v ? v.GetString() : null;

    private static bool? Flag(JsonElement root, string name) => Given(root, name) switch
    {
        null => false,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => null,
    };

    private static Refusal Invalid(string zh, string en) => Refusal.Invalid("-", zh, en);

    [GeneratedRegex(@"^(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ](?<time>[0-9]{2}:[0-9]{2})(?<seconds>:[0-9]{2})?(?:\.(?<fraction>[0-9]{1,20}))?"
        + @"(?<offset>[Zz]|[+-][0-9]{2}:?[0-9]{2})?$", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Rfc3339();
}
