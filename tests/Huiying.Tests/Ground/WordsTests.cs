using Huiying.Ground;
using Huiying.Ground.Calendars;

namespace Huiying.Tests.Ground;

public sealed class WordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 5, 7, 4, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo China = OfficeZone.Find("Asia/Shanghai")!;

    [Fact]
    public void Times_are_shown_in_the_offices_zone_without_padding()
    {
        Words.Time(Now, China).ShouldBe("2026年3月5日 15:04");
        Words.TimeEn(Now, China).ShouldBe("5 March 2026, 15:04");
        Words.Day(Now.AddHours(9), China).ShouldBe(new DateOnly(2026, 3, 6));
        Words.Date(new(2026, 12, 31)).ShouldBe("2026年12月31日");
    }

    [Theory]
    [InlineData(0, "不足1分钟", "under 1 min")]
    [InlineData(59, "不足1分钟", "under 1 min")]
    [InlineData(60, "1分钟", "1 min")]
    [InlineData(3_599, "59分钟", "59 min")]
    [InlineData(3_600, "1小时", "1 h")]
    [InlineData(12_000, "3小时20分", "3 h 20 min")]
    [InlineData(86_400, "1天", "1 d")]
    [InlineData(86_399, "23小时59分", "23 h 59 min")]
    [InlineData(2 * 86_400 + 4 * 3_600 + 1_800, "2天4小时", "2 d 4 h")]
    public void A_duration_shows_its_two_largest_units_cut(int seconds, string zh, string en)
    {
        Words.Duration(TimeSpan.FromSeconds(seconds)).ShouldBe(zh);
        Words.DurationEn(TimeSpan.FromSeconds(-seconds)).ShouldBe(en);
    }

    [Fact]
    public void A_duty_is_overdue_only_after_its_moment()
    {
        Words.Left(Now.AddMinutes(200), Now).ShouldBe("还剩3小时20分");
        Words.Left(Now, Now).ShouldBe("还剩不足1分钟");
        Words.Left(Now.AddSeconds(-1), Now).ShouldBe("已超期不足1分钟");
        Words.LeftEn(Now.AddHours(-5), Now).ShouldBe("5 h overdue");
    }

    [Theory]
    [InlineData(1, "一")]
    [InlineData(10, "十")]
    [InlineData(11, "十一")]
    [InlineData(20, "二十")]
    [InlineData(99, "九十九")]
    public void Ordinals_are_written_as_headings_count(int n, string zh) => Words.Ordinal(n).ShouldBe(zh);

    [Fact]
    public void Figures_are_grouped_from_five_digits_on()
    {
        Words.Number(2109).ShouldBe("2109");
        Words.Number(12_345).ShouldBe("12,345");
        Words.Percent(0.125).ShouldBe("12.5%");
        Words.Percent(0.5).ShouldBe("50%");
    }

    [Fact]
    public void Every_grade_category_and_post_has_its_own_name_in_both_languages()
    {
        Check(Enum.GetValues<Grade>().Select(g => (Words.Of(g), Words.En(g))));
        Check(Enum.GetValues<Category>().Select(c => (Words.Of(c), Words.En(c))));
        Check(Enum.GetValues<Role>().Select(r => (Words.Of(r), Words.En(r))));

        static void Check(IEnumerable<(string Zh, string En)> names)
        {
            var all = names.ToList();
            all.Select(n => n.Zh).ShouldBeUnique();
            all.Select(n => n.En).ShouldBeUnique();
            all.ShouldAllBe(n => n.En.All(char.IsAscii) && n.Zh.All(c => c > 0x7F));
        }
    }
}
