using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Huiying.Assess.Grades;
using Huiying.Ground;
using Huiying.Ground.Policies;

namespace Huiying.Web.Commands;

/// <summary><c>grade FILE [--policy P]</c>: the grade the rules suggest for a topic's figures, with every rule; one JSON object in, one out.</summary>
internal static class GradeCommand
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "figures of one or more topics as JSON objects; - for standard input; .gz accepted" };
        var policy = new Option<string?>("--policy") { Description = "a policy file; default: the shipped policy" };
        var quiet = new Option<bool>("--quiet") { Description = "no progress" };
        var command = new Command("grade", "Suggests a grade and lists every rule with its figures; people decide.") { file, policy, quiet };
        command.SetAction((parsed, ct) => Run(parsed.GetValue(file)!, parsed.GetValue(policy), ct));
        return command;
    }

    private static async Task<int> Run(string file, string? policyFile, CancellationToken ct)
    {
        var reading = file;
        try
        {
            var policy = Policy.Default;
            if (policyFile is not null)
            {
                reading = policyFile;
                var read = await PolicyFile.Read(policyFile, ct);
                if (read.Policy is null)
                {
                    var first = read.Problems[0];
                    return await Fail($"{policyFile} line {first.Line}: {first.Key} {first.En}; see huiying policy check {policyFile}");
                }
                (policy, reading) = (read.Policy, file);
            }
            var bytes = await TextInput.Bytes(file, ct);
            await using var output = new BufferedStream(Console.OpenStandardOutput());
            var at = 0;
            foreach (var topic in Objects(bytes))
            {
                at++;
                Write(output, GradeRules.Suggest(Figures(topic, policy, at), policy));
            }
            return at > 0 ? 0 : await Fail($"{file}: no figures in it. Write an object such as {{\"posts\":12,\"views\":25000}}.");
        }
        catch (JsonException e)
        {
            return await Fail($"{file}: {e.Message} Write one JSON object for each topic.");
        }
        catch (FormatException e)
        {
            return await Fail($"{file}: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return await Fail($"cannot read {reading}: {e.Message} Name a readable file, or - for standard input.");
        }
    }

    private static async Task<int> Fail(string message)
    {
        await Console.Error.WriteLineAsync("grade: " + message.ReplaceLineEndings(" "));
        return 1;
    }

    private static List<JsonElement> Objects(byte[] bytes)
    {
        var objects = new List<JsonElement>();
        var reader = new Utf8JsonReader(bytes.AsSpan().StartsWith("\ufeff"u8) ? bytes.AsSpan(3) : bytes, new JsonReaderOptions { AllowMultipleValues = true });
        while (reader.Read()) objects.Add(JsonElement.ParseValue(ref reader));
        return objects;
    }

    private static TopicFigures Figures(JsonElement topic, Policy policy, int at)
    {
        if (topic.ValueKind != JsonValueKind.Object) throw new FormatException($"topic {at} is no object.");
        var posts = Number("posts");
        var sharp = topic.TryGetProperty("sharp", out var s) && s.ValueKind is JsonValueKind.True or JsonValueKind.False ? (s.GetBoolean() ? 1 : 0) : Number("sharp");
        var ticks = Array("ticks").Select(t => t.ValueKind == JsonValueKind.String ? t.GetString()! : throw Wrong("ticks", "a list of keys")).ToList();
        if (ticks.Find(t => !policy.Grades.Ticks.ContainsKey(t)) is { } unknown)
        {
            throw new FormatException($"topic {at}: the policy has no tick \"{unknown}\"; it has {string.Join(", ", policy.Grades.Ticks.Keys)}.");
        }
        return new()
        {
            Posts = (long?)posts,
            Replies = (long?)Number("replies"),
            Views = (long?)Number("views"),
            Reposts = (long?)Number("reposts"),
            Median90 = Number("median90"),
            Growth = Number("growth"),
            Burst = (int?)(topic.TryGetProperty("burst", out var b) && b.ValueKind == JsonValueKind.Object ? Read(b, "level") : Number("burst")),
            // A count of sharp posts is taken as well as their share.
            Sharp = sharp > 1 ? posts > 0 ? Math.Min(1, sharp.Value / posts.Value) : null : sharp,
            Ticks = ticks,
            Media = [.. Array("media").Select(m => m.ValueKind == JsonValueKind.Object
                ? new MediaReport(m.TryGetProperty("level", out var l) && l.ValueKind == JsonValueKind.String ? l.GetString()! : "other", Is(m, "critical"), Is(m, "original"),
                    Read(m, "count") is not { } n ? 1 : n is >= 0 and <= int.MaxValue && double.IsInteger(n) ? (int)n : throw Wrong("media", "a list of objects whose \"count\" is a whole number"))
                : throw Wrong("media", "a list of objects"))],
        };

        double? Number(string name) => Read(topic, name);

        double? Read(JsonElement from, string name) => !from.TryGetProperty(name, out var v) || v.ValueKind == JsonValueKind.Null ? null
            : v.ValueKind == JsonValueKind.Number && v.GetDouble() is var n && Math.Abs(n) < 1e15 ? n : throw Wrong(name, "a number");

        IEnumerable<JsonElement> Array(string name) => !topic.TryGetProperty(name, out var v) || v.ValueKind == JsonValueKind.Null ? []
            : v.ValueKind == JsonValueKind.Array ? v.EnumerateArray() : throw Wrong(name, "a list");

        static bool Is(JsonElement from, string name) => from.TryGetProperty(name, out var v) && v.ValueKind == JsonValueKind.True;

        FormatException Wrong(string name, string what) => new($"topic {at}: \"{name}\" must be {what}.");
    }

    private static void Write(Stream output, GradeSuggestion suggestion)
    {
        using (var w = new Utf8JsonWriter(output, Readable))
        {
            w.WriteStartObject();
            w.WriteString("grade", suggestion.Grade switch { Grade.Ordinary => "ordinary", Grade.Major => "major", _ => "extraordinary" });
            w.WriteStartArray("rules");
            foreach (var rule in suggestion.Rules)
            {
                w.WriteStartObject();
                w.WriteString("id", rule.Id);
                w.WriteBoolean("fired", rule.Fired);
                w.WriteStartObject("figures");
                foreach (var figure in rule.Figures)
                {
                    if (figure.Value is { } value) w.WriteNumber(figure.Name, value);
                    else w.WriteNull(figure.Name);
                }
                w.WriteEndObject();
                w.WriteString("text", rule.Text);
                w.WriteEndObject();
            }
            w.WriteEndArray();
            w.WriteEndObject();
        }
        output.WriteByte((byte)'\n');
    }
}
