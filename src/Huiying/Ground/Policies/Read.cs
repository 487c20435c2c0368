using System.Globalization;
using System.Text.RegularExpressions;
using Huiying.Ground.Calendars;

namespace Huiying.Ground.Policies;

/// <summary>How single values of a policy file are written.</summary>
internal static partial class Read
{
    /// <summary>The posts' names in a policy file: <c>PrincipalLeader</c> is <c>principal-leader</c>.</summary>
    public static readonly IReadOnlyDictionary<string, Role> RoleNames =
        Enum.GetValues<Role>().ToDictionary(r => Capital().Replace(r.ToString(), m => "-" + m.Value).TrimStart('-').ToLowerInvariant(), StringComparer.Ordinal);

    public static bool Text(YamlNode node, Place place, out string value)
    {
        value = node is YamlText t ? t.Text.Trim() : "";
        return value.Length > 0 || place.Wrong(node, "文字", "text");
    }

    /// <summary>机关代字: short, and empty while there is none.</summary>
    public static bool Symbol(YamlNode node, Place place, out string value)
    {
        value = node is YamlText t ? t.Text.Trim() : "";
        return node is YamlText && value.Length <= 12 && !value.Contains('〔', StringComparison.Ordinal) || place.Wrong(node, "不超过12个字的机关代字", "the office's symbol, at most 12 characters");
    }

    public static bool Count(YamlNode node, Place place, out long value)
    {
        value = 0;
        return node is YamlText t && long.TryParse(t.Text.Replace("_",
            "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out value)
            && value <= int.MaxValue || place.Wrong(node, "不小于 0 的整数", "a whole number, 0 or more");
    }

    public static bool Factor(YamlNode node, Place place, out double value)
    {
        value = 0;
        return node is YamlText t && double.TryParse(t.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)
            && value is > 0 and < 1e9 || place.Wrong(node, "大于 0 的数", "a number above 0");
    }

    public static bool Flag(YamlNode node, Place place, out bool value)
    {
        value = node is YamlText { Text: "true" or "yes" or "是" };
        return value || node is YamlText { Text: "false" or "no" or "否" } || place.Wrong(node, "true 或 false", "true or false");
    }

    public static bool Share(YamlNode node, Place place, out double value)
    {
        value = 0;
        var ok = node is YamlText t && t.Text.EndsWith('%')
            && double.TryParse(t.Text.AsSpan(0, t.Text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)
            && value is > 0 and <= 100;
        value /= 100;
        return ok || place.Wrong(node, "1%–100% 的比例", "a share such as 25%");
    }

    public static bool Duration(YamlNode node, Place place, out TimeSpan value)
    {
        value = default;
        if (node is not YamlText t || Negative(t, place)) return node is YamlText ? false : place.Wrong(node, "时长，如 2 s、30 min、24 h、3 days",
            "a time such as 2 s, 30 min, 24 h, 3 days");
        var m = Written().Match(t.Text);
        if (!m.Success) return place.Wrong(node, "时长，如 2 s、30 min、24 h、3 days", "a time such as 2 s, 30 min, 24 h, 3 days");
        var n = int.Parse(m.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        value = m.Groups["unit"].Value switch
        {
            "s" or "秒" => TimeSpan.FromSeconds(n),
            "min" or "分钟" => TimeSpan.FromMinutes(n),
            "h" or "小时" => TimeSpan.FromHours(n),
            _ => TimeSpan.FromDays(n),
        };
        return value > TimeSpan.Zero || place.Wrong(node, "大于 0 的时长", "a time above 0");
    }

    /// <summary>A rule's term; <c>none</c> is read as null.</summary>
    public static bool Term(YamlNode node, Place place, out Term? value)
    {
        value = node is YamlText t ? Policies.Term.Parse(t.Text) : null;
        if (value is not null || node is YamlText { Text: "none" or "无" }) return true;
        return node is YamlText text && Negative(text, place) ? false
            : place.Wrong(node, "时限，如 30 min、2 working hours、same day、5 working days、none",
                "a term such as 30 min, 2 working hours, same day, 5 working days, none");
    }

    public static bool Kept(YamlNode node, Place place, out Period value)
    {
        var period = node is YamlText t ? Period.Parse(t.Text) : null;
        value = period ?? default;
        if (period is not null) return true;
        return node is YamlText text && Negative(text, place) ? false
            : place.Wrong(node, "保存期，如 90 days、6 months、10 years、permanent", "a period such as 90 days, 6 months, 10 years, permanent");
    }

    public static bool TimeOfDay(YamlNode node, Place place, out TimeOnly value)
    {
        value = default;
        return node is YamlText t && TimeOnly.TryParseExact(t.Text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out value)
            || place.Wrong(node, "加引号的时刻，如 \"16:30\"", "a quoted time of day such as \"16:30\"");
    }

    public static bool Date(YamlNode node, Place place, out DateOnly value)
    {
        value = default;
        return node is YamlText t && DateOnly.TryParseExact(t.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out value)
            || place.Wrong(node, "日期，如 2026-03-01", "a date such as 2026-03-01");
    }

    public static bool Zone(YamlNode node, Place place, out TimeZoneInfo value)
    {
        var zone = node is YamlText t ? OfficeZone.Find(t.Text) : null;
        value = zone ?? TimeZoneInfo.Utc;
        return zone is not null || place.Wrong(node, "时区名，如 Asia/Shanghai", "a time zone such as Asia/Shanghai");
    }

    /// <summary>Office hours, such as <c>["08:30-12:00", "13:30-17:30"]</c>: in order, not overlapping.</summary>
    public static bool Hours(YamlNode node, Place place, out IReadOnlyList<WorkingSpan> value)
    {
        var spans = new List<WorkingSpan>();
        value = spans;
        if (node is not YamlItems { Items.Count: > 0 } list) return place.Wrong(node, "上班时间列表", "a list of working hours");
        foreach (var item in list.Items)
        {
            var parts = item is YamlText t ? t.Text.Split('-', '–') : [];
            if (parts.Length != 2
                || !TimeOnly.TryParseExact(parts[0].Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var opens)
                || !TimeOnly.TryParseExact(parts[1].Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var closes)
                || closes <= opens || spans.Count > 0 && opens < spans[^1].Closes)
            {
                return place.Wrong(item, "先后不重叠的时段，如 \"08:30-12:00\"", "stretches in order, not overlapping, such as \"08:30-12:00\"");
            }
            spans.Add(new(opens, closes));
        }
        return true;
    }

    /// <summary>A stretch of the day that may pass midnight, such as <c>"22:00-07:00"</c>; <c>none</c> is null.</summary>
    public static bool Quiet(YamlNode node, Place place, out (TimeOnly From, TimeOnly Until)? value)
    {
        value = null;
        if (node is YamlText { Text: "none" or "无" }) return true;
        var parts = node is YamlText t ? t.Text.Split('-', '–') : [];
        if (parts.Length != 2 || !TimeOnly.TryParseExact(parts[0].Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
            || !TimeOnly.TryParseExact(parts[1].Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until) || from == until)
        {
            return place.Wrong(node, "加引号的时段，如 \"22:00-07:00\"，或 none", "a quoted stretch such as \"22:00-07:00\", or none");
        }
        value = (from, until);
        return true;
    }

    public static bool Roles(YamlNode node, Place place, out IReadOnlyList<Role> value)
    {
        var roles = new List<Role>();
        value = roles;
        if (node is not YamlItems { Items.Count: > 0 } list) return place.Wrong(node, "职务列表，如 [clerk, spokesperson]",
            "a list of posts such as [clerk, spokesperson]");
        var ok = true;
        foreach (var item in list.Items)
        {
            var name = item is YamlText t ? t.Text : "";
            if (RoleNames.TryGetValue(name, out var role)) roles.Add(role);
            else ok = place.Unknown(item.Line, name, RoleNames.Keys, "职务", "role");
        }
        return ok;
    }

    public static bool Strings(YamlNode node, Place place, out IReadOnlyList<string> value)
    {
        value = node is YamlItems list && list.Items.All(i => i is YamlText) ? [.. list.Items.Select(i => ((YamlText)i).Text)] : [];
        return node is YamlItems l && value.Count == l.Items.Count || place.Wrong(node, "名称列表", "a list of names");
    }

    /// <summary>Words looked for in posts.</summary>
    public static bool WordList(YamlNode node, Place place, out IReadOnlyList<string> value)
    {
        const int most = 500;
        value = node is YamlItems list && list.Items.All(i => i is YamlText) ? [.. list.Items.Select(i => ((YamlText)i).Text.Trim()).Distinct(StringComparer.Ordinal)] : [];
        return node is YamlItems && value.Count <= most && value.All(w => w.Length is >= 2 and <= 12 && !w.Any(char.IsWhiteSpace))
            || place.Wrong(node, "用语列表，每个 2 至 12 字，不带空格，至多 500 个", "a list of words of 2 to 12 characters without spaces, at most 500");
    }

    public static bool Lines(YamlNode node, Place place, out IReadOnlyList<IReadOnlyList<string>> value)
    {
        var lines = new List<IReadOnlyList<string>>();
        value = lines;
        if (node is not YamlItems { Items.Count: > 0 } list) return place.Wrong(node, "报告线列表，如 [[a, b], [c]]", "a list of lines such as [[a, b], [c]]");
        foreach (var item in list.Items)
        {
            if (!Strings(item, place, out var line) || line.Count == 0) return place.Wrong(item, "报告线，如 [a, b]", "a line such as [a, b]");
            lines.Add(line);
        }
        return true;
    }

    public static bool Categories(YamlNode node, Place place, out IReadOnlyList<Category> value)
    {
        var categories = new List<Category>();
        value = categories;
        if (node is not YamlItems list) return place.Wrong(node, "类别列表，如 [2, 3]", "a list of categories such as [2, 3]");
        foreach (var item in list.Items)
        {
            if (item is not YamlText { Text: "1" or "2" or "3" or "4" } t) return place.Wrong(item, "类别 1–4", "a category 1–4");
            categories.Add((Category)(t.Text[0] - '0'));
        }
        return true;
    }

    /// <summary>A grade or <c>none</c>.</summary>
    public static bool Grade(YamlNode node, Place place, out Grade? value)
    {
        value = node is not YamlText t ? null : t.Text switch
        {
            "ordinary" or "一般" => Ground.Grade.Ordinary,
            "major" or "重大" => Ground.Grade.Major,
            "extraordinary" or "特大" => Ground.Grade.Extraordinary,
            _ => null,
        };
        return value is not null || node is YamlText { Text: "none" or "无" } || place.Wrong(node, "ordinary、major、extraordinary 或 none",
            "ordinary, major, extraordinary or none");
    }

    /// <summary>One of the given words.</summary>
    public static Reading<string> OneOf(params string[] words) => (YamlNode node, Place place, out string value) =>
    {
        value = node is YamlText t ? t.Text : "";
        return words.Contains(value, StringComparer.Ordinal) || place.Wrong(node, string.Join("、", words), string.Join(", ", words));
    };

    private static bool Negative(YamlText text, Place place)
    {
        if (!text.Text.StartsWith('-')) return false;
        place.Add(text.Line, $"时长不能为负：“{text.Text}”。", $"a time cannot be negative: \"{text.Text}\"");
        return true;
    }

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Capital();

    [GeneratedRegex("^(?<n>[0-9]{1,6}) ?(?<unit>s|min|h|days?|秒|分钟|小时|天)$", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Written();
}
