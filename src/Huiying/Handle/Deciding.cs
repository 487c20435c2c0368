using Huiying.Ground;

namespace Huiying.Handle;

/// <summary>What a pure decision may know beside the case: who, when, and the rules pinned to the case.</summary>
public sealed record Deciding(Actor Actor, DateTimeOffset Now, Rulebook Rules)
{
    /// <summary>The number its document gets, taken in the same transaction, so that a refusal leaves no gap; null for a document without one.</summary>
    public int? Number { get; init; }

    /// <summary>The entries of a decision that was allowed.</summary>
    public static Outcome<CaseEntry[]> Do(params CaseEntry[] entries) => entries;

    /// <summary>A refusal.</summary>
    public static Refusal No(string code, string clause, string zh, string en) => new(code, clause, zh, en);

    /// <summary>Refuses anyone who holds none of the posts, and a closed case.</summary>
    public Refusal? Bar(Case c, string clause, params ReadOnlySpan<Role> roles)
    {
        if (c.ClosedAt is not null) return No("case.closed", "R48", "事件已销号，如需继续请先重新启动。", "The event is closed; reopen it first.");
        return Post(clause, roles);
    }

    /// <summary>Refuses anyone who holds none of the posts.</summary>
    public Refusal? Post(string clause, params ReadOnlySpan<Role> roles)
    {
        if (Actor.IsAny(roles)) return null;
        var names = string.Join("、", roles.ToArray().Select(r => r.ToString()));
        return Refusal.NotYourPost(clause, "您的岗位不能办理此事项，请由有相应岗位的人员办理。", $"Your post may not do this; it needs one of: {names}.");
    }

    /// <summary>Refuses an empty field.</summary>
    public static Refusal? Missing(string clause, params ReadOnlySpan<(string Value, string Zh, string En)> fields)
    {
        foreach (var (value, zh, en) in fields)
        {
            if (string.IsNullOrWhiteSpace(value)) return Refusal.Invalid(clause, $"请填写{zh}。", $"Fill in: {en}.");
        }
        return null;
    }
}
