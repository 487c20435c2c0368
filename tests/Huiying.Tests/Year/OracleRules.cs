using Huiying.Ground;

namespace Huiying.Tests.Year;

/// <summary>
/// The values the regulation leaves open and the clocks it sets, by rule id, written from its defaults' table and not from the policy file: an hour wrong in
/// either shows.
/// </summary>
internal static class OracleRules
{
    private static readonly OracleCalendar Days = OracleCalendar.OfTheRepository;

    /// <summary>Ids that carry a clock.</summary>
    public static readonly string[] All =
    [
        "R17", "R08:sign", "R08:return", "R22:confirm", "R24", "R28:phone", "R28:written", "R31", "R32", "R34:information", "R34:conference", "R34:response", "R34:confirm",
        "R39", "R39:daily", "R39:change", "R41", "R42", "R46", "R46:observation", "R50", "R67", "R68", "R69", "R72", "R78", "S13:review",
    ];

    /// <summary>When it is due; null when the rule has no value for what was asked, which is then to be refused.</summary>
    /// <param name="rule">The id.</param>
    /// <param name="grade">Null: none is set.</param>
    /// <param name="from">Where the clock starts.</param>
    /// <param name="complex">Marked complex (R78).</param>
    /// <param name="emergency">Touches a sudden event (R34).</param>
    /// <param name="since">When the grade was set (R39).</param>
    public static DateTimeOffset? Due(string rule, Grade? grade, DateTimeOffset from, bool complex = false, bool emergency = false, DateTimeOffset? since = null) => rule switch
    {
        "R17" => from.AddMinutes(30),
        "R08:sign" or "R67" => Days.WorkingHours(from, 2),
        "R08:return" => Days.WorkingHours(from, 4),
        // The table of defaults names no time for these three: the office's own, as its policy says them.
        "R08:supervision" => Days.WorkingDayEnd(from, 1),
        "R08:told" => OracleCalendar.DayEnd(from, 0),
        "R47" => grade switch { Grade.Major => from.AddHours(2), Grade.Extraordinary => from.AddHours(1), _ => Days.WorkingHours(from, 4) },
        "R22:confirm" or "R46:observation" or "S13:review" => from.AddHours(24),
        "R24" => grade is Grade.Ordinary or null ? from.AddHours(3) : null,
        "R28:phone" => Up(grade, from, major: 30, extraordinary: 15),
        "R28:written" => Up(grade, from, major: 60, extraordinary: 40),
        "R31" or "R32" => from.AddMinutes(30),
        "R34:information" => emergency ? from.AddHours(5) : null,
        "R34:conference" => emergency ? from.AddHours(24) : null,
        "R34:response" => from.AddHours(48),
        "R34:confirm" => Days.WorkingDayEnd(from, 1),
        "R39" => grade switch
        {
            Grade.Major => OracleCalendar.DayEnd(from, 0),
            Grade.Extraordinary => from - (since ?? from) < TimeSpan.FromHours(24) ? from.AddHours(4) : OracleCalendar.DayEnd(from, 0),
            _ => null,
        },
        "R39:daily" => grade is Grade.Major or Grade.Extraordinary ? OracleCalendar.DayEnd(from, 0) : null,
        "R39:change" => from.AddHours(4),
        "R41" => grade is Grade.Major or Grade.Extraordinary ? from.AddMinutes(30) : Days.WorkingHours(from, 4),
        "R42" or "R68" or "R69" => OracleCalendar.DayEnd(from, 0),
        "R46" => OracleCalendar.DayEnd(from, 7),
        "R50" => Days.WorkingDayEnd(from, 5),
        "R72" => Days.WorkingDayEnd(from, 15),
        "R78" => Days.WorkingDayEnd(from, complex ? 15 : 7),
        _ => null,
    };

    private static DateTimeOffset? Up(Grade? grade, DateTimeOffset from, int major, int extraordinary) => grade switch
    {
        Grade.Major => from.AddMinutes(major),
        Grade.Extraordinary => from.AddMinutes(extraordinary),
        _ => null,
    };
}
