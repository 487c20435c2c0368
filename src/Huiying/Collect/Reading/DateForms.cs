using System.Text.RegularExpressions;

namespace Huiying.Collect.Reading;

/// <summary>The forms in which pages print dates, on text made plain by <see cref="ChineseNumerals.Plain"/>.</summary>
internal static partial class DateForms
{
    private const int Timeout = Patience.Milliseconds;
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase;
    private const string N = @"([0-9]{1,2}|[零一二三四五六七八九十两廿卅]{1,3})";
    private const string Y = @"(?<y>(?<![0-9])([0-9]{4}|[0-9]{2})|[零一二三四五六七八九十百千两]{2,6})";
    private const string Month = @"(?<mon>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?";

    /// <summary>2026年3月5日, 去年本月十日, 3月5号.</summary>
    [GeneratedRegex(@"((" + Y + @"|(?<yw>大前|[今去前明后本当]))\s?年\s?)?(((?<m>" + N + @")\s?月(份)?|(?<mw>本|上个?|下个?|这个?|上上个?|当)月)\s?(?<d>" + N + @")(\s?[日号]|(?=\s?[0-9]{1,2}:[0-9])|(?=\s)|$)|(?<=年\s?)(?<m>" + N + @")\s?月(份)?)", Options, Timeout)]
    public static partial Regex YearMonthDay();

    /// <summary>2026-03-05, 2026/3/5, 2026.03.05, with a clock or not.</summary>
    [GeneratedRegex(@"(?<![0-9])(?<y>(19|20)[0-9]{2}) ?(?<s>[-/._]) ?(?<m>[0-9]{1,2}) ?\k<s> ?(?<d>[0-9]{1,2})(?![0-9])|(?<![0-9])(?<y>(19|20)[0-9]{2}) ?(?<s>[-/.]) ?(?<m>[0-9]{2}) ?\k<s> ?(?<d>[0-9]{2})(?=[0-9]{1,2}:[0-9]{2})", Options, Timeout)]
    public static partial Regex Numeric();

    /// <summary>20260305, 20260305081200.</summary>
    [GeneratedRegex(@"(?<![0-9])(?<y>(19|20)[0-9]{2})(?<m>0[1-9]|1[0-2])(?<d>0[1-9]|[12][0-9]|3[01])((?<h>[01][0-9]|2[0-3])(?<mi>[0-5][0-9])(?<sec>[0-5][0-9])?)?(?![0-9])", Options, Timeout)]
    public static partial Regex Compact();

    /// <summary>5.3.2026: day, month, year.</summary>
    [GeneratedRegex(@"(?<![0-9])(?<d>[0-9]{1,2})(?<s>[-/.])(?<m>[0-9]{1,2})\k<s>(?<y>(19|20)[0-9]{2})(?![0-9])", Options, Timeout)]
    public static partial Regex DayFirst();

    /// <summary>26-03-05: year, month, day.</summary>
    [GeneratedRegex(@"(?<![0-9\-/.])(?<y>[0-9]{1,2})(?<s>[-/])(?<m>[0-9]{1,2})\k<s>(?<d>[0-9]{2})(?![0-9\-/.])|(?<![0-9\-/.])(?<y>[0-9]{2})(?<s>[-/.])(?<m>[0-9]{1,2})\k<s>(?<d>[0-9]{1,2})(?![0-9])", Options, Timeout)]
    public static partial Regex ShortYear();

    /// <summary>Mar 5, 2026; 5 March 2026; Thu, 05 Mar 2026.</summary>
    [GeneratedRegex(@"\b(" + Month + @" (?<d>[0-9]{1,2})(st|nd|rd|th)?,? (?<y>[0-9]{4})|(?<d>[0-9]{1,2})(st|nd|rd|th)?[ -]" + Month + @",?[ -](?<y>[0-9]{4}))\b", Options, Timeout)]
    public static partial Regex English();

    /// <summary>03-05, 3/5.</summary>
    [GeneratedRegex(@"(?<![0-9.\-/:])(?<m>[0-9]{1,2})[-/](?<d>[0-9]{1,2})(?![0-9\-/%.:])|(?<![0-9.\-/:])(?<m>[0-9]{1,2})\.(?<d>[0-9]{1,2})(?= [0-9]{1,2}:[0-9])", Options, Timeout)]
    public static partial Regex MonthDay();

    /// <summary>3分钟前, 一个半小时之前, 2天3小时前, 5个月后.</summary>
    [GeneratedRegex(@"((?<n>[0-9]{1,4}|[零一二三四五六七八九十百两]{1,4}|半|几|数|(?=个半))\s?(个)?(?<half>半)?\s?(?<u>秒钟?|分钟?|刻钟?|小时|钟头|[天日]|周|星期|礼拜|月|年)(?<tail>半)?多?\s?){1,4}\s?([以之]?(?<way>[前后])|(?<way>ago))", Options, Timeout)]
    public static partial Regex Ago();

    /// <summary>3 minutes ago.</summary>
    [GeneratedRegex(@"(?<n>[0-9]{1,4}|an?)\s(?<u>second|minute|hour|day|week|month|year)s?\sago", Options, Timeout)]
    public static partial Regex EnglishAgo();

    /// <summary>昨天, 今早, 当晚.</summary>
    [GeneratedRegex(@"大前[天日]|前[天日]|昨[天日]|[今当本即][天日]|明[天日]|大后[天日]|后[天日]|翌日|yesterday|today|tomorrow|(前|昨|今|当|明)(?=[早晚晨夜]|凌晨|上午|中午|下午|傍晚)|昨(?=\s?[0-9]{1,2}:)|今(?=\s?[0-9]{1,2}:)", Options, Timeout)]
    public static partial Regex DayWord();

    /// <summary>上周五, 星期三, 礼拜天.</summary>
    [GeneratedRegex(@"(?<![0-9一二三四五六七八九十两每])(?<way>上上|下下|上|下|这|本|今)?(个)?(周|星期|礼拜)(?<w>[一二三四五六日天末]|[1-7](?![0-9]))", Options, Timeout)]
    public static partial Regex Weekday();

    /// <summary>12号, 三十日.</summary>
    [GeneratedRegex(@"(?<![0-9月第零一二三四五六七八九十])(?<d>" + N + @")[日号](?![楼线文院车机院])", Options, Timeout)]
    public static partial Regex DayOnly();

    /// <summary>2026年.</summary>
    [GeneratedRegex(@"(" + Y + @"|(?<yw>大前|[今去前明后本当]))年(?<fest>元旦|情人节|妇女节|植树节|劳动节|青年节|儿童节|建党节|建军节|教师节|国庆节?|双十一|平安夜|圣诞节?)?", Options, Timeout)]
    public static partial Regex YearOnly();

    /// <summary>上个月, 本月.</summary>
    [GeneratedRegex(@"(?<mw>本|上个?|下个?|这个?|上上个?)月(?![一-龥]?[日号])", Options, Timeout)]
    public static partial Regex MonthWord();

    /// <summary>元旦, 国庆节 and the like, on a fixed day of the solar year.</summary>
    [GeneratedRegex(@"(?<fest>元旦|情人节|妇女节|植树节|劳动节|青年节|儿童节|建党节|建军节|教师节|国庆节?|双十一|平安夜|圣诞节?)", Options, Timeout)]
    public static partial Regex Festival();

    [GeneratedRegex("刚刚|刚才|方才|此刻|现在|片刻前|just now", Options, Timeout)]
    public static partial Regex JustNow();

    /// <summary>A clock directly after a date: 08:12:33, 下午3点, 晚8:00, 13时04分, with an offset or not.</summary>
    [GeneratedRegex(@"\G(\s|,|的|T|\(?(周|星期|礼拜)?[一二三四五六日天](曜日)?\)|(周|星期|礼拜)[一二三四五六日天]|mon|tue|wed|thu|fri|sat|sun|at|\||北京时间|-(?= ?[0-9]{1,2}:)){0,6}" + ClockForm, Options, Timeout)]
    public static partial Regex ClockAfter();

    /// <summary>A clock anywhere.</summary>
    [GeneratedRegex(@"(?<![0-9:])" + ClockForm, Options, Timeout)]
    public static partial Regex Clock();

    private const string ClockForm =
        @"(?<p>凌晨|清晨|清早|早晨|早上|早间|上午|午前|中午|正午|午间|午后|下午|傍晚|黄昏|晚上|晚间|夜间|夜里|夜晚|深夜|半夜|午夜|[早晚晨夜]|[ap]\.?m\.?)?\s?"
        + @"(?<h>[0-9]{1,2}|[零一二三四五六七八九十两]{1,3})\s?(:\s?(?<mi>[0-9]{2})(\s?:\s?(?<sec>[0-9]{2})(\.[0-9]{1,9})?)?(?![0-9])|[点时](?!间|候|代|期|常)\s?(钟|整)?((?<half>半)|(?<q>[一三])刻|过?(?<mi>[0-9]{1,2}|[零一二三四五六七八九十两]{1,3})(\s?分|(?![0-9]))(\s?(?<sec>[0-9]{1,2}|[零一二三四五六七八九十两]{1,3})\s?秒)?)?)"
        + @"(\s?(?<ap>[ap])\.?m\b\.?)?(\s?(?<z>Z\b|(UTC|GMT)?[+-][0-9]{2}:?[0-9]{2}(?![0-9]|:)|(UTC|GMT)\b))?";
}
