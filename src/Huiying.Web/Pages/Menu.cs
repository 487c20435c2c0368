using Huiying.Ground;
using Huiying.Web.Pages.Collect;
using Huiying.Web.Pages.Opinion;

namespace Huiying.Web.Pages;

/// <summary>What a person finds in the side menu: only pages that one of the person's posts may open.</summary>
internal static class Menu
{
    internal sealed record Item(string Address, string Title, Type Page);

    internal sealed record Group(string Id, string Title, IReadOnlyList<Item> Items);

    private static readonly IReadOnlyList<Group> All =
    [
        new("work", "办理", [new("/desk", "待办", typeof(DeskModel)), new("/events", "事件", typeof(Events.IndexModel)), new("/topics", "话题", typeof(TopicsModel)), new("/alerts", "预警", typeof(AlertsModel)), new("/signs", "苗头", typeof(SignsModel)), new("/appraisals", "发布前评估", typeof(AppraisalsModel)), new("/incoming", "来件", typeof(IncomingsModel)), new("/search", "检索", typeof(SearchModel)), new("/papers", "报告和单据", typeof(PapersModel)), new("/documents", "政策文件", typeof(PolicyDocumentsModel)), new("/statistics", "统计", typeof(FiguresModel)), new("/failings", "迟漏谎瞒", typeof(FailingsModel))]),
        new("collect", "收集", [new("/patrols", "巡查记录", typeof(PatrolsModel)), new("/sources", "信息来源", typeof(SourcesModel)), new("/terms", "关注词", typeof(TermsModel)), new("/words", "本地用词", typeof(DistrictWordsModel)), new("/import", "导入", typeof(ImportModel)), new("/entries/new", "登记", typeof(NewEntryModel))]),
        new("office", "单位", [new("/people", "人员", typeof(PeopleModel)), new("/offices", "单位设置", typeof(OfficesModel)), new("/roster", "值班", typeof(DutyRosterModel)), new("/drills", "演练", typeof(DrillsModel)), new("/trainings", "培训", typeof(TrainingsModel)), new("/examples", "交办样例", typeof(ExamplesModel)), new("/policy", "制度参数", typeof(RulesModel)), new("/calendar", "工作日历", typeof(CalendarModel)), new("/ledger", "台账", typeof(LedgerModel)), new("/access-log", "访问日志", typeof(AccessLogModel)), new("/status", "运行状况", typeof(StatusModel))]),
    ];

    public static IEnumerable<Group> For(Actor? actor) => actor is null
        ? []
        : All.Select(g => g with { Items = [.. g.Items.Where(i => MayOpen(actor, i.Page))] }).Where(g => g.Items.Count > 0);

    /// <summary>What the page at an address, or the page of the menu it belongs to, is called; null when it belongs to none.</summary>
    public static string? NameOf(string address) => All.SelectMany(g => g.Items).Where(i => address == i.Address || address.StartsWith(i.Address + "/", StringComparison.Ordinal))
        .MaxBy(i => i.Address.Length)?.Title;

    private static bool MayOpen(Actor actor, Type page) =>
        page.GetCustomAttributes(typeof(Access.PostsAttribute), inherit: true).Cast<Access.PostsAttribute>().All(p => actor.IsAny([.. p.Named]));
}
