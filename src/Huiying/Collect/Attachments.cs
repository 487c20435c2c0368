using System.Security.Cryptography;
using Huiying.Ground;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Collect;

/// <summary>A file that came with an entry by hand.</summary>
public sealed record EntryFile(string Name, ReadOnlyMemory<byte> Bytes);

/// <summary>An attachment as it is listed; nothing of what is in it.</summary>
public sealed record Attachment(int Number, string Name, string Type, long Length, string Hash);

internal sealed class AttachmentRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required PostId Post { get; init; }
    public required int Number { get; init; }
    public required string Name { get; init; }
    public required string Type { get; init; }
    public required long Length { get; init; }

    /// <summary>SHA-256 of the bytes as they came.</summary>
    public required string Hash { get; init; }

    /// <summary>The bytes: no program can mask a picture or a voice, so they are kept as contact details are (S03).</summary>
    public required byte[] Encrypted { get; init; }
}

internal sealed class AttachmentTable : IEntityTypeConfiguration<AttachmentRow>
{
    public void Configure(EntityTypeBuilder<AttachmentRow> builder) => builder.ToTable("collect_attachments").HasKey(a => new { a.Office, a.Post, a.Number });
}

/// <summary>
/// Files that came with entries by hand (R16): encrypted, never searched, destroyed with the post's contact details (S10), seen only by those who enter, lead or
/// handle the matter, each look an entry of the ledger (S11).
/// </summary>
public sealed class Attachments(Acts acts, IDbContextFactory<Store> stores, IDataProtectionProvider protection)
{
    /// <summary>The largest file.</summary>
    public const int MostBytes = 20 * 1024 * 1024;

    /// <summary>The most files of an entry.</summary>
    public const int MostFiles = 5;

    private static readonly Role[] Viewers = [Role.Clerk, Role.DutyOfficer, Role.DutyLeader, Role.SupervisingLeader, Role.PrincipalLeader];

    private readonly IDataProtector protector = protection.CreateProtector("Huiying.Collect.Attachments");

    /// <summary>A file made ready to be kept, before the act begins.</summary>
    internal sealed record Sealed(string Name, string Type, long Length, string Hash, byte[] Encrypted);

    /// <summary>The files ready to be kept, or why one is not taken: empty, over 20 MB, more than five, neither document nor picture nor sound.</summary>
    internal Outcome<List<Sealed>> Ready(IReadOnlyList<EntryFile> files)
    {
        if (files.Count > MostFiles) return Refusal.Invalid("R16", $"一次最多附{MostFiles}个文件。", $"At most {MostFiles} files.");
        var ready = new List<Sealed>();
        foreach (var file in files)
        {
            if (TypeOf(file.Bytes.Span) is not { } type)
            {
                return Refusal.Invalid("R16", "附件只收 PDF、图片（PNG、JPEG）、Word 和 Excel（docx、xlsx）、录音（MP3、WAV、M4A），每个不超过 20 MB。",
                    "An attachment is a PDF, a picture (PNG, JPEG), a docx or xlsx, or a recording (MP3, WAV, M4A) of at most 20 MB.");
            }
            ready.Add(new(Path.GetFileName(file.Name), type, file.Bytes.Length, Convert.ToHexStringLower(SHA256.HashData(file.Bytes.Span)), protector.Protect(file.Bytes.ToArray())));
        }
        return ready;
    }

    /// <summary>Keeps the files with the post, in the caller's act.</summary>
    internal static void Keep(Act act, PostId post, IReadOnlyList<Sealed> files)
    {
        for (var i = 0; i < files.Count; i++)
        {
            var f = files[i];
            act.Store.Add(new AttachmentRow { Office = act.Actor.Office, Post = post, Number = i + 1, Name = Masking.Mask.Apply(f.Name).Text, Type = f.Type, Length = f.Length, Hash = f.Hash, Encrypted = f.Encrypted });
        }
    }

    /// <summary>All the office's attachments by name only, masked as they were when they came, with the post each belongs to and that post's time.</summary>
    public static async Task<IReadOnlyList<(PostId Post, int Number, string Name, DateTimeOffset At)>> Names(Store store, CancellationToken ct = default) =>
        [.. (await (from a in store.Set<AttachmentRow>().AsNoTracking()
                    join p in store.Set<PostRow>().AsNoTracking() on a.Post equals p.Id
                    orderby a.Post descending, a.Number
                    select new { a.Post, a.Number, a.Name, At = p.ReceivedAt ?? p.CapturedAt }).ToListAsync(ct)).Select(a => (a.Post, a.Number, a.Name, a.At))];

    /// <summary>The post's attachments, by name only. Refused for who holds no post in the office.</summary>
    public async Task<Outcome<Attachment[]>> List(Actor actor, PostId post, CancellationToken ct = default)
    {
        if (Permit.Read(actor) is { } no) return no;
        await using var store = stores.Open(actor.Office);
        return await store.Set<AttachmentRow>().AsNoTracking().Where(a => a.Post == post).OrderBy(a => a.Number).Select(a => new Attachment(a.Number, a.Name, a.Type, a.Length, a.Hash)).ToArrayAsync(ct);
    }

    /// <summary>Opens one. Refused for who neither enters nor leads nor was given the matter; each look is recorded, refused ones too.</summary>
    public async Task<Outcome<(Attachment What, byte[] Bytes)>> Open(Actor actor, PostId post, int number, CancellationToken ct = default)
    {
        var opened = await acts.Run<AttachmentRow>(actor, "attachments.open", new Subject("post", post.ToString()), async act =>
        {
            if (!actor.IsAny(Viewers) && !await act.Store.Set<ContactGrantRow>().AnyAsync(g => g.Post == post && g.Handler == actor.Person, ct))
            {
                return Refusal.NotYourPost("S11", "只有办公室人员、值班人员、领导和承办此事的人员可以打开附件。", "Only the clerk, those on duty, the leaders and the handler open an attachment.");
            }
            if (await act.Store.Set<AttachmentRow>().AsNoTracking().SingleOrDefaultAsync(a => a.Post == post && a.Number == number, ct) is not { } row)
            {
                return Refusal.NotFound("没有这个附件，或者已按期销毁。", "There is no such attachment, or it went by retention.");
            }
            act.Write(new AttachmentOpenedEntry(row.Number, row.Hash), CollectJson.Default.AttachmentOpenedEntry);
            return row;
        }, ct);
        return opened.Refusal is { } refusal ? refusal
            : (new Attachment(opened.Value.Number, opened.Value.Name, opened.Value.Type, opened.Value.Length, opened.Value.Hash), protector.Unprotect(opened.Value.Encrypted));
    }

    /// <summary>The kinds that are taken, told from the bytes; null for anything else. They are only ever downloaded, never shown.</summary>
    private static string? TypeOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is 0 or > MostBytes) return null;
        if (bytes.StartsWith("%PDF-"u8)) return "application/pdf";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return "image/png";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return "image/jpeg";
        if (bytes.StartsWith("PK\u0003\u0004"u8)) return bytes.IndexOf("word/"u8) >= 0 ? "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            : bytes.IndexOf("xl/"u8) >= 0 ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : null;
        if (bytes.StartsWith("ID3"u8) || bytes is [0xFF, 0xFB or 0xF3 or 0xF2, ..]) return "audio/mpeg";
        if (bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..12].SequenceEqual("WAVE"u8)) return "audio/wav";
        return bytes.Length > 12 && bytes[4..8].SequenceEqual("ftyp"u8) ? "audio/mp4" : null;
    }
}
