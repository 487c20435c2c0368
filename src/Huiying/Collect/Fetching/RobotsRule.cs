namespace Huiying.Collect.Fetching;

/// <summary>One Allow or Disallow with its pattern: <c>*</c> is any run of characters, a closing <c>$</c> the end (RFC 9309 section 2.2.3).</summary>
internal sealed class RobotsRule
{
    private readonly string[] parts;
    private readonly bool anchored;
    private readonly string written;

    public RobotsRule(bool allow, string pattern)
    {
        Allow = allow;
        written = pattern;
        var path = RobotsPath.Normalise(pattern);
        // The longest pattern in octets is the most specific one.
        Length = path.Length;
        anchored = path.EndsWith('$');
        parts = (anchored ? path[..^1] : path).Split('*');
        if (allow) folder = IndexFolder(path);
    }

    private readonly string? folder;

    public bool Allow { get; }

    public int Length { get; }

    /// <summary>Whether the pattern stands at the beginning of the path. Each part is looked for once, leftmost: no backtracking.</summary>
    public bool Matches(ReadOnlySpan<char> path)
    {
        if (folder is not null && path.SequenceEqual(folder)) return true;
        if (!path.StartsWith(parts[0])) return false;
        var rest = path[parts[0].Length..];
        for (var i = 1; i < parts.Length; i++)
        {
            if (i == parts.Length - 1 && anchored) return rest.EndsWith(parts[i]);
            var at = rest.IndexOf(parts[i]);
            if (at < 0) return false;
            rest = rest[(at + parts[i].Length)..];
        }
        return !anchored || rest.IsEmpty;
    }

    public override string ToString() => (Allow ? "Allow: " : "Disallow: ") + written;

    /// <summary>Allowing a folder's index page allows the folder: the same page under its other address.</summary>
    private static string? IndexFolder(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash >= 0 && path.AsSpan(slash + 1).StartsWith("index.htm") ? path[..(slash + 1)] : null;
    }
}
