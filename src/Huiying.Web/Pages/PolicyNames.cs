using Huiying.Ground.Policies;
using Huiying.Web.Texts;

namespace Huiying.Web.Pages;

/// <summary>What the sections and values of a policy are called.</summary>
internal static class PolicyNames
{
    private static readonly Dictionary<string, string> Sections = new()
    {
        ["policy"] = "文件格式",
        ["name"] = "名称",
        ["zone"] = "时区",
        ["document-symbol"] = "机关代字",
        ["working-hours"] = "上班时间",
        ["bodies"] = "机关名称",
        ["posts"] = "职务名称",
        ["first-responsible"] = "第一责任人",
        ["rules"] = "时限",
        ["lights"] = "红黄绿灯和提醒",
        ["escalation"] = "逐级提醒",
        ["patrol"] = "巡查",
        ["collect"] = "收集",
        ["grades"] = "等级建议",
        ["hot"] = "热点",
        ["media"] = "媒体报道",
        ["alerts"] = "预警",
        ["reporting"] = "上报",
        ["approval"] = "审批",
        ["outlets"] = "发布渠道",
        ["standing-line"] = "常备口径",
        ["response"] = "回应稿的段落",
        ["proposals"] = "跟踪建议",
        ["calm"] = "平稳",
        ["rebound"] = "反弹",
        ["summary"] = "总结评估报告",
        ["retention"] = "保存",
        ["ledger-hash"] = "台账摘要算法",
    };

    private static readonly Dictionary<string, string> Lasts = new()
    {
        ["ordinary"] = "一般",
        ["major"] = "重大",
        ["extraordinary"] = "特大",
        ["all"] = "各等级",
        ["starts"] = "起算点",
        ["name"] = "名称",
        ["complex"] = "复杂事项",
        ["only"] = "只在",
        ["early-for"] = "头一段多长",
        ["near-due"] = "临近时限",
        ["overdue"] = "已超时限",
        ["unanswered-topic"] = "话题未答复",
        ["shown"] = "列出几个",
        ["sharp-share"] = "言辞尖锐的比例",
        ["sharp-words"] = "尖锐用语",
    };

    /// <summary>A section's name; its key when the program knows none.</summary>
    public static string Section(string key, Text t) => Sections.TryGetValue(key, out var name) ? t[name] : key;

    /// <summary>A value's name in words: a rule by its own name, else the last part of its key.</summary>
    public static string Value(string key, Policy policy, Text t)
    {
        var parts = key.Split('.');
        var last = Lasts.TryGetValue(parts[^1], out var known) ? t[known] : parts[^1];
        if (parts is ["rules", var id, ..] && policy.Rules.TryGetValue(id, out var rule))
        {
            var first = t["头一段"];
            return parts.Contains("early") ? $"{rule.Name} · {first} · {last}" : $"{rule.Name} · {last}";
        }
        return parts.Length == 1 ? Section(key, t) : string.Join(" · ", parts[1..^1].Append(last));
    }
}
