using System.Globalization;
using System.Text.RegularExpressions;
using Huiying.Collect.Reading;

namespace Huiying.Collect;

/// <summary>Times as exports write them. Without an offset they are the office's own.</summary>
internal static partial class SheetTime
{
    private static readonly string[] Forms =
    [
        "yyyy-M-d H:m:s", "yyyy-M-d H:m", "yyyy-M-d", "yyyy-M-d'T'H:m:s", "yyyy-M-d'T'H:m", "yyyy-M-d'T'H:m:s.FFFFFFF", "yyyy-M-d H:m:s.FFFFFFF",
        "yyyy/M/d H:m:s", "yyyy/M/d H:m", "yyyy/M/d", "yyyy.M.d H:m:s", "yyyy.M.d H:m", "yyyy.M.d", "yyyyMMdd", "yyyyMMddHHmmss", "yyyyMMdd HH:mm:ss",
        "yyyy年M月d日 H:m:s", "yyyy年M月d日 H:m", "yyyy年M月d日H:m", "yyyy年M月d日 H时m分s秒", "yyyy年M月d日 H时m分", "yyyy年M月d日H时m分s秒", "yyyy年M月d日H时m分", "yyyy年M月d日",
    ];

    private static readonly string[] WithOffset =
    [
        "yyyy-M-d'T'H:m:sK", "yyyy-M-d'T'H:m:s.FFFFFFFK", "yyyy-M-d'T'H:mK", "yyyy-M-d H:m:s zzz", "yyyy-M-d H:m:szzz",
    ];

    /// <summary>The instant, or null when the text is no time.</summary>
    public static DateTimeOffset? Parse(string text, TimeZoneInfo zone, DateTimeOffset now)
    {
        text = text.Trim();
        if (DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AllowInnerWhite, out var local))
        {
            return Plausible(new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime());
        }
        if (DateTimeOffset.TryParseExact(text, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.AllowInnerWhite | DateTimeStyles.AssumeUniversal, out var time))
        {
            return Plausible(time.ToUniversalTime());
        }
        // Anything else as pages print it, but only with its year: "yesterday" would be another day at the next import.
        return Year().IsMatch(text) && ChineseDate.Read(text, now, zone) is { } read ? Plausible(read.Time.ToUniversalTime()) : null;
    }

    [GeneratedRegex(@"(?:19|20)[0-9][0-9]|[一二][九〇零○]", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Year();

    /// <summary>A year a message can be of; anything else is a misread number.</summary>
    private static DateTimeOffset? Plausible(DateTimeOffset time) => time.Year is >= 1990 and < 2100 ? time : null;
}
