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
        : FetchResult(Url, MovedTo is null ? "已取得。" : $"已取得。该地址已永久迁至 {MovedTo}，请更新来源。");

    /// <summary>Nothing new since the validators given.</summary>
    public sealed record NotModified(string Url, DateTimeOffset At) : FetchResult(Url, "内容自上次采集以来没有变化。");

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

    /// <summary>No connection: name unknown, refused, broken off, or a certificate that cannot be trusted.</summary>
    public sealed record Unreachable(string Url, string Detail) : FetchResult(Url, $"无法连接（{Detail}）。请检查网络、主机名和证书，稍后自动再试。");

    /// <summary>The body cannot be unpacked.</summary>
    public sealed record Broken(string Url) : FetchResult(Url, "响应内容损坏，无法解压。稍后自动再试。");

    /// <summary>The host's turn is too far away to wait for; nothing was sent.</summary>
    public sealed record Postponed(string Url, DateTimeOffset Until) : FetchResult(Url, "该网站要求放慢访问，已排到稍后再采集。");
}
