using System.Text;
using Huiying.Assess.Words;

namespace Huiying.Assess.Search;

/// <summary>
/// What the index is asked: tokens under and, or, not. It is never narrower than the query (docs/adr/0054-search.md): a term of three characters is all
/// its pairs, which a text may have apart from each other, so what the index names is judged by the text unless <see cref="Exact(SearchQuery?)"/> says that it need not.
/// </summary>
internal abstract record IndexQuery
{
    private sealed record Token(string Text, bool Beginning) : IndexQuery;

    private sealed record And(IReadOnlyList<IndexQuery> Parts) : IndexQuery;

    private sealed record Or(IReadOnlyList<IndexQuery> Parts) : IndexQuery;

    private sealed record Not(IndexQuery Part) : IndexQuery;

    private sealed record Constant(bool Value) : IndexQuery;

    private static IndexQuery Everything { get; } = new Constant(true);

    private static IndexQuery Nothing { get; } = new Constant(false);

    /// <summary>The query for the index.</summary>
    /// <param name="query">What is looked for; null for anything.</param>
    /// <param name="filters">Each a list of tokens of which one must be there.</param>
    /// <param name="beginnings">Whether single characters are asked of the index, where each costs a look at every pair that begins with it; left to the text otherwise.</param>
    public static IndexQuery Of(SearchQuery? query, IReadOnlyList<IReadOnlyList<string>> filters, bool beginnings) =>
        All([.. filters.Select(f => Any([.. f.Select(t => (IndexQuery)new Token(t, false))])), query is null ? Everything : Wider(query.Root, true, beginnings)]);

    /// <summary>Whether the query holds of exactly the texts that the index names.</summary>
    public static bool Exact(SearchQuery? query) => query is null || Exact(query.Root);

    /// <summary>Whether a single character is looked for.</summary>
    public static bool HasBeginnings(SearchQuery? query) => query?.Root is { } root && root.Wanted(true).Concat(root.Wanted(false)).Any(t => SearchTokens.Query(t.Text).Beginnings.Count > 0);

    /// <summary>Whether it holds of a text without tokens: then the index has no list to begin with, and the posts themselves are gone through.</summary>
    public bool HoldsOfNothing => this switch
    {
        Token => false,
        And and => and.Parts.All(p => p.HoldsOfNothing),
        Or or => or.Parts.Any(p => p.HoldsOfNothing),
        Not not => !not.Part.HoldsOfNothing,
        _ => ((Constant)this).Value,
    };

    /// <summary>As FTS5 reads it; only when it does not hold of nothing.</summary>
    public string Fts5()
    {
        var text = new StringBuilder();
        Fts5(text, Pushed(this, true));
        return text.ToString();
    }

    /// <summary>As a tsquery.</summary>
    public string TsQuery()
    {
        var text = new StringBuilder();
        Ts(text, this);
        return text.ToString();
    }

    private static IndexQuery Wider(QueryNode node, bool wider, bool beginnings) => node switch
    {
        AllOf all => All([.. all.Parts.Select(p => Wider(p, wider, beginnings))]),
        AnyOf any => Any([.. any.Parts.Select(p => Wider(p, wider, beginnings))]),
        NotIt not => No(Wider(not.Part, !wider, beginnings)),
        _ => Tokens((Term)node, wider, beginnings),
    };

    private static IndexQuery Tokens(Term term, bool wider, bool beginnings)
    {
        var asked = SearchTokens.Query(term.Text);
        if (!wider && !(Exact(term) && (beginnings || asked.Beginnings.Count == 0))) return Nothing;
        return All([.. asked.Tokens.Select(t => new Token(t, false)), .. beginnings ? asked.Beginnings.Select(t => new Token(t, true)) : []]);
    }

    private static bool Exact(QueryNode node) => node switch
    {
        AllOf all => all.Parts.All(Exact),
        AnyOf any => any.Parts.All(Exact),
        NotIt not => Exact(not.Part),
        // One token that is the whole term: a pair, a stretch of letters, a single character.
        _ => node is Term term && SearchTokens.Query(term.Text) is var asked && asked.Tokens.Concat(asked.Beginnings).ToList() is [var only] && only == term.Text,
    };

    private static IndexQuery All(IReadOnlyList<IndexQuery> parts)
    {
        if (parts.Contains(Nothing)) return Nothing;
        List<IndexQuery> left = [.. parts.Where(p => p != Everything).SelectMany(p => p is And and ? and.Parts : [p])];
        return left.Count switch { 0 => Everything, 1 => left[0], _ => new And(left) };
    }

    private static IndexQuery Any(IReadOnlyList<IndexQuery> parts)
    {
        if (parts.Contains(Everything)) return Everything;
        List<IndexQuery> left = [.. parts.Where(p => p != Nothing).SelectMany(p => p is Or or ? or.Parts : [p])];
        return left.Count switch { 0 => Nothing, 1 => left[0], _ => new Or(left) };
    }

    private static IndexQuery No(IndexQuery part) => part switch { Constant c => c.Value ? Nothing : Everything, Not not => not.Part, _ => new Not(part) };

    /// <summary>With every not pushed to the tokens.</summary>
    private static IndexQuery Pushed(IndexQuery query, bool positive) => query switch
    {
        And and => positive ? All([.. and.Parts.Select(p => Pushed(p, true))]) : Any([.. and.Parts.Select(p => Pushed(p, false))]),
        Or or => positive ? Any([.. or.Parts.Select(p => Pushed(p, true))]) : All([.. or.Parts.Select(p => Pushed(p, false))]),
        Not not => Pushed(not.Part, !positive),
        _ => positive ? query : No(query),
    };

    /// <summary>FTS5 knows "this and not that" alone. A part that holds of nothing, within an and, is the opposite of one that does not.</summary>
    private static void Fts5(StringBuilder text, IndexQuery query)
    {
        switch (query)
        {
            case Token token:
                text.Append('"').Append(token.Text).Append(token.Beginning ? "\"*" : "\"");
                break;
            case Or or:
                Join(text, or.Parts, " OR ");
                break;
            case And and:
                var (not, has) = (and.Parts.Where(p => p.HoldsOfNothing).ToList(), and.Parts.Where(p => !p.HoldsOfNothing).ToList());
                if (not.Count > 0) text.Append('(');
                Join(text, has, " AND ");
                if (not.Count > 0)
                {
                    text.Append(" NOT ");
                    Join(text, [.. not.Select(p => Pushed(p, false))], " OR ");
                    text.Append(')');
                }
                break;
            default:
                throw new InvalidOperationException("the index has no such list");
        }
    }

    private static void Join(StringBuilder text, IReadOnlyList<IndexQuery> parts, string between)
    {
        text.Append('(');
        for (var i = 0; i < parts.Count; i++)
        {
            if (i > 0) text.Append(between);
            Fts5(text, parts[i]);
        }
        text.Append(')');
    }

    private static void Ts(StringBuilder text, IndexQuery query)
    {
        switch (query)
        {
            case Token token:
                text.Append('\'').Append(token.Text).Append(token.Beginning ? "':*" : "'");
                break;
            case Not not:
                text.Append('!');
                Ts(text, not.Part);
                break;
            case And or Or:
                var parts = query is And and ? and.Parts : ((Or)query).Parts;
                text.Append('(');
                for (var i = 0; i < parts.Count; i++)
                {
                    if (i > 0) text.Append(query is And ? " & " : " | ");
                    Ts(text, parts[i]);
                }
                text.Append(')');
                break;
            default:
                throw new InvalidOperationException("the index has no such list");
        }
    }
}
