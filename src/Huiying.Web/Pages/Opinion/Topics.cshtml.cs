using Huiying.Assess;
using Huiying.Assess.Hot;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Opinion;

/// <summary>The hot issues of a span, and the topics, the latest or the most urgent first.</summary>
[AnyPost]
internal sealed class TopicsModel(Topics topics, HotBoard board) : OfficePage
{
    public static readonly IReadOnlyList<(HotSpan Span, string Name)> Spans = [(HotSpan.Today, "今天"), (HotSpan.Week, "7 天"), (HotSpan.Month, "30 天")];

    public HotSpan Span { get; private set; }

    /// <summary>Null before they were first computed.</summary>
    public HotList? Hot { get; private set; }

    public IReadOnlyList<TopicLine> Topics { get; private set; } = [];

    public bool Unanswered { get; private set; }

    public bool Single { get; private set; }

    public bool Muted { get; private set; }

    public async Task<IActionResult> OnGetAsync(bool unanswered, bool single, bool muted, HotSpan span, CancellationToken ct)
    {
        (Unanswered, Single, Muted, Span) = (unanswered, single, muted, span);
        var listed = await topics.List(Actor, unanswered ? TopicFilter.Unanswered : TopicFilter.All, unanswered || single ? 1 : 2, 200, muted, ct);
        if (listed.Refusal is { } refusal) return await Refuse(refusal, () => Task.FromResult<IActionResult>(Page()));
        Topics = listed.Value;
        Hot = (await board.Show(Actor, span, ct: ct)) is { Ok: true, Value: var hot } ? hot : null;
        return Page();
    }
}
