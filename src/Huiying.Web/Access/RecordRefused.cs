using Huiying.Ground;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Huiying.Web.Access;

/// <summary>A signed-in person who asks for a page of another post is refused, and the attempt is an entry of the ledger. The public is only counted in the log.</summary>
internal sealed partial class RecordRefused(Acts acts, ILogger<RecordRefused> log) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler inner = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            await next(context);
            return;
        }
        if (context.Actor() is not { } actor)
        {
            Anonymous(log, context.Request.Method);
            await inner.HandleAsync(next, context, policy, authorizeResult);
            return;
        }
        var act = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) ? "page.open" : "page.send";
        await acts.Run<Done>(actor, act, new Subject("page", Asked(context)), _ => Task.FromResult<Outcome<Done>>(
            Refusal.NotYourPost("-", "您现任的岗位不能使用这一页面。", "None of your posts may use this page.")), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
    }

    /// <summary>The ledger keeps it for decades, so it holds no more of the address than the access log does: what somebody typed there may be a name.</summary>
    private static string Asked(HttpContext http) => http.GetEndpoint() is RouteEndpoint endpoint ? AccessRecord.Shown(http, endpoint, opened: false) : "/";

    [LoggerMessage(LogLevel.Information, "refused an anonymous {Method} request")]
    private static partial void Anonymous(ILogger log, string method);
}
