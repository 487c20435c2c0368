using System.Security.Cryptography;
using System.Text;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Handle;

/// <summary>How a superior body's decision came, with its scan (PDF, PNG or JPEG; empty for a telephone call).</summary>
public sealed record SuperiorWord(ReportMode Mode, DateTimeOffset At, string By, string Number, ReadOnlyMemory<byte> Scan, string ScanType);

/// <summary>What a superior body of this installation is asked.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Naming">Which naming is to be lifted.</param>
/// <param name="InPlaceOf">Whose place is to be taken, <paramref name="Successor"/> by whom.</param>
public sealed record SuperiorQuestion(SuperiorMatter Matter, string Reason, int Naming = 0, PersonId? InPlaceOf = null, PersonId? Successor = null);

/// <summary>
/// Naming who is accused, lifting it, their successors, and the superior body's decisions (S09, S16). A superior that works outside is entered with how its word came; one
/// that works in this installation is asked and decides itself, through its own register.
/// </summary>
public sealed class Recusals(Acts acts, Cases cases, People people, IDbContextFactory<Store> stores)
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

    /// <summary>The superior body of an event, where it works in this installation; null where it works outside.</summary>
    public async Task<OutsideBody?> Here(OfficeId office, CaseId id, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return (await Superior(store, id, ct))?.Body;
    }

    /// <summary>
    /// Asks the superior body, an office of this installation, to decide in the place of who is named (S09): a request in its register, on which one of its leaders
    /// decides. Refused for a superior outside.
    /// </summary>
    public async Task<Outcome<Case>> Ask(Actor actor, CaseId id, SuperiorQuestion question, CancellationToken ct, long? seen = null)
    {
        var everyone = await people.List(actor.Office, ct);
        (OutsideBody Body, OfficeId Office)? to;
        await using (var store = stores.Open(actor.Office)) to = await Superior(store, id, ct);
        var item = Ids.New<IncomingId>();
        return await acts.Run<Case>(actor, "recusals.ask", id.Subject, to?.Office, async act =>
        {
            if (to is not { } superior) return new Refusal("ruling.outside", "S09", "上级机关不在本系统内，请把其决定连同扫描件登记在本页。", "The superior works outside this installation: enter its decision with the scan.");
            var asked = await Cases.Change(act, id, (c, d) => Recusing.Ask(c, d, question, item, superior.Body, everyone), ct, seen);
            if (!asked.Ok) return asked;
            var own = await People.Office(act.Store, actor.Office, ct) ?? throw new InvalidDataException($"office {actor.Office} is not there");
            var text = asked.Value.Questions[^1].What.Text;
            await Incomings.Arrive(act, new Arrived(
                item, "", IncomingKind.Request, new(own.Id, id), own.Name, superior.Body.Id, superior.Body.Name, asked.Value.Title, asked.Value.Number, "请示", act.Now, actor.Name, "",
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), text, null, null, null, []), ct);
            return asked;
        }, ct);
    }

    private static async Task<(OutsideBody Body, OfficeId Office)?> Superior(Store store, CaseId id, CancellationToken ct) =>
        await Cases.Look(store, id, ct) is { } look && look.Rules.Superior(look.Case.Grade) is var body && await OfficeTree.Here(store, body.Id, ct) is { } office ? (body, office) : null;

    /// <summary>Everything of the ledger that is kept from the actor: the events that accuse them and the topics in those (S09, S16).</summary>
    public async Task<IReadOnlyList<Case>> Hidden(Actor actor, CancellationToken ct = default) => await cases.Hidden(actor, ct);

    private Task<Outcome<Case>> Kept(
        Actor actor, CaseId id, string name, SuperiorWord? word, long? seen, Func<Case, Deciding, Receipt?, Outcome<CaseEntry[]>> decide, CancellationToken ct) =>
        acts.Run<Case>(actor, name, id.Subject, async act =>
        {
            Receipt? ruling = null;
            if (word is not null)
            {
                // Its own officer decides, and nobody in its name (S09).
                if (await Superior(act.Store, id, ct) is { } superior) return Recusing.DecidesItself(superior.Body);
                var scan = word.Scan.Length > 0 ? await Blobs.Keep(act, word.Scan, word.ScanType, ct) : "";
                ruling = new(word.Mode, Micros.Truncate(word.At), word.By.Trim(), word.Number.Trim(), scan);
            }
            var changed = await Cases.Change(act, id, (c, d) => decide(c, d, ruling), ct, seen);
            if (changed.Ok) await Cases.HideTopics(act, changed.Value, ct);
            return changed;
        }, ct);
}
