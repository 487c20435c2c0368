using System.Globalization;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Collect;

/// <summary>The register of sources and how each is doing (R15).</summary>
[AnyPost]
[RequestSizeLimit(SourceLists.MostBytes * 2)]
internal sealed class SourcesModel(Sources sources, SourceLists lists) : OfficePage
{
    public IReadOnlyList<Source> Sources { get; private set; } = [];

    /// <summary>The sources by their groups, those of none first.</summary>
    public IEnumerable<IGrouping<string?, Source>> Groups => Sources.GroupBy(s => s.Folder).OrderBy(g => g.Key is null ? 0 : 1).ThenBy(g => g.Key, StringComparer.Ordinal);

    /// <summary>What came of a list that was just taken.</summary>
    public SourceListResult? Listed { get; private set; }

    /// <summary>Private or loopback hosts that may be read.</summary>
    public IReadOnlyList<ListedHost> Hosts { get; private set; } = [];

    public bool MayList => Actor.Is(Role.SystemAdministrator);

    public bool MayCurate => Actor.IsAny(Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader);

    public const string MediaHint = "只有媒体自己的监督报道才影响等级建议，转载、中性和正面报道不算。从此后采集的报道起作用。";

    public IReadOnlyList<Choice> Levels => LevelsIn(T);

    public static IReadOnlyList<Choice> LevelsIn(Text t) => [.. Enum.GetValues<MediaLevel>().Select(l => new Choice(l.ToString(), t[Names.Of(l)]))];

    /// <summary>How often a source may be read; an interval set elsewhere stays among them.</summary>
    public IReadOnlyList<Choice> Intervals(TimeSpan? now) => IntervalsIn(T, now);

    public static IReadOnlyList<Choice> IntervalsIn(Text t, TimeSpan? now)
    {
        List<Choice> usual = [new("10", t["10 分钟"]), new("30", t["30 分钟"]), new("60", t["1 小时"]), new("360", t["6 小时"]), new("1440", t["1 天"])];
        if (now is { } set && usual.All(c => c.Value != Minutes(set))) usual.Insert(0, new(Minutes(set), t["{0} 分钟", Minutes(set)]));
        return usual;
    }

    public static string Minutes(TimeSpan every) => ((int)every.TotalMinutes).ToString(CultureInfo.InvariantCulture);

    public static string Figure(double perDay) => perDay.ToString(perDay < 10 ? "0.#" : "0", CultureInfo.InvariantCulture);

    /// <summary>How a source's state is shown.</summary>
    public static (string Class, string Icon, string Word) Look(Source source) =>
        source.PausedBecause is not null ? ("", "off", "已停采")
        : source.Health.Failures > 0 ? ("late", "late", "有问题")
        : source.Health.Silent ? ("soon", "soon", "久无更新")
        : source.Health.LastOutcome is null ? ("info", "open", "待采集")
        : ("ok", "done", "正常");

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var listed = await sources.List(Actor, ct);
        if (listed.Refusal is { } refusal) return await Refuse(refusal, () => Task.FromResult<IActionResult>(Page()));
        Sources = listed.Value;
        if (await sources.Hosts(Actor, ct) is { Ok: true } hosts) Hosts = hosts.Value;
        return Page();
    }

    public async Task<IActionResult> OnPostChangeAsync(string id, CancellationToken ct)
    {
        if ((await sources.List(Actor, ct)).Value?.FirstOrDefault(s => s.Id.Value == id) is not { } now) return NotFound();
        var every = int.TryParse(Typed($"every-{id}"), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? TimeSpan.FromMinutes(minutes) : now.Every;
        var media = Enum.TryParse<MediaLevel>(Typed($"media-{id}"), out var level) ? level : now.Media;
        var picks = Picks.Of(Typed($"items-{id}"), Typed($"title-{id}"), Typed($"link-{id}"), Typed($"time-{id}"));
        var draft = new SourceDraft(Typed($"name-{id}"), now.Kind, Typed($"url-{id}"), every, Typed($"takeAll-{id}") == "true", media, picks, Typed($"folder-{id}"));
        return await Answer(await sources.Change(Actor, now.Id, draft, ct), _ => "/sources", "已修改，即将重新采集。", () => OnGetAsync(ct));
    }

    public async Task<IActionResult> OnPostOpmlAsync(IFormFile? opml, CancellationToken ct)
    {
        if (opml is null || opml.Length == 0)
        {
            Wrong("opml", "请选择文件。");
            return await Again(() => OnGetAsync(ct), Response);
        }
        using var bytes = new MemoryStream();
        await opml.CopyToAsync(bytes, ct);
        var taken = await lists.Import(Actor, bytes.ToArray(), ct);
        if (taken.Refusal is { } refusal) return await Refuse(refusal, () => OnGetAsync(ct));
        Listed = taken.Value;
        return await OnGetAsync(ct);
    }

    public async Task<IActionResult> OnPostHostAsync(string? host, string? why, CancellationToken ct) =>
        await Answer(await sources.ListHost(Actor, host ?? "", why ?? "", ct), _ => "/sources", "已登记内网主机。", () => OnGetAsync(ct));

    public async Task<IActionResult> OnPostUnlistAsync(string host, string? reason, CancellationToken ct) =>
        await Answer(await sources.UnlistHost(Actor, host, reason ?? "", ct), _ => "/sources", "已取消登记。", () => OnGetAsync(ct));

    public async Task<IActionResult> OnPostPauseAsync(string id, string? reason, CancellationToken ct) =>
        await Answer(await sources.Pause(Actor, new SourceId(id), reason ?? "", ct), _ => "/sources", "已停采。", () => OnGetAsync(ct));

    public async Task<IActionResult> OnPostResumeAsync(string id, CancellationToken ct) =>
        await Answer(await sources.Resume(Actor, new SourceId(id), ct), _ => "/sources", "已恢复采集。", () => OnGetAsync(ct));
}
