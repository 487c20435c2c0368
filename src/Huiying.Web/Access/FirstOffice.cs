using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Web.Access;

/// <summary>The office this installation serves; none before setup. Once found it does not change.</summary>
internal sealed class FirstOffice(IDbContextFactory<Store> stores)
{
    private OfficeId? known;

    /// <summary>The office, or null while the product is not set up.</summary>
    public async Task<OfficeId?> Id(CancellationToken ct)
    {
        if (known is not null) return known;
        await using var store = stores.CreateDbContext();
        return known = await store.Set<Account>().AsNoTracking().Select(a => (OfficeId?)a.Office).FirstOrDefaultAsync(ct);
    }
}

/// <summary>While there is no office, every page but setup says so.</summary>
internal sealed class NotSetUp(RequestDelegate next, FirstOffice office)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var path = http.Request.Path;
        if (path.StartsWithSegments("/setup") || path.StartsWithSegments("/assets") || path.StartsWithSegments("/language") || path.StartsWithSegments("/error")
            || path.StartsWithSegments("/health") || await office.Id(http.RequestAborted) is not null)
        {
            await next(http);
            return;
        }
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
    }
}
