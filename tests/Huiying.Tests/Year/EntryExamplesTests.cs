using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Tests.House;
using Case = Huiying.Handle.Case;

namespace Huiying.Tests.Year;

/// <summary>
/// The ledger is kept for decades: what an earlier version wrote is read by every later one and means the same. <c>entries.jsonl</c> keeps an example of each
/// kind and version as it was written, and what it reads as; <c>entries-state.json</c> what all of them come to, folded in their order. A kind or version without an
/// example fails; HUIYING_WRITE_ENTRIES=1 adds it, and never changes a line that is there.
/// </summary>
public sealed class EntryExamplesTests
{
    private const string File = "tests/Huiying.Tests/Year/entries.jsonl";
    private const string Folded = "tests/Huiying.Tests/Year/entries-state.json";
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What contexts know beside entries: states, files and lines that are read back nowhere from the ledger.</summary>
    private static readonly string[] NoEntries = ["Case", "Release", "ReleaseText", "VerdictLine", "HotList", "LabelledState", "LabelledExample"];

    private static bool Writing => Environment.GetEnvironmentVariable("HUIYING_WRITE_ENTRIES") == "1";

    [Fact, Clause("R83")]
    public void Every_kind_and_version_of_entry_has_an_example()
    {
        var lines = System.IO.File.Exists(Path.Combine(Source.Root, File)) ? Source.Read(File).Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList() : [];
        var known = lines.Select(l => JsonNode.Parse(l)!).Select(n => (Kind: (string)n["kind"]!, Fields: Fields(n["written"]!))).ToHashSet();
        var missing = new List<string>();
        foreach (var (kind, context, type) in Kinds())
        {
            var written = JsonNode.Parse(JsonSerializer.Serialize(Sample(type, 0), context.GetTypeInfo(Base(type))!))!;
            if (known.Contains((kind, Fields(written)))) continue;
            missing.Add(kind);
            var version = known.Count(k => k.Kind == kind) + 1;
            lines.Add(new JsonObject { ["kind"] = kind, ["version"] = version, ["written"] = written, ["reads"] = written.DeepClone() }.ToJsonString(Plain));
        }
        if (Writing)
        {
            System.IO.File.WriteAllText(Path.Combine(Source.Root, File), string.Join('\n', lines) + "\n");
            System.IO.File.WriteAllText(Path.Combine(Source.Root, Folded), State().ToJsonString(Plain) + "\n");
            return;
        }
        missing.ShouldBeEmpty("new kinds or versions of entries: run this test once with HUIYING_WRITE_ENTRIES=1 and commit the lines it adds");
    }

    [Fact, Clause("R83")]
    public void What_was_ever_written_is_still_read_and_reads_the_same()
    {
        var contexts = Kinds().DistinctBy(k => k.Kind).ToDictionary(k => k.Kind);
        var read = 0;
        foreach (var line in Source.Read(File).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!))
        {
            var kind = (string)line["kind"]!;
            contexts.ShouldContainKey(kind, $"{kind} was written once and has to be read for ever");
            var info = contexts[kind].Context.GetTypeInfo(Base(contexts[kind].Type))!;
            var back = JsonSerializer.Deserialize(line["written"]!.ToJsonString(), info).ShouldNotBeNull(kind);
            back.GetType().ShouldBe(contexts[kind].Type, kind);
            Within(line["reads"]!, JsonNode.Parse(JsonSerializer.Serialize(back, info))!, kind);
            read++;
        }
        read.ShouldBeGreaterThan(90);
    }

    [Fact, Clause("R83")]
    public void Folded_they_still_come_to_the_same()
    {
        if (Writing) return;
        Within(JsonNode.Parse(Source.Read(Folded))!, State(), "state");
    }

    /// <summary>All examples of an event and of a release, folded in the file's order.</summary>
    private static JsonObject State()
    {
        Case? c = null;
        Release? r = null;
        // What begins an event or a release comes first, whatever was added to the file since.
        foreach (var (line, place) in Source.Read(File).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select((l, i) => (Line: JsonNode.Parse(l)!, Place: i + 1))
                     .OrderBy(l => (string)l.Line["kind"]! is "CaseEntry/opened" or "ReleaseEntry/submitted" ? 0 : 1))
        {
            var (kind, text) = ((string)line["kind"]!, line["written"]!.ToJsonString());
            var stamp = new Stamp(place, new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero).AddMinutes(place), new("clerk"), "安文");
            if (kind.StartsWith("CaseEntry/", StringComparison.Ordinal))
            {
                var entry = JsonSerializer.Deserialize(text, HandleJson.Default.CaseEntry)!;
                if (entry is not Opened || c is null) c = Case.Apply(c, entry, stamp);
            }
            else if (kind.StartsWith("ReleaseEntry/", StringComparison.Ordinal)) r = Release.Apply(r, JsonSerializer.Deserialize(text, RespondJson.Default.ReleaseEntry)!, stamp);
        }
        return new JsonObject { ["case"] = JsonNode.Parse(Cases.Bytes(c!)), ["release"] = JsonNode.Parse(Releases.Bytes(r!)) };
    }

    /// <summary>Whatever was there is there with the same value; what a later version adds may stand beside it.</summary>
    private static void Within(JsonNode? old, JsonNode? now, string where)
    {
        switch (old)
        {
            case JsonObject o:
                foreach (var (name, value) in o)
                {
                    if (value is null) continue;
                    (now is JsonObject).ShouldBeTrue(where);
                    Within(value, now!.AsObject()[name], $"{where}.{name}");
                }
                break;
            case JsonArray a:
                now.ShouldBeOfType<JsonArray>(where).Count.ShouldBe(a.Count, where);
                for (var i = 0; i < a.Count; i++) Within(a[i], now.AsArray()[i], $"{where}[{i}]");
                break;
            default:
                (now?.ToJsonString()).ShouldBe(old?.ToJsonString(), where);
                break;
        }
    }

    private static string Fields(JsonNode written) => string.Join(",", written is JsonObject o ? o.Where(p => p.Value is not null).Select(p => p.Key).Order(StringComparer.Ordinal) : []);

    /// <summary>Every kind of entry there is, with what writes it.</summary>
    internal static IEnumerable<(string Kind, JsonSerializerContext Context, Type Type)> Kinds()
    {
        foreach (var context in typeof(Cases).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(JsonSerializerContext))).OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            var instance = (JsonSerializerContext)context.GetProperty("Default", BindingFlags.Static | BindingFlags.Public)!.GetValue(null)!;
            foreach (var data in context.GetCustomAttributesData().Where(a => a.AttributeType == typeof(JsonSerializableAttribute)))
            {
                var type = (Type)data.ConstructorArguments[0].Value!;
                if (type.Namespace?.StartsWith("Huiying", StringComparison.Ordinal) != true || NoEntries.Contains(type.Name) || type.IsEnum || type.IsArray) continue;
                var kinds = type.GetCustomAttributes<JsonDerivedTypeAttribute>().ToList();
                if (kinds.Count == 0) yield return (type.Name, instance, type);
                foreach (var kind in kinds) yield return ($"{type.Name}/{kind.TypeDiscriminator}", instance, kind.DerivedType);
            }
        }
    }

    private static Type Base(Type type) => type.BaseType is { } up && up != typeof(object) && up.GetCustomAttributes<JsonDerivedTypeAttribute>().Any() ? up : type;

    /// <summary>A value with every field filled; the same each time.</summary>
    private static object? Sample(Type type, int depth, string name = "x")
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return Sample(inner, depth, name);
        if (type == typeof(string)) return name;
        if (type == typeof(bool)) return true;
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
        if (type == typeof(DateOnly)) return new DateOnly(2026, 3, 2);
        if (type == typeof(TimeOnly)) return new TimeOnly(9, 0);
        if (type == typeof(TimeSpan)) return TimeSpan.FromHours(1);
        if (type == typeof(JsonElement)) return JsonSerializer.SerializeToElement("x");
        if (type == typeof(Uri)) return new Uri("https://forum.example/1");
        if (type.IsEnum) return Enum.GetValues(type).GetValue(0);
        if (type.IsPrimitive) return Convert.ChangeType(1, type, System.Globalization.CultureInfo.InvariantCulture);
        if (type == typeof(byte[])) return new byte[] { 1 };
        if (type.IsArray || (type.IsGenericType && type.GetInterfaces().Append(type).Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))))
        {
            if (type.GetGenericArguments() is [var key, var value])
            {
                var map = (System.Collections.IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, value))!;
                map.Add(Sample(key, depth + 1)!, Sample(value, depth + 1));
                return map;
            }
            var item = type.IsArray ? type.GetElementType()! : type.GetGenericArguments()[0];
            var list = Array.CreateInstance(item, depth > 4 ? 0 : 1);
            if (list.Length > 0) list.SetValue(Sample(item, depth + 1, name), 0);
            return list;
        }
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Where(c => c.GetParameters() is not [{ } only] || only.ParameterType != type)
            .MaxBy(c => c.GetParameters().Length)!;
        var made = constructor.GetParameters().Length == 0 && type.GetProperties().All(p => p.SetMethod is null) ? Activator.CreateInstance(type, nonPublic: true)!
            : constructor.Invoke([.. constructor.GetParameters().Select(p => Sample(p.ParameterType, depth + 1, p.Name!))]);
        foreach (var p in type.GetProperties().Where(p => p.CanWrite && p.CustomAttributes.Any(a => a.AttributeType.Name == "RequiredMemberAttribute"))) p.SetValue(made, Sample(p.PropertyType, depth + 1, p.Name));
        return made;
    }
}
