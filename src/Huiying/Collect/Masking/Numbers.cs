using System.Runtime.CompilerServices;

namespace Huiying.Collect.Masking;

/// <summary>Phone, identity and card numbers: runs of digits (full-width ones too), whole or in groups with one separator between.</summary>
internal static class Numbers
{
    /// <summary>Groups looked at together; a card number in fours has five.</summary>
    private const int Window = 5;

    private const string Units = "元万亿千百吨米平亩公㎡美港欧%％";

    private static readonly string[] AccountWords = ["卡号", "账号", "帐号", "账户", "银行卡"];
    private static readonly string[] IdWords = ["身份证", "证件号", "公民身份"];
    private static readonly string[] PhoneWords = ["电话", "座机", "手机", "热线", "致电", "拨打", "联系", "tel", "Tel", "TEL"];

    /// <summary>One run of digits with its values.</summary>
    private readonly record struct Run(int Start, int End)
    {
        public int Length => End - Start;
    }

    [InlineArray(Window)]
    private struct Runs
    {
        private Run first;
    }

    public static void Find(string text, ref List<Stretch>? found)
    {
        for (var at = 0; at < text.Length;)
        {
            if (Value(text[at]) < 0)
            {
                at++;
                continue;
            }
            var run = RunAt(text, at);
            if (Match(text, run) is { } stretch)
            {
                (found ??= []).Add(stretch);
                at = stretch.End;
            }
            else
            {
                at = run.End;
            }
        }
    }

    private static Stretch? Match(string text, Run first)
    {
        if (first.Length > 30) return null;
        Span<int> digits = stackalloc int[64];
        var runs = default(Runs);
        var (count, total) = (0, 0);
        var next = first;
        // Longest first would hide a number behind what merely follows it, so every prefix of the groups is tried, one group alone first.
        while (count < Window && total + next.Length <= digits.Length)
        {
            runs[count++] = next;
            for (var i = next.Start; i < next.End; i++) digits[total++] = Value(text[i]);
            if (Classify(text, runs, count, digits[..total]) is { } kind) return Stretched(text, first.Start, next.End, kind);
            if (total > 19 || next.End + 1 >= text.Length || !IsSeparator(text[next.End])) break;
            var start = next.End + 1;
            if (text[next.End] is ')' or '）' && start < text.Length && text[start] is ' ' or '-') start++;
            if (start >= text.Length || Value(text[start]) < 0) break;
            next = RunAt(text, start);
        }
        return null;
    }

    private static MaskKind? Classify(string text, in Runs runs, int count, ReadOnlySpan<int> digits)
    {
        var (start, end) = (runs[0].Start, runs[count - 1].End);
        if (start > 1 && text[start - 1] is '.' or '．' && Value(text[start - 2]) >= 0) return null;
        if (IsIdentity(text, runs, count, digits, start, end)) return MaskKind.IdNumber;
        if (IsCard(text, runs, count, digits, start)) return MaskKind.BankCard;
        return IsMobile(text, runs, count, digits, end) || IsLandline(text, runs, count, digits, start) ? MaskKind.Phone : null;
    }

    /// <summary>GB 11643-1999: region, birth date, order, check character by ISO 7064 MOD 11-2; the 15-digit form has no check.</summary>
    private static bool IsIdentity(string text, in Runs runs, int count, ReadOnlySpan<int> digits, int start, int end)
    {
        if (count > 1 && !(runs[0].Length == 6 && runs[count - 1].Length >= 3)) return false;
        var x = digits.Length == 17 && end < text.Length && text[end] is 'X' or 'x' or 'Ｘ' or 'ｘ';
        if (!(digits.Length is 15 or 18 || x) || digits[0] is 0 or 9) return false;
        if (digits.Length == 15) return count == 1 && IsDate(1900 + (digits[6] * 10) + digits[7], Two(digits, 8), Two(digits, 10)) && digits[0] <= 6;
        if (!IsDate((Two(digits, 6) * 100) + Two(digits, 8), Two(digits, 10), Two(digits, 12))) return false;
        var sum = 0;
        var weight = 1;
        for (var i = 16; i >= 0; i--)
        {
            weight = weight * 2 % 11;
            sum += digits[i] * weight;
        }
        var check = (12 - (sum % 11)) % 11;
        return check == (x ? 10 : digits[17]) || Before(text, start, 12, IdWords);
    }

    private static bool IsDate(int year, int month, int day) =>
        year is >= 1900 and <= 2100 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    /// <summary>ISO/IEC 7812: 16–19 digits with a Luhn check, in one run or in fours; any account number that is named as one.</summary>
    private static bool IsCard(string text, in Runs runs, int count, ReadOnlySpan<int> digits, int start)
    {
        var named = digits.Length >= 12 && Before(text, start, 10, AccountWords);
        if (named && count == 1) return true;
        if (digits.Length is < 16 or > 19 || digits[0] is not (3 or 4 or 5 or 6 or 9)) return false;
        if (count > 1 && !(runs[0].Length is 4 or 6)) return false;
        // A shorter prefix of a longer number in fours must wait for its last group.
        if (count > 1 && runs[count - 1].End + 1 < text.Length && text[runs[count - 1].End] == text[runs[0].End]
            && Value(text[runs[count - 1].End + 1]) >= 0 && RunAt(text, runs[count - 1].End + 1).Length <= 19 - digits.Length) return false;
        if (named) return true;
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var d = digits[digits.Length - 1 - i];
            if (i % 2 == 1) d = d > 4 ? (d * 2) - 9 : d * 2;
            sum += d;
        }
        return sum % 10 == 0;
    }

    private static bool IsMobile(string text, in Runs runs, int count, ReadOnlySpan<int> digits, int end)
    {
        var skip = count > 1 ? 0 : digits switch
        {
            [8, 6, 1, ..] when digits.Length == 13 => 2,
            [0, 0, 8, 6, 1, ..] when digits.Length == 15 => 4,
            [0, 1, ..] when digits.Length == 12 => 1,
            _ => 0,
        };
        if (digits.Length - skip != 11 || digits[skip] != 1 || digits[skip + 1] < 3) return false;
        if (count == 1) return !(end < text.Length && Units.Contains(text[end], StringComparison.Ordinal));
        var fours = (count == 2 && runs[0].Length is 3 or 7) || (count == 3 && runs[0].Length == 3 && runs[1].Length == 4);
        return fours || (count == 3 && text[runs[0].End] is '-' or '－' or '—' && runs[0].Length is 3 or 4 && runs[1].Length >= 3 && runs[2].Length >= 3);
    }

    /// <summary>Area code (010, 02x, 0[3-9]xx) and seven or eight digits; without area code only where a word says it is a telephone.</summary>
    private static bool IsLandline(string text, in Runs runs, int count, ReadOnlySpan<int> digits, int start)
    {
        if (digits[0] != 0)
        {
            return digits.Length is 7 or 8 && digits[0] is >= 2 and <= 8 && (count == 1 || (count == 2 && runs[1].Length == 4))
                && !IsFreephone(digits) && !IsCalendar(digits) && Before(text, start, 6, PhoneWords);
        }
        if (digits.Length is < 10 or > 12) return false;
        var area = digits[1] is 1 or 2 ? 3 : 4;
        if (digits[1] == 0 || (digits[1] == 1 && digits[2] != 0)) return false;
        var local = digits.Length - area;
        return local is 7 or 8 && digits[area] >= 2 && (count == 1 || runs[0].Length == area) && (count == 1 || text[runs[0].End] is not '.' and not '·');
    }

    private static bool IsFreephone(ReadOnlySpan<int> digits) => digits is [4 or 8, 0, 0, ..];

    private static bool IsCalendar(ReadOnlySpan<int> digits) => digits.Length == 8 && digits is [2, 0, ..] && IsDate(2000 + Two(digits, 2), Two(digits, 4), Two(digits, 6));

    /// <summary>Takes the country code, an opening bracket and an extension along.</summary>
    private static Stretch Stretched(string text, int start, int end, MaskKind kind)
    {
        if (kind == MaskKind.IdNumber) return new(start, end < text.Length && text[end] is 'X' or 'x' or 'Ｘ' or 'ｘ' ? end + 1 : end, kind);
        if (kind != MaskKind.Phone) return new(start, end, kind);
        if (start > 0 && text[start - 1] is '(' or '（' && text.AsSpan(start, end - start).ContainsAny(')', '）')) start--;
        foreach (var code in (ReadOnlySpan<string>)["+86", "＋86", "0086", "(+86)", "（+86）", "(86)"])
        {
            var gap = start > 0 && text[start - 1] is ' ' or '-' ? 1 : 0;
            var from = start - gap - code.Length;
            if (from < 0 || string.CompareOrdinal(text, from, code, 0, code.Length) != 0) continue;
            start = from;
            break;
        }
        if (end > start && start > 0 && text[start - 1] is '+' or '＋') start--;
        if (end + 1 < text.Length && text[end] is '转' or '轉' or '-' && Value(text[end + 1]) >= 0)
        {
            var extension = RunAt(text, end + 1);
            if (extension.Length <= 5) end = extension.End;
        }
        return new(start, end, kind);
    }

    private static bool Before(string text, int at, int reach, string[] words)
    {
        var before = text.AsSpan(Math.Max(0, at - reach), Math.Min(at, reach));
        foreach (var word in words)
        {
            var found = before.LastIndexOf(word, StringComparison.Ordinal);
            if (found >= 0 && !before[found..].ContainsAny('。', '；', '\n')) return true;
        }
        return false;
    }

    private static Run RunAt(string text, int start)
    {
        var end = start + 1;
        while (end < text.Length && Value(text[end]) >= 0) end++;
        return new(start, end);
    }

    private static bool IsSeparator(char c) => c is ' ' or '-' or '－' or '—' or '–' or '·' or '.' or ')' or '）' or '\u00A0' or '\u3000';

    private static int Two(ReadOnlySpan<int> digits, int at) => (digits[at] * 10) + digits[at + 1];

    private static int Value(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= '０' and <= '９' => c - '０',
        _ => -1,
    };
}
