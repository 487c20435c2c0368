using CsCheck;
using Huiying.Collect.Masking;
using Huiying.Tests.House;

namespace Huiying.Tests.Collect.Masking;

/// <summary>All names, numbers and places are invented.</summary>
[Clause("S03")]
public sealed class MaskTests
{
    [Theory]
    [InlineData("请打13900001234找我", "请打［电话］找我")]
    [InlineData("手机139 0000 1234", "手机［电话］")]
    [InlineData("手机139-0000-1234。", "手机［电话］。")]
    [InlineData("手机１３９００００１２３４", "手机［电话］")]
    [InlineData("+86 139 0000 1234", "［电话］")]
    [InlineData("8613900001234", "［电话］")]
    [InlineData("座机0555-6123456转802", "座机［电话］")]
    [InlineData("（010）61234567", "［电话］")]
    [InlineData("(0555)6123456、13900001234", "［电话］、［电话］")]
    [InlineData("联系电话：61234567", "联系电话：［电话］")]
    public void A_telephone_number_is_masked_however_it_is_written(string text, string masked) => Mask.Apply(text).Text.ShouldBe(masked);

    [Theory]
    [InlineData("请拨12345或110、119、120")]
    [InlineData("供电96598，客服95598")]
    [InlineData("免费电话400-000-1234，800-000-1234，4000001234")]
    [InlineData("2026-03-05 08:12:33，20260305，2026.03.05-2026.03.07")]
    [InlineData("总投资13900000000元")]
    [InlineData("编号3.13900001234")]
    [InlineData("订单号123456789012345678")]
    [InlineData("1500 300 1000，2019 2020 2021")]
    [InlineData("比分3-2，第12期，G1234次")]
    [InlineData("邮箱 office@example.com，单价3@5")]
    public void Public_service_numbers_dates_amounts_and_mailboxes_stay(string text) => Mask.Apply(text).Text.ShouldBe(text);

    [Fact]
    public void An_identity_number_is_masked_when_its_check_character_is_right()
    {
        var right = Identity("11010519491231002");
        Mask.Apply($"证号{right}。").Text.ShouldBe("证号［身份证］。");
        var wrong = right[..17] + (right[17] == '0' ? '1' : '0');
        Mask.Apply($"流水{wrong}。").Text.ShouldBe($"流水{wrong}。");
        Mask.Apply($"身份证{wrong}。").Text.ShouldBe("身份证［身份证］。", "a mistyped number that is named as one is still somebody's");
    }

    [Theory]
    [InlineData("11010519491231", 'X')]
    [InlineData("32050019900101", '7')]
    public void The_check_character_may_be_any_of_eleven(string firstFourteen, char wanted)
    {
        for (var order = 0; order < 1000; order++)
        {
            var number = Identity(firstFourteen + order.ToString("D3", System.Globalization.CultureInfo.InvariantCulture));
            if (number[17] != wanted) continue;
            Mask.Apply($"是{number.ToLowerInvariant()}的").Text.ShouldBe("是［身份证］的");
            return;
        }
        throw new InvalidOperationException("no such check character");
    }

    [Theory]
    [InlineData("旧证110105491231002在")]
    public void The_fifteen_digit_form_is_masked(string text) => Mask.Apply(text).Text.ShouldBe("旧证［身份证］在");

    [Fact]
    public void A_bank_card_is_masked_when_its_check_digit_is_right_or_it_is_named()
    {
        var card = Luhn("622202000000000001");
        Mask.Apply($"转到{card}").Text.ShouldBe("转到［银行卡］");
        Mask.Apply($"转到{card[..4]} {card[4..8]} {card[8..12]} {card[12..16]} {card[16..]}里").Text.ShouldBe("转到［银行卡］里");
        var wrong = card[..^1] + (char)('0' + ((card[^1] - '0' + 1) % 10));
        Mask.Apply($"流水{wrong}").Text.ShouldBe($"流水{wrong}");
        Mask.Apply($"卡号{wrong}").Text.ShouldBe("卡号［银行卡］");
    }

    [Theory]
    [InlineData("家住平湖省云山市东林区春晖小区3号楼2单元501室的张女士", "家住平湖省云山市东林区［住址］的张女士")]
    [InlineData("我是云山市春晖花园12栋301的业主", "我是云山市［住址］的业主")]
    [InlineData("在春晖路8弄5号302室发现", "在［住址］发现")]
    [InlineData("地址：东林区春晖小区3-2-501，漏水", "地址：东林区［住址］，漏水")]
    [InlineData("石桥镇李家村三组12号门前", "石桥镇［住址］门前")]
    [InlineData("李家村12号", "［住址］")]
    [InlineData("住址：云山市春晖路12号。", "住址：云山市［住址］。")]
    [InlineData("三号楼二单元五〇一室", "［住址］")]
    [InlineData("春晖苑３号楼２单元５０１室", "［住址］")]
    public void A_home_address_is_masked_and_its_district_stays(string text, string masked) => Mask.Apply(text).Text.ShouldBe(masked);

    [Theory]
    [InlineData("春晖路12号")]
    [InlineData("市政府大楼3号楼302室")]
    [InlineData("云山市行政服务中心1号楼305室")]
    [InlineData("春晖小区12号楼的电梯坏了")]
    [InlineData("石桥村3组道路硬化")]
    [InlineData("中关村12号线")]
    [InlineData("小区共有848户居民，三室两厅")]
    [InlineData("国办发〔2016〕61号文件")]
    [InlineData("9月3号下午，第3组")]
    [InlineData("春晖花园3栋105商铺")]
    public void What_is_nobodys_home_stays_readable(string text) => Mask.Apply(text).Text.ShouldBe(text);

    [Theory]
    [InlineData("@云上行人 你好", "［@某人］ 你好")]
    [InlineData("//@user_01:转发＠小林", "//［@某人］:转发［@某人］")]
    [InlineData("感谢@林-01，再见", "感谢［@某人］，再见")]
    public void A_mention_is_masked(string text, string masked) => Mask.Apply(text).Text.ShouldBe(masked);

    [Theory]
    [InlineData("本报记者林小川从市政府获悉", "本报记者［署名］从市政府获悉")]
    [InlineData("（记者 林小川 王岚 通讯员 周牧）", "（记者 ［署名］ ［署名］ 通讯员 ［署名］）")]
    [InlineData("作者：云上的行人", "作者：［署名］")]
    [InlineData("责任编辑：林　岚", "责任编辑：［署名］")]
    [InlineData("文/林岚 图/王川", "文/［署名］ 图/［署名］")]
    [InlineData("来源：爱散步的猫", "来源：［署名］")]
    public void The_name_in_a_byline_is_masked_and_the_word_stays(string text, string masked) => Mask.Apply(text).Text.ShouldBe(masked);

    [Theory]
    [InlineData("记者从市公安局获悉，记者周三在现场了解到")]
    [InlineData("来源：云山日报")]
    [InlineData("资金来源：财政拨款")]
    [InlineData("收入来源于市民。")]
    [InlineData("记者：请问您怎么看？")]
    [InlineData("正文：内容，全文：内容")]
    public void Words_that_only_look_like_a_byline_stay(string text) => Mask.Apply(text).Text.ShouldBe(text);

    [Fact]
    public void What_was_masked_is_counted_by_kind() =>
        Mask.Apply("记者林岚 13900001234、13900001235 @小林").Counts.ShouldBe(new MaskCounts(2, 0, 0, 0, 1, 1));

    [Fact]
    public void Masking_a_masked_text_changes_nothing() => Pieces.Sample(text =>
    {
        var once = Mask.Apply(text);
        var twice = Mask.Apply(once.Text);
        return twice.Text == once.Text && twice.Counts.Total == 0;
    }, iter: Needed.Times(20_000));

    [Fact]
    public void A_mobile_number_survives_in_no_surroundings() =>
        Gen.Select(Words, Gen.Int[0, 99_999_999], Words).Sample((before, n, after) =>
        {
            var number = $"139{n:D8}";
            var left = before.TrimEnd("0123456789０１２３４５６７８９.．".ToCharArray());
            var text = $"{left}，{number}，{after}";
            return !Mask.Apply(text).Text.Contains(number, StringComparison.Ordinal);
        }, iter: Needed.Times(20_000));

    [Fact]
    public void Any_text_at_all_is_answered() =>
        Gen.String.Sample(text => { Mask.Apply(text).Text.ShouldNotBeNull(); }, iter: Needed.Times(20_000));

    [Theory]
    [InlineData("1")]
    [InlineData("@")]
    [InlineData("号楼")]
    [InlineData("3号楼")]
    [InlineData("1-")]
    [InlineData("记者")]
    [InlineData("住址")]
    [InlineData("1234 ")]
    [InlineData("作者：李")]
    public void Time_grows_no_faster_than_the_text(string unit)
    {
        // Twenty times the text may take a hundred times as long on a busy machine; quadratic growth takes four hundred.
        var small = Fastest(unit, 20_000);
        var large = Fastest(unit, 400_000);
        large.ShouldBeLessThan((small * 100) + TimeSpan.FromMilliseconds(300));
    }

    private static TimeSpan Fastest(string unit, int length)
    {
        var text = string.Concat(Enumerable.Repeat(unit, length / unit.Length));
        return Enumerable.Range(0, 5).Min(_ =>
        {
            var start = TimeProvider.System.GetTimestamp();
            Mask.Apply(text);
            return TimeProvider.System.GetElapsedTime(start);
        });
    }

    private static readonly Gen<string> Words = Gen.OneOf(((string[])[
        "13900001234", "0555-6123456", "010", "6222", "-", " ", "@", "＠小林", "记者", "林岚", "作者：", "文/", "编辑", "来源：", "春晖小区", "3号楼", "2单元", "501室", "村", "三组", "12号",
        "家住", "住址", "［", "］", "某人", "电话", "0", "7", "X", "。", "，", "\n", "张", "的", "转", "+86", "(", ")", "a", "王"]).Select(Gen.Const).ToArray()).Array[0, 14].Select(string.Concat);

    private static readonly Gen<string> Pieces = Gen.OneOf(Words, Gen.String);

    private static string Identity(string first17)
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var sum = first17.Select((c, i) => (c - '0') * weights[i]).Sum();
        return first17 + "10X98765432"[sum % 11];
    }

    private static string Luhn(string body)
    {
        var sum = body.Reverse().Select((c, i) => (c - '0') is var d && i % 2 == 0 ? (d * 2 > 9 ? (d * 2) - 9 : d * 2) : d).Sum();
        return body + (char)('0' + ((10 - (sum % 10)) % 10));
    }
}
