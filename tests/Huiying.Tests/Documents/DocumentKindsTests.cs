using Huiying.Documents;
using Huiying.Tests.House;

namespace Huiying.Tests.Documents;

public sealed class DocumentKindsTests
{
    private static List<string> Headings(OfficialDocument document) => [.. document.Body.OfType<Heading>().Where(h => h.Level == 1).Select(h => h.Text)];

    private static string Text(OfficialDocument document) => string.Join('\n', document.Body.Select(b => b switch
    {
        Heading h => h.Text,
        Paragraph p => p.Lead + p.Text,
        Table t => string.Join('|', t.Header) + "\n" + string.Join('\n', t.Rows.Select(r => string.Join('|', r))),
        Picture p => p.Alternative,
        _ => "",
    }));

    [Fact]
    [Clause("R51")]
    public void A_summary_has_the_five_parts_in_the_regulations_order_and_names() =>
        Headings(Samples.Summary.Compose()).ShouldBe(["概述", "时间线", "舆情发生原因", "传播特点", "处理结果", "处置经验", "存在问题", "改进事项"]);

    [Fact]
    [Clause("R51")]
    public void An_empty_part_of_a_summary_is_named_and_stands_in_the_draft_as_unwritten()
    {
        Samples.Summary.EmptyParts.ShouldBeEmpty();
        var draft = Samples.Summary with { Experience = "  ", Problems = null };
        draft.EmptyParts.ShouldBe(["处置经验", "存在问题"]);
        Text(draft.Compose()).ShouldContain("处置经验\n（未填写）");
    }

    [Fact]
    [Clause("R52")]
    public void A_summary_carries_timeline_figures_and_chart_as_they_are_in_the_data()
    {
        var document = Samples.Summary.Compose();
        var text = Text(document);
        text.ShouldContain("2026年3月5日 15:04|日常巡查发现帖文|值班员\n2026年3月5日 19:04|党组研判|党组\n2026年3月13日 15:04|确认平稳|—");
        text.ShouldContain("某某论坛\nhttp://forum.example/t/1|12|2340|56|8");
        text.ShouldContain("距发现9小时24分");
        text.ShouldContain($"共{Samples.Mentions.Sum(m => m.Count)}条");
        document.Body.OfType<Picture>().ShouldHaveSingleItem().Png.Span[..4].SequenceEqual((byte[])[0x89, 0x50, 0x4E, 0x47]).ShouldBeTrue();
    }

    [Fact]
    [Clause("R54")]
    public void Improvements_are_listed_with_owner_and_date() =>
        Text(Samples.Summary.Compose()).ShouldContain("1|建立比对机制|张某某|2026年4月30日|进行中\n2|每季度排查老旧电缆|—|—|—");

    [Fact]
    [Clause("S14")]
    [Clause("R28")]
    public void A_first_report_with_nothing_but_the_matter_goes_out_and_says_what_is_open()
    {
        var report = new SituationReport { Office = Samples.Office, Stage = ReportStage.First, Event = "2026-0008", Subject = "停水", At = Samples.Found }.Compose();
        report.Title.ShouldEndWith("关于停水有关情况的报告（首报）");
        Text(report).ShouldContain("基本情况\n正在核实，将及时续报。");
        Docx.Write(report).Length.ShouldBeGreaterThan(1000);
    }

    [Fact]
    [Clause("R26")]
    public void A_handling_report_names_both_recipients_facts_and_measures()
    {
        var report = Samples.Report.Compose();
        report.Recipients.ShouldBe(["区舆情应急管理办公室", "市某某开发办公室"]);
        report.Head.ShouldBe(new RedHead("某某区某某开发办公室文件", new("某办报", 2026, 3), "李某某"));
        var text = Text(report);
        text.ShouldContain("2026年3月5日 15:04，我单位通过日常巡查获悉东街路灯不亮舆情（事件编号2026-0007），经研判属一般舆情（询问、置疑、诉求类）。");
        text.ShouldContain("抢修东街路灯|张某某|3月6日 21:04|进行中");
        report.Signature.ShouldBe(new Signature("某某区某某开发办公室", new(2026, 3, 5)));
    }

    [Fact]
    [Clause("R39")]
    public void A_progress_report_bears_its_number() =>
        (Samples.Report with { Stage = ReportStage.Progress, Sequence = 2 }).Compose().Title.ShouldEndWith("（续报2）");

    [Fact]
    [Clause("R20")]
    [Clause("R61")]
    public void A_brief_says_which_rules_fired_and_that_people_decide()
    {
        var text = Text(Samples.Brief.Compose());
        text.ShouldContain("［符合］帖文15条");
        text.ShouldContain("［不符合］浏览2,340次");
        text.ShouldContain("建议定为一般舆情，由党组研判决定。");
        text.ShouldContain("至多11个不同发布者");
        text.ShouldContain("东街路灯已坏七天|部分属实|");
    }

    [Fact]
    [Clause("R22")]
    public void Minutes_name_who_was_there_who_was_not_and_what_was_decided()
    {
        var text = Text(Samples.Meeting.Compose());
        text.ShouldContain("出席：李某某、赵某某、孙某某\n请假：周某某\n缺席：郑某某");
        text.ShouldContain("李某某：属于正常民生诉求。");
        text.ShouldContain("级别：定为一般舆情。\n类别：属询问、置疑、诉求类。");
        Text((Samples.Meeting with { Mode = AssessmentMode.Circulated, ConfirmsAfterwards = true }).Compose()).ShouldContain("研判方式：传签（对主要领导先行处置决定的补议）");
    }

    [Fact]
    [Clause("R34")]
    public void A_response_on_its_way_to_approval_bears_its_text_code_and_an_approved_one_is_not_reworded()
    {
        Samples.Response.Compose().Marks.ShouldBe(["文本码：7K2M9QXA"]);
        Text(Samples.Response.Compose()).ShouldContain("更换电缆并恢复照明，于2026年3月6日前完成。");
        Text((Samples.Response with { ApprovedText = "逐字批准的文本" }).Compose()).ShouldBe("逐字批准的文本");
    }
}
