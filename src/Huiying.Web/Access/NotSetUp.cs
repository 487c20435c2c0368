namespace Huiying.Web.Access;

/// <summary>While there is no office, every page but setup says so.</summary>
internal sealed class NotSetUp(RequestDelegate next, FirstOffice office)
{
    private static readonly PathString[] Before = ["/setup", "/assets", "/language", "/error"];

    public async Task InvokeAsync(HttpContext http)
    {
        if (await office.Find(http.RequestAborted) is null && !Before.Any(p => http.Request.Path.StartsWithSegments(p)))
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }
        await next(http);
    }
}
