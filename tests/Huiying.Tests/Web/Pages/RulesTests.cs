using System.Net;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Tests.House;

namespace Huiying.Tests.Web.Pages;

public sealed class RulesTests
{
    [Fact, Clause("R83")]
    public async Task The_policy_in_force_is_read_word_for_word_with_its_hash()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        var html = WebUtility.HtmlDecode(await clerk.Read("/policy"));
        html.ShouldContain(Policy.Default.Hash);
        foreach (var line in Policy.DefaultText.Split('\n').Where(l => l.Length > 0).Take(40)) html.ShouldContain(line.TrimEnd('\r'));
    }

    [Fact, Clause("R37")]
    public async Task The_standing_line_holds_only_when_both_have_approved_it()
    {
        await using var site = await SiteHost.Start();
        using var principal = await site.SignedIn(Role.PrincipalLeader);
        using var secretary = await site.SignedIn(Role.PartySecretary);
        (await principal.Send("/policy?handler=standing", new() { ["role"] = "PrincipalLeader" }, page: "/policy")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var half = WebUtility.HtmlDecode(await principal.Read("/policy"));
        half.ShouldContain("未批准或已过期");
        half.ShouldContain($"<span>{site.Store.By(Role.PrincipalLeader).Name}</span>");
        half.ShouldContain($"待 {site.Store.By(Role.PartySecretary).Name} 批准");
        (await principal.Send("/policy?handler=standing", new() { ["role"] = "PartySecretary" }, page: "/policy")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await secretary.Send("/policy?handler=standing", new() { ["role"] = "PartySecretary" }, page: "/policy");
        (await principal.Read("/policy")).ShouldNotContain("未批准或已过期");
    }
}
