using System.Globalization;

namespace Huiying.Collect;

/// <summary>Puts a source's state into a sentence that says what to do.</summary>
internal static class Health
{
    /// <summary>Silence shorter than this is normal for any site.</summary>
    private static readonly TimeSpan NormalSilence = TimeSpan.FromDays(14);

    public static SourceHealth Of(SourceRow row, DateTimeOffset now)
    {
        var quietFor = now - (row.LastItemAt ?? row.AddedAt);
        var silent = row.PausedBecause is null && row.LastSuccessAt is not null && row.Failures == 0 && quietFor > NormalSilence && quietFor > row.Every * 10;
        return new(row.LastSuccessAt, row.LastOutcome, row.Failures, row.LastItemAt, silent, Sentence(row, silent, quietFor));
    }

    /// <summary>Whether the reading counts as success.</summary>
    public static bool IsSuccess(PollOutcome outcome) => outcome is PollOutcome.Collected or PollOutcome.NothingNew or PollOutcome.NotModified;

    private static string Sentence(SourceRow row, bool silent, TimeSpan quietFor)
    {
        if (row.PausedBecause is { } why) return $"已停采：{why}。恢复前不会采集。";
        if (silent) return string.Create(CultureInfo.InvariantCulture, $"已{(int)quietFor.TotalDays}天没有新内容。请打开网页看栏目是否已迁移或停更。");
        return row.LastOutcome is { } outcome ? Sentence(outcome, row.LastStatus) : "尚未采集，等待第一次巡查。";
    }

    /// <summary>The outcome as a sentence, with what to do when there is something.</summary>
    public static string Sentence(PollOutcome outcome, int? status) => outcome switch
    {
        PollOutcome.Collected => "采集正常，有新内容。",
        PollOutcome.NothingNew => "采集正常，没有新内容。",
        PollOutcome.NotModified => "采集正常，网站没有更新。",
        PollOutcome.RobotsForbid => "网站的 robots.txt 不允许采集。请联系网站取得许可，或停用此来源。",
        PollOutcome.SignIn => "页面要求登录、付费或输入验证码。本系统只采集公开页面，请换用公开的栏目地址或停用此来源。",
        PollOutcome.NotThere => "网址不存在。请打开网页核对地址，栏目可能已迁移。",
        PollOutcome.SiteError => string.Create(CultureInfo.InvariantCulture, $"网站返回错误（{status}）。稍后自动重试；持续出现请联系网站。"),
        PollOutcome.TooOften => "网站要求降低访问频率。已自动推迟；持续出现请加大采集间隔。",
        PollOutcome.Timeout => "网站没有在规定时间内答复。稍后自动重试。",
        PollOutcome.Unreachable => "连接不上网站。请核对网址和本机网络；稍后自动重试。",
        PollOutcome.ClosedAddress => "网址指向内网或保留地址，已拒绝访问。确需采集本单位内网站点，请系统管理员登记该主机。",
        PollOutcome.TooLarge => "页面过大，未读完。请换用更小的栏目地址。",
        PollOutcome.Unreadable => "没有读出内容：不是可识别的订阅源，或页面上没有文章列表。请核对来源类型和网址。",
        PollOutcome.NothingPicked => "设定的选择器在网页上选不到内容，栏目可能已改版。请点“修改”重新预览，或清空选择器让系统自己识别。",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
