using Huiying.Assess.Passages;

namespace Huiying.Tests.Assess.Passages;

public sealed class PlacesTests
{
    private static string[] Names(params string[] paragraphs) => [.. Places.Of(paragraphs).Select(p => p.Name)];

    [Fact]
    public void Articles_paragraphs_and_items_are_named_as_they_are_cited() =>
        Names("某某办法", "第一章　总则", "第一条　为了规范补助，制定本办法。", "第二条　补助按户发放。", "一户只能申请一次。", "第三条　有下列情形之一的，不予补助：", "（一）已有住房的；", "（二）弄虚作假的。",
                "前款第（二）项情形，五年内不再受理。", "1.本项另行规定。", "第二章 附则", "第一百零二条 本办法自公布之日起施行。")
            .ShouldBe(["", "第一章", "第一条", "第二条第一款", "第二条第二款", "第三条第一款", "第三条第一款第（一）项", "第三条第一款第（二）项", "第三条第二款", "第三条第二款", "第二章", "第一百零二条"]);

    [Fact]
    public void A_line_that_only_speaks_of_an_article_begins_none() =>
        Names("第一条为了规范。", "第二条补助按户发放。", "第一条规定的情形除外。", "第二条、第三条所列人员另行规定。", "第三条款项拨付以卡为准。", "第五条　跳过一条也是条。")
            .ShouldBe(["第一条", "第二条第一款", "第二条第二款", "第二条第三款", "第二条第四款", "第五条"]);

    [Fact]
    public void Without_articles_the_numbers_of_the_sections_say_where_it_is() =>
        Names("关于某事的通知", "一、支持对象", "（一）有意愿的脱贫户。", "1.年龄在18周岁以上的。", "2．信用良好的。", "（二）监测对象。", "二、额度", "每户不超过五万元。", "3.5万元以下的免担保。")
            .ShouldBe(["", "一、", "一、（一）", "一、（一）1.", "一、（一）2.", "一、（二）", "二、", "二、", "二、"]);

    [Fact]
    public void A_heading_says_what_follows_and_an_item_knows_its_sentence()
    {
        var places = Places.Of(["第二章　对象", "第四条　下列家庭可以申请：", "（一）低保家庭；", "一、这里不是条", "正文说明这一部分的内容，供参考。"]);
        places.Select(p => p.IsHeading).ShouldBe([true, false, false, true, false]);
        places[2].Lead.ShouldBe(2);
        places[2].Under.ShouldBe(1);
        places[4].Under.ShouldBe(4);
        places[4].Name.ShouldBe("一、");
    }

    [Theory]
    [InlineData("十二", 12)]
    [InlineData("一百零二", 102)]
    [InlineData("二十", 20)]
    [InlineData("一百一十", 110)]
    [InlineData("1023", 1023)]
    [InlineData("〇", 0)]
    [InlineData("甲", 0)]
    public void Numbers_are_read_as_rules_write_them(string written, int number) => Places.Number(written).ShouldBe(number);
}
