using Huiying.Ground;
using Huiying.Ground.Calendars;

namespace Huiying.Web.Access;

/// <summary>The office a page belongs to: on public pages the one that the address names, else the installation's first; in the console the person's own.</summary>
internal sealed class HereOffice(IHttpContextAccessor http, FirstOffice first)
{
    private static readonly object Named = new();
    private static readonly object Own = new();

    /// <summary>The office.</summary>
    /// <exception cref="InvalidOperationException">There is none yet.</exception>
    public Office Required => Found ?? first.Required;

    /// <summary>Its zone; the shipped one before setup.</summary>
    public TimeZoneInfo Zone => Found is { } office ? OfficeZone.Find(office.Zone) ?? TimeZoneInfo.Utc : first.Zone;

    private Office? Found => http.HttpContext is not { } context ? null
        : context.GetEndpoint()?.Metadata.GetMetadata<AllowPublicAttribute>() is null && context.Items[Own] is Office own ? own
        : context.Items[Named] as Office;

    /// <summary>The address names that office.</summary>
    internal static void Name(HttpContext http, Office office) => http.Items[Named] = office;

    /// <summary>The signed-in person's office.</summary>
    internal static void Belongs(HttpContext http, Office? office) => http.Items[Own] = office;
}
