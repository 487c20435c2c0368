using System.Text.Json.Serialization;
using Huiying.Ground;

namespace Huiying.Assess;

/// <summary>A topic must be answered (R41).</summary>
/// <param name="Grade">The grade suggested.</param>
/// <param name="Rules">Ids of the rules above the ordinary floor that fired.</param>
/// <param name="DueAt">The last moment in time.</param>
/// <param name="Derivation">How it came about.</param>
/// <param name="Policy">Hash of the policy used.</param>
public sealed record TopicDutyEntry(Grade Grade, IReadOnlyList<string> Rules, DateTimeOffset DueAt, IReadOnlyList<string> Derivation, string Policy);

/// <summary>A topic was answered (R41).</summary>
public sealed record TopicAnsweredEntry(TopicAnswer Answer, string? Reason, string? Case, Grade Suggested, DateTimeOffset? DueAt);

/// <summary>A topic was discovered (发现).</summary>
public sealed record TopicDiscoveredEntry(Discovery How, DateTimeOffset At);

/// <summary>A person judged which phrases of Art. 3 hold.</summary>
public sealed record TopicTickedEntry(IReadOnlyList<string> Ticks, string Reason);

/// <summary>A topic was left unanswered past its time and went to the people the policy names (R41).</summary>
/// <param name="DueAt">The last moment in time.</param>
/// <param name="Roles">The posts the policy names.</param>
/// <param name="To">Who held them then.</param>
/// <param name="Told">Their names.</param>
public sealed record TopicEscalatedEntry(DateTimeOffset DueAt, IReadOnlyList<Role> Roles, IReadOnlyList<PersonId> To, IReadOnlyList<string> Told);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TopicDutyEntry))]
[JsonSerializable(typeof(TopicAnsweredEntry))]
[JsonSerializable(typeof(TopicDiscoveredEntry))]
[JsonSerializable(typeof(TopicTickedEntry))]
[JsonSerializable(typeof(TopicEscalatedEntry))]
[JsonSerializable(typeof(Grades.GradeSuggestion))]
internal sealed partial class AssessJson : JsonSerializerContext;
