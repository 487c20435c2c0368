namespace Huiying.Documents;

/// <summary>
/// Makes text harmless for a spreadsheet program, which runs what looks like a formula. An apostrophe goes in front, so the text stays
/// readable and <see cref="Restore"/> gives it back exactly.
/// </summary>
public static class SheetCell
{
    /// <summary>The text with an apostrophe in front when a program might take it for a formula.</summary>
    public static string Neutral(string text) => LooksLikeFormula(text) ? "'" + text : text;

    /// <summary>The text as it was before <see cref="Neutral"/>.</summary>
    public static string Restore(string cell) => cell.Length > 1 && cell[0] == '\'' && LooksLikeFormula(cell[1..]) ? cell[1..] : cell;

    /// <summary>Whether the first character that counts is one of = + - @ or a full-width form; or the text begins with a tab or line end.</summary>
    public static bool LooksLikeFormula(string text)
    {
        foreach (var c in text)
        {
            if (c is '\t' or '\r' or '\n') return true;
            // Programs drop these before they look.
            if (char.IsWhiteSpace(c) || char.IsControl(c) || c is '\uFEFF' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\'' or '"' or '“' or '”' or '‘' or '’') continue;
            return c is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '﹦' or '﹢' or '﹣' or '﹫' or '−';
        }
        return false;
    }
}
