using System.Globalization;
using Huiying.Ground.Policies;

namespace Huiying.Ground.Calendars;

/// <summary>Writes down, in both languages, how a due time came about.</summary>
internal sealed class Derivation(WorkCalendar calendar)
{
    private readonly List<(string Zh, string En)> notes = [];
    private readonly List<string> zh = [];
    private readonly List<string> en = [];

    public IReadOnlyList<string> Zh => zh;

    public IReadOnlyList<string> En => en;

    /// <summary>A condition that chose the value; shown with it.</summary>
    public void Note(string inZh, string inEn) => notes.Add((inZh, inEn));

    public void Begin(PolicyRule rule, Term term, DueRequest request)
    {
        if (request.Grade is { } grade) notes.Insert(0, (Deadlines.Zh(grade), Deadlines.En(grade)));
        if (request.Complex && rule.Complex is not null) Note("复杂事项", "complex");
        if (rule.EmergencyOnly) Note("涉及突发事件", "touching a sudden event");
        var because = notes.Count == 0 ? "" : $"（{string.Join("，", notes.Select(n => n.Zh))}）";
        var why = notes.Count == 0 ? "" : $" ({string.Join(", ", notes.Select(n => n.En))})";
        Add($"规则 {rule.Id} {rule.Name}{because}：{term.Zh}，自{rule.Starts} {Clock(request.From)} 起", $"rule {rule.Id}{why}: {term.En}, from {Clock(request.From)}");
    }

    public void Count(Term term, DateTimeOffset from, Counted counted, IReadOnlyList<WorkingSpan> hours)
    {
        switch (term.Kind)
        {
            case TermKind.WorkingHours:
                var opening = calendar.NextOpening(from, hours);
                if (opening != from) Add($"起点不在上班时间，自 {Clock(opening)} 起算", $"the start is outside working hours: counted from {Clock(opening)}");
                Passed(calendar.DayOf(from), calendar.DayOf(counted.At));
                break;
            case TermKind.WorkingDays:
                var last = calendar.DayOf(counted.At).AddDays(-1);
                Add($"从次日起算，第 {term.Count} 个工作日为 {Day(last)}", $"counted from the next day, working day {term.Count} is {Day(last)}");
                Passed(calendar.DayOf(from).AddDays(1), last);
                break;
            case TermKind.Days when term.Count > 0:
                Add($"从次日起算，第 {term.Count} 天为 {Day(calendar.DayOf(from).AddDays(term.Count))}，不顺延",
                    $"counted from the next day, day {term.Count} is {Day(calendar.DayOf(from).AddDays(term.Count))}, never rolled over");
                break;
        }
    }

    public void End(Term term, Counted counted, Policy policy)
    {
        var atEnd = term.Kind is TermKind.Days or TermKind.WorkingDays;
        var shown = atEnd ? $"{Day(calendar.DayOf(counted.At).AddDays(-1))} 24:00" : Clock(counted.At);
        Add($"到期 {shown}", $"due {shown}");
        Add($"日历 {calendar.Version}；参数“{policy.Name}”{policy.Hash[..8]}", $"calendar {calendar.Version}; policy {policy.Hash[..8]}");
        if (counted.YearWithoutData is { } year)
        {
            Add($"{year} 年没有放假安排数据，只按周末推算；导入该年安排后重算", $"no holiday data for {year}: weekends only; derived again when that year is imported");
        }
    }

    /// <summary>Names what is unlike an ordinary week on the way.</summary>
    private void Passed(DateOnly first, DateOnly last)
    {
        var off = new List<DateOnly>();
        var worked = new List<DateOnly>();
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            var weekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            if (!calendar.IsWorkingDay(day)) off.Add(day);
            else if (weekend) worked.Add(day);
        }
        if (off.Count > 0) Add($"不计休息日 {Runs(off)}", $"days off not counted: {Runs(off)}");
        if (worked.Count > 0) Add($"计入调休上班日 {Runs(worked)}", $"make-up working days counted: {Runs(worked)}");
    }

    private static string Runs(List<DateOnly> days)
    {
        var runs = new List<string>();
        for (var i = 0; i < days.Count;)
        {
            var j = i;
            while (j + 1 < days.Count && days[j + 1] == days[j].AddDays(1)) j++;
            runs.Add(i == j ? Day(days[i]) : $"{Day(days[i])}–{days[j].ToString("MM-dd", CultureInfo.InvariantCulture)}");
            i = j + 1;
        }
        const int shown = 8;
        return string.Join(", ", runs.Take(shown)) + (runs.Count > shown ? " …" : "");
    }

    private void Add(string inZh, string inEn)
    {
        zh.Add(inZh);
        en.Add(inEn);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Clock(DateTimeOffset at) => calendar.Local(at) is var t && t.Second == 0 && t.Millisecond == 0
        ? t.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
        : t.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
