using Huiying.Documents;
using Huiying.Ground;

namespace Huiying.Tests.Documents;

internal static partial class Samples
{
    private const string AnswerText = "东街路灯因地下电缆老化，自2月27日起不亮。我单位已于3月5日组织抢修。\n18盏路灯将于3月6日18时前恢复照明，届时公布结果。";

    public static SpecialReport Special => new()
    {
        Office = Office,
        Event = "2026-0007",
        Subject = "东街路灯不亮",
        At = Found.AddDays(1),
        Number = 3,
        Grade = Grade.Major,
        Category = Category.Inquiry,
        Summary = "东街18盏路灯因电缆老化连续六天不亮，居民多次报修未得到答复，网上集中反映出行安全。风险：若本周不能恢复照明，可能引发沿街商户和居民集中投诉",
        Timeline = [new(Found, "日常巡查发现帖文", "值班员"), new(Found.AddHours(4), "党组研判", "党组"), new(Found.AddHours(9), "发布处理意见", "办公室")],
        Spread = "首发于本地论坛，一天内被热线和留言板转述",
        Sources = Sources,
        Mentions = Mentions,
        Opinions = ["多数要求尽快恢复照明、公开维修时间", "部分批评报修三次无人处理，认为值班电话形同虚设", "少数建议更换为太阳能路灯"],
        Claims = Claims,
        Judgement = "反映的问题基本属实，诉求正当，批评意见应当正面回应",
        Advice = ["3月6日18时前恢复照明并公布结果", "核查三次报修的受理记录，向反映人说明情况"],
        CopiesTo = ["区委宣传部", "区政府办公室"],
    };

    public static PeriodicReport Monthly => new()
    {
        Office = Office,
        Period = ReportPeriod.Month,
        From = new(2026, 3, 1),
        Until = new(2026, 3, 31),
        At = Found.AddDays(27),
        Number = 3,
        Mentions = Mentions,
        Posts = 412,
        Opened = 9,
        Closed = 6,
        Running = 4,
        Answers = 11,
        Grades = [(Grade.Ordinary, 7), (Grade.Major, 2), (Grade.Extraordinary, 0)],
        Categories = [(Category.Inquiry, 7), (Category.Hype, 0), (Category.Fabrication, 0), (Category.Suggestion, 2)],
        Sections = [new("市政科", 5, 31, 1), new("综合科", 4, 22, 0)],
        Met = 53,
        Late = 1,
        LateDuties = [new("〔2026〕7", "办结当日回复处理结果", "2小时15分", "抢修当晚停电，系统次日恢复")],
        RunningLate = 1,
        Topics = [new(Grade.Ordinary, 37, 1), new(Grade.Major, 2, 0), new(Grade.Extraordinary, 0, 0)],
        Hot = [new("东街路灯不亮", 187, "已办结", "东街", 60, 121), new("学校门口拥堵", 96, "在办", null, 120, 80), new("办证排队时间长", 41, null, "政务大厅", 0, 41)],
        HotAt = Found.AddDays(27),
        HotLooked = 2000,
        NotReported = [new("〔2026〕5", "公园长椅损坏", "影响限于一处，当日已修复", "何某某", Found.AddDays(2))],
        Overview = "来信来帖集中在出行和公共设施",
        Outlook = "四月进入施工季，道路开挖类反映可能增多",
        Advice = "提前公布施工计划和绕行路线",
        CopiesTo = ["区委宣传部"],
    };

    public static ApprovalRequest Request => new()
    {
        Office = Office,
        Recipient = "区委宣传部",
        Event = "2026-0007",
        Subject = "东街路灯不亮",
        Grade = Grade.Major,
        Category = Category.Inquiry,
        Number = 2,
        Title = "关于东街路灯不亮问题的回应",
        Text = AnswerText,
        TextCode = "7K2M9QXA",
        Outlet = "门户网站",
        Facts = Claims,
        Risk = "延迟回应可能使反映升级",
        DueAt = Found.AddHours(9),
        Signer = "李某某",
        CopiesTo = ["市某某开发办公室"],
        At = Found.AddHours(6),
    };

    public static ReferralLetter Referral => new()
    {
        Office = Office,
        Recipient = "某某区公安分局",
        Event = "2026-0011",
        Subject = "虚假停水通知",
        At = Found.AddDays(3),
        Number = 4,
        Facts = [new("全区自3月6日起停水十天", "不属实", "供水单位书面答复：无停水计划", "王某某", Found.AddDays(1))],
        Notice = new("关于网传停水通知的情况说明", Found.AddDays(1), "http://office.example/n/11"),
        SpreadAfter = "情况说明发布后，同一伪造通知仍在两个公开页面继续发布并更换日期",
        Harm = "三家商店因居民集中购水发生挤伤，两名群众受轻伤；供水服务电话中断四小时",
        LegalBasis = ["《中华人民共和国治安管理处罚法》有关散布谣言扰乱公共秩序的规定"],
        Request = "请贵单位依法核查上述伪造通知，并将处理意见函复我单位",
        Evidence = [new("http://board.example/t/88", Found.AddDays(1), new string('a', 64), "伪造通知的公开页面"), new("http://board.example/t/93", Found.AddDays(2), new string('7', 64))],
    };

    public static WithdrawalLetter Withdrawal => new()
    {
        Office = Office,
        Recipient = "某某区公安分局",
        Event = "2026-0011",
        Subject = "虚假停水通知",
        At = Found.AddDays(6),
        Number = 5,
        Withdraws = "某办函〔2026〕4号",
        WithdrawsOf = new(2026, 3, 8),
        Facts = [new("北街片区3月6日停水", "属实", "供水单位3月10日更正：北街确有计划停水", "王某某", Found.AddDays(5))],
        Reason = "供水单位3月10日书面更正，北街片区确有计划停水，原函所依据的核实结论不再成立",
    };

    public static ApprovalSheet Approval => new()
    {
        Office = Office,
        Event = "2026-0007",
        TextCode = "7K2M9QXA",
        Subject = "关于东街路灯不亮问题的回应",
        Text = AnswerText,
        Question = "东街路灯多日不亮",
        Drafter = "张某某",
        Outlet = "门户网站；向全社会",
        Urgent = true,
        Lines = [new("科室负责人"), new("办公室核稿"), new("保密审查", "林某某", Found.AddHours(7), "可以公开"), new("分管领导"), new("主要领导签发")],
        At = Found.AddHours(7),
    };

    public static AssignmentSlip Assignment => new()
    {
        Office = Office,
        Event = "2026-0007",
        Subject = "东街路灯不亮",
        Number = 6,
        Code = "3F9A01BC",
        Section = "市政科",
        Request = "查明路灯不亮的原因，组织抢修，当日提出处理意见",
        Instruction = "请市政科立即到场。（何某某，3月5日）",
        Duties = [new("签收交办", "R08:sign", Found.AddHours(4)), new("发现当日回复处理意见", "R68", Found.AddHours(8.93))],
        AssignedAt = Found.AddHours(2),
        At = Found.AddHours(2),
    };

    public static SupervisionSlip Supervision => new()
    {
        Office = Office,
        Event = "2026-0007",
        Subject = "东街路灯不亮",
        Number = 1,
        Code = "9C44D0E2",
        Section = "市政科",
        Duties = [new("发现当日回复处理意见", "R68", Found.AddHours(8.93))],
        At = Found.AddHours(12),
    };

    public static PhoneRecord Call => new()
    {
        Office = Office,
        Event = "2026-0007",
        Subject = "东街路灯不亮",
        Body = "区舆情应急管理办公室",
        CalledAt = Found.AddMinutes(25),
        Caller = "牛某某",
        ReceivedBy = "周某某",
        Number = "0000-0000001",
        Note = "报告东街路灯不亮，居民反映集中。对方已记录，要求一小时内书面报告",
        At = Found.AddMinutes(30),
    };

    public static FaxCover Fax => new()
    {
        Office = Office,
        Event = "2026-0007",
        Subject = "东街路灯不亮",
        Body = "市某某开发办公室",
        To = "值班室吴某某",
        Number = "0000-0000002",
        Report = "首报",
        Sender = "牛某某",
        SentAt = Found.AddMinutes(55),
    };

    public static Register RegisterOfMarch => new()
    {
        Office = Office,
        From = new(2026, 3, 1),
        Until = new(2026, 3, 31),
        At = Found.AddDays(27),
        Lines = [.. Enumerable.Range(1, 30).Select(i => new RegisterLine
        {
            Number = $"〔2026〕{i}",
            Title = i % 3 == 0 ? "=HYPERLINK(\"http://board.example\")学校门口拥堵" : "东街路灯不亮",
            DiscoveredAt = Found.AddHours(i * 17),
            Channel = "网上巡查",
            Grade = i % 9 == 0 ? "重大" : "一般",
            Category = "第一类　询问、置疑、诉求",
            Section = "市政科",
            State = i < 20 ? "已销号" : "办理",
            AnsweredAt = Found.AddHours(i * 17 + 6),
            ClosedAt = i < 20 ? Found.AddHours(i * 17 + 200) : null,
            LateDuties = i % 7 == 0 ? 1 : 0,
        })],
    };
}
