using CsCheck;
using Huiying.Collect;
using Huiying.Tests.House;

namespace Huiying.Tests.Collect;

[Clause("S15")]
public sealed class PersonalTermTests
{
    private const string Common = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹";
    private const string Given = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国志海燕春梅鹏辉玲丹浩宇轩梓涵欣怡";

    [Theory]
    [InlineData("钱小满")]
    [InlineData("欧阳春草")]
    [InlineData("司马某")]
    [InlineData("孙 小 满")]
    [InlineData("“吴小满”")]
    [InlineData("吴小满、郑二喜")]
    [InlineData("郑小满书记")]
    [InlineData("王书记")]
    [InlineData("网友林小满")]
    [InlineData("买买提·艾山")]
    [InlineData("Zhang Xiaoman")]
    [InlineData("張小滿")]
    public void A_personal_name_is_found_however_it_is_written(string phrase) => PersonalTerm.Find(phrase).ShouldBe(PersonalKind.Name);

    [Theory]
    [InlineData("阿卜杜勒·卡迪尔")]
    [InlineData("阿卜杜勒拉赫曼·买买提艾力")]
    [InlineData("村民买买提•艾山")]
    [InlineData("“艾山‧古丽” 停水")]
    [InlineData("J·史密斯")]
    [InlineData("史密斯")]
    [InlineData("阿卜杜勒")]
    [InlineData("穆罕默德")]
    [InlineData("伊万诺夫")]
    [InlineData("邁克爾")]
    [InlineData("卡迪尔先生")]
    [InlineData("托马斯女士")]
    [InlineData("买买提同志")]
    public void So_is_a_name_of_another_language_written_by_its_sound(string phrase) => PersonalTerm.Find(phrase).ShouldBe(PersonalKind.Name);

    [Theory]
    [InlineData("阿克苏")]
    [InlineData("乌鲁木齐")]
    [InlineData("呼和浩特")]
    [InlineData("克拉玛依")]
    [InlineData("杜尔伯特")]
    [InlineData("鄂尔多斯")]
    [InlineData("特克斯")]
    [InlineData("尼勒克")]
    [InlineData("阿瓦提")]
    [InlineData("阿勒泰")]
    [InlineData("库尔勒")]
    [InlineData("齐齐哈尔")]
    [InlineData("科尔沁草原")]
    [InlineData("阿克苏书记信箱")]
    [InlineData("沙特阿拉伯")]
    [InlineData("吉尔吉斯斯坦")]
    [InlineData("特斯拉")]
    [InlineData("凯迪拉克")]
    [InlineData("拉卡拉")]
    [InlineData("柳湾·翠堤小区")]
    [InlineData("3·15热线")]
    [InlineData("kw·h")]
    public void A_place_or_a_brand_that_sounds_like_one_is_none(string phrase) => PersonalTerm.Find(phrase).ShouldBeNull();

    [Fact]
    public void Every_common_surname_with_two_common_given_characters_is_a_name() =>
        Gen.Select(Gen.Char[Common], Gen.Char[Given], Gen.Char[Given]).Sample((s, a, b) => PersonalTerm.Find($"{s}{a}{b}") == PersonalKind.Name, iter: Needed.Times(2000));

    [Theory]
    [InlineData("水小满")]
    [InlineData("水玲")]
    [InlineData("车小满")]
    [InlineData("房玲")]
    [InlineData("包小满")]
    public void A_rare_surname_is_a_surname_still(string phrase) => PersonalTerm.Find(phrase).ShouldBe(PersonalKind.Name);

    [Theory]
    [InlineData("@白杨树下", PersonalKind.Handle)]
    [InlineData("＠某某", PersonalKind.Handle)]
    [InlineData("微信号:abcd1234", PersonalKind.Handle)]
    [InlineData("someone@example.org", PersonalKind.Handle)]
    [InlineData("13900000000", PersonalKind.Phone)]
    [InlineData("139-0000-0000", PersonalKind.Phone)]
    [InlineData("１３９００００００００", PersonalKind.Phone)]
    [InlineData("0436-3000000", PersonalKind.Phone)]
    [InlineData("11010519491231002X", PersonalKind.IdNumber)]
    [InlineData("110105 19491231 002x", PersonalKind.IdNumber)]
    public void Handles_phones_and_identity_numbers_are_found(string phrase, PersonalKind kind) => PersonalTerm.Find(phrase).ShouldBe(kind);

    [Theory]
    [InlineData("扶贫")]
    [InlineData("危房改造")]
    [InlineData("高铁")]
    [InlineData("温泉")]
    [InlineData("白城")]
    [InlineData("洪水")]
    [InlineData("于家村")]
    [InlineData("张庄镇")]
    [InlineData("安置费")]
    [InlineData("白杨县")]
    [InlineData("程序")]
    [InlineData("金融")]
    [InlineData("方案")]
    [InlineData("路灯")]
    [InlineData("高标准农田")]
    [InlineData("江桥扶贫项目")]
    [InlineData("易地搬迁")]
    [InlineData("低保")]
    [InlineData("县委书记")]
    [InlineData("12345热线")]
    [InlineData("PM2.5")]
    [InlineData("2026年")]
    [InlineData("车辆")]
    [InlineData("房产税")]
    [InlineData("水表")]
    [InlineData("水箱")]
    [InlineData("水费")]
    [InlineData("车棚")]
    [InlineData("房租")]
    [InlineData("井盖")]
    public void Places_policies_and_things_may_be_watched(string phrase) => PersonalTerm.Find(phrase).ShouldBeNull();
}
