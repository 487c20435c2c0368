using System.Globalization;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Collect;

/// <summary>The register of sources and how each is doing (R15).</summary>
[AnyPost]
internal sealed class SourcesModel(Sources sources) : OfficePage
{
    public IReadOnlyList<Source> Sources { get; private set; } = [];

    /// <summary>Private or loopback hosts that may be read.</summary>
    public IReadOnlyList<ListedHost> Hosts { get; private set; } = [];

    public bool MayList => Actor.Is(Role.SystemAdministrator);

    public bool MayCurate => Actor.IsAny(Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader);

    public const string MediaHint = "只有媒体自己的监督报道才影响等级建议，转载、中性和正面报道不算。从此后采集的报道起作用。";

    public IReadOnlyList<Choice> Levels => [.. Enum.GetValues<MediaLevel>().Select(l => new Choice(l.ToString(), T[Names.Of(l)]))];

    /// <summary>How often a source may be read here; an interval set elsewhere stays among them.</summary>
    public IReadOnlyList<Choice> Intervals(Source? source)
    {
        List<Choice> usual = [new("10", T["10 分钟"]), new("30", T["30 分钟"]), new("60", T["1 小时"]), new("360", T["6 小时"]), new("1440", T["1 天"])];
        if (source is not null && usual.All(c => c.Value != Minutes(source))) usual.Insert(0, new(Minutes(source), T["{0} 分钟", Minutes(source)]));
        return usual;
    }

    public static string Minutes(Source source) => ((int)source.Every.TotalMinutes).ToString(CultureInfo.InvariantCulture);

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

    public async Task<IActionResult> OnPostAddAsync(string? name, string? url, SourceKind kind, int every, bool takeAll, MediaLevel media, CancellationToken ct)
    {
        Need("name", name, "请填写名称。");
        Need("url", url, "请填写网址。");
        if (!ModelState.IsValid) return await Again(() => OnGetAsync(ct), Response);
        var draft = new SourceDraft(name!, kind, url!, TimeSpan.FromMinutes(every), takeAll, media);
        return await Answer(await sources.Add(Actor, draft, ct), _ => "/sources", "已登记，即将第一次采集。", () => OnGetAsync(ct));
    }

    public async Task<IActionResult> OnPostChangeAsync(string id, CancellationToken ct)
    {
        if ((await sources.List(Actor, ct)).Value?.FirstOrDefault(s => s.Id.Value == id) is not { } now) return NotFound();
        var every = int.TryParse(Typed($"every-{id}"), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? TimeSpan.FromMinutes(minutes) : now.Every;
        var media = Enum.TryParse<MediaLevel>(Typed($"media-{id}"), out var level) ? level : now.Media;
        var draft = new SourceDraft(Typed($"name-{id}"), now.Kind, Typed($"url-{id}"), every, now.TakeAll, media);
        return await Answer(await sources.Change(Actor, now.Id, draft, ct), _ => "/sources", "已修改，即将重新采集。", () => OnGetAsync(ct));
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
