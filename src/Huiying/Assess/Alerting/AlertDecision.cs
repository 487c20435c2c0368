using System.Globalization;
using Huiying.Assess.Trends;
using Huiying.Collect;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;

namespace Huiying.Assess.Alerting;

/// <summary>
/// Which rules fire, whether that is an alert, and when it is told. Pure. For one topic there is one alert of each level, and one of a level stands for all below it, until
/// the topic went calm by the policy's own standard (R49) and rose above it again.
/// </summary>
internal static class AlertDecision
{
    /// <summary>The rules that fire on a topic, the gravest first. <paramref name="rules"/> are those that run, each with the terms it looks for.</summary>
    public static IReadOnlyList<RuleFired> Fired(TopicSigns signs, IReadOnlyList<(AlertRule Rule, IReadOnlyList<string> Terms)> rules, DateTimeOffset now)
    {
        var trend = new Lazy<TrendFigures>(() => Trend.Of(signs.Hours, now));
        return
        [
            .. from r in rules
               where Covers(r.Rule.Text, signs)
               let said = Say(signs, r.Rule.Text, r.Terms, trend, now)
               where said is not null
               orderby r.Rule.Text.Level descending
               select new RuleFired(r.Rule.Id, r.Rule.Text.Name, r.Rule.Text.Kind, r.Rule.Text.Level, said.Value.Zh, said.Value.En),
        ];
    }

    /// <summary>
    /// The level to alert at, or null: the gravest that fired, unless one as grave was raised since the topic was last calm. A muted topic alerts at 紧急 only, or when
    /// a grade rule of major or above fires: a mute never silences that.
    /// </summary>
    /// <param name="life">All the topic's mentions by hour; needed when something was raised before.</param>
    public static AlertLevel? Raise(TopicSigns signs, IReadOnlyList<RuleFired> fired, IReadOnlyList<RaisedBefore> before, IReadOnlyList<HourCount> life, CalmPolicy calm, DateTimeOffset now)
    {
        if (fired.Count == 0) return null;
        var level = fired.Max(f => f.Level);
        if (signs.Muted && !signs.Major && level != AlertLevel.Urgent) return null;
        var last = before.Where(b => b.Level >= level).Select(b => (DateTimeOffset?)b.At).Max();
        return last is null || RoseAgain(life, last.Value, calm, now) ? level : null;
    }

    /// <summary>Whether the topic was calm by the policy's standard in some stretch that began at or after <paramref name="since"/>, and is not calm now.</summary>
    public static bool RoseAgain(IEnumerable<HourCount> hours, DateTimeOffset since, CalmPolicy calm, DateTimeOffset now)
    {
        var last = Trend.HourOf(now);
        var begin = Trend.HourOf(since).AddHours(1);
        var quiet = (int)Math.Ceiling(calm.QuietFor.TotalHours);
        if (begin.AddHours(quiet) > last) return false;
        var counts = hours.Where(h => h.Hour <= last).GroupBy(h => Trend.HourOf(h.Hour)).ToDictionary(g => g.Key, g => g.Sum(h => h.Count));
        if (counts.Count == 0) return false;
        var first = counts.Keys.Min() is var f && f < begin ? f : begin;
        var length = (int)(last - first).TotalHours + 1;
        // sums[i]: mentions before hour i; peak[i]: the most in any 24 hours up to and with hour i.
        var sums = new int[length + 1];
        var peak = new int[length];
        for (var i = 0; i < length; i++)
        {
            sums[i + 1] = sums[i] + counts.GetValueOrDefault(first.AddHours(i));
            peak[i] = Math.Max(i == 0 ? 0 : peak[i - 1], sums[i + 1] - sums[Math.Max(0, i - 23)]);
        }
        var from = (int)(begin - first).TotalHours;
        if (Calm(length - 1)) return false;
        for (var end = from + quiet - 1; end < length - 1; end++) if (Calm(end)) return true;
        return false;

        bool Calm(int end) => sums[end + 1] - sums[Math.Max(0, end + 1 - quiet)] < Math.Max(1, calm.BelowPeak * peak[end]);
    }

    /// <summary>
    /// Until when an alert is kept back, and why: null when any rule that fired may be told now, at 紧急, and on a topic on which a grade rule of major or above fires.
    /// Of several rules the earliest end counts.
    /// </summary>
    public static (DateTimeOffset Until, string Why)? Kept(IReadOnlyList<(string Name, QuietHours? Quiet)> fired, AlertLevel level, bool major, DateTimeOffset now, WorkCalendar calendar)
    {
        if (level == AlertLevel.Urgent || major) return null;
        (DateTimeOffset Until, string Why)? earliest = null;
        foreach (var (name, quiet) in fired)
        {
            if (quiet is null || QuietUntil(quiet, now, calendar) is not { } until) return null;
            if (earliest is null || until < earliest.Value.Until) earliest = (until, string.Create(CultureInfo.InvariantCulture, $"{name}：{(quiet.From == quiet.Until ? "休息日免扰" : $"免扰时段 {quiet.From:HH:mm}–{quiet.Until:HH:mm}{(quiet.RestDays ? "和休息日" : "")}")}"));
        }
        return earliest;
    }

    /// <summary>The end of the quiet stretch that holds the instant; null when it lies in none. A night before a day off goes on through it when days off are quiet too.</summary>
    public static DateTimeOffset? QuietUntil(QuietHours quiet, DateTimeOffset at, WorkCalendar calendar)
    {
        var until = at;
        // A holiday of weeks has an end; a calendar without a working day has none, and then the first month's does.
        for (var steps = 0; steps < 64 && Next(quiet, until, calendar) is { } next; steps++) until = next;
        return until > at ? until : null;
    }

    private static DateTimeOffset? Next(QuietHours quiet, DateTimeOffset at, WorkCalendar calendar)
    {
        var local = calendar.Local(at);
        var (day, time) = (DateOnly.FromDateTime(local.DateTime), TimeOnly.FromDateTime(local.DateTime));
        if (quiet.RestDays && !calendar.IsWorkingDay(day)) return calendar.EndOfDay(day);
        if (quiet.From == quiet.Until) return null;
        if (quiet.From < quiet.Until) return time >= quiet.From && time < quiet.Until ? calendar.At(day, quiet.Until) : null;
        return time >= quiet.From ? calendar.At(day.AddDays(1), quiet.Until) : time < quiet.Until ? calendar.At(day, quiet.Until) : null;
    }

    private static bool Covers(AlertRuleText rule, TopicSigns signs) =>
        rule.Scope is not { Count: > 0 } words || words.Any(w => signs.Text.Contains(Fold.Text(w), StringComparison.Ordinal));

    private static (string Zh, string En)? Say(TopicSigns signs, AlertRuleText rule, IReadOnlyList<string> terms, Lazy<TrendFigures> trend, DateTimeOffset now)
    {
        switch (rule.Kind)
        {
            case RuleKind.Threshold:
                var many = Within(signs.Hours, rule.Hours, now);
                return many < rule.AtLeast ? null : Said($"近 {rule.Hours} 小时 {many} 条，达到 {rule.AtLeast} 条", $"{many} mentions in {rule.Hours} hours, at least {rule.AtLeast}");
            case RuleKind.Growth:
                var day = Within(signs.Hours, 24, now);
                if (day < rule.AtLeast || trend.Value.Growth is not { } growth || growth + 1 < rule.Times) return null;
                return Said($"近 24 小时 {day} 条，是前 24 小时的 {growth + 1:0.#} 倍，达到 {rule.Times:0.#} 倍", $"{day} mentions in 24 hours, {growth + 1:0.#} times the 24 before, at least {rule.Times:0.#}");
            case RuleKind.Burst:
                // Too few are no burst whatever came before, and most topics are that.
                return Within(signs.Hours, Bursts.Recent, now) >= Bursts.Fewest && trend.Value.Burst is { } burst && burst.Level >= rule.Burst && burst.Level > 0
                    ? Said($"突增 {burst.Level} 级，达到 {rule.Burst} 级", $"burst of level {burst.Level}, at least {rule.Burst}") : null;
            case RuleKind.Term:
                string[] found = [.. terms.Where(t => signs.Terms.TryGetValue(t, out var at) && at <= now && at > now.AddHours(-rule.Hours))];
                return found.Length == 0 ? null : Said($"信息里有“{string.Join("”“", found)}”", $"sensitive terms: {string.Join(", ", found)}");
            case RuleKind.Media:
                var reports = signs.Media.Where(m => m.Key >= rule.Media).Sum(m => m.Value);
                return reports == 0 || signs.LastAt <= now.AddHours(-rule.Hours) ? null : Said($"{Level(rule.Media)}监督报道 {reports} 篇", $"{reports} own critical reports by media of at least the level {rule.Media}");
            default:
                return null;
        }
    }

    private static (string, string) Said(FormattableString zh, FormattableString en) => (zh.ToString(CultureInfo.InvariantCulture), en.ToString(CultureInfo.InvariantCulture));

    private static string Level(MediaLevel level) => level switch { MediaLevel.National => "中央媒体", MediaLevel.Provincial => "省级以上媒体", MediaLevel.City => "市级以上媒体", _ => "媒体" };

    /// <summary>Mentions in the last so many clock hours, this one included; what is dated later than now counts for nothing.</summary>
    internal static int Within(IEnumerable<HourCount> hours, int span, DateTimeOffset now)
    {
        var last = Trend.HourOf(now);
        return hours.Where(h => h.Hour > last.AddHours(-span) && h.Hour <= last).Sum(h => h.Count);
    }
}
