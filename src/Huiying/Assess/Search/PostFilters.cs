using System.Globalization;
using System.Text;
using Huiying.Collect;

namespace Huiying.Assess.Search;

/// <summary>
/// Day, source and kind of a post as tokens of the same index as its text: so a filter is one more list to walk along, and no post is looked at that
/// it leaves out. A private-use character keeps them apart from what a text can hold.
/// </summary>
internal static class PostFilters
{
    private const char Mark = '\ue000';

    /// <summary>Earlier and later moments are wrong clocks; they are found in the first and the last year.</summary>
    private const int FirstYear = 1970;
    private const int LastYear = 2100;

    /// <summary>What the index keeps of a post beside its words; separated by spaces, one after the last.</summary>
    public static string Tokens(Post post, TimeZoneInfo zone)
    {
        var day = Day(post.At, zone);
        var text = new StringBuilder(96);
        text.Append(Year(day)).Append(' ').Append(Month(day)).Append(' ').Append(Date(day)).Append(' ').Append(Kind(post.Kind)).Append(' ');
        if (post.Source is { } source) text.Append(Source(source)).Append(' ');
        return text.ToString();
    }

    /// <summary>The filters of a search, each as the tokens of which a post has one.</summary>
    /// <param name="days">Whether days are among them; they need not be where nearly every post in question is of one of them.</param>
    public static IReadOnlyList<IReadOnlyList<string>> Of(PostQuery query, bool days)
    {
        var filters = new List<IReadOnlyList<string>>();
        if (days && (query.From is not null || query.Until is not null)) filters.Add(Days(query.From ?? DateOnly.MinValue, query.Until ?? DateOnly.MaxValue));
        if (query.Source is { } source) filters.Add([Source(source)]);
        if (query.Kind is { } kind) filters.Add([Kind(kind)]);
        return filters;
    }

    /// <summary>Whether a post passes the same filters, judged without the index.</summary>
    public static bool Pass(PostQuery query, PostBoard.View board, PostId post) =>
        (query.Source is not { } source || board.Source(post) == source) && (query.Kind is not { } kind || board.Kind(post) == kind)
        && (query.From is null && query.Until is null || board.Day(post) is var day && day >= Clamped(query.From ?? DateOnly.MinValue) && day <= Clamped(query.Until ?? DateOnly.MaxValue));

    /// <summary>The day of a moment as filters see it.</summary>
    public static DateOnly Day(DateTimeOffset at, TimeZoneInfo zone) => Clamped(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime));

    /// <summary>A day as filters see it.</summary>
    public static DateOnly Clamped(DateOnly day) => day.Year < FirstYear ? new(FirstYear, 1, 1) : day.Year > LastYear ? new(LastYear, 12, 31) : day;

    /// <summary>Whole years, whole months and single days that make up the span: never more than 131 + 22 + 60.</summary>
    private static List<string> Days(DateOnly from, DateOnly until)
    {
        var (day, last) = (Clamped(from), Clamped(until));
        var tokens = new List<string>();
        while (day <= last)
        {
            var (month, year) = (new DateOnly(day.Year, day.Month, 1).AddMonths(1).AddDays(-1), new DateOnly(day.Year, 12, 31));
            if (day is { Month: 1, Day: 1 } && year <= last)
            {
                tokens.Add(Year(day));
                day = year.AddDays(1);
            }
            else if (day.Day == 1 && month <= last)
            {
                tokens.Add(Month(day));
                day = month.AddDays(1);
            }
            else
            {
                tokens.Add(Date(day));
                day = day.AddDays(1);
            }
        }
        return tokens;
    }

    private static string Year(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{Mark}y{day:yyyy}");

    private static string Month(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{Mark}m{day:yyyyMM}");

    private static string Date(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{Mark}d{day:yyyyMMdd}");

    private static string Kind(PostKind kind) => $"{Mark}k{kind}".ToLowerInvariant();

    /// <summary>Letters and digits only: the tokenizer of FTS5 parts tokens at other signs.</summary>
    private static string Source(SourceId source) => $"{Mark}s{string.Concat(source.Value.Where(char.IsAsciiLetterOrDigit))}".ToLowerInvariant();
}
