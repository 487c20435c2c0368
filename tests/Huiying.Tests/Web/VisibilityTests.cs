// long: one office with something secret of each kind, everybody who could look, and every address there is.
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Huiying.Assess;
using Huiying.Assess.Alerting;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Review;
using Huiying.Tests.House;
using Huiying.Tests.Review;
using Huiying.Tests.Web.Pages.Events;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Routing;

namespace Huiying.Tests.Web;

/// <summary>
/// No role sees more than it may: every kind of address of an office that anybody can find is asked for by everybody, whoever they are; whether it opens is compared with a
/// table of posts, and what comes back is searched for what they may not see. Who may see what stands here as the regulation says it, not as the program does.
/// </summary>
public sealed partial class VisibilityTests
{
    private const string Unpublished = "路灯换线的未公开草稿";
    private const string Decision = "诫勉谈话三个月";
    private const string Issuer = "白杨公证处甲";
    private const string Telephone = "13900004477";
    private const string Caller = "来电人丙";
    private const string Elsewhere = "柳林堤坝渗水";

    /// <summary>The figures of an alert about a topic kept from whom it accuses, and of one that a saved search raised for its owner.</summary>
    private const string OfTopic = "一小时内 41 条说经办人收礼";
    private const string OfSearch = "新增 77 条";

    /// <summary>What the clerk has typed and not sent.</summary>
    private const string Typed = "先不要公开甲";
    private const string OfDrill = "演练里的水管爆裂";

    private static readonly Role[] Staff = [.. Enum.GetValues<Role>()];
    private static readonly Role[] Leaders = [Role.SupervisingLeader, Role.PrincipalLeader];

    /// <summary>
    /// What only some may open, with the clause it comes from. Everything else in the console is for whoever holds a post: figures and lateness are shown as they are and to
    /// all (S12, R06), and the auditor reads what is recorded.
    /// </summary>
    private static readonly (string Path, Role[] May)[] Some =
    [
        // R41: the office and the duty take up a matter, or a leader does; S17: so too the number of a secret item.
        ("/events/new", [Role.Clerk, Role.DutyOfficer, Role.DutyLeader, .. Leaders]),
        ("/events/secret", [Role.Clerk, Role.DutyOfficer, Role.DutyLeader, .. Leaders]),
        // S03: files with contact columns pass through the office and the duty alone.
        ("/import", [Role.Clerk, Role.DutyOfficer, Role.DutyLeader]),
        // S03, R64: so do the files the suggestion of sections learns from; who answers for the office sees what was taken.
        ("/examples", [Role.Clerk, .. Leaders]),
        // R07, R81, S11: those who answer for the office, those who supervise it, the superior, and the two who watch.
        ("/ledger", [Role.PrincipalLeader, Role.PartySecretary, Role.SupervisingLeader, Role.SupervisionOfficer, Role.SuperiorOfficer, Role.AuditAdministrator, Role.SecurityAdministrator]),
        ("/sheets/ledger.csv", [Role.PrincipalLeader, Role.PartySecretary, Role.SupervisingLeader, Role.SupervisionOfficer, Role.SuperiorOfficer, Role.AuditAdministrator, Role.SecurityAdministrator]),
        // S10: the auditor, who is nothing else.
        ("/access-log", [Role.AuditAdministrator]),
        ("/sheets/access.csv", [Role.AuditAdministrator]),
        // S11: the three administrators, the office, those who answer for it.
        ("/status", [Role.SystemAdministrator, Role.SecurityAdministrator, Role.AuditAdministrator, Role.Clerk, Role.PrincipalLeader, Role.PartySecretary, Role.SupervisionOfficer]),
        // R28, R29: what is reported up is read by the office and its leaders, not by sections and administrators.
        ("/incoming", [Role.Clerk, Role.DutyOfficer, Role.DutyLeader, Role.SuperiorOfficer, .. Leaders, Role.PartySecretary, Role.PartyMember, Role.SupervisionOfficer]),
        // R83: the office and who is first responsible prepare the rules, the administrator puts them in.
        ("/policy/draft", [Role.Clerk, Role.SystemAdministrator, Role.PrincipalLeader, Role.PartySecretary]),
        // R17: who attaches a capture and who signs what rests on it.
        ("/events/{id}/captures/1", [Role.Clerk, Role.LegalReviewer, Role.PrincipalLeader]),
        // R82: restricted; the competent bodies' people and who is first responsible.
        ("/events/{id}/accountability", [Role.PartySecretary, Role.PrincipalLeader, Role.SupervisionOfficer, Role.SuperiorOfficer]),
    ];

    private static readonly string[] Public = ["/", "/on-time", "/about", "/answers", "/answers.atom", "/sign-in", "/robots.txt", "/setup", "/activate", "/error"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("S02"), Clause("S03"), Clause("S09"), Clause("S10"), Clause("S11"), Clause("S16"), Clause("R17"), Clause("R38"), Clause("R55"), Clause("R82")]
    public async Task No_address_shows_anybody_more_than_the_regulation_lets_them_see()
    {
        await using var site = await SiteHost.Start();
        var others = await Neighbours.Make(site.Services);
        using var walk = await Furnish(site);
        using var disputed = await Disputed(site);
        var hidden = await OfOthers(site, others);

        // What may be seen by whom: the roles of this office that may, and nobody else; whom the event accuses sees nothing of it at all.
        (string What, string Clause, Func<Reader, bool> May)[] limits =
        [
            // A neighbour's own ledger keeps what the neighbour asked for in vain, the address with it.
            (walk.Id, "S09", r => r.InOffice && !r.Kept || r.Office == Neighbours.Sibling && r.At.Contains("ledger", StringComparison.Ordinal)),
            (Unpublished, "R38", r => r.InOffice && !r.Kept),
            (Decision, "R82", r => r.InOffice && r.Is(Role.PartySecretary, Role.PrincipalLeader, Role.SupervisionOfficer, Role.SuperiorOfficer)),
            (Issuer, "R17", r => r.InOffice && r.Is(Role.Clerk, Role.LegalReviewer, Role.PrincipalLeader)),
            (Telephone, "S03", _ => false),
            (Caller, "S03", _ => false),
            (Elsewhere, "R29", r => r.Office == Neighbours.Sibling),
            (OfTopic, "S16", r => r.InOffice && !r.Kept),
            // The owner's alone; who reads the ledger reads there that it was raised.
            (OfSearch, "S11", r => r.InOffice && (r.Roles is [Role.Clerk] || r.At.Contains("ledger", StringComparison.Ordinal))),
            (Typed, "S11", r => r.InOffice && r.Roles is [Role.Clerk]),
            // Whoever takes part in a drill finds there, marked, what waits in it; it is done inside.
            (OfDrill, "R55", r => r.InOffice && r.At == "/desk"),
        ];

        (await (await walk.By(Role.Clerk)).Read($"/events/{walk.Id}/answers")).ShouldContain(Unpublished);

        var readers = new List<Reader> { new("不登录", null, [], false, site.Visitor()), await Gone(site) };
        foreach (var role in Staff) readers.Add(new(role.ToString(), site.Store.Office, [role], role is Role.SupervisingLeader or Role.SectionOfficer or Role.SectionHead, await site.SignedIn(role)));
        // The sections' posts are held by the accused section and by another.
        foreach (var role in new[] { Role.SectionOfficer, Role.SectionHead })
        {
            readers.Add(new($"综合科{role}", site.Store.Office, [role], false, await SignedIn(site, site.Store.Office, site.Store.By(role, TestOffice.General).Person, $"general{role}")));
        }
        // People of several posts at once, as a small office has them.
        await foreach (var several in Several(site, new Random(20260302), 2)) readers.Add(several);
        foreach (var role in new[] { Role.PrincipalLeader, Role.SystemAdministrator }) readers.Add(await Neighbour(site, others, role));

        var addresses = Kinds([.. await Addresses(site, [walk.Id, disputed.Id],
            [.. readers.Where(r => r.Is(Role.Clerk, Role.PrincipalLeader, Role.AuditAdministrator, Role.SystemAdministrator) && r.Roles.Count == 1 && r.InOffice)]), .. hidden], walk.Id, disputed.Id);
        addresses.Count.ShouldBeGreaterThan(100);
        var (answers, opened, refused, wrong) = (0, 0, 0, new List<string>());
        var seen = limits.ToDictionary(l => l.What, _ => 0);
        foreach (var reader in readers)
        {
            foreach (var address in addresses)
            {
                using var answer = await reader.Browser.Open(address);
                answers++;
                ((int)answer.StatusCode).ShouldBeLessThan(500, $"{reader.Name} {address}");
                if (Status(reader, address, walk.Id, disputed.Id, hidden, answer.StatusCode) is { } why) wrong.Add($"{why}: {reader.Name} gets {(int)answer.StatusCode} at {address}");
                if (answer.StatusCode == HttpStatusCode.Forbidden) refused++;
                if (answer.StatusCode != HttpStatusCode.OK) continue;
                opened++;
                var text = Words(await answer.Content.ReadAsByteArrayAsync(Ct));
                foreach (var (what, clause, may) in limits)
                {
                    if (!text.Contains(what, StringComparison.Ordinal)) continue;
                    seen[what]++;
                    // An address that was asked for is in the answer's own links, whoever asks; only what was not in the question counts.
                    if (!may(reader with { At = address }) && !(address.Contains(what, StringComparison.Ordinal) && text.Split(what).Length <= 2)) wrong.Add($"{clause}: {reader.Name} reads “{what}” at {address}");
                }
            }
        }
        TestContext.Current.SendDiagnosticMessage($"{readers.Count} readers, {addresses.Count} addresses, {answers} answers, {opened} opened, {refused} forbidden");
        wrong.ShouldBeEmpty();
        refused.ShouldBeGreaterThan(60);
        // What nobody ever saw would prove nothing; contact details alone are to be found on no page at all.
        foreach (var (what, count) in seen.Where(s => s.Key is not (Telephone or Caller))) count.ShouldBeGreaterThan(0, what);
    }

    /// <summary>Why the answer is another than the table says; null when it is that.</summary>
    private static string? Status(Reader reader, string address, string walk, string disputed, IReadOnlyList<string> hidden, HttpStatusCode status)
    {
        var path = address.Split('?')[0];
        if (Public.Contains(path) || path.StartsWith("/at/", StringComparison.Ordinal) || path.StartsWith("/answers/", StringComparison.Ordinal)) return null;
        if (reader.Office is null) return status == HttpStatusCode.OK ? "whoever holds no post opens nothing of the console" : null;
        if (!reader.InOffice) return null;
        if (hidden.Contains(address) && path.StartsWith("/events/", StringComparison.Ordinal)) return status == HttpStatusCode.NotFound ? null : "an event of another office or of a drill is not there";
        var may = Some.FirstOrDefault(s => s.Path == path.Replace(walk, "{id}", StringComparison.Ordinal).Replace(disputed, "{id}", StringComparison.Ordinal)).May;
        if (may is not null && !reader.Is(may)) return status == HttpStatusCode.Forbidden ? null : "not for this post";
        if (reader.Kept && path.StartsWith($"/events/{walk}", StringComparison.Ordinal)) return status == HttpStatusCode.NotFound ? null : "whom an event accuses does not find it";
        return may is not null && status == HttpStatusCode.Forbidden ? "for this post too" : null;
    }

    /// <summary>Of addresses that differ only in what they are about, one; every document apart, and of the second event what only it has.</summary>
    private static List<string> Kinds(IReadOnlyList<string> addresses, string walk, string disputed)
    {
        string[] own = ["/accountability", "/category", "/keeping", "/captures", "/documents", "/history"];
        var kinds = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var address in addresses)
        {
            if (address.Contains(disputed, StringComparison.Ordinal) && !own.Any(o => address.Contains(o, StringComparison.Ordinal))) continue;
            // Every kind of thing that is searched, and every alert, is a page of its own.
            var apart = address.StartsWith("/alerts/", StringComparison.Ordinal) || address.StartsWith("/search", StringComparison.Ordinal) && address.Contains("&kind=", StringComparison.Ordinal) && address.Count(ch => ch == '&') == 1;
            var kind = apart || address.Contains("/documents/", StringComparison.Ordinal) && !address.EndsWith("/print", StringComparison.Ordinal) ? address
                : About().Replace(address.Replace(walk, "WALK", StringComparison.Ordinal).Replace(disputed, "DISPUTED", StringComparison.Ordinal), "~");
            kinds.TryAdd(kind, address);
        }
        return [.. kinds.Values];
    }

    /// <summary>An event of the office beside, one of a drill that runs, and the drill's own page.</summary>
    private static async Task<IReadOnlyList<string>> OfOthers(SiteHost site, Neighbours others)
    {
        var cases = site.Get<Cases>();
        async Task<CaseId> Open(Actor by, string title) => (await cases.Open(by, new OpenCase(title, new Huiying.Handle.Intake(IntakeChannel.Web, true), null, site.Store.Time.GetUtcNow()), Ct)).Value.Id;
        var foreign = await Open(await others.By(Neighbours.Sibling, Role.Clerk), Elsewhere);
        var drill = await DrillWalk.Begun(site.Get<Drills>(), site.Get<People>(), role => site.Store.By(role));
        await site.Get<Drills>().Go(site.Store.Office, drill.Id, Ct);
        var practised = await Open((await site.Get<People>().Actor(drill.Id, site.Store.By(Role.Clerk).Person, Ct))!, OfDrill);
        return [$"/events/{foreign}", $"/events/{foreign}/history", $"/events/{practised}", $"/drills/{drill.Id}", $"/at/{Neighbours.Sibling}/"];
    }

    /// <summary>Something secret of each kind.</summary>
    private static async Task<EventWalk> Furnish(SiteHost site)
    {
        var sheet = Encoding.UTF8.GetBytes($"工单编号,诉求内容,来电人,联系电话,来源\n7,白杨村口的路灯坏了三个月没有人修,{Caller},{Telephone},12345热线\n");
        using var file = new MemoryStream(sheet);
        (await site.Get<Import>().Run(site.Store.By(Role.Clerk), new ImportFile("热线.csv", Channel.Hotline), file, ct: Ct)).Value.Counts.Stored.ShouldBe(1);

        var walk = await new EventWalk(site).Completed();
        await walk.Do(Role.SectionOfficer, "draft", "submit", new(EventWalk.Draft) { ["title"] = Unpublished });
        await walk.Do(Role.Clerk, "recusal", "name", new() { ["accused"] = "p:leader", ["conduct"] = "登记时收受礼品", ["why"] = "反映的是个人收礼" });
        await walk.Do(Role.Clerk, "recusal", "name", new() { ["accused"] = $"s:{TestOffice.Business}", ["conduct"] = "故意刁难", ["why"] = "举报科室" });
        (await site.Get<Typing>().Keep(site.Store.By(Role.Clerk), "/papers", new Dictionary<string, string> { ["begin/overview"] = $"换线的事{Typed}" }, Ct)).Ok.ShouldBeTrue();
        await Alert(site);
        return walk;
    }

    /// <summary>An alert about a topic that is kept from the same people as the event, and one of the clerk's own saved search; both told.</summary>
    private static async Task Alert(SiteHost site)
    {
        await site.Get<Huiying.Assess.Assessment>().Run(site.Store.Office, ct: Ct);
        var clerk = site.Store.By(Role.Clerk);
        var topic = (await site.Get<Topics>().List(clerk, ct: Ct)).Value[0].Id;
        var policy = await site.Get<PolicyVersions>().Current(site.Store.Office, Ct);
        (await site.Store.Acts.Run<Done>(Actor.Clock(site.Store.Office), "alerts.raise", Subject.Of(site.Store.Office), async act =>
        {
            await Topics.Hide(act, topic, [(site.Store.By(Role.SupervisingLeader).Person, null), (null, TestOffice.Business)], Ct);
            AlertRaising.Write(act, new(RuleKind.Threshold, AlertLevel.Warning, $"topic:{topic}:Warning:1", new([new("many", "很多", RuleKind.Threshold, AlertLevel.Warning, OfTopic, "41 posts")], [.. Staff]), topic.Subject, topic));
            await AlertRaising.Raise(act, new("s1", "路灯", AlertLevel.Notice, OfSearch, "77 new", [], clerk.Person, [], "/search?q=路灯"), policy, Ct);
            return default(Done);
        }, Ct)).Refusal.ShouldBeNull();
        await site.Get<AlertTelling>().Tell(site.Store.Office, Ct);
    }

    /// <summary>A category 3 event with a certificate, and a body's decision about it.</summary>
    private static async Task<EventWalk> Disputed(SiteHost site)
    {
        var walk = await CategoryPagesTests.Disputed(site);
        await walk.Do(Role.Clerk, "category", "propose", new() { ["category"] = "Fabrication", ["on-Fabrication"] = "true", ["evidence-Fabrication"] = "所传文件的文号在收文登记中不存在", ["claim-Fabrication"] = "3" });
        await walk.Do(Role.LegalReviewer, "category", "second", new() { ["proposal"] = "1", ["agreed"] = "true", ["opinion"] = "逐项核对" });
        var post = (await site.Get<Referrals>().Pages(site.Store.By(Role.Clerk), await walk.Case(), Ct))[0];
        var keeping = $"/events/{walk.Id}/keeping";
        var capture = new Dictionary<string, string> { ["kind"] = "Notarised", ["post"] = $"{post.Post}", ["takenAt"] = MajorEventTests.Now(site), ["issuer"] = Issuer };
        (await (await walk.By(Role.Clerk)).SendFile($"{keeping}?handler=attach", capture, "file", "%PDF-1.7 公证书"u8.ToArray(), keeping)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await walk.Do(Role.PartySecretary, "accountability", "decision", new() { ["body"] = "示例区纪委监委", ["document"] = "示纪〔2026〕1号", ["decidedOn"] = "2026-03-02", ["decision"] = Decision });
        return walk;
    }

    private static async IAsyncEnumerable<Reader> Several(SiteHost site, Random random, int people)
    {
        var appointments = site.Get<Appointments>();
        var by = site.Store.By(Role.SecurityAdministrator);
        for (var i = 0; i < people; i++)
        {
            var person = (await appointments.Join(by, $"兼职{i}", Ct)).Value;
            var roles = Enumerable.Range(0, random.Next(2, 5)).Select(_ => Staff[random.Next(Staff.Length)]).Distinct();
            var held = new List<Role>();
            foreach (var role in roles)
            {
                SectionId? section = role is Role.SectionHead or Role.SectionOfficer ? TestOffice.General : null;
                if ((await appointments.Appoint(by, person, role, section, ct: Ct)).Ok) held.Add(role);
            }
            if (held.Count > 0) yield return new(string.Join('+', held), site.Store.Office, held, false, await SignedIn(site, site.Store.Office, person, $"several{i}"));
        }
    }

    /// <summary>Somebody whose last post has ended, in a browser that is still open.</summary>
    private static async Task<Reader> Gone(SiteHost site)
    {
        var by = site.Store.By(Role.SecurityAdministrator);
        var person = (await site.Get<Appointments>().Join(by, "已离任", Ct)).Value;
        (await site.Get<Appointments>().Appoint(by, person, Role.Clerk, until: site.Store.Time.GetUtcNow().AddMinutes(5), ct: Ct)).Refusal.ShouldBeNull();
        var browser = await SignedIn(site, site.Store.Office, person, "gone");
        site.Store.Time.Advance(TimeSpan.FromMinutes(6));
        return new("已离任", null, [], false, browser);
    }

    private static async Task<Reader> Neighbour(SiteHost site, Neighbours others, Role role) =>
        new($"邻县{role}", Neighbours.Sibling, [role], false, await SignedIn(site, Neighbours.Sibling, (await others.By(Neighbours.Sibling, role)).Person, $"sibling{role}"));

    private static async Task<Visitor> SignedIn(SiteHost site, OfficeId office, PersonId person, string name)
    {
        var activations = site.Get<Activations>();
        var opened = await activations.Open(office, person, name);
        opened.Refusal.ShouldBeNull(name);
        (await activations.Choose(await activations.Renew(opened.Value), SiteHost.Password, Ct)).Refusal.ShouldBeNull();
        var visitor = site.Visitor();
        (await visitor.Send("/sign-in", new() { ["name"] = name, ["password"] = SiteHost.Password })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return visitor;
    }

    /// <summary>Every address: what the program maps without a part to fill in, and whatever any reader finds a link to, however far in.</summary>
    private static async Task<IReadOnlyList<string>> Addresses(SiteHost site, string[] events, IReadOnlyList<Reader> readers)
    {
        var mapped = site.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'))
            .Where(p => !p.StartsWith("/assets", StringComparison.Ordinal)).Distinct().ToList();
        var first = mapped.Where(p => !p.Contains('{', StringComparison.Ordinal))
            .Concat(mapped.Where(p => p.StartsWith("/events/{id}", StringComparison.Ordinal) && p.Count(ch => ch == '{') == 1).SelectMany(p => events.Select(e => p.Replace("{id}", e, StringComparison.Ordinal))))
            .Concat(new[] { "ledger", "events", "duties", "answers", "reports", "trainings", "drills" }.Select(s => $"/sheets/{s}.csv"))
            .Concat(events.Select(e => $"/events/{e}/captures/1")).Concat(["/archives/2026.zip", "/search?q=路灯", "/search?q=路灯&kind=Events", "/search?q=路灯&kind=Answers", "/search?q=路灯&kind=Papers", "/search.csv?q=路灯&kind=Events", "/search?q=换线&kind=Drafts", "/search.csv?q=换线&kind=Drafts", "/search?q=研判材料 或 处方&kind=Files", "/search.csv?q=研判材料 或 处方&kind=Files", "/events?closed=true", "/topics?single=true", "/statistics?figure=opened"]);
        var found = new HashSet<string>(first, StringComparer.Ordinal);
        foreach (var reader in readers)
        {
            var visited = new Dictionary<string, int>(StringComparer.Ordinal);
            var waiting = new Queue<string>(found);
            while (waiting.TryDequeue(out var address))
            {
                // Two pages of a kind lead wherever a hundred of them do.
                var kind = About().Replace(address, "~");
                if (Leaves(address) || (visited[kind] = visited.GetValueOrDefault(kind) + 1) > 2) continue;
                using var answer = await reader.Browser.Open(address);
                if (answer.StatusCode != HttpStatusCode.OK || answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
                foreach (Match link in Link().Matches(await answer.Content.ReadAsStringAsync(Ct)))
                {
                    var to = WebUtility.HtmlDecode(link.Groups[1].Value).Split('#')[0];
                    if (!Leaves(to) && found.Add(to)) waiting.Enqueue(to);
                }
            }
        }
        return [.. found.Where(a => !Leaves(a)).Order(StringComparer.Ordinal)];
    }

    /// <summary>What signs out or changes the reader's language; PDFs and workbooks are the same words, made slowly.</summary>
    private static bool Leaves(string address) => address.StartsWith("/sign-out", StringComparison.Ordinal) || address.StartsWith("/language", StringComparison.Ordinal)
        || address.StartsWith("/assets", StringComparison.Ordinal) || address.Contains("pdf", StringComparison.OrdinalIgnoreCase) || address.Contains(".xlsx", StringComparison.Ordinal) || address.Contains('{');

    /// <summary>All text in an answer, whether a page, a table or a document in a package.</summary>
    private static string Words(byte[] body)
    {
        if (body is not [0x50, 0x4B, ..]) return WebUtility.HtmlDecode(Encoding.UTF8.GetString(body));
        var text = new StringBuilder();
        using var zip = new ZipArchive(new MemoryStream(body));
        foreach (var entry in zip.Entries)
        {
            using var inner = new MemoryStream();
            using (var stream = entry.Open()) stream.CopyTo(inner);
            text.Append(entry.FullName).Append(' ').Append(entry.Name.EndsWith(".xml", StringComparison.Ordinal) ? Tag().Replace(Encoding.UTF8.GetString(inner.ToArray()), "") : Words(inner.ToArray()));
        }
        return text.ToString();
    }

    /// <summary>Somebody who looks.</summary>
    /// <param name="Office">Where they have a post now; null for who has none.</param>
    /// <param name="Kept">Whether the event accuses them or their section, and is kept from them.</param>
    private sealed record Reader(string Name, OfficeId? Office, IReadOnlyList<Role> Roles, bool Kept, Visitor Browser)
    {
        /// <summary>The address that was asked for.</summary>
        public string At { get; init; } = "";

        public bool InOffice => Office == TestOffice.Id;

        public bool Is(params Role[] any) => Roles.Any(any.Contains);
    }

    [GeneratedRegex("(?:href|action)=\"(/[^\"]*)\"")]
    private static partial Regex Link();

    /// <summary>What an address is about: identifiers, numbers and what is asked for.</summary>
    [GeneratedRegex("[0-9a-f]{32,64}|(?<=/)[0-9]+(?=[/?.]|$)|(?<==)[^&]+")]
    private static partial Regex About();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
