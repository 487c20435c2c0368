using System.Text.Json.Serialization;
using Huiying.Assess.Grades;
using Huiying.Ground;

namespace Huiying.Assess;

/// <summary>A topic must be answered (R41).</summary>
/// <param name="Grade">The grade suggested.</param>
/// <param name="Rules">Ids of the rules above the ordinary floor that fired.</param>
/// <param name="DueAt">The last moment in time.</param>
/// <param name="Derivation">How it came about.</param>
/// <param name="Policy">Hash of the policy used.</param>
/// <param name="Figures">What the rules looked at: with the policy, all that is needed to draw the suggestion again. Null in entries from before it was kept.</param>
public sealed record TopicDutyEntry(
    Grade Grade, IReadOnlyList<string> Rules, DateTimeOffset DueAt, IReadOnlyList<string> Derivation, string Policy, TopicFigures? Figures = null);

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

/// <summary>Posts taken into no event went by retention (S10). Topic, counts, suggestion, decision and decider stay.</summary>
/// <param name="Posts">How many.</param>
/// <param name="Topics">Of how many topics.</param>
/// <param name="Before">They were captured before this.</param>
/// <param name="Kept">How long the policy keeps them.</param>
/// <param name="Policy">Hash of the policy used.</param>
public sealed record PostsPurgedEntry(int Posts, int Topics, DateTimeOffset Before, string Kept, string Policy);

/// <summary>After an event's time was over, what leads from its posts to persons went; the masked text stays with the file, with its figures and hashes (S10).</summary>
/// <param name="Addresses">Addresses of posts that went; 0 in entries from before they did.</param>
public sealed record PostsThinnedEntry(string Event, int Contacts, int Headers, DateTimeOffset ClosedAt, string Kept, string Policy, int Addresses = 0);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TopicDutyEntry))]
[JsonSerializable(typeof(TopicAnsweredEntry))]
[JsonSerializable(typeof(TopicDiscoveredEntry))]
[JsonSerializable(typeof(TopicTickedEntry))]
[JsonSerializable(typeof(TopicEscalatedEntry))]
[JsonSerializable(typeof(PostsPurgedEntry))]
[JsonSerializable(typeof(PostsThinnedEntry))]
[JsonSerializable(typeof(GradeSuggestion))]
[JsonSerializable(typeof(KeptSuggestion))]
internal sealed partial class AssessJson : JsonSerializerContext;
