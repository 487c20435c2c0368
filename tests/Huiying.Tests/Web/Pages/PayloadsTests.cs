using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Collect.Masking;
using Huiying.Ground;
using Huiying.Review;
using Huiying.Tests.Web.Pages.Events;

namespace Huiying.Tests.Web.Pages;

/// <summary>What people write, or somebody sends on purpose, is shown as text on every page and in every file.</summary>
public sealed partial class PayloadsTests
{
    private const int Group = 20;

    private const string Bait = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>{{7*7}}";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Three characters that stand in the posts of one group only.</summary>
    private static string Marker(int group) => $"{(char)(0x7000 + 3 * group)}{(char)(0x7001 + 3 * group)}{(char)(0x7002 + 3 * group)}";

    [Fact]
    public async Task Every_payload_in_a_post_is_shown_as_text_and_exported_as_text()
    {
        string[] payloads = [.. Payloads.Scripts(), .. Payloads.Naughty(), .. Payloads.Formulas()];
        await using var site = await SiteHost.Start();
        var lines = payloads.Select((p, i) => JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["id"] = $"p{i}",
            ["time"] = "2026-03-01T09:00:00",
            ["title"] = p,
            ["body"] = $"{Marker(i / Group)} {p}",
        }));
        var imported = await site.Get<Import>().Run(Actor.CommandLine(site.Store.Office), new ImportFile("posts.jsonl"), new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))), ct: Ct);
        imported.Value.Counts.Total.ShouldBe(payloads.Length);
        imported.Value.Rejected.ShouldBeEmpty();
        await using var store = site.Store.Open();
        var posts = await Posts.Unassessed(store, payloads.Length, Ct);
        while (await site.Get<Assessment>().Run(site.Store.Office, 500, Ct) > 0)
        {
        }

        using var clerk = await site.SignedIn(Role.Clerk);
        var shown = new StringBuilder();
        for (var g = 0; g * Group < payloads.Length; g++)
        {
            var html = await clerk.Read($"/search?q={Uri.EscapeDataString(Marker(g))}");
            shown.Append(Payloads.Harmless(html, $"search {g}")).Append('\n');
            // The first found leads to its topic; the long run opens all.
            foreach (var topic in TopicLink().Matches(html).Select(m => m.Value).Distinct().Take(Needed.Long ? Group : 1)) Payloads.Harmless(await clerk.Read(topic), topic);
        }
        foreach (var page in new[] { "/topics", "/topics?single=true", "/topics?unanswered=true", "/desk" }) Payloads.Harmless(await clerk.Read(page), page);
        var all = shown.ToString();
        foreach (var post in posts) all.ShouldContain(Payloads.Squashed(post.Title));
    }

    [Fact]
    public async Task Payloads_as_names_of_sources_terms_and_people_are_shown_as_text()
    {
        await using var site = await SiteHost.Start();
        using var clerk = await site.SignedIn(Role.Clerk);
        var names = Payloads.Scripts().Where((_, i) => i % 40 == 0).Append(Bait).ToList();
        foreach (var (name, i) in names.Select((n, i) => (n, i)))
        {
            (await site.Get<Sources>().Add(site.Store.By(Role.Clerk), new SourceDraft(name, SourceKind.Feed, $"https://www.example.org/{i}?q=\"><script>alert(1)</script>", TimeSpan.FromHours(1)), Ct)).Refusal.ShouldBeNull();
        }
        var shown = Payloads.Harmless(await clerk.Read("/sources"), "/sources");
        foreach (var name in names) shown.ShouldContain(Payloads.Squashed(name));
        // What is refused is shown again in its field.
        var refused = await clerk.Send("/sources/new", new() { ["address"] = $"javascript:alert(1)//{Bait}" }, page: "/sources");
        if (refused.StatusCode == HttpStatusCode.Redirect) refused = await clerk.Open(refused.Headers.Location!.ToString());
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Payloads.Harmless(await refused.Content.ReadAsStringAsync(Ct), "refused source");
        await clerk.Send("/terms?handler=add", new() { ["all"] = "路灯<svg/onload=alert(3)>" }, page: "/terms");
        Payloads.Harmless(await clerk.Read("/terms"), "/terms").ShouldContain("<svg/onload=alert(3)>");
        foreach (var path in new[] { $"/search?q={Uri.EscapeDataString(Bait)}", $"/search?q=路灯&state={Uri.EscapeDataString(Bait)}&topic={Uri.EscapeDataString(Bait)}", $"/events?q={Uri.EscapeDataString(Bait)}" })
        {
            using var answer = await clerk.Open(path);
            Payloads.Harmless(await answer.Content.ReadAsStringAsync(Ct), path);
        }
    }

    [Fact]
    public async Task Every_payload_in_an_answer_is_text_in_public_in_the_feed_and_in_the_files()
    {
        string[] all = [.. Payloads.Scripts(), .. Payloads.Naughty(), .. Payloads.Formulas()];
        var payloads = Publishable(all);
        payloads.Count.ShouldBeGreaterThan(all.Length * 3 / 4);
        await using var site = await SiteHost.Start();
        using var walk = new EventWalk(site)
        {
            Title = $"=HYPERLINK(\"http://a.example\") {Bait}",
            Written = new(EventWalk.Draft) { ["title"] = $"答复 {Bait}", ["question"] = $"路灯何时修好？{Bait}", ["text2"] = string.Join('\n', payloads) },
        };
        await walk.Published();
        var release = await walk.Release();
        using var anybody = site.Visitor();

        var answer = Payloads.Harmless(await anybody.Read($"/answers/{release.Id}"), "the answer");
        var feedAnswer = await anybody.Open("/answers.atom");
        feedAnswer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var feed = Payloads.Xml(await feedAnswer.Content.ReadAsByteArrayAsync(Ct));
        foreach (var text in payloads.Select(Payloads.Squashed).Where(t => t.Length is > 0 and < 2000 && t.IsNormalized()))
        {
            answer.ShouldContain(text);
            feed.ShouldContain(text);
        }
        Payloads.Harmless(await anybody.Read("/"), "/").ShouldContain(Payloads.Squashed(Bait));

        var clerk = await walk.By(Role.Clerk);
        foreach (var page in new[] { "", "/claims", "/assessment", "/handling", "/answers", $"/answers/{release.Id}", "/documents", "/history", "/records", "/reports", "/tracking" })
        {
            Payloads.Harmless(await clerk.Read($"/events/{walk.Id}{page}"), page);
        }
        var files = FileLink().Matches(await clerk.Read($"/events/{walk.Id}/documents") + await clerk.Read($"/events/{walk.Id}/answers/{release.Id}")).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)).Distinct().ToList();
        files.ShouldNotBeEmpty();
        foreach (var file in files)
        {
            var got = await clerk.Open(file);
            got.StatusCode.ShouldBe(HttpStatusCode.OK, file);
            got.Content.Headers.ContentDisposition.ShouldNotBeNull().DispositionType.ShouldBe("attachment", file);
            var bytes = await got.Content.ReadAsByteArrayAsync(Ct);
            if (bytes.AsSpan().StartsWith("PK"u8)) Payloads.Office(bytes);
        }
        var lead = await walk.By(Role.PrincipalLeader);
        foreach (var name in Sheets.Names)
        {
            foreach (var format in new[] { "csv", "xlsx" })
            {
                var got = await lead.Open($"/sheets/{name}.{format}");
                if (got.StatusCode == HttpStatusCode.Forbidden) continue;
                got.StatusCode.ShouldBe(HttpStatusCode.OK, name);
                var bytes = await got.Content.ReadAsByteArrayAsync(Ct);
                if (format == "xlsx") Payloads.Office(bytes);
                else Cells(Encoding.UTF8.GetString(bytes)).ShouldAllBe(c => !Formula().IsMatch(c), name);
            }
        }
    }

    /// <summary>Those in which nothing looks like a telephone or another personal detail: an answer with one is refused (S03).</summary>
    private static List<string> Publishable(IEnumerable<string> payloads)
    {
        var kept = payloads.Where(p => Mask.Apply(p).Text == p).ToList();
        while (true)
        {
            var joined = string.Join('\n', kept);
            var same = joined.AsSpan().CommonPrefixLength(Mask.Apply(joined).Text);
            if (same == joined.Length) return kept;
            var i = 0;
            for (var end = kept[0].Length; end < same; end += 1 + kept[i].Length) i++;
            kept.RemoveAt(i);
        }
    }

    [GeneratedRegex("/topics/[0-9a-z]+")]
    private static partial Regex TopicLink();

    [GeneratedRegex("href=\"(/events/[^\"]+/documents/[^\"]+)\"")]
    private static partial Regex FileLink();

    /// <summary>The cells of a comma-separated file: quoted ones may hold commas and lines (RFC 4180).</summary>
    private static List<string> Cells(string csv)
    {
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < csv.Length; i++)
        {
            if (csv[i] == '"' && quoted && i + 1 < csv.Length && csv[i + 1] == '"') cell.Append(csv[++i]);
            else if (csv[i] == '"') quoted = !quoted;
            else if (!quoted && csv[i] is ',' or '\n' && !quoted)
            {
                cells.Add(cell.ToString().TrimEnd('\r'));
                cell.Clear();
            }
            else cell.Append(csv[i]);
        }
        cells.Add(cell.ToString());
        cells.Count.ShouldBeGreaterThan(2);
        return cells;
    }

    [GeneratedRegex("^[\uFEFF\" ]*[=@＝＠]")]
    private static partial Regex Formula();
}
