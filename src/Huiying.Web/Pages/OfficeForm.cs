using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Web.Access;

namespace Huiying.Web.Pages;

/// <summary>An activation link to hand to its person.</summary>
internal sealed record ActivationLink(string Name, string SignInName, string Address);

/// <summary>A page where an office is described and made: the first at setup, others afterwards. It is checked before anything is made.</summary>
internal abstract class OfficeForm(Activations activations) : OfficePage
{
    /// <summary>What stands against the posts as typed; null before they were checked.</summary>
    public IReadOnlyList<MatrixProblem>? Matrix { get; private set; }

    /// <summary>Shown once, when the office was made.</summary>
    public IReadOnlyList<ActivationLink> Links { get; private set; } = [];

    /// <summary>Reads and checks what was typed; the people, or null with what is wrong at the fields.</summary>
    protected async Task<IReadOnlyList<RosterLine>?> Check(SetupForm typed)
    {
        Need("name", typed.Name, "请填写单位全称。");
        Need("contact", typed.Contact, "请填写对外联系方式。");
        Need("sections", typed.Sections, "请至少写一个科室。");
        Need("people", typed.People, "请填写人员名单。");
        if (typed.PolicyText() is { } text && Policy.Parse(text).Policy is null) Wrong("zone", "没有这个时区。");
        var (people, problems) = Roster.Read(typed.People, typed.SectionNames(), T);
        foreach (var problem in problems) ModelState.AddModelError("people", problem);
        if (await activations.Taken(people.Select(p => p.SignInName)) is { } taken) ModelState.AddModelError("people", T["登录名“{0}”已经有人用了，请换一个。", taken]);
        if (!ModelState.IsValid) return null;
        var plan = typed.Plan(people);
        Matrix = plan.Problems(plan.Policy().Value);
        return Matrix.Count == 0 ? people : null;
    }

    /// <summary>An account for each person made, with its activation link.</summary>
    protected async Task Open(OfficeId office, IReadOnlyList<RosterLine> people, IReadOnlyList<PersonId> made)
    {
        var links = new List<ActivationLink>();
        foreach (var (person, id) in people.Zip(made))
        {
            var opened = await activations.Open(office, id, person.SignInName);
            var address = opened.Ok ? $"{Request.Scheme}://{Request.Host}/activate/{await activations.Renew(opened.Value)}" : T.Of(opened.Refusal!);
            links.Add(new(person.Name, person.SignInName, address));
        }
        Links = links;
    }
}
