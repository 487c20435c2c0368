using System.Net;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Tests.House;
using Huiying.Tests.Web;
using Huiying.Tests.Web.Pages.Events;
using Huiying.Web.Pages;

namespace Huiying.Tests.Respond;

/// <summary>What an office may do about what people write, and that there is nothing else.</summary>
public sealed class LawfulActionsTests
{
    /// <summary>The closed list of R36 and what the office does on the way to each, by the names of the entries. A new entry must find its place here.</summary>
    private static readonly Dictionary<string, string[]> Lawful = new()
    {
        ["verify"] = ["opened", "opened-beside", "claim-raised", "verified", "submitted", "received", "assessment-recorded", "assessment-confirmed", "grade-set", "grade-confirmed", "category-set", "category-proposed", "category-reviewed", "harm-named",
            "capture-attached", "topic-merged", "case-merged", "claim-merged", "merged-into", "observed", "tracker-named", "tracker-left", "tracker-gone", "calm-set", "rebounded"],
        ["publish, answer"] = ["submitted", "signed", "returned", "outside-approved", "published", "sheet-printed", "signed-on-paper", "signed-orally", "oral-confirmed", "outside-requested",
            "outside-decided", "answered", "answer-cited", "answer-mended", "effect-recorded", "flagged-at-once", "withdrawn", "facts-told", "suggestion-decided"],
        ["solve"] = ["assigned", "assignment-signed", "assignment-returned", "measure-set", "measure-done", "completed", "demand-settled", "plan-activated", "group-formed", "group-ended",
            "publicity-only", "assignment-taken-back", "emergency-marked", "emergency-called", "emergency-reviewed", "duty-urged", "supervised", "supervision-answered", "instructed", "instruction-answered", "help-given", "handling-reviewed",
            "tracking-proposed", "proposal-answered"],
        ["press conference, interview"] = ["conference-held", "interviewed"],
        ["report, refer"] = ["reported-outside", "report-issued", "report-sent", "copy-sent", "not-reported", "stop-attempted", "summary-filed", "summary-received", "superior-replied", "superior-answered",
            "referral-drafted", "referral-signed", "referral-sent", "referral-urged", "referral-answered", "referral-withdrawn", "matter-passed-on", "passing-received", "passing-told"],
        ["keep time and record"] = ["duty-opened", "duty-discharged", "duty-noticed", "duty-carried", "duty-extended", "duty-rederived", "person-named", "naming-lifted", "successor-named", "superior-asked", "superior-ruled", "sign-noted", "line-prepared", "late-explained", "closed", "reopened", "fault-found", "secret-registered", "hold-set", "hold-lifted", "file-purged"],
    };

    private static readonly string[] Forbidden = ["删帖", "删除帖", "屏蔽", "封号", "点赞", "跟评", "水军", "马甲", "控评", "引导员"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("R36")]
    public void Everything_an_event_or_an_answer_can_record_is_on_the_closed_list_and_any_other_verb_cannot_even_be_read()
    {
        var verbs = new[] { typeof(CaseEntry), typeof(ReleaseEntry) }.SelectMany(t => t.GetCustomAttributes<JsonDerivedTypeAttribute>()).Select(a => (string)a.TypeDiscriminator!).ToHashSet();
        verbs.Count.ShouldBeGreaterThan(50);
        verbs.Except(Lawful.Values.SelectMany(v => v)).ShouldBeEmpty("an act that is not on the list of R36");
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize("{\"is\":\"deletion-asked\",\"reason\":\"负面\"}", HandleJson.Default.CaseEntry));
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize("{\"is\":\"liked\",\"hash\":\"00\"}", RespondJson.Default.ReleaseEntry));
    }

    [Fact, Clause("R36"), Clause("S04")]
    public async Task A_verb_the_pages_do_not_know_is_refused_and_changes_nothing()
    {
        await using var site = await SiteHost.Start();
        using var walk = await new EventWalk(site).Submitted();
        var before = await walk.Case();
        foreach (var (page, verb) in new[] { ("answers/" + (await walk.Release()).Id, "like"), ("claims", "delete"), ("tracking", "repost"), ("", "hide") })
        {
            var answer = await walk.Try(Role.Clerk, page, verb, new() { ["seen"] = "1", ["hash"] = "x" });
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, verb);
        }
        Cases.Bytes(await walk.Case()).ShouldBe(Cases.Bytes(before));
    }

    [Fact, Clause("S04")]
    public async Task The_program_only_ever_reads_other_sites_and_knows_no_word_for_anything_else()
    {
        // A page asks for nothing of the kind, and neither does a policy.
        foreach (var word in Forbidden)
        {
            ActNames.Acts.Values.Concat(ActNames.Kinds.Values).ShouldNotContain(v => v.Contains(word, StringComparison.Ordinal), word);
        }
        foreach (var kind in new[] { "comment", "like", "disguise" })
        {
            Policy.Parse($"outlets:\n  - {{ id: w, name: 别处, kind: {kind}, publishers: [clerk] }}\n").Policy.ShouldBeNull(kind);
        }
        // One approved text, and only where the office itself publishes: the actual refusals.
        await using var host = await SiteHost.Start();
        using var walk = await new EventWalk(host).Approved();
        var release = await walk.Release();
        var releases = host.Get<Releases>();
        (await releases.Publish(host.Store.By(Role.Spokesperson), release.Id, release.Current.Hash, "somebody-elses-forum", null, null, Ct)).Refusal!.Clause.ShouldBe("R66");
        (await releases.Publish(host.Store.By(Role.Clerk), release.Id, "0".PadLeft(64, '0'), release.Current.Text.Outlet, null, null, Ct)).Refusal!.Code.ShouldBe("release.changed");
        // Everything it sends to others is a request to read.
        foreach (var file in Source.Files("src", ".cs"))
        {
            var text = Source.Read(file);
            foreach (var verb in new[] { "HttpMethod.Post", "HttpMethod.Put", "HttpMethod.Delete", "HttpMethod.Patch", ".PostAsync(", ".PutAsync(", ".DeleteAsync(", ".PatchAsync(", "PostAsJsonAsync(" })
            {
                text.Contains(verb, StringComparison.Ordinal).ShouldBeFalse($"{file}: {verb}");
            }
        }
    }
}
