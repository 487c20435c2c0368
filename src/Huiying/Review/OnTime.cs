using Huiying.Ground;
using Huiying.Handle;

namespace Huiying.Review;

/// <summary>How many duties of a kind were met in time: shown to the public as they are (S12).</summary>
/// <param name="Rule">Rule id.</param>
/// <param name="Zh">What was owed.</param>
/// <param name="Met">Met in time.</param>
/// <param name="Late">Met late, or late and still open.</param>
/// <param name="Running">Open and not yet due.</param>
public sealed record OnTimeFigure(string Rule, string Zh, string En, int Met, int Late, int Running);

/// <summary>Figures computed from stamped times; there is nothing to edit or hide (R40, S12).</summary>
public sealed class OnTime(Cases cases, TimeProvider time)
{
    private static readonly (string Rule, string Zh, string En)[] Shown =
    [
        ("R68", "发现当日回复处理意见", "Handling opinion on the day of discovery"),
        ("R69", "办结当日回复处理结果", "Result on the day of completion"),
        ("R67", "能当即回复的当即回复", "Answered at once"),
        ("R34:response", "在时限内回应", "Response in time"),
    ];

    /// <summary>The figures of an office over all its cases.</summary>
    public async Task<IReadOnlyList<OnTimeFigure>> Of(OfficeId office, CancellationToken ct = default)
    {
        var now = time.GetUtcNow();
        var duties = new List<Duty>();
        foreach (var line in await cases.List(office, closedToo: true, ct)) duties.AddRange((await cases.Find(office, line.Id, ct))?.Duties.Where(d => d.CarriedTo is null) ?? []);
        return [.. Shown.Select(s => Count(s, duties.Where(d => d.Rule == s.Rule).ToList(), now))];
    }

    private static OnTimeFigure Count((string Rule, string Zh, string En) s, List<Duty> duties, DateTimeOffset now) => new(
        s.Rule, s.Zh, s.En, duties.Count(d => !d.Open && !d.Late(now)), duties.Count(d => d.Late(now)), duties.Count(d => d.Open && !d.Late(now)));
}
