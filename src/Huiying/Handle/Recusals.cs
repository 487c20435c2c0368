using Huiying.Ground;

namespace Huiying.Handle;

/// <summary>How a superior body's decision came, with its scan (PDF, PNG or JPEG; empty for a telephone call).</summary>
public sealed record SuperiorWord(ReportMode Mode, DateTimeOffset At, string By, string Number, ReadOnlyMemory<byte> Scan, string ScanType);

/// <summary>Naming who is accused, lifting it, their successors, and the superior body's decisions (S09, S16).</summary>
public sealed class Recusals(Acts acts, Cases cases, People people)
{
    /// <summary>Names a person for alleged personal misconduct, or a section that is accused.</summary>
    public async Task<Outcome<Case>> Name(Actor actor, CaseId id, PersonId? person, SectionId? section, string conduct, string reason, CancellationToken ct, long? seen = null)
    {
        var who = person is { } p ? (await people.List(actor.Office, ct)).FirstOrDefault(x => x.Id == p) : null;
        if (person is not null && who is null) return Refusal.Invalid("S09", "本单位没有这个人；单位以外的人不在此登记。", "Only people of the office are named.");
        return await acts.Run<Case>(actor, "recusals.name", id.Subject, async act =>
        {
            var named = await Cases.Change(act, id, (c, d) => Recusing.Name(c, d, who, section, conduct, reason), ct, seen);
            if (named.Ok) await Cases.HideTopics(act, named.Value, ct);
            return named;
        }, ct);
    }

    /// <summary>Lifts a naming.</summary>
    public Task<Outcome<Case>> Lift(Actor actor, CaseId id, int naming, string reason, SuperiorWord? word, CancellationToken ct, long? seen = null) =>
        Kept(actor, id, "recusals.lift", word, seen, (c, d, ruling) => Recusing.Lift(c, d, naming, reason, ruling), ct);

    /// <summary>Names who takes the place of someone named.</summary>
    public async Task<Outcome<Case>> Succeed(Actor actor, CaseId id, PersonId inPlaceOf, PersonId successor, string reason, SuperiorWord? word, CancellationToken ct, long? seen = null)
    {
        var everyone = await people.List(actor.Office, ct);
        return await Kept(actor, id, "recusals.succeed", word, seen, (c, d, ruling) => Recusing.Succeed(c, d, inPlaceOf, successor, reason, everyone, ruling), ct);
    }

    /// <summary>Enters what the superior body decided in the place of a named first responsible person.</summary>
    public Task<Outcome<Case>> Rule(Actor actor, CaseId id, SuperiorMatter matter, bool agreed, string text, SuperiorWord word, CancellationToken ct, long? seen = null) =>
        Kept(actor, id, "recusals.rule", word, seen, (c, d, ruling) => Recusing.Rule(c, d, matter, agreed, text, ruling!), ct);

    /// <summary>Everything of the ledger that is kept from the actor: the events that accuse them and the topics in those (S09, S16).</summary>
    public async Task<IReadOnlyList<Case>> Hidden(Actor actor, CancellationToken ct = default) => await cases.Hidden(actor, ct);

    private Task<Outcome<Case>> Kept(
        Actor actor, CaseId id, string name, SuperiorWord? word, long? seen, Func<Case, Deciding, Receipt?, Outcome<CaseEntry[]>> decide, CancellationToken ct) =>
        acts.Run<Case>(actor, name, id.Subject, async act =>
        {
            Receipt? ruling = null;
            if (word is not null)
            {
                var scan = word.Scan.Length > 0 ? await Blobs.Keep(act, word.Scan, word.ScanType, ct) : "";
                ruling = new(word.Mode, Micros.Truncate(word.At), word.By.Trim(), word.Number.Trim(), scan);
            }
            var changed = await Cases.Change(act, id, (c, d) => decide(c, d, ruling), ct, seen);
            if (changed.Ok) await Cases.HideTopics(act, changed.Value, ct);
            return changed;
        }, ct);
}
