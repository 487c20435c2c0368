using System.Buffers;
using System.Text;

namespace Huiying.Documents;

/// <summary>
/// The encoding of a text sheet, decided once for the whole file by its lines: a line of Chinese in GB18030 is hardly ever valid UTF-8,
/// so the side with more lines wins, and single lines that break the rule are named instead of turning the file into noise.
/// </summary>
internal sealed class SheetEncoding
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);
    private static readonly Encoding StrictGb18030 =
        CodePagesEncodingProvider.Instance.GetEncoding(54936, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    private readonly Encoding strict;

    private SheetEncoding(Encoding strict, string name) => (this.strict, Name) = (strict, name);

    /// <summary>The name as problems show it.</summary>
    public string Name { get; }

    public static SheetEncoding Utf8 { get; } = new(StrictUtf8, "UTF-8");

    public static SheetEncoding Gb18030 { get; } = new(StrictGb18030, "GB18030");

    /// <summary>The text, or null when the bytes are not of this encoding.</summary>
    public string? Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Reads the stream to its end, counts lines valid and not valid as UTF-8, and rewinds to where it stood.</summary>
    public static async Task<SheetEncoding> Detect(Stream seekable, CancellationToken ct)
    {
        var start = seekable.Position;
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            long valid = 0, invalid = 0;
            var kept = 0;
            while (true)
            {
                var read = await seekable.ReadAsync(buffer.AsMemory(kept, buffer.Length - kept), ct);
                var end = kept + read;
                kept = Count(buffer, end, read == 0, ref valid, ref invalid);
                if (read == 0) break;
            }
            return invalid > valid ? Gb18030 : Utf8;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            seekable.Position = start;
        }
    }

    /// <summary>Counts the whole lines of the buffer and moves the unfinished rest to its front.</summary>
    private static int Count(byte[] buffer, int end, bool last, ref long valid, ref long invalid)
    {
        var at = 0;
        while (at < end)
        {
            var length = buffer.AsSpan(at, end - at).IndexOf((byte)'\n');
            var piece = length >= 0 ? length : end - at;
            if (length < 0 && !last)
            {
                if (at > 0 || end < buffer.Length) break;
                // A line longer than the buffer is judged by its pieces, each ending between two characters of UTF-8.
                piece = WholeCharacters(buffer.AsSpan(0, end));
            }
            var line = buffer.AsSpan(at, piece);
            if (!Ascii.IsValid(line))
            {
                if (System.Text.Unicode.Utf8.IsValid(line)) valid++;
                else invalid++;
            }
            at += length >= 0 ? piece + 1 : piece;
        }
        buffer.AsSpan(at, end - at).CopyTo(buffer);
        return end - at;
    }

    private static int WholeCharacters(ReadOnlySpan<byte> line)
    {
        for (var back = 1; back <= 4; back++)
        {
            if ((line[^back] & 0xC0) != 0x80) return line[^back] < 0x80 ? line.Length : line.Length - back;
        }
        return line.Length;
    }
}
