namespace Huiying.Ground;

/// <summary>A scan or photo taken in: its type comes from its bytes, never from its name.</summary>
public static class Scan
{
    private const int Most = 20 * 1024 * 1024;

    /// <summary>Media type of a PDF, PNG or JPEG of at most 20 MB; null for anything else.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> bytes) =>
        bytes.Length > Most ? null
        : bytes.StartsWith("%PDF-"u8) ? "application/pdf"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : null;

    /// <summary>What to upload instead.</summary>
    public static Refusal Unreadable => Refusal.Invalid("R34", "请上传 PDF、PNG 或 JPEG 文件，不超过 20 MB。", "Give a PDF, PNG or JPEG of at most 20 MB.");
}
