using System.Text.RegularExpressions;
using Huiying.Ground;
using Huiying.Web.Access;
using Huiying.Web.Assets;
using Microsoft.AspNetCore.Builder;

namespace Huiying.Tests.Web.Access;

public sealed partial class HeadersTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/sign-in")]
    [InlineData("/nowhere")]
    [InlineData("/desk")]
    [InlineData("/error/500")]
    public async Task Every_answer_carries_the_strict_headers(string path)
    {
        await using var site = await SiteHost.Start();
        using var visitor = site.Visitor();
        var answer = await visitor.Open(path);
        answer.Headers.GetValues("Content-Security-Policy").ShouldBe([Headers.ContentSecurityPolicy]);
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task A_failure_still_carries_the_strict_headers_and_shows_nothing_of_the_program()
    {
        await using var site = await SiteHost.Start(more: app => app.MapGet("/broken", string () => throw new InvalidOperationException("inner detail"))
            .WithMetadata(new AllowPublicAttribute()));
        using var visitor = site.Visitor();
        var answer = await visitor.Open("/broken");
        ((int)answer.StatusCode).ShouldBe(500);
        answer.Headers.GetValues("Content-Security-Policy").ShouldBe([Headers.ContentSecurityPolicy]);
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        html.ShouldContain("系统出了错");
        html.ShouldNotContain("inner detail");
    }

    [Fact]
    public async Task Assets_are_kept_for_ever_under_an_address_with_their_hash()
    {
        await using var site = await SiteHost.Start();
        using var visitor = site.Visitor();
        var answer = await visitor.Open(Asset.Of("site.css"));
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/css");
        answer.Headers.CacheControl!.ToString().ShouldContain("immutable");
        (await visitor.Read("/sign-in")).ShouldContain(Asset.Of("site.css"));
    }

    [Fact]
    public async Task No_page_has_inline_script_or_style()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        foreach (var path in (string[])["/", "/sign-in", "/desk", "/error/404"])
        {
            var html = await (await clerk.Open(path)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Inline().Match(html).Value.ShouldBe("", path);
        }
    }

    [GeneratedRegex("<script(?![^>]*src=)|<style|\\sstyle=|\\son[a-z]+=|javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();
}
