using Huiying.Ground;
using Huiying.Handle;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Events;

/// <summary>What an event owes from major grade up: grade, reports upward on every line, plan and working group (R22, R28–R32, R39, R43, S14).</summary>
[AnyPost]
internal sealed class MajorModel(MajorEvents major, Plans plans, When when) : EventPage
{
    public override string Task => "major";

    /// <summary>The office's plans, newest version each.</summary>
    public IReadOnlyList<Plan> Known { get; private set; } = [];

    /// <summary>For each signed report the bodies it has not reached with a receipt (R30).</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<OutsideBody>> Unsent { get; private set; } = new Dictionary<int, IReadOnlyList<OutsideBody>>();

    /// <summary>Reasons that a report upward left owing (R29, R42).</summary>
    public IReadOnlyList<Duty> Reasons =>
        [.. Event.Duties.Where(d => d.Open && (d.Rule.StartsWith("R29:", StringComparison.Ordinal) || d.Rule.StartsWith("R42:reason:", StringComparison.Ordinal)))];

    public bool Confirmable => Owes("R22:confirm") is not null;

    /// <summary>Whether the actor is one of those who set a grade at once (R61).</summary>
    public bool MayGrade => Actor.IsAny(Role.PrincipalLeader, Role.SupervisingLeader, Role.DutyLeader, Role.PartySecretary);

    /// <summary>The grades it may change to.</summary>
    public IReadOnlyList<Choice> Grades => Asked(Choices(Names.Of, [.. Enum.GetValues<Grade>().Where(g => g != Event.Grade)]));

    /// <summary>Every body of every line: when it had its first report by telephone and in writing, or what is owed (R28, R30).</summary>
    public IReadOnlyList<(string Name, DateTimeOffset? Phoned, Duty? Phone, DateTimeOffset? Wrote, Duty? Written)> Owed =>
    [
        .. BodyKeys.Select(k => (Policy.Bodies.GetValueOrDefault(k, k),
            First(k, s => s.What.Mode == ReportMode.Telephone), Owes($"R28:phone:{k}"), First(k, s => s.Written), Owes($"R28:written:{k}"))),
    ];

    public IReadOnlyList<Choice> Bodies => [.. BodyKeys.Select(k => new Choice(k, Policy.Bodies.GetValueOrDefault(k, k)))];

    public IReadOnlyList<Choice> Reports => [new("0", T["电话报告"]), .. Event.UpReports.Reverse().Select(r => new Choice($"{r.Number}", r.Zh))];

    /// <summary>The report most likely being sent now: the telephone's while one is owed, then the newest that has not reached everyone.</summary>
    public int Latest => Event.Duties.Any(d => d.Open && d.Rule.StartsWith("R28:phone:", StringComparison.Ordinal)) ? 0
        : Event.UpReports.LastOrDefault(r => Unsent[r.Number].Count > 0)?.Number ?? 0;

    /// <summary>The first body, level by level, that this report has not gone to; once it went to all, the first whose receipt is missing (R29).</summary>
    public string NextBody => Latest > 0 ? (Unsent[Latest].FirstOrDefault(b => Event.Sendings.All(s => s.What.Report != Latest || s.What.Body != b.Id)) ?? Unsent[Latest][0]).Id : BodyKeys.FirstOrDefault(k => Owes($"R28:phone:{k}") is not null) ?? BodyKeys[0];

    /// <summary>The way the report most likely goes: as the last written one did.</summary>
    public string NextMode => Latest == 0 ? "Telephone" : Here.ContainsKey(NextBody) ? nameof(ReportMode.System) : $"{Event.Sendings.LastOrDefault(s => s.Written)?.What.Mode ?? ReportMode.Fax}";

    /// <summary>Whether a report is to be signed before anything else can be sent: calls come first.</summary>
    public bool Issuing => Typed("facts").Length > 0 || Event.Highest != Grade.Ordinary && Latest == 0 && Event.Duties.All(d => !d.Open || !d.Rule.StartsWith("R28:phone:", StringComparison.Ordinal));

    private IReadOnlyList<string> BodyKeys => [.. Policy.Reporting[Event.Highest == Grade.Ordinary ? Grade.Major : Event.Highest].SelectMany(l => l).Distinct()];

    /// <summary>The open duty of that rule.</summary>
    public Duty? Owes(string rule) => Event.Duties.FirstOrDefault(d => d.Open && d.Rule == rule);

    private DateTimeOffset? First(string body, Func<Sending, bool> how) =>
        Event.Sendings.Where(s => s.Counts && s.What.Body == body && how(s)).Select(s => (DateTimeOffset?)s.What.SentAt).Min();

    public Task<IActionResult> OnGetAsync(string id, CancellationToken ct) => Load(id, ct);

    public async Task<IActionResult> OnPostGradeAsync(string id, Grade? grade, string? reason, long? seen, CancellationToken ct)
    {
        if (grade is not { } chosen)
        {
            Wrong("grade", "请选择等级。");
            return await Again(() => Load(id, ct), Response);
        }
        return await Done(await major.SetGrade(Actor, new(id), chosen, reason ?? "", ct, seen), id, "已定级。", ct);
    }

    public async Task<IActionResult> OnPostConfirmAsync(string id, string? opinion, long? seen, CancellationToken ct) =>
        await Done(await major.ConfirmGrade(Actor, new(id), opinion ?? "", ct, seen), id, "已补议确认。", ct);

    public async Task<IActionResult> OnPostIssueAsync(string id, string? facts, string? loss, string? next, int? posts, string? mismatch, bool final, int? corrects, CancellationToken ct) =>
        await Done(await major.Issue(Actor, new(id), new UpText(Given(facts), Given(loss), Next: Given(next), Posts: posts, Final: final, Corrects: corrects, Mismatch: Given(mismatch)), ct), id, "报告已签发，请逐一报送。", ct);

    public async Task<IActionResult> OnPostSendAsync(
        string id, int report, string? body, ReportMode mode, string? sentAt, string? receivedBy, string? receipt, string? note, string? skip, string? asMajor, CancellationToken ct)
    {
        // No time given is the time now: a report upward is never sent back for a field (S14).
        var at = when.Happened(sentAt) ?? when.Now;
        var sending = new UpSending(report, body ?? "", mode, at, receivedBy ?? "", receipt ?? "", note ?? "", skip, asMajor);
        return await Done(await major.Send(Actor, new(id), sending, ct), id, "已登记报告。", ct);
    }

    public async Task<IActionResult> OnPostExplainAsync(string id, int duty, CancellationToken ct) =>
        await Done(await major.Explain(Actor, new(id), duty, Typed($"why{duty}") ?? "", ct), id, "已补充理由。", ct);

    public async Task<IActionResult> OnPostPlanAsync(string id, string? plan, long? seen, CancellationToken ct) =>
        await Done(await major.ActivatePlan(Actor, new(id), new(plan ?? ""), ct, seen), id, "预案已启动。", ct);

    public async Task<IActionResult> OnPostKeepAsync(string id, string? name, string? text, CancellationToken ct) =>
        await Done(await plans.Keep(Actor, null, name ?? "", text ?? "", ct), id, "预案已存入，请启动。", ct);

    public async Task<IActionResult> OnPostGroupAsync(string id, string? leader, string? members, long? seen, CancellationToken ct)
    {
        var everyone = await HttpContext.RequestServices.GetRequiredService<People>().List(Actor.Office, ct);
        var read = Lines(members).Select(l => l.Split([':', '：'], 2, StringSplitOptions.TrimEntries))
            .Select(p => new GroupMember(everyone.FirstOrDefault(e => e.Name == p[0])?.Id ?? new(""), p.Length > 1 ? p[1] : "")).ToList();
        return await Done(await major.FormGroup(Actor, new(id), new(leader ?? ""), read, ct, seen), id, "专班已组建。", ct);
    }

    public async Task<IActionResult> OnPostEndAsync(string id, string? ended, long? seen, CancellationToken ct) =>
        await Done(await major.EndGroup(Actor, new(id), ended ?? "", ct, seen), id, "专班已结束。", ct);

    protected override async System.Threading.Tasks.Task More(CancellationToken ct)
    {
        Known = await plans.List(Actor.Office, ct);
        var unsent = new Dictionary<int, IReadOnlyList<OutsideBody>>();
        foreach (var r in Event.UpReports) unsent[r.Number] = await major.Unsent(Actor, Event.Id, r.Number, ct);
        Unsent = unsent;
    }

    private static string? Given(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}
