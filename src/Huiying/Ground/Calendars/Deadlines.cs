using System.Globalization;
using Huiying.Ground.Policies;

namespace Huiying.Ground.Calendars;

/// <summary>What to compute a due time for.</summary>
/// <param name="Rule">An id of <see cref="Rules"/>.</param>
/// <param name="Grade">The event's grade; null when none is set yet.</param>
/// <param name="Complex">Whether the matter was marked complex (R78).</param>
/// <param name="Emergency">Whether the event was marked as touching a sudden event (R34).</param>
/// <param name="Since">When the grade was set (R39).</param>
/// <param name="From">When the clock started.</param>
public sealed record DueRequest(string Rule, Grade? Grade, bool Complex, bool Emergency, DateTimeOffset? Since, DateTimeOffset From);

/// <summary>A due time and how it came about. Late means after it.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="From">When the clock started (UTC).</param>
/// <param name="DueAt">The last moment in time (UTC).</param>
/// <param name="Term">The length the policy gave.</param>
/// <param name="Zh">The derivation, one step a line.</param>
/// <param name="En">The same in English.</param>
/// <param name="Calendar">The calendar used.</param>
/// <param name="WeekendsOnly">A year without data was counted by weekends alone: re-derive when its notice is imported.</param>
/// <param name="PolicyHash">The policy used.</param>
public sealed record Due(
    string Rule, DateTimeOffset From, DateTimeOffset DueAt, Term Term, IReadOnlyList<string> Zh, IReadOnlyList<string> En,
    CalendarVersion Calendar, bool WeekendsOnly, string PolicyHash);

/// <summary>Due times by rule, grade and policy. Pure: the same request, policy and calendar give the same answer for ever.</summary>
public static class Deadlines
{
    /// <summary>The due time, or a refusal when the rule is unknown or has no value for what was asked.</summary>
    public static Outcome<Due> Due(DueRequest request, Policy policy, WorkCalendar calendar)
    {
        if (!policy.Rules.TryGetValue(request.Rule, out var rule))
        {
            var near = Nearest.To(request.Rule, Rules.All);
            return new Refusal("due.unknown-rule", "-", $"没有编号为“{request.Rule}”的时限规则，最接近的是“{near}”。", $"no rule \"{request.Rule}\" carries a clock; the nearest is \"{near}\"");
        }
        var clause = rule.Id.Split(':')[0];
        if (request.From.Year is < 1990 or > 2200)
        {
            return Refusal.Invalid(clause, $"起算时间 {request.From:yyyy-MM-dd} 超出 1990–2200 年。", $"the start {request.From:yyyy-MM-dd} is outside 1990–2200");
        }
        if (rule.EmergencyOnly && !request.Emergency)
        {
            return new Refusal("due.emergency-only", clause,
                $"{rule.Id} {rule.Name}只适用于标明涉及重大、特别重大突发事件的舆情。", $"{rule.Id} applies only to an event marked as touching a sudden event (--emergency)");
        }
        var days = calendar.In(policy.Zone);
        var text = new Derivation(days);
        if (Choose(rule, request, text) is not { } term)
        {
            return request.Grade is { } grade
                ? new Refusal("due.no-value", clause, $"{rule.Id} {rule.Name}对{Zh(grade)}舆情没有时限。", $"{rule.Id} has no value for the grade {En(grade)}")
                : new Refusal("due.grade-needed", clause, $"{rule.Id} {rule.Name}的时限随等级而定，请先给出等级。", $"{rule.Id} depends on the grade; give it (--grade)");
        }
        text.Begin(rule, term, request);
        var counted = term.Kind switch
        {
            TermKind.WorkingHours => days.AddWorkingTime(request.From, TimeSpan.FromHours(term.Count), policy.WorkingHours),
            TermKind.WorkingDays => days.NthWorkingDayEnd(request.From, term.Count),
            TermKind.Days => new Counted(days.NthDayEnd(request.From, term.Count), null),
            _ => new Counted(request.From.ToUniversalTime() + term.Clock!.Value, null),
        };
        text.Count(term, request.From, counted, policy.WorkingHours);
        text.End(term, counted, policy);
        return new Due(rule.Id, request.From.ToUniversalTime(), counted.At, term, text.Zh, text.En, days.Version, counted.YearWithoutData is not null, policy.Hash);
    }

    /// <summary>How much later than due something was done; zero when in time. Computed from stamped times, never stored as a judgement (R40).</summary>
    public static TimeSpan Lateness(DateTimeOffset dueAt, DateTimeOffset doneAt) => doneAt > dueAt ? doneAt - dueAt : TimeSpan.Zero;

    private static Term? Choose(PolicyRule rule, DueRequest request, Derivation text)
    {
        if (request.Grade is not { } grade)
        {
            // The same for every grade: the grade does not matter. Otherwise an event without a grade is held to the ordinary clock, where there is one.
            if (!rule.Terms.TryGetValue(Grade.Ordinary, out var ordinary)) return null;
            if (rule.Terms.Count < 3 || rule.Terms.Values.Any(t => t != ordinary)) text.Note("未定级，按一般舆情计", "no grade set: counted as ordinary");
            return request.Complex && rule.Complex is { } longer ? longer : ordinary;
        }
        if (!rule.Terms.TryGetValue(grade, out var term)) return null;
        if (rule.Early.TryGetValue(grade, out var early) && rule.EarlyFor is { } earlyFor)
        {
            if (request.Since is null) text.Note("未给出定级时间，按刚刚定级计", "the time the grade was set is not given: counted as just set");
            var hours = earlyFor.TotalHours.ToString("0.##", CultureInfo.InvariantCulture);
            if (request.From - (request.Since ?? request.From) < earlyFor)
            {
                text.Note($"定级未满 {hours} 小时", $"the grade is less than {hours} h old");
                return early;
            }
            text.Note($"定级已满 {hours} 小时", $"the grade is {hours} h old or more");
        }
        return request.Complex && rule.Complex is { } complex ? complex : term;
    }

    internal static string Zh(Grade grade) => grade switch
    {
        Grade.Ordinary => "一般",
        Grade.Major => "重大",
        _ => "特大",
    };

    internal static string En(Grade grade) => PolicyReader.GradeKey(grade);
}
