using System.Text.Json;
using System.Text.Json.Serialization;

namespace Huiying.Ground;

/// <summary>An identifier stored as text (a version 7 UUID, 32 hexadecimal digits, unless a step says otherwise).</summary>
public interface ITextId<TSelf> where TSelf : struct, ITextId<TSelf>
{
    /// <summary>The stored text.</summary>
    string Value { get; }

    /// <summary>The identifier with that stored text.</summary>
    static abstract TSelf Of(string value);
}

/// <summary>An identifier stored as a 64-bit number, given out by the store.</summary>
public interface INumberId<TSelf> where TSelf : struct, INumberId<TSelf>
{
    /// <summary>The stored number.</summary>
    long Value { get; }

    /// <summary>The identifier with that stored number.</summary>
    static abstract TSelf Of(long value);
}

/// <summary>Makes new identifiers.</summary>
public static class Ids
{
    /// <summary>A fresh identifier that sorts by the time it was made (RFC 9562 section 5.7).</summary>
    public static T New<T>() where T : struct, ITextId<T> => T.Of(Guid.CreateVersion7().ToString("N"));
}

[JsonConverter(typeof(TextIdJson<OfficeId>))]
public readonly record struct OfficeId(string Value) : ITextId<OfficeId>
{
    /// <summary>How the id of a drill's office begins.</summary>
    public const string DrillPrefix = "drill-";

    /// <summary>
    /// Whether it is the office of a drill (R55). The id says it, so every row, every entry of its ledger and every actor in it carry the mark.
    /// </summary>
    public bool IsDrill => Value?.StartsWith(DrillPrefix, StringComparison.Ordinal) == true;

    public static OfficeId Of(string value) => new(value);
    public override string ToString() => Value;
}

[JsonConverter(typeof(TextIdJson<PersonId>))]
public readonly record struct PersonId(string Value) : ITextId<PersonId>
{
    public static PersonId Of(string value) => new(value);
    public override string ToString() => Value;
}

[JsonConverter(typeof(TextIdJson<SectionId>))]
public readonly record struct SectionId(string Value) : ITextId<SectionId>
{
    public static SectionId Of(string value) => new(value);
    public override string ToString() => Value;
}

/// <summary>A text identifier as a JSON string, also as a property name.</summary>
public sealed class TextIdJson<T> : JsonConverter<T> where T : struct, ITextId<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => T.Of(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.Of(reader.GetString() ?? "");

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value);
}

/// <summary>A numeric identifier as a JSON number.</summary>
public sealed class NumberIdJson<T> : JsonConverter<T> where T : struct, INumberId<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => T.Of(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}
