using Huiying.Documents;
using Huiying.Ground;
using Huiying.Ground.Calendars;

namespace Huiying.Tests.Documents;

/// <summary>One fictitious event, told in every kind of document.</summary>
internal static partial class Samples
{
    public static readonly DateTimeOffset Found = new(2026, 3, 5, 7, 4, 0, TimeSpan.Zero);

    public static readonly Letterhead Office = new("某某区某某开发办公室", OfficeZone.Find("Asia/Shanghai")!, "某办", "联系人：王某某，电话：0000-0000000");

    public static readonly IReadOnlyList<HourCount> Mentions = [.. Enumerable.Range(0, 60).Select(i => new HourCount(Found.AddHours(i), Math.Max(0, 40 - (i - 15) * (i - 15) / 4)))];

    public static readonly IReadOnlyList<SourceFigures> Sources = [new("某某论坛", 12, 2340, 56, 8, "http://forum.example/t/1"), new("12345热线", 3)];

    public static readonly IReadOnlyList<ClaimFinding> Claims =
        [new("东街路灯已坏七天", "部分属实", "巡查记录：2月27日至3月5日不亮，共六天", "王某某", Found.AddHours(2)), new("报修三次无人处理", "待核")];

    public static AssessmentBrief Brief => new()
    {
        Office = Office,
        Event = "2026-0007",
        Subject = "东街路灯不亮",
        AsOf = Found.AddHours(5),
        Issue = 7,
        DiscoveredAt = Found,
        Channel = "日常巡查",
        Overview = "有网民发帖反映东街路灯多日不亮",
        Posts = 15,
        Voices = 11,
        VoicesAtMost = true,
        Growth = .5,
        Sources = Sources,
        Mentions = Mentions,
        Forecast = new(24, 8, 20, 41),
        Claims = Claims,
        Demands = ["尽快修复路灯", "公开维修时间"],
        Factors = [("事件性质", "民生诉求"), ("影响力", "限于本地论坛"), ("媒体关注度", "暂无报道"), ("发展态势", "略有上升"), ("其他", "无")],
        SuggestedGrade = Grade.Ordinary,
        Rules = [new("帖文15条，未达到重大舆情参考值", true), new("浏览2,340次，低于20,000次", false)],
        SuggestedCategory = Category.Inquiry,
        Risks = ["若维修拖延，可能引发集中投诉"],
        Advice = ["当日答复处理意见", "维修完成之日公布结果"],
    };

    public static SituationReport Report => new()
    {
        Office = Office,
        Stage = ReportStage.Handling,
        Event = "2026-0007",
        Subject = "东街路灯不亮",
        At = Found.AddHours(8),
        Recipients = ["区舆情应急管理办公室", "市某某开发办公室"],
        Number = 3,
        Signer = "李某某",
        Urgency = "特急",
        ReceivedAt = Found,
        Source = "日常巡查",
        Grade = Grade.Ordinary,
        Category = Category.Inquiry,
        Facts = "经现场核查，东街路灯自2月27日起不亮，影响居民约320户",
        Trend = "目前传播限于本地论坛",
        Sources = Sources,
        Claims = Claims,
        InCharge = "市政科张某某",
        Measures = [new("抢修东街路灯", "张某某", Found.AddHours(30), "进行中")],
        Next = "3月6日18时前完成抢修并公布结果",
        CopiesTo = ["区委宣传部", "区政府办公室"],
    };

    public static ResponseText Response => new()
    {
        Office = Office,
        Title = "关于东街路灯不亮问题的回应",
        At = Found.AddHours(9),
        Question = "东街路灯多日不亮",
        WhatHappened = "东街路灯因电缆故障，自2月27日起不亮",
        Facts = ["18盏路灯不亮", "故障原因为地下电缆老化"],
        Done = "已组织抢修",
        Next = "更换电缆并恢复照明",
        NextBy = new(2026, 3, 6),
        TextCode = "7K2M9QXA",
    };

    public static Minutes Meeting => new()
    {
        Office = Office,
        Body = "中共某某区某某开发办公室党组",
        Subject = "东街路灯不亮",
        HeldAt = Found.AddHours(4),
        Number = 2,
        Event = "2026-0007",
        Place = "会议室",
        Chair = "李某某",
        Present = ["李某某", "赵某某", "孙某某"],
        Excused = ["周某某"],
        Absent = ["郑某某"],
        Recorder = "吴某某",
        Opinions = [("李某某", "属于正常民生诉求"), ("赵某某", "同意定为一般舆情")],
        Grade = Grade.Ordinary,
        Category = Category.Inquiry,
        Plan = "市政科承办",
        Reporting = "报区舆情应急管理办公室和市某某开发办公室",
        Decisions = ["由分管领导牵头，办公室配合"],
    };

    public static SummaryReport Summary => new()
    {
        Office = Office,
        Event = "2026-0007",
        Subject = "东街路灯不亮",
        At = Found.AddDays(12),
        Recipients = ["区舆情应急管理办公室", "市某某开发办公室"],
        Number = 9,
        Signer = "李某某",
        Grade = Grade.Ordinary,
        Category = Category.Inquiry,
        DiscoveredAt = Found,
        RespondedAt = Found.AddHours(9.4),
        CalmAt = Found.AddDays(8),
        Overview = "群众反映的问题已经解决",
        Timeline = [new(Found.AddHours(4), "党组研判", "党组"), new(Found, "日常巡查发现帖文", "值班员"), new(Found.AddDays(8), "确认平稳")],
        Cause = "地下电缆老化",
        Spread = "以本地论坛为主",
        Result = "18盏路灯全部修复",
        Experience = "当日回应、当日处置",
        Problems = "报修与舆情信息没有打通",
        Sources = Sources,
        Mentions = Mentions,
        Improvements = [new("建立比对机制", "张某某", new(2026, 4, 30), "进行中"), new("每季度排查老旧电缆")],
        CopiesTo = ["区委宣传部"],
    };

    public static IReadOnlyDictionary<string, OfficialDocument> All { get; } = Composed();

    private static Dictionary<string, OfficialDocument> Composed()
    {
        var all = Kinds.ToDictionary(s => s.Key, s => Compose(s.Value));
        all["everything"] = new OfficialDocument
        {
            Title = "版式",
            Head = new RedHead("某某办公室文件", new("某办", 2026, 12)),
            Marks = ["000001", "特急"],
            Recipients = ["各科室"],
            Body = [new Heading(1, "一级"), new Heading(2, "二级"), new Heading(3, "三级"), new Heading(4, "四级"), new Heading(2, "又二级"), new Heading(1, "又一级"), new Paragraph("正文\n第二段\u0001\ud800")],
            Attachments = [new("清单", [new Heading(1, "附件里从头编号")]), new("记录", [new Paragraph("略")])],
            Signature = new("办公室", new(2026, 10, 31)),
            Note = "此件公开发布",
            Imprint = new(["甲", "乙"], "某某办公室", new(2026, 10, 31), "主动公开"),
        };
        return all;
    }

    /// <summary>The kind as a drill's office makes it.</summary>
    public static OfficialDocument InDrill(string kind)
    {
        var source = Kinds[kind];
        source.GetType().GetProperty("Office")!.SetValue(source, Office with { Office = Office.Office + Huiying.Ground.DrillOffices.Mark });
        return Compose(source);
    }

    public static OfficialDocument Compose(object source) => (OfficialDocument)source.GetType().GetMethod("Compose", [])!.Invoke(source, [])!;

    /// <summary>Every kind full, and bare where a kind goes out with little.</summary>
    public static IReadOnlyDictionary<string, object> Kinds => new Dictionary<string, object>
    {
        ["brief"] = Brief,
        ["report"] = Report,
        ["first report"] = Report with { Stage = ReportStage.First, Loss = "三家店铺受影响", Advice = "请市级部门协调电缆供应", Handling = "已到现场抢修" },
        ["progress"] = Report with { Stage = ReportStage.Progress, Sequence = 2 },
        ["final report"] = Report with { Stage = ReportStage.Final, Handling = "已更换电缆", Aftermath = "群众诉求2项，已办理2项；已指定专人继续跟踪" },
        ["correction"] = Report with { Stage = ReportStage.Correction, Corrects = "首报" },
        ["response"] = Response,
        ["minutes"] = Meeting,
        ["summary"] = Summary,
        ["special"] = Special,
        ["daily"] = Monthly with { Period = ReportPeriod.Day, From = new(2026, 3, 5), Until = new(2026, 3, 5) },
        ["weekly"] = Monthly with { Period = ReportPeriod.Week, From = new(2026, 3, 2), Until = new(2026, 3, 8) },
        ["monthly"] = Monthly,
        ["request"] = Request,
        ["referral"] = Referral,
        ["withdrawal"] = Withdrawal,
        ["approval sheet"] = Approval,
        ["assignment slip"] = Assignment,
        ["supervision slip"] = Supervision,
        ["telephone record"] = Call,
        ["fax cover"] = Fax,
        ["register"] = RegisterOfMarch,
        ["bare brief"] = new AssessmentBrief { Office = Office, Event = "1", Subject = "甲", AsOf = Found },
        ["bare report"] = new SituationReport { Office = Office, Stage = ReportStage.First, Event = "1", Subject = "甲", At = Found },
        ["bare progress"] = new SituationReport { Office = Office, Stage = ReportStage.Progress, Event = "1", Subject = "甲", At = Found },
        ["bare response"] = new ResponseText { Office = Office, Title = "甲", At = Found },
        ["bare minutes"] = new Minutes { Office = Office, Body = "党组", Subject = "甲", HeldAt = Found },
        ["bare summary"] = new SummaryReport { Office = Office, Event = "1", Subject = "甲", At = Found },
        ["bare special"] = new SpecialReport { Office = Office, Event = "1", Subject = "甲", At = Found },
        ["bare monthly"] = new PeriodicReport { Office = Office, Period = ReportPeriod.Month, From = new(2026, 3, 1), Until = new(2026, 3, 31), At = Found },
        ["bare register"] = new Register { Office = Office, From = new(2026, 3, 1), Until = new(2026, 3, 31), At = Found },
        ["bare telephone record"] = new PhoneRecord { Office = Office, Event = "1", Subject = "甲", Body = "乙", CalledAt = Found, Caller = "丙", At = Found },
        ["bare fax cover"] = new FaxCover { Office = Office, Event = "1", Subject = "甲", Body = "乙", Report = "首报", Sender = "丙", SentAt = Found },
    };
}
