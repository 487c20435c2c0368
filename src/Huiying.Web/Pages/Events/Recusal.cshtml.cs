using Huiying.Ground;
using Huiying.Handle;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Events;

/// <summary>Who keeps out of the event because it accuses them, who takes their place, and what the superior body decided instead (S09, S16).</summary>
[AnyPost]
internal sealed class RecusalModel(Recusals recusals, When when) : EventPage
{
    private OutsideBody? here;

    public override string Task => "recusal";

    public bool MayName => Event.ClosedAt is null && Actor.IsAny(
        Role.Clerk, Role.DutyOfficer, Role.DutyLeader, Role.SectionHead, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary, Role.PartyMember, Role.LegalReviewer, Role.SupervisionOfficer);

    public bool OfGroup => Actor.IsAny(Role.PartySecretary, Role.PartyMember);

    public bool MayEnter => Actor.IsAny(Role.Clerk, Role.DutyOfficer);

    /// <summary>Whether nobody of the Party group is left who could delegate: then the superior body names the successor.</summary>
    public bool GroupGone => !Everyone.Any(p => !Event.Hides(p) && p.Posts.Any(h => h.Role is Role.PartySecretary or Role.PartyMember));

    /// <summary>Whoever may take the place.</summary>
    public IReadOnlyList<Choice> Free => [.. Everyone.Where(p => !Event.Hides(p) && p.Posts.All(h => h.Role != Role.AuditAdministrator)).Select(p => new Choice(p.Id.Value, p.Name))];

    /// <summary>The superior body's name.</summary>
    public string Superior => here?.Name ?? Policy.Bodies.GetValueOrDefault(Policy.Reporting[Event.Grade][^1][0], "");

    /// <summary>Whether the superior body works in this installation: then it is asked, and decides itself.</summary>
    public bool SuperiorHere => here is not null;

    /// <summary>Matters that are a decision of their own; the others stand with the person they are about.</summary>
    public IReadOnlyList<Choice> Matters => [.. Choices<SuperiorMatter>(MatterName).Where(c => c.Value is not (nameof(SuperiorMatter.Lifting) or nameof(SuperiorMatter.Succession)))];

    public bool MayAsk => OfGroup || MayEnter;

    public static string MatterName(SuperiorMatter matter) => matter switch
    {
        SuperiorMatter.Lifting => "解除回避",
        SuperiorMatter.Succession => "指定接替人",
        SuperiorMatter.NotToReport => "不予上报",
        SuperiorMatter.LowerGrade => "降低等级",
        SuperiorMatter.Letter => "签发函件",
        _ => "以法定理由不予公开",
    };

    public string Who(Naming n) => n.What.Person is { } person ? NameOf(person) : SectionName(n.What.Section!.Value);

    public Task<IActionResult> OnGetAsync(string id, CancellationToken ct) => Load(id, ct);

    public async Task<IActionResult> OnPostNameAsync(string id, string? accused, string? conduct, string? why, long? seen, CancellationToken ct)
    {
        var (person, section) = Accusing.Read(accused);
        return await Done(await recusals.Name(Actor, new(id), person, section, conduct ?? "", why ?? "", ct, seen), id, "已登记回避：本事件从此对其不可见。", ct);
    }

    public async Task<IActionResult> OnPostLiftAsync(string id, int naming, bool? bySuperior, string? mode, string? at, string? by, string? number, IFormFile? scan, long? seen, CancellationToken ct)
    {
        var word = bySuperior == true ? await Word(mode, at, by, number, scan, ct) : null;
        return await Done(await recusals.Lift(Actor, new(id), naming, Typed($"lift{naming}"), word, ct, seen), id, "已解除回避。", ct);
    }

    public async Task<IActionResult> OnPostSucceedAsync(
        string id, string? inPlaceOf, string? successor, string? basis, string? mode, string? at, string? by, string? number, IFormFile? scan, long? seen, CancellationToken ct)
    {
        var word = string.IsNullOrEmpty(mode) ? null : await Word(mode, at, by, number, scan, ct);
        return await Done(await recusals.Succeed(Actor, new(id), new(inPlaceOf ?? ""), new(successor ?? ""), basis ?? "", word, ct, seen), id, "已指定接替人。", ct);
    }

    public async Task<IActionResult> OnPostRuleAsync(
        string id, SuperiorMatter matter, bool? agreed, string? decision, string? mode, string? at, string? by, string? number, IFormFile? scan, long? seen, CancellationToken ct)
    {
        if (agreed is null)
        {
            Wrong("agreed", "请选择上级机关是否同意。");
            return await Again(() => Load(id, ct), Response);
        }
        return await Done(await recusals.Rule(Actor, new(id), matter, agreed.Value, decision ?? "", await Word(mode, at, by, number, scan, ct), ct, seen), id, "已登记上级机关的决定。", ct);
    }

    public async Task<IActionResult> OnPostAskAsync(string id, SuperiorMatter matter, int naming, string? inPlaceOf, string? successor, long? seen, CancellationToken ct)
    {
        PersonId? gone = string.IsNullOrEmpty(inPlaceOf) ? null : new(inPlaceOf), next = string.IsNullOrEmpty(successor) ? null : new(successor);
        var reason = Typed(matter == SuperiorMatter.Lifting ? $"lift{naming}" : matter == SuperiorMatter.Succession ? "basis" : "question");
        return await Done(await recusals.Ask(Actor, new(id), new(matter, reason, naming, gone, next), ct, seen), id, "已请示，等待上级机关批复。", ct);
    }

    protected override async Task More(CancellationToken ct) => here = await recusals.Here(Actor.Office, Event.Id, ct);

    private async Task<SuperiorWord> Word(string? mode, string? at, string? by, string? number, IFormFile? scan, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        if (scan is not null) await scan.CopyToAsync(bytes, ct);
        var type = Scan.TypeOf(bytes.ToArray());
        return new(Enum.TryParse<ReportMode>(mode, out var how) ? how : ReportMode.Paper, when.Happened(at) ?? when.Now, by ?? "", number ?? "", type is null ? default : bytes.ToArray(), type ?? "");
    }
}

/// <summary>The field that names a person or a section.</summary>
internal static class Accusing
{
    /// <summary>People and sections in one list, apart by their prefix.</summary>
    public static IReadOnlyList<Choice> Choices(Text t, IEnumerable<Person> people, IEnumerable<Section> sections) =>
        [new("", t["请选择"]), .. people.Select(p => new Choice("p:" + p.Id, p.Name)), .. sections.Select(s => new Choice("s:" + s.Id, t["科室：{0}", s.Name]))];

    /// <summary>Whom a new event accuses as typed; null when nobody is.</summary>
    public static async Task<Accused?> Whom(People people, OfficeId office, string? typed, string? conduct, string? why, CancellationToken ct) =>
        Read(typed) is var (person, section) && (person ?? (object?)section) is null ? null
        : new(person is { } p ? (await people.List(office, ct)).FirstOrDefault(x => x.Id == p) : null, section, conduct ?? "", why ?? "");

    public static (PersonId? Person, SectionId? Section) Read(string? typed) =>
        typed is ['p', ':', .. var person] ? (new PersonId(person), null) : typed is ['s', ':', .. var section] ? (null, new SectionId(section)) : (null, null);
}
