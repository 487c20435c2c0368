using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;
using Huiying.Collect.Reading;

namespace Huiying.Tests.Collect.Reading;

public sealed class ChineseDateTests
{
    /// <summary>A Wednesday.</summary>
    private static readonly DateTimeOffset Now = new(2026, 3, 11, 10, 0, 30, TimeSpan.FromHours(8));

    [Theory]
    [InlineData("刚刚", "2026-03-11T10:00:30")]
    [InlineData("3分钟前", "2026-03-11T09:57:30")]
    [InlineData("30秒前", "2026-03-11T10:00:00")]
    [InlineData("昨天 12:30", "2026-03-10T12:30:00")]
    [InlineData("前天 08:05", "2026-03-09T08:05:00")]
    [InlineData("03-05 08:12", "2026-03-05T08:12:00")]
    [InlineData("2026年3月5日 下午3点", "2026-03-05T15:00:00")]
    [InlineData("今天", "2026-03-11T00:00:00")]
    [InlineData("今天08:30", "2026-03-11T08:30:00")]
    [InlineData("上周五", "2026-03-06T00:00:00")]
    [InlineData("本周三 10:00", "2026-03-11T10:00:00")]
    [InlineData("周一", "2026-03-09T00:00:00")]
    [InlineData("2026-03-05T08:12:33Z", "2026-03-05T16:12:33")]
    [InlineData("2026-03-05T08:12:33.123+08:00", "2026-03-05T08:12:33")]
    [InlineData("Thu, 05 Mar 2026 08:12:00 GMT", "2026-03-05T16:12:00")]
    [InlineData("发布时间：2026-03-05 08:12 来源：某网", "2026-03-05T08:12:00")]
    [InlineData("发布日期：2026年03月05日 来源", "2026-03-05T00:00:00")]
    [InlineData("[2026-03-05]", "2026-03-05T00:00:00")]
    [InlineData("(03-05)", "2026-03-05T00:00:00")]
    [InlineData("2026/3/5 8:05", "2026-03-05T08:05:00")]
    [InlineData("2026.03.05", "2026-03-05T00:00:00")]
    [InlineData("20260305", "2026-03-05T00:00:00")]
    [InlineData("3月5日", "2026-03-05T00:00:00")]
    [InlineData("12月5日", "2025-12-05T00:00:00")]
    [InlineData("昨晚8点", "2026-03-10T20:00:00")]
    [InlineData("今早7:20", "2026-03-11T07:20:00")]
    [InlineData("凌晨2点", "2026-03-11T02:00:00")]
    [InlineData("1小时前", "2026-03-11T09:00:30")]
    [InlineData("一个半小时前", "2026-03-11T08:30:30")]
    [InlineData("两天前", "2026-03-09T00:00:00")]
    [InlineData("3天前 12:30", "2026-03-08T12:30:00")]
    [InlineData("一周前", "2026-03-04T00:00:00")]
    [InlineData("半年前", "2025-09-11T00:00:00")]
    [InlineData("3 hours ago", "2026-03-11T07:00:30")]
    [InlineData("Mar 5, 2026 3:04 PM", "2026-03-05T15:04:00")]
    [InlineData("5 March 2026", "2026-03-05T00:00:00")]
    [InlineData("二〇二六年三月五日", "2026-03-05T00:00:00")]
    [InlineData("二零二六年三月五日下午三点半", "2026-03-05T15:30:00")]
    [InlineData("2026年3月", "2026-03-01T00:00:00")]
    [InlineData("2026年", "2026-01-01T00:00:00")]
    [InlineData("去年12月25日", "2025-12-25T00:00:00")]
    [InlineData("2026-02-30", null)]
    [InlineData("25:00", null)]
    [InlineData("阅读 1234", null)]
    [InlineData("第3号文件", null)]
    [InlineData("1/3", "2026-01-03T00:00:00")]
    [InlineData("08:12 2026-03-05", "2026-03-05T08:12:00")]
    [InlineData("2026-03-05 星期四 08:12:30", "2026-03-05T08:12:30")]
    [InlineData("2026-03-05(周四)08:12", "2026-03-05T08:12:00")]
    [InlineData("26-03-05 08:12", "2026-03-05T08:12:00")]
    [InlineData("10月1日晚上12点", "2025-10-02T00:00:00")]
    [InlineData("2小时30分钟前", "2026-03-11T07:30:30")]
    [InlineData("国庆节", "2025-10-01T00:00:00")]
    [InlineData("2026年国庆节", "2026-10-01T00:00:00")]
    [InlineData("1772669553", "2026-03-05T08:12:33")]
    [InlineData("明天上午9点一刻", "2026-03-12T09:15:00")]
    [InlineData("2026年3月5日08时12分33秒", "2026-03-05T08:12:33")]
    [InlineData("剛剛", "2026-03-11T10:00:30")]
    [InlineData("3小時前", "2026-03-11T07:00:30")]
    [InlineData("上個月15號", "2026-02-15T00:00:00")]
    [InlineData("五分钟之后", "2026-03-11T10:05:30")]
    [InlineData("晚上九点二十", "2026-03-11T21:20:00")]
    [InlineData("12:30", "2026-03-11T12:30:00")]
    [InlineData("更新于 5分钟前", "2026-03-11T09:55:30")]
    [InlineData("2026–03–05", "2026-03-05T00:00:00")]
    [InlineData("2026年3月5日 00:00:00", "2026-03-05T00:00:00")]
    public void A_date_is_read_as_the_page_printed_it(string text, string? expected) =>
        ChineseDate.Read(text, Now)?.Time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture).ShouldBe(expected);

    [Theory]
    [InlineData("2026年", DatePrecision.Year)]
    [InlineData("2026年3月", DatePrecision.Month)]
    [InlineData("3月5日", DatePrecision.Day)]
    [InlineData("3月5日8点", DatePrecision.Hour)]
    [InlineData("3月5日8:12", DatePrecision.Minute)]
    [InlineData("3月5日8:12:33", DatePrecision.Second)]
    public void The_precision_is_what_was_written(string text, DatePrecision precision) => ChineseDate.Read(text, Now)!.Value.Precision.ShouldBe(precision);

    [Theory]
    [InlineData("2月29日", "2024-02-29")]
    [InlineData("3月11日", "2026-03-11")]
    [InlineData("3月12日", "2025-03-12")]
    [InlineData("11日", "2026-03-11")]
    [InlineData("31日", "2026-01-31")]
    [InlineData("周三", "2026-03-11")]
    [InlineData("周四", "2026-03-05")]
    public void What_is_left_out_is_the_latest_that_is_not_after_now(string text, string expected) =>
        ChineseDate.Read(text, Now)!.Value.Time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture).ShouldBe(expected);

    [Theory]
    [InlineData("2026年2月29日")]
    [InlineData("2月30日")]
    [InlineData("2026-13-01")]
    [InlineData("2026-00-10")]
    [InlineData("没有日期")]
    [InlineData("")]
    public void A_day_the_calendar_does_not_have_is_no_date(string text) => ChineseDate.Read(text, Now).ShouldBeNull();

    [Fact]
    public void A_time_is_given_in_the_zones_offset()
    {
        var read = ChineseDate.Read("2026-07-05 08:12", Now, ChineseDate.Zone("Europe/Paris"));
        read!.Value.Time.ShouldBe(new DateTimeOffset(2026, 7, 5, 8, 12, 0, TimeSpan.FromHours(2)));
        read.Value.Time.Offset.ShouldBe(TimeSpan.FromHours(2));
    }

    [Fact]
    public void Of_the_shared_dates_92_in_a_hundred_are_read()
    {
        var (right, all) = (0, 0);
        foreach (var line in File.ReadLines(Needed.Shared("suites/zh_dates/cases.jsonl")))
        {
            var row = JsonNode.Parse(line)!;
            if (!row["core"]!.GetValue<bool>()) continue;
            var now = DateTimeOffset.Parse(row["reference_local"]!.GetValue<string>() + "+08:00", CultureInfo.InvariantCulture);
            var length = row["precision"]!.GetValue<string>() switch { "year" => 4, "month" => 7, "day" => 10, "hour" => 13, "minute" => 16, _ => 19 };
            var expected = row["expected_local"]?.GetValue<string>() ?? "";
            var read = ChineseDate.Read(row["text"]!.GetValue<string>(), now)?.Time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) ?? "";
            all++;
            if (read[..Math.Min(length, read.Length)] == expected[..Math.Min(length, expected.Length)]) right++;
        }
        ((double)right / all).ShouldBeGreaterThan(0.92, $"{right}/{all}");
    }

    [Fact]
    public void Every_day_printed_in_figures_is_read_back() =>
        Gen.DateTime[new DateTime(1950, 1, 1), new DateTime(2099, 12, 31)].Sample(day =>
        {
            foreach (var format in (string[])["yyyy年M月d日 HH:mm", "yyyy-MM-dd HH:mm", "yyyy/M/d HH:mm", "yyyy.MM.dd HH:mm", "yyyy年MM月dd日HH时mm分"])
            {
                var text = day.ToString(format, CultureInfo.InvariantCulture);
                ChineseDate.Read(text, Now)!.Value.Time.DateTime.ShouldBe(new DateTime(day.Year, day.Month, day.Day, day.Hour, day.Minute, 0), text);
            }
        }, iter: Needed.Times(500));

    [Fact]
    public void Any_text_is_answered_without_an_error() =>
        Gen.OneOf(Gen.String, Gen.OneOf(((string[])["9999", "年", "99", "月", "日", "前", "天", ":", "上午", "0", "-", "个", "半", "周", "一", " ", "25", "点"]).Select(Gen.Const).ToArray()).Array[0, 12].Select(string.Concat))
            .Sample(text => { _ = ChineseDate.Read(text, Now); }, iter: Needed.Times(10_000));
}
