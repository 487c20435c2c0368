using System.Buffers;

namespace Huiying.Collect.Masking;

/// <summary>Mentions of other accounts: <c>@</c> and a name of up to 30 characters.</summary>
internal static class Mentions
{
    private const int Longest = 30;

    private static readonly SearchValues<char> Signs = SearchValues.Create("@＠");

    public static void Find(string text, ref List<Stretch>? found)
    {
        for (var from = 0; ;)
        {
            var step = text.AsSpan(from).IndexOfAny(Signs);
            if (step < 0) return;
            var at = from + step;
            var end = at + 1;
            while (end < text.Length && IsName(text[end]) && (end - at <= Longest || char.IsAsciiLetterOrDigit(text[end]))) end++;
            from = at + 1;
            if (end == at + 1 || IsMailbox(text, at) || IsPlaceholder(text, at)) continue;
            (found ??= []).Add(new(at, end, MaskKind.Mention));
            from = end;
        }
    }

    private static bool IsName(char c) => c is '_' or '-' or '·' || char.IsLetterOrDigit(c) || char.IsSurrogate(c);

    /// <summary>A mailbox or a price has Latin letters or digits on both sides of the sign.</summary>
    private static bool IsMailbox(string text, int at) =>
        at > 0 && at + 1 < text.Length && (char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] is '.' or '_' or '-')
        && char.IsAsciiLetterOrDigit(text[at + 1]);

    private static bool IsPlaceholder(string text, int at) =>
        at > 0 && text[at - 1] == '［' && string.CompareOrdinal(text, at + 1, "某人］", 0, 3) == 0;
}
