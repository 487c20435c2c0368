namespace Huiying.Web.Line;

/// <summary>
/// Work of one step that one holder at a time does for one key: a web host, an office. What is due is read from the step's tables, so nothing is queued and
/// a crash leaves it due. One holder at a time is for politeness and speed; that nothing is done twice is the step's own care.
/// </summary>
internal abstract class Turn
{
    /// <summary>A short name, unique among the turns; part of the grain's key.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it spends its time waiting for the world: many such holders cost little, and a few that stall must not keep the others from their work.</summary>
    public virtual bool Waits => false;

    /// <summary>The keys that have something due now.</summary>
    public abstract Task<IReadOnlyList<string>> Due(CancellationToken ct);

    /// <summary>Does what is due for the key and marks it done in the same transaction.</summary>
    public abstract Task Take(string key, CancellationToken ct);
}
