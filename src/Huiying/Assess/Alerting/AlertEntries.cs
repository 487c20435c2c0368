using System.Text.Json.Serialization;
using Huiying.Ground;

namespace Huiying.Assess.Alerting;

/// <summary>A rule that fired, with its figures of that moment in a sentence.</summary>
/// <param name="Rule">Its id.</param>
public sealed record RuleFired(string Rule, string Name, RuleKind Kind, AlertLevel Level, string Zh, string En);

/// <summary>What an alert says and whom it is for.</summary>
/// <param name="Fired">The rules that fired, the gravest first.</param>
/// <param name="Tell">Posts whose holders are told.</param>
/// <param name="Owner">The person whose saved search it is.</param>
/// <param name="Title">What it is about when that is no single topic.</param>
/// <param name="Topics">Topics it shows, beside the one it is about: who is kept from one of them is not told.</param>
/// <param name="Link">The page that shows it, when that is no topic.</param>
public sealed record AlertTold(
    IReadOnlyList<RuleFired> Fired, IReadOnlyList<Role> Tell, PersonId? Owner = null, string? Title = null, IReadOnlyList<TopicId>? Topics = null, string? Link = null);

/// <summary>Who was told.</summary>
public sealed record ToldPerson(PersonId Id, string Name);

/// <summary>A rule was added or changed.</summary>
public sealed record AlertRuleSet(AlertRuleText Rule);

/// <summary>A rule was paused, resumed or ended.</summary>
public sealed record AlertRuleReason(string Reason);

/// <summary>An alert was raised.</summary>
/// <param name="Figures">The rules that fired with their figures, as sentences.</param>
/// <param name="Kept">Why it was kept back, and until when; null when it was not.</param>
public sealed record AlertRaised(string Alert, AlertLevel Level, IReadOnlyList<RuleFired> Fired, IReadOnlyList<string> Figures, string? Kept, DateTimeOffset TellAt);

/// <summary>People were told of an alert.</summary>
/// <param name="To">Who.</param>
/// <param name="Told">Their names.</param>
/// <param name="DueAt">Until when somebody looks before it goes further up.</param>
/// <param name="Up">Whether these are the people above, because nobody had seen it in time.</param>
public sealed record AlertWasTold(string Alert, AlertLevel Level, IReadOnlyList<PersonId> To, IReadOnlyList<string> Told, DateTimeOffset? DueAt, bool Up);

/// <summary>Somebody looked at an alert or said that they had seen it.</summary>
public sealed record AlertSeen(string Alert, string? Note);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AlertRuleText))]
[JsonSerializable(typeof(AlertTold))]
[JsonSerializable(typeof(IReadOnlyList<ToldPerson>))]
[JsonSerializable(typeof(AlertRuleSet))]
[JsonSerializable(typeof(AlertRuleReason))]
[JsonSerializable(typeof(AlertRaised))]
[JsonSerializable(typeof(AlertWasTold))]
[JsonSerializable(typeof(AlertSeen))]
internal sealed partial class AlertJson : JsonSerializerContext;
