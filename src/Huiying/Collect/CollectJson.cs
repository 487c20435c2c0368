using System.Text.Json.Serialization;
using Huiying.Documents;
using Huiying.Ground;

namespace Huiying.Collect;

/// <summary>A source as registered or changed.</summary>
public sealed record SourceEntry(string Name, SourceKind Kind, string Url, int EveryMinutes, bool TakeAll, MediaLevel Media = MediaLevel.None, Picks? Picks = null, string? Folder = null);

/// <summary>Why something was done.</summary>
public sealed record ReasonEntry(string Reason);

/// <summary>A watch term as added; a leader's name is not among the phrases.</summary>
public sealed record TermAddedEntry(TermPhrases Phrases, TermState State, PersonId? Leader);

/// <summary>A leader's name is watched until then.</summary>
public sealed record TermConfirmedEntry(DateTimeOffset Until);

/// <summary>The names of the district's places were changed.</summary>
public sealed record PlacesEntry(IReadOnlyList<string> Names);

/// <summary>How a sheet's columns are taken was set; column names may say what a file is about and stay out of the ledger.</summary>
/// <param name="Shape">SHA-256 of the header's names.</param>
public sealed record MappingEntry(string Shape, int Columns, int Taken);

/// <summary>A patrol was held.</summary>
/// <param name="Late">After its end.</param>
public sealed record PatrolSignedEntry(PatrolFinding Finding, PatrolReadings Readings, bool Late);

/// <summary>A patrol was not held in time.</summary>
public sealed record PatrolMissedEntry(DateTimeOffset From, DateTimeOffset Until);

/// <summary>A handler may see a post's contact details.</summary>
public sealed record ContactGrantedEntry(PersonId Handler, string For);

/// <summary>A handler looked at a post's contact details (S11).</summary>
public sealed record ContactOpenedEntry(string For);

/// <summary>Something was entered by hand (R16).</summary>
/// <param name="EnteredAfterwards">补录: received longer ago than the policy allows unmarked.</param>
/// <param name="FileHashes">SHA-256 of each attachment; null for none.</param>
public sealed record EntryEntry(Channel Channel, bool Public, DateTimeOffset ReceivedAt, bool EnteredAfterwards, string TextHash, IReadOnlyList<string>? FileHashes = null);

/// <summary>Somebody looked at an attachment of a post (S11).</summary>
public sealed record AttachmentOpenedEntry(int Number, string FileHash);

/// <summary>A file was imported.</summary>
/// <param name="FileHash">SHA-256 of its bytes; empty when it was not read to its end.</param>
/// <param name="Rejected">Rows not taken.</param>
public sealed record ImportedEntry(string File, string FileHash, IntakeCounts Counts, int Rejected);

/// <summary>Posts imported before setup became the office's.</summary>
public sealed record InboxTakenOverEntry(int Posts, int Imports);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TermPhrases))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(PlacesEntry))]
[JsonSerializable(typeof(MappingEntry))]
[JsonSerializable(typeof(Dictionary<string, ColumnTarget>))]
[JsonSerializable(typeof(AttachmentOpenedEntry))]
[JsonSerializable(typeof(SourceEntry))]
[JsonSerializable(typeof(Picks))]
[JsonSerializable(typeof(ReasonEntry))]
[JsonSerializable(typeof(TermAddedEntry))]
[JsonSerializable(typeof(TermConfirmedEntry))]
[JsonSerializable(typeof(PatrolSignedEntry))]
[JsonSerializable(typeof(PatrolMissedEntry))]
[JsonSerializable(typeof(ContactGrantedEntry))]
[JsonSerializable(typeof(ContactOpenedEntry))]
[JsonSerializable(typeof(EntryEntry))]
[JsonSerializable(typeof(PastedEntry))]
[JsonSerializable(typeof(Contact))]
[JsonSerializable(typeof(ImportedEntry))]
[JsonSerializable(typeof(InboxTakenOverEntry))]
internal sealed partial class CollectJson : JsonSerializerContext;
