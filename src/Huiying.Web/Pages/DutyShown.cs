using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Web.Texts;

namespace Huiying.Web.Pages;

/// <summary>A duty as the event's page shows it, with one sentence that says how its time came about.</summary>
internal sealed record DutyShown(Case Event, Duty Duty, Policy Policy)
{
    /// <summary>
    /// How long, from when, what began it and when that was entered, by which rule, until when; null for a duty without a time or with one that no rule gave.
    /// </summary>
    public string? Origin(Text t, When when)
    {
        if (Duty is not { Clock: { } clock, DueAt: { } due } || !Policy.Rules.TryGetValue(clock.Rule, out var rule)) return null;
        // The calendar moves the end, never the length.
        var asked = Deadlines.Due(clock, Policy, WorkCalendar.Shipped);
        if (!asked.Ok) return null;
        var term = t.IsEnglish ? asked.Value.Term.En : asked.Value.Term.Zh;
        var entered = Duty.OpenedAt ?? Event.OpenedAt;
        return t["{0}，自 {1} 起算（{2}，{3} 录入），规则 {4}，{5} 到期", term, when.Plain(Duty.From), Began(t, rule), when.Plain(entered), Duty.Rule, when.Plain(due)];
    }

    /// <summary>What began the clock: discovery or awareness with its channel, or what the rule says.</summary>
    private string Began(Text t, PolicyRule rule) => Duty.From != Event.DiscoveredAt ? rule.Starts
        : Event.Intake.Channel == IntakeChannel.Web ? t["发现：{0}", t[Names.Of(Event.Intake.Channel)]]
        : t["知悉：{0}", t[Names.Of(Event.Intake.Channel)]];
}
