using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Handle;

/// <summary>A file of messages with the section that dealt with each, from which the office's routing learns (R64).</summary>
/// <param name="Name">The file's name, masked.</param>
/// <param name="Hash">SHA-256 of the file as it came.</param>
/// <param name="Sections">How many messages each section has.</param>
/// <param name="Rejected">Rows that were not taken.</param>
/// <param name="Removed">When, by whom and why it was taken away again; its examples are destroyed then.</param>
public sealed record LabelledFile(
    string Id, string Name, string Hash, DateTimeOffset At, string ByName, IReadOnlyList<LabelledSection> Sections, int Rejected, LabelledRemoval? Removed = null)
{
    /// <summary>All messages taken.</summary>
    [JsonIgnore]
    public int Examples => Sections.Sum(s => s.Examples);
}

/// <summary>How many examples a section has in a file.</summary>
public sealed record LabelledSection(SectionId Section, int Examples);

/// <summary>Why a file was taken away again.</summary>
public sealed record LabelledRemoval(DateTimeOffset At, string ByName, string Reason);

/// <summary>A file was taken to learn from.</summary>
public sealed record LabelledTakenEntry(string Name, string Hash, IReadOnlyList<LabelledSection> Sections, int Rejected);

/// <summary>A file is learned from no more, and its examples are destroyed.</summary>
public sealed record LabelledRemovedEntry(string Name, string Hash, int Examples, string Reason);

/// <summary>What is kept of a message: its words, sorted, and its section.</summary>
internal sealed record LabelledExample(string Title, string Body, string Section);

/// <summary>The file's row as it is stored.</summary>
internal sealed record LabelledState(LabelledFile File);

internal sealed class LabelledRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required string Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Hash { get; init; }

    /// <summary>JSON of <see cref="LabelledState"/>.</summary>
    public required byte[] State { get; set; }

    /// <summary>The examples, compressed; null once removed.</summary>
    public byte[]? Examples { get; set; }

    public LabelledFile File => JsonSerializer.Deserialize(State, LabelledJson.Default.LabelledState)!.File;

    public static byte[] Bytes(LabelledFile file) => JsonSerializer.SerializeToUtf8Bytes(new LabelledState(file), LabelledJson.Default.LabelledState);

    public static byte[] Pack(IReadOnlyList<LabelledExample> examples)
    {
        using var bytes = new MemoryStream();
        using (var to = new BrotliStream(bytes, CompressionLevel.Fastest)) JsonSerializer.Serialize(to, [.. examples], LabelledJson.Default.LabelledExampleArray);
        return bytes.ToArray();
    }

    public static LabelledExample[] Unpack(byte[] packed)
    {
        using var from = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        return JsonSerializer.Deserialize(from, LabelledJson.Default.LabelledExampleArray)!;
    }
}

internal sealed class LabelledTable : IEntityTypeConfiguration<LabelledRow>
{
    public void Configure(EntityTypeBuilder<LabelledRow> builder) => builder.ToTable("handle_labelled_files").HasKey(f => new { f.Office, f.Id });
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LabelledTakenEntry))]
[JsonSerializable(typeof(LabelledRemovedEntry))]
[JsonSerializable(typeof(LabelledState))]
[JsonSerializable(typeof(LabelledExample[]))]
internal sealed partial class LabelledJson : JsonSerializerContext;
