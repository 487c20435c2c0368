using Huiying.Assess;
using Huiying.Assess.Hot;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Handle;

namespace Huiying.Review;

/// <summary>The spans of periodic reports, by the office's own days; weeks begin on Monday.</summary>
internal static class Periods
{
    /// <summary>How far back a report is still made when nobody was there to make it.</summary>
    private const int Days = 7, Weeks = 4, Months = 12;

    /// <summary>Spans that ended before <paramref name="today"/> and reach into the time since <paramref name="begin"/>, oldest first.</summary>
    public static IEnumerable<(PaperKind Kind, DateOnly From, DateOnly Until)> Ended(DateOnly begin, DateOnly today)
    {
        for (var i = Days; i >= 1; i--)
        {
            var day = today.AddDays(-i);
            if (day >= begin) yield return (PaperKind.Daily, day, day);
        }
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        for (var i = Weeks; i >= 1; i--)
        {
            var from = monday.AddDays(-7 * i);
            if (from.AddDays(6) >= begin) yield return (PaperKind.Weekly, from, from.AddDays(6));
        }
        var first = new DateOnly(today.Year, today.Month, 1);
        for (var i = Months; i >= 1; i--)
        {
            var from = first.AddMonths(-i);
            if (from.AddMonths(1).AddDays(-1) >= begin) yield return (PaperKind.Monthly, from, from.AddMonths(1).AddDays(-1));
        }
    }

    public static ReportPeriod Of(PaperKind kind) => kind switch { PaperKind.Daily => ReportPeriod.Day, PaperKind.Weekly => ReportPeriod.Week, _ => ReportPeriod.Month };

    /// <summary>The report's figures, from the entries as they are; nothing of it is stored where it could be edited.</summary>
    /// <param name="kind">Day, week or month.</param>
    /// <param name="span">First and last day.</param>
    /// <param name="cases">Every event of the office.</param>
    /// <param name="volume">What was heard in the span.</param>
    /// <param name="before">What was heard in the span of the same length before it.</param>
    /// <param name="hot">The span's hot issues.</param>
    /// <param name="shown">How many of them are listed.</param>
    /// <param name="sections">Names of the sections.</param>
    /// <param name="head">What heads the office's documents.</param>
    /// <param name="now">When the figures are taken.</param>
    public static PeriodicReport Report(
        PaperKind kind, (DateOnly From, DateOnly Until) span, IReadOnlyList<Case> cases, OfficeVolume volume, int before, HotList hot, int shown, IReadOnlyList<Section> sections, Letterhead head,
        DateTimeOffset now)
    {
        var (start, end) = (Start(span.From, head.Zone), Start(span.Until.AddDays(1), head.Zone));
        bool In(DateTimeOffset? at) => at >= start && at < end;
        var opened = cases.Where(c => In(c.OpenedAt)).ToList();
        var due = cases.SelectMany(c => c.Duties.Where(d => d.CarriedTo is null && In(d.DueAt)).Select(d => (Case: c, Duty: d))).ToList();
        string SectionOf(Case c) => c.Assigned is { } a ? sections.FirstOrDefault(s => s.Id == a.Section)?.Name ?? a.Section.Value : "未交办";
        return new()
        {
            Office = head,
            Period = Of(kind),
            From = span.From,
            Until = span.Until,
            At = now,
            Mentions = [.. volume.Hours.Select(h => new HourCount(h.Hour, h.Count))],
            Posts = volume.Posts,
            Opened = opened.Count,
            Closed = cases.Count(c => c.MergedInto is null && In(c.ClosedAt)),
            Running = cases.Count(c => c.OpenedAt < end && (c.ClosedAt is null || c.ClosedAt >= end)),
            Answers = cases.Sum(c => c.Answers.Count(a => In(a.At))),
            Grades = [.. Enum.GetValues<Grade>().Select(g => (g, opened.Count(c => c.Grade == g)))],
            Categories = [.. Enum.GetValues<Category>().Select(g => (g, opened.Count(c => c.Category == g)))],
            Sections =
            [
                .. opened.Select(SectionOf).Concat(due.Select(d => SectionOf(d.Case))).Distinct().Order(StringComparer.Ordinal).Select(s => new SectionFigure(
                    s, opened.Count(c => SectionOf(c) == s), due.Count(d => SectionOf(d.Case) == s && !d.Duty.Late(now)), due.Count(d => SectionOf(d.Case) == s && d.Duty.Late(now)))),
            ],
            Met = due.Count(d => !d.Duty.Late(now)),
            Late = due.Count(d => d.Duty.Late(now)),
            LateDuties =
            [
                .. cases.SelectMany(c => c.Late(now).Where(l => In(l.Duty.DueAt)).Select(l => new LateDutyLine(c.Number, l.Duty.Zh, Words.Duration(l.By), l.Reason))),
            ],
            Topics = [.. Enum.GetValues<Grade>().Select(g => volume.Topics.FirstOrDefault(t => t.Grade == g) is { } t ? new TopicFigure(g, t.Topics, t.Unanswered) : new(g, 0, 0))],
            RunningLate = cases.Count(c => c.OpenedAt < end && (c.ClosedAt is null || c.ClosedAt >= end) && c.Duties.Any(d => d.Open && d.CarriedTo is null && d.Late(now))),
            Hot = [.. hot.Issues.Take(shown).Select(i => new HotQuestion(i.Title, i.Mentions, State(cases.FirstOrDefault(c => i.Topics.Any(t => c.Topics.Contains(t.Id.Value)))), i.Name, i.Before, i.VoicesAtMost))],
            HotAt = hot.At,
            HotLooked = hot.Bounded ? hot.Looked : null,
            NotReported = kind == PaperKind.Monthly
                ? [.. cases.Where(c => In(c.NotToReport?.At)).Select(c => new NotReportedLine(c.Number, c.Title, c.NotToReport!.What.Reason, c.NotToReport.ByName, c.NotToReport.At))] : [],
            Outlook = Outlook(kind, volume.Posts, before, cases.Count(c => c.Duties.Any(d => d.Open && d.DueAt >= end && d.DueAt < end + (end - start)))),
        };
    }

    /// <summary>The figures a text may not contradict (R42).</summary>
    public static IReadOnlyList<KnownFigure> Known(PeriodicReport r) =>
    [
        new("新增帖文", "new posts", ["帖文", "帖子", "相关信息"], r.Posts),
        new("立项", "events opened", ["立项"], r.Opened),
        new("销号", "events closed", ["销号"], r.Closed),
        new("在办", "events under way", ["在办"], r.Running),
        new("答复", "answers", ["答复", "回应"], r.Answers),
        new("逾期职责", "late duties", ["逾期"], r.Late),
        new("按时职责", "duties met in time", ["按时"], r.Met),
        new("重大舆情", "major events", ["重大舆情", "重大"], r.Grades.Where(g => g.Grade == Grade.Major).Sum(g => g.Events)),
        new("特大舆情", "extraordinary events", ["特大舆情", "特大"], r.Grades.Where(g => g.Grade == Grade.Extraordinary).Sum(g => g.Events)),
    ];

    /// <summary>The first moment of a day in the zone.</summary>
    public static DateTimeOffset Start(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static string State(Case? c) => c is null ? "未立项" : c.ClosedAt is null ? $"{c.Number}在办" : $"{c.Number}已销号";

    /// <summary>What the figures alone say; a person's words replace it.</summary>
    private static string Outlook(PaperKind kind, int posts, int before, int coming)
    {
        var span = kind switch { PaperKind.Daily => "前一日", PaperKind.Weekly => "前一周", _ => "上月" };
        var change = before == 0 ? (posts == 0 ? $"与{span}均无新增" : $"{span}无新增，本期开始出现")
            : posts == before ? $"与{span}持平"
            : $"较{span}{(posts > before ? "增长" : "下降")}{Words.Percent(Math.Abs(posts - before) / (double)before)}";
        var trend = posts > before * 1.5 && posts >= 10 ? "呈上升态势，需加密巡查" : "总体平稳";
        return $"新增数量{change}，{trend}。{(coming > 0 ? $"下一期有{coming}件事件的职责到期，请提前安排" : "下一期暂无到期职责")}";
    }
}
