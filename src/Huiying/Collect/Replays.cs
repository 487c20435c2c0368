using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Huiying.Collect.Masking;
using Huiying.Documents;
using Huiying.Ground;

namespace Huiying.Collect;

/// <summary>One post of a drill's script (R55). Its texts are masked already.</summary>
/// <param name="After">Seconds after the drill's beginning.</param>
/// <param name="Where">The host or the name of the place it plays on.</param>
/// <param name="Title">Title; empty for a reply.</param>
/// <param name="Text">What it says.</param>
public sealed record ReplayPost(
    long After, string Where, string Title, string Text, long? Views = null, long? Replies = null, long? Reposts = null, long? Likes = null);

/// <summary>A drill's posts arrived as its script says.</summary>
public sealed record ReplayedEntry(int From, int Posts);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReplayedEntry))]
internal sealed partial class ReplayJson : JsonSerializerContext;

/// <summary>
/// Gives a drill's office the posts of its script (R55): a post of a past event, or of a small file, arrives again as if it were read just now. Only a drill's
/// office ever gets one.
/// </summary>
public sealed class Replays(Acts acts, Intake intake)
{
    /// <summary>The most posts of a script.</summary>
    public const int Most = 2000;

    /// <summary>Posts there are on pages of hosts that no name server knows (RFC 2606, section 2), so that nothing leads to a real page.</summary>
    private const string Nowhere = "drill.invalid";

    /// <summary>
    /// Reads a file of posts (xlsx, csv, jsonl; columns as for an import) as a script: masked, in order of time from the first on. Rows without a time follow
    /// the one before by a minute. Refused without any post, with more than <see cref="Most"/>, and with the first row that cannot be read.
    /// </summary>
    public static async Task<Outcome<IReadOnlyList<ReplayPost>>> Read(Stream file, TimeZoneInfo zone, DateTimeOffset now, CancellationToken ct = default)
    {
        var sheet = new MessageSheet(text => SheetTime.Parse(text, zone, now));
        var found = new List<(DateTimeOffset At, ReplayPost Post)>();
        var last = now;
        await foreach (var item in sheet.Read(file, ct: ct))
        {
            if (item.Problem is { } problem) return Refusal.Invalid("R55", problem.LineZh, problem.LineEn);
            var m = item.Message!;
            last = m.Time ?? (found.Count == 0 ? now : last.AddMinutes(1));
            var where = m.Values.TryGetValue(ColumnTarget.Url, out var url) && Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.IdnHost : "";
            found.Add((last, new(0, where, Mask.Apply(m.Title).Text.Trim(), Mask.Apply(m.Body).Text.Trim(), Count(m, ColumnTarget.Views), Count(m, ColumnTarget.Comments),
                Count(m, ColumnTarget.Reposts), Count(m, ColumnTarget.Likes))));
            if (found.Count > Most) return Refusal.Invalid("R55", $"脚本最多 {Most} 条帖子。", $"A script has at most {Most} posts.");
        }
        return Script(found);
    }

    /// <summary>Posts with their times as a script that begins with the first.</summary>
    public static Outcome<IReadOnlyList<ReplayPost>> Script(IEnumerable<(DateTimeOffset At, ReplayPost Post)> posts)
    {
        var ordered = posts.Where(p => p.Post.Title.Length + p.Post.Text.Length > 0).OrderBy(p => p.At).Take(Most).ToList();
        if (ordered.Count == 0) return Refusal.Invalid("R55", "脚本里没有帖子：请选择有帖子的事件，或另选文件。", "The script has no post; choose an event that has some, or another file.");
        return ordered.ConvertAll(p => p.Post with { After = (long)(p.At - ordered[0].At).TotalSeconds });
    }

    /// <summary>Stores the script's posts from <paramref name="from"/> on as arrivals of this moment; one that has arrived before is not stored again.</summary>
    /// <returns>Refused with <c>drill.only</c> for an office that is no drill's, and once the drill is over.</returns>
    public Task<Outcome<Done>> Give(OfficeId drill, int from, IReadOnlyList<ReplayPost> posts, CancellationToken ct = default) =>
        acts.Run<Done>(Actor.Clock(drill), "drills.replay", Subject.Of(drill), async act =>
        {
            if (!drill.IsDrill) return new Refusal("drill.only", "R55", "脚本帖子只能进入演练。", "A script's posts only ever go into a drill.");
            var judged = posts.Select((p, i) => Intake.Judge(Arrival(p, from + i, act.Now), new IntakeRules(t => t, _ => null))).ToList();
            await intake.Store(act.Store, judged, act.Now, ct);
            act.Write(new ReplayedEntry(from + 1, posts.Count), ReplayJson.Default.ReplayedEntry);
            return default(Done);
        }, ct);

    private static Arrival Arrival(ReplayPost post, int place, DateTimeOffset now)
    {
        var host = Uri.CheckHostName(post.Where) == UriHostNameType.Dns ? $"{post.Where}.{Nowhere}" : Nowhere;
        return new Arrival
        {
            Kind = post.Title.Length == 0 ? PostKind.Thread : PostKind.Article,
            Channel = Channel.Web,
            Public = true,
            Url = new Uri($"https://{host}/{place + 1}"),
            Identity = $"drill:{place}",
            Title = post.Title,
            Text = post.Text,
            Published = now,
            Counts = new(Views: post.Views, Replies: post.Replies, Likes: post.Likes, Reposts: post.Reposts),
            RawHash = SHA256.HashData(Encoding.UTF8.GetBytes($"{post.Title}\n{post.Text}")),
            TakenBecause = "演练脚本",
        };
    }

    private static long? Count(SheetMessage message, ColumnTarget target) =>
        message.Values.TryGetValue(target, out var value) && long.TryParse(value, out var n) && n is >= 0 and < 1_000_000_000_000 ? n : null;
}
