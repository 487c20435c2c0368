using System.Text.Json.Serialization;
using Huiying.Ground;
using Huiying.Handle;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Review;

/// <summary>The triggers of Art. 5, each by itself (R81). Accountability needs one of the first three, and the fourth, and the fifth; whether it does is not the system's to say.</summary>
public enum Trigger
{
    /// <summary>履职不到位.</summary>
    DutyNotDone,

    /// <summary>违反规定.</summary>
    RuleNotFollowed,

    /// <summary>处置不力.</summary>
    WeakHandling,

    /// <summary>舆情失控.</summary>
    OutOfControl,

    /// <summary>造成严重影响和后果.</summary>
    SeriousEffect,
}

/// <summary>One fact as the ledger has it: no fact without its entry (R81).</summary>
/// <param name="Sequence">The entry's place in the office's ledger.</param>
public sealed record LedgerFact(Trigger Trigger, long Sequence, DateTimeOffset At, string Zh, string En);

/// <summary>What the competent body decided, as it is kept (R82).</summary>
public sealed record AccountabilityDecision(string Id, CaseId Case, string Body, string Document, DateOnly DecidedOn, string Text, string RecordedBy, DateTimeOffset At);

/// <summary>A decision was recorded. Its words are not in the ledger, which more people read; their digest is (R82).</summary>
public sealed record DecisionRecorded(string Decision, CaseId Case, string Body, string Document, DateOnly DecidedOn, string TextHash);

/// <summary>Somebody looked at the decisions (R82).</summary>
public sealed record DecisionsViewed(CaseId Case, IReadOnlyList<string> Decisions);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DecisionRecorded))]
[JsonSerializable(typeof(DecisionsViewed))]
internal sealed partial class AccountabilityJson : JsonSerializerContext;

internal sealed class DecisionRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required string Id { get; init; }
    public required CaseId Case { get; init; }
    public required string Body { get; init; }
    public required string Document { get; init; }
    public required DateOnly DecidedOn { get; init; }
    public required string Text { get; init; }
    public required string RecordedBy { get; init; }
    public required DateTimeOffset At { get; init; }
}

internal sealed class DecisionTable : IEntityTypeConfiguration<DecisionRow>
{
    public void Configure(EntityTypeBuilder<DecisionRow> builder)
    {
        builder.ToTable("review_decisions").HasKey(d => new { d.Office, d.Id });
        builder.HasIndex(d => new { d.Office, d.Case });
    }
}

/// <summary>
/// Accountability by rule (R81, R82): sets out what the ledger says for each trigger, and keeps what the competent body decided. It weighs nothing, counts nobody's
/// points and proposes nothing.
/// </summary>
public sealed class Accountability(Acts acts, Ledger ledger, Cases cases)
{
    private static readonly Role[] Readers = [Role.PartySecretary, Role.PrincipalLeader, Role.SupervisionOfficer, Role.SuperiorOfficer];

    /// <summary>Who may open it.</summary>
    public static bool MayRead(Actor actor) => actor.IsAny(Readers);

    /// <summary>Who may write down a decision: whoever supervises, or a first responsible person; never invented by the system.</summary>
    public static bool MayRecord(Actor actor) => actor.IsAny(Role.SupervisionOfficer, Role.PartySecretary, Role.SuperiorOfficer);

    /// <summary>The regulation's word for a trigger.</summary>
    public static (string Zh, string En) Name(Trigger trigger) => trigger switch
    {
        Trigger.DutyNotDone => ("工作职责不落实", "A duty was not done"),
        Trigger.RuleNotFollowed => ("不按规定处置", "A rule was not followed"),
        Trigger.WeakHandling => ("处置不力", "Weak handling"),
        Trigger.OutOfControl => ("舆情失控", "Opinion out of control"),
        _ => ("造成严重影响和后果", "Serious effect and consequence"),
    };

    /// <summary>
    /// The facts of an event by trigger, and the decisions on it. The look itself is an entry, with the decisions that were shown, before anything is returned (R82).
    /// Refused to every other post; the refusal is an entry too.
    /// </summary>
    public async Task<Outcome<(IReadOnlyList<LedgerFact> Facts, IReadOnlyList<AccountabilityDecision> Decisions)>> View(Actor actor, CaseId id, CancellationToken ct)
    {
        if (await cases.Find(actor, id, ct) is not { } c) return Refusal.NotFound("没有这个事件。", "There is no such event.");
        var decisions = await acts.Run<IReadOnlyList<AccountabilityDecision>>(actor, "accountability.view", On(id), async act =>
        {
            if (!MayRead(actor)) return NotYours;
            var rows = await act.Store.Set<DecisionRow>().AsNoTracking().Where(x => x.Case == id).OrderBy(x => x.At).ToListAsync(ct);
            act.Write(new DecisionsViewed(id, [.. rows.Select(r => r.Id)]), AccountabilityJson.Default.DecisionsViewed);
            return rows.Select(Shown).ToList();
        }, ct);
        if (decisions.Refusal is { } no) return no;
        var facts = Of(c, await ledger.Read(actor.Office, id.Subject, 0, ct).ToListAsync(ct), acts.Clock).ToList();
        // A refused approval or release of this event stands under the answer's own subject.
        foreach (var release in c.Answers.Select(a => a.What.Release).Distinct())
        {
            facts.AddRange((await ledger.Read(actor.Office, new Subject("release", release), 0, ct).ToListAsync(ct)).Where(Refused).Select(Denied));
        }
        return (facts.OrderBy(f => f.Trigger).ThenBy(f => f.Sequence).ToList(), decisions.Value);
    }

    /// <summary>Writes down what the competent body decided (R82). The words go to the restricted store, their digest to the ledger.</summary>
    public Task<Outcome<AccountabilityDecision>> Record(Actor actor, CaseId id, string body, string document, DateOnly decidedOn, string text, CancellationToken ct) =>
        acts.Run<AccountabilityDecision>(actor, "accountability.record", On(id), async act =>
        {
            if (!MayRecord(actor)) return Refusal.NotYourPost("R82", "追责决定由督查员、机关党组书记或上级机关经办人登记。", "The supervision officer, the Party secretary or a superior's officer enters it.");
            if (await Cases.Look(act.Store, id, ct) is null) return Refusal.NotFound("没有这个事件。", "There is no such event.");
            if (Deciding.Missing("R82", (body, "作出决定的机关", "the body"), (document, "文号", "the document"), (text, "决定内容", "the decision")) is { } missing) return missing;
            if (decidedOn > DateOnly.FromDateTime(act.Now.UtcDateTime.AddHours(14))) return Refusal.Invalid("R82", "决定日期不能晚于今天。", "It cannot have been decided in the future.");
            var row = new DecisionRow
            {
                Office = actor.Office,
                Id = Guid.CreateVersion7().ToString("N"),
                Case = id,
                Body = body.Trim(),
                Document = document.Trim(),
                DecidedOn = decidedOn,
                Text = text.Trim(),
                RecordedBy = actor.Name,
                At = act.Now,
            };
            act.Store.Add(row);
            act.Write(new DecisionRecorded(row.Id, id, row.Body, row.Document, row.DecidedOn, Ground.Policies.Policy.HashOf(row.Text)), AccountabilityJson.Default.DecisionRecorded);
            return Shown(row);
        }, ct);

    /// <summary>Every fact the event's entries give, each with its entry. Pure.</summary>
    internal static IReadOnlyList<LedgerFact> Of(Case c, IReadOnlyList<LedgerEntry> entries, DateTimeOffset now)
    {
        var facts = new List<LedgerFact>();
        var late = c.Late(now).ToDictionary(l => l.Duty.Number);
        foreach (var e in entries)
        {
            if (Refused(e))
            {
                facts.Add(Denied(e));
                continue;
            }
            foreach (var (trigger, zh, en) in Of(Cases.Entry(e), c, late)) facts.Add(new(trigger, e.Stamp.Sequence, e.Stamp.At, zh, en));
        }
        return facts;
    }

    private static IEnumerable<(Trigger, string, string)> Of(CaseEntry? entry, Case c, Dictionary<int, (Duty Duty, TimeSpan By, string? Reason)> late)
    {
        switch (entry)
        {
            case DutyOpened e when late.TryGetValue(e.Duty, out var l):
                yield return (Trigger.DutyNotDone, $"{e.Zh}（{e.Rule}）：{(l.Duty.Open ? "至今未履行，已" : "")}超期{Words.Duration(l.By)}{(l.Reason is { } why ? $"；说明的原因：{why}" : "；没有说明原因")}",
                    $"{e.En} ({e.Rule}): {(l.Duty.Open ? "not met, " : "")}{l.By.TotalHours:0.#} h after its time");
                break;
            case TrackerGone e: yield return (Trigger.DutyNotDone, $"跟踪人空缺：此人{e.Reason}", "tracking was vacant"); break;
            case ReportSent { Skip: { Length: > 0 } skip } e: yield return (Trigger.RuleNotFollowed, $"越级报{e.Name}：{skip}", $"a level was passed over to {e.Name}"); break;
            case StopAttempted e: yield return (Trigger.RuleNotFollowed, $"有人阻止上报：{e.What}", "somebody tried to stop a report"); break;
            case FaultFound { Kind: FaultKind.False or FaultKind.Concealed } e: yield return (Trigger.RuleNotFollowed, e.Zh, e.En); break;
            case AssignmentReturned e: yield return (Trigger.WeakHandling, $"科室退回：{e.Reason}", "the section sent it back"); break;
            case Supervised e: yield return (Trigger.WeakHandling, $"{e.Number}：{e.Duties.Count}项职责逾期，发出督办单", $"{e.Duties.Count} late duties were taken up with the section"); break;
            case HandlingReviewed { Agreed: false } e: yield return (Trigger.WeakHandling, $"办理结果审核退回：{e.Opinion}", "the result was sent back at its review"); break;
            case AnswerMended e: yield return (Trigger.WeakHandling, e.Withdrawn ? "已发布的回应被撤回" : "已发布的回应被更正", e.Withdrawn ? "a published answer was withdrawn" : "a published answer was corrected"); break;
            case Rebounded e: yield return (Trigger.OutOfControl, $"舆情反弹：{e.Text}", "it came back after calm"); break;
            case TrackingProposed e: yield return (Trigger.OutOfControl, e.Zh, e.En); break;
            case GradeSet { Grade: > Grade.Ordinary } e: yield return (Trigger.SeriousEffect, $"定级为{Words.Of(e.Grade)}：{e.Reason}", $"graded {Words.En(e.Grade)}"); break;
            case EmergencyMarked e: yield return (Trigger.SeriousEffect, $"涉及{e.Level}突发事件：{e.Reason}", $"touches a sudden event ({e.Level})"); break;
            case HarmNamed e: yield return (Trigger.SeriousEffect, $"具体损害：{e.Harm}；受损害者：{e.Sufferer}；证据：{e.Evidence}", "concrete harm was named"); break;
            case EmergencyCalled: yield return (Trigger.SeriousEffect, "有危及生命的紧急转办", "a danger to life was passed on"); break;
            case Opened when c.Observations.Select(o => o.Figures?.PeakDay ?? 0).DefaultIfEmpty().Max() is > 0 and var peak: yield return (Trigger.OutOfControl, $"跟踪记录中单日新增最多{peak}条", $"at most {peak} mentions in a day, as observed"); break;
        }
    }

    private static bool Refused(LedgerEntry e) => e.Act.EndsWith(".refused", StringComparison.Ordinal);

    private static LedgerFact Denied(LedgerEntry e) => new(Trigger.RuleNotFollowed, e.Stamp.Sequence, e.Stamp.At,
        $"{e.Stamp.Name}的操作被拒绝：{(e.Data.TryGetProperty("zh", out var zh) ? zh.GetString() : "")}（{(e.Data.TryGetProperty("clause", out var clause) ? clause.GetString() : "")}）", $"an act of {e.Stamp.Name} was refused ({e.Act})");

    // Not the event's own subject: its entries are a fold, and a look at decisions is no part of it.
    private static Subject On(CaseId id) => new("accountability", id.Value);

    private static AccountabilityDecision Shown(DecisionRow d) => new(d.Id, d.Case, d.Body, d.Document, d.DecidedOn, d.Text, d.RecordedBy, d.At);

    private static Refusal NotYours => Refusal.NotYourPost("R82", "追责事项只有机关党组书记、主要领导、督查员和上级机关经办人可以查看；每次查看都记入台账。", "Only first responsible persons, the supervision officer and a superior's officer see it; every view is in the ledger.");
}
