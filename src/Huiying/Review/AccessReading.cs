using Huiying.Ground;
using Huiying.Handle;

namespace Huiying.Review;

/// <summary>
/// The access log as the auditor may read it (S10): without what was done on the pages of an event that accuses the auditor, for that would show who handles it (S09).
/// </summary>
public sealed class AccessReading(AccessLog log, Cases cases, People people)
{
    /// <summary>Lines on one page of the log.</summary>
    public const int Page = 100;

    /// <summary>Lines of the span, the newest first. Refused for everyone but the auditor.</summary>
    /// <param name="skip">How many newer ones to leave out.</param>
    public async Task<Outcome<AccessLine[]>> Read(
        Actor actor, DateTimeOffset from, DateTimeOffset until, PersonId? person = null, AccessOutcome? outcome = null, int skip = 0, int limit = Page, CancellationToken ct = default)
    {
        if (!actor.Is(Role.AuditAdministrator)) return AccessLog.NotYours;
        var names = (await people.List(actor.Office, ct)).ToDictionary(p => p.Id, p => p.Name);
        var hidden = await Hidden(actor, ct);
        return (await log.Read(actor.Office, from, until, person, outcome, skip, limit, ct)).Where(l => !Hides(hidden, l))
            .Select(l => l.Name.Length > 0 || l.Person is not { } p ? l : l with { Name = names.GetValueOrDefault(p, p.Value) }).ToArray();
    }

    /// <summary>The same by whole days of a zone, the last day included.</summary>
    public Task<Outcome<AccessLine[]>> Read(
        Actor actor, DateOnly from, DateOnly until, TimeZoneInfo zone, PersonId? person, AccessOutcome? outcome, int skip, CancellationToken ct = default) =>
        Read(actor, Periods.Start(from, zone), Periods.Start(until.AddDays(1), zone), person, outcome, skip, ct: ct);

    /// <summary>Gaps of the log in the span, lines that could not be kept. Refused for everyone but the auditor.</summary>
    public async Task<Outcome<AccessLost[]>> Missing(Actor actor, DateOnly from, DateOnly until, TimeZoneInfo zone, CancellationToken ct = default) =>
        actor.Is(Role.AuditAdministrator) ? (await log.Missing(actor.Office, Periods.Start(from, zone), Periods.Start(until.AddDays(1), zone), ct)).ToArray() : AccessLog.NotYours;

    /// <summary>Opens the network address of a line (S10); one the auditor may not see is not there.</summary>
    public async Task<Outcome<string>> Unseal(Actor actor, AccessId id, string reason, CancellationToken ct = default) =>
        await log.Find(actor.Office, id, ct) is { } line && Hides(await Hidden(actor, ct), line)
            ? Refusal.NotFound("没有这条记录，或者已按期清除。", "There is no such line, or its time is over.")
            : await log.Unseal(actor, id, reason, ct);

    private async Task<string[]> Hidden(Actor actor, CancellationToken ct) => [.. (await cases.Hidden(actor, ct)).SelectMany(c => c.Topics.Append(c.Id.Value))];

    private static bool Hides(string[] hidden, AccessLine line) => hidden.Any(h => line.Page.Split('/').Contains(h));
}
