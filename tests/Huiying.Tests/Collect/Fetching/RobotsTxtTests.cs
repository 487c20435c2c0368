using System.Diagnostics;
using System.Text;
using System.Text.Json;
using CsCheck;
using Huiying.Collect.Fetching;
using Huiying.Tests.House;

namespace Huiying.Tests.Collect.Fetching;

[Clause("S08")]
public sealed class RobotsTxtTests
{
    private static bool Allowed(string robots, string path, string agent = "HuiyingBot") =>
        RobotsTxt.Parse(Encoding.UTF8.GetBytes(robots)).For(agent, "https://news.example" + path).Allowed;

    [Theory]
    [InlineData("", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /", "/a", false)]
    [InlineData("User-agent: *\nDisallow:", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /open\nAllow: /open/minutes", "/open/minutes/3", true)]
    [InlineData("User-agent: *\nAllow: /a\nDisallow: /a", "/a", true)]
    [InlineData("User-agent: HuiyingBot\nDisallow: /b\n\nUser-agent: *\nDisallow: /", "/a", true)]
    [InlineData("User-agent: Other\nUser-agent: huiyingbot\nDisallow: /b", "/b/1", false)]
    [InlineData("User-agent: HuiyingBot\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: HuiyingBot\nDisallow: /c", "/c", false)]
    [InlineData("Disallow: /", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/files/plan.pdf", false)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/files/plan.pdf?v=2", true)]
    [InlineData("User-agent: *\nDisallow: /*/draft*old", "/x/draft/very/old/1", false)]
    [InlineData("User-agent: *\nDisallow: /回应", "/%E5%9B%9E%E5%BA%94/1", false)]
    [InlineData("User-agent: *\nDisallow: /%e5%9b%9e", "/回应", false)]
    [InlineData("User-agent: *\nDisallow: /%7Eoffice", "/~office/", false)]
    [InlineData("\uFEFFUser-agent: *\rDisallow: /a # not this\r\nDisalow: /b", "/b", false)]
    [InlineData("useragent *\ndisallow /a", "/a", false)]
    [InlineData("User-agent: *\nSitemap: https://news.example/s.xml\nDisallow: /a", "/a", false)]
    [InlineData("User-agent: HuiyingBot/1.0\nDisallow: /", "/a", false)]
    public void A_rule_holds_for_exactly_what_it_names(string robots, string path, bool allowed) => Allowed(robots, path).ShouldBe(allowed);

    [Fact]
    public void The_longest_rule_decides_and_is_named()
    {
        var answer = RobotsTxt.Parse("User-agent: *\nAllow: /\nDisallow: /private\nCrawl-delay: 2.5"u8).For("HuiyingBot/1.0 (+mailto:a@b.example)", "https://x.example/private/1");

        answer.Allowed.ShouldBeFalse();
        answer.Rule.ShouldBe("Disallow: /private");
        answer.CrawlDelay.ShouldBe(TimeSpan.FromSeconds(2.5));
    }

    [Fact]
    public void The_delay_of_the_group_that_names_us_is_ours() =>
        RobotsTxt.Parse("User-agent: *\nCrawl-delay: 30\nUser-agent: HuiyingBot\nCrawl-delay: 5"u8).For("HuiyingBot", "/").CrawlDelay.ShouldBe(TimeSpan.FromSeconds(5));

    [Fact]
    public void A_server_that_cannot_answer_forbids_everything_and_a_missing_file_nothing()
    {
        RobotsTxt.DisallowAll.For("HuiyingBot", "https://x.example/").Allowed.ShouldBeFalse();
        RobotsTxt.AllowAll.For("HuiyingBot", "https://x.example/").Allowed.ShouldBeTrue();
    }

    [Fact]
    public void A_hostile_file_takes_no_time()
    {
        var line = "Disallow: /" + string.Concat(Enumerable.Repeat("a*", 1000)) + "b\n";
        var bytes = Encoding.ASCII.GetBytes("User-agent: *\n" + string.Concat(Enumerable.Repeat(line, 250)));
        var clock = Stopwatch.StartNew();

        RobotsTxt.Parse(bytes).For("x", "https://x.example/" + new string('a', 4000)).Allowed.ShouldBeTrue();

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Any_bytes_and_any_address_get_an_answer() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.String, Gen.String)
            .Sample((bytes, agent, url) => RobotsTxt.Parse([.. "User-agent: *\nDisallow: "u8, .. bytes]).For(agent, url) is not null, iter: Needed.Times(3000));

    [Fact]
    public void The_shared_core_cases_all_pass()
    {
        string[] special = ["google-only", "empty-url", "empty-agent", "typo-tolerance"];
        List<string> missed = [];
        foreach (var line in File.ReadLines(Needed.Shared("suites/robots/cases.jsonl")))
        {
            var row = JsonDocument.Parse(line).RootElement;
            var wanted = row.GetProperty("allowed").GetBoolean();
            if (wanted != row.GetProperty("google_ref").GetBoolean() || row.GetProperty("tags").EnumerateArray().Any(t => special.Contains(t.GetString()))) continue;
            var bytes = row.TryGetProperty("robots_b64", out var b64) && b64.ValueKind == JsonValueKind.String
                ? b64.GetBytesFromBase64() : Encoding.UTF8.GetBytes(row.GetProperty("robots").GetString()!);
            if (RobotsTxt.Parse(bytes).For(row.GetProperty("user_agent").GetString()!, row.GetProperty("url").GetString()!).Allowed != wanted)
                missed.Add(row.GetProperty("id").GetString()!);
        }
        missed.ShouldBeEmpty();
    }
}
