using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Huiying.Ground;

namespace Huiying.Web.Commands;

/// <summary>
/// <c>ledger verify [FILE | --data DIR] [--anchors FILE]</c>: <c>{"entries","broken_at"}</c>, one line for each office of a store; exit 1 when broken. A store is
/// also held against the anchors in its data folder, and both against the anchor files that are given.
/// </summary>
internal static class LedgerCommand
{
    public static Command Create()
    {
        var file = new Argument<string?>("FILE") { Description = "an exported ledger; - for standard input; .gz accepted", Arity = ArgumentArity.ZeroOrOne };
        var data = new Option<string?>("--data") { Description = "数据目录 the data folder (default ./data)" };
        var store = new Option<string?>("--store") { Description = "a PostgreSQL connection string, else SQLite in the data folder" };
        var anchors = new Option<string[]>("--anchors") { Description = "日锚文件 an anchor file, best a copy kept elsewhere; may be given several times", AllowMultipleArgumentsPerToken = true };
        var quiet = new Option<bool>("--quiet") { Description = "no summary on standard error" };
        var verify = new Command("verify", "Recomputes the chain of every entry and finds a changed byte.") { file, data, store, anchors, quiet };
        verify.Validators.Add(result =>
        {
            if (result.GetValue(file) is not null && (result.GetValue(data) ?? result.GetValue(store)) is not null) result.AddError("ledger verify: give FILE, or a store, not both.");
        });
        verify.SetAction((parsed, ct) => parsed.GetValue(file) is { } path
            ? Exported(path, parsed.GetValue(anchors) ?? [], parsed.GetValue(quiet), ct)
            : Stored(parsed.GetValue(data) ?? "data", parsed.GetValue(store), parsed.GetValue(anchors) ?? [], parsed.GetValue(quiet), ct));
        return new Command("ledger", "The office's ledger (台账).") { verify };
    }

    private static async Task<int> Exported(string path, string[] anchorFiles, bool quiet, CancellationToken ct)
    {
        try
        {
            return await Anchors(anchorFiles, ct) is { } anchors && Print(null, LedgerExports.Verify(LineInput.Read(path), anchors), quiet) ? 0 : 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return await Fail($"cannot read {path}: {e.Message} Name a readable file, or - for standard input.");
        }
    }

    private static async Task<int> Stored(string data, string? postgres, string[] anchorFiles, bool quiet, CancellationToken ct)
    {
        // The file beside the store is the one that whoever rewrites the store can reach; the ones that are given count as well.
        var beside = new AnchorFolder(data).File;
        if (await Anchors(File.Exists(beside) ? [beside, .. anchorFiles] : anchorFiles, ct) is not { } anchors) return 1;
        var opened = await OpenStore.Open(data, postgres, ct);
        if (opened.Refusal is { } no) return await Fail($"{no.Zh} {no.En}");
        await using var store = opened.Value;
        var offices = (await store.Offices(null, ct, drills: true)).Value;
        if (offices.Count == 0 && anchors.Count == 0) return Print(null, new(0, null, null), quiet) ? 0 : 1;
        var whole = true;
        // An office that the anchors know and the store does not has lost its whole ledger.
        foreach (var office in offices.Select(o => o.Id).Union(anchors.Select(a => new OfficeId(a.Office))))
        {
            whole &= Print(office, await store.Get<Ledger>().Verify(office, anchors, ct), quiet);
            // The entries name documents and captures by their hashes: those are computed again too (R17).
            var (files, broken) = await store.Get<Blobs>().Verify(office, ct);
            if (broken.Count > 0) whole = false;
            if (!quiet || broken.Count > 0)
            {
                await Console.Error.WriteLineAsync(broken.Count == 0 ? $"ledger verify: 文件{files}个，校验值都相符。{files} kept files, all as kept."
                    : $"ledger verify: 文件与登记的校验值不符 kept files were changed: {string.Join(' ', broken)}. Keep the data folder as it is, and restore them from a backup.");
            }
        }
        return whole ? 0 : 1;
    }

    /// <summary>The anchors of all the files; null when one cannot be read, and that was said.</summary>
    private static async Task<IReadOnlyList<LedgerAnchor>?> Anchors(string[] files, CancellationToken ct)
    {
        var all = new List<LedgerAnchor>();
        foreach (var file in files)
        {
            if (!File.Exists(file))
            {
                await Fail($"there is no anchor file {file}: name one with --anchors.");
                return null;
            }
            var read = await LedgerAnchors.Read(file, ct);
            all.AddRange(read.Anchors);
            if (read.Unread.Count > 0) await Fail($"{file}: line(s) {string.Join(", ", read.Unread)} are no anchors and were passed over.");
        }
        return all;
    }

    private static bool Print(OfficeId? office, LedgerVerdict verdict, bool quiet)
    {
        Console.Out.Write(JsonSerializer.Serialize(new VerdictLine(office?.Value, verdict.Entries, verdict.BrokenAt, verdict.Why,
            verdict.Anchors, verdict.Unfit?.Day), VerdictJson.Default.VerdictLine) + "\n");
        if (!quiet)
        {
            Console.Error.WriteLine(verdict is { Unfit: { } unfit, BrokenAt: { } entry } ? Rewritten(verdict, unfit, entry) : verdict.BrokenAt is { } at
                ? $"ledger verify: 台账从第{at}条起对不上（{verdict.Why}）。Entry {at} does not fit ({verdict.Why}): stop, keep the data folder as it is, and tell the security administrator and the superior body."
                : $"ledger verify: 共{verdict.Entries}条，完整无改动；核对日锚{verdict.Anchors}个。{verdict.Entries} entries, unbroken; {verdict.Anchors} daily anchors fit.");
        }
        return verdict.BrokenAt is null;
    }

    private static string Rewritten(LedgerVerdict verdict, LedgerAnchor unfit, long entry)
    {
        var after = verdict.LastFit is { } fit ? $"{fit.Day:yyyy-MM-dd}的日锚（第{fit.Entry}条）对得上，改动在其后。" : "此前没有对得上的日锚。";
        var since = verdict.LastFit is { } held ? $"The anchor of {held.Day:yyyy-MM-dd} (entry {held.Entry}) fits, so it was changed after that." : "No earlier anchor fits.";
        return $"ledger verify: {unfit.Day:yyyy-MM-dd}的日锚对不上：当日第{unfit.Entry}条不是现在的第{entry}条，台账被改写或截短。{after}"
            + $"The anchor of {unfit.Day:yyyy-MM-dd} (entry {unfit.Entry}) does not fit: the ledger was rewritten or cut. {since} Stop, keep the data folder as it is, and tell the security administrator and the superior body.";
    }

    private static async Task<int> Fail(string message)
    {
        await Console.Error.WriteLineAsync($"ledger verify: {message.ReplaceLineEndings(" ")}");
        return 1;
    }
}

/// <summary>What <c>ledger verify</c> prints.</summary>
internal sealed record VerdictLine(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Office, long Entries, long? BrokenAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Why,
    int Anchors = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? AnchorDay = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(VerdictLine))]
internal sealed partial class VerdictJson : JsonSerializerContext;
