using System.Globalization;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Collect;

/// <summary>A source from any address: looked at first, registered when the officer confirms (R15).</summary>
[Posts(Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader)]
internal sealed class NewSourceModel(Looks looks, Sources sources, Pasted pasted) : OfficePage
{
    /// <summary>A look that is not done by then shows how far it is, and the page asks again.</summary>
    private static readonly TimeSpan Blind = TimeSpan.FromSeconds(1);

    public string? Id { get; private set; }

    public Look? Look { get; private set; }

    public Found? Found => Look?.Result is { Ok: true } done ? done.Value : null;

    /// <summary>Which of the ways is shown.</summary>
    public int Chosen { get; private set; }

    public Proposal? Way => Found?.Ways[Chosen];

    public bool MayPaste => Actor.Is(Role.Clerk);

    /// <summary>What a kind means, as a sentence for who confirms it.</summary>
    public static string Means(SourceKind kind) => kind switch
    {
        SourceKind.Feed => "网站提供的订阅源：最省事、最稳当，新内容一出就能收到。",
        SourceKind.List => "文章列表页：每次看列表上有没有新文章，再打开新文章收正文。",
        SourceKind.Forum => "论坛板块：每次看有没有新帖子，逐楼收取；热帖的浏览、回复数会继续更新。",
        SourceKind.Thread => "一个帖子：以后有人跟帖就逐楼收取。",
        SourceKind.Page => "单个网页：以后内容有变化才再收一次。",
        SourceKind.Sitemap => "站点地图：网站列出的全部网页，只收登记前7天以后的。",
        SourceKind.Search => "站内检索：用每个关注词到该网站检索一次，收取检索到的新内容。",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Short(string address) => address.Length <= 80 ? address : address[..80] + "…";

    public async Task<IActionResult> OnGetAsync(string? look, int way, CancellationToken ct)
    {
        if (look is null) return Page();
        Look = await looks.Wait(Actor, look, Blind, ct);
        if (Look is null) return await Refuse(Refusal.Invalid("-", "这次查看的结果已经不在了，请重新粘贴网址。", "What was found is no longer kept; paste the address again."), () => Task.FromResult<IActionResult>(Page()));
        Id = look;
        if (Look.Result is { Refusal: { } no }) return await Refuse(no, () => Task.FromResult<IActionResult>(Page()));
        // Without script: the page asks for itself again until the look is done.
        if (Look.Result is null) Response.Headers["Refresh"] = "1";
        else Chosen = Math.Clamp(way, 0, Found!.Ways.Count - 1);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? address, string? items, string? title, string? link, string? time)
    {
        Need("address", address, "请粘贴网址。");
        if (!ModelState.IsValid) return await Again(() => Task.FromResult<IActionResult>(Page()), Response);
        return LocalRedirect($"/sources/new?look={looks.Begin(Actor, address!, Picks.Of(items, title, link, time))}");
    }

    public async Task<IActionResult> OnPostAddAsync(
        string? look, int way, string? name, string? url, SourceKind kind, string? every, string? folder, MediaLevel media, bool takeAll,
        string? items, string? title, string? link, string? time, CancellationToken ct)
    {
        Need("name", name, "请填写名称。");
        if (!ModelState.IsValid) return await Again(() => OnGetAsync(look, way, ct), Response);
        var minutes = int.TryParse(every, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0;
        var draft = new SourceDraft(name!, kind, url ?? "", TimeSpan.FromMinutes(minutes), takeAll, media, Picks.Of(items, title, link, time), folder);
        return await Answer(await sources.Add(Actor, draft, ct), _ => "/sources", "已登记，即将第一次采集。", () => OnGetAsync(look, way, ct));
    }

    public async Task<IActionResult> OnPostTakeAsync(string? url, CancellationToken ct) =>
        await Answer(await pasted.Take(Actor, url ?? "", ct), post => $"/posts/{post}", "已收下这一页。", () => Task.FromResult<IActionResult>(Page()));
}
