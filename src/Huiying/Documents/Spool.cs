using System.IO.Compression;

namespace Huiying.Documents;

/// <summary>Content went past a limit. Caught where the sheet is read; never seen by a caller.</summary>
internal sealed class OverLimitException(bool unpacked) : IOException("over the limit of a sheet")
{
    public bool Unpacked { get; } = unpacked;
}

/// <summary>
/// A private temporary file: sheets hold personal details, so nothing may be left behind. On Unix its name is gone
/// before the first byte is written; on Windows the system deletes it when the handle closes.
/// </summary>
internal static class Spool
{
    public static FileStream Create()
    {
        var path = Path.Combine(Path.GetTempPath(), "huiying-" + Guid.NewGuid().ToString("N"));
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        return file;
    }

    /// <summary>Copies into a temporary file and rewinds it.</summary>
    /// <exception cref="OverLimitException">More than <paramref name="max"/> bytes came.</exception>
    public static async Task<FileStream> Copy(Stream from, long max, bool unpacked, CancellationToken ct)
    {
        var file = Create();
        try
        {
            await new CappedStream(from, max, unpacked).CopyToAsync(file, 1 << 16, ct);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>Unpacks gzip into a temporary file.</summary>
    public static async Task<FileStream> Unpack(Stream gzip, long max, CancellationToken ct)
    {
        await using var plain = new GZipStream(gzip, CompressionMode.Decompress, leaveOpen: true);
        return await Copy(plain, max, unpacked: true, ct);
    }
}

/// <summary>Reads through, and refuses to give more than a number of bytes (a zip's own figures may lie).</summary>
internal sealed class CappedStream(Stream inner, long max, bool unpacked) : Stream
{
    private long left = max;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Count(await inner.ReadAsync(buffer.AsMemory(offset, count), cancellationToken));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer, cancellationToken));

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

    private int Count(int read) => (left -= read) < 0 ? throw new OverLimitException(unpacked) : read;
}
