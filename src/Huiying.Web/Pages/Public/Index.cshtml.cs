using Huiying.Respond;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Public;

/// <summary>The list of published answers, for anyone.</summary>
[AllowPublic]
internal sealed class IndexModel(PublicAnswers answers, HereOffice office) : OfficePage
{
    public const int PageSize = 20;

    public IReadOnlyList<PublicAnswer> Answers { get; private set; } = [];

    /// <summary>From 1.</summary>
    public new int Page { get; private set; }

    public bool More { get; private set; }

    public async Task OnGetAsync([FromQuery(Name = "page")] int? number, CancellationToken ct)
    {
        Page = Math.Clamp(number ?? 1, 1, 10_000);
        var found = await answers.List(office.Required.Id, (Page - 1) * PageSize, PageSize + 1, ct);
        (Answers, More) = ([.. found.Take(PageSize)], found.Count > PageSize);
    }
}
