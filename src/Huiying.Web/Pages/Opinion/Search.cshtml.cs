using System.Globalization;
using Huiying.Assess;
using Huiying.Assess.Passages;
using Huiying.Assess.Search;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Review;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Opinion;

/// <summary>Full-text search over masked posts, events, answers, papers, policy documents, file names and one's own unsent text; never by author or address (S01, S15).</summary>
[AnyPost]
internal sealed class SearchModel(Findings findings, SavedSearches searches, Sources sources) : OfficePage
{
    /// <summary>Facets shown of one kind; the rest stands behind a summary.</summary>
    public const int FewFacets = 8;

    /// <summary>Nobody reads, or needs counted, more than so many.</summary>
    public const int Many = Topics.MostCounted;

    private IReadOnlyDictionary<string, string> sourceNames = new Dictionary<string, string>();

    public FindQuery Query { get; private set; } = new();

    /// <summary>Null before a search, and when it was refused.</summary>
    public FoundPage? Found { get; private set; }

    /// <summary>Whether this page begins after others.</summary>
    public bool Later { get; private set; }

    public IReadOnlyList<Choice> SourceChoices { get; private set; } = [];

    /// <summary>The office's saved searches; listed while nothing is searched for.</summary>
    public IReadOnlyList<SavedSearch> Saved { get; private set; } = [];

    public static IReadOnlyList<FindingKind> Kinds { get; } = Enum.GetValues<FindingKind>();

    public async Task<IActionResult> OnGetAsync([FromQuery] SearchForm asked, long? before, int? skip, CancellationToken ct)
    {
        if (asked.Saved is { Length: > 0 } saved && await searches.List(Actor, ct) is { Ok: true, Value: var all }) return all.FirstOrDefault(s => s.Id.Value == saved) is { } one ? LocalRedirect(Link(one)) : NotFound();
        Query = asked.Read();
        Later = before > 0 || skip > 0;
        if (await sources.List(Actor, ct) is { Ok: true, Value: var listed })
        {
            sourceNames = listed.ToDictionary(s => s.Id.Value, s => s.Name);
            SourceChoices = [new("", T["不限"]), .. listed.OrderBy(s => s.Name, StringComparer.Ordinal).Select(s => new Choice(s.Id.Value, s.Name))];
        }
        if (Query.IsEmpty)
        {
            if (await searches.List(Actor, ct) is { Ok: true, Value: var known }) Saved = known;
            return Page();
        }
        var found = await findings.Find(Actor, Query, before > 0 ? new PostId(before.Value) : null, Math.Max(0, skip ?? 0), ct: ct);
        if (found.Refusal is { } refusal) return await Refuse(refusal, () => Task.FromResult<IActionResult>(Page()));
        Found = found.Value;
        return Page();
    }

    public async Task<IActionResult> OnPostSaveAsync([FromForm] SearchForm asked, string? name, bool alerts, CancellationToken ct)
    {
        var query = asked.Read();
        var saved = await searches.Save(Actor, name ?? "", new(query.Text, Source: query.Source, Kind: query.Form, Grade: query.Grade, State: asked.PostState), alerts, ct);
        return await Answer(saved, _ => "/search", alerts ? "已保存检索；有新信息会提醒您。" : "已保存检索。", () => OnGetAsync(asked, null, null, ct));
    }

    public async Task<IActionResult> OnPostAlertAsync(string? id, bool alerts, long? seen, CancellationToken ct) =>
        await Answer(await searches.Alert(Actor, new SavedSearchId(id ?? ""), alerts, seen, ct), _ => "/search", alerts ? "有新信息会提醒您。" : "不再提醒。", () => OnGetAsync(new(), null, null, ct));

    public async Task<IActionResult> OnPostEndAsync(string? id, long? seen, CancellationToken ct) =>
        await Answer(await searches.End(Actor, new SavedSearchId(id ?? ""), seen, ct), _ => "/search", "已停用保存的检索。", () => OnGetAsync(new(), null, null, ct));

    /// <summary>Where a saved search leads.</summary>
    public static string Link(SavedSearch saved) => "/search" + Built(
    [
        ("q", saved.Query.Text), ("source", saved.Query.Source?.Value ?? ""), ("form", saved.Query.Kind?.ToString() ?? ""), ("grade", saved.Query.Grade?.ToString() ?? ""), ("state", saved.Query.State?.ToString() ?? ""),
    ]);

    /// <summary>What a saved search asks, in words.</summary>
    public string Said(SavedSearch saved) => string.Join(" · ", new[]
    {
        saved.Query.Text, saved.Query.Source is { } source ? Named("source", source.Value) : "", saved.Query.Kind is { } kind ? T[Names.Of(kind)] : "", saved.Query.Grade is { } grade ? T[Names.Of(grade)] : "",
        saved.Query.State is { } state ? T[Names.Of(state)] : "",
    }.Where(s => s.Length > 0));

    /// <summary>The fields of the search that are kept with it, for the form that saves it.</summary>
    public IEnumerable<(string Name, string Value)> Kept => Fields().Where(f => f.Value.Length > 0 && f.Name is ("q" or "source" or "form" or "grade" or "state"));

    /// <summary>The address of the same search with one field changed; without a value the field is left out. What was paged through begins anew.</summary>
    public string With(string field, string? value) => "/search" + Address(field, value);

    /// <summary>The same search as a file.</summary>
    public string Export(string format) => $"/search.{format}" + Address("", null);

    /// <summary>What narrows the search now: the field, what it asks, and the address without it.</summary>
    public IEnumerable<(string Label, string Value, string Without)> Chosen =>
        from f in Fields()
        where f.Name is not ("q" or "kind") && f.Value.Length > 0
        select (T[Label(f.Name)], f.Name is "from" or "until" or "topic" ? f.Value : Named(f.Name == "source" ? "source" : f.Name, f.Value), With(f.Name, null));

    /// <summary>What a facet's value is called.</summary>
    public string Named(string by, string value) => by switch
    {
        "source" => sourceNames.GetValueOrDefault(value, T["已删除的来源"]),
        "form" when Enum.TryParse<PostKind>(value, out var form) => T[Names.Of(form)],
        "grade" when Enum.TryParse<Grade>(value, out var grade) => T[Names.Of(grade)],
        "category" when Enum.TryParse<Category>(value, out var category) => T[Names.Of(category)],
        "state" => State(value),
        _ => value,
    };

    /// <summary>The title of a group of facets, of a filter.</summary>
    public static string Label(string by) => by switch
    {
        "source" => "来源",
        "form" => "来源类别",
        "grade" => "等级",
        "category" => "类别",
        "state" => "状态",
        "topic" => "话题",
        "from" => "从",
        "until" => "到",
        _ => "时间",
    };

    /// <summary>Where a facet leads.</summary>
    public string Narrow(string by, string value)
    {
        if (by != "time") return With(by, value);
        var from = DateOnly.ParseExact(value.Length == 7 ? value + "-01" : value, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var until = value.Length == 7 ? from.AddMonths(1).AddDays(-1) : from;
        return "/search" + Built(Fields().Where(f => f.Name is not ("from" or "until"))
            .Concat([("from", Day(from)), ("until", Day(until))]));
    }

    /// <summary>A post's states, an event's stages and so on, as choices.</summary>
    public IReadOnlyList<Choice> StateChoices => [new("", T["不限"]), .. (Query.Kind switch
    {
        FindingKind.Posts => Enum.GetNames<PostState>(),
        FindingKind.Events => Enum.GetNames<Stage>(),
        FindingKind.Answers => Enum.GetNames<ReleaseState>(),
        FindingKind.Documents => Enum.GetNames<PolicyDocumentState>().Where(n => n != nameof(PolicyDocumentState.Replaced)),
        FindingKind.Files => ["event", "post"],
        FindingKind.Drafts => [],
        _ => ["signed", "draft"],
    }).Select(s => new Choice(s, State(s)))];

    /// <summary>The choices of an enumeration.</summary>
    public IReadOnlyList<Choice> Choices<TEnum>(Func<TEnum, string> name) where TEnum : struct, Enum => [new("", T["不限"]), .. Enum.GetValues<TEnum>().Select(v => new Choice(v.ToString(), T[name(v)]))];

    /// <summary>The address of a thing that was found.</summary>
    public string Link(FoundThing thing) => Query.Kind switch
    {
        FindingKind.Events => $"/events/{thing.Id}",
        FindingKind.Answers => $"/events/{thing.Case}/answers/{thing.Id}",
        FindingKind.Documents => $"/documents/{thing.Id}",
        FindingKind.Files or FindingKind.Drafts => thing.Id,
        _ => $"/papers/{thing.Id}",
    };

    public string State(string value) =>
        Query.Kind switch
        {
            FindingKind.Posts => Enum.TryParse<PostState>(value, out var post) ? T[Names.Of(post)] : value,
            FindingKind.Events => Enum.TryParse<Stage>(value, out var stage) ? T[Events.Stages.Name(stage)] : value,
            FindingKind.Answers => Enum.TryParse<ReleaseState>(value, out var answer) ? T[Names.Of(answer)] : value,
            FindingKind.Documents => Enum.TryParse<PolicyDocumentState>(value, out var document) ? T[Names.Of(document)] : value,
            FindingKind.Files => T[value == "event" ? "事件的文件" : "信息的附件"],
            _ => T[value == "signed" ? "已签发" : "草稿"],
        };

    /// <summary>What a page with unsent text is called when it is none of an event's.</summary>
    public string PageName(FoundThing thing) => T[Menu.NameOf(thing.Id) ?? "填写到一半的表单"];

    private string Address(string field, string? value) => Built(Fields().Where(f => f.Name != field && !(field == "kind" && f.Name == "state"))
        .Concat(value is null ? [] : [(field, value)]));

    private IEnumerable<(string Name, string Value)> Fields() =>
    [
        ("q", Query.Text), ("kind", Query.Kind == FindingKind.Posts ? "" : Query.Kind.ToString()), ("from", Query.From is { } f ? Day(f) : ""), ("until", Query.Until is { } u ? Day(u) : ""),
        ("source", Query.Source?.Value ?? ""), ("form", Query.Form?.ToString() ?? ""), ("topic", Query.Topic?.Value ?? ""), ("grade", Query.Grade?.ToString() ?? ""),
        ("category", Query.Category?.ToString() ?? ""), ("state", Query.State ?? ""),
    ];

    private static string Built(IEnumerable<(string Name, string Value)> fields) =>
        new QueryBuilder(fields.Where(f => f.Value.Length > 0).Select(f => KeyValuePair.Create(f.Name, f.Value))).ToString();

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>The fields of the search page and of its files; what is no date or no known name asks nothing.</summary>
internal sealed class SearchForm
{
    public string? Q { get; set; }
    public string? Kind { get; set; }
    public string? From { get; set; }
    public string? Until { get; set; }
    public string? Source { get; set; }
    public string? Form { get; set; }
    public string? Topic { get; set; }
    public string? Grade { get; set; }
    public string? Category { get; set; }
    public string? State { get; set; }

    /// <summary>A saved search to open.</summary>
    public string? Saved { get; set; }

    /// <summary>The state, when it is a post's.</summary>
    public PostState? PostState => Name<PostState>(State);

    /// <summary>What they ask.</summary>
    public FindQuery Read()
    {
        var (from, until) = (Day(From), Day(Until));
        if (from > until) (from, until) = (until, from);
        return new(Name<FindingKind>(Kind) ?? FindingKind.Posts, Q?.Trim() ?? "", from, until, Id(Source) is { } source ? new SourceId(source) : null, Name<PostKind>(Form),
            Id(Topic) is { } topic ? new TopicId(topic) : null, Name<Grade>(Grade), Name<Category>(Category), Id(State));
    }

    private static string? Id(string? typed) => typed?.Trim() is { Length: > 0 and <= 64 } id ? id : null;

    private static T? Name<T>(string? typed) where T : struct, Enum => typed is { Length: > 0 } && char.IsAsciiLetter(typed[0]) && Enum.TryParse<T>(typed, out var value) ? value : null;

    private static DateOnly? Day(string? typed) =>
        DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
