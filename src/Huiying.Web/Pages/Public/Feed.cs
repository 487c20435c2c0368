using System.Text;
using System.Xml;
using Huiying.Respond;
using Huiying.Web.Access;
using Huiying.Web.Texts;

namespace Huiying.Web.Pages.Public;

/// <summary>The published answers as an Atom feed (RFC 4287).</summary>
internal static class Feed
{
    private const string Atom = "http://www.w3.org/2005/Atom";
    private const int Entries = 50;

    public static void MapFeed(this IEndpointRouteBuilder app) => app.MapGet("/answers.atom", async (
        HttpContext http, PublicAnswers answers, HereOffice first, Text text, TimeProvider time, CancellationToken ct) =>
    {
        var office = first.Required;
        var site = new Uri($"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}/");
        var found = await answers.List(office.Id, 0, Entries, ct);
        http.Response.Headers.CacheControl = "public, max-age=300";
        return Results.Bytes(Write(office.Name, site, found, text, time.GetUtcNow()), "application/atom+xml; charset=utf-8");
    }).WithMetadata(new AllowPublicAttribute());

    private static byte[] Write(string office, Uri site, IReadOnlyList<PublicAnswer> answers, Text t, DateTimeOffset now)
    {
        using var buffer = new MemoryStream();
        using (var w = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            w.WriteStartElement("feed", Atom);
            w.WriteElementString("title", Atom, office);
            w.WriteElementString("id", Atom, site.AbsoluteUri);
            w.WriteElementString("updated", Atom, Time(answers.Count > 0 ? answers[0].PublishedAt : now));
            Link(w, "self", new Uri(site, "answers.atom"));
            Link(w, "alternate", site);
            w.WriteStartElement("author", Atom);
            w.WriteElementString("name", Atom, office);
            w.WriteEndElement();
            foreach (var answer in answers)
            {
                var address = new Uri(site, $"answers/{answer.Release}");
                w.WriteStartElement("entry", Atom);
                w.WriteElementString("title", Atom, Plain(Mark(answer, t) + answer.Title));
                w.WriteElementString("id", Atom, address.AbsoluteUri);
                w.WriteElementString("published", Atom, Time(answer.PublishedAt));
                // What was corrected or withdrawn is told anew to whoever has read it (RFC 4287, 4.2.15); its text stays (R42).
                w.WriteElementString("updated", Atom, Time(answer.MendedBy?.PublishedAt ?? answer.PublishedAt));
                Link(w, "alternate", address);
                if ((answer.MendedBy ?? answer.Mends) is { } other) Link(w, "related", new Uri(site, $"answers/{other.Release}"));
                w.WriteElementString("summary", Atom, Plain(answer.Question));
                w.WriteElementString("content", Atom, Plain(string.Join("\n\n", (IEnumerable<string>)[.. Notice(answer, site, t), .. answer.Paragraphs])));
                w.WriteEndElement();
            }
            w.WriteEndElement();
        }
        return buffer.ToArray();
    }

    /// <summary>Without the few characters XML has no way to write (XML 1.0, section 2.2): one of them would take the whole feed away.</summary>
    private static string Plain(string text) => text.AsSpan().ContainsAnyExceptInRange(' ', '\uD7FF')
        ? string.Concat(text.EnumerateRunes().Where(r => r.Value > 0xFFFF || XmlConvert.IsXmlChar((char)r.Value)))
        : text;

    private static string Mark(PublicAnswer answer, Text t) => answer.MendedBy is not { } by ? "" : t[by.Withdraws ? "【已撤回】" : "【已更正】"];

    private static IEnumerable<string> Notice(PublicAnswer answer, Uri site, Text t)
    {
        if (answer.MendedBy is { Withdraws: true } withdrawal) yield return t["这份答复已撤回，理由：{0}", string.Join(' ', withdrawal.Paragraphs)];
        if (answer.MendedBy is { Withdraws: false } correction) yield return t["这份答复已更正，请看：{0}", $"{correction.Title} {new Uri(site, $"answers/{correction.Release}")}"];
        if (answer.MendedBy is { Change: { } what }) yield return $"{t["更正内容"]}{t["："]}{what}";
        if (answer.MendedBy is not null) yield return t["下面是原来的文字，保留备查。"];
        if (answer.Mends is { } old) yield return $"{t[answer.Withdraws ? "撤回了" : "更正了"]}{t["："]}{old.Title} {new Uri(site, $"answers/{old.Release}")}";
        if (answer.Change is { } change) yield return $"{t["更正内容"]}{t["："]}{change}";
    }

    private static void Link(XmlWriter w, string rel, Uri address)
    {
        w.WriteStartElement("link", Atom);
        w.WriteAttributeString("rel", rel);
        w.WriteAttributeString("href", address.AbsoluteUri);
        w.WriteEndElement();
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
