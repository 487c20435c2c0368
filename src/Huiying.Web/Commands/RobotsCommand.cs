using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Huiying.Collect.Fetching;

namespace Huiying.Web.Commands;

/// <summary><c>robots FILE --agent A</c> with addresses on standard input, or <c>robots --cases FILE</c> (RFC 9309).</summary>
internal static class RobotsCommand
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var file = new Argument<string?>("FILE") { Description = "a robots.txt; .gz accepted", Arity = ArgumentArity.ZeroOrOne };
        var agent = new Option<string?>("--agent") { Description = "the user agent that asks" };
        var cases = new Option<string?>("--cases") { Description = "JSON Lines {\"id\",\"robots\" or \"robots_b64\",\"agent\",\"url\"}; - for standard input" };
        var quiet = new Option<bool>("--quiet") { Description = "no progress" };
        var command = new Command("robots", "What a robots.txt allows.") { file, agent, cases, quiet };
        command.Validators.Add(result =>
        {
            var one = result.GetValue(file) is not null && result.GetValue(agent) is not null;
            if (one == (result.GetValue(cases) is not null)) result.AddError("robots: give FILE with --agent, or --cases FILE.");
            else if (result.GetValue(file) == "-") result.AddError("robots: the addresses come on standard input, so FILE must be a path.");
        });
        command.SetAction(parsed => Run(parsed.GetValue(file), parsed.GetValue(agent), parsed.GetValue(cases)));
        return command;
    }

    private static int Run(string? file, string? agent, string? cases)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
        try
        {
            if (cases is not null)
            {
                foreach (var line in LineInput.Read(cases)) if (!string.IsNullOrWhiteSpace(line)) output.WriteLine(Case(line));
                return 0;
            }
            var robots = RobotsTxt.Parse(FileBytes.Read(file!));
            foreach (var url in LineInput.Read("-"))
            {
                if (string.IsNullOrWhiteSpace(url)) continue;
                var answer = robots.For(agent!, url.Trim());
                output.WriteLine(new JsonObject { ["url"] = url.Trim(), ["allowed"] = answer.Allowed, ["crawl_delay"] = answer.CrawlDelay?.TotalSeconds }.ToJsonString(Plain));
            }
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or JsonException or FormatException or InvalidOperationException)
        {
            output.Flush();
            Console.Error.WriteLine($"robots: {cases ?? file}: {e.Message} See the command's --help for the form of the input.");
            return 1;
        }
    }

    private static string Case(string line)
    {
        var row = JsonNode.Parse(line)?.AsObject() ?? throw new JsonException("A line is not an object.");
        var bytes = row["robots_b64"] is { } encoded ? Convert.FromBase64String(encoded.GetValue<string>()) : Encoding.UTF8.GetBytes(row["robots"]?.GetValue<string>() ?? "");
        var answer = RobotsTxt.Parse(bytes).For(row["agent"]?.GetValue<string>() ?? "", row["url"]?.GetValue<string>() ?? "");
        return new JsonObject { ["id"] = row["id"]?.DeepClone(), ["allowed"] = answer.Allowed }.ToJsonString(Plain);
    }
}
