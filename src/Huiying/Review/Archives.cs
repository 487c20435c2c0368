using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Respond;

namespace Huiying.Review;

/// <summary>A year's archive left the program (S10, S11).</summary>
/// <param name="Events">How many events it holds.</param>
/// <param name="Files">How many files.</param>
/// <param name="ManifestHash">SHA-256 of its list of hashes, by which the copy can be told later.</param>
public sealed record ArchiveExported(int Year, int Events, int Files, string ManifestHash);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ArchiveExported))]
internal sealed partial class ArchiveJson : JsonSerializerContext;

/// <summary>
/// The yearly archive (归档, S10): one zip of the events closed in a year with an index, their documents, their entries of the ledger and a list of hashes. Captures are
/// restricted and stay in the system (R17); the index says how many there are.
/// </summary>
public sealed class Archives(Acts acts, Cases cases, Releases releases, Papers papers, Blobs blobs, Ledger ledger, PolicyVersions policies)
{
    private static readonly Role[] Takers = [Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary];

    /// <summary>Who may take it out.</summary>
    public static bool MayTake(Actor actor) => actor.IsAny(Takers) && !actor.Office.IsDrill;

    /// <summary>Writes the archive of a year. The export is an entry (S11). Refused for other posts, in a drill, and for a year in which nothing was closed.</summary>
    /// <returns>The zip's bytes.</returns>
    public async Task<Outcome<byte[]>> Make(Actor actor, int year, CancellationToken ct = default)
    {
        var zone = (await policies.Current(actor.Office, ct)).Zone;
        var closed = new List<Case>();
        if (MayTake(actor))
        {
            foreach (var file in await cases.Files(actor.Office, ct))
            {
                if (file.ClosedAt is { } at && TimeZoneInfo.ConvertTime(at, zone).Year == year && await cases.Find(actor.Office, file.Id, ct) is { } c) closed.Add(c);
            }
        }
        closed.Sort((a, b) => a.OpenedAt.CompareTo(b.OpenedAt));
        using var bytes = new MemoryStream();
        var manifest = new StringBuilder();
        var (files, sums) = (0, "");
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            async Task Put(string name, byte[] content)
            {
                var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
                entry.LastWriteTime = XlsxWriter.Epoch;
                await using var to = entry.Open();
                await to.WriteAsync(content, ct);
                manifest.Append(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(SHA256.HashData(content))}  {name}\n");
                files++;
            }
            var rows = new List<IReadOnlyList<object?>>();
            foreach (var c in closed)
            {
                var folder = Safe(c.Number);
                var policy = await policies.Pinned(actor.Office, c.PolicyHash, ct);
                var documents = await Documents(actor.Office, c, ct);
                var missing = 0;
                foreach (var ((name, hash), i) in documents.Select((d, i) => (d, i)))
                {
                    if (await blobs.Read(actor.Office, hash, ct) is { } blob) await Put($"{folder}/{i + 1:00}-{Safe(name)}{Extension(blob.Type)}", blob.Bytes);
                    else missing++;
                }
                await Put($"{folder}/ledger.jsonl", await Entries(actor.Office, c.Id, ct));
                rows.Add([c.Number, c.Title, Words.Of(c.Highest), $"第{Words.Ordinal((int)c.Category)}类", TimeZoneInfo.ConvertTime(c.OpenedAt, zone), TimeZoneInfo.ConvertTime(c.ClosedAt!.Value, zone),
                    policy.Retention.Events[c.Highest].Zh, c.Hold is null ? null : "保留中", documents.Count - missing, missing, c.Captures.Count, c.FilePurgedAt is null ? null : "已按期销毁"]);
            }
            using var index = new MemoryStream();
            await SheetWriter.Write(index, SheetFormat.Csv, "归档目录", ["编号", "事件", "等级", "类别", "立项", "销号", "保存期", "保留", "文件", "缺失文件", "未附的限制材料", "备注"], rows.ToAsyncEnumerable(), ct);
            await Put("index.csv", index.ToArray());
            var list = Encoding.UTF8.GetBytes(manifest.ToString());
            sums = Convert.ToHexStringLower(SHA256.HashData(list));
            await Put("SHA256SUMS", list);
        }
        return await acts.Run<byte[]>(actor, "archives.export", Subject.Of(actor.Office), act =>
        {
            if (!MayTake(actor)) return Task.FromResult<Outcome<byte[]>>(Refusal.NotYourPost("S10", "归档由办公室或领导导出；演练不归档。", "The office or a leader takes the archive out; drills have none."));
            if (closed.Count == 0) return Task.FromResult<Outcome<byte[]>>(new Refusal("archive.empty", "S10", $"{year}年没有销号的事件，不需要归档。", $"Nothing was closed in {year}."));
            act.Write(new ArchiveExported(year, closed.Count, files, sums), ArchiveJson.Default.ArchiveExported);
            return Task.FromResult<Outcome<byte[]>>(bytes.ToArray());
        }, ct);
    }

    private async Task<IReadOnlyList<(string Name, string Hash)>> Documents(OfficeId office, Case c, CancellationToken ct)
    {
        var found = CaseDocuments.Of(c).Select(d => (d.Zh, d.Hash)).ToList();
        foreach (var release in await releases.Of(office, c.Id, ct)) found.AddRange(release.Documents.Select(d => (d.Zh, d.Hash)));
        foreach (var paper in await papers.List(office, c.Id, int.MaxValue, ct))
        {
            if (paper.Signed is { } signed) found.Add(($"{paper.Kind}-{paper.Number}", signed.DocumentHash));
            found.AddRange(paper.Returned.Select(r => ("签字件", r.ScanHash)));
        }
        return [.. found.DistinctBy(f => f.Hash)];
    }

    /// <summary>The event's entries as lines <c>{"seq","at","act","by","data"}</c>; the whole chain is the ledger's own export.</summary>
    private async Task<byte[]> Entries(OfficeId office, CaseId id, CancellationToken ct)
    {
        using var buffer = new MemoryStream();
        await foreach (var e in ledger.Read(office, id.Subject, 0, ct))
        {
            await using (var w = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            {
                w.WriteStartObject();
                w.WriteNumber("seq", e.Stamp.Sequence);
                w.WriteString("at", e.Stamp.At);
                w.WriteString("act", e.Act);
                w.WriteString("by", e.Stamp.Name);
                w.WritePropertyName("data");
                e.Data.WriteTo(w);
                w.WriteEndObject();
            }
            buffer.WriteByte((byte)'\n');
        }
        return buffer.ToArray();
    }

    private static string Safe(string name) => string.Concat(name.Select(ch => char.IsLetterOrDigit(ch) || ch is '-' or '〔' or '〕' ? ch : '-'));

    private static string Extension(string type) => type switch { CaseDocuments.Docx => ".docx", "application/pdf" => ".pdf", "image/png" => ".png", "image/jpeg" => ".jpg", _ => ".bin" };
}
