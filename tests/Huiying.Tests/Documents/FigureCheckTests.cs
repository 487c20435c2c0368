using Huiying.Documents;
using Huiying.Tests.House;

namespace Huiying.Tests.Documents;

[Clause("R42")]
public sealed class FigureCheckTests
{
    private static readonly IReadOnlyList<KnownFigure> Data =
    [
        new("帖文", "posts", ["相关帖文", "帖文", "帖子"], 15),
        new("浏览", "views", ["浏览", "阅读"], 12_340),
        new("来源", "sources", ["来源", "平台"], 3),
        new("帖文", "posts", ["相关帖文", "帖文", "帖子"], 12, "某某论坛"),
    ];

    private static string? Wrong(string text) => FigureCheck.Find([("传播特点", text)], Data) is [var first, ..] ? first.Found : null;

    [Theory]
    [InlineData("共有相关帖文20条，涉及3个来源", "相关帖文20条")]
    [InlineData("发现帖文：16条", "帖文：16条")]
    [InlineData("20条帖文", "20条帖文")]
    [InlineData("浏览量达1.3万次", "浏览量达1.3万次")]
    [InlineData("浏览12,341次", "浏览12,341次")]
    [InlineData("涉及四个平台", "四个平台")]
    [InlineData("某某论坛有帖文15条", "帖文15条")]
    [InlineData("其中16条帖文已核实", "16条帖文")]
    [InlineData("帖文超过15条；帖文超过16条", "帖文超过16条")]
    [InlineData("帖文约20条", "帖文约20条")]
    [InlineData("帖文总数：一百二十条", "帖文总数：一百二十条")]
    public void A_number_beside_a_word_for_a_figure_must_be_the_datas(string text, string found) => Wrong(text).ShouldBe(found);

    [Theory]
    [InlineData("共有相关帖文15条，涉及三个来源，浏览1.2万次")]
    [InlineData("浏览12,340次，阅读量约1.2万")]
    [InlineData("帖文于3月5日15时04分出现，帖文2月27日起增多")]
    [InlineData("帖文的80%来自论坛，帖文24小时内增多")]
    [InlineData("某某论坛有帖文12条")]
    [InlineData("其中12条帖文来自论坛")]
    [InlineData("帖文十余条，不足16条帖文，帖文近15条")]
    [InlineData("18盏路灯不亮，影响居民320户，三盏已修好")]
    [InlineData("帖文一度集中，平台二次核实")]
    [InlineData("")]
    public void What_fits_or_speaks_of_something_else_is_left_alone(string text) => Wrong(text).ShouldBeNull();

    [Fact]
    public void The_place_and_both_numbers_are_named()
    {
        var wrong = FigureCheck.Find([("概况", "一切平稳"), ("传播特点", "帖文20条")], Data).ShouldHaveSingleItem();
        wrong.Zh.ShouldBe("“传播特点”写“帖文20条”，数据中帖文为15");
        wrong.En.ShouldContain("posts 15");
    }
}
