using Huiying.Assess;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Opinion;

/// <summary>Full-text search over masked posts; never by author or address (S01, S15).</summary>
[AnyPost]
internal sealed class SearchModel(Topics topics) : OfficePage
{
    public string Query { get; private set; } = "";

    /// <summary>Null before a search.</summary>
    public IReadOnlyList<PostInTopic>? Found { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? q, CancellationToken ct)
    {
        Query = q?.Trim() ?? "";
        if (Query.Length == 0) return Page();
        var found = await topics.Search(Actor, Query, ct: ct);
        if (found.Refusal is { } refusal) return await Refuse(refusal, () => Task.FromResult<IActionResult>(Page()));
        Found = found.Value;
        return Page();
    }
}
