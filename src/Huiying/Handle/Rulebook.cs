using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;

namespace Huiying.Handle;

/// <summary>A body outside the office that receives reports (R26).</summary>
public sealed record OutsideBody(string Id, string Name);

/// <summary>The policy and calendar a case began with (R83), as its decisions ask them.</summary>
public sealed record Rulebook(Policy Policy, WorkCalendar Calendar)
{
    /// <summary>Bodies an ordinary event is reported to, each of them (R26, R30).</summary>
    public IReadOnlyList<OutsideBody> OutsideBodies =>
        [.. Policy.Reporting[Grade.Ordinary].SelectMany(l => l).Distinct().Select(k => new OutsideBody(k, Policy.Bodies.GetValueOrDefault(k, k)))];

    /// <summary>The lines a grade reports on, each from the nearest level up; every line is owed (R29, R30).</summary>
    public IReadOnlyList<IReadOnlyList<OutsideBody>> Lines(Grade grade) => [.. Policy.Reporting[grade].Select(l => (IReadOnlyList<OutsideBody>)[.. l.Select(Body)])];

    /// <summary>Every body on the grade's lines, each once.</summary>
    public IReadOnlyList<OutsideBody> Bodies(Grade grade) => [.. Lines(grade).SelectMany(l => l).Distinct()];

    /// <summary>What the policy calls the leading Party group.</summary>
    public string PartyGroup => Policy.Bodies.GetValueOrDefault("party-group", "机关党组");

    /// <summary>The body of that key, or null when the policy names none.</summary>
    public OutsideBody? Find(string key) => Policy.Bodies.ContainsKey(key) ? Body(key) : null;

    /// <summary>The office above, when it works in the same installation; null when the superior works outside.</summary>
    public OutsideBody? Above { get; init; }

    /// <summary>
    /// The body that decides in the place of a named first responsible person (S09): the office above in the tree of this installation, else the nearest level of the
    /// office's own line, the last that the policy lists.
    /// </summary>
    public OutsideBody Superior(Grade grade) => Above ?? Lines(grade)[^1][0];

    /// <summary>The due time, or null where the policy gives that grade no clock.</summary>
    public Due? Try(DueRequest request) => Deadlines.Due(request, Policy, Calendar) is { Ok: true } due ? due.Value : null;

    /// <summary>The due time of a rule that the policy gives a clock for that grade.</summary>
    /// <exception cref="InvalidOperationException">The policy has no such clock: a defect, since only rules that always have one are asked.</exception>
    public Due Due(string rule, Grade grade, DateTimeOffset from) =>
        Deadlines.Due(new DueRequest(rule, grade, Complex: false, Emergency: false, Since: null, from), Policy, Calendar).Value;

    private OutsideBody Body(string key) => new(key, Policy.Bodies.GetValueOrDefault(key, key));
}
