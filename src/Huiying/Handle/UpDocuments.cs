using Huiying.Assess;
using Huiying.Documents;
using Huiying.Ground;

namespace Huiying.Handle;

/// <summary>Documents of the reports upward, filled from what is known (R28, R39, R42). Whatever is not known is left out (S14).</summary>
internal static class UpDocuments
{
    /// <summary>首报, 续报, 终报 or 更正报告.</summary>
    public static OfficialDocument Report(Case c, TopicFacts? facts, UpText text, Office office, Deciding d)
    {
        var (stage, sequence) = Upward.Next(c, text);
        var posts = text.Posts ?? facts?.Posts;
        return new SituationReport
        {
            Office = CaseDocuments.Head(office, d.Rules),
            Stage = stage,
            Number = d.Number,
            Sequence = sequence,
            Corrects = c.UpReports.FirstOrDefault(r => r.Number == text.Corrects)?.Zh,
            Event = c.Number,
            Subject = c.Title,
            At = d.Now,
            Signer = d.Actor.Name,
            Urgency = c.Highest == Grade.Extraordinary ? "特急" : "加急",
            Recipients = [.. d.Rules.Bodies(c.Highest).Select(b => b.Name)],
            ReceivedAt = c.DiscoveredAt,
            Source = CaseDocuments.Channel(c.Intake.Channel),
            Grade = c.Grades.Count == 0 ? null : c.Grade,
            Category = c.Categories.Count == 0 ? null : c.Category,
            Facts = text.Facts ?? (c.Claims.Count == 0 ? null : string.Join("；", c.Claims.Select(x => x.Text))),
            Loss = text.Loss,
            Trend = text.Trend ?? (posts is { } n ? $"截至报告时累计{n}条" : null),
            Sources = CaseDocuments.Sources(facts),
            Claims = CaseDocuments.Claims(c),
            InCharge = text.InCharge,
            Measures = [.. c.Measures.Select(m => new MeasureTaken(m.Text, null, m.DueAt, m.DoneAt is null ? "办理中" : "已完成"))],
            Handling = text.Handling ?? c.Result ?? c.Recorded?.Plan,
            Next = text.Next ?? (stage == ReportStage.Final ? State(c) : null),
            Aftermath = stage == ReportStage.Final ? Aftermath(c) : null,
            Advice = text.Advice,
        }.Compose();
    }

    /// <summary>目前状况 as the event knows it, where nobody wrote it.</summary>
    private static string State(Case c) =>
        $"{(c.CompletedAt is null ? "事项仍在办理" : "事项已办结")}，{(c.Answers.Count(a => a.Stands) is > 0 and var n ? $"已公开回应{n}次" : "尚未公开回应")}{(c.CalmAt is null ? "" : "，舆情已趋于平稳")}";

    /// <summary>善后情况: demands, measures and whoever tracks it on, counted.</summary>
    private static string Aftermath(Case c)
    {
        var demands = c.Claims.Where(x => x.Kind == ClaimKind.Demand).ToList();
        List<string> parts = [];
        if (demands.Count > 0) parts.Add($"群众诉求{demands.Count}项，已办理{demands.Count(x => x.Settled is not null)}项");
        if (c.Measures.Count > 0) parts.Add($"措施{c.Measures.Count}项，已完成{c.Measures.Count(m => m.DoneAt is not null)}项");
        parts.Add(c.Tracker is null ? "后续跟踪人待定" : "已指定专人继续跟踪");
        return string.Join("；", parts);
    }

    /// <summary>What a person typed into a report, by its places in the document (R42).</summary>
    public static IEnumerable<(string Field, string? Text)> Texts(UpText t) =>
        [("基本情况", t.Facts), ("传播情况", t.Trend), ("损失和影响", t.Loss), ("处置情况", t.Handling), ("下一步工作", t.Next), ("有关建议", t.Advice)];

    /// <summary>电话记录单 or 传真封面; null for the other ways.</summary>
    public static OfficialDocument? Sheet(Case c, UpSending s, Office office, Deciding d)
    {
        var head = CaseDocuments.Head(office, d.Rules);
        var body = d.Rules.Find(s.Body)?.Name ?? s.Body;
        return s.Mode switch
        {
            ReportMode.Telephone => new PhoneRecord
            {
                Office = head,
                Event = c.Number,
                Subject = c.Title,
                Body = body,
                CalledAt = s.SentAt,
                Caller = d.Actor.Name,
                ReceivedBy = s.ReceivedBy,
                Number = s.Receipt,
                Serial = d.Number,
                Note = s.Note,
                At = d.Now,
            }.Compose(),
            ReportMode.Fax => new FaxCover
            {
                Office = head,
                Event = c.Number,
                Subject = c.Title,
                Body = body,
                To = s.ReceivedBy,
                Number = s.Receipt,
                Serial = d.Number,
                Report = c.UpReports.FirstOrDefault(r => r.Number == s.Report)?.Zh ?? "情况报告",
                Sender = d.Actor.Name,
                SentAt = s.SentAt,
                Note = s.Note,
            }.Compose(),
            _ => null,
        };
    }
}
