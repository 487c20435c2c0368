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

    private static int Run(string file, bool quiet) => JsonLines.Run("near", file, "Each line must be an object with \"id\" and \"text\".", lines =>
    {
        var texts = new NearCopies<string>(Kept);
        int read = 0, copies = 0;
        // Disposed of, and so written out, before a mistake in a later line is told.
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16) { NewLine = "\n", AutoFlush = file == "-" };
        foreach (var line in lines)
        {
            read++;
            var id = JsonLines.Id(line);
            var text = line.TryGetProperty("text", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString()! : throw new FormatException("It has no \"text\".");
            var sketch = TextSketch.Of(text);
            if (texts.TryFind(sketch, out var of)) copies++;
            else texts.Keep(of = id, sketch);
            output.WriteLine($"{{\"id\":{id},\"of\":{of}}}");
        }
        JsonLines.Say(quiet, $"near: {read} texts, {copies} of them copies");
        return 0;
    });
}
