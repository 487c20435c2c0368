using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Huiying.Tests.Web.Pages;

/// <summary>The payloads of the shared suites, and what a page, a feed or a document may do with them: show them as text and nothing else.</summary>
internal static class Payloads
{
    private static readonly string[] Foreign =
    [
        "iframe", "frame", "frameset", "object", "embed", "applet", "base", "math", "foreignobject", "animate", "animatetransform", "set", "portal", "marquee", "video", "audio", "style",
        "noscript", "template", "xmp", "plaintext", "listing", "keygen", "isindex", "bgsound", "layer", "ilayer", "image", "canvas",
    ];

    private static readonly string[] Addresses = ["href", "src", "action", "formaction", "xlink:href", "srcset", "poster", "data", "background", "ping", "manifest", "cite"];

    /// <summary>Every payload against pages.</summary>
    public static IReadOnlyList<string> Scripts() =>
        [.. File.ReadLines(Needed.Shared("suites/security/xss.jsonl")).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("payload").GetString()!)];

    /// <summary>Strings that break programs.</summary>
    public static IReadOnlyList<string> Naughty() =>
        [.. JsonDocument.Parse(File.ReadAllText(Needed.Shared("suites/security/blns.json"))).RootElement.EnumerateArray().Select(e => e.GetString()!)];

    /// <summary>Formulas.</summary>
    public static IReadOnlyList<string> Formulas() =>
        [.. File.ReadLines(Needed.Shared("suites/security/csv_injection.jsonl")).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("payload").GetString()!)];

    /// <summary>Fails when a page holds anything that is not our own; gives its text without white space.</summary>
    public static string Harmless(string html, string page)
    {
        using var document = new HtmlParser().ParseDocument(html);
        foreach (var element in document.All)
        {
            Foreign.ShouldNotContain(element.LocalName, page);
            if (element.LocalName == "script")
            {
                element.TextContent.ShouldBeEmpty(page);
                (element.GetAttribute("src") ?? "").ShouldStartWith("/", Case.Sensitive, page);
            }
            if (element.LocalName == "meta") (element.GetAttribute("http-equiv") ?? "").ShouldNotBe("refresh", page);
            foreach (var attribute in element.Attributes)
            {
                attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase).ShouldBeFalse($"{page}: {attribute.Name}");
                attribute.Name.ShouldNotBe("srcdoc", page);
                if (Addresses.Contains(attribute.Name.ToLowerInvariant())) Harmless(attribute, page);
            }
        }
        return Squashed(document.Body!.TextContent);
    }

    private static void Harmless(IAttr attribute, string page)
    {
        var value = new string([.. attribute.Value.Where(c => c > ' ')]);
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || value.AsSpan(0, colon).IndexOfAny("/?#") >= 0) return;
        value[..colon].ToLowerInvariant().ShouldBeOneOf(["http", "https", "mailto", "tel"], $"{page}: {attribute.Name}");
    }

    /// <summary>Fails when the bytes are no well-formed XML or name a document type; gives the text without white space.</summary>
    public static string Xml(byte[] xml)
    {
        using var reader = XmlReader.Create(new MemoryStream(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        return Squashed(XDocument.Load(reader).Root!.Value);
    }

    /// <summary>Fails when a part of an Office file is no well-formed XML, holds a macro, a field or a formula, or leads anywhere but to a web page; gives the text.</summary>
    public static string Office(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        var text = new StringBuilder();
        foreach (var entry in zip.Entries)
        {
            entry.FullName.ShouldNotContain("vba", Case.Insensitive);
            if (!entry.FullName.EndsWith(".xml", StringComparison.Ordinal) && !entry.FullName.EndsWith(".rels", StringComparison.Ordinal)) continue;
            using var part = new MemoryStream();
            using (var stream = entry.Open()) stream.CopyTo(part);
            text.Append(Xml(part.ToArray()));
            var root = XDocument.Parse(Encoding.UTF8.GetString(part.ToArray()).TrimStart('\uFEFF')).Root!;
            foreach (var element in root.DescendantsAndSelf())
            {
                element.Name.LocalName.ShouldNotBeOneOf("f", "object", "OLEObject", "control");
                if (element.Name.LocalName == "instrText") element.Value.Trim().Split(' ')[0].ShouldBeOneOf("PAGE", "NUMPAGES");
                if (element.Name.LocalName == "Relationship" && element.Attribute("TargetMode")?.Value == "External") element.Attribute("Target")!.Value.ShouldStartWith("http");
            }
        }
        return text.ToString();
    }

    /// <summary>Without white space and invisible characters, so that what is shown can be compared with what was sent.</summary>
    public static string Squashed(string text) => new([.. text.Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c) && c is not ('\uFEFF' or '\uFFFD' or '\uFFFE' or '\uFFFF' or '\u200B' or '\u00AD'))]);
}
