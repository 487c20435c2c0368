using Huiying.Ground;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Huiying.Web.Pages;

/// <summary>What every page shares: who acts, the sentences, and how an outcome becomes an answer. A handler authorises, binds, calls one face and maps.</summary>
internal abstract class OfficePage : PageModel
{
    /// <summary>Who acts.</summary>
    public Actor Actor => HttpContext.RequireActor();

    /// <summary>What addresses of the same office's public pages begin with.</summary>
    public string Base => Request.PathBase.Value ?? "";

    /// <summary>The sentences in the reader's language.</summary>
    public Text T => HttpContext.RequestServices.GetRequiredService<Text>();

    /// <summary>Why the act was refused, shown above the form with what was typed still in it.</summary>
    public Refusal? Refused { get; private set; }

    /// <summary>A form that asks for what the page does not do is refused: the verbs are a closed list (R36).</summary>
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (context.HandlerMethod is null && HttpMethods.IsPost(Request.Method)) context.Result = NotFound();
    }

    /// <summary>
    /// No upload reaches a handler before it was looked at for markings of state secrets (S17): whatever page takes files, and whichever it takes next. A marked one
    /// is refused, the attempt is an entry, and what to do instead is said on the page.
    /// </summary>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (Request.HasFormContentType && HttpContext.Actor() is { } actor)
        {
            foreach (var file in Request.Form.Files)
            {
                await using var stream = file.OpenReadStream();
                if (SecretMarks.Find(file.FileName, stream) is not { } mark) continue;
                var refused = await HttpContext.RequestServices.GetRequiredService<Acts>().Run<Done>(actor, "uploads.check", new Subject("page", Request.Path.Value ?? "/"),
                    _ => System.Threading.Tasks.Task.FromResult<Outcome<Done>>(SecretMarks.Refused(mark)), HttpContext.RequestAborted);
                TempData["refused"] = T.Of(refused.Refusal!);
                context.Result = LocalRedirect(Request.Path.Value ?? "/");
                return;
            }
        }
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    /// <summary>Goes to <paramref name="next"/> with a sentence when it was done; otherwise shows this page again with the refusal.</summary>
    /// <param name="outcome">What the face answered.</param>
    /// <param name="next">Where to go (a local address).</param>
    /// <param name="said">The Chinese sentence that says what was done.</param>
    /// <param name="show">Loads what the page shows.</param>
    protected async Task<IActionResult> Answer<TValue>(Outcome<TValue> outcome, Func<TValue, string> next, string said, Func<Task<IActionResult>> show)
    {
        if (outcome.Ok)
        {
            Say(said);
            await Sent();
            return LocalRedirect(next(outcome.Value));
        }
        return await Refuse(outcome.Refusal!, show);
    }

    /// <summary>The form was sent: what was kept while it was typed is forgotten.</summary>
    protected async Task Sent()
    {
        if (HttpContext.Actor() is not { } actor || !Request.HasFormContentType) return;
        var handler = Request.Query["handler"].ToString().ToLowerInvariant();
        string[] fields = [.. Request.Form.Keys.SelectMany(name => new[] { $"{handler}/{name}", "/" + name })];
        await HttpContext.RequestServices.GetRequiredService<Typing>().Forget(actor, Request.Path.Value ?? "", fields, HttpContext.RequestAborted);
    }

    /// <summary>Shows the page again with the refusal above it, under the status code that fits.</summary>
    protected async Task<IActionResult> Refuse(Refusal refusal, Func<Task<IActionResult>> show)
    {
        Refused = refusal;
        var page = await show();
        Response.StatusCode = Status(refusal);
        return page;
    }

    /// <summary>A sentence shown once on the next page.</summary>
    protected void Say(string chinese) => TempData["said"] = T[chinese];

    /// <summary>Marks a field as wrong; the sentence is shown at the field and above the form.</summary>
    protected void Wrong(string field, string chinese) => ModelState.AddModelError(field, T[chinese]);

    /// <summary>Marks a field as missing unless something was typed.</summary>
    protected void Need(string field, string? value, string chinese)
    {
        if (string.IsNullOrWhiteSpace(value)) Wrong(field, chinese);
    }

    /// <summary>The form again, with what is wrong at each field.</summary>
    protected static async Task<IActionResult> Again(Func<Task<IActionResult>> show, HttpResponse response)
    {
        var page = await show();
        response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return page;
    }

    /// <summary>What was typed into a field of the form that is being shown again, else <paramref name="otherwise"/>.</summary>
    public string Typed(string field, string? otherwise = null) =>
        HttpMethods.IsPost(Request.Method) && Request.HasFormContentType && Request.Form.TryGetValue(field, out var typed) ? typed.ToString() : otherwise ?? "";

    /// <summary>A labelled field with its hint and error.</summary>
    public Field Field(string name, string label, string? value = null, string? hint = null, string type = "text", bool required = true, int rows = 0,
        string? autocomplete = null, IReadOnlyList<Choice>? choices = null) =>
        new(name, T[label], type == "password" ? "" : Typed(name, value), hint is null ? null : T[hint], type, required, rows, autocomplete, choices,
            ModelState.TryGetValue(name, out var state) && state.Errors.Count > 0 ? state.Errors[0].ErrorMessage : null);

    private static int Status(Refusal refusal) => refusal.Code switch
    {
        "not-found" => StatusCodes.Status404NotFound,
        "not-your-post" => StatusCodes.Status403Forbidden,
        "case.changed" or "release.changed" => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}

/// <summary>One field of a form.</summary>
internal sealed record Field(string Name, string Label, string Value, string? Hint, string Type, bool Required, int Rows, string? Autocomplete,
    IReadOnlyList<Choice>? Choices, string? Error);

/// <summary>One choice of a field: what is sent and what is read.</summary>
internal sealed record Choice(string Value, string Label);
