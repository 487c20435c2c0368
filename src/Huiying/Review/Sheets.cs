using System.Text.Json.Serialization;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Respond;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Review;

/// <summary>A table left the program (S11).</summary>
/// <param name="What">Which.</param>
/// <param name="Format">xlsx, csv or docx.</param>
/// <param name="Rows">How many rows.</param>
public sealed record SheetExported(string What, string Format, DateOnly From, DateOnly Until, int Rows);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SheetExported))]
internal sealed partial class SheetJson : JsonSerializerContext;

/// <summary>A table as it goes out.</summary>
/// <param name="Header">Column names for people.</param>
/// <param name="Keys">The same columns' names for programs (JSON Lines); they never change.</param>
public sealed record Sheet(string Name, IReadOnlyList<string> Header, IReadOnlyList<string> Keys, IReadOnlyList<IReadOnlyList<object?>> Rows, OfficialDocument? Document = null);

/// <summary>
/// Tables of a span, for spreadsheet programs: events (the 台账 of R07), duties with their lateness (R40, S12), figures (R06), published answers (R42),
/// reports to bodies outside (R26, R28), the ledger's entries. Each export is
/// itself an entry (S11). Cells that a spreadsheet might run are neutralised by <see cref="SheetWriter"/>.
/// </summary>
public sealed class Sheets(Acts acts, IDbContextFactory<Store> stores, Cases cases, Statistics statistics, LedgerReading reading, AccessReading accesses, People people, PolicyVersions policies, PublicAnswers answers, Trainings trainings, Drills drills)
{
    /// <summary>Who may take the ledger's entries out; the other tables are for everyone holding a post.</summary>
    public static IReadOnlyList<Role> LedgerReaders { get; } =
        [Role.AuditAdministrator, Role.SupervisionOfficer, Role.PrincipalLeader, Role.PartySecretary, Role.SupervisingLeader, Role.SecurityAdministrator, Role.SuperiorOfficer];

    /// <summary>The names of the tables.</summary>
    public static IReadOnlyList<string> Names { get; } = ["events", "duties", "figures", "answers", "reports", "ledger", "access", "trainings", "drills"];

    /// <summary>The table of the span, and its entry in the ledger.</summary>
    /// <param name="actor">Who takes it out; the command line at the machine itself may, too.</param>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="format">xlsx, csv, docx: goes into the entry.</param>
    /// <param name="from">First day, in the office's zone.</param>
    /// <param name="until">Last day.</param>
    /// <param name="ct">Cancels reading.</param>
    public async Task<Outcome<Sheet>> Take(Actor actor, string name, string format, DateOnly from, DateOnly until, CancellationToken ct = default)
    {
        if (!actor.IsCommandLine && (actor.Posts.Count == 0 || (name == "ledger" && !actor.IsAny([.. LedgerReaders])) || (name == "access" && !actor.Is(Role.AuditAdministrator))))
        {
            return Refusal.NotYourPost("S11", "您的岗位不能导出此表。", "Your post may not take this table out.");
        }
        var zone = (await policies.Current(actor.Office, ct)).Zone;
        var span = (From: Periods.Start(from, zone), Until: Periods.Start(until.AddDays(1), zone));
        var sheet = name switch
        {
            "events" => await Events(actor, from, until, span, zone, ct),
            "duties" => await Duties(actor, span, zone, ct),
            "figures" => await Figures(actor, span, ct),
            "answers" => await Answers(actor, span, zone, ct),
            "reports" => await Reports(actor, span, zone, ct),
            "ledger" => await Entries(actor, span, zone, ct),
            "access" => await Accesses(actor, span, zone, ct),
            "trainings" => new("培训和演练记录", Trainings.Columns, Trainings.Keys, await trainings.Lines(actor.Office, from, until, zone, ct)),
            "drills" => await Practised(actor, span, zone, ct),
            _ => null,
        };
        if (sheet is null) return Refusal.NotFound("没有这张表。", "There is no such table.");
        if (actor.Office.IsDrill) sheet = sheet with { Name = "【演练】" + sheet.Name };
        return await acts.Run<Sheet>(actor, "sheets.export", Subject.Of(actor.Office), act =>
        {
            act.Write(new SheetExported(name, format, from, until, sheet.Rows.Count), SheetJson.Default.SheetExported);
            return Task.FromResult<Outcome<Sheet>>(sheet);
        }, ct);
    }

    private async Task<Sheet> Events(Actor actor, DateOnly from, DateOnly until, (DateTimeOffset From, DateTimeOffset Until) span, TimeZoneInfo zone, CancellationToken ct)
    {
        var sections = (await people.Sections(actor.Office, ct)).ToDictionary(s => s.Id, s => s.Name);
        await using var store = stores.Open(actor.Office);
        var office = await People.Office(store, actor.Office, ct) ?? throw new InvalidDataException($"office {actor.Office} is not there");
        var now = acts.Clock;
        var register = new Register
        {
            Office = new Letterhead(office.Name, zone, null, office.Contact),
            From = from,
            Until = until,
            At = now,
            Lines =
            [
                .. (await All(actor, ct)).Where(c => c.OpenedAt >= span.From && c.OpenedAt < span.Until).OrderBy(c => c.OpenedAt).Select(c => new RegisterLine
                {
                    Number = c.Number,
                    Title = c.Title,
                    DiscoveredAt = c.DiscoveredAt,
                    Channel = CaseDocuments.Channel(c.Intake.Channel),
                    Grade = Words.Of(c.Grade),
                    Category = $"第{Words.Ordinal((int)c.Category)}类　{Words.Of(c.Category)}",
                    Section = c.Assigned is { } a ? sections.GetValueOrDefault(a.Section, a.Section.Value) : "—",
                    State = c.MergedInto is { } into ? $"并入{into.Number}" : c.ClosedAt is not null ? "已销号" : "在办",
                    AnsweredAt = c.Answers.Count > 0 ? c.Answers[0].At : null,
                    ClosedAt = c.ClosedAt,
                    LateDuties = c.Late(now).Count,
                }),
            ],
        };
        return new("舆情台账", Register.Header, ["number", "title", "discovered", "channel", "grade", "category", "section", "state", "answered", "closed", "late"], [.. register.Rows()], register.Compose());
    }

    private async Task<Sheet> Duties(Actor actor, (DateTimeOffset From, DateTimeOffset Until) span, TimeZoneInfo zone, CancellationToken ct)
    {
        var now = acts.Clock;
        var rows = (await All(actor, ct)).SelectMany(c => c.Duties.Where(d => d.From >= span.From && d.From < span.Until).Select(d => (Case: c, Duty: d)))
            .OrderBy(x => x.Duty.From).Select(x => (IReadOnlyList<object?>)
            [
                x.Case.Number, x.Case.Title, x.Duty.Rule, x.Duty.Zh, Local(x.Duty.From, zone), Local(x.Duty.DueAt, zone), Local(x.Duty.DischargedAt, zone),
                x.Duty.CarriedTo is { } to ? $"转入{to}" : x.Duty.Late(now) ? x.Duty.Open ? "逾期未办" : "逾期办结" : x.Duty.Open ? "未到期" : "按时",
                x.Duty.Late(now) ? Words.Duration((x.Duty.DischargedAt ?? now) - x.Duty.DueAt!.Value) : null,
                x.Case.LateReasons.LastOrDefault(r => r.What.Duty == x.Duty.Number)?.What.Reason, x.Duty.Evidence,
            ]).ToList();
        return new("时限职责", ["事件编号", "事件", "规则", "职责", "起算", "到期", "履行", "状态", "逾期", "逾期原因", "依据"],
            ["event", "title", "rule", "duty", "from", "due", "discharged", "state", "late_by", "reason", "evidence"], rows);
    }

    /// <summary>Drills of the span with what came of them; their figures stand here and in no other table (R55).</summary>
    private async Task<Sheet> Practised(Actor actor, (DateTimeOffset From, DateTimeOffset Until) span, TimeZoneInfo zone, CancellationToken ct) => new("演练", [
        "演练", "目的", "脚本来源", "帖子", "开始", "批准人", "结束", "分钟", "参演人员", "立项", "答复（演练内）", "按时职责", "逾期职责", "被拒绝", "发现的情况", "改进事项", "演练台账条数", "演练台账校验值"],
        ["drill", "goal", "script", "posts", "begun", "begun_by", "ended", "minutes", "people", "events", "answers_inside", "duties_met", "duties_late", "refused", "findings", "lessons", "ledger_entries", "ledger_head"],
        [.. (await drills.List(actor.Office, ct)).Where(d => d.BegunAt >= span.From && d.BegunAt < span.Until).OrderBy(d => d.BegunAt).Select(d => (IReadOnlyList<object?>)
        [
            d.Plan.Title, d.Plan.Goal, d.Plan.From, d.Plan.Posts, Local(d.BegunAt, zone), d.BegunByName, Local(d.EndedAt, zone), d.Ended?.Minutes,
            d.Ended is { } e ? string.Join('、', e.People.Select(p => p.Name)) : null, d.Ended?.Figures.Events, d.Ended?.Figures.Answers, d.Ended?.Figures.Met, d.Ended?.Figures.Late,
            d.Ended?.Figures.Refused, d.Ended?.Findings,
            d.Ended is { } x ? string.Join('；', x.Lessons.Select(l => $"{l.Text}（{l.OwnerName}，{Words.Date(l.Due)}前{(d.Done.Any(y => y.Lesson == l.Number) ? "，已完成" : "")}）")) : null,
            d.Ended?.LedgerEntries, d.Ended?.LedgerHead,
        ])]);

    private async Task<Sheet> Figures(Actor actor, (DateTimeOffset From, DateTimeOffset Until) span, CancellationToken ct)
    {
        var groups = await statistics.Of(actor, span.From, span.Until, ct);
        return new("统计", ["分组", "指标", "数值"], ["group", "figure", "value"], [.. groups.Value.SelectMany(g => g.Figures.Select(f => (IReadOnlyList<object?>)[g.Zh, f.Zh, f.Value]))]);
    }

    private async Task<Sheet> Entries(Actor actor, (DateTimeOffset From, DateTimeOffset Until) span, TimeZoneInfo zone, CancellationToken ct)
    {
        var rows = new List<IReadOnlyList<object?>>();
        await foreach (var e in reading.Read(actor, ct: ct))
        {
            if (e.Stamp.At >= span.From && e.Stamp.At < span.Until) rows.Add([e.Stamp.Sequence, Local(e.Stamp.At, zone), e.Act, e.Subject.ToString(), e.Stamp.Name]);
        }
        return new("台账摘录", ["序号", "时间", "事项", "对象", "经办人"], ["seq", "at", "act", "subject", "by"], rows);
    }

    /// <summary>The access log without its sealed addresses (S10); the command line, which holds no post, takes none.</summary>
    private async Task<Sheet?> Accesses(Actor actor, (DateTimeOffset From, DateTimeOffset Until) span, TimeZoneInfo zone, CancellationToken ct)
    {
        var read = await accesses.Read(actor, span.From, span.Until, limit: int.MaxValue, ct: ct);
        return !read.Ok ? null : new("访问日志", ["时间", "人员", "页面", "操作", "结果", "状态码"], ["at", "by", "page", "act", "outcome", "status"],
            [.. Enumerable.Reverse(read.Value).Select(l => (IReadOnlyList<object?>)[Local(l.At, zone), l.Name, l.Page, l.Act, l.Outcome.ToString(), l.Status])]);
    }

    /// <summary>What the office published, exactly as it stands on the public page, with what corrected or withdrew it (R42).</summary>
    private async Task<Sheet> Answers(Actor actor, (DateTimeOffset From, DateTimeOffset Until) span, TimeZoneInfo zone, CancellationToken ct)
    {
        const int Page = 200;
        var rows = new List<IReadOnlyList<object?>>();
        for (var skip = 0; ; skip += Page)
        {
            var page = await answers.List(actor.Office, skip, Page, ct);
            foreach (var a in page.Where(a => a.PublishedAt >= span.From && a.PublishedAt < span.Until))
            {
                rows.Add([
                    a.Number, a.Mends is null ? a.Kind == AnswerKind.Result ? "处理结果" : "处理意见" : a.Withdraws ? "撤回说明" : "更正", a.Title, a.Question, string.Join('\n', a.Paragraphs),
                    Local(a.PublishedAt, zone), a.MendedBy is null ? "有效" : a.MendedBy.Withdraws ? "已撤回" : "已更正", a.MendedBy?.Number, a.Mends?.Number, a.Change, $"/answers/{a.Release}", a.Hash,
                ]);
            }
            // Newest first: a page that ends before the span is the last to look at.
            if (page.Count < Page || page[^1].PublishedAt < span.From) break;
        }
        rows.Reverse();
        return new("公开答复", ["编号", "种类", "标题", "所回应的问题", "正文", "发布时间", "状态", "更正或撤回它的", "它更正或撤回的", "更正内容", "地址", "SHA-256"],
            ["number", "kind", "title", "question", "text", "published", "state", "mended_by", "mends", "change", "address", "hash"], rows);
    }

    /// <summary>Every report to a body outside by its sending, in both lines and at ordinary grade (R26, R28–R30).</summary>
    private async Task<Sheet> Reports(Actor actor, (DateTimeOffset From, DateTimeOffset Until) span, TimeZoneInfo zone, CancellationToken ct)
    {
        var rows = new List<(DateTimeOffset At, IReadOnlyList<object?> Cells)>();
        foreach (var c in await All(actor, ct))
        {
            rows.AddRange(c.Reports.Select(r => (r.SentAt, (IReadOnlyList<object?>)
                [c.Number, c.Title, "情况报告", r.Body, Way(r.Mode), Local(r.SentAt, zone), r.ReceivedBy, r.Receipt, r.AsMajor, r.DocumentHash])));
            rows.AddRange(c.Sendings.Select(s => (s.What.SentAt, (IReadOnlyList<object?>)
            [
                c.Number, c.Title, c.UpReports.FirstOrDefault(r => r.Number == s.What.Report)?.Zh ?? "电话报告", s.What.Name, Way(s.What.Mode), Local(s.What.SentAt, zone), s.What.ReceivedBy,
                s.What.Receipt, s.What.Skip ?? s.What.AsMajor, c.UpReports.FirstOrDefault(r => r.Number == s.What.Report)?.DocumentHash ?? s.What.SheetHash,
            ])));
        }
        return new("对外报告", ["事件编号", "事件", "报告", "报送对象", "方式", "报送时间", "接收人", "号码或回执", "越级或提前的理由", "文件 SHA-256"],
            ["event", "title", "report", "body", "mode", "sent", "received_by", "receipt", "reason", "hash"],
            [.. rows.Where(r => r.At >= span.From && r.At < span.Until).OrderBy(r => r.At).Select(r => r.Cells)]);
    }

    private static string Way(ReportMode mode) => mode switch
    {
        ReportMode.Telephone => "电话",
        ReportMode.Fax => "传真",
        ReportMode.Paper => "纸质",
        _ => "系统",
    };

    private async Task<List<Case>> All(Actor actor, CancellationToken ct)
    {
        var all = new List<Case>();
        foreach (var line in await cases.List(actor, closedToo: true, ct)) if (await cases.Find(actor.Office, line.Id, ct) is { } c) all.Add(c);
        return all;
    }

    private static DateTimeOffset? Local(DateTimeOffset? at, TimeZoneInfo zone) => at is { } t ? TimeZoneInfo.ConvertTime(t, zone) : null;
}
