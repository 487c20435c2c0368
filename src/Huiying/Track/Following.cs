using Huiying.Assess;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using static Huiying.Handle.Deciding;

namespace Huiying.Track;

/// <summary>Who tracks, what is seen, calm and rebound (R45–R49).</summary>
internal static class Following
{
    /// <summary>
    /// A named person tracks from now (R45); a change needs a hand-over record. Observation is owed daily; the days until calm are counted from the end of
    /// handling, which a matter still being handled has before it (R46).
    /// </summary>
    public static Outcome<CaseEntry[]> Track(Case c, Deciding d, PersonId tracker, string? handOver)
    {
        if (d.Bar(c, "R45", Role.SupervisingLeader, Role.Clerk, Role.PrincipalLeader) is { } no) return no;
        if (Missing("R45", (tracker.Value ?? "", "跟踪人", "the tracker")) is { } who) return who;
        if (c.Tracker == tracker) return No("track.same", "R45", "已由此人跟踪。", "This person already tracks it.");
        if (c.Tracker is not null && Missing("R45", (handOver ?? "", "交接记录", "the hand-over record")) is { } missing) return missing;
        var named = new CaseEntry[] { new TrackerNamed(tracker, c.Tracker is null ? null : handOver!.Trim()) }
            .Concat(DutyEntries.Discharge(c, "R45", d.Now, "已指定跟踪人"));
        // Once calm nothing is owed by who tracks on; a rebound begins it anew.
        if (c.CalmAt is not null || c.Duties.Any(x => x.Rule == "R46" && x.Open)) return named.ToArray();
        var open = new DutyOpener(c.Duties.Count, d);
        return named.Append(c.CompletedAt is null
            ? open.Prompt("R46", "动态跟踪至平稳", "Track until calm", d.Now) with
            {
                Derivation = ["办结前即须动态跟踪，随时记录；跟踪期自处置结束起算"],
                DerivationEn = ["tracked from now on; the days are counted from the end of handling"],
            }
            : open.Clocked("R46", "办结后动态跟踪至平稳", "Track after handling until calm", c.Measures.Max(m => m.DoneAt) ?? c.CompletedAt.Value, c.Grade)).ToArray();
    }

    /// <summary>The tracker leaves. From major grade up tracking is never vacant: a successor is named in the same act, with the hand-over (R45).</summary>
    public static Outcome<CaseEntry[]> Leave(Case c, Deciding d, PersonId? successor, string handOver)
    {
        if (c.ClosedAt is not null) return No("case.closed", "R48", "事件已销号。", "The event is closed.");
        if (c.Tracker is not { } tracker) return No("track.none", "R45", "尚未指定跟踪人。", "Nobody tracks it.");
        if (d.Actor.Person != tracker && d.Post("R45", Role.SupervisingLeader, Role.Clerk, Role.PrincipalLeader) is { } no) return no;
        if (Missing("R45", (handOver, "交接记录", "the hand-over record")) is { } missing) return missing;
        if (successor == tracker) return No("track.same", "R45", "接替人须是另一人。", "The successor is another person.");
        if (successor is { Value.Length: > 0 } next) return Do(new TrackerNamed(next, handOver.Trim()));
        return c.Grade == Grade.Ordinary
            ? Do(new TrackerLeft(handOver.Trim()))
            : No("track.vacant", "R45", "重大以上舆情的跟踪人不得空缺，请同时指定接替人。", "From major up tracking may not be vacant: name the successor.");
    }

    /// <summary>
    /// What the clock enters while tracking is vacant (R45): that the tracker is gone, with the hand-over the record itself gives; from major grade up the duty to
    /// name a successor at once and, each day until somebody is named, a notice. Empty when there is nothing to say; calm needs no tracker.
    /// </summary>
    /// <param name="gone">Why the named tracker cannot go on; null while they can, or when nobody is named.</param>
    /// <param name="everyone">Everyone now in the office: who is told.</param>
    public static CaseEntry[] Vacated(Case c, Deciding d, string? gone, IReadOnlyList<Person> everyone)
    {
        if (c.ClosedAt is not null || c.CalmAt is not null || (c.Tracker is not null && gone is null)) return [];
        var entries = new List<CaseEntry>();
        if (c.Tracker is { } tracker) entries.Add(new TrackerGone(tracker, gone!, Left(c, d)));
        if (c.Grade == Grade.Ordinary) return [.. entries];
        var owed = c.Duties.LastOrDefault(x => x.Rule == "R45" && x.Open);
        if (owed is null)
        {
            entries.Add(new DutyOpener(c.Duties.Count, d).Prompt("R45", "跟踪人空缺，立即指定接替人", "Tracking is vacant: name a successor at once", d.Now) with
            {
                Derivation = ["重大以上舆情须落实专人跟踪，一刻不得空缺：自空缺时起立即指定"],
                DerivationEn = ["from major up a named person tracks and tracking is never vacant: at once, from the moment it is"],
            });
        }
        if (owed is null || owed.Notices.All(n => d.Now - n.At >= TimeSpan.FromDays(1)))
        {
            var first = owed is null or { Notices.Count: 0 };
            var roles = (first ? d.Rules.Policy.Escalation.NearDue : d.Rules.Policy.Escalation.Overdue).Concat([Role.SupervisingLeader, Role.Clerk]).ToHashSet();
            entries.Add(new DutyNoticed(owed?.Number ?? c.Duties.Count + 1, first ? NoticeLevel.Near : NoticeLevel.Overdue,
                [.. everyone.Where(p => p.Posts.Any(h => roles.Contains(h.Role))).Select(p => p.Id).OrderBy(p => p.Value, StringComparer.Ordinal)]));
        }
        return [.. entries];
    }

    /// <summary>The hand-over nobody wrote, out of the record: the tracker's last look and what is still owed.</summary>
    private static string Left(Case c, Deciding d)
    {
        var last = c.Observations.LastOrDefault(o => !o.Automatic);
        var owed = c.Duties.Where(x => x.Open).Select(x => x.Zh).ToList();
        return (last is null ? "原跟踪人没有留下观测记录。" : $"原跟踪人{last.ByName}末次记录（{Words.ShortTime(last.At, d.Rules.Policy.Zone)}）：{last.Text.TrimEnd('。')}。")
            + (owed.Count > 0 ? $"尚未履行：{string.Join("；", owed)}。" : "");
    }

    /// <summary>A look at how it stands (R46); automatic ones come from the clock.</summary>
    public static Outcome<CaseEntry[]> Observe(Case c, Deciding d, string text, bool automatic, Figures? figures)
    {
        if (c.ClosedAt is not null) return No("case.closed", "R48", "事件已销号。", "The event is closed.");
        if (automatic != d.Actor.IsClock) return Refusal.NotYourPost("R46", "自动观测只由系统记录。", "Only the program enters automatic observations.");
        if (!automatic && d.Actor.Person != c.Tracker) return Refusal.NotYourPost("R45", "只能由指定的跟踪人记录。", "Only the named tracker may enter this.");
        return Missing("R46", (text, "观测情况", "what was seen")) is { } missing ? missing : Do(new Observed(text.Trim(), automatic, figures));
    }

    /// <summary>A person sets calm (R49); the summary is then owed (R50). Where more posts vanished than the policy lets pass, it says in writing why: gone is not solved.</summary>
    /// <param name="facts">The topics' figures; null for an event without a topic.</param>
    /// <param name="explained">Why posts vanished.</param>
    public static Outcome<CaseEntry[]> Calm(Case c, Deciding d, string reason, bool criteriaMet, TopicFacts? facts = null, string? explained = null)
    {
        if (d.Bar(c, "R49", Role.SupervisingLeader, Role.PrincipalLeader, Role.Clerk, Role.SectionOfficer, Role.SectionHead) is { } no) return no;
        if (!d.Actor.IsAny(Role.SupervisingLeader, Role.PrincipalLeader) && d.Actor.Person != c.Tracker)
        {
            return Refusal.NotYourPost("R49", "只能由跟踪人或领导认定平稳。", "Only the tracker or a leader may set calm.");
        }
        if (c.Tracker is null) return No("calm.untracked", "R45", "尚未指定跟踪人。", "Nobody tracks it yet.");
        if (!c.Observations.Any(o => !o.Automatic)) return No("calm.unobserved", "R46", "尚无跟踪人的观测记录。", "The tracker has not entered an observation yet.");
        if (c.CalmAt is not null) return No("calm.set", "R49", "已认定平稳。", "Calm is already set.");
        if (c.CompletedAt is null) return No("calm.unhandled", "R13", "尚未办结，问题解决后才能认定平稳。", "Handling is not completed yet.");
        if (Missing("R49", (reason, "认定理由", "the reason")) is { } missing) return missing;
        if (facts is not null && Unexplained(facts, d.Rules.Policy) && string.IsNullOrWhiteSpace(explained))
        {
            return No("calm.vanished", "R49", $"{facts.Posts}条帖子中有{facts.Vanished}条已消失，超过{Words.Percent(d.Rules.Policy.Calm.VanishedExplained)}：请书面说明原因（发帖人自行删除、网站清理等）后再认定平稳。",
                $"{facts.Vanished} of {facts.Posts} posts vanished, more than the policy lets pass: explain in writing why.");
        }
        var entries = new List<CaseEntry> { new CalmSet(reason.Trim(), criteriaMet, facts?.Vanished ?? 0, string.IsNullOrWhiteSpace(explained) ? null : explained.Trim()) };
        entries.AddRange(DutyEntries.Discharge(c, "R46", d.Now, "认定平稳"));
        entries.Add(new DutyOpener(c.Duties.Count, d).Clocked("R50", "总结评估报告", "Summary report", d.Now, c.Grade));
        return entries.ToArray();
    }

    /// <summary>Whether more of the posts vanished than the policy lets pass without a written explanation (R49).</summary>
    public static bool Unexplained(TopicFacts facts, Policy policy) => facts.Vanished > policy.Calm.VanishedExplained * facts.Posts;

    /// <summary>Mentions rose again: calm no longer holds (R48). Entered by the clock, or by a person who sees it first.</summary>
    public static Outcome<CaseEntry[]> Rebound(Case c, Deciding d, Figures figures, string text)
    {
        if (!d.Actor.IsClock && d.Bar(c, "R48", Role.Clerk, Role.DutyOfficer, Role.SupervisingLeader, Role.SectionHead, Role.SectionOfficer) is { } no) return no;
        if (c.CalmAt is null && c.ClosedAt is null) return No("rebound.not-calm", "R48", "尚未认定平稳。", "Calm was never set.");
        var entries = new List<CaseEntry>();
        if (c.ClosedAt is not null) entries.Add(new Reopened(text));
        entries.Add(new Rebounded(figures, text));
        entries.AddRange(DutyEntries.Discharge(c, "R50", d.Now, "舆情反弹，待再次平稳后重新计时"));
        entries.Add(new DutyOpener(c.Duties.Count, d).Clocked("R46", "反弹后动态跟踪至平稳", "Track the rebound until calm", d.Now, c.Grade));
        return entries.ToArray();
    }
}
