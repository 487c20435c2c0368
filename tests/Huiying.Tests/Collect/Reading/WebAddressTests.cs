using System.Text.Json;
using CsCheck;
using Huiying.Collect.Reading;

namespace Huiying.Tests.Collect.Reading;

public sealed class WebAddressTests
{
    [Theory]
    [InlineData("https://a.example/x/y?q#f", "z", "https://a.example/x/z")]
    [InlineData("https://a.example/x/y", "../z", "https://a.example/z")]
    [InlineData("https://a.example/x/y", "../../../z", "https://a.example/z")]
    [InlineData("https://a.example/x/", "./", "https://a.example/x/")]
    [InlineData("https://a.example/x/", "..", "https://a.example/")]
    [InlineData("https://a.example/x?q", "?r", "https://a.example/x?r")]
    [InlineData("https://a.example/x?q", "#f", "https://a.example/x?q#f")]
    [InlineData("https://a.example/x?q", "", "https://a.example/x?q")]
    [InlineData("https://a.example", "b", "https://a.example/b")]
    [InlineData("https://a.example/x", "//b.example/y", "https://b.example/y")]
    [InlineData("https://a.example/x", "\\\\b.example\\y", "https://b.example/y")]
    [InlineData("https://a.example/x", "/\\b.example/y", "https://b.example/y")]
    [InlineData("https://a.example/x/", " \n y\t.html \r\n", "https://a.example/x/y.html")]
    [InlineData("https://a.example/x/", "https:/b.example/", "https://a.example/b.example/")]
    [InlineData("http://a.example/x/", "https:/b.example/y", "https://b.example/y")]
    [InlineData("https://a.example/", "HTTP://B.Example:80/Y", "http://b.example/Y")]
    [InlineData("https://a.example/", "回应 1.html?a=中", "https://a.example/%E5%9B%9E%E5%BA%94%201.html?a=%E4%B8%AD")]
    [InlineData("https://a.example/", "http://中文.example/", "http://xn--fiq228c.example/")]
    [InlineData("https://a.example/", "x%2e%2e/%2E%2E/y", "https://a.example/y")]
    [InlineData("https://a.example/", "mailto:x@y.example", "mailto:x@y.example")]
    [InlineData(null, "/x", "/x")]
    [InlineData("https://a.example/", "http://", null)]
    [InlineData("https://a.example/", "http://a b/", null)]
    [InlineData("https://a.example/", "http://a:99999/", null)]
    public void A_reference_is_joined_as_a_browser_joins_it(string? from, string reference, string? joined) => WebAddress.Resolve(from, reference).ShouldBe(joined);

    [Fact]
    public void Any_two_texts_are_joined_or_refused() =>
        Gen.Select(Gen.String[Gen.Char["htps:/\\.?#@%2e[]中 \tab1"], 0, 30], Gen.String[Gen.Char["htps:/\\.?#@%2e[]中 \tab1"], 0, 30])
            .Sample((a, b) =>
            {
                WebAddress.Resolve(a, b);
                WebAddress.Resolve("https://a.example/x/", b);
                CanonicalUrl.Of(a);
                CanonicalUrl.Of("http://a.example/" + b);
            }, iter: Needed.Times(5000));

    [Fact]
    public void The_shared_references_resolve()
    {
        var rows = JsonDocument.Parse(File.ReadAllText(Needed.Shared("suites/url/resolve.json"))).RootElement.EnumerateArray().ToList();
        List<string> wrong = [];
        foreach (var row in rows.Where(r => !r.GetProperty("error").GetBoolean()))
        {
            var got = WebAddress.Resolve(row.GetProperty("base").GetString(), row.GetProperty("input").GetString()!);
            if (got != row.GetProperty("expected").GetString()) wrong.Add($"{row}: {got}");
        }
        rows.Count.ShouldBeGreaterThan(5);
        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://www.a.example/x/index.html?utm_source=wx&b=2&a=1#top", "https://a.example/x?a=1&b=2")]
    [InlineData("https://m.a.example:443/x/?from=timeline&isappinstalled=0&a=1&b=2", "https://a.example/x?a=1&b=2")]
    [InlineData("http://a.example:80", "https://a.example/")]
    [InlineData("https://A.example/%7ex/%e5%9b%9e;jsessionid=12?", "https://a.example/~x/%E5%9B%9E")]
    [InlineData("https://a.example/t?from=list2&id=7", "https://a.example/t?from=list2&id=7")]
    [InlineData("https://a.example/#/post/7", "https://a.example/#/post/7")]
    [InlineData("https://a.example:8080/x", "https://a.example:8080/x")]
    [InlineData("https://m.cn/x", "https://m.cn/x")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("/x", null)]
    public void Different_addresses_of_one_page_become_one(string url, string? canonical) => CanonicalUrl.Of(url).ShouldBe(canonical);

    [Fact]
    public void A_canonical_address_is_its_own_canonical_address() =>
        Gen.Select(Gen.Const("http://www.a.example/"), Gen.String[Gen.Char["ab/.?&=%20中;#m"], 0, 25]).Sample((a, b) =>
            CanonicalUrl.Of(a + b) is not { } once || CanonicalUrl.Of(once) == once, iter: Needed.Times(3000));
}
