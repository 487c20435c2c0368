using System.Globalization;
using System.Text;
using Huiying.Documents;
using Huiying.Tests.House;

namespace Huiying.Tests.Documents;

[Clause("R16")]
[Clause("S03")]
public sealed class MessageSheetTests
{
    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var t) ? t : null;

    private static async Task<(List<SheetItem> Items, MessageSheet Sheet)> Read(string text)
    {
        var sheet = new MessageSheet(Time);
        var items = await sheet.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), ct: TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
        return (items, sheet);
    }

    [Fact]
    public async Task Contact_columns_leave_apart_from_the_text_and_author_columns_leave_nowhere()
    {
        var (items, sheet) = await Read(
            "工单编号,姓名,联系电话（手机）,身份证号码,家庭住址,用户昵称,UID,头像,血型,诉求标题,诉求内容,来电时间,所属区县\n"
            + "T1,甲某某,13900001111,220802199001011234,东街3号,网名某,u-77,http://a/b.png,O型,路灯不亮,三天了,2026-03-05 07:04,洮北区\n");

        var message = items.ShouldHaveSingleItem().Message.ShouldNotBeNull();
        (message.Id, message.Title, message.Body).ShouldBe(("T1", "路灯不亮", "三天了"));
        message.Time.ShouldBe(new DateTimeOffset(2026, 3, 5, 7, 4, 0, TimeSpan.Zero));
        message.Values.ShouldBe([new(ColumnTarget.Place, "洮北区")]);
        message.Contact.ShouldBe([
            new(ColumnTarget.ContactName, "甲某某"), new(ColumnTarget.ContactPhone, "13900001111"),
            new(ColumnTarget.ContactIdNumber, "220802199001011234"), new(ColumnTarget.ContactAddress, "东街3号")]);
        sheet.Dropped.Order().ShouldBe(new[] { "UID", "头像", "用户昵称", "血型" }.Order());
    }

    [Theory]
    [InlineData("作者")]
    [InlineData("发帖人昵称")]
    [InlineData("user_id")]
    [InlineData("Author UID")]
    [InlineData("avatar_url")]
    [InlineData("用户主页链接")]
    [InlineData("粉丝量")]
    [InlineData("ＵＩＤ")]
    public async Task A_column_about_the_author_has_no_target_under_any_name(string header)
    {
        SheetColumns.Of(header).ShouldBe(ColumnTarget.Author);
        var (items, _) = await Read($"{header},内容\nsecret-handle,停水\n");
        var message = items.ShouldHaveSingleItem().Message.ShouldNotBeNull();
        (message.Title + message.Body + message.Id + string.Concat(message.Values.Values) + string.Concat(message.Contact.Select(c => c.Value))).ShouldBe("停水");
    }

    [Theory]
    [InlineData("姓名*", ColumnTarget.ContactName)]
    [InlineData("市民联系电话", ColumnTarget.ContactPhone)]
    [InlineData("主叫号码", ColumnTarget.ContactPhone)]
    [InlineData("手机号码（必填）", ColumnTarget.ContactPhone)]
    [InlineData("信访人身份证", ColumnTarget.ContactIdNumber)]
    [InlineData("现居住地址", ColumnTarget.ContactAddress)]
    [InlineData("来信人", ColumnTarget.ContactName)]
    [InlineData("电子邮箱地址", ColumnTarget.ContactAddress)]
    public void A_column_that_leads_to_a_person_is_contact(string header, ColumnTarget target) => SheetColumns.Of(header).ShouldBe(target);

    [Theory]
    [InlineData("标题", ColumnTarget.Title)]
    [InlineData(" 主 题 ", ColumnTarget.Title)]
    [InlineData("诉求内容：", ColumnTarget.Body)]
    [InlineData("留言详情", ColumnTarget.Body)]
    [InlineData("来电时间", ColumnTarget.Time)]
    [InlineData("受理时间", ColumnTarget.Time)]
    [InlineData("提交时间", ColumnTarget.Time)]
    [InlineData("区县", ColumnTarget.Place)]
    [InlineData("Title", ColumnTarget.Title)]
    [InlineData("来电内容", ColumnTarget.Body)]
    [InlineData("什么都不是", ColumnTarget.None)]
    public void A_usual_header_has_its_target(string header, ColumnTarget target) => SheetColumns.Of(header).ShouldBe(target);

    [Fact]
    public async Task The_better_named_column_wins_and_the_other_fills_its_gaps()
    {
        var (items, _) = await Read("内容,受理时间,来电时间\n甲,2026-03-05 09:00,2026-03-05 08:00\n乙,2026-03-06 09:00,\n");
        items.Select(i => i.Message!.Time!.Value.Hour).ShouldBe([8, 9]);
    }

    [Fact]
    public async Task A_row_without_text_or_with_an_unreadable_time_is_named()
    {
        var (items, _) = await Read("标题,内容,时间\n,,2026-03-05\n停水,,昨天前天\n停电,,\n");
        items.Select(i => i.Problem?.Code).ShouldBe(["no-text", "time", null]);
        items[1].Problem!.LineZh.ShouldBe("第3行“时间”列：时间读不懂；写成 2026-03-05 15:04 的样子");
        items[2].Message!.Time.ShouldBeNull();
    }

    [Fact]
    public async Task A_sheet_without_any_text_column_is_one_problem_that_shows_no_number_of_a_person()
    {
        var (items, _) = await Read("13900001111,甲某某,甲\n13900002222,乙某某,乙\n");
        var problem = items.ShouldHaveSingleItem().Problem.ShouldNotBeNull();
        problem.Code.ShouldBe("no-text-column");
        problem.Zh.ShouldNotContain("13900001111");
    }

    [Fact]
    public async Task However_many_rows_a_sheet_without_text_has_it_is_one_problem()
    {
        var (items, _) = await Read(string.Concat(Enumerable.Range(0, 500).Select(i => $"{{\"row\":{i},\"tokens\":\"x\"}}\n")));
        items.ShouldHaveSingleItem().Problem!.Zh.ShouldContain("row、tokens");
    }

    [Fact]
    public async Task Rows_without_text_before_the_first_with_text_are_named_too()
    {
        var (items, _) = await Read("标题,时间\n,2026-03-05\n,2026-03-06\n停水,2026-03-07\n");
        items.Select(i => (i.Problem?.Row, i.Problem?.Code)).ShouldBe([(2, "no-text"), (3, "no-text"), (null, null)]);
    }
}
