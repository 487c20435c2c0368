using System.CommandLine;
using System.Text;
using System.Text.Json;
using Huiying.Collect;

namespace Huiying.Web.Commands;

/// <summary>
/// <c>near FILE</c>: for each text the earliest one it is a copy or near copy of, as the intake would say, in input order; an answer waits for no later text.
/// </summary>
internal static class NearCommand
{
    /// <summary>Texts compared with: the latest that are no copies; about 120 MB.</summary>
    private const int Kept = 100_000;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "texts as JSON Lines {\"id\",\"text\"}; - for standard input; .gz accepted" };
        var quiet = new Option<bool>("--quiet") { Description = "no progress" };
        var command = new Command("near", "Finds copies and near copies among texts.") { file, quiet };
        command.SetAction(parsed => Run(parsed.GetValue(file)!, parsed.GetValue(quiet)));
        return command;
    }

    private static int Run(string file, bool quiet)
    {
        var texts = new NearCopies<string>(Kept);
        int at = 0, copies = 0;
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16) { NewLine = "\n", AutoFlush = file == "-" };
        try
        {
            foreach (var line in LineInput.Read(file))
            {
                at++;
                if (string.IsNullOrWhiteSpace(line)) continue;
                var (id, text) = Text(line);
                var sketch = TextSketch.Of(text);
                if (texts.TryFind(sketch, out var of)) copies++;
                else texts.Keep(of = id, sketch);
                output.WriteLine($"{{\"id\":{id},\"of\":{of}}}");
            }
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            output.Flush();
            Console.Error.WriteLine($"near: {file} line {at}: {e.Message} Each line must be an object with \"id\" and \"text\".");
            return 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            output.Flush();
            Console.Error.WriteLine($"near: cannot read {file}: {e.Message} Name a readable file, or - for standard input.");
            return 1;
        }
        if (!quiet) Console.Error.WriteLine($"near: {at} texts, {copies} of them copies");
        return 0;
    }

    private static (string Id, string Text) Text(string line)
    {
        using var row = JsonDocument.Parse(line);
        return row.RootElement.ValueKind == JsonValueKind.Object && row.RootElement.TryGetProperty("id", out var id)
            && row.RootElement.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String
            ? (id.GetRawText(), text.GetString()!) : throw new FormatException("No id or no text.");
    }
}
