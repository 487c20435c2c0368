namespace Huiying.Collect.Masking;

/// <summary>A chain of numbered parts as addresses have them: 3号楼2单元501室, 三组12号, 12弄5号301室, 3-2-501.</summary>
internal struct AddressParts
{
    private const int LongestNumber = 6;
    private const int MostParts = 6;

    public int End;
    public bool Building;
    public bool Unit;
    public bool Room;
    public bool House;
    public bool Group;
    public bool Lane;
    public bool Triple;

    /// <summary>Where the number that ends before <paramref name="end"/> begins; <paramref name="end"/> itself when none does.</summary>
    public static int NumberStart(string text, int end)
    {
        var at = end;
        while (at > 0 && end - at < LongestNumber && IsNumber(text[at - 1])) at--;
        return at;
    }

    public static AddressParts Read(string text, int start)
    {
        var parts = default(AddressParts);
        var at = start;
        for (var i = 0; i < MostParts; i++)
        {
            var number = at;
            while (at < text.Length && at - number < LongestNumber && IsNumber(text[at])) at++;
            if (at == number) break;
            var digits = at - number;
            if (!parts.Take(text, number, ref at, digits, first: i == 0)) break;
            parts.End = at;
            if (parts.Room) break;
            if (at < text.Length && text[at] is ' ' or '-' or '－' or '—' or '、') at++;
        }
        return parts;
    }

    private bool Take(string text, int number, ref int at, int digits, bool first)
    {
        var (c, next) = (At(text, at), At(text, at + 1));
        switch (c)
        {
            case '号' or '號' when next is '楼' or '樓':
                Building = true;
                at += 2;
                return true;
            case '号' or '號' when Unit && digits > 1:
                Room = true;
                at += next is '房' or '室' ? 2 : 1;
                return true;
            case '号' or '號':
                House = true;
                at += next == '院' ? 2 : 1;
                return true;
            case '栋' or '棟' or '幢' or '座':
                Building = true;
                at++;
                return true;
            case '#' or '＃':
                Building = true;
                at += next is '楼' or '樓' ? 2 : 1;
                return true;
            case '单' or '單' when next == '元':
                Unit = true;
                at += 2;
                return true;
            case '门' when Building:
                Unit = true;
                at++;
                return true;
            case '室' when digits > 2 || ((Building || Unit) && !(next is >= '一' and <= '九' || IsDigit(next))):
            case '房' when digits > 2:
            case '户' or '戶' when (Building || Unit) && digits < 5 && next is not ('型' or '业' or '居' or '人' or '家' or '村' or '住' or '商'):
                Room = true;
                at++;
                return true;
            case '组' or '組' or '队' or '社' when first:
                Group = true;
                at++;
                return true;
            case '弄' when first:
                Lane = true;
                at++;
                return true;
            case '层' or '層' or '楼' or '樓' when !first:
                at++;
                return true;
            case '-' or '－' when first:
                return Hyphens(text, number, ref at);
            default:
                // A bare number after building or unit is the room: 3栋501, 2单元501.
                if (first || !(Building || Unit) || digits is < 3 or > 4 || !IsDigit(text[number]) || IsMeasure(c)) return false;
                Room = true;
                return true;
        }
    }

    /// <summary>Building-unit-room without words.</summary>
    private bool Hyphens(string text, int number, ref int at)
    {
        var end = at;
        for (var i = 0; i < 2; i++)
        {
            if (At(text, end) is not ('-' or '－')) return false;
            var from = ++end;
            while (end < text.Length && end - from < 4 && IsDigit(text[end])) end++;
            if (end == from || (i == 1 && end - from < 3)) return false;
        }
        if (IsDigit(At(text, end)) || at - number > 2) return false;
        Triple = true;
        at = end;
        return true;
    }

    private static char At(string text, int at) => at < text.Length ? text[at] : '\0';

    private static bool IsDigit(char c) => c is >= '0' and <= '9' or >= '０' and <= '９';

    /// <summary>What follows a number that counts something.</summary>
    private static bool IsMeasure(char c) => IsNumber(c) || "㎡平万元亿年月日个人户戶米层层%％名家条套台间号时分.".Contains(c, StringComparison.Ordinal);

    private static bool IsNumber(char c) =>
        IsDigit(c) || char.IsAsciiLetter(c) || c is >= 'Ａ' and <= 'Ｚ'
        || "零〇一二三四五六七八九十百甲乙丙丁东西南北中東".Contains(c, StringComparison.Ordinal);
}
