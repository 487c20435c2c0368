using Huiying.Collect;
using Huiying.Ground;
using Huiying.Respond;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Identity;

namespace Huiying.Web.Demo;

/// <summary>
/// Furnishes the demo's office by the product's own faces: setup, accounts, the list of closed hosts, watch terms, the standing line's approvals, sources. Called again it only adds what is
/// missing, so that a demo broken off in the middle of it is whole after the next start.
/// </summary>
internal sealed class DemoOffice(Offices offices, People people, Activations activations, UserManager<Account> users, Sources sources, WatchTerms terms, Releases releases)
{
    private static readonly string[] Sections = ["供水管理科", "用户服务科"];

    private static readonly TermPhrases[] Watched =
    [
        new([], ["换水表", "换表", "新水表", "旧水表", "智能水表", "更换水表", "登记水表", "只水表", "水表更换", "水表换新", "水表免费", "的水表", "家水表", "水表补贴", "水表抽检"], []),
        new([], ["水费翻倍", "水费翻了", "水费上涨", "水费成倍", "水费退款", "水费问题", "水费违约金", "退水费", "交水费", "的水费", "水费单上"], []),
        new([], ["供水", "自来水", "停水"], []),
    ];

    /// <summary>The sources of the local site.</summary>
    private static SourceDraft[] Drafts(Uri site) =>
    [
        new("青檐在线·百姓留言", SourceKind.Feed, new Uri(site, "feed.xml").AbsoluteUri, TimeSpan.FromMinutes(10)),
        new("青檐在线·云槐资讯", SourceKind.List, new Uri(site, "news/").AbsoluteUri, TimeSpan.FromMinutes(10)),
        new("澜北晚讯（省级）", SourceKind.List, new Uri(site, "paper/").AbsoluteUri, TimeSpan.FromMinutes(10), Media: MediaLevel.Provincial),
        new("青檐在线·青檐茶座", SourceKind.Forum, new Uri(site, "forum/").AbsoluteUri, TimeSpan.FromMinutes(10)),
    ];

    /// <summary>Makes what is not there yet.</summary>
    /// <exception cref="InvalidOperationException">The product refused something of it: the demo is broken.</exception>
    public async Task Furnish(Uri site, CancellationToken ct)
    {
        if (await offices.Find(Offices.First, ct) is null) Need(await offices.Create(Plan(), ct));
        var everyone = await people.List(Offices.First, ct);
        foreach (var (name, signIn, _, _) in SampleOffice.Example)
        {
            var person = everyone.Single(p => p.Name == name).Id;
            if (await users.FindByIdAsync(person.Value) is null) Need(await activations.Open(Offices.First, person, signIn));
        }
        var administrator = await By(everyone, Role.SystemAdministrator, ct);
        var clerk = await By(everyone, Role.Clerk, ct);
        if (Need(await sources.Hosts(administrator, ct)).All(h => h.Host != site.Host)) Need(await sources.ListHost(administrator, site.Host, "演示用的本机站点", ct));
        var watched = Need(await terms.List(clerk, ct)).Select(t => t.Phrases.ToString()).ToHashSet();
        foreach (var phrases in Watched) if (!watched.Contains(phrases.ToString())) Need(await terms.Add(clerk, phrases, ct));
        // As an office that has been at work for a while: its standing line holds, by the two approvals it takes (R37).
        foreach (var (role, by, _, _) in await releases.StandingApprovals(Offices.First, ct))
        {
            if (by is null) Need(await releases.ApproveStanding(await By(everyone, role, ct), role, ct));
        }
        var known = Need(await sources.List(clerk, ct)).Select(s => s.Url).ToHashSet();
        foreach (var draft in Drafts(site)) if (!known.Contains(draft.Url)) Need(await sources.Add(clerk, draft, ct));
    }

    /// <summary>Posts nobody holds: the demo's people have no passwords on purpose, so having none is no vacancy.</summary>
    public static IReadOnlyList<Vacancy> Unheld(IReadOnlyList<Vacancy> vacancies, IReadOnlyList<Person> people) =>
        [.. vacancies.Where(v => !people.Any(p => p.Posts.Any(h => h.Role == v.Role && (v.Section is null || h.Section == v.Section))))];

    private static OfficePlan Plan() => new(Story.Office, "供水服务电话（演示，打不通）", [.. Sections.Select(s => new SectionPlan(s, s))],
    [
        .. SampleOffice.Example.Select(e => new PersonPlan(e.SignIn, e.Name,
            [.. e.Posts.Select(r => new PostPlan(r, r is Role.SectionHead or Role.SectionOfficer && e.Section is { } s ? Sections[s] : null))])),
    ]);

    private async Task<Actor> By(IReadOnlyList<Person> everyone, Role role, CancellationToken ct) =>
        (await people.Actor(Offices.First, everyone.First(p => p.Posts.Any(h => h.Role == role)).Id, ct))!;

    private static T Need<T>(Outcome<T> outcome) => outcome.Ok ? outcome.Value : throw new InvalidOperationException($"the demo's office: {outcome.Refusal!.Code} {outcome.Refusal.En}");
}
