using System.Globalization;
using Huiying.Review;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>The office's figures; each leads to the events it consists of (R06).</summary>
[AnyPost]
internal sealed class FiguresModel(Statistics statistics, When when) : OfficePage
{
    public IReadOnlyList<StatisticsGroup> Groups { get; private set; } = [];

    /// <summary>The figure followed down to its events, if one was chosen.</summary>
    public StatisticsFigure? Chosen { get; private set; }

    /// <summary>First day counted, in the office's zone.</summary>
    public DateOnly From { get; private set; }

    /// <summary>Last day counted.</summary>
    public DateOnly Until { get; private set; }

    public string Address(string? figure = null) =>
        string.Create(CultureInfo.InvariantCulture, $"/statistics?from={From:yyyy-MM-dd}&until={Until:yyyy-MM-dd}{(figure is null ? "" : "&figure=" + figure + "#events")}");

    public async Task<IActionResult> OnGetAsync(string? from, string? until, string? figure, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(when.Now, when.Zone).DateTime);
        Until = Day(until) ?? today;
        From = Day(from) ?? new DateOnly(today.Year, 1, 1);
        if (From > Until) (From, Until) = (Until, From);
        var counted = await statistics.Of(Actor, Start(From), Start(Until.AddDays(1)), ct);
        if (counted.Refusal is { } refusal) return await Refuse(refusal, () => Task.FromResult<IActionResult>(Page()));
        Groups = counted.Value;
        Chosen = Groups.SelectMany(g => g.Figures).FirstOrDefault(f => f.Key == figure);
        return Page();
    }

    private DateTimeOffset Start(DateOnly day) => when.Read($"{day:yyyy-MM-dd}T00:00")!.Value;

    private static DateOnly? Day(string? typed) =>
        DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1990 and < 2200 ? day : null;
}
