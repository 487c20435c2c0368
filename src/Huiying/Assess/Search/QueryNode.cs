using Huiying.Assess.Words;

namespace Huiying.Assess.Search;

/// <summary>A part of a query as it was understood. Texts are judged folded (<see cref="Collect.Fold.Text"/>), title and body apart.</summary>
internal abstract record QueryNode
{
    /// <summary>Whether the texts have what is asked for.</summary>
    /// <param name="texts">Folded.</param>
    public abstract bool Matches(IReadOnlyList<string> texts);

    /// <summary>The terms that a text may have, those behind a 非 left out: what is marked, and what is judged when a search is saved (S15).</summary>
    public abstract IEnumerable<Term> Wanted(bool wanted = true);
}

/// <summary>
/// Characters that must stand together somewhere, folded. Letters and digits at its ends are whole: 3号楼 is not in 13号楼, and gas not in gasoline.
/// </summary>
internal sealed record Term(string Text) : QueryNode
{
    public override bool Matches(IReadOnlyList<string> texts)
    {
        foreach (var text in texts) if (Next(text, 0) >= 0) return true;
        return false;
    }

    public override IEnumerable<Term> Wanted(bool wanted) => wanted ? [this] : [];

    /// <summary>Where it stands in a folded text at or after a place; -1 when nowhere.</summary>
    public int Next(string text, int from)
    {
        for (var at = from; at <= text.Length - Text.Length; at++)
        {
            at = text.IndexOf(Text, at, StringComparison.Ordinal);
            if (at < 0) return -1;
            if (Whole(text, at)) return at;
        }
        return -1;
    }

    private bool Whole(string text, int at) =>
        !(at > 0 && Segmenter.IsLetter(Text[0]) && Segmenter.IsLetter(text[at - 1]))
        && !(at + Text.Length < text.Length && Segmenter.IsLetter(Text[^1]) && Segmenter.IsLetter(text[at + Text.Length]));
}

/// <summary>All of them.</summary>
internal sealed record AllOf(IReadOnlyList<QueryNode> Parts) : QueryNode
{
    public override bool Matches(IReadOnlyList<string> texts)
    {
        foreach (var part in Parts) if (!part.Matches(texts)) return false;
        return true;
    }

    public override IEnumerable<Term> Wanted(bool wanted) => Parts.SelectMany(p => p.Wanted(wanted));
}

/// <summary>One of them at least.</summary>
internal sealed record AnyOf(IReadOnlyList<QueryNode> Parts) : QueryNode
{
    public override bool Matches(IReadOnlyList<string> texts)
    {
        foreach (var part in Parts) if (part.Matches(texts)) return true;
        return false;
    }

    public override IEnumerable<Term> Wanted(bool wanted) => Parts.SelectMany(p => p.Wanted(wanted));
}

/// <summary>Not it.</summary>
internal sealed record NotIt(QueryNode Part) : QueryNode
{
    public override bool Matches(IReadOnlyList<string> texts) => !Part.Matches(texts);

    public override IEnumerable<Term> Wanted(bool wanted) => Part.Wanted(!wanted);
}
