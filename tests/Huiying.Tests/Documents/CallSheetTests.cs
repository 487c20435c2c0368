using Huiying.Documents;
using Huiying.Ground;
using Huiying.Tests.House;

namespace Huiying.Tests.Documents;

public sealed class CallSheetTests
{
    private static string Text(OfficialDocument document) => string.Join('\n', document.Body.Select(b => b switch
    {
        Heading h => h.Text,
        Paragraph p => p.Lead + p.Text,
        Table t => string.Join('\n', t.Rows.Select(r => string.Join('|', r))),
        _ => "",
    }));

    [Fact, Clause("R28"), Clause("S14")]
    public void A_telephone_record_is_made_with_whatever_is_known()
    {
        var record = new PhoneRecord { Office = Samples.Office, Event = "2026-0008", Subject = "停水", Body = "某机关", CalledAt = Samples.Found, Caller = "值班员", At = Samples.Found };
        Text(record.Compose()).ShouldContain("受话人|（待补）\n电话号码|（待补）\n通话内容|（待补）");
        Text((record with { ReceivedBy = "某某", Number = "12", Note = "已记录" }).Compose()).ShouldContain("受话人|某某\n电话号码|12\n通话内容|已记录");
        Docx.Write(record.Compose()).Length.ShouldBeGreaterThan(1000);
    }

    [Fact, Clause("R28")]
    public void A_fax_cover_names_what_follows()
    {
        var cover = new FaxCover { Office = Samples.Office, Event = "2026-0008", Subject = "停水", Body = "某机关", Report = "续报2", Sender = "值班员", SentAt = Samples.Found };
        Text(cover.Compose()).ShouldContain("所附文件|续报2");
        Docx.Write(cover.Compose()).Length.ShouldBeGreaterThan(1000);
    }

    [Fact, Clause("R34")]
    public void The_sheet_and_the_request_carry_the_exact_text_and_its_code_and_say_that_silence_is_no_consent()
    {
        const string text = "三盏路灯已修好。\n如有疑问请联系。";
        var sheet = new ApprovalSheet
        {
            Office = Samples.Office,
            Event = "2026-0008",
            TextCode = "0A1B2C3D",
            Subject = "关于路灯的答复",
            Text = text,
            Drafter = "拟稿人",
            Outlet = "网站",
            Lines = [new("保密审查", "某某", Samples.Found, "可"), new("主要领导签发")],
            At = Samples.Found,
        }.Compose();
        sheet.Marks[0].ShouldStartWith("文本码：0A1B2C3D");
        Text(sheet).ShouldContain(text);
        Text(sheet).ShouldContain("主要领导签发|　|　|　");
        var request = new ApprovalRequest
        {
            Office = Samples.Office,
            Recipient = "某机关",
            Event = "2026-0008",
            Subject = "路灯",
            Grade = Grade.Major,
            Category = Category.Inquiry,
            Title = "关于路灯的答复",
            Text = text,
            TextCode = "0A1B2C3D",
            Outlet = "网站",
            At = Samples.Found,
        }.Compose();
        request.Recipients.ShouldBe(["某机关"]);
        request.Marks.ShouldContain("文本码：0A1B2C3D");
        Text(request).ShouldContain(text);
        Text(request).ShouldContain("未收到批复前，我单位不予发布。");
        Docx.Write(request).Length.ShouldBeGreaterThan(1000);
    }
}
