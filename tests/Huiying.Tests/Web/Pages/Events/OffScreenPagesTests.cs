using System.Net;
using System.Text.RegularExpressions;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Respond;
using Huiying.Tests.House;
using static Huiying.Tests.Web.Pages.Events.MajorEventTests;

namespace Huiying.Tests.Web.Pages.Events;

/// <summary>Approvals on paper and by word of mouth, through the page where they are taken in (R34).</summary>
public sealed partial class OffScreenPagesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("R34")]
    public async Task An_oral_approval_is_recorded_by_another_and_its_confirmation_waits_for_whoever_gave_it()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Submitted();
        await Signed(site, walk, ApprovalSteps.PrincipalLeader);
        var release = await walk.Release();
        var page = "answers/" + release.Id;
        var word = new Dictionary<string, string>
        {
            ["oralStep"] = ApprovalSteps.PrincipalLeader,
            ["oralBy"] = "principal",
            ["oralCode"] = release.Current.Code,
            ["spokenAt"] = Now(site),
            ["means"] = "电话 0400-3",
            ["oralOpinion"] = "同意，尽快发布。",
        };
        await Refused(walk, Role.SectionOfficer, page, "oral", word, HttpStatusCode.UnprocessableEntity, "起草人不能代录");
        await Refused(walk, Role.DutyOfficer, page, "oral", new(word) { ["oralCode"] = "ABCD1234" }, HttpStatusCode.UnprocessableEntity, "尽快发布");
        await walk.Do(Role.DutyOfficer, page, "oral", word);
        (await walk.Case()).Duties.ShouldContain(d => d.Open && d.Rule.StartsWith("R34:confirm:", StringComparison.Ordinal));
        await walk.Do(Role.Spokesperson, page, "publish", new() { ["hash"] = release.Current.Hash, ["outlet"] = "website" });
        (await (await walk.By(Role.PrincipalLeader)).Read("/desk")).ShouldContain("补签口头批准");
        var confirm = new Dictionary<string, string> { ["step"] = ApprovalSteps.PrincipalLeader, ["hash"] = release.Current.Hash };
        await Refused(walk, Role.Clerk, page, "confirm", confirm, HttpStatusCode.Forbidden, "R34");
        await walk.Do(Role.PrincipalLeader, page, "confirm", confirm);
        (await walk.Case()).Duties.ShouldNotContain(d => d.Open && d.Rule.StartsWith("R34:confirm:", StringComparison.Ordinal));
        (await (await walk.By(Role.PrincipalLeader)).Read("/desk")).ShouldNotContain("补签口头批准");
    }

    [Fact, Clause("R34")]
    public async Task Two_oral_approvals_are_confirmed_by_the_sheets_each_leader_signed()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Submitted();
        await Signed(site, walk, ApprovalSteps.SupervisingLeader);
        var release = await walk.Release();
        var page = "answers/" + release.Id;
        (string Step, string Person)[] spoken = [(ApprovalSteps.SupervisingLeader, "leader"), (ApprovalSteps.PrincipalLeader, "principal")];
        foreach (var (step, person) in spoken)
        {
            await walk.Do(Role.DutyOfficer, page, "oral", new()
            {
                ["oralStep"] = step,
                ["oralBy"] = person,
                ["oralCode"] = release.Current.Code,
                ["spokenAt"] = Now(site),
                ["means"] = "电话 0400-3",
                ["oralOpinion"] = "同意。",
            });
        }
        // Both forms stand on one page: each field is its own, so that its label names it.
        var html = await (await walk.By(Role.Clerk)).Read($"/events/{walk.Id}/{page}");
        var ids = Id().Matches(html).Select(m => m.Groups[1].Value).ToList();
        ids.ShouldBe(ids.Distinct());
        foreach (var (step, _) in spoken)
        {
            (await Confirm(step, "ABCD1234", Png)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await Confirm(step, release.Current.Code, "<html>"u8.ToArray())).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await Confirm(step, release.Current.Code.ToLowerInvariant(), Png)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
            var confirmed = (await walk.Release()).Signatures.Single(s => s.Step == step);
            confirmed.ConfirmedAt.ShouldNotBeNull();
        }
        (await walk.Case()).Duties.ShouldNotContain(d => d.Open && d.Rule.StartsWith("R34:confirm:", StringComparison.Ordinal));

        async Task<HttpResponseMessage> Confirm(string step, string code, byte[] file)
        {
            var address = $"/events/{walk.Id}/{page}";
            var fields = new Dictionary<string, string> { ["step"] = step, ["hash"] = release.Current.Hash, [$"confirmCode-{step}"] = code };
            return await (await walk.By(Role.DutyOfficer)).SendFile($"{address}?handler=confirm", fields, $"sheet-{step}", file, address);
        }
    }

    [Fact, Clause("R34")]
    public async Task A_file_that_is_no_scan_is_refused_and_what_was_typed_stays()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Submitted();
        await Signed(site, walk, ApprovalSteps.PrincipalLeader);
        var release = await walk.Release();
        foreach (var file in new[] { "<html>"u8.ToArray(), [], new byte[(20 << 20) + 1] })
        {
            var answer = await Paper(walk, release, Role.DutyOfficer, file);
            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));
            html.ShouldContain("不超过 20 MB");
            html.ShouldContain("按此发布");
        }
        (await walk.Release()).Valid.ShouldNotContain(s => s.Step == ApprovalSteps.PrincipalLeader);
        // A kept scan opens only through its own release, and never for a visitor.
        (await Paper(walk, release, Role.DutyOfficer, Png)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var hash = (await walk.Release()).Valid.Single(s => s.Via == SignedVia.Paper).Evidence;
        var clerk = await walk.By(Role.Clerk);
        (await clerk.Open($"/events/{walk.Id}/answers/none/documents/{hash}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await clerk.Open($"/events/{walk.Id}/documents/{hash}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var visitor = site.Visitor();
        (await visitor.Open($"/events/{walk.Id}/answers/{release.Id}/documents/{hash}")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [GeneratedRegex(" id=\"([^\"]+)\"")]
    private static partial Regex Id();
}
