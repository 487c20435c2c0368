using System.CommandLine;
using Huiying.Assess.Hot;

namespace Huiying.Web.Commands;

/// <summary><c>hot FILE [--top N]</c>: the concrete matters of a span that many wrote about, the hottest first, each with reasons and all its posts.</summary>
internal static class HotCommand
{
    private const string Shape = "Each line must be a post {\"id\",\"time\",\"title\",\"body\",\"likes\",…}.";

    private static readonly string[] Reactions = ["likes", "dislikes", "reposts", "comments"];

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "posts as JSON Lines {\"id\",\"time\",\"title\",\"body\",\"likes\",\"dislikes\",\"reposts\",\"comments\",\"views\"}; - for standard input; .gz accepted" };
        var top = new Option<int>("--top") { Description = "how many", DefaultValueFactory = _ => 10 };
        var quiet = new Option<bool>("--quiet") { Description = "no progress" };
        var command = new Command("hot", "Ranks the hottest matters of a span of posts, with reasons.") { file, top, quiet };
        command.SetAction(parsed => Run(parsed.GetValue(file)!, parsed.GetValue(top), parsed.GetValue(quiet)));
        return command;
    }

    private static int Run(string file, int top, bool quiet)
    {
        if (top < 1)
        {
            JsonLines.Fail("hot", "--top must be at least 1. Write for example --top 10.");
            return 2;
        }
        return JsonLines.Run("hot", file, Shape, lines =>
        {
            // Ids are kept as their JSON reads, so that a number comes back as a number.
            var posts = lines.Select(l => new HotPost(JsonLines.Id(l), JsonLines.Text(l, "title"), JsonLines.Text(l, "body"), JsonLines.Time(l, "time"),
                (long)Reactions.Sum(name => JsonLines.Number(l, name) ?? 0), JsonLines.Text(l, "voice") is { Length: > 0 } voice ? voice : null)).ToList();
            var issues = HotIssues.Of(posts, top);
            using var output = JsonLines.Output();
            for (var i = 0; i < issues.Count; i++)
            {
                var (rank, issue) = (i + 1, issues[i]);
                JsonLines.Write(output, w =>
                {
                    w.WriteNumber("rank", rank);
                    w.WriteString("topic", $"{rank}");
                    w.WriteString("title", issue.Title);
                    w.WriteString("place", issue.Name);
                    if (issue.From is { } from) w.WriteString("from", from);
                    else w.WriteNull("from");
                    if (issue.To is { } to) w.WriteString("to", to);
                    else w.WriteNull("to");
                    w.WriteNumber("heat", issue.Heat);
                    w.WriteStartArray("reasons");
                    foreach (var reason in issue.Reasons) w.WriteStringValue(reason);
                    w.WriteEndArray();
                    w.WriteStartArray("words");
                    foreach (var word in issue.Words) w.WriteStringValue(word);
                    w.WriteEndArray();
                    w.WriteStartArray("ids");
                    foreach (var post in issue.Posts) w.WriteRawValue(post.Id);
                    w.WriteEndArray();
                });
            }
            JsonLines.Say(quiet, $"hot: {posts.Count} posts, {issues.Count} issues shown");
            return 0;
        });
    }
}
