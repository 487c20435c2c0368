using Huiying.Assess;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Opinion;

/// <summary>The topics, the latest or the most urgent first.</summary>
[AnyPost]
internal sealed class TopicsModel(Topics topics) : OfficePage
{
    public IReadOnlyList<TopicLine> Topics { get; private set; } = [];

    public bool Unanswered { get; private set; }

    public bool Single { get; private set; }

    public bool Muted { get; private set; }

    public async Task<IActionResult> OnGetAsync(bool unanswered, bool single, bool muted, CancellationToken ct)
    {
        (Unanswered, Single, Muted) = (unanswered, single, muted);
        var listed = await topics.List(Actor, unanswered ? TopicFilter.Unanswered : TopicFilter.All, unanswered || single ? 1 : 2, 200, muted, ct);
        if (listed.Refusal is { } refusal) return await Refuse(refusal, () => Task.FromResult<IActionResult>(Page()));
        Topics = listed.Value;
        return Page();
    }
}
