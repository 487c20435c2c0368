using System.Buffers;
using System.Text;
using Huiying.Assess.Words;
using Huiying.Collect;
using Huiying.Ground;

namespace Huiying.Assess.Search;

/// <summary>Reads one query: signs, then brackets before 非, 非 before blanks, blanks before 或. What cannot be read is a refusal with its place.</summary>
internal sealed class QueryReader(string? written)
{
    /// <summary>Longer is no search but a text.</summary>
    private const int Longest = 300;
    private const int MostTerms = 40;

    /// <summary>Brackets in brackets.</summary>
    private const int Deepest = 8;

    private static readonly SearchValues<char> Opening = SearchValues.Create("\"“”＂「『");
    private static readonly SearchValues<char> Closing = SearchValues.Create("\"“”＂」』");
    private static readonly SearchValues<char> Apart = SearchValues.Create("\"“”＂「『()（）|｜&＆");

    private enum Sign
    {
        Words,
        Or,
        And,
        Not,
        Open,
        Close,
        End,
    }

    /// <param name="At">Place in the query, from 1.</param>
    private readonly record struct Piece(Sign Sign, int At, QueryNode? Node = null);

    private readonly string text = Whole((written ?? "").Trim());
    private readonly List<Piece> pieces = [];
    private int next;
    private int terms;
    private Refusal? wrong;

    public Outcome<SearchQuery> Read()
    {
        if (text.Length == 0) return Wrong("请写要检索的词。", "Write what to search for.");
        if (text.Length > Longest) return Wrong($"检索式最长 {Longest} 个字，请只留最要紧的词。", $"At most {Longest} characters; keep the words that matter.");
        Cut();
        if (wrong is not null) return wrong;
        if (pieces.Count == 0) return Wrong("检索式里只有标点，请写要检索的词。", "There are only signs; write what to search for.");
        pieces.Add(new(Sign.End, text.Length + 1));
        var root = Any(0);
        if (wrong is not null) return wrong;
        if (terms > MostTerms) return Wrong($"检索式最多 {MostTerms} 个词，请只留最要紧的词。", $"At most {MostTerms} words; keep those that matter.");
        return root.Matches([]) ? Wrong("只写了不要的词，请再写至少一个要出现的词，例如：停水 非 通知。", "It only says what must not occur: add a word that must, as in: 停水 非 通知.")
            : new SearchQuery(text, root);
    }

    private void Cut()
    {
        for (var i = 0; i < text.Length && wrong is null;)
        {
            var (c, at) = (text[i], i + 1);
            if (char.IsWhiteSpace(c)) i++;
            else if (c is '(' or '（') pieces.Add(new(Sign.Open, ++i));
            else if (c is ')' or '）') pieces.Add(new(Sign.Close, ++i));
            else if (c is '|' or '｜' or '&' or '＆')
            {
                // || and && are written as often as | and &.
                while (i < text.Length && text[i] == c) i++;
                pieces.Add(new(c is '|' or '｜' ? Sign.Or : Sign.And, at));
            }
            else if (Opening.Contains(c))
            {
                var end = text.AsSpan(i + 1).IndexOfAny(Closing);
                if (end < 0) wrong = Wrong($"第 {at} 个字的引号没有收尾，请补上后引号，或去掉这个引号。", $"The quotation mark at {at} is not closed: close it or take it away.");
                else if (Fold.Text(text.Substring(i + 1, end)) is var phrase && !phrase.Any(SearchTokens.IsWordy)) wrong = Wrong($"第 {at} 个字起的引号里没有字，请写上要找的词。", $"There is no word in the quotation marks at {at}.");
                else Add(new Term(phrase), at);
                i += end + 2;
            }
            else i = Word(i);
        }
    }

    /// <summary>A stretch without blanks: an operator, or words that signs part.</summary>
    private int Word(int from)
    {
        var end = from;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && !Apart.Contains(text[end])) end++;
        var word = text[from..end];
        var sign = word switch { "OR" or "或" or "或者" => Sign.Or, "AND" or "且" or "并且" => Sign.And, "NOT" or "非" => Sign.Not, _ => Sign.Words };
        // A minus belongs to what follows it, also to a bracket or a quotation: -（通知 公告）.
        if (sign == Sign.Words && word[0] is '-' or '－' or '−' && from + 1 < text.Length && !char.IsWhiteSpace(text[from + 1]))
        {
            pieces.Add(new(Sign.Not, from + 1));
            return from + 1;
        }
        if (sign != Sign.Words) pieces.Add(new(sign, from + 1));
        else
        {
            var folded = Fold.Text(word);
            var all = new List<QueryNode>();
            for (var i = 0; i < folded.Length; i++)
            {
                if (!SearchTokens.IsWordy(folded[i])) continue;
                var start = i;
                while (i < folded.Length && SearchTokens.IsWordy(folded[i])) i++;
                all.Add(new Term(folded[start..i]));
            }
            if (all.Count == 1) Add(all[0], from + 1);
            else if (all.Count > 1) Add(new AllOf(all), from + 1);
        }
        return end;
    }

    private void Add(QueryNode node, int at)
    {
        terms += node is AllOf all ? all.Parts.Count : 1;
        pieces.Add(new(Sign.Words, at, node));
    }

    private QueryNode Any(int depth)
    {
        var parts = new List<QueryNode> { All(depth) };
        while (wrong is null && pieces[next].Sign == Sign.Or)
        {
            next++;
            parts.Add(All(depth));
        }
        if (wrong is null && depth == 0 && pieces[next].Sign == Sign.Close) wrong = Wrong($"第 {pieces[next].At} 个字的后括号没有对应的前括号，请去掉或补上前括号。", $"The closing bracket at {pieces[next].At} has no opening one.");
        return parts.Count == 1 ? parts[0] : new AnyOf(parts);
    }

    private QueryNode All(int depth)
    {
        var parts = new List<QueryNode> { One(depth) };
        while (wrong is null && pieces[next].Sign is Sign.Words or Sign.Not or Sign.Open or Sign.And)
        {
            if (pieces[next].Sign == Sign.And) next++;
            parts.Add(One(depth));
        }
        return parts.Count == 1 ? parts[0] : new AllOf(parts);
    }

    private QueryNode One(int depth)
    {
        var not = false;
        for (; pieces[next].Sign == Sign.Not; next++) not = !not;
        var piece = pieces[next];
        QueryNode node = None;
        switch (piece.Sign)
        {
            case Sign.Words:
                next++;
                node = piece.Node!;
                break;
            case Sign.Open when depth >= Deepest:
                wrong = Wrong($"第 {piece.At} 个字起括号套得太深，请少用几层。", $"Too many brackets in brackets at {piece.At}.");
                break;
            case Sign.Open:
                next++;
                node = Any(depth + 1);
                if (wrong is not null) break;
                if (pieces[next].Sign == Sign.Close) next++;
                else wrong = Wrong($"第 {piece.At} 个字的前括号没有收尾，请补上后括号。", $"The bracket at {piece.At} is not closed.");
                break;
            case Sign.End:
                wrong = Wrong($"检索式没有写完，“{Said(next - 1)}”后面还要有词。", "It ends too early: a word must follow.");
                break;
            default:
                wrong = Wrong($"第 {piece.At} 个字的“{Said(next)}”前面缺少要找的词。", $"A word is missing before what stands at {piece.At}.");
                break;
        }
        return not ? new NotIt(node) : node;
    }

    /// <summary>Stands for what could not be read, until the refusal is returned.</summary>
    private static Term None { get; } = new("\0");

    private string Said(int piece) => piece < 0 ? "" : pieces[piece].Sign switch { Sign.Or => "或", Sign.And => "且", Sign.Not => "非", Sign.Open => "（", Sign.Close => "）", _ => "" };

    private static Refusal Wrong(string zh, string en) => new("search.query", "-", zh, en);

    /// <summary>Half of a pair of surrogates, and what is no character, becomes a blank: the stores would not take it.</summary>
    private static string Whole(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || Rune.IsControl(rune)) whole.Append(' ');
            else whole.Append(rune);
        }
        return whole.ToString();
    }
}
