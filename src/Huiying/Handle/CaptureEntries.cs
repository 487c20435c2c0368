using System.Text.Json.Serialization;
using Huiying.Ground;

namespace Huiying.Handle;

/// <summary>Entries of captures attached to a category 3 event (R17).</summary>
[JsonDerivedType(typeof(CaptureAttached), "capture-attached")]
public abstract partial record CaseEntry;

/// <summary>What was attached. Stored by name.</summary>
public enum CaptureKind
{
    /// <summary>网页截图或保存的网页.</summary>
    Capture,

    /// <summary>公证书.</summary>
    Notarised,

    /// <summary>可信时间戳证书.</summary>
    TimeStamped,
}

/// <summary>
/// A capture or certificate was attached to the event (R17). The file itself is kept apart: its name and content are in no entry, no index and no search.
/// </summary>
/// <param name="Capture">Its number within the event.</param>
/// <param name="Post">The post it shows.</param>
/// <param name="Url">The page it shows.</param>
/// <param name="TextHash">SHA-256 of the post's kept text, as taken in.</param>
/// <param name="RawHash">SHA-256 of the page's raw bytes, as taken in.</param>
/// <param name="FileHash">SHA-256 of the attached file.</param>
/// <param name="FileType">Its media type, told from its bytes.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="TakenAt">When the capture or certificate was made.</param>
/// <param name="Issuer">Who made it: notary office, time-stamp service, or the officer.</param>
public sealed record CaptureAttached(
    int Capture, CaptureKind Kind, long Post, string Url, string TextHash, string RawHash, string FileHash, string FileType, long Size, DateTimeOffset TakenAt, string Issuer) : CaseEntry;

public sealed partial record Case
{
    /// <summary>Captures and certificates attached to the event, shown only to <see cref="Captures.Viewers"/>.</summary>
    public IReadOnlyList<Noted<CaptureAttached>> Captures { get => field ?? []; init; } = [];

    private Case? WithCapture(CaseEntry entry, Stamp stamp) => entry is CaptureAttached e ? this with { Captures = [.. Captures, new(e, stamp.Name, stamp.At)] } : null;
}
