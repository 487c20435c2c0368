using Huiying.Ground;

namespace Huiying.Handle;

/// <summary>Someone, or a section, that keeps out of the event, from the naming to its lifting (S09, S16).</summary>
public sealed record Naming(PersonNamed What, PersonId By, string ByName, DateTimeOffset At, Noted<NamingLifted>? Lifted)
{
    /// <summary>Whether it holds.</summary>
    public bool Holds => Lifted is null;
}

public sealed partial record Case
{
    public IReadOnlyList<Naming> Namings { get => field ?? []; init; } = [];
    public IReadOnlyList<Noted<SuccessorNamed>> Successors { get => field ?? []; init; } = [];
    public IReadOnlyList<Noted<SuperiorRuled>> Rulings { get => field ?? []; init; } = [];

    /// <summary>What a superior body of this installation was asked to decide (S09).</summary>
    public IReadOnlyList<Noted<SuperiorAsked>> Questions { get => field ?? []; init; } = [];
    public Noted<PublicityOnly>? Publicity { get; init; }

    /// <summary>The early sign it grew from (R11).</summary>
    public SignNoted? Sign { get; init; }

    /// <summary>Lines prepared before the release of what the event is about (R01).</summary>
    public IReadOnlyList<LinePrepared> Lines { get => field ?? []; init; } = [];

    /// <summary>Whether something was done offline for the problem itself: a measure was finished (R13, R33).</summary>
    public bool SolvedOffline => Measures.Any(m => m.DoneAt is not null);

    /// <summary>Whether a first responsible person is named: approvals and R43 decisions are the superior body's (S09).</summary>
    public bool FirstNamed => Namings.Any(n => n is { Holds: true, What.First: true });

    /// <summary>Whether the person is named.</summary>
    public bool Names(PersonId person) => Namings.Any(n => n.Holds && n.What.Person == person);

    /// <summary>Whether the section is accused.</summary>
    public bool Names(SectionId section) => Namings.Any(n => n.Holds && n.What.Section == section);

    /// <summary>Whether the event is kept from somebody: named, or of a section that is accused.</summary>
    public bool Hides(PersonId person, IReadOnlyList<HeldPost> posts) => Namings.Any(n => n.Holds)
        && (Names(person) || posts.Any(p => p.Section is { } section && Names(section)));

    /// <inheritdoc cref="Hides(PersonId, IReadOnlyList{HeldPost})"/>
    public bool Hides(Actor actor) => Hides(actor.Person, actor.Posts);

    /// <inheritdoc cref="Hides(PersonId, IReadOnlyList{HeldPost})"/>
    public bool Hides(Person person) => Hides(person.Id, person.Posts);

    /// <summary>
    /// The actor as this event knows them: an ordinary deputy of someone named has nothing of them here, and a successor has what was passed on (S09).
    /// </summary>
    public Actor Acting(Actor actor) => Namings.Count == 0 ? actor : actor with
    {
        Posts =
        [
            .. actor.Posts.Where(p => p.DeputyOf is not { } of || !Names(of)),
            .. Namings.Where(n => n is { Holds: true, What.Person: not null })
                .Select(n => Successors.LastOrDefault(s => s.What.InPlaceOf == n.What.Person)?.What)
                .Where(s => s is not null && s.Successor == actor.Person).SelectMany(s => s!.Posts.Select(p => p with { DeputyOf = s.InPlaceOf })),
        ],
    };

    /// <summary>The superior body's newest agreement in that matter.</summary>
    public Noted<SuperiorRuled>? Ruled(SuperiorMatter matter) => Rulings.LastOrDefault(r => r.What.Matter == matter) is { What.Agreed: true } ruled ? ruled : null;

    /// <summary>What the superior answered; null while it has not. Silence is never consent.</summary>
    public Noted<SuperiorRuled>? AnswerTo(SuperiorAsked asked) => Rulings.FirstOrDefault(r => r.What.Item == asked.Item);

    private Case? WithNaming(CaseEntry entry, Stamp stamp) => entry switch
    {
        PersonNamed e => this with { Namings = [.. Namings, new(e, stamp.Person, stamp.Name, stamp.At, null)] },
        NamingLifted e => this with { Namings = Change(Namings, n => n.What.Naming == e.Naming, n => n with { Lifted = new(e, stamp.Name, stamp.At) }) },
        SuccessorNamed e => this with
        {
            Successors = [.. Successors, new(e, stamp.Name, stamp.At)],
            Measures = Change(Measures, m => m.DoneAt is null && m.Owner == e.InPlaceOf, m => m with { Owner = e.Successor }),
            Groups = Change(Groups, g => g.Until is null, g => g with { What = Replaced(g.What, e) }),
        },
        SuperiorAsked e => this with { Questions = [.. Questions, new(e, stamp.Name, stamp.At)] },
        SuperiorRuled e => this with { Rulings = [.. Rulings, new(e, stamp.Name, stamp.At)] },
        AssignmentTakenBack e => this with { Assignments = Change(Assignments, a => a.Number == e.Assignment, a => a with { Returned = e.Reason, TakenBack = true }) },
        PublicityOnly e => this with { Publicity = new(e, stamp.Name, stamp.At) },
        LinePrepared e => this with { Lines = [.. Lines, e] },
        SignNoted e => this with { Sign = e },
        _ => null,
    };

    private static GroupFormed Replaced(GroupFormed group, SuccessorNamed by) => group with
    {
        Leader = group.Leader == by.InPlaceOf ? by.Successor : group.Leader,
        Members = [.. group.Members.Select(m => m.Person == by.InPlaceOf ? m with { Person = by.Successor } : m)],
    };
}
