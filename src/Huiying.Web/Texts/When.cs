using System.Globalization;
using Huiying.Ground.Calendars;
using Microsoft.AspNetCore.Html;

namespace Huiying.Web.Texts;

/// <summary>Instants as the reader's page shows them: in the office's zone, with the exact instant in the <c>time</c> element.</summary>
internal sealed class When(Text text, TimeProvider clock)
{
    /// <summary>The office's zone.</summary>
    public TimeZoneInfo Zone { get; } = OfficeZone.Find("Asia/Shanghai")!;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>2026年3月2日 09:00.</summary>
    public IHtmlContent Full(DateTimeOffset? at) => Element(at, t => text.IsEnglish ? t.ToString("d MMM yyyy HH:mm", Plain) : t.ToString("yyyy年M月d日 HH:mm", Plain));

    /// <summary>3月2日 09:00; the year when it is not this one.</summary>
    public IHtmlContent Short(DateTimeOffset? at) => Element(at, t =>
        t.Year == Local(Now).Year ? text.IsEnglish ? t.ToString("d MMM HH:mm", Plain) : t.ToString("M月d日 HH:mm", Plain)
        : text.IsEnglish ? t.ToString("d MMM yyyy HH:mm", Plain) : t.ToString("yyyy年M月d日 HH:mm", Plain));

    /// <summary>2026年3月2日.</summary>
    public IHtmlContent Day(DateTimeOffset? at) => Element(at, t => text.IsEnglish ? t.ToString("d MMM yyyy", Plain) : t.ToString("yyyy年M月d日", Plain));

    /// <summary>The value of a <c>datetime-local</c> field.</summary>
    public string Typed(DateTimeOffset at) => Local(at).ToString("yyyy-MM-dd'T'HH:mm", Plain);

    /// <summary>The instant a <c>datetime-local</c> field names in the office's zone; null when it names none.</summary>
    public DateTimeOffset? Read(string? typed) =>
        DateTime.TryParseExact(typed, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], Plain, DateTimeStyles.None, out var local)
            ? new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime()
            : null;

    private static CultureInfo Plain => CultureInfo.InvariantCulture;

    private DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    private HtmlString Element(DateTimeOffset? at, Func<DateTimeOffset, string> show) => at is { } t
        ? new HtmlString($"<time datetime=\"{t.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\">{show(Local(t))}</time>")
        : new HtmlString("—");
}
