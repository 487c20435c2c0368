using System.Text.Json.Serialization;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;

namespace Huiying.Assess.Alerting;

/// <summary>What an alert rule looks at. Stored by name.</summary>
public enum RuleKind
{
    /// <summary>信息量: so many mentions in so many hours.</summary>
    Threshold,

    /// <summary>增长: the last 24 hours against the 24 before.</summary>
    Growth,

    /// <summary>突增: a burst of a level; level 1 has at most one false alarm in 1,000 topic-days.</summary>
    Burst,

    /// <summary>敏感词.</summary>
    Term,

    /// <summary>媒体: own critical reporting by a medium of at least a level.</summary>
    Media,

    /// <summary>来源静默: a source says nothing for longer than it ever does.</summary>
    Silence,

    /// <summary>保存的检索: not a rule of the register; raised by <see cref="AlertRaising"/> alone.</summary>
    SavedSearch,
}

/// <summary>
/// How serious an alert is. Not the grade of an event (R57), which only a person sets: an alert makes people look. Stored by name.
/// </summary>
public enum AlertLevel
{
    /// <summary>提示.</summary>
    Notice,

    /// <summary>警示.</summary>
    Warning,

    /// <summary>紧急: neither a mute nor quiet hours hold it back.</summary>
    Urgent,
}

/// <summary>When alerts of a rule are kept back, in the office's zone; may pass midnight.</summary>
/// <param name="From">The same as <paramref name="Until"/> when only days off are quiet.</param>
/// <param name="RestDays">Days off are quiet from midnight to midnight, by the working calendar.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly Until, bool RestDays = false);

/// <summary>What a rule says. It is about matters, never about a person (S15). A figure its kind does not use is 0 or empty.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Tell">Posts whose holders are told; who they are is looked up when they are.</param>
/// <param name="AtLeast">Mentions.</param>
/// <param name="Hours">The hours looked back.</param>
/// <param name="Times">The last day's mentions as a multiple of those of the day before.</param>
/// <param name="Burst">The burst's level, 1–3.</param>
/// <param name="Media">The least level of the medium.</param>
/// <param name="Terms">Sensitive terms; empty for all of the policy's list.</param>
/// <param name="Scope">Only topics that name one of these matters or places in their title or first post; empty for all.</param>
/// <param name="Quiet">When it is kept back; null for never.</param>
public sealed record AlertRuleText(
    string Name, RuleKind Kind, AlertLevel Level, IReadOnlyList<Role> Tell, int AtLeast = 0, int Hours = 0, double Times = 0, int Burst = 0, MediaLevel Media = MediaLevel.None,
    IReadOnlyList<string>? Terms = null, IReadOnlyList<string>? Scope = null, QuietHours? Quiet = null);

/// <summary>A rule as the office sees it.</summary>
/// <param name="Id">The policy's id of a rule it gives, else a number made for it.</param>
/// <param name="Paused">Why it is paused; null while it runs.</param>
/// <param name="Ended">Why it was ended; null while it was not.</param>
/// <param name="FromPolicy">Whether the policy gives it and nobody has changed it.</param>
/// <param name="Version">Ledger sequence of its last change; 0 while nobody has changed what the policy gives.</param>
public sealed record AlertRule(string Id, AlertRuleText Text, string? Paused, string? Ended, bool FromPolicy, string? ByName, DateTimeOffset? At, long Version)
{
    /// <summary>Whether it alerts.</summary>
    [JsonIgnore]
    public bool Runs => Paused is null && Ended is null;

    /// <summary>The rule the policy gives.</summary>
    internal static AlertRule Of(AlertDefault given) => new(given.Id, new(given.Name, Enum.Parse<RuleKind>(given.Kind, ignoreCase: true), Enum.Parse<AlertLevel>(given.Level, ignoreCase: true), given.Tell,
        given.AtLeast, given.Hours, given.Times, given.Burst,
        given.Media switch { "central" => MediaLevel.National, "provincial" => MediaLevel.Provincial, "city" => MediaLevel.City, "other" => MediaLevel.County, _ => MediaLevel.None },
        Quiet: given.Quiet is var (from, until) ? new QuietHours(from, until, given.RestDays) : null), null, null, true, null, null, 0);
}
