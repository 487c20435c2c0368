using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Huiying.Documents;

/// <summary>Rows of JSON Lines: one object a line, each with names of its own.</summary>
internal static class JsonRows
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32, CommentHandling = JsonCommentHandling.Disallow };

    public static async IAsyncEnumerable<SheetRow> Read(Stream text, SheetEncoding encoding, SheetLimits limits, [EnumeratorCancellation] CancellationToken ct)
    {
        var maxLine = limits.MaxCell * 8L;
        var pipe = PipeReader.Create(text, new StreamPipeReaderOptions(bufferSize: 1 << 16, leaveOpen: true));
        var skipping = false;
        for (long number = 1; ;)
        {
            var read = await pipe.ReadAsync(ct);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                var line = rest.Slice(0, end);
                rest = rest.Slice(rest.GetPosition(1, end));
                if (skipping) skipping = false;
                else if (Row(number, line, encoding, limits) is { } row) yield return row;
                if (++number > limits.MaxRows)
                {
                    yield return SheetProblems.TooManyRows(number, limits.MaxRows);
                    yield break;
                }
            }
            if (rest.Length > maxLine)
            {
                if (!skipping) yield return SheetProblems.CellTooLong(number, "", limits.MaxCell);
                skipping = true;
                rest = rest.Slice(rest.End);
            }
            if (read.IsCompleted)
            {
                if (!skipping && Row(number, rest, encoding, limits) is { } row) yield return row;
                break;
            }
            pipe.AdvanceTo(rest.Start, read.Buffer.End);
        }
        await pipe.CompleteAsync();
    }

    private static SheetRow? Row(long number, ReadOnlySequence<byte> bytes, SheetEncoding encoding, SheetLimits limits)
    {
        if (encoding.Decode(bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray()) is not { } line)
        {
            return SheetProblems.Encoding(number, "", encoding.Name);
        }
        line = line.Trim();
        if (line.Length == 0) return null;
        try
        {
            using var json = JsonDocument.Parse(line, Options);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                return SheetProblems.Json(number, "不是 JSON 对象", "it is not a JSON object");
            }
            return Fields(number, json.RootElement, limits);
        }
        catch (JsonException)
        {
            return SheetProblems.Json(number, "不是完整的 JSON", "it is not complete JSON");
        }
    }

    private static SheetRow Fields(long number, JsonElement row, SheetLimits limits)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in row.EnumerateObject())
        {
            string name, value;
            try
            {
                name = property.Name.Trim();
                value = property.Value.ValueKind switch
                {
                    JsonValueKind.String => property.Value.GetString()!,
                    JsonValueKind.Null or JsonValueKind.Undefined => "",
                    _ => property.Value.GetRawText(),
                };
            }
            catch (InvalidOperationException)
            {
                // An escape such as \ud800 that is half a character.
                return SheetProblems.Json(number, "含有残缺的转义字符", "it holds half of a surrogate pair");
            }
            if (value.Length > limits.MaxCell) return SheetProblems.CellTooLong(number, name, limits.MaxCell);
            if (value.Contains('\0', StringComparison.Ordinal)) return SheetProblems.Nul(number, name);
            value = value.Trim();
            if (fields.Count >= limits.MaxColumns) return SheetProblems.TooManyColumns(number, limits.MaxColumns);
            if (value.Length > 0) fields[name] = value;
        }
        return new SheetFields(number, fields);
    }
}
