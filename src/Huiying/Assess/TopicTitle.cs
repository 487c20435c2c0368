namespace Huiying.Assess;

/// <summary>What a topic is called: its first post's title, else the beginning of its text.</summary>
internal static class TopicTitle
{
    private const int Longest = 40;

    public static string Of(string title, string text)
    {
        var line = title.Trim() is { Length: > 0 } t ? t : text.Trim();
        if (line is ['【', ..] && line.IndexOf('】', StringComparison.Ordinal) is > 1 and < 80 and var close) return line[1..close];
        line = line.ReplaceLineEndings(" ");
        if (line.Length <= Longest) return line;
        var stop = line.AsSpan(0, Longest).LastIndexOfAny("，。！？；");
        var end = stop >= 8 ? stop : Longest;
        if (char.IsHighSurrogate(line[end - 1])) end--;
        return line[..end] + "…";
    }
}
