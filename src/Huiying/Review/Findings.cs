using System.Globalization;
using Huiying.Assess;
using Huiying.Assess.Passages;
using Huiying.Assess.Search;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Respond;

namespace Huiying.Review;

/// <summary>What kind of thing is looked for.</summary>
public enum FindingKind
{
    /// <summary>信息.</summary>
    Posts,

    /// <summary>事件.</summary>
    Events,

    /// <summary>答复.</summary>
    Answers,

    /// <summary>报告和单据.</summary>
    Papers,

    /// <summary>政策文件.</summary>
    Documents,

    /// <summary>文件: of events and attached to posts, by name.</summary>
    Files,

    /// <summary>未提交的内容: what the person typed and did not send; nobody else's.</summary>
    Drafts,
}

/// <summary>What is looked for, as a person asks it; filters that a kind of thing does not have are not asked of it.</summary>
/// <param name="From">First day in the office's zone: of publishing a post, opening an event, publishing or submitting an answer, drafting a paper, taking in a document.</param>
/// <param name="Grade">Posts: suggested for the topic. Events and answers: the event's.</param>
/// <param name="Category">Of the event; a post has that of the event its topic was taken into.</param>
/// <param name="State">A <see cref="PostState"/>, <see cref="Stage"/>, <see cref="ReleaseState"/>, a <see cref="PolicyDocumentState"/>, for papers <c>signed</c> or <c>draft</c>, for files <c>event</c> or <c>post</c>.</param>
public sealed record FindQuery(
    FindingKind Kind = FindingKind.Posts, string Text = "", DateOnly? From = null, DateOnly? Until = null, SourceId? Source = null, PostKind? Form = null, TopicId? Topic = null,
    Grade? Grade = null, Category? Category = null, string? State = null)
{
    /// <summary>Whether nothing at all is asked.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Text) && From is null && Until is null && Source is null && Form is null && Topic is null && Grade is null && Category is null && State is null;
}

/// <summary>Something that was found and is no post.</summary>
/// <param name="Id">Of the event, answer, paper or document; of files and drafts the local address that shows them.</param>
/// <param name="Number">The event's number, a document's own; null for a paper.</param>
/// <param name="Paper">The paper, whose title a page makes.</param>
public sealed record FoundThing(string Id, CaseId? Case, string? Number, FoundText Text, DateTimeOffset At, Grade? Grade, Category? Category, string State, Paper? Paper = null);

/// <summary>Counts of one kind, named as the field of <see cref="FindQuery"/> that filters by it.</summary>
public sealed record FacetGroup(string By, IReadOnlyList<Facet> Facets);

/// <summary>What was found.</summary>
/// <param name="Posts">For posts.</param>
/// <param name="Things">For the rest: this page of them.</param>
/// <param name="Total">How many of the rest there are; for posts how many were counted.</param>
/// <param name="Complete">Whether the counts are over all that was found.</param>
/// <param name="Skip">Where the next page of the rest begins; null when there is none.</param>
public sealed record FoundPage(FoundPosts? Posts, IReadOnlyList<FoundThing> Things, int Total, bool Complete, IReadOnlyList<FacetGroup> Groups, int? Skip);

/// <summary>Search over everything the office keeps in words: posts by the index, the rest from end to end; every step keeps and judges its own (docs/adr/0054-search.md).</summary>
public sealed class Findings(Topics topics, Cases cases, Releases releases, Papers papers, PolicyDocuments documents, Typing typing, PolicyVersions policies)
{
    /// <summary>Finds; see <see cref="Topics.Search"/> for what is refused.</summary>
    /// <param name="before">For posts: only those collected before this one.</param>
    /// <param name="skip">For the rest: how many were shown already.</param>
    public async Task<Outcome<FoundPage>> Find(Actor actor, FindQuery query, PostId? before = null, int skip = 0, int limit = 50, CancellationToken ct = default)
    {
        if (query.Kind == FindingKind.Posts) return await FindPosts(actor, query, before, limit, ct);
        SearchQuery? words = null;
        if (!string.IsNullOrWhiteSpace(query.Text))
        {
            var read = SearchQuery.Asked(query.Text);
            if (read.Refusal is { } no) return no;
            words = read.Value;
        }
        var all = await Things(actor, query.Kind, words, ct);
        if (all.Refusal is { } refused) return refused;
        var zone = (await policies.Current(actor.Office, ct)).Zone;
        List<FoundThing> things = [.. query.IsEmpty ? [] : all.Value.Where(f => Passes(query, f, zone))];
        return new FoundPage(null, [.. things.Skip(skip).Take(limit)], things.Count, true, Count(things, zone), things.Count > skip + limit ? skip + limit : null);
    }

    private async Task<Outcome<FoundPage>> FindPosts(Actor actor, FindQuery query, PostId? before, int limit, CancellationToken ct)
    {
        var events = await cases.Search(actor, null, ct);
        if (events.Refusal is { } no) return no;
        IReadOnlyCollection<TopicId>? wanted = query.Topic is { } topic ? [topic] : null;
        if (query.Category is { } category)
        {
            var of = events.Value.Where(e => e.Category == category).SelectMany(e => e.Topics).Select(t => new TopicId(t)).ToHashSet();
            wanted = wanted is null ? of : [.. wanted.Where(of.Contains)];
        }
        PostState? state = Enum.TryParse<PostState>(query.State, out var parsed) ? parsed : null;
        var found = await topics.Search(actor, new(query.Text, query.From, query.Until, query.Source, query.Form, wanted, query.Grade, state), before, limit, ct);
        if (found.Refusal is { } refused) return refused;
        var facets = found.Value.Facets;
        var categories = events.Value.SelectMany(e => e.Topics.Select(t => (Topic: new TopicId(t), e.Category))).DistinctBy(t => t.Topic).ToDictionary(t => t.Topic, t => t.Category);
        return new FoundPage(found.Value, [], facets.Counted, facets.Complete,
        [
            new("source", facets.Sources), new("form", facets.Kinds), new("grade", facets.Grades),
            new("category", [.. categories.Where(c => facets.Topics.ContainsKey(c.Key)).GroupBy(c => c.Value, c => facets.Topics[c.Key]).OrderBy(g => g.Key).Select(g => new Facet(g.Key.ToString(), g.Sum()))]),
            new("state", facets.States), new("time", facets.Times),
        ], null);
    }

    private async Task<Outcome<IReadOnlyList<FoundThing>>> Things(Actor actor, FindingKind kind, SearchQuery? words, CancellationToken ct)
    {
        if (kind == FindingKind.Papers)
        {
            var found = await papers.Search(actor, words, ct);
            return found.Refusal is { } no ? no : found.Value.Select(f => new FoundThing(f.Paper.Id.Value, f.Paper.Case, null, f.Text, f.Paper.DraftedAt, null, null, f.Paper.Signed is null ? "draft" : "signed", f.Paper)).ToArray();
        }
        if (kind == FindingKind.Documents)
        {
            var found = await documents.Search(actor, words, ct);
            return found.Refusal is { } no ? no : found.Value.Select(f => new FoundThing(f.Document.Value, null, f.Number, f.Text, f.AddedAt, null, null, f.State.ToString())).ToArray();
        }
        if (kind == FindingKind.Files) return await Files(actor, words, ct);
        if (kind == FindingKind.Drafts) return await Drafts(actor, words, ct);
        var events = await cases.Search(actor, kind == FindingKind.Events ? words : null, ct);
        if (events.Refusal is { } refused) return refused;
        if (kind == FindingKind.Events) return events.Value.Select(e => new FoundThing(e.Id.Value, e.Id, e.Number, e.Text, e.OpenedAt, e.Grade, e.Category, e.Stage.ToString())).ToArray();
        var answers = await releases.Search(actor, words, ct);
        if (answers.Refusal is { } not) return not;
        var of = events.Value.ToDictionary(e => e.Id);
        return answers.Value.Where(r => of.ContainsKey(r.Case)).Select(r => new FoundThing(r.Id.Value, r.Case, of[r.Case].Number, r.Text, r.At, of[r.Case].Grade, of[r.Case].Category, r.State.ToString())).ToArray();
    }

    private async Task<Outcome<IReadOnlyList<FoundThing>>> Files(Actor actor, SearchQuery? words, CancellationToken ct)
    {
        var of = await cases.SearchDocuments(actor, words, ct);
        if (of.Refusal is { } no) return no;
        var attached = await topics.Attached(actor, words, ct);
        if (attached.Refusal is { } not) return not;
        return of.Value.Select(d => new FoundThing($"/events/{d.Case}/documents/{d.Document.Hash}", d.Case, d.Number, d.Text, d.OpenedAt, d.Grade, d.Category, "event"))
            .Concat(attached.Value.Select(a => new FoundThing($"/posts/{a.Post}", null, null, a.Text, a.At, null, null, "post")))
            .OrderByDescending(f => f.At).ThenByDescending(f => f.Id, StringComparer.Ordinal).ToArray();
    }

    /// <summary>What the actor typed themselves, on pages they may still open: whom an event or a topic is kept from since is not led back to it (S09, S16).</summary>
    private async Task<Outcome<IReadOnlyList<FoundThing>>> Drafts(Actor actor, SearchQuery? words, CancellationToken ct)
    {
        var events = await cases.Search(actor, null, ct);
        if (events.Refusal is { } no) return no;
        var hidden = (await cases.Hidden(actor, ct)).Select(c => c.Id.Value).ToHashSet();
        var found = new List<FoundThing>();
        foreach (var (page, at, fields) in await typing.All(actor, ct))
        {
            string[] part = page.Split('/', StringSplitOptions.RemoveEmptyEntries);
            var id = part.Length > 1 ? part[1] : "";
            var about = part is ["events", ..] ? events.Value.FirstOrDefault(e => e.Id.Value == id) : null;
            if (part is ["events", ..] && hidden.Contains(id) || part is ["topics", ..] && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _) && await topics.Keeps(actor, new TopicId(id), ct)
                || part is ["papers", _, ..] && await papers.Find(actor, new PaperId(id), ct) is null) continue;
            if (new KeptText<int>(0, 0, about is null ? "" : string.Concat(about.Text.Title.Select(s => s.Text)), [.. fields.Values.Select(v => ("typed", v))]).Find(words) is { } text)
            {
                found.Add(new(page, about?.Id, about?.Number, text, at, null, null, ""));
            }
        }
        return found;
    }

    private static bool Passes(FindQuery query, FoundThing f, TimeZoneInfo zone) =>
        (query.From is null && query.Until is null || Words.Day(f.At, zone) is var day && day >= (query.From ?? DateOnly.MinValue) && day <= (query.Until ?? DateOnly.MaxValue))
        && (query.Grade is null || f.Grade == query.Grade) && (query.Category is null || f.Category == query.Category) && (query.State is null || f.State == query.State);

    private static IReadOnlyList<FacetGroup> Count(List<FoundThing> things, TimeZoneInfo zone) =>
    [
        new("grade", By(things.Where(t => t.Grade is not null).Select(t => t.Grade.ToString()!))), new("category", By(things.Where(t => t.Category is not null).Select(t => t.Category.ToString()!))),
        new("state", By(things.Where(t => t.State.Length > 0).Select(t => t.State))),
        new("time", [.. By(things.Select(t => Words.Day(t.At, zone).ToString("yyyy-MM", CultureInfo.InvariantCulture))).OrderByDescending(f => f.Value, StringComparer.Ordinal)]),
    ];

    private static IReadOnlyList<Facet> By(IEnumerable<string> values) =>
        [.. values.GroupBy(v => v, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => new Facet(g.Key, g.Count()))];
}
