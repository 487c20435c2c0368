using System.Globalization;
using Huiying.Assess.Alerting;
using Huiying.Ground.Policies;
using Huiying.Web.Texts;

namespace Huiying.Web.Pages.Opinion;

/// <summary>What the kinds and levels of alerts are called, and a rule in one sentence.</summary>
internal static class AlertNames
{
    /// <summary>The kinds an officer may set.</summary>
    public static readonly IReadOnlyList<RuleKind> Settable = [RuleKind.Threshold, RuleKind.Growth, RuleKind.Burst, RuleKind.Term, RuleKind.Media, RuleKind.Silence];

    public static string Of(RuleKind kind) => kind switch
    {
        RuleKind.Threshold => "信息量",
        RuleKind.Growth => "增长",
        RuleKind.Burst => "突增",
        RuleKind.Term => "敏感词",
        RuleKind.Media => "媒体监督报道",
        RuleKind.Silence => "来源静默",
        _ => "保存的检索",
    };

    public static string Of(AlertLevel level) => level switch { AlertLevel.Notice => "提示", AlertLevel.Warning => "警示", _ => "紧急" };

    /// <summary>How a level looks; its word stands beside.</summary>
    public static (string Style, string Icon) Look(AlertLevel level) => level switch { AlertLevel.Notice => ("info", "open"), AlertLevel.Warning => ("soon", "soon"), _ => ("late", "late") };

    /// <summary>When the rule fires.</summary>
    public static string Says(AlertRuleText r, Policy policy, Text t) => r.Kind switch
    {
        RuleKind.Threshold => t["{0} 小时内达到 {1} 条", r.Hours, r.AtLeast],
        RuleKind.Growth => t["24 小时内达到 {0} 条，且是前 24 小时的 {1} 倍", r.AtLeast, r.Times.ToString("0.##", CultureInfo.InvariantCulture)],
        RuleKind.Burst => t["近 6 小时突增达到 {0} 级", r.Burst],
        RuleKind.Term => t["{0} 小时内的信息出现：{1}", r.Hours, string.Join(t["、"], r.Terms is { Count: > 0 } own ? own : policy.Alerts.Terms)],
        RuleKind.Media => t["{0} 小时内有{1}或更高级别媒体的原创监督报道", r.Hours, t[Names.Of(r.Media)]],
        RuleKind.Silence => t["来源没有新内容，超过它自己的规律"],
        _ => "",
    };

    /// <summary>When the rule is kept back.</summary>
    public static string Quiet(AlertRuleText r, Text t) => r.Level == AlertLevel.Urgent ? t["不免扰"] : r.Quiet is not { } q ? t["随时送达"] : q.From == q.Until ? t["休息日免扰"]
        : string.Create(CultureInfo.InvariantCulture, $"{q.From:HH:mm}–{q.Until:HH:mm}") + (q.RestDays ? t["和休息日"] : "");
}
