using Huiying.Ground;

namespace Huiying.Handle;

/// <summary>What is put into the register of a superior body of this installation when something is sent to it: the document as sent, and nothing else of the event.</summary>
internal static class Delivering
{
    /// <summary>A report upward or the record of a call, from major grade up (R28).</summary>
    public static Task Sending(Act act, Case c, ReportSent sent, CancellationToken ct)
    {
        var report = c.UpReports.FirstOrDefault(r => r.Number == sent.Report);
        var kind = report is null ? IncomingKind.Call : IncomingKind.Report;
        var document = report?.DocumentHash ?? sent.SheetHash;
        return Put(act, c, sent.Item!.Value, kind, sent.Body, sent.Name, report?.Zh ?? "电话报告", sent.SentAt, document, sent.Note, sent.Skip, null, ct);
    }

    /// <summary>A report of an ordinary event (R26); its receipt meets the duty.</summary>
    public static Task Report(Act act, Case c, ReportedOutside sent, string body, CancellationToken ct) =>
        Put(act, c, sent.Item!.Value, IncomingKind.Report, body, sent.Body, "情况报告", sent.SentAt, sent.DocumentHash, null, null, $"R26:{body}", ct);

    private static async Task Put(
        Act act, Case c, IncomingId item, IncomingKind kind, string body, string name, string what, DateTimeOffset sentAt, string document, string? note, string? skip, string? duty,
        CancellationToken ct)
    {
        var own = await People.Office(act.Store, act.Actor.Office, ct) ?? throw new InvalidDataException($"office {act.Actor.Office} is not there");
        await Incomings.Arrive(act, new Arrived(
            item, "", kind, new(own.Id, c.Id, Duty: duty), own.Name, body, name, c.Title, c.Number, what, sentAt, act.Actor.Name, document, null, null, null,
            string.IsNullOrEmpty(note) ? null : note, skip, []), ct);
    }
}
