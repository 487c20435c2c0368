using System.Globalization;
using System.Text;

namespace Huiying.Bench;

/// <summary>Made-up messages of citizens: many places × many matters, some repeated often, with lengths like real ones. The same seed gives the same posts.</summary>
internal static class MadeUpPosts
{
    private static readonly string[] Names = ["杨柳", "松林", "青石", "云溪", "河东", "北站", "新华", "东风", "红旗", "团结", "桃园", "龙泉", "西坡", "南湖", "清水", "白杨", "金沙", "双桥", "望江", "石门"];
    private static readonly string[] Kinds = ["街道", "镇", "小区", "村", "社区", "路", "花园", "市场", "中学", "新城"];
    private static readonly string[] Matters =
    [
        "自来水发黄有异味", "路灯半个月不亮", "夜间施工噪音扰民", "垃圾没有人清运", "暖气不热", "公交改线后出行不便", "学位不足", "房产证迟迟办不下来", "电梯经常停运", "下水道堵塞外溢",
        "违章停车堵住消防通道", "油烟排放影响居民", "拖欠农民工工资", "道路塌陷没有警示", "医保报销进度缓慢", "低保审核没有答复", "树木遮挡交通信号", "宽带安装排队太久", "燃气管道何时接通", "广场舞音响太大",
        "停车收费标准不公示", "物业费上涨没有征求意见", "养老院床位紧张", "农田灌溉水渠淤塞", "征地补偿款没有到位", "校车接送路线调整", "流浪犬伤人", "楼道堆放杂物", "快递柜占用通道", "河道水体发黑",
    ];
    private static readonly string[] Details =
    [
        "已经向有关部门反映过多次，一直没有明确答复。", "老人和孩子出行都受到影响，雨天更加困难。", "希望尽快安排人员到现场查看。", "请问什么时候能够解决？", "我们理解工作有难度，但总要有个时间表。",
        "附近居民意见很大，大家都在业主群里讨论。", "上个月说一周之内处理，到现在没有动静。", "请公布处理结果和责任单位。", "联系电话13800000000，住3栋2单元501室。", "周边还有学校和医院，安全隐患突出。",
        "希望把相关政策解释清楚，让群众心里有数。", "物业说归街道管，街道说归城管管。", "晚上十点以后尤其严重，影响休息。", "感谢工作人员此前的耐心解释。", "附上照片三张，请核实。",
    ];

    /// <summary>One message's text; the same number gives the same.</summary>
    public static string Text(int number)
    {
        var random = new Random(number);
        var text = new StringBuilder().Append(Names[random.Next(Names.Length)]).Append(Kinds[random.Next(Kinds.Length)]).Append(Matters[random.Next(Matters.Length)]).Append('，');
        for (var k = 0; k < 8; k++) text.Append(Details[random.Next(Details.Length)]);
        return text.ToString();
    }

    /// <summary>Posts as JSON Lines, in time order.</summary>
    public static IEnumerable<string> Lines(int count)
    {
        var random = new Random(20_260_302);
        var time = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            time = time.AddSeconds(random.Next(1, 240));
            // A few matters are spoken of again and again, most only now and then.
            var which = (int)(Math.Pow(random.NextDouble(), 3) * Names.Length * Kinds.Length * Matters.Length);
            var place = Names[which % Names.Length] + Kinds[which / Names.Length % Kinds.Length];
            var matter = Matters[which / (Names.Length * Kinds.Length) % Matters.Length];
            text.Clear();
            text.Append(place).Append(random.Next(1, 30)).Append("号附近").Append(matter).Append('，');
            for (var k = random.Next(2, 14); k > 0; k--) text.Append(Details[random.Next(Details.Length)]);
            if (random.Next(3) == 0) text.Append(place).Append('的').Append(matter).Append("问题请尽快解决。");
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{{\"id\":\"m{i}\",\"time\":\"{time:yyyy-MM-ddTHH:mm:ss}\",\"title\":\"反映{place}{matter}\",\"body\":\"{text}\"}}");
        }
    }
}
