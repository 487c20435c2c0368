using System.Collections.Frozen;
using System.Text;

namespace Huiying.Documents;

/// <summary>What a column of a hotline, petition or forum export is taken as.</summary>
public enum ColumnTarget
{
    /// <summary>Not known: dropped, and named to the caller. Only what is known to be harmless is kept (S03).</summary>
    None,

    /// <summary>The message's number in the system it comes from.</summary>
    Id,

    /// <summary>标题.</summary>
    Title,

    /// <summary>正文.</summary>
    Body,

    /// <summary>When it was received.</summary>
    Time,

    /// <summary>区县 or place of the matter.</summary>
    Place,

    /// <summary>来源渠道.</summary>
    Channel,

    /// <summary>诉求类别.</summary>
    Kind,

    /// <summary>承办单位.</summary>
    Section,

    /// <summary>网址.</summary>
    Url,

    /// <summary>点赞数.</summary>
    Likes,

    /// <summary>反对数.</summary>
    Dislikes,

    /// <summary>转发数.</summary>
    Reposts,

    /// <summary>评论数.</summary>
    Comments,

    /// <summary>浏览数.</summary>
    Views,

    /// <summary>答复意见.</summary>
    Reply,

    /// <summary>答复时间.</summary>
    ReplyTime,

    /// <summary>A label for training (分类标签).</summary>
    Label,

    /// <summary>姓名 of a caller or petitioner: contact, for the encrypted contact store only (S03).</summary>
    ContactName,

    /// <summary>电话、手机: contact.</summary>
    ContactPhone,

    /// <summary>证件号码: contact.</summary>
    ContactIdNumber,

    /// <summary>住址: contact.</summary>
    ContactAddress,

    /// <summary>邮箱、微信 and other ways to reach a person: contact.</summary>
    ContactOther,

    /// <summary>作者, UID, 头像 and whatever else describes a poster: dropped, it has no target (S01, S03).</summary>
    Author,
}

/// <summary>Which header means which column. Names are compared in half width, lower case, without spaces, marks and bracketed notes.</summary>
public static class SheetColumns
{
    // In order of preference: when a sheet has several columns for one target, an earlier name wins where it is filled.
    private static readonly (ColumnTarget Target, string Names)[] Table =
    [
        (ColumnTarget.Id, "id 编号 留言编号 工单编号 工单号 信访编号 信访件编号 诉求编号 受理编号 件号 流水号 业务编号 来电编号 帖子编号 帖子id 序号"),
        (ColumnTarget.Title, "title 标题 主题 留言主题 诉求标题 诉求主题 工单标题 信访标题 来信标题 帖子标题 事项名称 问题标题 概况 概述 摘要 诉求概要"),
        (ColumnTarget.Body, "body content text 内容 正文 诉求内容 留言详情 留言内容 反映内容 来电内容 来信内容 信访内容 工单内容 问题描述 诉求描述 事项内容 主要内容 详情 问题内容 投诉内容 咨询内容 帖子内容 描述"),
        (ColumnTarget.Time, "time published created_at 来电时间 留言时间 提交时间 来信时间 信访时间 发布时间 发帖时间 反映时间 诉求时间 受理时间 登记时间 创建时间 接收时间 时间 日期 来电日期 受理日期 登记日期 信访日期"),
        (ColumnTarget.Place, "place district 区县 所属区县 区域 所属区域 所属地区 地区 事发地点 事发地 问题发生地 问题属地 属地 街道 乡镇 所属街道 所属乡镇 行政区划"),
        (ColumnTarget.Channel, "channel source 来源 诉求来源 来源渠道 渠道 受理渠道 信访形式 来件方式 反映渠道"),
        (ColumnTarget.Kind, "category kind 类别 类型 诉求类型 诉求类别 问题类型 工单类型 信访类别 事项类别 内容分类 信访目的"),
        (ColumnTarget.Section, "section department 承办单位 责任单位 办理单位 承办科室 责任科室 主办单位 处理部门 办理部门"),
        (ColumnTarget.Url, "url link 网址 链接 原文链接 地址链接 帖子链接"),
        (ColumnTarget.Likes, "likes 点赞数 点赞 赞 支持数"),
        (ColumnTarget.Dislikes, "dislikes 反对数 反对 踩"),
        (ColumnTarget.Reposts, "reposts shares 转发数 转发量 转发"),
        (ColumnTarget.Comments, "comments replies 评论数 评论量 回复数 跟帖数 跟帖量 回帖数"),
        (ColumnTarget.Views, "views 浏览数 浏览量 阅读数 阅读量 点击量 点击数 点击率"),
        (ColumnTarget.Reply, "reply 答复意见 答复内容 回复内容 办理结果 处理结果 办理情况"),
        (ColumnTarget.ReplyTime, "reply_time 答复时间 回复时间 办结时间"),
        (ColumnTarget.Label, "label 一级标签 分类标签 标签"),
        (ColumnTarget.ContactName, "姓名 联系人 来电人 诉求人 反映人 信访人 投诉人 来信人 申请人 当事人 举报人 市民姓名 群众姓名 来电人姓名 信访人姓名 诉求人姓名 name"),
        (ColumnTarget.ContactPhone, "电话 联系电话 手机 手机号 手机号码 来电号码 主叫号码 电话号码 联系方式 回访电话 固定电话 来电电话 phone mobile tel"),
        (ColumnTarget.ContactIdNumber, "身份证 身份证号 身份证号码 证件号 证件号码 公民身份号码 证件类型 idcard id_card"),
        (ColumnTarget.ContactAddress, "住址 地址 家庭住址 家庭地址 联系地址 现住址 居住地址 户籍地址 户籍地 通讯地址 通信地址 address"),
        (ColumnTarget.ContactOther, "邮箱 电子邮箱 电子邮件 email e-mail 微信 微信号 qq qq号 传真 邮编 邮政编码 工作单位 银行卡号 银行账号 车牌号"),
        (ColumnTarget.Author, "作者 author author_id 用户 用户名 用户名称 用户昵称 留言用户 用户id 用户编号 user user_id userid user_name username uid 昵称 nickname nick screen_name 网名 网友 网友昵称 账号 帐号 账户 "
            + "发布人 发布者 发帖人 发帖者 楼主 博主 头像 avatar 用户头像 主页 用户主页 个人主页 粉丝数 关注数 性别 年龄 民族 职业 ip ip地址 ip属地 评论者 handle"),
    ];

    private static readonly FrozenDictionary<string, (ColumnTarget Target, int Rank)> Known = Table
        .SelectMany(t => t.Names.Split(' ').Select((name, rank) => (name, t.Target, rank)))
        .ToFrozenDictionary(n => n.name, n => (n.Target, n.rank), StringComparer.Ordinal);

    // Longer headers that only contain such a word are taken as personal: the safe mistake.
    private static readonly (string Word, ColumnTarget Target)[] Personal =
    [
        ("身份证", ColumnTarget.ContactIdNumber), ("证件", ColumnTarget.ContactIdNumber),
        ("手机", ColumnTarget.ContactPhone), ("电话", ColumnTarget.ContactPhone), ("号码", ColumnTarget.ContactPhone), ("联系方式", ColumnTarget.ContactPhone),
        ("住址", ColumnTarget.ContactAddress), ("地址", ColumnTarget.ContactAddress),
        ("邮箱", ColumnTarget.ContactOther), ("微信", ColumnTarget.ContactOther), ("qq", ColumnTarget.ContactOther), ("银行", ColumnTarget.ContactOther),
        ("用户", ColumnTarget.Author), ("昵称", ColumnTarget.Author), ("作者", ColumnTarget.Author), ("账号", ColumnTarget.Author),
        ("帐号", ColumnTarget.Author), ("头像", ColumnTarget.Author), ("网友", ColumnTarget.Author), ("uid", ColumnTarget.Author), ("author", ColumnTarget.Author),
        ("avatar", ColumnTarget.Author), ("粉丝", ColumnTarget.Author),
        ("姓名", ColumnTarget.ContactName), ("联系人", ColumnTarget.ContactName),
    ];

    /// <summary>What the column is taken as.</summary>
    public static ColumnTarget Of(string header) => Find(header).Target;

    /// <summary>Whether the target is a contact detail of a caller or petitioner.</summary>
    public static bool IsContact(ColumnTarget target) => target is >= ColumnTarget.ContactName and <= ColumnTarget.ContactOther;

    /// <summary>Whether the header is a known name; the header row is found by them.</summary>
    internal static bool Knows(string header) => header.Length is > 0 and <= 40 && Known.ContainsKey(Key(header));

    /// <summary>The target and how far behind in preference the name stands.</summary>
    internal static (ColumnTarget Target, int Rank) Find(string header)
    {
        var key = Key(header);
        if (Known.TryGetValue(key, out var known)) return known;
        foreach (var (word, target) in Personal)
        {
            if (key.Contains(word, StringComparison.Ordinal)) return (target, int.MaxValue);
        }
        return (ColumnTarget.None, int.MaxValue);
    }

    private static string Key(string header)
    {
        var key = new StringBuilder(header.Length);
        var depth = 0;
        foreach (var wide in header)
        {
            // Full-width forms (U+FF01–FF5E) are ASCII moved; compatibility normalisation needs culture data this program runs without.
            var c = char.ToLowerInvariant(wide is >= '！' and <= '～' ? (char)(wide - 0xFEE0) : wide);
            if (c is '(' or '[' or '【' or '〔') depth++;
            else if (c is ')' or ']' or '】' or '〕') depth = Math.Max(0, depth - 1);
            else if (depth == 0 && c is not ('*' or ':' or '"' or '“' or '”' or '\uFEFF') && !char.IsWhiteSpace(c)) key.Append(c);
        }
        return key.ToString();
    }
}
