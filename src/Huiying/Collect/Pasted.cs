using Huiying.Collect.Fetching;
using Huiying.Collect.Masking;
using Huiying.Collect.Reading;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Collect;

/// <summary>A page was taken in by its address.</summary>
public sealed record PastedEntry(string Host, string TextHash);

/// <summary>Takes one page an officer pasted the address of (R16): fetched, read, masked and stored like a patrol's, without becoming a source.</summary>
public sealed class Pasted(Acts acts, IDbContextFactory<Store> stores, Intake intake, Fetchers fetchers, TimeProvider time)
{
    /// <summary>
    /// Takes the page. Refused: neither clerk nor on duty; an address that may not be a source; the site does not let itself be read; no text on the page;
    /// the page is stored already.
    /// </summary>
    public async Task<Outcome<PostId>> Take(Actor actor, string typed, CancellationToken ct = default)
    {
        var read = await Read(actor, typed, ct);
        return await acts.Run<PostId>(actor, "entries.paste", Subject.Of(actor.Office), async act =>
        {
            if (read.Refusal is { } no) return no;
            var judged = Intake.Judge(read.Value, new IntakeRules(t => Mask.Apply(t).Text, _ => null));
            if (judged.Outcome == IntakeOutcome.Unreadable) return Nothing;
            var taken = (await intake.Store(act.Store, [judged], act.Now, ct))[0];
            if (taken.Outcome == IntakeOutcome.Duplicate) return new Refusal("entry.known", "R16", $"这个网页已经采集，编号{taken.Post}。", $"The page is stored already as post {taken.Post}.");
            act.Write(new Subject("post", taken.Post!.Value.ToString()), new PastedEntry(read.Value.Url!.IdnHost, Convert.ToHexStringLower(judged.TextHash!)), CollectJson.Default.PastedEntry);
            return taken.Post.Value;
        }, ct);
    }

    private static Refusal Nothing => new("source.nothing-found", "R16", "页面上没有读出正文。请在“登记”里手工填写标题和内容，并附网址。", "No text was read from the page. Enter it by hand with its address.");

    private async Task<Outcome<Arrival>> Read(Actor actor, string typed, CancellationToken ct)
    {
        if (Permit.Enter(actor, "R16") is { } no) return no;
        if (actor.Office.IsDrill) return DrillOffices.NotHere("按网址收取网页（帖子按脚本来）", "take pages by address: its posts come by the script");
        await using var store = stores.Open(actor.Office);
        var address = SourceAddress.Check(SourceDiscovery.Completed(typed), await Sources.Listed(store, ct));
        if (address.Refusal is { } refusal) return refusal;
        if (await fetchers.For(actor.Office, ct) is not { } fetcher) return SourceDiscovery.NoAgent;
        var answer = await fetcher.Fetch(new FetchRequest(address.Value.AbsoluteUri), ct);
        if (answer is not FetchResult.Fetched page) return SourceDiscovery.Unread(answer);
        if (SourceAddress.Check(page.Url, await Sources.Listed(store, ct)).Refusal is { } elsewhere) return elsewhere;
        var article = PageReader.Read(SourceItems.Html(page), new Uri(page.Url), page.At);
        if (article.Text.Length == 0) return Nothing;
        var item = SourceItems.Itself(page);
        return new Arrival
        {
            Kind = PostKind.Article,
            Channel = Channel.Web,
            Public = true,
            Url = item.Link,
            Identity = item.Identity,
            Title = article.Title,
            Text = article.Text,
            Published = SourceReader.Sane(article.Published, time.GetUtcNow()),
            RawHash = Convert.FromHexString(page.Sha256),
            Headers = SourceReader.HeadersOf(page),
            TakenBecause = "人工登记：粘贴网址",
        };
    }
}
