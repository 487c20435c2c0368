using Huiying.Respond;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Public;

/// <summary>One published answer: exactly the approved version.</summary>
[AllowPublic]
internal sealed class AnswerModel(PublicAnswers answers, HereOffice office) : OfficePage
{
    public PublicAnswer? Answer { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken ct)
    {
        Answer = await answers.Find(office.Required.Id, new ReleaseId(id), ct);
        return Answer is null ? NotFound() : Page();
    }
}
