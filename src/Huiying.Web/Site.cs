using System.Text.Encodings.Web;
using System.Text.Unicode;
using Huiying.Web.Access;
using Huiying.Web.Assets;
using Huiying.Web.Demo;
using Huiying.Web.Pages;
using Huiying.Web.Pages.Collect;
using Huiying.Web.Pages.Events;
using Huiying.Web.Pages.Opinion;
using Huiying.Web.Pages.Public;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.WebEncoders;

namespace Huiying.Web;

/// <summary>The console and the public site: services and the order of the pipeline. The host adds the store and the steps.</summary>
internal static class Site
{
    /// <param name="services">The host's services.</param>
    /// <param name="https">Whether people reach the site by https only: cookies are then bound to the host.</param>
    public static IServiceCollection AddSite(this IServiceCollection services, bool https = false)
    {
        services.AddSingleton(new SiteAddress(https));
        services.AddSessions(https);
        services.AddSingleton<FirstOffice>();
        services.AddSingleton<SetupLink>();
        services.AddSingleton<Activations>();
        services.AddScoped<Text>().AddScoped<When>().AddScoped<OfficeLights>().AddScoped<HereOffice>();
        services.AddSingleton<HeldFiles>();
        services.AddSingleton<Todos>().AddSingleton<NextSteps>().AddSingleton<Trials>().AddSingleton(_ => new Huiying.Documents.PdfPrinter());
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = Sessions.CookieName("form", https);
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.HttpOnly = true;
            o.Cookie.Path = "/";
            o.Cookie.SecurePolicy = https ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            o.SuppressXFrameOptionsHeader = true;
        });
        services.AddSingleton<IAntiforgeryAdditionalDataProvider, DrillForms>();
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddRazorPages(o =>
        {
            o.Conventions.AddPageRoute("/Print", "events/{id}/documents/{hash}/print");
            o.Conventions.AddPageRoute("/Print", "events/{id}/answers/{release}/documents/{hash}/print");
        }).ConfigureApplicationPartManager(parts =>
        {
            // Found by itself only when this is the assembly that was started; a test starts another.
            if (!parts.ApplicationParts.OfType<AssemblyPart>().Any(p => p.Assembly == typeof(Site).Assembly)) AddParts(parts);
        });
        services.AddOptions<RazorPagesOptions>().Configure<IServiceProvider>((o, provider) =>
        {
            // Signing in as anyone by a click: outside the demo the page has no address at all.
            if (provider.GetService<DemoClock>() is null) o.Conventions.AddPageRouteModelConvention("/Demo", page => page.Selectors.Clear());
        });
        return services;
    }

    private static void AddParts(ApplicationPartManager parts)
    {
        foreach (var part in ApplicationPartFactory.GetApplicationPartFactory(typeof(Site).Assembly).GetApplicationParts(typeof(Site).Assembly))
        {
            parts.ApplicationParts.Add(part);
        }
    }

    public static WebApplication UseSite(this WebApplication app)
    {
        app.UseHeaders(app.Services.GetRequiredService<SiteAddress>().Https);
        app.UseExceptionHandler("/error/500");
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        app.UseMiddleware<OfficePath>();
        app.UseRouting();
        app.UseMiddleware<AccessRecord>();
        app.UseMiddleware<NotSetUp>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapRazorPages();
        app.MapAssets();
        app.MapLanguage();
        app.MapFeed();
        app.MapDocuments();
        app.MapPapers();
        app.MapPolicyDocuments();
        app.MapSheets();
        app.MapSearch();
        app.MapSourceFiles();
        app.MapIncoming();
        return app;
    }
}

/// <summary>How people reach the site.</summary>
/// <param name="Https">By https only.</param>
internal sealed record SiteAddress(bool Https);
