using Huiying.Collect;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Web.Access;
using Huiying.Web.Pages.Collect;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>Files of messages with their section, from which the suggestion of sections learns: taken in two steps (columns, labels), listed, taken away again (R64).</summary>
[Posts(Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader)]
[RequestSizeLimit(Largest)]
[RequestFormLimits(MultipartBodyLengthLimit = Largest)]
internal sealed class ExamplesModel(LabelledFiles labelled, Mappings mappings, People people, HeldFiles files) : OfficePage
{
    private const long Largest = 50L << 20;

    /// <summary>What a column can be taken as; what teaches nothing is not offered.</summary>
    private static readonly ColumnTarget[] Offered = [ColumnTarget.None, ColumnTarget.Title, ColumnTarget.Body, ColumnTarget.Section, ColumnTarget.Label];

    public IReadOnlyList<LabelledFile> All { get; private set; } = [];

    public IReadOnlyList<Section> Sections { get; private set; } = [];

    /// <summary>The file that waits for an answer; null when none does.</summary>
    public string? Held { get; private set; }

    /// <summary>Its columns, when these are asked about.</summary>
    public SheetLook? Columns { get; private set; }

    /// <summary>Its labels, when these are asked about.</summary>
    public LabelledLook? Labels { get; private set; }

    public bool MayTake => LabelledFiles.MayTake(Actor);

    public string Name(SectionId section) => Sections.FirstOrDefault(s => s.Id == section)?.Name ?? section.Value;

    public IReadOnlyList<Choice> Targets(SheetColumn column)
    {
        ColumnTarget[] fit = column.Personal ? [ColumnTarget.None] : Offered;
        return [.. (fit.Contains(column.Target) ? fit : [column.Target, .. fit]).Select(t => new Choice(t.ToString(), T[Names.Of(t)]))];
    }

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => Show(ct);

    public async Task<IActionResult> OnPostAsync(IFormFile? file, bool ask, CancellationToken ct)
    {
        if (file is null || file.Length == 0)
        {
            Wrong("file", "请选择文件。");
            return await Again(() => Show(ct), Response);
        }
        await using var stream = file.OpenReadStream();
        var held = await files.Keep(Actor, Path.GetFileName(file.FileName), stream, ct);
        var kept = files.Find(Actor, held)!;
        kept.Bytes.Position = 0;
        var look = await mappings.Look(Actor.Office, kept.Bytes, ct);
        var told = look is null || look.Columns.Any(c => c.Target is ColumnTarget.Section or ColumnTarget.Label) && look.Columns.Any(c => c.Target is ColumnTarget.Title or ColumnTarget.Body);
        if (told && !ask) return await AskLabels(held, kept, ct);
        (Held, Columns) = (held, look);
        return await Show(ct);
    }

    public async Task<IActionResult> OnPostMapAsync(string? held, CancellationToken ct)
    {
        if (files.Find(Actor, held ?? "") is not { } kept) return await Gone(ct);
        kept.Bytes.Position = 0;
        if (await mappings.Look(Actor.Office, kept.Bytes, ct) is { } look)
        {
            var columns = look.Columns.Select((c, i) => (c.Name, Target: Enum.TryParse<ColumnTarget>(Typed($"column-{i}"), out var t) && Enum.IsDefined(t) ? t : ColumnTarget.None))
                .ToDictionary(c => c.Name, c => c.Target, StringComparer.Ordinal);
            var set = await mappings.Set(Actor, columns, [.. look.Columns.Select(c => c.Name)], ct);
            if (set.Refusal is { } refusal)
            {
                (Held, Columns) = (held, look);
                return await Refuse(refusal, () => Show(ct));
            }
        }
        return await AskLabels(held!, kept, ct);
    }

    public async Task<IActionResult> OnPostTakeAsync(string? held, string?[] label, string?[] section, CancellationToken ct)
    {
        if (files.Find(Actor, held ?? "") is not { } kept) return await Gone(ct);
        kept.Bytes.Position = 0;
        var sections = label.Zip(section).Where(l => !string.IsNullOrEmpty(l.First)).DistinctBy(l => l.First)
            .ToDictionary(l => l.First!, l => string.IsNullOrEmpty(l.Second) ? (SectionId?)null : new SectionId(l.Second), StringComparer.Ordinal);
        var taken = await labelled.Take(Actor, kept.Name, kept.Bytes, sections, ct);
        if (taken.Ok) files.Drop(held!);
        return await Answer(taken, _ => "/examples", "样例已收下，科室建议从现在起也依据它。", () => taken.Ok ? Show(ct) : AskLabels(held!, kept, ct));
    }

    public async Task<IActionResult> OnPostRemoveAsync(string? file, string? reason, CancellationToken ct) =>
        await Answer(await labelled.Remove(Actor, file ?? "", reason ?? "", ct), _ => "/examples", "样例已移除，不再依据它；移除的记录保留。", () => Show(ct));

    private async Task<IActionResult> AskLabels(string held, HeldFile kept, CancellationToken ct)
    {
        kept.Bytes.Position = 0;
        var look = await labelled.Look(Actor, kept.Bytes, ct);
        if (look.Refusal is { } refusal)
        {
            files.Drop(held);
            return await Refuse(refusal, () => Show(ct));
        }
        (Held, Labels) = (held, look.Value);
        return await Show(ct);
    }

    private Task<IActionResult> Gone(CancellationToken ct) =>
        Refuse(Refusal.Invalid("R64", "文件等待太久，已经清除。请重新选择文件。", "The file waited too long and is gone. Choose it again."), () => Show(ct));

    private async Task<IActionResult> Show(CancellationToken ct)
    {
        var listed = await labelled.List(Actor, ct);
        All = listed.Ok ? listed.Value : [];
        Sections = await people.Sections(Actor.Office, ct);
        return Page();
    }
}
