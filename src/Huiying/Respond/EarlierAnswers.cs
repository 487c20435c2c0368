using Huiying.Ground;
using Huiying.Handle;

namespace Huiying.Respond;

/// <summary>What the office said publicly in an earlier event with like words.</summary>
/// <param name="Shared">The words the two events share, the longest first.</param>
public sealed record EarlierAnswer(CaseId Case, string Number, string Title, IReadOnlyList<string> Shared, PublicAnswer Answer);

/// <summary>
/// Earlier answers to draft from: of events with like words, as the drafter may see them, those that are public and stand. Compared by what and where only (S16); a
/// direct reply is its asker's own and is not quoted to others.
/// </summary>
public sealed class EarlierAnswers(Cases cases, PublicAnswers answers)
{
    /// <summary>The answers given in like events, those of the likest first.</summary>
    public async Task<IReadOnlyList<EarlierAnswer>> For(Actor actor, Case c, CancellationToken ct = default)
    {
        var found = new List<EarlierAnswer>();
        foreach (var alike in (await cases.Alike(actor, c.Title, ct)).Where(a => a.Id != c.Id))
        {
            if (await cases.Find(actor, alike.Id, ct) is not { } earlier) continue;
            foreach (var given in earlier.Answers.Where(a => a.Stands).Reverse())
            {
                if (await answers.Find(actor.Office, new ReleaseId(given.What.Release), ct) is { Withdraws: false } answer) found.Add(new(alike.Id, alike.Number, alike.Title, alike.Shared, answer));
            }
        }
        return found;
    }
}
