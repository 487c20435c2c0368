using Huiying.Collect.Masking;
using Huiying.Ground;

namespace Huiying.Collect;

/// <summary>A row of a list of sources that was not registered.</summary>
/// <param name="Row">Its place in the file, from 1.</param>
/// <param name="Name">What the file calls it.</param>
public sealed record SourceListProblem(int Row, string Name, Refusal Why);

/// <summary>What came of a list of sources.</summary>
/// <param name="Added">Registered now.</param>
/// <param name="Known">Registered before, and left as they are.</param>
public sealed record SourceListResult(int Added, int Known, IReadOnlyList<SourceListProblem> Problems);

/// <summary>Takes lists of sources from other readers and gives the office's own, as OPML.</summary>
public sealed class SourceLists(Sources sources)
{
    /// <summary>The largest file.</summary>
    public const int MostBytes = 4 << 20;

    private static readonly TimeSpan Usual = TimeSpan.FromHours(1);

    /// <summary>
    /// Registers every source of the file, each in an act of its own; each row that could not be is named with its reason. Refused: not the clerk's or a leader's
    /// post; the file is no OPML, holds no outline or is over 4 MB.
    /// </summary>
    public async Task<Outcome<SourceListResult>> Import(Actor actor, ReadOnlyMemory<byte> file, CancellationToken ct = default)
    {
        if (Permit.Curate(actor, "R15") is { } no) return no;
        if (file.Length > MostBytes) return Refusal.Invalid("R15", "文件超过 4 兆字节，请分成几个文件。", "The file is over 4 MB; split it.");
        if (Opml.Read(file) is not { Count: > 0 } rows)
        {
            return Refusal.Invalid("R15", "这不是 OPML 文件，或者里面没有来源。请从别的阅读器里选“导出 OPML”得到文件再导入。", "This is no OPML file, or it names no source. Export it anew from the other reader.");
        }
        var (added, known) = (0, 0);
        var problems = new List<SourceListProblem>();
        foreach (var row in rows)
        {
            var outcome = row.Address is { } address
                ? await sources.Add(actor, new(Name(row), row.Kind, address, row.Every ?? Usual, Picks: row.Picks, Folder: row.Folder), ct)
                : Refusal.Invalid("R15", "没有网址（xmlUrl）。请在文件中补上，或删去这一行。", "It has no address (xmlUrl). Add it, or leave the row out.");
            if (outcome.Ok) added++;
            else if (outcome.Refusal!.Code == "source.known") known++;
            else problems.Add(new(row.Row, Mask.Apply(row.Name).Text, outcome.Refusal));
        }
        return new SourceListResult(added, known, problems);
    }

    /// <summary>The office's sources as an OPML file.</summary>
    public async Task<Outcome<byte[]>> Export(Actor actor, string title, CancellationToken ct = default)
    {
        var listed = await sources.List(actor, ct);
        return listed.Refusal is { } no ? no : Opml.Write(title, listed.Value);
    }

    private static string Name(OpmlRow row) => row.Name.Length > 0 ? row.Name : Uri.TryCreate(row.Address, UriKind.Absolute, out var url) ? url.IdnHost : "";
}
