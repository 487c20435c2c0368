using System.Reflection;
using Huiying.Collect;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Web.Access;
using Huiying.Web.Demo;
using Huiying.Web.Texts;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Web.Pages;

/// <summary>One thing to look at, well or not.</summary>
internal sealed record StatusLine(string What, bool Well, string Figure, string? Address);

/// <summary>Whether the office's machinery runs: sources, patrols, posts waiting, vacancies, the ledger.</summary>
[Posts(Role.SystemAdministrator, Role.SecurityAdministrator, Role.AuditAdministrator, Role.Clerk, Role.PrincipalLeader, Role.PartySecretary, Role.SupervisionOfficer)]
internal sealed class StatusModel(Sources sources, Alerts alerts, Posts posts, Vacancies vacancies, Ledger ledger, LedgerAnchors anchors,
    Patrols patrols, Cases cases, People people, PdfPrinter pdf, IDbContextFactory<Store> stores, IServiceProvider services, When when) : OfficePage
{
    public IReadOnlyList<StatusLine> Lines { get; private set; } = [];

    public static string Version => Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "";

    public async Task OnGetAsync(CancellationToken ct)
    {
        var listed = await sources.List(Actor, ct);
        var failing = listed.Ok ? listed.Value.Count(s => s.Health.Failures > 0) : 0;
        var open = await alerts.Open(Actor, ct);
        var waiting = await posts.Waiting(Actor.Office, ct);
        var vacant = await vacancies.Check(Actor.Office, ct);
        if (services.GetService<DemoClock>() is not null) vacant = DemoOffice.Unheld(vacant, await people.List(Actor.Office, ct));
        var held = await patrols.List(Actor, when.Now.AddDays(-30), when.Now, ct);
        var patrol = held.Ok ? held.Value.Where(p => p.SignedAt is not null).Select(p => p.SignedAt).Max() : null;
        var late = (await cases.List(Actor, ct: ct)).Count(c => c.Next is { } next && next.Late(when.Now));
        var bytes = await StoreSize.Of(stores, ct);
        var standing = await ledger.Standing(Actor.Office, (await anchors.Read(ct)).Anchors, ct);
        Lines =
        [
            new("信息来源", failing == 0, T["{0} 个来源，{1} 个有问题", listed.Ok ? listed.Value.Length : 0, failing], "/sources"),
            new("提醒", open is { Ok: true, Value.Length: 0 }, T["{0} 条待处理", open.Ok ? open.Value.Length : 0], "/patrols"),
            new("等待归类的信息", waiting < 1000, T["{0} 条", waiting], "/topics"),
            new("最近一次巡查签字", patrol > when.Now.AddDays(-1), patrol is { } signed ? when.Plain(signed) : T["三十天内没有"], "/patrols"),
            new("逾期的事件", late == 0, T["{0} 件", late], "/events"),
            new("岗位和账号", vacant.Count == 0, T["{0} 处空缺", vacant.Count], "/people"),
            new("台账", standing.Verdict.BrokenAt is null, standing.Verdict switch
            {
                { Seen: { } seen } => T["被改写或截短：{0} 核验时有 {1} 条，现在的台账不是从那时接下来的", when.Plain(seen.At), seen.Entries],
                { BrokenAt: { } at } => T["台账从第 {0} 条起对不上", at],
                _ => T["{0} 条；{1} 全部逐条核验，此后新增的也已核验", standing.Verdict.Entries, when.Plain(standing.WholeAt)],
            }, "/ledger"),
            new("PDF", pdf.Available, T[pdf.Available ? "可以生成" : "没有安装 LibreOffice，只能下载 .docx"], null),
            new("中文字体", MentionPng.ChineseFont is not null, MentionPng.ChineseFont ?? T["没有安装，文件中的图以表代"], null),
            new("数据库大小", true, T["{0} MB", Words.Number(Math.Max(1, bytes / 1_000_000))], null),
        ];
    }
}
