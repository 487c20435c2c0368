using System.Globalization;
using System.Text;

namespace Huiying.Collect.Reading;

/// <summary>Numbers as dates write them: 3, ３, 三, 十二, 二十三, 廿八, 两千零四, 一九九八, 二〇二六, and the script they are written in.</summary>
internal static class ChineseNumerals
{
    private const string Digits = "零一二三四五六七八九";

    private static readonly Dictionary<char, char> Simplified = new()
    {
        ['〇'] = '零', ['○'] = '零', ['Ｏ'] = '零', ['兩'] = '两', ['壹'] = '一', ['貳'] = '二', ['參'] = '三', ['點'] = '点', ['時'] = '时', ['鐘'] = '钟', ['號'] = '号', ['週'] = '周',
        ['禮'] = '礼', ['個'] = '个', ['後'] = '后', ['剛'] = '刚', ['內'] = '内', ['這'] = '这', ['現'] = '现', ['過'] = '过', ['幾'] = '几', ['數'] = '数', ['國'] = '国', ['慶'] = '庆', ['節'] = '节',
        ['勞'] = '劳', ['動'] = '动', ['兒'] = '儿', ['聖'] = '圣', ['誕'] = '诞', ['當'] = '当', ['間'] = '间', ['曆'] = '历', ['歲'] = '岁', ['於'] = '于', ['發'] = '发', ['佈'] = '布', ['來'] = '来',
        ['：'] = ':', ['﹕'] = ':', ['∶'] = ':', ['，'] = ',', ['（'] = '(', ['）'] = ')', ['．'] = '.', ['／'] = '/', ['－'] = '-', ['—'] = '-', ['–'] = '-', ['‐'] = '-', ['　'] = ' ', ['\u00A0'] = ' ',
        ['\t'] = ' ', ['\r'] = ' ', ['\n'] = ' ', ['\u2002'] = ' ', ['\u2003'] = ' ', ['\u2009'] = ' ', ['\u202F'] = ' ',
    };

    /// <summary>The same text, character for character, in half width, simplified, with plain spaces.</summary>
    public static string Plain(ReadOnlySpan<char> text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            plain.Append(c switch
            {
                >= '０' and <= '９' => (char)(c - '０' + '0'),
                < '\u0080' and not ('\t' or '\r' or '\n') => c,
                _ => Simplified.GetValueOrDefault(c, c),
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
