using System.Text.RegularExpressions;
using Huiying.Ground;
using Huiying.Review;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Huiying.Web.Access;

/// <summary>
/// Leaves a line of the access log for each page of the console and for each form, signing in among them (S10). The query and what was typed are never in it: what was
/// searched for, a code of a link or a name is nobody's to read here.
/// </summary>
internal sealed partial class AccessRecord(RequestDelegate next, AccessLog log, FirstOffice first, TimeProvider time)
{
    private static readonly object Known = new();
    private const int Longest = 200;

    /// <summary>The request comes from this account, or tries to sign in to it. In a drill too the line goes into the account's own office.</summary>
    public static void By(HttpContext http, Account account) => http.Items[Known] = account;

    public async Task InvokeAsync(HttpContext http)
    {
        // The page that says why something was refused is no opening of its own.
        if (http.GetEndpoint() is not RouteEndpoint endpoint || http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            await next(http);
            return;
        }
        var open = endpoint.Metadata.GetMetadata<AllowPublicAttribute>() is not null;
        var reads = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        var path = http.Request.PathBase.Add(http.Request.Path).Value ?? "/";
        if ((open && reads) || path == "/typed")
        {
            await next(http);
            return;
        }
        var begun = time.GetUtcNow();
        var failed = true;
        try
        {
            await next(http);
            failed = false;
        }
        finally
        {
            Note(http, endpoint, open, reads, path, begun, failed ? StatusCodes.Status500InternalServerError : http.Response.StatusCode);
        }
    }

    private void Note(HttpContext http, RouteEndpoint endpoint, bool open, bool reads, string path, DateTimeOffset at, int status)
    {
        var actor = http.Actor();
        var account = http.Items[Known] as Account;
        var office = account?.Office ?? (first.IsKnown ? first.Required.Id : (OfficeId?)null);
        if (office is not { } of) return;
        // Only of a page that was opened is what stands in the address known to be the office's own; anything else is whatever somebody typed, a name among it.
        var opened = status < 400 && actor is not null;
        var page = open ? "/" + endpoint.RoutePattern.RawText?.TrimStart('/') : Shown(http, endpoint, opened);
        if (page.Length > Longest) page = Shown(http, endpoint, opened: false);
        var signingIn = endpoint.RoutePattern.RawText == "sign-in";
        var outcome = status switch
        {
            >= 500 => AccessOutcome.Failed,
            StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => AccessOutcome.Refused,
            >= 400 => signingIn ? AccessOutcome.SignInFailed : AccessOutcome.NotTaken,
            // Sent to sign in.
            >= 300 when !open && actor is null => AccessOutcome.Refused,
            _ => AccessOutcome.Done,
        };
        // Only a handler that the page has: any other word in its place was typed by somebody.
        var asked = http.Request.Query["handler"].ToString();
        var handler = endpoint.Metadata.GetMetadata<CompiledPageActionDescriptor>()?.HandlerMethods.FirstOrDefault(h => string.Equals(h.Name, asked, StringComparison.OrdinalIgnoreCase))?.Name;
        var act = reads ? "open" : handler?.ToLowerInvariant() ?? "send";
        PersonId? person = account is null ? null : new PersonId(account.Id);
        log.Note(new(of, at, person, person == actor?.Person ? actor?.Name ?? "" : "", page, act, outcome, status, http.Connection.RemoteIpAddress?.ToString() ?? ""));
    }

    /// <summary>The address by its pattern, each part that is filled in only where it is known.</summary>
    public static string Shown(HttpContext http, RouteEndpoint endpoint, bool opened)
    {
        var segments = endpoint.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart { IsOptional: true } part when http.GetRouteValue(part.Name) is null => "",
            RoutePatternParameterPart part when http.GetRouteValue(part.Name)?.ToString() is { } value && (opened || Harmless(value)) => value,
            RoutePatternParameterPart part => $"{{{part.Name}}}",
            _ => "",
        }))).Where(s => s.Length > 0);
        return "/" + string.Join('/', segments);
    }

    /// <summary>What nobody's name, number or handle can be: an identifier as this program gives them out, a short number, the name and format of a table.</summary>
    private static bool Harmless(string value) => Issued().IsMatch(value) || Sheets.Names.Contains(value) || value is "xlsx" or "csv" or "docx";

    [GeneratedRegex("^(?:[0-9a-f]{32}|[0-9a-f]{64}|[0-9]{1,4})$", RegexOptions.CultureInvariant)]
    private static partial Regex Issued();
}
