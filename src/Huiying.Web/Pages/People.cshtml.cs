using System.Globalization;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Web.Access;
using Huiying.Web.Demo;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>Who holds which post; appointments, deputies and activation links.</summary>
[AnyPost]
internal sealed class PeopleModel(
    People people, Appointments appointments, Vacancies vacancies, Activations activations, PolicyVersions policies, IServiceProvider services, When when) : OfficePage
{
    private IReadOnlyList<Appointment> posts = [];
    private Policy policy = Policy.Default;

    public IReadOnlyList<Person> People { get; private set; } = [];

    public IReadOnlyList<Section> Sections { get; private set; } = [];

    public IReadOnlySet<PersonId> Living { get; private set; } = new HashSet<PersonId>();

    public IReadOnlyList<Vacancy> Vacancies { get; private set; } = [];

    /// <summary>A link just made; shown once.</summary>
    public ActivationLink? Link { get; private set; }

    /// <summary>Whether this is the demo, whose accounts have no password on purpose.</summary>
    public bool Demo => services.GetService<DemoClock>() is not null;

    public bool MayAppoint => Actor.IsAny(Role.SystemAdministrator, Role.SecurityAdministrator);

    /// <summary>Posts that can be ended, as choices.</summary>
    public IReadOnlyList<Choice> Open => [.. posts.Where(IsOpen).OrderBy(a => NameOf(a.Person), StringComparer.Ordinal).Select(a => new Choice(a.Id,
        $"{NameOf(a.Person)} {Called(a.Role)}{(a.Section is { } s ? $" {SectionName(s)}" : "")}{(a.DeputyOf is { } of ? $" {T["代理 {0}", NameOf(of)]}" : "")}"))];

    public IEnumerable<Appointment> PostsOf(PersonId person) => posts.Where(a => a.Person == person && IsOpen(a));

    /// <summary>A post by its name, with the office's own title after it when that is another.</summary>
    public string Called(Role role) => policy.Posts[role] is var title && title == Names.Of(role) ? T[title] : T[Names.Of(role)] + T["（{0}）", title];

    public string NameOf(PersonId person) => People.FirstOrDefault(p => p.Id == person)?.Name ?? T["已离开的人"];

    public string SectionName(SectionId section) => Sections.FirstOrDefault(s => s.Id == section)?.Name ?? "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var office = Actor.Office;
        People = await people.List(office, ct);
        Sections = await people.Sections(office, ct);
        posts = await appointments.List(office, ct);
        Living = await vacancies.Living(office, ct);
        policy = await policies.Current(office, ct);
        Vacancies = await vacancies.Check(office, ct);
        if (Demo) Vacancies = DemoOffice.Unheld(Vacancies, People);
        return Page();
    }

    public async Task<IActionResult> OnPostAppointAsync(string person, Role role, string? section, string? until, CancellationToken ct) =>
        await Answer(await appointments.Appoint(Actor, new PersonId(person), role, Section(section), null, EndOf(until), ct),
            _ => "/people", "已任职，从现在起生效。", () => OnGetAsync(ct));

    public async Task<IActionResult> OnPostEndAsync(string appointment, string? why, CancellationToken ct) =>
        await Answer(await appointments.End(Actor, appointment, why ?? "", ct), _ => "/people", "已免去，从现在起失效。", () => OnGetAsync(ct));

    public async Task<IActionResult> OnPostLeaveAsync(string leaver, CancellationToken ct) =>
        await Answer(await appointments.Leave(Actor, new PersonId(leaver), ct), _ => "/people", "已办理离开。", () => OnGetAsync(ct));

    public async Task<IActionResult> OnPostDeputiseAsync(string holder, string deputy, Role deputyRole, string? deputySection, string? deputyUntil, CancellationToken ct)
    {
        if (EndOf(deputyUntil) is not { } until)
        {
            Wrong("deputyUntil", "请选择代理到哪一天。");
            return await Again(() => OnGetAsync(ct), Response);
        }
        return await Answer(await appointments.Deputise(Actor, new PersonId(holder), new PersonId(deputy), deputyRole, Section(deputySection), null, until, ct),
            _ => "/people", "已指定代理。", () => OnGetAsync(ct));
    }

    public async Task<IActionResult> OnPostJoinAsync(string? name, string? signInName, CancellationToken ct)
    {
        Need("name", name, "请填写姓名。");
        Need("signInName", signInName, "请填写登录名。");
        if (!ModelState.IsValid) return await Again(() => OnGetAsync(ct), Response);
        var joined = await appointments.Join(Actor, name!, ct);
        if (joined.Refusal is { } refusal) return await Refuse(refusal, () => OnGetAsync(ct));
        return await Show(await activations.Issue(Actor, joined.Value, signInName, ct), name!, ct);
    }

    public async Task<IActionResult> OnPostRenewAsync(string whose, CancellationToken ct)
    {
        await OnGetAsync(ct);
        return await Show(await activations.Issue(Actor, new PersonId(whose), null, ct), NameOf(new PersonId(whose)), ct);
    }

    private async Task<IActionResult> Show(Outcome<string> issued, string name, CancellationToken ct)
    {
        if (issued.Refusal is { } refusal) return await Refuse(refusal, () => OnGetAsync(ct));
        Link = new(name, "", $"{Request.Scheme}://{Request.Host}/activate/{issued.Value}");
        return await OnGetAsync(ct);
    }

    private bool IsOpen(Appointment a) => a.Until is null || a.Until > when.Now;

    private static SectionId? Section(string? typed) => string.IsNullOrEmpty(typed) ? null : new SectionId(typed);

    /// <summary>24:00 of the day in the office's zone.</summary>
    private DateTimeOffset? EndOf(string? day) => DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var d)
        ? when.Read(d.AddDays(1).ToString("yyyy-MM-dd'T00:00'", CultureInfo.InvariantCulture))
        : null;
}
