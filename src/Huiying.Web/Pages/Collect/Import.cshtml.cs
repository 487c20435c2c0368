using Huiying.Collect;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Collect;

/// <summary>Takes a file of messages; every row that was not taken is named, and a column whose meaning is not known is asked about once (R16).</summary>
[Posts(Role.Clerk, Role.DutyOfficer, Role.DutyLeader)]
[RequestSizeLimit(Largest)]
[RequestFormLimits(MultipartBodyLengthLimit = Largest)]
internal sealed class ImportModel(Import import, Mappings mappings, HeldFiles files) : OfficePage
{
    private const long Largest = 200L << 20;

    /// <summary>What a column can be taken as; what the import has no use for is not offered.</summary>
    private static readonly ColumnTarget[] Offered =
    [
        ColumnTarget.None, ColumnTarget.Title, ColumnTarget.Body, ColumnTarget.Time, ColumnTarget.Id, ColumnTarget.Channel, ColumnTarget.Place, ColumnTarget.Url, ColumnTarget.Views,
        ColumnTarget.Comments, ColumnTarget.Likes, ColumnTarget.Dislikes, ColumnTarget.Reposts,
    ];

    private static readonly ColumnTarget[] Contact =
        [ColumnTarget.ContactName, ColumnTarget.ContactPhone, ColumnTarget.ContactIdNumber, ColumnTarget.ContactAddress, ColumnTarget.ContactOther, ColumnTarget.Author];

    public Imported? Done { get; private set; }

    /// <summary>The file whose columns are asked about; null when none is.</summary>
    public string? Held { get; private set; }

    public SheetLook? Columns { get; private set; }

    /// <summary>The channel chosen with the file.</summary>
    public Channel Chosen { get; private set; }

    public IReadOnlyList<Choice> Targets(SheetColumn column)
    {
        ColumnTarget[] fit = column.Personal ? [ColumnTarget.None, .. Contact] : [.. Offered, .. Contact];
        return [.. (fit.Contains(column.Target) ? fit : [column.Target, .. fit]).Select(t => new Choice(t.ToString(), T[Names.Of(t)]))];
    }

    public async Task<IActionResult> OnPostAsync(IFormFile? file, Channel channel, bool ask, CancellationToken ct)
    {
        if (file is null || file.Length == 0)
        {
            Wrong("file", "请选择文件。");
            return await Again(Show, Response);
        }
        await using var stream = file.OpenReadStream();
        Columns = await mappings.Look(Actor.Office, stream, ct);
        if (Columns is null || Columns.Plain && !ask) return await Take(Path.GetFileName(file.FileName), channel, stream, ct);
        (Held, Chosen) = (await files.Keep(Actor, Path.GetFileName(file.FileName), stream, ct), channel);
        return Page();
    }

    public async Task<IActionResult> OnPostMapAsync(string? held, Channel channel, CancellationToken ct)
    {
        if (files.Find(Actor, held ?? "") is not { } kept)
        {
            return await Refuse(Refusal.Invalid("R16", "文件等待太久，已经清除。请重新选择文件。", "The file waited too long and is gone. Choose it again."), Show);
        }
        kept.Bytes.Position = 0;
        if (await mappings.Look(Actor.Office, kept.Bytes, ct) is not { } look) return await Take(kept.Name, channel, kept.Bytes, ct);
        var columns = look.Columns.Select((c, i) => (c.Name, Target: Enum.TryParse<ColumnTarget>(Typed($"column-{i}"), out var t) && Enum.IsDefined(t) ? t : ColumnTarget.None))
            .ToDictionary(c => c.Name, c => c.Target, StringComparer.Ordinal);
        var set = await mappings.Set(Actor, columns, [.. look.Columns.Select(c => c.Name)], ct);
        if (set.Refusal is { } refusal)
        {
            (Held, Columns, Chosen) = (held, look, channel);
            return await Refuse(refusal, Show);
        }
        var done = await Take(kept.Name, channel, kept.Bytes, ct);
        files.Drop(held!);
        return done;
    }

    private async Task<IActionResult> Take(string name, Channel channel, Stream stream, CancellationToken ct)
    {
        var imported = await import.Run(Actor, new ImportFile(name, channel), stream, ct: ct);
        if (imported.Refusal is { } refusal) return await Refuse(refusal, Show);
        Done = imported.Value;
        return Page();
    }

    private Task<IActionResult> Show() => Task.FromResult<IActionResult>(Page());
}
