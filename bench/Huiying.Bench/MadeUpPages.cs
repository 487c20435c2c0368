using System.Globalization;
using System.Text;

namespace Huiying.Bench;

/// <summary>Made-up news of made-up places: texts, a feed of them and pages with the usual furniture around them. The same number gives the same text.</summary>
internal static class MadeUpPages
{
    private static readonly string[] Places = ["云山", "松河", "青石", "白杨", "河东", "北桥", "新渡", "金沙", "双塔", "望江"];
    private static readonly string[] Who = ["供水中心", "住建部门", "交通运输部门", "教育部门", "医保经办机构", "街道办事处", "城管执法队", "水务集团", "民政部门", "市场监管部门"];
    private static readonly string[] Did = ["公布了", "调整了", "启动了", "完成了", "通报了", "征求了市民对", "推迟了", "验收了", "回应了市民关切的", "开始办理"];
    private static readonly string[] What = ["老旧管网改造工程", "冬季供暖方案", "学区划分办法", "公交线路优化方案", "停车收费标准", "低保复核结果", "河道清淤进度", "农田灌溉计划", "夜间施工管理规定", "医保报销流程"];
    private static readonly string[] When = ["本月底前", "下周一起", "今年上半年", "自公布之日起", "汛期到来之前", "开学之前", "春节过后", "十五个工作日内", "即日起", "第三季度"];
    private static readonly string[] Then = ["将分段施工，期间设置临时通道", "由专人负责解答居民的疑问", "向社会公开全部数据", "逐户登记并书面告知", "由第三方机构进行评估", "每周公布一次进展", "请居民凭身份证件办理", "先行试点后全面推开", "受理投诉并限时答复", "同步更新公示栏和网站"];

    /// <summary>A text of twenty-odd sentences; every fifth is the one before it with another beginning and a cut tail.</summary>
    public static string Text(int number)
    {
        if (number % 5 == 4) return $"转发一则消息，请大家看看。{Text(number - 1)[..^60]}";
        var random = new Random(number);
        var text = new StringBuilder();
        for (var i = 0; i < 24; i++)
        {
            text.Append(One(Places)).Append(random.Next(2, 99)).Append('号').Append(One(Who)).Append(When[random.Next(10)]).Append(One(Did)).Append(One(What)).Append('，').Append(One(Then))
                .Append(i % 4 == 3 ? "。\n" : "。");
        }
        return text.ToString();

        string One(string[] of) => of[random.Next(of.Length)];
    }

    /// <summary>An RSS 2.0 feed whose items carry a summary with markup.</summary>
    public static string Feed(int items)
    {
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\"><channel><title>云山要闻</title><link>https://news.example/</link><description>要闻</description>\n");
        for (var i = 0; i < items; i++)
        {
            var text = Text(i * 5);
            var time = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(i).ToString("r", CultureInfo.InvariantCulture);
            xml.Append(CultureInfo.InvariantCulture, $"<item><title>{text[..24]}</title><link>https://news.example/{i}.html?a=1&amp;b=2</link><guid>https://news.example/{i}.html</guid><pubDate>{time}</pubDate>")
                .Append(CultureInfo.InvariantCulture, $"<description><![CDATA[<p>{text[24..160]}</p><p><a href=\"/{i}\">详情</a></p>]]></description></item>\n");
        }
        return xml.Append("</channel></rss>").ToString();
    }

    /// <summary>An article page: menu, breadcrumb, article of six paragraphs, recommendations, comments, footer.</summary>
    public static string Article(int number)
    {
        var text = Text(number * 5 + 1);
        var html = new StringBuilder("<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>").Append(text[..22]).Append("_云山新闻网</title><meta name=\"keywords\" content=\"云山\"></head><body>");
        Links("nav", 40);
        html.Append("<div class=\"main\"><div class=\"crumb\"><a href=\"/\">首页</a> &gt; <a href=\"/n\">要闻</a></div><h1>").Append(text[..22])
            .Append("</h1><div class=\"info\">发布时间：2026-03-05 08:12 来源：云山日报</div><div class=\"content\">");
        foreach (var paragraph in text.Split('\n')) html.Append("<p style=\"text-indent:2em\"><span>").Append(paragraph).Append("</span></p>\n");
        html.Append("</div>");
        Links("related", 12);
        html.Append("</div><div class=\"comments\">");
        for (var i = 0; i < 15; i++) html.Append("<div class=\"comment\"><p>").Append(Text(number + i)[..40]).Append("</p><span>3月5日</span></div>");
        html.Append("</div>");
        Links("sidebar", 30);
        return html.Append("<div class=\"footer\">云山新闻网 版权所有</div></body></html>").ToString();

        void Links(string name, int count)
        {
            html.Append("<div class=\"").Append(name).Append("\"><ul>");
            for (var i = 0; i < count; i++) html.Append("<li><a href=\"/n/").Append(i).Append(".html\">").Append(Text(i)[..16]).Append("</a></li>");
            html.Append("</ul></div>");
        }
    }
}
