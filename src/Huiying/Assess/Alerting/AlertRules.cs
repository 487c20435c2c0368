using System.Globalization;
using System.Text.Json;
using Huiying.Collect;
using Huiying.Collect.Masking;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess.Alerting;

/// <summary>
/// The register of alert rules: what the policy gives, and what the office changed, paused, ended or added. No rule is about a person: a name, handle, telephone or
/// number in one is refused, the office's own people included (S15).
/// </summary>
public sealed class AlertRules(Acts acts, IDbContextFactory<Store> stores, People people, PolicyVersions policies)
{
    private const int MostWords = 20;

    /// <summary>Posts an alert may be told to: those who do something about public opinion.</summary>
    public static readonly IReadOnlyList<Role> Tellable = [Role.Clerk, Role.DutyOfficer, Role.DutyLeader, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary, Role.SectionHead, Role.Spokesperson, Role.SupervisionOfficer];

    /// <summary>Who keeps the register.</summary>
    public static bool MaySet(Actor actor) => actor.IsAny(Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader);

    /// <summary>All rules, ended ones too: the policy's in its order, then the office's own by their age. Refused for who holds no post.</summary>
    public async Task<Outcome<IReadOnlyList<AlertRule>>> List(Actor actor, CancellationToken ct = default)
    {
        if (Topics.MayRead(actor) is { } no) return no;
        await using var store = stores.Open(actor.Office);
        return (await Read(store, await policies.Current(store, ct), ct)).ToArray();
    }

    /// <summary>Adds a rule. Refused by who may not, when a figure its kind needs is missing, and for anything that singles out a person (S15).</summary>
    /// <returns>Its id.</returns>
    public Task<Outcome<string>> Add(Actor actor, AlertRuleText rule, CancellationToken ct = default) => Put(actor, Guid.CreateVersion7().ToString("N"), rule, isNew: true, 0, ct);

    /// <summary>Changes a rule; one the policy gives is the office's own from then on. Refused as adding is, for one that was ended, and when somebody changed it meanwhile.</summary>
    /// <param name="seen">The version the change was made from.</param>
    public Task<Outcome<string>> Change(Actor actor, string id, AlertRuleText rule, long seen, CancellationToken ct = default) => Put(actor, id, rule, isNew: false, seen, ct);

    /// <summary>Pauses a rule until somebody resumes it, with the reason.</summary>
    public Task<Outcome<Done>> Pause(Actor actor, string id, string reason, CancellationToken ct = default) => Set(actor, "alerts.pause-rule", id, reason, (row, why) => row.Paused = why, ct);

    /// <summary>Lets a paused rule run again, with the reason. What fired meanwhile alerts with the topic's next post.</summary>
    public Task<Outcome<Done>> Resume(Actor actor, string id, string reason, CancellationToken ct = default) => Set(actor, "alerts.resume-rule", id, reason, (row, _) => row.Paused = null, ct);

    /// <summary>Ends a rule for good, with the reason. It stays in the register, and its alerts in the record.</summary>
    public Task<Outcome<Done>> End(Actor actor, string id, string reason, CancellationToken ct = default) => Set(actor, "alerts.end-rule", id, reason, (row, why) => row.Ended = why, ct);

    /// <summary>The rules as they stand in the store.</summary>
    internal static async Task<IReadOnlyList<AlertRule>> Read(Store store, Policy policy, CancellationToken ct)
    {
        var rows = await store.Set<AlertRuleRow>().AsNoTracking().OrderBy(r => r.Id).ToListAsync(ct);
        var own = rows.Select(Shown).ToDictionary(r => r.Id, StringComparer.Ordinal);
        var given = policy.Alerts.Rules.Select(r => own.GetValueOrDefault(r.Id) ?? AlertRule.Of(r)).ToList();
        // A rule that came from the policy and was changed stays when the policy gives it no more.
        return [.. given, .. rows.Where(r => policy.Alerts.Rules.All(p => p.Id != r.Id)).Select(r => own[r.Id])];
    }

    /// <summary>The terms a rule looks for: its own, else the policy's. A policy's word that would single out a person is not looked for (S15).</summary>
    internal static IReadOnlyList<string> Terms(AlertRuleText rule, Policy policy) =>
        rule.Terms is { Count: > 0 } own ? own : [.. policy.Alerts.Terms.Where(t => WatchTerms.PersonIn(t) is null)];

    /// <summary>Words of the policy's list that would single out a person, which no rule looks for (S15).</summary>
    public static IReadOnlyList<string> Ignored(Policy policy) => [.. policy.Alerts.Terms.Where(t => WatchTerms.PersonIn(t) is not null)];

    private static AlertRule Shown(AlertRuleRow row) =>
        new(row.Id, JsonSerializer.Deserialize(row.Text, AlertJson.Default.AlertRuleText)!, row.Paused, row.Ended, false, row.ByName, row.At, row.Version);

    private async Task<Outcome<string>> Put(Actor actor, string id, AlertRuleText rule, bool isNew, long seen, CancellationToken ct)
    {
        var everyone = await people.List(actor.Office, ct);
        var clean = Clean(rule);
        return await acts.Run<string>(actor, isNew ? "alerts.add-rule" : "alerts.change-rule", new Subject("alert-rule", id), async act =>
        {
            if (!MaySet(actor)) return NotYours;
            if (Wrong(clean, everyone) is { } wrong) return wrong;
            AlertRuleRow row;
            if (isNew) act.Store.Add(row = New(act, id, clean));
            else
            {
                if (await Own(act, id, ct) is not { } found) return Unknown;
                row = found;
                if (row.Version != seen) return Changed;
                if (row.Ended is not null) return Over;
            }
            row.Text = JsonSerializer.Serialize(clean, AlertJson.Default.AlertRuleText);
            Stamp(act, row, act.Write(new AlertRuleSet(clean), AlertJson.Default.AlertRuleSet));
            return id;
        }, ct);
    }

    private Task<Outcome<Done>> Set(Actor actor, string name, string id, string reason, Action<AlertRuleRow, string> set, CancellationToken ct) =>
        acts.Run<Done>(actor, name, new Subject("alert-rule", id), async act =>
        {
            if (!MaySet(actor)) return NotYours;
            if (string.IsNullOrWhiteSpace(reason)) return Refusal.Invalid("R41", "请写明理由，例如“活动已结束”。", "Give the reason, for example \"the fair is over\".");
            if (await Own(act, id, ct) is not { } row) return Unknown;
            if (row.Ended is not null) return Over;
            set(row, reason.Trim());
            Stamp(act, row, act.Write(new AlertRuleReason(reason.Trim()), AlertJson.Default.AlertRuleReason));
            return default(Done);
        }, ct);

    /// <summary>The office's row of a rule; of one the policy gives, made from that.</summary>
    private async Task<AlertRuleRow?> Own(Act act, string id, CancellationToken ct)
    {
        if (await act.Store.Set<AlertRuleRow>().SingleOrDefaultAsync(r => r.Id == id, ct) is { } row) return row;
        if ((await policies.Current(act.Store, ct)).Alerts.Rules.FirstOrDefault(r => r.Id == id) is not { } given) return null;
        act.Store.Add(row = New(act, id, AlertRule.Of(given).Text));
        return row;
    }

    private static AlertRuleRow New(Act act, string id, AlertRuleText text) => new()
    {
        Office = act.Actor.Office,
        Id = id,
        Text = JsonSerializer.Serialize(text, AlertJson.Default.AlertRuleText),
        ByName = act.Actor.Name,
        At = act.Now,
    };

    private static void Stamp(Act act, AlertRuleRow row, Stamp stamp) => (row.ByName, row.At, row.Version) = (act.Actor.Name, act.Now, stamp.Sequence);

    private static AlertRuleText Clean(AlertRuleText rule) => rule with
    {
        Name = rule.Name.Trim(),
        Tell = [.. rule.Tell.Distinct()],
        Terms = rule.Kind == RuleKind.Term ? Words(rule.Terms) : null,
        Scope = Words(rule.Scope),
        AtLeast = rule.Kind is RuleKind.Threshold or RuleKind.Growth ? rule.AtLeast : 0,
        Hours = rule.Kind is RuleKind.Threshold or RuleKind.Term or RuleKind.Media ? rule.Hours : 0,
        Times = rule.Kind == RuleKind.Growth ? rule.Times : 0,
        Burst = rule.Kind == RuleKind.Burst ? rule.Burst : 0,
        Media = rule.Kind == RuleKind.Media ? rule.Media : MediaLevel.None,
    };

    private static string[] Words(IReadOnlyList<string>? words) => [.. (words ?? []).Select(w => w.Trim()).Where(w => w.Length > 0).DistinctBy(Fold.Text, StringComparer.Ordinal)];

    private static Refusal? Wrong(AlertRuleText rule, IReadOnlyList<Person> everyone)
    {
        if (rule.Name.Length is < 2 or > 40) return Refusal.Invalid("R41", "请给规则起一个2至40个字的名称。", "Give the rule a name of 2 to 40 characters.");
        string[] words = [.. rule.Terms ?? [], .. rule.Scope ?? []];
        if (words.Length > MostWords || words.Any(w => w.Length is < 2 or > 30 || w is ['/', .., '/']))
        {
            return Refusal.Invalid("R41", string.Create(CultureInfo.InvariantCulture, $"每个词2至30个字，一条规则最多{MostWords}个词，不能用正则表达式。"), $"Words have 2 to 30 characters, at most {MostWords} in a rule, no expressions.");
        }
        if (words.Append(rule.Name).Any(w => WatchTerms.PersonIn(w) is not null || Mask.Apply(w).Text != w || everyone.Any(p => p.Name.Length > 1 && w.Contains(p.Name, StringComparison.Ordinal))))
        {
            return new Refusal("alert.person", "S15", "预警规则不能针对个人：名称和词里不能有姓名、网名、电话或证件号。请写事项或地点，地名可写长一些（如加“村”“小区”“项目”）。",
                "No alert rule is about a person: no name, handle, telephone or number. Write the matter or the place.");
        }
        if (rule.Tell.Count == 0 || rule.Tell.Except(Tellable).Any()) return Refusal.Invalid("R06", "请至少选择一个岗位；预警送给岗位上的人，不写人名。", "Choose at least one post: whoever holds it is told.");
        if (rule.Quiet is { RestDays: false } q && q.From == q.Until) return Refusal.Invalid("R06", "免扰时段的开始和结束不能相同。", "Quiet hours begin and end at different times.");
        return rule.Kind switch
        {
            RuleKind.Threshold when rule.AtLeast is < 2 or > 1_000_000 || rule.Hours is < 1 or > 720 => Refusal.Invalid("R41", "请填写条数（2至1000000）和小时数（1至720）。", "Give the mentions (2–1,000,000) and the hours (1–720)."),
            RuleKind.Growth when !(rule.Times is > 1 and <= 1000) || rule.AtLeast is < 2 or > 1_000_000 => Refusal.Invalid("R41", "请填写倍数（大于1）和至少条数（2至1000000）。", "Give the multiple (above 1) and the least mentions (2–1,000,000)."),
            RuleKind.Burst when rule.Burst is < 1 or > 3 => Refusal.Invalid("R41", "请选择突增级别（1至3）。", "Choose the burst's level (1–3)."),
            RuleKind.Term when rule.Hours is < 1 or > 720 => Refusal.Invalid("R41", "请填写看多久以内的信息（1至720小时）。", "Give how old a post may be (1–720 hours)."),
            RuleKind.Media when rule.Media == MediaLevel.None || rule.Hours is < 1 or > 720 => Refusal.Invalid("R41", "请选择媒体级别，并填写看多久以内的信息（1至720小时）。", "Choose the medium's level and how old a post may be (1–720 hours)."),
            RuleKind.SavedSearch => Refusal.Invalid("R41", "保存的检索在检索页面设置预警。", "Saved searches alert from the search page."),
            _ => null,
        };
    }

    private static Refusal NotYours => Refusal.NotYourPost("R41", "预警规则由办公室人员、分管领导或主要领导设置。", "The clerk or a leader keeps the alert rules.");

    private static Refusal Unknown => Refusal.NotFound("没有这条预警规则。", "There is no such alert rule.");

    private static Refusal Over => new("alert.rule-ended", "R41", "这条规则已经终止，不能再改；需要时请新建一条。", "This rule has ended: add a new one.");

    private static Refusal Changed => new("case.changed", "-", "他人刚刚更新了这条规则，请查看最新情况后再提交；您填写的内容已保留。", "Someone has just changed it; look at it again. What you typed is kept.");
}
