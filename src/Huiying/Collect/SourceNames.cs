using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Collect;

/// <summary>What the office calls its sources (R15): people read names, figures are kept by host.</summary>
public sealed class SourceNames
{
    /// <summary>A shorter beginning is chance.</summary>
    private const int Shortest = 2;

    private static readonly char[] Between = ['·', '・', '-', '—', '_', '|', '｜', ':', '：', '/', '（', '(', ' '];

    private readonly Dictionary<SourceId, string> bySource;
    private readonly ILookup<string, string> byHost;

    private SourceNames(IReadOnlyList<(SourceId Id, string Host, string Name)> sources) =>
        (bySource, byHost) = (sources.ToDictionary(s => s.Id, s => s.Name), sources.ToLookup(s => s.Host, s => s.Name, StringComparer.Ordinal));

    /// <summary>The names as they are now, paused sources included.</summary>
    public static async Task<SourceNames> Read(Store store, CancellationToken ct = default)
    {
        var rows = await store.Set<SourceRow>().AsNoTracking().OrderBy(s => s.AddedAt).ThenBy(s => s.Name).Select(s => new { s.Id, s.Host, s.Name }).ToListAsync(ct);
        return new([.. rows.Select(r => (r.Id, r.Host, r.Name))]);
    }

    /// <summary>The source the post was read from; null for one that came another way.</summary>
    public string? Of(Post post) => post.Source is { } source ? bySource.GetValueOrDefault(source) : null;

    /// <summary>What a host is called: its source's name; of several sources what their names begin with alike, 青檐在线·茶座 and 青檐在线·资讯, else all of them. Null when it has none.</summary>
    public string? On(string host)
    {
        var names = byHost[host].Distinct().ToList();
        if (names.Count == 0) return null;
        var alike = names.Aggregate((a, b) => a[..a.AsSpan().CommonPrefixLength(b)]);
        var common = names.Count == 1 ? alike : alike.TrimEnd(Between);
        return common.Length >= Shortest ? common : string.Join('、', names);
    }
}
