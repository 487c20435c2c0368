using System.Globalization;
using Huiying.Assess.Alerting;
using Huiying.Collect;
using Huiying.Ground;

namespace Huiying.Web.Pages.Opinion;

/// <summary>The form of an alert rule, on the page that adds one and on the page that changes one.</summary>
internal abstract class AlertRuleForm : OfficePage
{
    /// <summary>The rule the form begins with; null while its kind is not chosen.</summary>
    public AlertRuleText? Draft { get; protected set; }

    public IReadOnlyList<Choice> Medias => [.. ((MediaLevel[])[MediaLevel.National, MediaLevel.Provincial, MediaLevel.City, MediaLevel.County]).Select(m => new Choice(m.ToString(), T[Names.Of(m)]))];

    public bool Rests => WasSent ? Typed("rest") == "true" : Draft?.Quiet?.RestDays == true;

    private bool WasSent => HttpMethods.IsPost(Request.Method) && Request.Form.ContainsKey("level");

    public bool Tells(Role role) => WasSent ? Request.Form["tell"].Contains(role.ToString()) : Draft?.Tell.Contains(role) == true;

    public static string Number(int value) => value > 0 ? value.ToString(CultureInfo.InvariantCulture) : "";

    /// <summary>A rule of a kind before anything is typed.</summary>
    protected static AlertRuleText Begin(RuleKind kind) => new("", kind, AlertLevel.Notice, [Role.Clerk], Hours: kind is RuleKind.Term or RuleKind.Media ? 72 : 24, Burst: 1, Media: MediaLevel.Provincial);

    /// <summary>The rule as it was typed; what is no number is 0, and the face says what is missing.</summary>
    protected static AlertRuleText Read(RuleKind kind, AlertRuleFields f) => new(
        f.Name ?? "", kind, f.Level ?? AlertLevel.Notice, f.Tell ?? [], Whole(f.AtLeast), Whole(f.Hours),
        double.TryParse(f.Times, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var times) ? times : 0, Whole(f.Burst), f.Media ?? MediaLevel.None,
        TermWords.Of(f.Terms), TermWords.Of(f.Scope), Time(f.From) is { } from && Time(f.Until) is { } until ? new QuietHours(from, until, f.Rest)
            : f.Rest ? new QuietHours(TimeOnly.MinValue, TimeOnly.MinValue, true) : null);

    /// <summary>Whether only one end of the quiet hours was given.</summary>
    protected static bool HalfQuiet(AlertRuleFields f) => Time(f.From) is null != Time(f.Until) is null;

    /// <summary>An end of the quiet hours as the field shows it; empty when only days off are quiet.</summary>
    public string Hour(Func<QuietHours, TimeOnly> end) => Draft?.Quiet is { } q && q.From != q.Until ? end(q).ToString("HH:mm", CultureInfo.InvariantCulture) : "";

    private static int Whole(string? typed) => int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;

    private static TimeOnly? Time(string? typed) => TimeOnly.TryParseExact(typed, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}

/// <summary>What the form sends.</summary>
internal sealed record AlertRuleFields
{
    public string? Name { get; init; }
    public AlertLevel? Level { get; init; }
    public Role[]? Tell { get; init; }
    public string? AtLeast { get; init; }
    public string? Hours { get; init; }
    public string? Times { get; init; }
    public string? Burst { get; init; }
    public MediaLevel? Media { get; init; }
    public string? Terms { get; init; }
    public string? Scope { get; init; }
    public string? From { get; init; }
    public string? Until { get; init; }
    public bool Rest { get; init; }
}
