using System.Text.RegularExpressions;
using Huiying.Ground;
using Microsoft.AspNetCore.Diagnostics;

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
        // A path that led nowhere is whatever somebody typed.
        var page = open || status == StatusCodes.Status404NotFound || path.Length > Longest ? "/" + endpoint.RoutePattern.RawText?.TrimStart('/') : path;
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
        var handler = http.Request.Query["handler"].ToString();
        var act = reads ? "open" : Handler().IsMatch(handler) ? handler.ToLowerInvariant() : "send";
        PersonId? person = account is null ? null : new PersonId(account.Id);
        log.Note(new(of, at, person, person == actor?.Person ? actor?.Name ?? "" : "", page, act, outcome, status, http.Connection.RemoteIpAddress?.ToString() ?? ""));
    }

    [GeneratedRegex("^[A-Za-z-]{1,40}$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Handler();
}
