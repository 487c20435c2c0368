using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Huiying.Documents;

/// <summary>The forms a sheet is written in.</summary>
public enum SheetFormat
{
    /// <summary>Excel and WPS.</summary>
    Xlsx,

    /// <summary>Comma-separated, UTF-8 with BOM: without it Excel shows Chinese as noise.</summary>
    Csv,

    /// <summary>One JSON object a line, UTF-8 without BOM, text exactly as it is.</summary>
    JsonLines,
}

/// <summary>
/// Writes sheets row by row. Cells may be string, bool, int, long, double, DateTimeOffset (shown in its own offset) or null.
/// Text that a spreadsheet program might run is neutralised in xlsx and csv (<see cref="SheetCell"/>). The same rows give the same bytes.
/// </summary>
public static class SheetWriter
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n\t;");
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the header and the rows.</summary>
    /// <param name="to">Where; it is left open.</param>
    /// <param name="format">The form.</param>
    /// <param name="name">The worksheet's name (xlsx only), such as 舆情台账.</param>
    /// <param name="header">Column names.</param>
    /// <param name="rows">Rows as wide as the header.</param>
    /// <param name="ct">Stops writing.</param>
    public static Task Write(
        Stream to, SheetFormat format, string name, IReadOnlyList<string> header, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken ct = default) =>
        format switch
        {
            SheetFormat.Xlsx => XlsxWriter.Write(to, name, header, rows, ct),
            SheetFormat.Csv => Csv(to, header, rows, ct),
            _ => JsonLines(to, header, rows, ct),
        };

    private static async Task Csv(Stream to, IReadOnlyList<string> header, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken ct)
    {
        await using var text = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 1 << 16, leaveOpen: true) { NewLine = "\r\n" };
        await text.WriteLineAsync(Line([.. header]).AsMemory(), ct);
        await foreach (var row in rows.WithCancellation(ct))
        {
            Match(header, row);
            await text.WriteLineAsync(Line(row).AsMemory(), ct);
        }
    }

    private static string Line(IReadOnlyList<object?> row) => string.Join(',', row.Select(Quoted));

    private static string Quoted(object? cell)
    {
        var text = cell is string s ? SheetCell.Neutral(s) : Plain(cell);
        return text.AsSpan().ContainsAny(NeedQuotes) || (text.Length > 0 && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])))
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static async Task JsonLines(Stream to, IReadOnlyList<string> header, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken ct)
    {
        await using var json = new Utf8JsonWriter(to, Json);
        await foreach (var row in rows.WithCancellation(ct))
        {
            Match(header, row);
            json.WriteStartObject();
            for (var i = 0; i < header.Count; i++)
            {
                json.WritePropertyName(header[i]);
                switch (row[i])
                {
                    case null: json.WriteNullValue(); break;
                    case bool b: json.WriteBooleanValue(b); break;
                    case int n: json.WriteNumberValue(n); break;
                    case long n: json.WriteNumberValue(n); break;
                    case double n when double.IsFinite(n): json.WriteNumberValue(n); break;
                    case DateTimeOffset t: json.WriteStringValue(t); break;
                    case var other: json.WriteStringValue(other as string ?? Plain(other)); break;
                }
            }
            json.WriteEndObject();
            await json.FlushAsync(ct);
            json.Reset();
            await to.WriteAsync("\n"u8.ToArray(), ct);
        }
    }

    internal static void Match(IReadOnlyList<string> header, IReadOnlyList<object?> row)
    {
        if (row.Count != header.Count) throw new ArgumentException($"row of {row.Count} cells under a header of {header.Count}", nameof(row));
    }

    /// <summary>A cell that is not text, as text.</summary>
    internal static string Plain(object? cell) => cell switch
    {
        null => "",
        string s => s,
        bool b => b ? "是" : "否",
        DateTimeOffset t => t.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        int or long => ((IFormattable)cell).ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"a cell cannot be a {cell.GetType().Name}", nameof(cell)),
    };
}
