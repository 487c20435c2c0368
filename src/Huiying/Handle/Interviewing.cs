using Huiying.Ground;
using static Huiying.Handle.Deciding;

namespace Huiying.Handle;

/// <summary>The spokesperson's log: which approved line was cited, what was asked, what was answered, who said it (R37, R38).</summary>
internal static class Interviewing
{
    /// <summary>Writes one down. Without an approved line there is nothing to answer from: refused, and what to do is said.</summary>
    /// <param name="line">Id of a published answer that stands; empty for the line of the confirmed assessment.</param>
    /// <param name="spokesperson">Who spoke.</param>
    public static Outcome<CaseEntry[]> Log(
        Case c, Deciding d, InterviewKind kind, DateTimeOffset heldAt, Person? spokesperson, string media, string line, IReadOnlyList<QuestionAnswered> questions)
    {
        if (d.Bar(c, "R37", Role.Spokesperson, Role.Clerk) is { } no) return no;
        if (heldAt > d.Now) return Refusal.Invalid("R37", "时间不能晚于现在。", "It cannot lie in the future.");
        if (spokesperson is null || spokesperson.Posts.All(p => p.Role != Role.Spokesperson))
        {
            return No("interview.spokesperson", "R37", "只有新闻发言人可以接受采访、主持发布会；请先任命或授权代理。", "Only the spokesperson speaks to the press: appoint one or name a deputy first.");
        }
        if (Missing("R37", (media, "媒体", "who asked")) is { } missing) return missing;
        if (questions.Count == 0 || questions.Any(q => string.IsNullOrWhiteSpace(q.Question) || string.IsNullOrWhiteSpace(q.Answer)))
        {
            return Refusal.Invalid("R37", "请逐条写明提问和回答。", "Write down each question with its answer.");
        }
        var text = line.Length == 0 ? c is { AssessedAt: not null, Recorded.Line: { Length: > 0 } agreed } ? agreed : null
            : c.Answers.LastOrDefault(a => a.Stands && a.What.Release == line) is { } answer ? $"已发布的回应（文本码 {answer.What.VersionHash[..Math.Min(8, answer.What.VersionHash.Length)].ToUpperInvariant()}，{Words.ShortTime(answer.At, d.Rules.Policy.Zone)}）" : null;
        return text is null
            ? No("interview.no-line", "R37", "没有经批准的口径：请先由党组研判确认口径，或引用一份已发布且有效的回应。", "There is no approved line: let the assessment be confirmed, or cite a published answer that stands.")
            : Do(new Interviewed(c.Interviews.Count + 1, kind, Micros.Truncate(heldAt), spokesperson.Id, spokesperson.Name, media.Trim(), line, text,
                [.. questions.Select(q => new QuestionAnswered(q.Question.Trim(), q.Answer.Trim()))]));
    }
}
