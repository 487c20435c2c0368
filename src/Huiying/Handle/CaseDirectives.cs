namespace Huiying.Handle;

/// <summary>
/// 批示 as the officer meets them, whoever gave them: a leader of this office, a leader outside whose words were written down here, or a superior body of the
/// installation. One list, one clock, one way to close; only where the entry lies differs, because a superior's order is also an entry of the superior's ledger (R08).
/// </summary>
/// <param name="Key">Names it on a form.</param>
/// <param name="Leader">Who gave it, as it is quoted.</param>
/// <param name="Own">The instruction entered here; null for a superior's order.</param>
/// <param name="Order">The superior's order; null for one entered here.</param>
/// <param name="Owed">Its duty, with the time as it was last extended.</param>
/// <param name="Answer">The feedback; null before.</param>
public sealed record Directive(string Key, string Leader, DateTimeOffset GivenAt, string Text, string ByName, Instructed? Own, Reply? Order, Duty Owed, Noted<string>? Answer);

public sealed partial record Case
{
    /// <summary>All of them, the newest first.</summary>
    public IReadOnlyList<Directive> AllDirectives() =>
    [
        .. Instructions.Select(i => new Directive($"{i.What.Instruction}", i.What.Leader, i.What.GivenAt, i.What.Text, i.ByName, i.What, null,
                Owed(Extending.Rule(i.What)), i.Answer is { } a ? new(a.What.Text, a.ByName, a.At) : null))
            .Concat(SuperiorReplies.Where(r => r.What.Kind == ReplyKind.Ordered).Select(r => new Directive($"{r.What.Item}-{r.What.Order}", $"{r.ByName}（{r.What.Post}）", r.At,
                r.What.Text, r.ByName, null, r.What, Owed(Superior.Ordered(r.What.Item, r.What.Order)),
                SuperiorAnswers.FirstOrDefault(a => a.What.Item == r.What.Item && a.What.Order == r.What.Order) is { } a ? new(a.What.Text, a.ByName, a.At) : null)))
            .OrderByDescending(d => d.GivenAt),
    ];

    private Duty Owed(string rule) => Duties.Last(d => d.Rule == rule);
}
