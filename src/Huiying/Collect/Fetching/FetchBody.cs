using System.IO.Compression;

namespace Huiying.Collect.Fetching;

/// <summary>Reads a response body with its content codings undone (RFC 9110 section 8.4), never more than the limit.</summary>
internal static class FetchBody
{
    /// <summary>The bytes, or null when there were more than <paramref name="most"/>.</summary>
    /// <exception cref="InvalidDataException">A coding is unknown or its data broken.</exception>
    public static async Task<byte[]?> Read(HttpContent content, int most, CancellationToken cancellation)
    {
        if (content.Headers.ContentLength > most) return null;
        var codings = content.Headers.ContentEncoding.Select(c => c.Trim().ToLowerInvariant()).Where(c => c is not ("identity" or "")).ToList();
        if (codings.Count > 2) throw new InvalidDataException("More than two content codings.");
        Stream stream = new Limited(await content.ReadAsStreamAsync(cancellation), most);
        // Codings are named in the order they were applied.
        for (var i = codings.Count - 1; i >= 0; i--)
            stream = codings[i] switch
            {
                "gzip" or "x-gzip" => new GZipStream(stream, CompressionMode.Decompress),
                "br" => new BrotliStream(stream, CompressionMode.Decompress),
                "deflate" => new ZLibStream(stream, CompressionMode.Decompress),
                _ => throw new InvalidDataException($"Unknown content coding {codings[i]}."),
            };
        await using (stream)
        {
            using var body = new MemoryStream();
            var buffer = new byte[32 * 1024];
            try
            {
                while (await stream.ReadAsync(buffer, cancellation) is var n and > 0)
                {
                    if (body.Length + n > most) return null;
                    body.Write(buffer, 0, n);
                }
            }
            catch (LimitException)
            {
                return null;
            }
            return body.ToArray();
        }
    }

    /// <summary>Counts what comes over the wire, so that a body which unpacks to nothing is limited too.</summary>
    private sealed class Limited(Stream inner, long most) : Stream
    {
        private long read;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var n = await inner.ReadAsync(buffer, cancellationToken);
            return (read += n) > most ? throw new LimitException() : n;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count)
        {
            var n = inner.Read(buffer, offset, count);
            return (read += n) > most ? throw new LimitException() : n;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }

    private sealed class LimitException : Exception;
}
