using System.Globalization;

namespace Huiying.Ground;

/// <summary>
/// The wording every page and document shares: times in the office's zone, durations, numbers, grades, categories, posts.
/// Chinese first; the members ending in <c>En</c> say the same in English.
/// </summary>
public static class Words
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <summary>2026年3月5日 15:04, in the zone.</summary>
    public static string Time(DateTimeOffset t, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(t, zone).ToString("yyyy年M月d日 HH:mm", Plain);

    /// <summary>3月5日 15:04, where the year is clear.</summary>
    public static string ShortTime(DateTimeOffset t, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(t, zone).ToString("M月d日 HH:mm", Plain);

    /// <summary>5 March 2026, 15:04, in the zone.</summary>
    public static string TimeEn(DateTimeOffset t, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(t, zone).ToString("d MMMM yyyy, HH:mm", Plain);

    /// <summary>2026年3月5日: Arabic numerals without zero padding (GB/T 9704-2012, 7.3.5.4).</summary>
    public static string Date(DateOnly date) => date.ToString("yyyy年M月d日", Plain);

    /// <summary>5 March 2026.</summary>
    public static string DateEn(DateOnly date) => date.ToString("d MMMM yyyy", Plain);

    /// <summary>The day of an instant in the zone.</summary>
    public static DateOnly Day(DateTimeOffset t, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(t, zone).DateTime);

    /// <summary>3小时20分, 2天4小时, 不足1分钟: the two largest units, cut, never rounded up.</summary>
    public static string Duration(TimeSpan span) => Parts(span.Duration(), ("天", ""), ("小时", ""), ("分", "钟"), "不足1分钟", "");

    /// <summary>3 h 20 min, 2 d 4 h, under 1 min.</summary>
    public static string DurationEn(TimeSpan span) => Parts(span.Duration(), (" d", ""), (" h", ""), (" min", ""), "under 1 min", " ");

    /// <summary>还剩3小时20分, or 已超期2天4小时 once the moment has passed; late means after it, not at it.</summary>
    public static string Left(DateTimeOffset due, DateTimeOffset now) => (now > due ? "已超期" : "还剩") + Duration(due - now);

    /// <summary>3 h 20 min left, or 2 d 4 h overdue.</summary>
    public static string LeftEn(DateTimeOffset due, DateTimeOffset now) => DurationEn(due - now) + (now > due ? " overdue" : " left");

    /// <summary>2109; from five digits on in groups: 12,345.</summary>
    public static string Number(long n) => n is > -10_000 and < 10_000 ? n.ToString(Plain) : n.ToString("N0", Plain);

    /// <summary>12.5%, from a fraction; one decimal unless it is zero.</summary>
    public static string Percent(double fraction) => (fraction * 100).ToString("0.#", Plain) + "%";

    /// <summary>一, 二 … 九十九.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 99.</exception>
    public static string Ordinal(int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(n, 99);
        const string digits = "零一二三四五六七八九";
        var tens = n < 10 ? "" : n < 20 ? "十" : $"{digits[n / 10]}十";
        return n % 10 == 0 ? tens : tens + digits[n % 10];
    }

    /// <summary>一般, 重大, 特大 (R57).</summary>
    public static string Of(Grade grade) => grade switch
    {
        Grade.Ordinary => "一般",
        Grade.Major => "重大",
        Grade.Extraordinary => "特大",
        _ => throw new ArgumentOutOfRangeException(nameof(grade)),
    };

    /// <summary>ordinary, major, extraordinary.</summary>
    public static string En(Grade grade) => grade switch
    {
        Grade.Ordinary => "ordinary",
        Grade.Major => "major",
        Grade.Extraordinary => "extraordinary",
        _ => throw new ArgumentOutOfRangeException(nameof(grade)),
    };

    /// <summary>The four categories of Art. 3 (R63).</summary>
    public static string Of(Category category) => category switch
    {
        Category.Inquiry => "询问、置疑、诉求类",
        Category.Hype => "恶意传播或炒作类",
        Category.Fabrication => "捏造歪曲、恶意攻击类",
        Category.Suggestion => "积极建议类",
        _ => throw new ArgumentOutOfRangeException(nameof(category)),
    };

    /// <summary>The four categories in English.</summary>
    public static string En(Category category) => category switch
    {
        Category.Inquiry => "inquiry, doubt or demand",
        Category.Hype => "malicious spreading or hype",
        Category.Fabrication => "fabrication or malicious attack",
        Category.Suggestion => "constructive suggestion",
        _ => throw new ArgumentOutOfRangeException(nameof(category)),
    };

    /// <summary>The post as the regulation names it.</summary>
    public static string Of(Role role) => Post(role).Zh;

    /// <summary>The post in English.</summary>
    public static string En(Role role) => Post(role).En;

    private static (string Zh, string En) Post(Role role) => role switch
    {
        Role.Clerk => ("办公室经办人", "clerk"),
        Role.SectionOfficer => ("科室经办人", "section officer"),
        Role.SectionHead => ("科室负责人", "section head"),
        Role.SupervisingLeader => ("分管领导", "supervising leader"),
        Role.PrincipalLeader => ("主要领导", "principal leader"),
        Role.PartySecretary => ("机关党组书记", "Party group secretary"),
        Role.PartyMember => ("党组成员", "Party group member"),
        Role.SecrecyReviewer => ("保密审查员", "secrecy reviewer"),
        Role.LegalReviewer => ("法制审核员", "legal reviewer"),
        Role.DutyOfficer => ("值班员", "duty officer"),
        Role.DutyLeader => ("带班领导", "duty leader"),
        Role.SupervisionOfficer => ("督查员", "supervision officer"),
        Role.Spokesperson => ("新闻发言人", "spokesperson"),
        Role.SuperiorOfficer => ("上级机关经办人", "superior body's officer"),
        Role.SystemAdministrator => ("系统管理员", "system administrator"),
        Role.SecurityAdministrator => ("安全管理员", "security administrator"),
        Role.AuditAdministrator => ("审计管理员", "audit administrator"),
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    private static string Parts(
        TimeSpan span, (string Unit, string Alone) days, (string Unit, string Alone) hours, (string Unit, string Alone) minutes, string less, string gap)
    {
        var (d, h, m) = (span.Days, span.Hours, span.Minutes);
        if (d > 0) return Join(d, days, h, hours, gap);
        if (h > 0) return Join(h, hours, m, minutes, gap);
        return m > 0 ? $"{m}{minutes.Unit}{minutes.Alone}" : less;
    }

    private static string Join(int large, (string Unit, string Alone) l, int small, (string Unit, string Alone) s, string gap) =>
        small == 0 ? $"{large}{l.Unit}{l.Alone}" : $"{large}{l.Unit}{gap}{small}{s.Unit}";
}
