using System.Net;
using System.Text.RegularExpressions;
using Huiying.Ground;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Tests.Web.Pages;

public sealed partial class SetupTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    internal static Dictionary<string, string> Filled => new()
    {
        ["name"] = "青禾县民生服务办公室",
        ["contact"] = "0400-0000001",
        ["zone"] = "Asia/Shanghai",
        ["sections"] = "综合科\n业务科",
        ["people"] = SampleOffice.Text("综合科", "业务科"),
    };

    [Theory]
    [InlineData("/")]
    [InlineData("/desk")]
    [InlineData("/sign-in")]
    [InlineData("/answers.atom")]
    [InlineData("/nowhere")]
    public async Task Before_setup_every_other_page_says_that_the_product_is_not_set_up(string path)
    {
        await using var site = await SiteHost.Start(office: false);
        using var visitor = site.Visitor();
        var answer = await visitor.Open(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync(Ct)).ShouldContain("尚未设置");
    }

    [Fact]
    public async Task The_link_makes_the_office_once_and_everyone_chooses_a_password()
    {
        await using var site = await SiteHost.Start(office: false);
        var path = "/setup/" + site.Get<SetupLink>().Renew();
        using var visitor = site.Visitor();
        var made = await visitor.Send(path, Filled);
        var html = WebUtility.HtmlDecode(await made.Content.ReadAsStringAsync(Ct));
        made.StatusCode.ShouldBe(HttpStatusCode.OK);
        var links = Activation().Matches(html).Select(m => m.Groups[1].Value).Distinct().ToList();
        links.Count.ShouldBe(12);

        (await visitor.Open(path)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        using var second = site.Visitor();
        (await second.Open("/sign-in")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await second.Send(links[0], new() { ["password"] = "何树自己定的一句很长的话", ["again"] = "何树自己定的一句很长的话" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await second.Send("/sign-in", new() { ["name"] = "heshu", ["password"] = "何树自己定的一句很长的话" })).Headers.Location!.ToString().ShouldBe("/desk");
        (await second.Read("/desk")).ShouldContain("何树");
    }

    [Fact]
    public async Task No_account_has_a_password_after_setup()
    {
        await using var site = await SiteHost.Start(office: false);
        using var visitor = site.Visitor();
        await visitor.Send("/setup/" + site.Get<SetupLink>().Renew(), Filled);
        await using var store = site.Store.Stores.CreateDbContext();
        var accounts = await store.Set<Account>().AsNoTracking().ToListAsync(Ct);
        accounts.Count.ShouldBe(12);
        accounts.ShouldAllBe(a => a.PasswordHash == null);
    }

    [Fact]
    public async Task Posts_that_cannot_work_are_named_and_nothing_is_made()
    {
        await using var site = await SiteHost.Start(office: false);
        var path = "/setup/" + site.Get<SetupLink>().Renew();
        using var visitor = site.Visitor();
        var few = Filled;
        few["people"] = string.Join('\n', few["people"].Split('\n').Where(l => !l.Contains("审计管理员", StringComparison.Ordinal)));
        foreach (var handler in (string[])["", "?handler=check"])
        {
            var answer = await visitor.Send(path + handler, few, page: path);
            var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));
            html.ShouldContain("审计管理员”空缺");
            html.ShouldContain("heshu");
        }
        (await visitor.Open("/sign-in")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await visitor.Open(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_line_that_cannot_be_read_is_named_at_its_field()
    {
        await using var site = await SiteHost.Start(office: false);
        var path = "/setup/" + site.Get<SetupLink>().Renew();
        using var visitor = site.Visitor();
        var wrong = Filled;
        wrong["people"] += "\n甲，jia，县长\n乙，yi，科室负责人\n丙";
        var answer = await visitor.Send(path, wrong);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));
        html.ShouldContain("第 13 行：没有“县长”这个岗位。");
        html.ShouldContain("aria-invalid=\"true\"");
    }

    [Fact]
    public async Task A_wrong_token_an_old_one_and_an_expired_one_open_nothing()
    {
        await using var site = await SiteHost.Start(office: false);
        var link = site.Get<SetupLink>();
        using var visitor = site.Visitor();
        var first = link.Renew();
        var second = link.Renew();
        (await visitor.Open("/setup/" + first)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await visitor.Open("/setup/none")).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await visitor.Open("/setup/" + second)).StatusCode.ShouldBe(HttpStatusCode.OK);
        site.Store.Time.Advance(SetupLink.Good);
        (await visitor.Open("/setup/" + second)).StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    [Theory]
    [InlineData("Host", "huiying.example")]
    [InlineData("X-Forwarded-For", "192.0.2.7")]
    [InlineData("Forwarded", "for=192.0.2.7")]
    public async Task A_request_that_came_from_elsewhere_cannot_set_up(string header, string value)
    {
        await using var site = await SiteHost.Start(office: false);
        var token = site.Get<SetupLink>().Renew();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(site.Url, "/setup/" + token));
        request.Headers.TryAddWithoutValidation(header, value);
        (await http.SendAsync(request, Ct)).StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    [GeneratedRegex("href=\"http://[^/\"]+(/activate/[A-Z0-9]+)\"")]
    private static partial Regex Activation();
}
