using Huiying.Assess;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;

namespace Huiying.Review;

/// <summary>A paper laid out, with what its text may not contradict.</summary>
internal sealed record PaperMade(OfficialDocument Document, IReadOnlyList<KnownFigure> Known);

/// <summary>Papers filled from the data and from what a person wrote.</summary>
internal static class PaperDocuments
{
    /// <summary>What a person typed, by its places in the document.</summary>
    public static IEnumerable<(string Field, string? Text)> Texts(Paper p) => p.Kind == PaperKind.Special
        ? [("摘要", p.Text.Overview), ("传播情况", p.Text.Spread), ("主要观点", p.Text.Opinions), ("研判意见", p.Text.Outlook), ("工作建议", p.Text.Advice)]
        : [("总体情况", p.Text.Overview), ("趋势研判", p.Text.Outlook), ("工作建议", p.Text.Advice)];

    /// <summary>日报, 周报, 月报.</summary>
    public static PaperMade Periodic(Paper p, PeriodicReport figures, int? number, string? corrects) => new(
        (figures with
        {
            Number = number,
            Overview = Given(p.Text.Overview),
            Outlook = Given(p.Text.Outlook) ?? figures.Outlook,
            Advice = Given(p.Text.Advice),
            Corrects = corrects,
        }).Compose(), Periods.Known(figures));

    /// <summary>专报.</summary>
    public static PaperMade Special(Paper p, Case c, TopicFacts? facts, Letterhead head, DateTimeOffset now, int? number, string? corrects) => new(
        new SpecialReport
        {
            Office = head,
            Event = c.Number,
            Subject = c.Title,
            At = now,
            Number = number,
            Grade = c.Grades.Count == 0 ? null : c.Grade,
            Category = c.Categories.Count == 0 ? null : c.Category,
            Summary = Given(p.Text.Overview),
            Timeline = Summaries.Timeline(c),
            Spread = Given(p.Text.Spread),
            Sources = CaseDocuments.Sources(facts),
            Mentions = CaseDocuments.Mentions(facts),
            Opinions = Lines(p.Text.Opinions),
            Claims = CaseDocuments.Claims(c),
            Judgement = Given(p.Text.Outlook),
            Advice = Lines(p.Text.Advice),
            Corrects = corrects,
        }.Compose(), CaseFigures.Of(c, facts, now));

    /// <summary>交办单 or 督办单 with its text code.</summary>
    public static (OfficialDocument Document, string Code) Slip(PaperKind kind, Case c, PaperText text, string section, Letterhead head, DateTimeOffset now, int number)
    {
        var owed = c.Duties.Where(d => d.Open && (kind == PaperKind.Assignment ? d.Rule.StartsWith("R08:", StringComparison.Ordinal) || d.Rule is "R67" or "R68" or "R69" or "R78" : d.Late(now)))
            .Select(d => new SlipDuty(d.Zh, d.Rule, d.DueAt)).ToList();
        var code = ReleaseText.Code(Ground.Policies.Policy.HashOf(string.Join('\n',
            [kind.ToString(), c.Number, $"{number}", Micros.Text(now), section, text.Overview, text.Outlook, .. owed.Select(d => d.Rule)])));
        return (kind == PaperKind.Assignment
            ? new AssignmentSlip
            {
                Office = head,
                Event = c.Number,
                Subject = c.Title,
                Number = number,
                Code = code,
                Section = section,
                Request = Given(text.Overview) ?? c.Assigned?.Request ?? "",
                Instruction = Given(text.Outlook),
                Duties = owed,
                AssignedAt = c.Assigned?.At ?? now,
                At = now,
            }.Compose()
            : new SupervisionSlip
            {
                Office = head,
                Event = c.Number,
                Subject = c.Title,
                Number = number,
                Code = code,
                Section = section,
                Duties = owed,
                Request = Given(text.Overview),
                At = now,
            }.Compose(), code);
    }

    private static string? Given(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
