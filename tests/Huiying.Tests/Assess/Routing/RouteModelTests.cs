using Huiying.Assess.Routing;

namespace Huiying.Tests.Assess.Routing;

public sealed class RouteModelTests
{
    [Fact]
    public void Words_parted_beforehand_teach_what_raw_text_asks()
    {
        var model = RouteModel.Train(Examples)!;
        var suggestion = model.Predict("公交车晚点", "每天早上公交车都晚点，站台上全是等车的人，请求增加班次。");
        suggestion.Choices[0].Label.ShouldBe("交通");
        suggestion.Choices.Select(c => c.Label).Order(StringComparer.Ordinal).ShouldBe(["交通", "教育", "环保"], ignoreOrder: true);
        suggestion.Choices.Sum(c => c.Chance).ShouldBe(1, 1e-6);
        suggestion.Choices[0].Words.ShouldContain("公交车");
        suggestion.Unsure.ShouldBeFalse();
    }

    [Fact]
    public void Nothing_is_suggested_when_unsure_or_when_too_little_was_learned()
    {
        RouteModel.Train(Examples)!.Predict("", "今天天气不错。").Unsure.ShouldBeTrue();
        var small = RouteModel.Train(Examples.Take(9))!;
        small.Predict("公交车晚点", "公交车班次太少").Unsure.ShouldBeTrue("nine examples are not enough");
        RouteModel.Train(Examples.Where(e => e.Label == "交通")).ShouldBeNull();
        RouteModel.Train([]).ShouldBeNull();
    }

    [Fact]
    public void The_same_examples_make_the_same_file_and_it_reads_back()
    {
        byte[] once = Saved(RouteModel.Train(Examples)!), again = Saved(RouteModel.Train(Examples)!);
        once.ShouldBe(again);
        var read = RouteModel.Load(new MemoryStream(once))!;
        var (own, back) = (RouteModel.Train(Examples)!.Predict("学校", "老师补课收费"), read.Predict("学校", "老师补课收费"));
        back.Choices.Select(c => c.Label).ShouldBe(own.Choices.Select(c => c.Label));
        back.Choices[0].Chance.ShouldBe(own.Choices[0].Chance, 0.01);
        Saved(read).ShouldBe(once);
        Should.Throw<InvalidDataException>(() => RouteModel.Load(new MemoryStream("{\"no\":1}"u8.ToArray())));
        Should.Throw<InvalidDataException>(() => RouteModel.Load(new MemoryStream(once[..(once.Length / 2)])));
    }

    [Fact]
    public void A_word_only_one_message_has_is_not_in_the_model()
    {
        using var plain = new MemoryStream();
        new System.IO.Compression.BrotliStream(new MemoryStream(Saved(RouteModel.Train([.. Examples, new("", "独此一家的鹦鹉螺号", "环保")])!)), System.IO.Compression.CompressionMode.Decompress).CopyTo(plain);
        var text = System.Text.Encoding.UTF8.GetString(plain.ToArray());
        text.ShouldContain("公交车");
        text.ShouldNotContain("鹦鹉");
    }

    private static byte[] Saved(RouteModel model)
    {
        using var to = new MemoryStream();
        model.Save(to);
        return to.ToArray();
    }

    private static IReadOnlyList<RouteExample> Examples =>
    [
        .. Enumerable.Range(0, 15).SelectMany(i => new RouteExample[]
        {
            new("", $"公交车 班次 {(i % 2 == 0 ? "晚点" : "站台")} 早上 道路 拥堵", "交通"),
            new("", $"学校 老师 {(i % 2 == 0 ? "补课" : "收费")} 学生 课本", "教育"),
            new("工厂夜里排黑烟", $"河水发臭，{(i % 2 == 0 ? "污水" : "粉尘")}没有人处理，请环保部门查一查", "环保"),
        }),
    ];
}
