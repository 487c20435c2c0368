using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Huiying.Collect;
using Huiying.Ground;

namespace Huiying.Handle;

/// <summary>What a person types about a capture.</summary>
/// <param name="Post">Key of the post it shows, as <see cref="Referrals.Pages"/> lists them.</param>
public sealed record CaptureText(CaptureKind Kind, long? Post, DateTimeOffset? TakenAt, string Issuer);

/// <summary>How the hashes of one capture stand now.</summary>
/// <param name="File">Whether the kept file is the one attached.</param>
/// <param name="Text">Whether the post's kept text still is the one taken in; null when the post is gone by retention.</param>
/// <param name="IsPage">Whether the file is, byte for byte, the page as it was read: its hash is the raw hash.</param>
public sealed record CaptureState(CaptureAttached What, bool File, bool? Text, bool IsPage);

/// <summary>A capture was looked at or checked (S11).</summary>
public sealed record CaptureSeen(int Capture, string FileHash);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CaptureSeen))]
internal sealed partial class CaptureJson : JsonSerializerContext;

/// <summary>
/// Captures and certificates of a category 3 event (R17): attached by the clerk, seen only by those who draft and sign what rests on them, never indexed. Their hashes
/// can be checked at any time; what a hash alone proves is told in the manual.
/// </summary>
public sealed class Captures(Acts acts, Cases cases, Blobs blobs, Posts posts, Referrals referrals)
{
    /// <summary>The largest file.</summary>
    public const int Most = 20 * 1024 * 1024;

    /// <summary>Who may see them: the clerk who attaches, the legal reviewer and the principal leader who sign the letter that rests on them (R73, R74). Nobody else.</summary>
    public static IReadOnlyList<Role> Viewers { get; } = [Role.Clerk, Role.LegalReviewer, Role.PrincipalLeader];

    /// <summary>Whether the person may see them.</summary>
    public static bool MaySee(Actor actor) => actor.IsAny([.. Viewers]);

    /// <summary>
    /// Attaches a file to a category 3 event. Refused: not the clerk; another category; no post of the event; no time or one in the future; no issuer; a file that is
    /// neither PDF, picture, saved page nor time-stamp token, empty or over 20 MB; the same file twice.
    /// </summary>
    public async Task<Outcome<Case>> Attach(Actor actor, CaseId id, CaptureText text, ReadOnlyMemory<byte> file, long? seen = null, CancellationToken ct = default)
    {
        var offered = await cases.Find(actor, id, ct) is { } event_ ? (await referrals.Pages(actor, event_, ct)).FirstOrDefault(p => p.Post == text.Post) : null;
        return await acts.Run<Case>(actor, "captures.attach", id.Subject, async act =>
        {
            var type = TypeOf(file.Span);
            var hash = Convert.ToHexStringLower(SHA256.HashData(file.Span));
            var attached = await Cases.Change(act, id, (c, d) => d.Bar(c, "R17", Role.Clerk) is { } no ? no
                : c.Category != Category.Fabrication ? Deciding.No("capture.category", "R17", "只有第三类事件可以附截图或证书，其他事件不保存原网页。", "Only an event of category 3 takes captures; of others no page is kept.")
                : offered is null ? Refusal.Invalid("R17", "请选择截图所示的帖子，须在本事件的话题内。", "Choose the post it shows, one of the event's topics.")
                : text.TakenAt is not { } at || at > d.Now ? Refusal.Invalid("R17", "请填写取证时间，不能晚于现在。", "Give the time it was taken, not in the future.")
                : Deciding.Missing("R17", (text.Issuer, "取证人或出证机构", "who made it")) is { } missing ? missing
                : type is null ? Refusal.Invalid("R17", "请上传 PDF、PNG、JPEG、保存的网页（html、mhtml）或时间戳文件（tsr），不超过 20 MB。", "Give a PDF, PNG, JPEG, a saved page (html, mhtml) or a time-stamp token (tsr) of at most 20 MB.")
                : c.Captures.Any(x => x.What.FileHash == hash) ? new Refusal("capture.twice", "R17", "这个文件已经附在本事件。", "This file is attached already.")
                : Deciding.Do(new CaptureAttached(c.Captures.Count + 1, text.Kind, offered.Post, offered.Page.Url, offered.Page.TextHash, offered.Page.RawHash, hash, type, file.Length,
                    Micros.Truncate(at), text.Issuer.Trim())), ct, seen);
            if (attached.Ok) await Blobs.Keep(act, file, type!, ct);
            return attached;
        }, ct);
    }

    /// <summary>The file, for one of <see cref="Viewers"/>; each look is an entry, refused ones too (S11).</summary>
    public async Task<Outcome<Blob>> Open(Actor actor, CaseId id, int capture, CancellationToken ct = default)
    {
        var seen = await Seen(actor, id, capture, "captures.open", ct);
        if (seen.Refusal is { } no) return no;
        return await Kept(actor.Office, seen.Value.FileHash, ct) is { } blob ? blob
            : new Refusal("capture.broken", "R17", "保存的文件与登记的校验值不符，或者已按期销毁；请看“校验”结果，并告知安全管理员。", "The kept file is not the one attached, or went by retention; see the check, and tell the security administrator.");
    }

    /// <summary>Computes every hash of the event's captures again.</summary>
    public async Task<Outcome<IReadOnlyList<CaptureState>>> Check(Actor actor, CaseId id, CancellationToken ct = default)
    {
        if (!MaySee(actor)) return NotYours;
        if (await cases.Find(actor, id, ct) is not { } event_) return Refusal.NotFound("没有这个事件。", "There is no such event.");
        var states = new List<CaptureState>();
        foreach (var what in event_.Captures.Select(c => c.What))
        {
            var read = await posts.Read(actor, [new PostId(what.Post)], ct);
            var post = read.Ok && read.Value is [var found] ? found : null;
            states.Add(new(what, await Kept(actor.Office, what.FileHash, ct) is not null,
                post is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{post.Title}\n{post.Text}"))) == what.TextHash, what.FileHash == what.RawHash));
        }
        return states;
    }

    /// <summary>
    /// Compares a file someone brings later with what is written down: it may be an attached file, or the raw page of a post. Nothing of the file is kept.
    /// </summary>
    /// <returns>What it is: an attached capture's number, or the address of the page; null when it is neither.</returns>
    public async Task<Outcome<string?>> Compare(Actor actor, CaseId id, ReadOnlyMemory<byte> file, CancellationToken ct = default)
    {
        if (!MaySee(actor)) return NotYours;
        if (await cases.Find(actor, id, ct) is not { } event_) return Refusal.NotFound("没有这个事件。", "There is no such event.");
        var hash = Convert.ToHexStringLower(SHA256.HashData(file.Span));
        if (event_.Captures.FirstOrDefault(c => c.What.FileHash == hash) is { } attached) return $"#{attached.What.Capture}";
        return (await referrals.Pages(actor, event_, ct)).FirstOrDefault(p => p.Page.RawHash == hash)?.Page.Url
            ?? event_.Captures.FirstOrDefault(c => c.What.RawHash == hash)?.What.Url;
    }

    /// <summary>The kinds of file that are taken, told from their bytes; null for anything else. They are only ever downloaded, never shown.</summary>
    internal static string? TypeOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is 0 or > Most) return null;
        if (bytes.StartsWith("%PDF-"u8)) return "application/pdf";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return "image/png";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return "image/jpeg";
        // A DER sequence (X.690, 8.9) of more than 127 bytes: a token of RFC 3161.
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x30, 0x82]) || bytes.StartsWith((ReadOnlySpan<byte>)[0x30, 0x83])) return "application/timestamp-reply";
        var start = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 512)]).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\r', '\n', '\t');
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase) ? "text/html"
            : start.Contains("MIME-Version:", StringComparison.OrdinalIgnoreCase) ? "multipart/related" : null;
    }

    private Task<Outcome<CaptureAttached>> Seen(Actor actor, CaseId id, int capture, string name, CancellationToken ct) =>
        acts.Run<CaptureAttached>(actor, name, new Subject("capture", $"{id}/{capture}"), async act =>
        {
            if (!MaySee(actor)) return NotYours;
            if (await Cases.Look(act.Store, id, ct) is not { } look || look.Case.Captures.FirstOrDefault(c => c.What.Capture == capture) is not { } found)
            {
                return Refusal.NotFound("没有这份附件。", "There is no such capture.");
            }
            act.Write(new CaptureSeen(capture, found.What.FileHash), CaptureJson.Default.CaptureSeen);
            return found.What;
        }, ct);

    private async Task<Blob?> Kept(OfficeId office, string hash, CancellationToken ct)
    {
        try
        {
            return await blobs.Read(office, hash, ct);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static Refusal NotYours => Refusal.NotYourPost("R17", "截图和证书只供办公室经办人、法制审核员和主要领导查看。", "Captures are seen by the clerk, the legal reviewer and the principal leader only.");
}
