using System.Globalization;

namespace Huiying.Collect;

/// <summary>Puts a source's state into sentences that say what to do.</summary>
internal static class Health
{
    /// <summary>How long it may be quiet while its rhythm is not known.</summary>
    private static readonly TimeSpan UnknownPatience = TimeSpan.FromDays(14);

    /// <summary>How long before its end a certificate is spoken of.</summary>
    public static readonly TimeSpan CertificateNotice = TimeSpan.FromDays(14);

    /// <summary>A source with fewer items a day has no daily habit worth comparing.</summary>
    private const double FewestADay = 4;

    /// <param name="days">Its items by day, those without any left out.</param>
    /// <param name="today">The day that is not over, in the office's zone.</param>
    public static SourceHealth Of(SourceRow row, IEnumerable<SourceDayRow> days, int today, DateTimeOffset now)
    {
        var known = KnownDays(row, now);
        var items = Items(days, today);
        var usual = known >= 3 ? items.Skip(items.Length - 1 - Math.Min(known, SourceDays.Shown - 1)).Take(Math.Min(known, SourceDays.Shown - 1)).Average() : (double?)null;
        var rhythm = Rhythm.Of(row.Beats);
        var (quiet, silent) = Silence(row, rhythm, items, now);
        return new(row.LastSuccessAt, row.LastOutcome, row.Failures, row.LastItemAt, silent, Sentence(row, rhythm, silent, quiet))
        {
            UsualGap = rhythm.Usual,
            Days = items,
            UsualPerDay = usual,
            CertificateUntil = row.CertificateUntil,
            MovedTo = row.MovedTo,
            Warnings = row.PausedBecause is null ? [.. Warnings(row, items, usual, now)] : [],
        };
    }

    /// <summary>Whether the reading counts as success.</summary>
    public static bool IsSuccess(PollOutcome outcome) => outcome is PollOutcome.Collected or PollOutcome.NothingNew or PollOutcome.NotModified or PollOutcome.TooManyItems;

    /// <summary>Whether the failure may mend itself soon, so that it is worth trying before the interval is over.</summary>
    public static bool IsPassing(PollOutcome outcome) => outcome is PollOutcome.SiteError or PollOutcome.Timeout or PollOutcome.Unreachable or PollOutcome.RobotsAway
        or PollOutcome.NameUnknown or PollOutcome.CutOff or PollOutcome.NotHttp or PollOutcome.Damaged;

    /// <summary>Whether the source is read and well and yet says nothing for longer than it ever does, and what to tell of it.</summary>
    public static string? SilenceOf(SourceRow row, IEnumerable<SourceDayRow> days, int today, DateTimeOffset now)
    {
        var rhythm = Rhythm.Of(row.Beats);
        return Silence(row, rhythm, Items(days, today), now) is (var quiet, true) ? Sentence(row, rhythm, true, quiet) : null;
    }

    /// <summary>What to tell of a certificate that ends soon or has ended; null when there is nothing to tell.</summary>
    public static string? CertificateOf(SourceRow row, DateTimeOffset now) => row.CertificateUntil is not { } until || until - now > CertificateNotice ? null
        : until <= now ? "网站的安全证书已经过期，采集将会中断。请联系网站更换证书。"
        : string.Create(CultureInfo.InvariantCulture, $"网站的安全证书还有{(int)Math.Ceiling((until - now).TotalDays)}天到期，到期后不能采集。请提醒网站更换证书。");

    private static (TimeSpan Quiet, bool Silent) Silence(SourceRow row, Rhythm rhythm, int[] items, DateTimeOffset now)
    {
        // An item is as old as its page says; the office met it later, and knows that the source spoke then.
        var last = rhythm.Beats.Count > 0 && (row.LastItemAt is not { } met || rhythm.Beats[^1] > met) ? rhythm.Beats[^1] : row.LastItemAt ?? row.AddedAt;
        var quiet = now - last;
        var known = KnownDays(row, now);
        var patience = rhythm.Patience(row.Every, LongestRest(items, known), known) ?? UnknownPatience;
        return (quiet, row.PausedBecause is null && row.LastSuccessAt is not null && row.Failures == 0 && quiet > patience && quiet > row.Every * 2);
    }

    private static int KnownDays(SourceRow row, DateTimeOffset now) => (int)(now - row.AddedAt).TotalDays;

    private static int[] Items(IEnumerable<SourceDayRow> days, int today)
    {
        var items = new int[SourceDays.Shown];
        foreach (var day in days) if (today - day.Day is >= 0 and < SourceDays.Shown and var ago) items[^(ago + 1)] = day.Items;
        return items;
    }

    /// <summary>The longest run of days without anything between two days with something; the present silence does not excuse itself.</summary>
    private static int LongestRest(int[] items, int known)
    {
        var (longest, run, begun) = (0, 0, false);
        foreach (var n in items.Skip(items.Length - Math.Min(known + 1, items.Length)))
        {
            if (n == 0)
            {
                run++;
                continue;
            }
            if (begun && run > longest) longest = run;
            (run, begun) = (0, true);
        }
        return longest;
    }

    private static IEnumerable<string> Warnings(SourceRow row, int[] items, double? usual, DateTimeOffset now)
    {
        if (row.MovedTo is { } to) yield return $"网站已把这个地址永久迁到 {to}，现按新地址采集。请核对后点“修改”登记新地址。";
        if (CertificateOf(row, now) is { } certificate) yield return certificate;
        // Three whole days, so that neither a busy hour nor an ordinary quiet day counts.
        if (usual is not >= FewestADay) yield break;
        var lately = items[^4..^1].Average();
        if (lately < usual / 4 || lately > usual * 4)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"近三天每天约{lately:0.#}条，平时每天约{usual:0.#}条。请打开网页核对栏目是否有变化。");
        }
    }

    private static string Sentence(SourceRow row, Rhythm rhythm, bool silent, TimeSpan quiet)
    {
        if (row.PausedBecause is { } why) return $"已停采：{why}。恢复前不会采集。";
        if (silent) return $"已{Span(quiet)}没有新内容{(rhythm.Usual is { } usual ? $"，平时约{Span(usual)}就有一条" : "")}。请打开网页看栏目是否已迁移或停更。";
        return row.LastOutcome is { } outcome ? Sentence(outcome, row.LastStatus) : "尚未采集，等待第一次巡查。";
    }

    private static string Span(TimeSpan span) => span.TotalDays >= 2 ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays}天")
        : span.TotalHours >= 2 ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours}小时")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, (int)span.TotalMinutes)}分钟");

    /// <summary>The outcome as a sentence, with what to do when there is something.</summary>
    public static string Sentence(PollOutcome outcome, int? status) => outcome switch
    {
        PollOutcome.Collected => "采集正常，有新内容。",
        PollOutcome.NothingNew => "采集正常，没有新内容。",
        PollOutcome.NotModified => "采集正常，网站没有更新。",
        PollOutcome.TooManyItems => $"采集正常，但该来源一次给出超过{SourceReader.MostItems}条，只读取了最前面的{SourceReader.MostItems}条。请换用更小的栏目地址。",
        PollOutcome.PutOff => "网站要求放慢，或正由别的来源采集，已推迟到稍后，自动接着采集。",
        PollOutcome.RobotsForbid => "网站的 robots.txt 不允许采集。请联系网站取得许可，或停用此来源。",
        PollOutcome.RobotsAway => "网站暂时给不出 robots.txt，按规则不得采集。稍后自动重试；持续出现请联系网站。",
        PollOutcome.SignIn => "页面要求登录、付费或输入验证码。本系统只采集公开页面，请换用公开的栏目地址或停用此来源。",
        PollOutcome.CookieWall => "网站要求先保存 Cookie 才显示内容。本系统不保存 Cookie，请换用该站的订阅源或其他公开栏目。",
        PollOutcome.NotThere => "网址不存在。请打开网页核对地址，栏目可能已迁移。",
        PollOutcome.SiteError => string.Create(CultureInfo.InvariantCulture, $"网站返回错误（{status}）。稍后自动重试；持续出现请联系网站。"),
        PollOutcome.TooOften => "网站要求降低访问频率。已自动推迟；持续出现请加大采集间隔。",
        PollOutcome.Timeout => "网站没有在规定时间内答完。稍后自动重试；持续出现请换用该站较快的栏目或订阅源。",
        PollOutcome.Unreachable => "连接不上网站，对方没有应答或拒绝连接。请核对网址和本机网络；稍后自动重试。",
        PollOutcome.NameUnknown => "网站的主机名无法解析。请核对网址拼写和本机的域名服务；稍后自动重试。",
        PollOutcome.CutOff => "连接在内容收完之前中断。稍后自动重试；持续出现请联系网站。",
        PollOutcome.Certificate => "安全连接失败：网站的证书过期、与主机名不符或不受信任。请联系网站更新证书；不要改用不加密的地址。",
        PollOutcome.NotHttp => "对方的应答不是正常的网页应答，或报头过长。请核对网址和端口。",
        PollOutcome.Damaged => "网站发来的内容损坏，或与声明的压缩方式不符。稍后自动重试；持续出现请联系网站。",
        PollOutcome.TooManyRedirects => "网址一再跳转，没有终点。请在浏览器中打开，改填最终地址。",
        PollOutcome.ClosedAddress => "网址指向内网或保留地址，已拒绝访问。确需采集本单位内网站点，请系统管理员登记该主机。",
        PollOutcome.TooLarge => "页面过大，未读完。请换用更小的栏目地址。",
        PollOutcome.PageForFeed => "登记的是订阅源，网站给出的却是网页。请核对订阅源地址，或把类型改为文章列表页。",
        PollOutcome.LayoutChanged => "以前能读出条目的页面现在一条也读不出，栏目可能已改版。请打开网页核对，改填新的栏目地址或重新登记。",
        PollOutcome.Unreadable => "没有读出内容：不是可识别的订阅源，或页面上没有文章列表。请核对来源类型和网址。",
        PollOutcome.NothingPicked => "设定的选择器在网页上选不到内容，栏目可能已改版。请点“修改”重新预览，或清空选择器让系统自己识别。",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
