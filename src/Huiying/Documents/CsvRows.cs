using System.Buffers;
using System.Runtime.CompilerServices;

namespace Huiying.Documents;

/// <summary>
/// Rows of separated text (RFC 4180; comma, tab or semicolon), read as bytes: in UTF-8 and in GB18030 none of the separators,
/// the quote or a line end is ever part of a longer character. A quote that never closes must not swallow the rows after it:
/// reading goes back to the end of that row's first line.
/// </summary>
internal sealed class CsvRows(Stream seekable, SheetEncoding encoding, byte separator, SheetLimits limits)
{
    private enum State
    {
        FieldStart,
        Plain,
        Quoted,
        QuoteInQuoted,
        AfterQuoted,
        SkipLine,
    }

    private const int MaxRecord = 16 << 20;

    private readonly byte[] buffer = new byte[1 << 16];
    private readonly ArrayBufferWriter<byte> record = new(1 << 12);
    private readonly List<int> ends = [];
    private int at, filled;
    private State state;
    private bool lineEndedByCr, firstLineEndedByCr, anyByte;
    private long bufferStart, firstLineEnd = -1;
    private RawRow? pending;

    public async IAsyncEnumerable<RawRow> Read([EnumeratorCancellation] CancellationToken ct)
    {
        bufferStart = seekable.Position;
        for (long number = 1; ; number++)
        {
            RawRow? row;
            while (true)
            {
                if (at == filled && !await Fill(ct))
                {
                    row = AtEnd(number);
                    break;
                }
                if (Scan(number) is { } scanned)
                {
                    row = scanned;
                    break;
                }
            }
            if (row is null) yield break;
            if (row.Value.Problem?.Code == "quote" && firstLineEnd >= 0) await Rewind(firstLineEnd, ct);
            Reset();
            yield return row.Value;
        }
    }

    /// <summary>What stands first outside quotes most often in the first line that has any of them; a comma when none does.</summary>
    public static byte Separator(ReadOnlySpan<byte> head)
    {
        Span<int> counts = stackalloc int[3];
        ReadOnlySpan<byte> candidates = ",\t;"u8;
        var quoted = false;
        foreach (var b in head)
        {
            if (b == '"') quoted = !quoted;
            if (quoted) continue;
            var i = candidates.IndexOf(b);
            if (i >= 0) counts[i]++;
            if (b is (byte)'\n' or (byte)'\r' && counts[0] + counts[1] + counts[2] > 0) break;
        }
        var best = counts[1] > counts[0] ? 1 : 0;
        return candidates[counts[2] > counts[best] ? 2 : best];
    }

    private async Task<bool> Fill(CancellationToken ct)
    {
        bufferStart += filled;
        at = 0;
        filled = await seekable.ReadAsync(buffer, ct);
        return filled > 0;
    }

    private async Task Rewind(long to, CancellationToken ct)
    {
        if (to >= bufferStart && to <= bufferStart + filled)
        {
            at = (int)(to - bufferStart);
        }
        else
        {
            seekable.Position = bufferStart = to;
            filled = 0;
            await Fill(ct);
        }
        lineEndedByCr = firstLineEndedByCr;
    }

    private void Reset()
    {
        record.ResetWrittenCount();
        ends.Clear();
        (state, anyByte, firstLineEnd) = (State.FieldStart, false, -1);
    }

    private RawRow? AtEnd(long number) => state switch
    {
        _ when !anyByte => null,
        State.Quoted => Unclosed(number),
        State.SkipLine => pending,
        _ => Finish(number),
    };

    /// <summary>Takes bytes until the row ends; null when the buffer ends first.</summary>
    private RawRow? Scan(long number)
    {
        while (at < filled)
        {
            var b = buffer[at++];
            if (lineEndedByCr)
            {
                lineEndedByCr = false;
                if (b == '\n') continue;
            }
            anyByte = true;
            var lineEnd = b is (byte)'\n' or (byte)'\r';
            switch (state)
            {
                case State.Quoted:
                    if (b == '"')
                    {
                        state = State.QuoteInQuoted;
                        break;
                    }
                    if (lineEnd && firstLineEnd < 0) (firstLineEnd, firstLineEndedByCr) = (bufferStart + at, b == '\r');
                    if (Take(b)) break;
                    if (firstLineEnd >= 0) return Unclosed(number);
                    Skip(SheetProblems.CellTooLong(number, "", limits.MaxCell));
                    break;

                case State.QuoteInQuoted when b == '"':
                    state = State.Quoted;
                    Take(b);
                    break;

                case State.SkipLine:
                    if (!lineEnd) break;
                    lineEndedByCr = b == '\r';
                    return pending;

                case State.FieldStart when b == '"':
                    state = State.Quoted;
                    break;

                default:
                    if (lineEnd)
                    {
                        lineEndedByCr = b == '\r';
                        return Finish(number);
                    }
                    if (b == separator)
                    {
                        EndField();
                        if (ends.Count >= limits.MaxColumns) Skip(SheetProblems.TooManyColumns(number, limits.MaxColumns));
                        break;
                    }
                    if (state is State.QuoteInQuoted or State.AfterQuoted)
                    {
                        state = State.AfterQuoted;
                        if (b == ' ') break;
                        if (firstLineEnd >= 0) return Unclosed(number);
                        Skip(SheetProblems.Quote(number));
                        break;
                    }
                    state = State.Plain;
                    if (!Take(b)) Skip(SheetProblems.CellTooLong(number, "", limits.MaxCell));
                    break;
            }
        }
        return null;
    }

    private static RawRow Unclosed(long number) => new(number, [], SheetProblems.Quote(number));

    private void Skip(SheetProblem problem) => (state, pending) = (State.SkipLine, new RawRow(problem.Row, [], problem));

    private bool Take(byte b)
    {
        // Four bytes is the longest character of both encodings.
        if (record.WrittenCount - (ends.Count == 0 ? 0 : ends[^1]) >= limits.MaxCell * 4L || record.WrittenCount >= MaxRecord) return false;
        record.GetSpan(1)[0] = b;
        record.Advance(1);
        return true;
    }

    private void EndField()
    {
        ends.Add(record.WrittenCount);
        state = State.FieldStart;
    }

    private RawRow Finish(long number)
    {
        EndField();
        var cells = new string[ends.Count];
        var start = 0;
        for (var i = 0; i < cells.Length; i++)
        {
            if (encoding.Decode(record.WrittenSpan[start..ends[i]]) is not { } text)
            {
                return new(number, [], SheetProblems.Encoding(number, "", encoding.Name));
            }
            cells[i] = text.Trim();
            start = ends[i];
        }
        return new(number, cells);
    }
}
