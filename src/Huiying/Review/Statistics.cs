using Huiying.Ground;
using Huiying.Handle;

namespace Huiying.Review;

/// <summary>What one event adds to a figure.</summary>
public sealed record Counted(CaseId Case, string Number, string Title, Stage Stage, int Count);

/// <summary>A figure and the events it consists of (R06): the sum of their counts, so it can always be followed down.</summary>
/// <param name="Key">Its name in addresses.</param>
/// <param name="Zh">What is counted.</param>
/// <param name="En">The same in English.</param>
/// <param name="Of">Each event that adds to it, newest first.</param>
/// <param name="Withheld">What events add that are kept from the reader (S09, S16): counted, since nobody may hide an overdue figure (S12), and not named.</param>
public sealed record StatisticsFigure(string Key, string Zh, string En, IReadOnlyList<Counted> Of, int Withheld = 0)
{
    /// <summary>The figure.</summary>
    public int Value => Of.Sum(c => c.Count) + Withheld;
}

/// <summary>Figures that belong together.</summary>
public sealed record StatisticsGroup(string Key, string Zh, string En, IReadOnlyList<StatisticsFigure> Figures);

/// <summary>
/// The office's figures over the events opened in a span of time, computed from their entries each time: nothing is stored that could be edited (R40).
/// What is late is shown as it is, for everyone in the office (S12).
/// </summary>
public sealed class Statistics(Cases cases, TimeProvider time)
{
    /// <summary>The figures. Refused for who holds no post.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="from">First moment; events opened before it do not count.</param>
    /// <param name="until">First moment after the span.</param>
    /// <param name="ct">Cancels reading.</param>
    public async Task<Outcome<IReadOnlyList<StatisticsGroup>>> Of(Actor actor, DateTimeOffset from, DateTimeOffset until, CancellationToken ct = default)
    {
        if (actor.Posts.Count == 0) return Refusal.NotYourPost("S11", "只有在本单位任职的人员可以查看统计。", "Only people holding a post in the office see its figures.");
        var counted = new List<Case>();
        foreach (var line in await cases.List(actor.Office, closedToo: true, ct))
        {
            if (line.OpenedAt >= from && line.OpenedAt < until && await cases.Find(actor.Office, line.Id, ct) is { } found) counted.Add(found);
        }
        counted.Sort((a, b) => b.OpenedAt.CompareTo(a.OpenedAt));
        var now = time.GetUtcNow();
        return new StatisticsGroup[]
        {
            new("events", "事件", "Events",
            [
                Figure(actor, counted, "opened", "立项", "Opened", _ => true),
                Figure(actor, counted, "running", "在办", "Under way", c => c.ClosedAt is null),
                Figure(actor, counted, "closed", "已销号", "Closed", c => c is { ClosedAt: not null, MergedInto: null }),
                Figure(actor, counted, "merged", "已并入", "Merged", c => c.MergedInto is not null),
                Figure(actor, counted, "rebounded", "曾反弹", "Rebounded", c => c.ReboundedAt is not null),
            ]),
            new("grades", "等级", "Grades",
            [
                Figure(actor, counted, "ordinary", "一般", "Ordinary", c => c.Grade == Grade.Ordinary),
                Figure(actor, counted, "major", "重大", "Major", c => c.Grade == Grade.Major),
                Figure(actor, counted, "extraordinary", "特大", "Extraordinary", c => c.Grade == Grade.Extraordinary),
            ]),
            new("duties", "时限职责", "Duties",
            [
                Sum(actor, counted, "met", "按时", "Met in time", c => Own(c).Count(d => !d.Open && !d.Late(now))),
                Sum(actor, counted, "late", "逾期", "Late", c => Own(c).Count(d => d.Late(now))),
                Sum(actor, counted, "due", "未到期", "Not yet due", c => Own(c).Count(d => d.Open && !d.Late(now))),
            ]),
            new("answers", "答复", "Answers",
            [
                Sum(actor, counted, "published", "公开或直接答复", "Answers given", c => c.Answers.Count),
                Sum(actor, counted, "questions", "答复的问题", "Questions answered", c => c.Answers.Sum(a => a.Effect?.QuestionsAnswered ?? 0)),
                Sum(actor, counted, "demands", "解决的诉求", "Demands settled", c => c.Answers.Sum(a => a.Effect?.DemandsSettled ?? 0)),
                Sum(actor, counted, "no-effect", "尚未记录效果", "Effect not recorded yet", c => c.Answers.Count(a => a is { Stands: true, Effect: null })),
                Figure(actor, counted, "unanswered", "还没有处理结果", "Without a result yet", c => c is { ClosedAt: null, HasResult: false }),
            ]),
        };
    }

    // A duty carried into another event is counted there.
    private static IEnumerable<Duty> Own(Case c) => c.Duties.Where(d => d.CarriedTo is null);

    private static StatisticsFigure Figure(Actor actor, List<Case> all, string key, string zh, string en, Func<Case, bool> which) => Sum(actor, all, key, zh, en, c => which(c) ? 1 : 0);

    private static StatisticsFigure Sum(Actor actor, List<Case> all, string key, string zh, string en, Func<Case, int> count) =>
        new(key, zh, en, [.. all.Where(c => !c.Hides(actor)).Select(c => new Counted(c.Id, c.Number, c.Title, c.Stage, count(c))).Where(c => c.Count > 0)], all.Where(c => c.Hides(actor)).Sum(count));
}
