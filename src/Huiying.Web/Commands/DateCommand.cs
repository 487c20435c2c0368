using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Huiying.Collect.Reading;

namespace Huiying.Web.Commands;

/// <summary><c>date [FILE]</c>: date strings as Chinese pages print them → RFC 3339 in the zone's offset, or null.</summary>
internal static class DateCommand
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "lines, or JSON Lines {id, text, now}; - for standard input; .gz accepted", DefaultValueFactory = _ => "-" };
        var now = new Option<string?>("--now") { Description = "the reference time (RFC 3339), by default the clock" };
        var zone = new Option<string>("--zone") { Description = "IANA name of the zone", DefaultValueFactory = _ => "Asia/Shanghai" };
        var quiet = new Option<bool>("--quiet") { Description = "no progress" };
        var command = new Command("date", "Reads dates as Chinese pages print them.") { file, now, zone, quiet };
        command.SetAction(parsed => Run(parsed.GetValue(file)!, parsed.GetValue(now), parsed.GetValue(zone)!));
        return command;
    }

    private static int Run(string file, string? nowText, string zoneName)
    {
        var zone = zoneName == "Asia/Shanghai" ? ChineseDate.China : ChineseDate.Zone(zoneName);
        if (zone is null)
        {
            Console.Error.WriteLine($"date: --zone {zoneName}: no such zone. Give an IANA name, for example Asia/Shanghai.");
            return 2;
        }
        if (Reference(nowText, zone, TimeProvider.System.GetUtcNow()) is not { } now)
        {
            Console.Error.WriteLine($"date: --now {nowText}: not a time. Give RFC 3339, for example 2026-03-05T08:12:00+08:00.");
            return 2;
        }
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
        var number = 0;
        try
        {
            foreach (var line in LineInput.Read(file))
            {
                number++;
                output.WriteLine(Answer(line, number, now, zone));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            output.Flush();
            Console.Error.WriteLine($"date: cannot read {file}: {e.Message} Name a readable file, or - for standard input.");
            return 1;
        }
        return 0;
    }

    /// <summary>A plain line has its number as id.</summary>
    private static string Answer(string line, int number, DateTimeOffset now, TimeZoneInfo zone)
    {
        JsonNode? id = number.ToString(CultureInfo.InvariantCulture);
        var text = line;
        if (line.TrimStart().StartsWith('{'))
        {
            try
            {
                if (JsonNode.Parse(line) is JsonObject row)
                {
                    id = row["id"]?.DeepClone();
                    text = row["text"] is JsonValue v && v.TryGetValue<string>(out var t) ? t : "";
                    if (row["now"] is JsonValue w && w.TryGetValue<string>(out var own)) now = Reference(own, zone, now) ?? now;
                }
            }
            catch (Exception e) when (e is JsonException or ArgumentException)
            {
                // A plain line that begins with a brace.
            }
        }
        var read = ChineseDate.Read(text, now, zone);
        using var buffer = new MemoryStream();
        using (var w = new Utf8JsonWriter(buffer, Plain))
        {
            w.WriteStartObject();
            w.WritePropertyName("id");
            if (id is null) w.WriteNullValue();
            else id.WriteTo(w);
            w.WriteString("text", text);
            if (read is { } r) w.WriteString("time", r.Time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
            else w.WriteNull("time");
            w.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>A reference without an offset is in the zone.</summary>
    private static DateTimeOffset? Reference(string? text, TimeZoneInfo zone, DateTimeOffset otherwise)
    {
        if (text is null) return otherwise;
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time)) return null;
        return time.Kind == DateTimeKind.Utc ? new DateTimeOffset(time) : new DateTimeOffset(time, zone.GetUtcOffset(time));
    }
}
