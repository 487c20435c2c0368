using Huiying.Assess;
using Huiying.Assess.Passages;
using Huiying.Assess.Search;
using Huiying.Collect;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Review;

namespace Huiying.Web.Pages;

/// <summary>Chinese names of the regulation's terms, as the sentences of the product.</summary>
internal static class Names
{
    public static string Of(Role role) => role switch
    {
        Role.Clerk => "办公室经办人",
        Role.SectionOfficer => "科室经办人",
        Role.SectionHead => "科室负责人",
        Role.SupervisingLeader => "分管领导",
        Role.PrincipalLeader => "主要领导",
        Role.PartySecretary => "机关党组书记",
        Role.PartyMember => "党组成员",
        Role.SecrecyReviewer => "保密审查员",
        Role.LegalReviewer => "法制审核员",
        Role.DutyOfficer => "值班员",
        Role.DutyLeader => "带班领导",
        Role.SupervisionOfficer => "督查员",
        Role.Spokesperson => "新闻发言人",
        Role.SuperiorOfficer => "上级机关经办人",
        Role.SystemAdministrator => "系统管理员",
        Role.SecurityAdministrator => "安全管理员",
        Role.AuditAdministrator => "审计管理员",
        _ => role.ToString(),
    };

    public static string Of(Grade grade) => grade switch { Grade.Ordinary => "一般", Grade.Major => "重大", Grade.Extraordinary => "特大", _ => grade.ToString() };

    public static string Of(Category category) => category switch
    {
        Category.Inquiry => "第一类　询问、置疑、诉求",
        Category.Hype => "第二类　恶意传播或炒作",
        Category.Fabrication => "第三类　捏造、歪曲、诽谤",
        Category.Suggestion => "第四类　积极建议",
        _ => category.ToString(),
    };

    public static string Of(IntakeChannel channel) => channel switch
    {
        IntakeChannel.Web => "网上巡查",
        IntakeChannel.Telephone => "电话",
        IntakeChannel.Fax => "传真",
        IntakeChannel.Hotline => "热线",
        IntakeChannel.Petition => "信访",
        IntakeChannel.SectionReport => "科室报告",
        IntakeChannel.SuperiorOrder => "上级交办",
        IntakeChannel.Visit => "来访",
        _ => channel.ToString(),
    };

    public static string Of(SpreadKind kind) => kind switch
    {
        SpreadKind.National => "中央媒体",
        SpreadKind.Provincial => "省级媒体",
        SpreadKind.City => "市级媒体",
        SpreadKind.County => "县级媒体",
        SpreadKind.Website => "其他网站",
        SpreadKind.Forum => "论坛和短帖",
        SpreadKind.Message => "网民留言",
        SpreadKind.Hotline => "热线",
        SpreadKind.Petition => "信访",
        SpreadKind.Told => "电话、传真、科室或上级告知",
        _ => kind.ToString(),
    };

    public static string Of(SourceKind kind) => kind switch
    {
        SourceKind.Feed => "订阅源",
        SourceKind.List => "文章列表页",
        SourceKind.Forum => "论坛板块",
        SourceKind.Thread => "一个帖子",
        SourceKind.Page => "单个网页",
        SourceKind.Sitemap => "站点地图",
        SourceKind.Search => "站内检索",
        _ => kind.ToString(),
    };

    public static string Of(ColumnTarget target) => target switch
    {
        ColumnTarget.None => "不收",
        ColumnTarget.Id => "编号",
        ColumnTarget.Title => "标题",
        ColumnTarget.Body => "内容",
        ColumnTarget.Time => "时间",
        ColumnTarget.Place => "地点",
        ColumnTarget.Channel => "渠道",
        ColumnTarget.Kind => "类别",
        ColumnTarget.Section => "承办单位",
        ColumnTarget.Url => "网址",
        ColumnTarget.Likes => "点赞数",
        ColumnTarget.Dislikes => "反对数",
        ColumnTarget.Reposts => "转发数",
        ColumnTarget.Comments => "评论数",
        ColumnTarget.Views => "浏览数",
        ColumnTarget.Reply => "答复",
        ColumnTarget.ReplyTime => "答复时间",
        ColumnTarget.Label => "标签",
        ColumnTarget.ContactName => "联系方式：姓名",
        ColumnTarget.ContactPhone => "联系方式：电话",
        ColumnTarget.ContactIdNumber => "联系方式：证件号码",
        ColumnTarget.ContactAddress => "联系方式：住址",
        ColumnTarget.ContactOther => "联系方式：其他",
        ColumnTarget.Author => "发言人（不收）",
        _ => target.ToString(),
    };

    public static string Of(Channel channel) => channel switch
    {
        Channel.Web => "网上巡查",
        Channel.Message => "网民留言",
        Channel.Hotline => "热线",
        Channel.Petition => "信访",
        Channel.Telephone => "电话",
        Channel.Fax => "传真",
        Channel.Section => "科室报告",
        Channel.Superior => "上级交办",
        _ => channel.ToString(),
    };

    public static string Of(MediaLevel level) => level switch
    {
        MediaLevel.None => "不是媒体",
        MediaLevel.County => "县级媒体",
        MediaLevel.City => "市级媒体",
        MediaLevel.Provincial => "省级媒体",
        _ => "中央媒体",
    };

    public static string Of(ClaimKind kind) => kind switch
    {
        ClaimKind.Inquiry => "询问",
        ClaimKind.Doubt => "置疑",
        ClaimKind.Demand => "诉求",
        _ => "情况反映",
    };

    public static string Of(Finding finding) => finding switch
    {
        Finding.True => "属实",
        Finding.PartlyTrue => "部分属实",
        Finding.False => "不属实",
        _ => "待核",
    };

    public static string Of(DemandOutcome outcome) => outcome switch
    {
        DemandOutcome.Met => "已解决",
        DemandOutcome.PartlyMet => "部分解决",
        DemandOutcome.NotMet => "未解决",
        _ => "已转有关单位",
    };

    public static string Of(AssessmentMode mode) => mode switch
    {
        AssessmentMode.Meeting => "会议",
        AssessmentMode.Circulated => "传签",
        _ => "电话",
    };

    public static string Of(ReportMode mode) => mode switch
    {
        ReportMode.System => "系统",
        ReportMode.Paper => "纸质",
        ReportMode.Fax => "传真",
        _ => "电话",
    };

    public static string Of(SecretLevel level) => level switch { SecretLevel.TopSecret => "绝密", SecretLevel.Confidential => "机密", _ => "秘密" };

    public static string Of(InterviewKind kind) => kind == InterviewKind.Conference ? "新闻发布会" : "采访";

    public static string Of(FaultKind kind) => kind switch { FaultKind.Late => "迟报", FaultKind.Missed => "漏报", FaultKind.False => "谎报", _ => "瞒报" };

    public static string Of(AnswerKind kind) => kind == AnswerKind.Result ? "处理结果" : "处理意见";

    /// <summary>What a text going round is: an answer of its own, or what corrects or withdraws one.</summary>
    public static string Of(ReleaseText text) => text.Mends is null ? Of(text.Kind) : text.Withdraws ? "撤回说明" : "更正";

    public static string Of(PublicAnswer answer) => answer.Withdraws ? "撤回说明" : answer.Mends is not null ? "更正" : Of(answer.Kind);

    public static string Of(Ending ending) => ending switch
    {
        Ending.PublicResponse => "公开回应",
        Ending.DirectReply => "直接答复",
        _ => "法定理由不予公开",
    };

    public static string Of(TopicAnswer answer) => answer switch
    {
        TopicAnswer.Opened => "立项",
        TopicAnswer.Merged => "并入",
        _ => "不予处理",
    };

    public static string Of(PolicyDocumentState state) => state switch
    {
        PolicyDocumentState.InForce => "现行有效",
        PolicyDocumentState.NotYet => "尚未生效",
        PolicyDocumentState.Expired => "已失效，不再摘引",
        PolicyDocumentState.Replaced => "已有新版",
        _ => "已停用",
    };

    public static string Of(FindingKind kind) => kind switch
    {
        FindingKind.Posts => "信息",
        FindingKind.Events => "事件",
        FindingKind.Answers => "答复",
        FindingKind.Documents => "政策文件",
        FindingKind.Files => "文件和附件",
        FindingKind.Drafts => "我未提交的内容",
        _ => "报告和单据",
    };

    public static string Of(PostKind kind) => kind switch
    {
        PostKind.Article => "文章",
        PostKind.Thread => "论坛和短帖",
        PostKind.Message => "留言",
        _ => "登记",
    };

    public static string Of(PostState state) => state switch
    {
        PostState.Plain => "不要求答复",
        PostState.Unanswered => "待答复",
        PostState.Taken => "已立项",
        PostState.Dismissed => "不予处理",
        _ => "已消失",
    };

    public static string Of(ReleaseState state) => state switch
    {
        ReleaseState.GoingRound => "审批中",
        ReleaseState.Returned => "已退回",
        ReleaseState.Withdrawn => "已撤回",
        ReleaseState.Published => "已发布",
        _ => "已更正",
    };

    /// <summary>The part of a thing in which something was found, by its stable name.</summary>
    public static string OfPart(string part) => part switch
    {
        "number" => "编号",
        "paragraph" => "正文",
        "claim" => "情况反映",
        "finding" => "核实情况",
        "merged" => "并入",
        "assessment" => "研判",
        "request" => "交办",
        "measure" => "措施",
        "result" => "处理结果",
        "observation" => "观测",
        "question" => "所回应的问题",
        "answer" => "正文",
        "overview" => "概述",
        "opinions" => "各方意见",
        "spread" => "传播",
        "outlook" => "研判",
        "event" => "事件",
        "typed" => "已写的内容",
        _ => "建议",
    };

    public static string Of(CorrectionKind kind) => kind switch
    {
        CorrectionKind.Merge => "合并",
        CorrectionKind.Split => "拆分",
        CorrectionKind.Move => "移动",
        _ => "静默",
    };

    public static string Of(Part part) => part switch
    {
        Part.Happened => "基本情况",
        Part.Facts => "核实情况",
        Part.Done => "已做工作",
        Part.Next => "下一步安排",
        Part.Contact => "联系方式",
        _ => "不含事实的话",
    };
}
