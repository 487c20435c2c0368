using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Huiying.Collect.Fetching;

/// <summary>
/// Reads a response body and undoes its content codings (RFC 9110 section 8.4), never holding more than the limit. A body cut short is refused: the
/// platform's streams would hand out its beginning as if it were all.
/// </summary>
internal static class FetchBody
{
    /// <summary>The bytes, or null when there were more than <paramref name="most"/>, packed or unpacked.</summary>
    /// <exception cref="InvalidDataException">A coding is unknown, or its data broken or cut short.</exception>
    public static async Task<byte[]?> Read(HttpContent content, int most, CancellationToken cancellation)
    {
        if (content.Headers.ContentLength > most) return null;
        var codings = content.Headers.ContentEncoding.Select(c => c.Trim().ToLowerInvariant()).Where(c => c is not ("identity" or "")).ToList();
        if (codings.Count > 2) throw new InvalidDataException("More than two content codings.");

        await using var stream = await content.ReadAsStreamAsync(cancellation);
        using var packed = new MemoryStream();
        var buffer = new byte[32 * 1024];
        while (await stream.ReadAsync(buffer, cancellation) is var n and > 0)
        {
            if (packed.Length + n > most) return null;
            packed.Write(buffer, 0, n);
        }
        var body = packed.ToArray();
        // Codings are named in the order they were applied.
        for (var i = codings.Count - 1; i >= 0 && body is { Length: > 0 }; i--)
            body = codings[i] switch
            {
                "gzip" or "x-gzip" => Gzip(body, most),
                "br" => Brotli(body, most),
                _ => throw new InvalidDataException($"Unknown content coding {codings[i]}."),
            };
        return body;
    }

    private static byte[]? Gzip(byte[] packed, int most)
    {
        using var stream = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var body = new MemoryStream();
        var buffer = new byte[32 * 1024];
        while (stream.Read(buffer) is var n and > 0)
        {
            if (body.Length + n > most) return null;
            body.Write(buffer, 0, n);
        }
        // RFC 1952: the last four octets are the length of the last member. Cut anywhere else, they are as good as random, and too large.
        if (packed.Length < 18 || BinaryPrimitives.ReadUInt32LittleEndian(packed.AsSpan(packed.Length - 4)) > body.Length)
            throw new InvalidDataException("The gzip data is cut short.");
        return body.ToArray();
    }

    private static byte[]? Brotli(byte[] packed, int most)
    {
        using var decoder = new BrotliDecoder();
        using var body = new MemoryStream();
        var buffer = new byte[32 * 1024];
        ReadOnlySpan<byte> rest = packed;
        while (true)
        {
            var status = decoder.Decompress(rest, buffer, out var consumed, out var written);
            rest = rest[consumed..];
            if (body.Length + written > most) return null;
            body.Write(buffer, 0, written);
            if (status == OperationStatus.Done) return body.ToArray();
            if (status != OperationStatus.DestinationTooSmall) throw new InvalidDataException("The brotli data is broken or cut short.");
        }
    }
}
