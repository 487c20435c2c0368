namespace Huiying.Collect.Fetching;

/// <summary>One address to fetch.</summary>
/// <param name="Url">Absolute, http or https.</param>
/// <param name="ETag">The validator of the last answer, or null.</param>
/// <param name="LastModified">The Last-Modified header of the last answer as received, or null.</param>
public sealed record FetchRequest(string Url, string? ETag = null, string? LastModified = null);

/// <summary>What came of it: exactly one of the cases below, each with a sentence that says why and what to do.</summary>
/// <param name="Url">The last address tried, after redirects.</param>
/// <param name="Zh">For the officer.</param>
public abstract record FetchResult(string Url, string Zh)
{
    /// <summary>The page.</summary>
    /// <param name="Bytes">The body, content codings undone.</param>
    /// <param name="Sha256">Lower-case hexadecimal SHA-256 of <paramref name="Bytes"/> (R17).</param>
    /// <param name="Headers">The response headers as received (R17), Set-Cookie left out.</param>
    /// <param name="MovedTo">The new address when every redirect on the way was permanent: the source should be changed to it.</param>
    public sealed record Fetched(
        string Url, ReadOnlyMemory<byte> Bytes, string Sha256, DateTimeOffset At, string? ContentType, string? ETag, string? LastModified,
        IReadOnlyList<KeyValuePair<string, string>> Headers, string? MovedTo)
        : FetchResult(Url, MovedTo is null ? "已取得。" : $"已取得。该地址已永久迁至 {MovedTo}，请更新来源。")
    {
        /// <summary>How long the server says it stays as it is; null when it says nothing.</summary>
        public TimeSpan? FreshFor { get; init; }
    }

    /// <summary>Nothing new since the validators given.</summary>
    public sealed record NotModified(string Url, DateTimeOffset At, TimeSpan? FreshFor) : FetchResult(Url, "内容自上次采集以来没有变化。");

    /// <summary>The site asks not to be read there, or could not be asked (S08).</summary>
    /// <param name="Rule">The line of robots.txt, or null when the file could not be had.</param>
    public sealed record RefusedByRobots(string Url, string? Rule) : FetchResult(Url, Rule is null
        ? "该网站暂时不能提供 robots.txt，按规则暂不采集，稍后自动再试。"
        : $"该网站的 robots.txt 不允许采集此页（{Rule}）。请停用此来源，或与网站联系取得许可。");

    /// <summary>Not a public web page.</summary>
    public sealed record RefusedAddress(string Url, string Reason) : FetchResult(Url, Reason);

    /// <summary>More than the policy takes.</summary>
    public sealed record TooLarge(string Url, int MostBytes) : FetchResult(Url, $"内容超过 {MostBytes / 1024} KB 的上限，已停止读取。请改用该站的订阅源或列表页。");

    /// <summary>Too slow.</summary>
    public sealed record TimedOut(string Url, TimeSpan Limit) : FetchResult(Url, $"{Limit.TotalSeconds:0} 秒内没有读完。稍后自动再试；经常如此请检查网络或网站。");

    /// <summary>The server answered with an error.</summary>
    /// <param name="RetryAfter">When the server asks to come back, or null.</param>
    public sealed record HttpError(string Url, int Status, DateTimeOffset? RetryAfter) : FetchResult(Url, Status switch
    {
        401 or 403 or 407 => $"网站拒绝访问或要求登录（{Status}）。只采集无需登录的公开网页，请停用或更换此来源。",
        404 or 410 => $"页面不存在或已删除（{Status}）。请核对地址。",
        429 => "网站认为访问过于频繁（429），已按其要求推迟。请调大采集间隔。",
        >= 500 => $"网站出错（{Status}），稍后自动再试。",
        _ => $"网站返回了不能处理的状态（{Status}）。请在浏览器中核对地址。",
    });

    /// <summary>A chain of redirects that does not end.</summary>
    public sealed record TooManyRedirects(string Url, int Most) : FetchResult(Url, $"跳转超过 {Most} 次。请在浏览器中打开，改填最终地址。");

    /// <summary>It sends every visitor in a circle who does not give its cookie back.</summary>
    public sealed record CookieWall(string Url) : FetchResult(Url, "网站要求先保存 Cookie 才显示内容。本系统不保存 Cookie，请换用该站的订阅源或其他公开栏目。");

    /// <summary>No whole answer came, and not for lack of time.</summary>
    /// <param name="Why">What went wrong.</param>
    /// <param name="Detail">What was wrong with the certificate, for the officer; else null.</param>
    public sealed record Failed(string Url, Trouble Why, string? Detail = null) : FetchResult(Url, Why switch
    {
        Trouble.NameUnknown => "主机名无法解析。请核对网址拼写和本机的域名服务，稍后自动再试。",
        Trouble.Refused => "无法连接，对方没有应答或拒绝连接。请核对网址和本机网络，稍后自动再试。",
        Trouble.CutOff => "连接在内容收完之前中断。稍后自动再试；持续出现请联系网站。",
        Trouble.Certificate => $"安全连接失败：{Detail ?? "没有双方都支持的加密方式"}。请联系网站更新证书；不要改用不加密的地址。",
        Trouble.NotHttp => "对方的应答不是正常的网页应答，或报头过长，已停止读取。请核对网址和端口。",
        Trouble.Damaged => "响应内容损坏或与声明的压缩方式不符，无法解压。稍后自动再试；持续出现请联系网站。",
        _ => throw new ArgumentOutOfRangeException(nameof(Why)),
    });

    /// <summary>The host's turn is too far away to wait for; nothing was sent.</summary>
    public sealed record Postponed(string Url, DateTimeOffset Until) : FetchResult(Url, "该网站要求放慢访问，已排到稍后再采集。");
}

/// <summary>What kept an answer from coming whole.</summary>
public enum Trouble
{
    /// <summary>No name server knows the host.</summary>
    NameUnknown,

    /// <summary>Nobody listens there.</summary>
    Refused,

    /// <summary>The connection broke off: a reset, or less than the length that was promised.</summary>
    CutOff,

    /// <summary>The certificate cannot be trusted, or there is no common encryption.</summary>
    Certificate,

    /// <summary>It is not HTTP, or its head has no end.</summary>
    NotHttp,

    /// <summary>The body is not packed as it says, or cut short.</summary>
    Damaged,
}
