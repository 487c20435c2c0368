using System.Runtime.CompilerServices;
using System.Text;

namespace Huiying.Documents;

/// <summary>
/// Reads sheets an office is sent (R16): jsonl, csv (UTF-8 with or without BOM, UTF-16 with BOM, GB18030; comma, tab, semicolon) and xlsx,
/// each also in gzip. What the file is, is seen from its bytes, not its name. Memory is bounded; content never throws:
/// whatever is wrong becomes a <see cref="SheetProblem"/>, row by row.
/// </summary>
public static class SheetReader
{
    /// <summary>Reads the rows in order.</summary>
    /// <param name="input">The bytes, from the current position. A stream that cannot seek is first copied to a private temporary file.</param>
    /// <param name="sheet">The worksheet's name; the first visible one when null.</param>
    /// <param name="limits">What the sheet may cost.</param>
    /// <param name="header">Told the header's names before the first row; JSON Lines have none.</param>
    /// <param name="ct">Stops reading.</param>
    /// <exception cref="IOException">The stream itself failed (the world, not the content).</exception>
    public static async IAsyncEnumerable<SheetRow> Read(
        Stream input, string? sheet = null, SheetLimits? limits = null, Action<IReadOnlyList<string>>? header = null,
        [EnumeratorCancellation] CancellationToken ct = default)
    {
        limits ??= SheetLimits.Default;
        var owned = new Stack<Stream>();
        try
        {
            var (rows, refused) = await Open(input, sheet, limits, header, owned, ct);
            if (refused is not null)
            {
                yield return refused;
                yield break;
            }
            await using var each = rows!.GetAsyncEnumerator(ct);
            while (true)
            {
                SheetRow? row = null;
                try
                {
                    if (await each.MoveNextAsync()) row = each.Current;
                }
                catch (OverLimitException)
                {
                    refused = SheetProblems.Bomb(limits.MaxUnpacked);
                }
                if ((row ?? refused) is not { } next) yield break;
                yield return next;
                if (refused is not null) yield break;
            }
        }
        finally
        {
            while (owned.TryPop(out var stream)) await stream.DisposeAsync();
        }
    }

    private static async Task<(IAsyncEnumerable<SheetRow>? Rows, SheetProblem? Refused)> Open(
        Stream input, string? sheet, SheetLimits limits, Action<IReadOnlyList<string>>? header, Stack<Stream> owned, CancellationToken ct)
    {
        try
        {
            var file = await Seekable(input, limits, owned, ct);
            var start = file.Position;
            var head = new byte[1 << 12];
            var length = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
            file.Position = start;
            var seen = head.AsMemory(0, length);
            if (length == 0) return (null, SheetProblems.Empty());
            if (Starts(seen, [0xD0, 0xCF, 0x11, 0xE0])) return (null, SheetProblems.OldExcel());
            if (Starts(seen, "PK\u0003\u0004"u8)) return (XlsxRows.Read(file, sheet, limits, header, ct), null);
            return await OpenText(file, seen, limits, header, owned, ct);
        }
        catch (OverLimitException e)
        {
            return (null, e.Unpacked ? SheetProblems.Bomb(limits.MaxUnpacked) : SheetProblems.TooBig(limits.MaxBytes));
        }
        catch (InvalidDataException)
        {
            return (null, SheetProblems.Broken(0, "压缩包读不完整", "the gzip data cannot be read"));
        }
    }

    private static async Task<Stream> Seekable(Stream input, SheetLimits limits, Stack<Stream> owned, CancellationToken ct)
    {
        if (input.CanSeek && input.Length - input.Position > limits.MaxBytes) throw new OverLimitException(unpacked: false);
        var file = input;
        if (!input.CanSeek) owned.Push(file = await Spool.Copy(input, limits.MaxBytes, unpacked: false, ct));
        // A .gz of a .gz does occur; a third layer is an attack.
        for (var layer = 0; layer < 2; layer++)
        {
            var start = file.Position;
            var magic = new byte[2];
            var length = await file.ReadAtLeastAsync(magic, 2, throwOnEndOfStream: false, ct);
            file.Position = start;
            if (length < 2 || magic[0] != 0x1F || magic[1] != 0x8B) break;
            owned.Push(file = await Spool.Unpack(file, limits.MaxUnpacked, ct));
        }
        return file;
    }

    private static async Task<(IAsyncEnumerable<SheetRow>? Rows, SheetProblem? Refused)> OpenText(
        Stream file, ReadOnlyMemory<byte> head, SheetLimits limits, Action<IReadOnlyList<string>>? header, Stack<Stream> owned, CancellationToken ct)
    {
        SheetEncoding encoding;
        if (Starts(head, [0xFF, 0xFE]) || Starts(head, [0xFE, 0xFF]))
        {
            var utf16 = head.Span[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode;
            file.Position += 2;
            var transcoded = Encoding.CreateTranscodingStream(file, utf16, new UTF8Encoding(false), leaveOpen: true);
            owned.Push(file = await Spool.Copy(transcoded, limits.MaxUnpacked, unpacked: true, ct));
            encoding = SheetEncoding.Utf8;
            var again = new byte[1 << 12];
            head = again.AsMemory(0, await file.ReadAtLeastAsync(again, again.Length, throwOnEndOfStream: false, ct));
            file.Position = 0;
        }
        else if (Starts(head, [0xEF, 0xBB, 0xBF]))
        {
            file.Position += 3;
            head = head[3..];
            encoding = SheetEncoding.Utf8;
        }
        else
        {
            if (head.Span.Contains((byte)0)) return (null, SheetProblems.NotASheet());
            encoding = await SheetEncoding.Detect(file, ct);
        }
        var first = head.Span.TrimStart(" \t\r\n"u8);
        if (first.Length == 0) return (null, SheetProblems.Empty());
        if (first[0] == '{') return (JsonRows.Read(file, encoding, limits, ct), null);
        if (first[0] == '[') return (null, SheetProblems.Json(0, "是一个 JSON 数组", "it is one JSON array"));
        if (first[0] == '<') return (null, SheetProblems.NotASheet());
        var rows = new CsvRows(file, encoding, CsvRows.Separator(head.Span), limits);
        return (SheetHeader.Apply(rows.Read(ct), fixedWidth: true, limits, header, ct), null);
    }

    private static bool Starts(ReadOnlyMemory<byte> head, ReadOnlySpan<byte> magic) => head.Span.StartsWith(magic);
}
