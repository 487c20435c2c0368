using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Huiying.Web.Demo;

/// <summary>One line of <c>story.jsonl</c>.</summary>
/// <param name="In">Where it stands: <c>forum</c>, <c>news</c>, <c>paper</c> (the provincial paper's own list) or <c>feed</c>.</param>
/// <param name="Id">The thread, article or message; a forum line without title is a reply in that thread.</param>
/// <param name="At">Day of the story from 1, and the time of that day.</param>
/// <param name="By">The made-up pen name.</param>
/// <param name="About">ask, idea, major or noise: for whoever reads the file and for tests; nothing on the site tells it.</param>
/// <param name="Counts">Views and replies of a thread as they grow: <c>day time=views/replies; …</c>.</param>
/// <param name="Gone">When it vanishes from the site.</param>
/// <param name="Level">Of a medium with a site of its own: provincial.</param>
internal sealed record StoryPost(
    string In, int Id, string At, string By, string About, string Text, string? Title = null, string? Counts = null, string? Gone = null, string? Level = null);

/// <summary>A thread as it stands at a moment.</summary>
internal sealed record StoryThread(StoryPost First, DateTimeOffset At, long Views, long Replies, IReadOnlyList<(StoryPost Post, DateTimeOffset At)> Floors);

/// <summary>
/// Two weeks in a county that does not exist. Everything is invented for the demo: place, office, policy, media, people and numbers; likeness to anything real is chance.
/// </summary>
internal sealed class Story
{
    /// <summary>The made-up county.</summary>
    public const string County = "青檐县";

    /// <summary>The made-up office, called a demo in its very name.</summary>
    public const string Office = "青檐县供水服务中心（演示）";

    /// <summary>Said on every page of the site.</summary>
    public const string Fictitious = "演示站点：地名、单位、媒体、人物、号码和内容全部虚构，与真实的人和事无关。";

    /// <summary>The first hour of the first day: a Monday, two weeks without holidays.</summary>
    public static readonly DateTimeOffset Begin = new(2026, 3, 2, 0, 0, 0, TimeSpan.FromHours(8));

    /// <summary>Nine in the morning of a day of the story, counted from 1. The office usually begins on the second: one day of posts stands there already.</summary>
    public static DateTimeOffset Morning(int day) => Begin.AddDays(day - 1).AddHours(9);

    /// <summary>The days of the story.</summary>
    public const int Days = 14;

    private readonly IReadOnlyList<(StoryPost Post, DateTimeOffset At)> posts;

    private Story(IReadOnlyList<(StoryPost, DateTimeOffset)> posts) => this.posts = posts;

    /// <summary>All lines, in the order of time.</summary>
    public IReadOnlyList<StoryPost> All => [.. posts.Select(p => p.Post)];

    /// <summary>Reads the story that is part of the program.</summary>
    public static Story Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("demo/story.jsonl")!;
        using var reader = new StreamReader(stream);
        var posts = new List<(StoryPost Post, DateTimeOffset At)>();
        while (reader.ReadLine() is { } line)
        {
            var post = JsonSerializer.Deserialize(line, DemoJson.Default.StoryPost)!;
            posts.Add((post, Moment(post.At)));
        }
        return new([.. posts.OrderBy(p => p.At)]);
    }

    /// <summary>The moment a line names.</summary>
    public static DateTimeOffset Moment(string at)
    {
        var parts = at.Split(' ');
        return Begin.AddDays(int.Parse(parts[0], CultureInfo.InvariantCulture) - 1) + TimeSpan.ParseExact(parts[1], "hh\\:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>Articles or messages that stand there now, the newest first.</summary>
    public IReadOnlyList<(StoryPost Post, DateTimeOffset At)> Of(string where, DateTimeOffset now) =>
        [.. posts.Where(p => p.Post.In == where && p.At <= now && !IsGone(p.Post, now)).OrderByDescending(p => p.At)];

    /// <summary>Threads that stand there now, the last written to first.</summary>
    public IReadOnlyList<StoryThread> Threads(DateTimeOffset now) =>
        [.. posts.Where(p => p.Post is { In: "forum", Title: not null } && p.At <= now && !IsGone(p.Post, now))
            .Select(p => Thread(p.Post, p.At, now)).OrderByDescending(t => t.Floors[^1].At)];

    private StoryThread Thread(StoryPost first, DateTimeOffset at, DateTimeOffset now)
    {
        List<(StoryPost, DateTimeOffset)> floors = [(first, at), .. posts.Where(p => p.Post.In == "forum" && p.Post.Title is null && p.Post.Id == first.Id && p.At <= now)];
        var (views, replies) = Counted(first.Counts ?? "", at, now);
        return new(first, at, views, Math.Max(replies, floors.Count - 1), floors);
    }

    /// <summary>Counts grow evenly between the moments the story names.</summary>
    private static (long Views, long Replies) Counted(string counts, DateTimeOffset from, DateTimeOffset now)
    {
        (DateTimeOffset At, double Views, double Replies) before = (from, 1, 0);
        foreach (var point in counts.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (at, figures) = (point.Split('=')[0], point.Split('=')[1].Split('/'));
            (DateTimeOffset At, double Views, double Replies) next =
                (Moment(at), double.Parse(figures[0], CultureInfo.InvariantCulture), double.Parse(figures[1], CultureInfo.InvariantCulture));
            if (next.At >= now)
            {
                var share = next.At == before.At ? 1 : Math.Clamp((now - before.At) / (next.At - before.At), 0, 1);
                return ((long)(before.Views + (share * (next.Views - before.Views))), (long)(before.Replies + (share * (next.Replies - before.Replies))));
            }
            before = next;
        }
        return ((long)before.Views, (long)before.Replies);
    }

    private static bool IsGone(StoryPost post, DateTimeOffset now) => post.Gone is { } gone && Moment(gone) <= now;
}
