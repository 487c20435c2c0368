using System.Globalization;
using System.Text;

namespace Huiying.Collect.Reading;

/// <summary>Numbers as dates write them: 3, ３, 三, 十二, 二十三, 廿八, 两千零四, 一九九八, 二〇二六, and the script they are written in.</summary>
internal static class ChineseNumerals
{
    private const string Digits = "零一二三四五六七八九";

    /// <summary>What is written otherwise, and below it, place for place, how we read it.</summary>
    private const string Variants = "〇○Ｏ兩壹貳參點時鐘號週禮個後剛內這現過幾數國慶節勞動兒聖誕當間發佈來：﹕∶，（）．／－—–‐";

    private const string Plainer = "零零零两一二三点时钟号周礼个后刚内这现过几数国庆节劳动儿圣诞当间发布来:::,()./----";

    /// <summary>The same text, character for character, in half width, simplified, with plain spaces.</summary>
    public static string Plain(ReadOnlySpan<char> text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            plain.Append(c switch
            {
                >= '０' and <= '９' => (char)(c - '０' + '0'),
                '\t' or '\r' or '\n' or '\u00A0' or '\u3000' or '\u202F' or (>= '\u2002' and <= '\u2009') => ' ',
                < '\u0080' => c,
                _ => Variants.IndexOf(c, StringComparison.Ordinal) is var at and >= 0 ? Plainer[at] : c,
            });
        }
        return plain.ToString();
    }

    /// <summary>The number, or null when the text is none.</summary>
    public static int? Read(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.Length > 8) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var plain)) return plain;
        return text.ContainsAny("十廿卅百千") ? Positional(text) : DigitByDigit(text);
    }

    private static int? DigitByDigit(ReadOnlySpan<char> text)
    {
        var value = 0;
        foreach (var c in text)
        {
            if (Digit(c) is not { } digit) return null;
            value = (value * 10) + digit;
        }
        return value;
    }

    private static int? Positional(ReadOnlySpan<char> text)
    {
        var (value, digit) = (0, 0);
        foreach (var c in text)
        {
            switch (c)
            {
                case '十':
                    value += (digit == 0 ? 1 : digit) * 10;
                    digit = 0;
                    break;
                case '廿':
                    value += 20;
                    break;
                case '卅':
                    value += 30;
                    break;
                case '百' or '千':
                    value += digit * (c == '百' ? 100 : 1000);
                    digit = 0;
                    break;
                default:
                    if (Digit(c) is not { } next) return null;
                    digit = next;
                    break;
            }
        }
        return value + digit;
    }

    private static int? Digit(char c) => c == '两' ? 2 : char.IsAsciiDigit(c) ? c - '0' : Digits.IndexOf(c, StringComparison.Ordinal) is var at and >= 0 ? at : null;
}
