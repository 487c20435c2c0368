namespace Huiying.Assess.Grades;

/// <summary>Reports of media of one level on the matter.</summary>
/// <param name="Level"><c>central</c>, <c>provincial</c>, <c>city</c> or <c>other</c>.</param>
/// <param name="Critical">Whether it is critical reporting (监督报道).</param>
/// <param name="Original">Whether it is the medium's own; copies never count.</param>
/// <param name="Count">How many there are of that kind: figures that are kept stay small however much is reported.</param>
public sealed record MediaReport(string Level, bool Critical, bool Original, int Count = 1);

/// <summary>What is known of a topic when its grade is suggested. Null is "not known" and fires nothing.</summary>
public sealed record TopicFigures
{
    /// <summary>Mentions (发帖).</summary>
    public long? Posts { get; init; }

    /// <summary>Comments (跟帖).</summary>
    public long? Replies { get; init; }

    /// <summary>Views (点击).</summary>
    public long? Views { get; init; }

    /// <summary>Reposts (转发).</summary>
    public long? Reposts { get; init; }

    /// <summary>The source's own 90-day median of mentions of a topic; null or 0 is too little data.</summary>
    public double? Median90 { get; init; }

    /// <summary>Reports of media.</summary>
    public IReadOnlyList<MediaReport> Media { get; init; } = [];

    /// <summary>Mentions of the last 24 hours against the 24 before, less one: 0.5 is half as many again.</summary>
    public double? Growth { get; init; }

    /// <summary>Burst level, 0–3.</summary>
    public int? Burst { get; init; }

    /// <summary>Share (0–1) of posts in sharp words.</summary>
    public double? Sharp { get; init; }

    /// <summary>Keys of the phrases of Art. 3 that a person ticked.</summary>
    public IReadOnlyList<string> Ticks { get; init; } = [];
}
