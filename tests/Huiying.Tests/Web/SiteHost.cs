using System.Net;
using System.Text.RegularExpressions;
using Huiying.Ground;
using Huiying.Web;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Huiying.Tests.Web;

/// <summary>The site on a real port over a test's own store, and a browser-like client for each person.</summary>
internal sealed partial class SiteHost : IAsyncDisposable
{
    public const string Password = "中国有句古话 correct horse";

    private readonly WebApplication app;

    private SiteHost(WebApplication app, TestStore store) => (this.app, Store) = (app, store);

    public TestStore Store { get; }

    public Uri Url => new(app.Urls.First());

    public IServiceProvider Services => app.Services;

    public T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

    public static async Task<SiteHost> Start(bool office = true, Action<WebApplication>? more = null, bool https = false, Action<IServiceCollection>? services = null)
    {
        var store = await TestStore.Create(office: office);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = store.Folder });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton<TimeProvider>(store.Time).AddProduct(store.Folder, https: https);
        // What a test sets replaces the product's own.
        services?.Invoke(builder.Services);
        builder.Services.Configure<PasswordHasherOptions>(o => o.IterationCount = 1_000);
        var app = builder.Build();
        app.UseSite();
        more?.Invoke(app);
        var host = new SiteHost(app, store);
        if (office) await host.Account(Role.SystemAdministrator);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    /// <summary>Someone who has not signed in.</summary>
    public Visitor Visitor() => new(this);

    /// <summary>An account for the office's person in that post, with the password chosen.</summary>
    public async Task<string> Account(Role role, SectionId? section = null)
    {
        var person = Store.By(role, section).Person;
        if (await Get<Activations>().Open(Store.Office, person, person.Value) is { Ok: true } opened)
        {
            var activations = Get<Activations>();
            (await activations.Choose(await activations.Renew(opened.Value), Password, TestContext.Current.CancellationToken)).Refusal.ShouldBeNull();
        }
        return person.Value;
    }

    /// <summary>The office's person in that post, signed in.</summary>
    public async Task<Visitor> SignedIn(Role role, SectionId? section = null)
    {
        var name = await Account(role, section);
        var visitor = Visitor();
        var answer = await visitor.Send("/sign-in", new() { ["name"] = name, ["password"] = Password });
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await Store.DisposeAsync();
    }
}

/// <summary>One browser: keeps cookies, follows nothing.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly HttpClient client;

    public Visitor(SiteHost host) : this(host.Url, new CookieContainer())
    {
    }

    public Visitor(Uri site, CookieContainer cookies)
    {
        Cookies = cookies;
        client = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = site };
    }

    public CookieContainer Cookies { get; }

    public Task<HttpResponseMessage> Open(string path) => client.GetAsync(path, TestContext.Current.CancellationToken);

    public async Task<string> Read(string path)
    {
        var answer = await Open(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Opens the page, then sends its form with the token found there.</summary>
    public async Task<HttpResponseMessage> Send(string path, Dictionary<string, string> fields, string? page = null)
    {
        var html = await (await Open(page ?? path)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return await Post(path, new(fields) { ["__RequestVerificationToken"] = Token().Match(html).Groups[1].Value });
    }

    /// <summary>Opens the page, then sends its form with a file.</summary>
    public async Task<HttpResponseMessage> SendFile(string path, Dictionary<string, string> fields, string name, byte[] file, string page)
    {
        var html = await (await Open(page)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), name, "scan.bin" }, { new StringContent(Token().Match(html).Groups[1].Value), "__RequestVerificationToken" } };
        foreach (var (key, value) in fields) form.Add(new StringContent(value), key);
        return await client.PostAsync(path, form, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends JSON as the console's script does, with the token of a page, or without one.</summary>
    public async Task<HttpResponseMessage> SendJson(string path, string json, string? page)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        if (page is not null) request.Headers.Add("RequestVerificationToken", Token().Match(await Read(page)).Groups[1].Value);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<HttpResponseMessage> Post(string path, Dictionary<string, string> fields)
    {
        using var form = new FormUrlEncodedContent(fields);
        return await client.PostAsync(path, form, TestContext.Current.CancellationToken);
    }

    public void Dispose() => client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
