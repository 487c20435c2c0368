using System.Buffers;

namespace Huiying.Collect;

/// <summary>
/// One writing for what readers take as the same: full-width letters and signs become half-width, capitals small, traditional characters simplified, spacing
/// one blank.
/// </summary>
public static class Fold
{
    /// <summary>The folded text.</summary>
    public static string Text(string text)
    {
        var buffer = ArrayPool<char>.Shared.Rent(text.Length);
        var n = 0;
        var blank = true;
        foreach (var c in text)
        {
            var f = Char(c);
            if (char.IsWhiteSpace(f))
            {
                if (!blank) buffer[n++] = ' ';
                blank = true;
                continue;
            }
            blank = false;
            buffer[n++] = f;
        }
        if (n > 0 && buffer[n - 1] == ' ') n--;
        var folded = new string(buffer, 0, n);
        ArrayPool<char>.Shared.Return(buffer);
        return folded;
    }

    /// <summary>The letters, digits and pictures of the folded text: without spacing, punctuation and what is not seen (zero-width characters), to tell copies by.</summary>
    public static string Bare(string text)
    {
        var buffer = ArrayPool<char>.Shared.Rent(text.Length);
        var n = 0;
        foreach (var c in text)
        {
            var f = Char(c);
            if (char.IsLetterOrDigit(f) || char.IsSurrogate(f)) buffer[n++] = f;
        }
        var bare = new string(buffer, 0, n);
        ArrayPool<char>.Shared.Return(buffer);
        return bare;
    }

    /// <summary>The folded character; 　 becomes a blank, every other blank stays.</summary>
    public static char Char(char c) => c switch
    {
        >= 'a' and <= 'z' => c,
        >= 'A' and <= 'Z' => (char)(c | 0x20),
        '\u3000' => ' ',
        >= '\uff21' and <= '\uff3a' => (char)(c - 0xfee0 + 0x20),
        >= '\uff01' and <= '\uff5e' => (char)(c - 0xfee0),
        < '\u0080' => c,
        >= '\u2e80' => Simplified.Of(c),
        _ => char.ToLowerInvariant(c),
    };
}
