using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Ground;

/// <summary>Where the anchors of the ledgers are written: the data folder, or one that the server was started with.</summary>
public sealed record AnchorFolder(string Path)
{
    /// <summary>The name of the file in it.</summary>
    public const string FileName = "ledger-anchors.jsonl";

    /// <summary>The file.</summary>
    public string File => System.IO.Path.Combine(Path, FileName);
}

/// <summary>
/// What one day saw of an office's ledger: its last entry and that entry's hash, which stands for everything before it. Whoever rewrites the whole store, with
/// every hash computed anew, still cannot change a line that was printed, signed or copied elsewhere.
/// </summary>
/// <param name="Office">The office.</param>
/// <param name="Day">The day in the office's zone.</param>
/// <param name="Entry">The number of the last entry.</param>
/// <param name="Hash">Its hash, lower-case hexadecimal.</param>
/// <param name="At">When it was written down (UTC).</param>
public sealed record LedgerAnchor(string Office, DateOnly Day, long Entry, string Hash, DateTimeOffset At);

/// <summary>An anchor file as read.</summary>
/// <param name="Anchors">In the file's order.</param>
/// <param name="Unread">Numbers of lines, from 1, that are no anchors.</param>
public sealed record AnchorFile(IReadOnlyList<LedgerAnchor> Anchors, IReadOnlyList<int> Unread)
{
    /// <summary>Those of one office.</summary>
    public IReadOnlyList<LedgerAnchor> Of(OfficeId office) => [.. Anchors.Where(a => a.Office == office.Value)];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LedgerAnchor))]
internal sealed partial class AnchorJson : JsonSerializerContext;

/// <summary>Writes each office's anchor once a day to a file that is only ever appended to, and reads such files.</summary>
public sealed class LedgerAnchors(IDbContextFactory<Store> stores, PolicyVersions policies, AnchorFolder folder, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private Dictionary<string, DateOnly>? written;

    /// <summary>The file the anchors are written to.</summary>
    public string File => folder.File;

    /// <summary>Writes the day's anchor; null when the day has one already, or the ledger no entry yet.</summary>
    /// <exception cref="IOException">The file cannot be written; the day stays without an anchor until it can.</exception>
    public async Task<LedgerAnchor?> Write(OfficeId office, CancellationToken ct = default)
    {
        await turn.WaitAsync(ct);
        try
        {
            if (written is null || !System.IO.File.Exists(File))
            {
                written = (await Read(File, ct)).Anchors.GroupBy(a => a.Office).ToDictionary(g => g.Key, g => g.Max(a => a.Day));
            }
            var now = Micros.Truncate(time.GetUtcNow());
            await using var store = stores.Open(office);
            var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, (await policies.Current(store, ct)).Zone).DateTime);
            if (written.TryGetValue(office.Value, out var last) && last >= day) return null;
            var head = await store.Set<LedgerHead>().AsNoTracking().SingleOrDefaultAsync(ct);
            if (head is not { Sequence: > 0 }) return null;
            var anchor = new LedgerAnchor(office.Value, day, head.Sequence, Convert.ToHexStringLower(head.Hash), now);
            Append(anchor);
            written[office.Value] = day;
            return anchor;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The anchors of the file this server writes.</summary>
    public Task<AnchorFile> Read(CancellationToken ct = default) => Read(File, ct);

    /// <summary>Reads an anchor file; an absent one holds none. A line that is no anchor is named and passed over.</summary>
    public static async Task<AnchorFile> Read(string file, CancellationToken ct = default)
    {
        var anchors = new List<LedgerAnchor>();
        var unread = new List<int>();
        if (!System.IO.File.Exists(file)) return new(anchors, unread);
        var number = 0;
        await foreach (var line in System.IO.File.ReadLinesAsync(file, ct))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (Parse(line) is { } anchor) anchors.Add(anchor);
            else unread.Add(number);
        }
        return new(anchors, unread);
    }

    public void Dispose() => turn.Dispose();

    private static LedgerAnchor? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, AnchorJson.Default.LedgerAnchor) is { Office.Length: > 0, Entry: > 0, Hash.Length: 64 } anchor ? anchor : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Append(LedgerAnchor anchor)
    {
        Directory.CreateDirectory(folder.Path);
        using var file = new FileStream(File, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        // A power cut may have left half a line: the next one begins its own.
        var broken = false;
        if (file.Length > 0)
        {
            file.Seek(-1, SeekOrigin.End);
            broken = file.ReadByte() != '\n';
        }
        file.Seek(0, SeekOrigin.End);
        file.Write(Encoding.UTF8.GetBytes($"{(broken ? "\n" : "")}{JsonSerializer.Serialize(anchor, AnchorJson.Default.LedgerAnchor)}\n"));
        file.Flush(flushToDisk: true);
    }
}
