using System.Net;
using System.Text.Json;
using CsCheck;
using Huiying.Collect;
using Huiying.Collect.Fetching;

namespace Huiying.Tests.Collect.Fetching;

public sealed class PublicAddressTests
{
    private static readonly HashSet<string> None = [];

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("114.114.114.114", true)]
    [InlineData("172.15.255.255", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("100.63.255.255", true)]
    [InlineData("100.128.0.1", true)]
    [InlineData("192.169.0.1", true)]
    [InlineData("223.255.255.255", true)]
    [InlineData("2400:3200::1", true)]
    [InlineData("64:ff9b::8.8.8.8", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("0.1.2.3", false)]
    [InlineData("10.255.255.255", false)]
    [InlineData("100.64.0.0", false)]
    [InlineData("100.127.255.255", false)]
    [InlineData("100.100.100.200", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.255.254", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.0", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.255.255", false)]
    [InlineData("192.0.0.8", false)]
    [InlineData("192.0.2.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("198.19.255.255", false)]
    [InlineData("203.0.113.9", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("239.255.255.250", false)]
    [InlineData("240.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::10.0.0.1", false)]
    [InlineData("64:ff9b::a9fe:a9fe", false)]
    [InlineData("64:ff9b:1::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2001::1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("3fff::1", false)]
    [InlineData("100::1", false)]
    public void Only_addresses_of_the_public_internet_are_public(string address, bool isPublic) => PublicAddress.Is(IPAddress.Parse(address)).ShouldBe(isPublic);

    [Fact]
    public void Wrapping_a_private_address_into_IPv6_never_makes_it_public() =>
        Gen.Select(Gen.OneOf(10, 127, 0, 240), Gen.Byte, Gen.Byte, Gen.Byte).Sample((a, b, c, d) =>
        {
            var inner = new IPAddress([(byte)a, b, c, d]);
            var hex = Convert.ToHexString(inner.GetAddressBytes());
            foreach (var wrapped in (string[])[$"::ffff:{inner}", $"64:ff9b::{inner}", $"::{inner}", $"2002:{hex[..4]}:{hex[4..]}::1"])
                PublicAddress.Is(IPAddress.Parse(wrapped)).ShouldBeFalse(wrapped);
        }, iter: Needed.Times(500));

    [Theory]
    [InlineData("https://www.gov.cn/a?b=http://127.0.0.1/")]
    [InlineData("http://news.example:8080/feed")]
    [InlineData("http://中文.example/路径")]
    [InlineData("http://xn--fiq228c.example/")]
    [InlineData("http://114.114.114.114/")]
    [InlineData("http://[2400:3200::1]/")]
    public void An_ordinary_address_may_be_tried(string url) => FetchTarget.Refuse(url, None, out _).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("/relative")]
    [InlineData("ftp://a.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http:a.example")]
    [InlineData("http:///a.example/")]
    [InlineData("http://user@a.example/")]
    [InlineData("http://user:secret@a.example/")]
    [InlineData("http://a.example\\@b.example/")]
    [InlineData("http://a.example/ b")]
    [InlineData("http://a.example/\r\nHost: b")]
    [InlineData("http://a.example:22/")]
    [InlineData("http://a.example:6379/")]
    [InlineData("http://localhost/")]
    [InlineData("http://LOCALHOST./")]
    [InlineData("http://intranet/")]
    [InlineData("http://printer.local/")]
    [InlineData("http://a.internal/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://017700000001/")]
    [InlineData("http://127.1/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://010.8.8.8/")]
    [InlineData("http://8.8.8.8.0x1/")]
    [InlineData("http://１２７.0.0.1/")]
    [InlineData("http://①②⑦.0.0.1/")]
    [InlineData("http://127。0。0。1/")]
    [InlineData("http://127.0.0.1%00.a.example/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:7f00:1]/")]
    [InlineData("http://[fe80::1%25eth0]/")]
    [InlineData("http://[fe80::1%eth0]/")]
    [InlineData("http://[::]:80/")]
    [InlineData("http://xn--/")]
    [InlineData("http://a.example:0/")]
    [InlineData("http://a.example:65536/")]
    [InlineData("data:text/html,<h1>x</h1>")]
    [InlineData("gopher://a.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://router.lan/")]
    public void Any_other_is_refused_with_a_sentence(string url) => FetchTarget.Refuse(url, None, out _).ShouldNotBeNullOrEmpty();

    [Fact]
    public void A_host_the_administrator_listed_is_exempt_and_no_other()
    {
        HashSet<string> listed = ["oa.example", "10.0.0.8:9000"];

        FetchTarget.Refuse("http://oa.example:7001/", listed, out _).ShouldBeNull();
        FetchTarget.Refuse("http://10.0.0.8:9000/", listed, out _).ShouldBeNull();
        FetchTarget.Refuse("http://10.0.0.8:9001/", listed, out _).ShouldNotBeNull();
        FetchTarget.Refuse("ftp://oa.example/", listed, out _).ShouldNotBeNull();
        FetchTarget.Refuse("http://a@oa.example/", listed, out _).ShouldNotBeNull();
    }

    [Fact]
    public async Task Every_shared_attack_address_is_refused_by_the_fetcher_and_by_the_form_and_no_public_one_by_its_text()
    {
        List<string> wrong = [];
        var seen = 0;
        using var wire = new Wire(new FetchPolicy { Agent = new("Test office", "mailto:web@office.example") }, (_, _) => throw new InvalidOperationException("a name was looked up"));
        foreach (var line in File.ReadLines(Needed.Shared("suites/security/ssrf.jsonl")))
        {
            var row = JsonDocument.Parse(line).RootElement;
            if (row.GetProperty("must_block").ValueKind is not (JsonValueKind.True or JsonValueKind.False)) continue;
            seen++;
            var url = row.GetProperty("url").GetString()!;
            var mustBlock = row.GetProperty("must_block").GetBoolean();
            if (FetchTarget.Refuse(url, None, out _) is null == mustBlock) wrong.Add(url);
            if (!mustBlock) continue;
            if (await wire.Fetcher.Fetch(new(url), TestContext.Current.CancellationToken) is not FetchResult.RefusedAddress) wrong.Add($"fetched: {url}");
            if (SourceAddress.Check(url, None).Refusal is not { Clause: "S08" }) wrong.Add($"as a source: {url}");
        }
        seen.ShouldBeGreaterThan(50);
        wrong.ShouldBeEmpty();
    }
}
