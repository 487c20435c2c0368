using System.Collections.Concurrent;
using System.Globalization;
using Huiying.Collect;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess.Search;

/// <summary>
/// What filters and counts ask of every post, in memory, for each office by the post's number, nine bytes a post: so a post that was found is counted without a look at its rows
/// (docs/adr/0054-search.md). It is brought up to date before each search, by what came and what officers corrected since; a post it does not have yet is found by the next.
/// </summary>
internal sealed class PostBoard
{
    /// <summary>Posts read together.</summary>
    private const int AtOnce = 50_000;

    /// <summary>What days are counted from.</summary>
    public static readonly DateOnly FirstDay = new(1970, 1, 1);

    private readonly ConcurrentDictionary<OfficeId, SemaphoreSlim> turns = new();
    private readonly ConcurrentDictionary<OfficeId, View> offices = new();

    /// <summary>The posts of the store's office as they are now.</summary>
    /// <param name="marks">Read before: what is read after it may be newer than it says, never older.</param>
    public async Task<View> Read(Store store, SearchMarks marks, TimeZoneInfo zone, CancellationToken ct)
    {
        var (last, made, undone) = (marks.Last, marks.Corrections, marks.Undone);
        var mark = await Posts.VanishedMark(store, ct);
        bool Fits(View v) => v.Zone == zone.Id && v.Last >= last && v.Corrections.Count == made && v.Undone == undone && v.VanishedMark == mark;
        if (offices.TryGetValue(store.Office, out var known) && Fits(known)) return known;
        var turn = turns.GetOrAdd(store.Office, _ => new(1, 1));
        await turn.WaitAsync(ct);
        try
        {
            var next = offices.TryGetValue(store.Office, out known) && known.Zone == zone.Id ? known : new View(zone.Id);
            if (Fits(next)) return next;
            if (next.Corrections.Count != made || next.Undone != undone) next = await Corrected(next, store, ct);
            if (next.Last < last) next = await Longer(next, last, store, zone, ct);
            if (next.VanishedMark != mark) next = next with { Gone = [.. (await Posts.Vanished(store, ct)).Select(p => p.Value)], VanishedMark = mark };
            return offices[store.Office] = next;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>With the posts up to one.</summary>
    private static async Task<View> Longer(View board, long last, Store store, TimeZoneInfo zone, CancellationToken ct)
    {
        var sources = board.Sources.ToList();
        var places = sources.Index().Skip(1).ToDictionary(s => s.Item, s => (ushort)s.Index);
        // Whoever reads the board meanwhile reads up to its own last post only.
        var next = board with { Topics = Room(board.Topics, last), Days = Room(board.Days, last), From = Room(board.From, last), Kinds = Room(board.Kinds, last), Last = last };
        for (var from = board.Last; from < last; from += AtOnce)
        {
            var (after, until) = (new PostId(from), new PostId(Math.Min(last, from + AtOnce)));
            await foreach (var p in Posts.Traits(store, after, until).WithCancellation(ct))
            {
                var place = (ushort)0;
                if (p.Source is { } source && !places.TryGetValue(source, out place))
                {
                    places[source] = place = checked((ushort)sources.Count);
                    sources.Add(source);
                }
                (next.Days[p.Id.Value], next.From[p.Id.Value], next.Kinds[p.Id.Value]) = (Number(PostFilters.Day(p.At, zone)), place, (byte)p.Kind);
            }
            await foreach (var a in store.Set<AssessedRow>().AsNoTracking().Where(a => a.Post > after && a.Post <= until && !a.Purged).Select(a => new { a.Post, a.Topic }).AsAsyncEnumerable().WithCancellation(ct))
            {
                next.Topics[a.Post.Value] = Number(a.Topic);
            }
        }
        return next with { Sources = [.. sources] };
    }

    /// <summary>With the posts of all topics that were corrected, or their corrections undone, where they are now.</summary>
    private static async Task<View> Corrected(View board, Store store, CancellationToken ct)
    {
        var rows = await store.Set<CorrectionRow>().AsNoTracking().Select(c => new { c.Number, c.Topic, c.Other, Undone = c.UndoneAt != null }).ToListAsync(ct);
        var clusters = await Clusters.Read(store, ct);
        List<TopicId> topics = [.. rows.Where(r => !board.Corrections.TryGetValue(r.Number, out var undone) || undone != r.Undone).SelectMany(r => new[] { r.Topic, r.Other ?? r.Topic })
            .SelectMany(clusters.Chain).Distinct()];
        await foreach (var a in store.Set<AssessedRow>().AsNoTracking().Where(a => topics.Contains(a.Topic)).Select(a => new { a.Post, a.Topic }).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (a.Post.Value <= board.Last) board.Topics[a.Post.Value] = Number(a.Topic);
        }
        return board with { Corrections = rows.ToDictionary(r => r.Number, r => r.Undone), Undone = rows.Count(r => r.Undone) };
    }

    private static T[] Room<T>(T[] known, long last)
    {
        if (known.Length > last) return known;
        var more = new T[Math.Max(last + 1, known.Length + known.Length / 4)];
        known.CopyTo(more, 0);
        return more;
    }

    /// <summary>A topic as the board names it.</summary>
    public static int Number(TopicId topic) => checked((int)TopicMemory.Number(topic));

    /// <summary>The same of what somebody typed; null when it names no topic.</summary>
    public static int? Asked(TopicId topic) => int.TryParse(topic.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ushort Number(DateOnly day) => (ushort)(day.DayNumber - FirstDay.DayNumber);

    /// <summary>The board at one moment.</summary>
    /// <param name="Zone">Whose days they are.</param>
    public sealed record View(string Zone)
    {
        public int[] Topics { get; init; } = [];
        public ushort[] Days { get; init; } = [];

        /// <summary>Places in <see cref="Sources"/>.</summary>
        public ushort[] From { get; init; } = [];
        public byte[] Kinds { get; init; } = [];

        /// <summary>The first stands for none.</summary>
        public IReadOnlyList<SourceId> Sources { get; init; } = [default];

        /// <summary>The last post it has.</summary>
        public long Last { get; init; }

        /// <summary>Posts whose page is gone.</summary>
        public HashSet<long> Gone { get; init; } = [];
        public (long, long, long) VanishedMark { get; init; }

        /// <summary>The corrections it knows of, and whether they were undone.</summary>
        public IReadOnlyDictionary<int, bool> Corrections { get; init; } = new Dictionary<int, bool>();
        public int Undone { get; init; }

        /// <summary>Whether it has the post.</summary>
        public bool Has(PostId post) => post.Value <= Last && Topics[post.Value] != 0;

        public DateOnly Day(PostId post) => FirstDay.AddDays(Days[post.Value]);

        public SourceId? Source(PostId post) => From[post.Value] is var place and not 0 ? Sources[place] : null;

        public PostKind Kind(PostId post) => (PostKind)Kinds[post.Value];

        public bool Vanished(PostId post) => Gone.Contains(post.Value);

        /// <summary>The first and the last post of a span of days, and how many of those between are of it; null when there is none.</summary>
        public (PostId First, PostId Last, int Posts)? Within(DateOnly from, DateOnly until)
        {
            var days = Days.AsSpan(1, (int)Last);
            var (low, high) = (Number(from), Number(until));
            var first = days.IndexOfAnyInRange(low, high);
            if (first < 0) return null;
            var last = days.LastIndexOfAnyInRange(low, high);
            var posts = 0;
            foreach (var day in days[first..(last + 1)]) if (day >= low && day <= high) posts++;
            return (new(first + 1), new(last + 1), posts);
        }
    }
}
