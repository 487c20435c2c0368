using System.Globalization;
using CsCheck;
using Huiying.Collect.Reading;

namespace Huiying.Tests.Collect.Reading;

public sealed class FeedDateTests
{
    [Theory]
    [InlineData("Tue, 03 Mar 2026 08:12:05 GMT", "2026-03-03T08:12:05Z")]
    [InlineData("Tue, 03 Mar 2026 08:12 +0800", "2026-03-03T00:12:00Z")]
    [InlineData("3 Mar 26 08:12:05 EST", "2026-03-03T13:12:05Z")]
    [InlineData("Tues, 3 March 2026 8:12:05 PM GMT+8", "2026-03-03T12:12:05Z")]
    [InlineData("Tue Mar 03 08:12:05 CST 2026", "2026-03-03T00:12:05Z")]
    [InlineData("Tue, 03 Mar 2026 08:12:05 CST", "2026-03-03T14:12:05Z")]
    [InlineData("March 3, 2026 08:12", "2026-03-03T08:12:00Z")]
    [InlineData("03 Mar 2026", "2026-03-03T00:00:00Z")]
    [InlineData("2026-03-03T08:12:05+08:00", "2026-03-03T00:12:05Z")]
    [InlineData("2026-03-03T08:12:05.999Z", "2026-03-03T08:12:05Z")]
    [InlineData("2026-03-03 08:12:05", "2026-03-03T08:12:05Z")]
    [InlineData("20260303T081205Z", "2026-03-03T08:12:05Z")]
    [InlineData("2026-03", "2026-03-01T00:00:00Z")]
    [InlineData("2026", "2026-01-01T00:00:00Z")]
    [InlineData("2026-062", "2026-03-03T00:00:00Z")]
    [InlineData("2026/3/3 8:12", "2026-03-03T08:12:00Z")]
    [InlineData("2026年3月3日 08:12", "2026-03-03T08:12:00Z")]
    [InlineData("2026年3月3日下午8时12分", "2026-03-03T20:12:00Z")]
    [InlineData("2026-03-03T24:00:00Z", "2026-03-04T00:00:00Z")]
    [InlineData("12/31/2025 23:59:59", "2025-12-31T23:59:59Z")]
    [InlineData("1772496725", "2026-03-03T00:12:05Z")]
    [InlineData("1772496725000", "2026-03-03T00:12:05Z")]
    public void A_time_is_read_as_its_writer_meant_it(string text, string utc) =>
        FeedDate.Parse(text, TimeSpan.Zero)!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture).ShouldBe(utc);

    [Theory]
    [InlineData("2026-02-30")]
    [InlineData("yesterday")]
    [InlineData("")]
    [InlineData("Tue, 99 Mar 2026 08:12:05 GMT")]
    public void What_names_no_moment_is_null(string text) => FeedDate.Parse(text, TimeSpan.Zero).ShouldBeNull();

    [Fact]
    public void A_time_without_zone_takes_the_assumed_one() =>
        FeedDate.Parse("2026-03-03 08:12", TimeSpan.FromHours(8)).ShouldBe(new DateTimeOffset(2026, 3, 3, 0, 12, 0, TimeSpan.Zero));

    [Fact]
    public void Any_text_is_a_time_or_null() => Gen.String[Gen.Char["0123456789 -:/TZ+年月日GMTJanPM,."], 0, 40].Sample(t => FeedDate.Parse(t, TimeSpan.Zero) is null or { Offset.Ticks: 0 }, iter: Needed.Times(5000));
}
