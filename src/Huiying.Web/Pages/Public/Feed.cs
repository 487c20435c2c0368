using System.Text;
using System.Xml;
using Huiying.Respond;
using Huiying.Web.Access;

namespace Huiying.Web.Pages.Public;

/// <summary>The published answers as an Atom feed (RFC 4287).</summary>
internal static class Feed
{
    private const string Atom = "http://www.w3.org/2005/Atom";
    private const int Entries = 50;

    public static void MapFeed(this IEndpointRouteBuilder app) => app.MapGet("/answers.atom", async (
        HttpContext http, PublicAnswers answers, FirstOffice first, TimeProvider time, CancellationToken ct) =>
    {
        var office = first.Required;
        var site = new Uri($"{http.Request.Scheme}://{http.Request.Host}/");
        var found = await answers.List(office.Id, 0, Entries, ct);
        http.Response.Headers.CacheControl = "public, max-age=300";
        return Results.Bytes(Write(office.Name, site, found, time.GetUtcNow()), "application/atom+xml; charset=utf-8");
    }).WithMetadata(new AllowPublicAttribute());

    private static byte[] Write(string office, Uri site, IReadOnlyList<PublicAnswer> answers, DateTimeOffset now)
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
                w.WriteElementString("title", Atom, answer.Title);
                w.WriteElementString("id", Atom, address.AbsoluteUri);
                w.WriteElementString("published", Atom, Time(answer.PublishedAt));
                w.WriteElementString("updated", Atom, Time(answer.PublishedAt));
                Link(w, "alternate", address);
                w.WriteElementString("summary", Atom, answer.Question);
                w.WriteElementString("content", Atom, string.Join("\n\n", answer.Paragraphs));
                w.WriteEndElement();
            }
            w.WriteEndElement();
        }
        return buffer.ToArray();
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
