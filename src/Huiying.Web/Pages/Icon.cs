using Microsoft.AspNetCore.Html;

namespace Huiying.Web.Pages;

/// <summary>The few line icons, drawn for this product. They repeat what the text beside them says, so screen readers skip them.</summary>
internal static class Icon
{
    public static IHtmlContent Of(string name) => new HtmlString(
        $"""<svg class="icon icon-{name}" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">{Path(name)}</svg>""");

    private static string Path(string name) => name switch
    {
        "done" => """<circle cx="10" cy="10" r="7.25"/><path d="m6.6 10.3 2.4 2.4 4.5-5"/>""",
        "late" => """<path d="M10 2.9 18 16.6H2z"/><path d="M10 8v4.2M10 14.2v.3"/>""",
        "soon" => """<circle cx="10" cy="10" r="7.25"/><path d="M10 5.8V10l2.9 1.9"/>""",
        "open" => """<circle cx="10" cy="10" r="7.25"/>""",
        "next" => """<path d="M3.5 10h12.2M11 5.2l4.9 4.8-4.9 4.8"/>""",
        "shield" => """<path d="M10 2.5 16.5 5v4.6c0 4-2.7 6.6-6.5 7.9-3.8-1.3-6.5-3.9-6.5-7.9V5z"/>""",
        "lock" => """<rect x="4.2" y="8.8" width="11.6" height="8" rx="1.2"/><path d="M6.8 8.6V6.4a3.2 3.2 0 0 1 6.4 0v2.2"/>""",
        "menu" => """<path d="M3 5.5h14M3 10h14M3 14.5h14"/>""",
        "paper" => """<path d="M5 2.8h7l3.4 3.4v11H5z"/><path d="M7.6 9.2h5M7.6 12.4h5"/>""",
        "off" => """<circle cx="10" cy="10" r="7.25"/><path d="m5.2 5.2 9.6 9.6"/>""",
        "mark" => """<rect x="2.2" y="2.2" width="15.6" height="15.6" rx="2.4"/><path d="M6.6 6.6h6.8v5.2H10l-2.2 2v-2H6.6z"/>""",
        _ => throw new ArgumentException("no icon " + name, nameof(name)),
    };
}
