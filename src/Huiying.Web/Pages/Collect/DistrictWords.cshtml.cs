using System.Globalization;
using Huiying.Assess.District;
using Huiying.Collect.Reading;
using Huiying.Ground;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Collect;

/// <summary>The district's own words, by which later posts are cut, and those found in the stream.</summary>
[AnyPost]
[RequestSizeLimit(LargestForm)]
[RequestFormLimits(MultipartBodyLengthLimit = LargestForm)]
internal sealed class DistrictWordsModel(DistrictWords words) : OfficePage
{
    private const long LargestForm = 2L << 20;

    private static readonly char[] Between = [' ', '\u3000', '、', '，', ',', ';', '；', '\n', '\r', '\t'];

    public IReadOnlyList<DistrictWord> Words { get; private set; } = [];

    public IReadOnlyList<ProposedWord> Proposed { get; private set; } = [];

    /// <summary>Words of a list that were not taken.</summary>
    public IReadOnlyList<Refusal> Skipped { get; private set; } = [];

    public bool MayKeep => DistrictWords.MayKeep(Actor);

    public IReadOnlyList<Choice> Kinds => [.. Enum.GetValues<DistrictWordKind>().Select(k => new Choice(k.ToString(), T[NameOf(k)]))];

    public static string NameOf(DistrictWordKind kind) => kind switch
    {
        DistrictWordKind.District => "县区",
        DistrictWordKind.Town => "乡镇、街道",
        DistrictWordKind.Village => "村、社区",
        DistrictWordKind.Road => "道路",
        DistrictWordKind.Estate => "小区、楼盘",
        DistrictWordKind.Policy => "政策、项目",
        _ => "其他用词",
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await words.List(Actor, ct) is { Ok: true } listed) Words = listed.Value;
        if (await words.Proposed(Actor, ct) is { Ok: true } proposed) Proposed = proposed.Value;
        return Page();
    }

    public async Task<IActionResult> OnPostAddAsync(string? words, string? kind, CancellationToken ct) =>
        await Answer(await Take((words ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries).Select(w => new WordOfKind(w, Kind(kind))), DistrictWordOrigin.Typed, ct),
            _ => "/words#words", "已加上，以后收下的信息按它归类。", () => OnGetAsync(ct));

    public async Task<IActionResult> OnPostAcceptAsync(string? word, string? kind, CancellationToken ct) =>
        await Answer(await Take([new(word ?? "", Kind(kind))], DistrictWordOrigin.Proposed, ct), _ => "/words#found", "已收下，以后收下的信息按它归类。", () => OnGetAsync(ct));

    public async Task<IActionResult> OnPostDeclineAsync(string? word, CancellationToken ct) =>
        await Answer(await words.Decline(Actor, word ?? "", ct), _ => "/words#found", "已记下，不会再提这个词。", () => OnGetAsync(ct));

    public async Task<IActionResult> OnPostRemoveAsync(string? word, CancellationToken ct) =>
        await Answer(await words.Remove(Actor, word ?? "", ct), _ => "/words#words", "已删去，以后收下的信息不再按它归类。", () => OnGetAsync(ct));

    public async Task<IActionResult> OnPostLookAsync(string? days, CancellationToken ct) =>
        await Answer(await words.Look(Actor, int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 14, ct), _ => "/words#found", "已查找，结果列在下面。", () => OnGetAsync(ct));

    public async Task<IActionResult> OnPostImportAsync(IFormFile? list, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        if (list is not null) await list.CopyToAsync(bytes, ct);
        var lines = TextDecoding.Decode(bytes.ToArray(), null, DocumentKind.Text).Text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var taken = await Take(lines.Select(Line).Where(w => w.Word.Length > 0), DistrictWordOrigin.Imported, ct);
        if (taken.Refusal is not null || taken.Value.Refused.Count == 0) return await Answer(taken, _ => "/words#words", "词表已导入。", () => OnGetAsync(ct));
        Skipped = [.. taken.Value.Refused.Select(r => r.Why)];
        return await OnGetAsync(ct);
    }

    private async Task<Outcome<WordsTaken>> Take(IEnumerable<WordOfKind> typed, DistrictWordOrigin origin, CancellationToken ct) =>
        await words.Add(Actor, [.. typed.Take(DistrictWords.Most + 1)], origin, ct);

    private static DistrictWordKind Kind(string? typed) => Enum.TryParse<DistrictWordKind>(typed, out var kind) && Enum.IsDefined(kind) ? kind : DistrictWordKind.Other;

    private static WordOfKind Line(string line)
    {
        var parts = line.Split([',', '，', '\t', ';'], 2, StringSplitOptions.TrimEntries);
        var word = parts[0].Trim('"', '“', '”');
        var named = parts.Length > 1 ? Enum.GetValues<DistrictWordKind>().FirstOrDefault(k => parts[1].Length > 0 && NameOf(k).Contains(parts[1].Trim('"'), StringComparison.Ordinal), DistrictWordKind.Other) : DistrictWords.KindOf(word);
        return new(word, named);
    }
}
