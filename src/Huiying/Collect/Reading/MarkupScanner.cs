namespace Huiying.Collect.Reading;

/// <summary>What a piece of markup is.</summary>
internal enum MarkupToken
{
    Text,
    CData,
    Open,
    Close,

    /// <summary>Comment, declaration or processing instruction: nothing to read.</summary>
    Aside,
}

/// <summary>
/// Cuts markup, however broken, into tokens: one pass, each character looked at a bounded number of times, no entity of the document's own,
/// no file or address ever opened. Used for feeds and, with HTML's rules for raw text, for the HTML inside them.
/// </summary>
/// <param name="text">The markup.</param>
/// <param name="attributes">Whether attributes are kept for the caller.</param>
internal ref struct MarkupScanner(ReadOnlySpan<char> text, bool attributes = true)
{
    /// <summary>Attributes beyond this many on one element are passed over.</summary>
    private const int MostAttributes = 64;

    private readonly ReadOnlySpan<char> text = text;
    private RecentNames names;
    private int at, next, latest;

    // A search that found nothing will find nothing later either: without this, many broken openings would each search to the end.
    private bool noCommentEnd, noCDataEnd, noInstructionEnd, noDeclarationEnd, noBracketEnd;

    public MarkupToken Token { get; private set; }

    /// <summary>The name of an element.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Undecoded text, or the content of a CDATA section.</summary>
    public ReadOnlySpan<char> Value { get; private set; }

    /// <summary>Whether an opening tag closes itself.</summary>
    public bool SelfClosing { get; private set; }

    /// <summary>Undecoded attributes of an opening tag.</summary>
    public List<(string Name, string Value)> Attributes { get; private set; } = None;

    private static readonly List<(string Name, string Value)> None = [];

    public bool Read()
    {
        if (at >= text.Length) return false;
        if (text[at] != '<') return Take(MarkupToken.Text, TextLength());
        var rest = text[at..];
        if (rest.Length < 2) return Take(MarkupToken.Text, 1);
        if (rest.StartsWith("<!--")) return Enclosed(4, "-->", ref noCommentEnd, MarkupToken.Aside);
        if (rest.StartsWith("<![CDATA[", StringComparison.OrdinalIgnoreCase)) return Enclosed(9, "]]>", ref noCDataEnd, MarkupToken.CData);
        if (rest[1] == '?') return noInstructionEnd ? Declaration(rest) : Enclosed(2, "?>", ref noInstructionEnd, MarkupToken.Aside);
        if (rest[1] == '!') return Declaration(rest);
        if (rest[1] == '/' && rest.Length > 2 && IsNameStart(rest[2])) return End(rest);
        return IsNameStart(rest[1]) ? Tag(rest) : Take(MarkupToken.Text, TextLength());
    }

    /// <summary>Passes over everything up to the closing tag of a raw-text element such as script.</summary>
    public ReadOnlySpan<char> Raw(string name)
    {
        var start = at;
        while (at < text.Length)
        {
            var next = text[at..].IndexOf("</");
            if (next < 0) break;
            at += next;
            if (text[(at + 2)..].StartsWith(name, StringComparison.OrdinalIgnoreCase)) return text[start..at];
            at += 2;
        }
        at = text.Length;
        return text[start..];
    }

    private readonly int TextLength()
    {
        var next = text[(at + 1)..].IndexOf('<');
        return next < 0 ? text.Length - at : next + 1;
    }

    private bool Take(MarkupToken token, int length)
    {
        Token = token;
        Value = text.Slice(at, length);
        at += length;
        return true;
    }

    private bool Enclosed(int opening, string closing, scoped ref bool absent, MarkupToken token)
    {
        var body = text[Math.Min(at + opening, text.Length)..];
        var end = absent ? -1 : body.IndexOf(closing);
        if (end < 0)
        {
            absent = true;
            // An unclosed CDATA section runs to the end; an unclosed comment is taken for text.
            if (token != MarkupToken.CData) return Take(MarkupToken.Text, TextLength());
            end = body.Length;
        }
        Token = token;
        Value = body[..end];
        at = Math.Min(text.Length, at + opening + end + closing.Length);
        return true;
    }

    /// <summary>A declaration with its bracketed part, whose own declarations may hold <c>&gt;</c>.</summary>
    private bool Declaration(ReadOnlySpan<char> rest)
    {
        var end = noDeclarationEnd ? -1 : rest.IndexOf('>');
        noDeclarationEnd = end < 0;
        if (end < 0 || rest.Length < 3 || !char.IsAsciiLetter(rest[2])) return Take(MarkupToken.Text, TextLength());
        if (rest[..end].Contains('[') && !noBracketEnd)
        {
            var closed = rest.IndexOf(']');
            noBracketEnd = closed < 0;
            if (closed >= 0 && rest[closed..].IndexOf('>') is var after and >= 0) end = closed + after;
        }
        return Take(MarkupToken.Aside, end + 1);
    }

    private bool End(ReadOnlySpan<char> rest)
    {
        var length = NameLength(rest, 2);
        Name = NameOf(rest.Slice(2, length));
        var close = rest[(2 + length)..].IndexOfAny('>', '<');
        Token = MarkupToken.Close;
        Value = default;
        at += close < 0 ? rest.Length : 2 + length + close + (rest[2 + length + close] == '>' ? 1 : 0);
        return true;
    }

    private bool Tag(ReadOnlySpan<char> rest)
    {
        var length = NameLength(rest, 1);
        (Name, Attributes, SelfClosing, Token) = (NameOf(rest.Slice(1, length)), None, false, MarkupToken.Open);
        Value = default;
        var i = 1 + length;
        while (i < rest.Length)
        {
            var c = rest[i];
            if (c == '>')
            {
                i++;
                break;
            }
            if (c == '<') break;
            if (c == '/')
            {
                SelfClosing = i + 1 < rest.Length && rest[i + 1] == '>';
                i++;
                continue;
            }
            if (char.IsWhiteSpace(c) || c is '=' or '"' or '\'')
            {
                i++;
                continue;
            }
            i = Attribute(rest, i);
        }
        at += i;
        return true;
    }

    private int Attribute(ReadOnlySpan<char> rest, int i)
    {
        var start = i;
        while (i < rest.Length && !char.IsWhiteSpace(rest[i]) && rest[i] is not ('=' or '>' or '/' or '<')) i++;
        var name = rest[start..i];
        var mark = i;
        while (mark < rest.Length && char.IsWhiteSpace(rest[mark])) mark++;
        var value = ReadOnlySpan<char>.Empty;
        if (mark < rest.Length && rest[mark] == '=')
        {
            i = mark + 1;
            while (i < rest.Length && char.IsWhiteSpace(rest[i])) i++;
            if (i < rest.Length && rest[i] is '"' or '\'')
            {
                var quote = rest[i++];
                var end = rest[i..].IndexOf(quote);
                if (end < 0) end = rest[i..].IndexOf('>') is var close and >= 0 ? close : rest.Length - i;
                value = rest.Slice(i, end);
                i = Math.Min(rest.Length, i + end + (i + end < rest.Length && rest[i + end] == quote ? 1 : 0));
            }
            else
            {
                start = i;
                while (i < rest.Length && !char.IsWhiteSpace(rest[i]) && rest[i] is not ('>' or '<')) i++;
                value = rest[start..i];
            }
        }
        else if (i == start) i++;
        if (!attributes) return i;
        if (ReferenceEquals(Attributes, None)) Attributes = [];
        if (Attributes.Count < MostAttributes) Attributes.Add((name.ToString(), value.ToString()));
        return i;
    }

    /// <summary>
    /// The name as text; that of the last tag but a few is used again, as feeds and pages repeat a handful: mostly the one that was opened last, or the one
    /// that came after it before.
    /// </summary>
    private string NameOf(ReadOnlySpan<char> name)
    {
        for (var n = 0; n < RecentNames.Count; n++)
        {
            var place = (latest + n) % RecentNames.Count;
            if (names[place] is not { } known || !name.SequenceEqual(known)) continue;
            latest = place;
            return known;
        }
        next = (next + 1) % RecentNames.Count;
        latest = next;
        return names[next] = name.ToString();
    }

    [System.Runtime.CompilerServices.InlineArray(Count)]
    private struct RecentNames
    {
        public const int Count = 12;

        private string? first;
    }

    private static int NameLength(ReadOnlySpan<char> text, int from)
    {
        var i = from;
        while (i < text.Length && i - from < 200 && (char.IsLetterOrDigit(text[i]) || text[i] is ':' or '_' or '-' or '.')) i++;
        return i - from;
    }

    private static bool IsNameStart(char c) => char.IsLetter(c) || c is '_' or ':';
}
