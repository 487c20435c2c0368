using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Huiying.Collect.Masking;

namespace Huiying.Web.Commands;

/// <summary><c>mask [FILE]</c>: every string value but <c>id</c> of JSON Lines, or plain lines, with personal details masked (S03).</summary>
internal static class MaskCommand
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "JSON Lines or plain text; - for standard input; .gz accepted", DefaultValueFactory = _ => "-" };
        var quiet = new Option<bool>("--quiet") { Description = "no progress" };
        var command = new Command("mask", "Masks phones, ID and card numbers, home addresses, mentions and bylines.") { file, quiet };
        command.SetAction(parsed => Run(parsed.GetValue(file)!, parsed.GetValue(quiet)));
        return command;
    }

    private static int Run(string file, bool quiet)
    {
        var counts = default(MaskCounts);
        var lines = 0;
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
        try
        {
            foreach (var line in LineInput.Read(file))
            {
                lines++;
                output.WriteLine(Line(line, ref counts));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            output.Flush();
            Console.Error.WriteLine($"mask: cannot read {file}: {e.Message} Name a readable file, or - for standard input.");
            return 1;
        }
        if (!quiet) Console.Error.WriteLine($"mask: {lines} lines, {counts.Total} stretches masked");
        return 0;
    }

    private static string Line(string line, ref MaskCounts counts)
    {
        if (line.TrimStart() is ['{' or '[' or '"', ..])
        {
            try
            {
                var node = JsonNode.Parse(line);
                return Masked(node, ref counts)?.ToJsonString(Plain) ?? "null";
            }
            catch (Exception e) when (e is JsonException or ArgumentException)
            {
                // Not JSON (or an object with the same name twice): a plain line.
            }
        }
        return Masked(line, ref counts);
    }

    private static JsonNode? Masked(JsonNode? node, ref MaskCounts counts)
    {
        switch (node)
        {
            case JsonObject o:
                foreach (var name in o.Select(p => p.Key).ToArray())
                {
                    if (name != "id") o[name] = Masked(Taken(o, name), ref counts);
                }
                return o;
            case JsonArray a:
                for (var i = 0; i < a.Count; i++)
                {
                    var item = a[i];
                    a[i] = null;
                    a[i] = Masked(item, ref counts);
                }
                return a;
            case JsonValue v when v.GetValueKind() == JsonValueKind.String:
                return JsonValue.Create(Masked(v.GetValue<string>(), ref counts));
            default:
                return node;
        }
    }

    private static JsonNode? Taken(JsonObject o, string name)
    {
        var value = o[name];
        o[name] = null;
        return value;
    }

    private static string Masked(string text, ref MaskCounts counts)
    {
        var masked = Mask.Apply(text);
        var c = masked.Counts;
        counts = new(counts.Phones + c.Phones, counts.IdNumbers + c.IdNumbers, counts.BankCards + c.BankCards,
            counts.Addresses + c.Addresses, counts.Mentions + c.Mentions, counts.Bylines + c.Bylines);
        return masked.Text;
    }
}
