using System.Globalization;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Html;

namespace Huiying.Web.Texts;

/// <summary>Instants as the reader's page shows them: in the office's zone, with the exact instant in the <c>time</c> element.</summary>
internal sealed class When(Text text, TimeProvider clock, HereOffice office)
{
    /// <summary>The office's zone.</summary>
    public TimeZoneInfo Zone { get; } = office.Zone;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>2026年3月2日 09:00.</summary>
    public IHtmlContent Full(DateTimeOffset? at) => Element(at, t => text.IsEnglish ? t.ToString("d MMM yyyy HH:mm", Invariant) : t.ToString("yyyy年M月d日 HH:mm", Invariant));

    /// <summary>As <see cref="Full"/>, for the middle of a sentence.</summary>
    public string Plain(DateTimeOffset at) => Local(at).ToString(text.IsEnglish ? "d MMM yyyy HH:mm" : "yyyy年M月d日 HH:mm", Invariant);

    /// <summary>2026年3月2日, for the middle of a sentence.</summary>
    public string PlainDay(DateOnly day) => day.ToString(text.IsEnglish ? "d MMM yyyy" : "yyyy年M月d日", Invariant);

    /// <summary>3月2日 09:00; the year when it is not this one.</summary>
    public IHtmlContent Short(DateTimeOffset? at) => Element(at, t =>
        t.Year == Local(Now).Year ? text.IsEnglish ? t.ToString("d MMM HH:mm", Invariant) : t.ToString("M月d日 HH:mm", Invariant)
        : text.IsEnglish ? t.ToString("d MMM yyyy HH:mm", Invariant) : t.ToString("yyyy年M月d日 HH:mm", Invariant));

    /// <summary>2026年3月2日.</summary>
    public IHtmlContent Day(DateTimeOffset? at) => Element(at, t => text.IsEnglish ? t.ToString("d MMM yyyy", Invariant) : t.ToString("yyyy年M月d日", Invariant));

    /// <summary>Whether a clock that is not yet late is near its end.</summary>
    public bool Near(DateTimeOffset from, DateTimeOffset due, LightPolicy lights) => Now >= Lights.YellowFrom(from, due, lights);

    /// <summary>The value of a <c>datetime-local</c> field.</summary>
    public string Typed(DateTimeOffset at) => Local(at).ToString("yyyy-MM-dd'T'HH:mm", Invariant);

    /// <summary>The instant a <c>datetime-local</c> field names in the office's zone; null when it names none.</summary>
    public DateTimeOffset? Read(string? typed) =>
        DateTime.TryParseExact(typed, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], Invariant, DateTimeStyles.None, out var local)
            ? new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime()
            : null;

    /// <summary>As <see cref="Read"/>, for something that happened: the present minute means now, for what it follows may lie in the same minute.</summary>
    public DateTimeOffset? Happened(string? typed) => Read(typed) is { } at ? at <= Now && Now < at.AddMinutes(1) ? Now : at : null;

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    private DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    private HtmlString Element(DateTimeOffset? at, Func<DateTimeOffset, string> show) => at is { } t
        ? new HtmlString($"<time datetime=\"{t.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\">{show(Local(t))}</time>")
        : new HtmlString("—");
}
