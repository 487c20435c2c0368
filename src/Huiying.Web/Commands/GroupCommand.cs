using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Huiying.Assess.Grouping;

namespace Huiying.Web.Commands;

/// <summary><c>group FILE [--text F1,F2]</c>: each post's topic as it arrives, in input order. An answer waits for no later post and is never changed.</summary>
internal static class GroupCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "posts as JSON Lines {\"id\",\"time\",\"title\",\"body\"}; - for standard input; .gz accepted" };
        var text = new Option<string>("--text") { Description = "the fields to read, the first as title when it is \"title\"", DefaultValueFactory = _ => "title,body" };
        var lag = new Option<int>("--lag") { Description = "posts an answer may wait for; this program waits for none", DefaultValueFactory = _ => 0 };
        var quiet = new Option<bool>("--quiet") { Description = "no progress" };
        var command = new Command("group", "Groups posts into topics as they come.") { file, text, lag, quiet };
        command.SetAction(parsed => Run(parsed.GetValue(file)!, parsed.GetValue(text)!, parsed.GetValue(quiet)));
        return command;
    }

    private static int Run(string file, string text, bool quiet)
    {
        var fields = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (fields.Length == 0)
        {
            Console.Error.WriteLine("group: --text names no field. Write for example --text title,body.");
            return 2;
        }
        var index = new TopicIndex();
        var at = 0;
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16) { NewLine = "\n", AutoFlush = file == "-" };
        try
        {
            foreach (var line in LineInput.Read(file))
            {
                at++;
                if (string.IsNullOrWhiteSpace(line)) continue;
                output.WriteLine(Answer(index, line, fields));
            }
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            output.Flush();
            Console.Error.WriteLine($"group: {file} line {at}: {e.Message} Each line must be an object with an \"id\".");
            return 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            output.Flush();
            Console.Error.WriteLine($"group: cannot read {file}: {e.Message} Name a readable file, or - for standard input.");
            return 1;
        }
        if (!quiet) Console.Error.WriteLine($"group: {index.Posts} posts, {index.Topics} topics");
        return 0;
    }

    private static string Answer(TopicIndex index, string line, string[] fields)
    {
        using var post = JsonDocument.Parse(line);
        if (post.RootElement.ValueKind != JsonValueKind.Object || !post.RootElement.TryGetProperty("id", out var id)) throw new FormatException("No id.");
        var title = fields.Contains("title") ? Field(post.RootElement, "title") : "";
        var body = string.Join('\n', fields.Where(f => f != "title").Select(f => Field(post.RootElement, f)));
        var match = index.Assign(title, body, Time(Field(post.RootElement, "time")));
        return string.Create(CultureInfo.InvariantCulture, $"{{\"id\":{id.GetRawText()},\"topic\":\"{match.Topic}\"}}");
    }

    private static string Field(JsonElement post, string name) =>
        post.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
