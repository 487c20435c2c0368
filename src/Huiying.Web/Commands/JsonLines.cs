using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Huiying.Web.Commands;

/// <summary>Commands that read JSON Lines and write JSON Lines: mistakes are named with file and line, and a way to mend them.</summary>
internal static class JsonLines
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Runs a command over a file; exit 1 when the file or a line of it cannot be read.</summary>
    /// <param name="command">How it is called.</param>
    /// <param name="file">A path or <c>-</c>.</param>
    /// <param name="shape">What a line must be, for the message.</param>
    /// <param name="run">Gets the lines as objects, one at a time.</param>
    public static int Run(string command, string file, string shape, Func<IEnumerable<JsonElement>, int> run)
    {
        var at = 0;
        try
        {
            return run(Objects());
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return Fail(command, $"{file} line {at}: {e.Message} {shape}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return Fail(command, $"cannot read {file}: {e.Message} Name a readable file, or - for standard input.");
        }

        IEnumerable<JsonElement> Objects()
        {
            foreach (var line in LineInput.Read(file))
            {
                at++;
                if (string.IsNullOrWhiteSpace(line)) continue;
                using var read = JsonDocument.Parse(line);
                yield return read.RootElement.ValueKind == JsonValueKind.Object ? read.RootElement : throw new FormatException("This is no object.");
            }
        }
    }

    /// <summary>Says what went wrong in one line; exit 1.</summary>
    public static int Fail(string command, string message)
    {
        Console.Error.WriteLine($"{command}: {message}".ReplaceLineEndings(" "));
        return 1;
    }

    /// <summary>Writes one object as a line.</summary>
    public static void Write(Stream output, Action<Utf8JsonWriter> write)
    {
        using (var w = new Utf8JsonWriter(output, Readable))
        {
            w.WriteStartObject();
            write(w);
            w.WriteEndObject();
        }
        output.WriteByte((byte)'\n');
    }

    /// <summary>The id, as its JSON reads.</summary>
    public static string Id(JsonElement line) => line.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.String or JsonValueKind.Number
        ? id.GetRawText() : throw new FormatException("It has no \"id\".");

    /// <summary>A text; empty when missing or null.</summary>
    public static string Text(JsonElement line, string name) => !line.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? ""
        : value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new FormatException($"\"{name}\" must be a text.");

    /// <summary>A number; null when missing or null.</summary>
    public static double? Number(JsonElement line, string name) => !line.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var n) && Math.Abs(n) < 1e15 ? n : throw new FormatException($"\"{name}\" must be a number.");

    /// <summary>A time; null when missing or null. Without an offset it is taken to be in UTC, as by <c>group</c>.</summary>
    public static DateTimeOffset? Time(JsonElement line, string name) => Text(line, name) is not { Length: > 0 } text ? null : Time(text);

    /// <summary>A time as text.</summary>
    public static DateTimeOffset Time(string text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw new FormatException($"\"{text}\" is no time; write for example 2026-03-01T08:00:00+08:00.");

    /// <summary>A buffered standard output.</summary>
    public static Stream Output() => new BufferedStream(Console.OpenStandardOutput(), 1 << 16);

    /// <summary>Progress, unless silent.</summary>
    public static void Say(bool quiet, string text)
    {
        if (!quiet) Console.Error.WriteLine(text);
    }
}
