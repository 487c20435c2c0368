using System.Globalization;
using Huiying.Ground;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;

namespace Huiying.Web.Access;

/// <summary>
/// Sign-in: passwords of 12 characters or more, lockout for 15 minutes after 5 wrong ones, a session that ends after 30 idle minutes and after
/// 12 hours in any case (office computers are shared). The account and its posts are read again on every request.
/// </summary>
internal static class Sessions
{
    /// <summary>A session without a request for this long is over.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>No session lasts longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>Wrong passwords before an account locks.</summary>
    public const int Tries = 5;

    /// <summary>How long it stays locked.</summary>
    public static readonly TimeSpan Locked = TimeSpan.FromMinutes(15);

    /// <summary>Fewest characters of a password; length counts, not composition (NIST SP 800-63B section 3.1.1.2).</summary>
    public const int PasswordLength = 12;

    private const string Since = "since";
    private const string Drill = "drill";

    public static void AddSessions(this IServiceCollection services, bool https)
    {
        services.AddIdentityCore<Account>(o =>
        {
            o.Lockout.AllowedForNewUsers = true;
            o.Lockout.MaxFailedAccessAttempts = Tries;
            o.Lockout.DefaultLockoutTimeSpan = Locked;
            o.Password.RequiredLength = PasswordLength;
            o.Password.RequireDigit = o.Password.RequireLowercase = o.Password.RequireUppercase = o.Password.RequireNonAlphanumeric = false;
            o.Password.RequiredUniqueChars = 4;
            o.User.AllowedUserNameCharacters = null!;
        }).AddSignInManager().AddEntityFrameworkStores<Store>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, o =>
        {
            o.Cookie.Name = CookieName("session", https);
            o.Cookie.HttpOnly = true;
            o.Cookie.SameSite = SameSiteMode.Lax;
            o.Cookie.SecurePolicy = https ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            o.Cookie.Path = "/";
            o.ExpireTimeSpan = Idle;
            o.SlidingExpiration = true;
            o.LoginPath = "/sign-in";
            o.AccessDeniedPath = "/error/403";
            o.ReturnUrlParameter = "back";
            o.Events.OnSigningIn = Start;
            o.Events.OnCheckSlidingExpiration = context =>
            {
                context.ShouldRenew = context.ElapsedTime > TimeSpan.FromMinutes(1);
                return Task.CompletedTask;
            };
            o.Events.OnValidatePrincipal = Recheck;
        });
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(IsNoEndpoint).Build());
        services.AddSingleton<IAuthorizationHandler, PostsHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, RecordRefused>();
        services.AddHttpContextAccessor();
    }

    /// <summary><c>__Host-</c> binds a cookie to this host and to https; browsers refuse it over http.</summary>
    public static string CookieName(string name, bool https) => https ? "__Host-huiying-" + name : "huiying-" + name;

    /// <summary>An address that leads nowhere may say so (404); an endpoint that names neither a post nor the public is refused.</summary>
    private static bool IsNoEndpoint(AuthorizationHandlerContext context) => context.Resource is HttpContext http && http.GetEndpoint() is null;

    /// <summary>
    /// Goes into a drill, or with null back to the office's real work (R55). It holds for the whole session, so that one browser is never in both; a form opened in one is
    /// not taken in the other (<see cref="DrillForms"/>).
    /// </summary>
    public static async Task Go(HttpContext http, OfficeId? drill)
    {
        var ticket = (await http.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Ticket ?? throw new InvalidOperationException("nobody is signed in");
        if (drill is { } into) ticket.Properties.Items[Drill] = into.Value;
        else ticket.Properties.Items.Remove(Drill);
        await http.SignInAsync(IdentityConstants.ApplicationScheme, ticket.Principal, ticket.Properties);
    }

    /// <summary>Another person takes over this browser, in the drill it is in (R55): only the demo lets that be done without a password.</summary>
    public static async Task As(HttpContext http, SignInManager<Account> signIn, Account account)
    {
        var session = new AuthenticationProperties();
        if ((await http.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Properties?.Items.TryGetValue(Drill, out var drill) == true) session.Items[Drill] = drill;
        await signIn.SignInAsync(account, session);
    }

    /// <summary>Whoever acts: in the drill the session went into, if the person takes part in it, else in the account's own office.</summary>
    private static async Task<Actor?> Acting(IServiceProvider services, Account account, AuthenticationProperties session, CancellationToken ct)
    {
        var people = services.GetRequiredService<People>();
        var person = new PersonId(account.Id);
        return session.Items.TryGetValue(Drill, out var id) && await services.GetRequiredService<DrillOffices>().Find(new OfficeId(id ?? ""), ct) is { } drill
            && drill.Of == account.Office && await people.Actor(account.Office, person, ct) is not null && await people.Actor(drill.Id, person, ct) is { } playing
            ? playing : await people.Actor(account.Office, person, ct);
    }

    private static Task Start(CookieSigningInContext context)
    {
        var now = context.Options.TimeProvider!.GetUtcNow();
        context.Properties.Items.TryAdd(Since, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        return Task.CompletedTask;
    }

    private static async Task Recheck(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var now = context.Options.TimeProvider!.GetUtcNow();
        var young = context.Properties.Items.TryGetValue(Since, out var text)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var since)
            && now - DateTimeOffset.FromUnixTimeSeconds(since) < Longest;
        var account = young
            ? await services.GetRequiredService<SignInManager<Account>>().ValidateSecurityStampAsync(context.Principal)
            : null;
        if (account is not null) AccessRecord.By(context.HttpContext, account);
        var actor = account is null ? null : await Acting(services, account, context.Properties, context.HttpContext.RequestAborted);
        if (actor is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
            return;
        }
        context.HttpContext.SetActor(actor);
        HereOffice.Belongs(context.HttpContext, await services.GetRequiredService<FirstOffice>().Of(actor.Office, context.HttpContext.RequestAborted));
    }
}
