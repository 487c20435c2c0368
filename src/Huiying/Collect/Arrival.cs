namespace Huiying.Collect;

/// <summary>What became of one arrival. Exactly one each.</summary>
public enum IntakeOutcome
{
    /// <summary>Stored as a post of its own.</summary>
    Stored,

    /// <summary>Stored as a copy: the same text, or nearly the same, stands elsewhere already; it counts as spread.</summary>
    Copy,

    /// <summary>Met before under the same address or id: nothing new.</summary>
    Duplicate,

    /// <summary>No watch term matched.</summary>
    Unmatched,

    /// <summary>Published before the source's horizon.</summary>
    TooOld,

    /// <summary>No text could be read from it.</summary>
    Unreadable,

    /// <summary>May not be taken (robots, a sign-in wall, a closed address).</summary>
    Refused,
}

/// <summary>How many arrivals met each outcome; the sum is the number of arrivals.</summary>
public sealed record IntakeCounts(int Stored = 0, int Copies = 0, int Duplicates = 0, int Unmatched = 0, int TooOld = 0, int Unreadable = 0, int Refused = 0)
{
    /// <summary>All arrivals.</summary>
    public int Total => Stored + Copies + Duplicates + Unmatched + TooOld + Unreadable + Refused;

    /// <summary>One more of the outcome.</summary>
    public IntakeCounts Plus(IntakeOutcome outcome) => outcome switch
    {
        IntakeOutcome.Stored => this with { Stored = Stored + 1 },
        IntakeOutcome.Copy => this with { Copies = Copies + 1 },
        IntakeOutcome.Duplicate => this with { Duplicates = Duplicates + 1 },
        IntakeOutcome.Unmatched => this with { Unmatched = Unmatched + 1 },
        IntakeOutcome.TooOld => this with { TooOld = TooOld + 1 },
        IntakeOutcome.Unreadable => this with { Unreadable = Unreadable + 1 },
        IntakeOutcome.Refused => this with { Refused = Refused + 1 },
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}

/// <summary>Something that arrived and is not judged yet. Its texts are raw: they live in memory only.</summary>
internal sealed record Arrival
{
    public required PostKind Kind { get; init; }
    public required Channel Channel { get; init; }
    public required bool Public { get; init; }
    public SourceId? Source { get; init; }

    /// <summary>The canonical address, if it is on a page.</summary>
    public Uri? Url { get; init; }

    /// <summary>What tells it from every other item: its address, or its id within its source.</summary>
    public required string Identity { get; init; }
    public required string Title { get; init; }
    public required string Text { get; init; }
    public DateTimeOffset? Published { get; init; }
    public DateTimeOffset? ReceivedAt { get; init; }
    public bool EnteredAfterwards { get; init; }
    public Counts Counts { get; init; }
    public required byte[] RawHash { get; init; }
    public string? Headers { get; init; }

    /// <summary>The author's public handle, only ever to be sealed (S02).</summary>
    public string? Handle { get; init; }

    /// <summary>The sender's contact details, only ever to be encrypted (S03).</summary>
    public string? Contact { get; init; }

    /// <summary>What the reply answers: the raw title and text of its thread's first floor, which may match a watch term where the reply does not.</summary>
    public string? Under { get; init; }

    /// <summary>Why it is taken when no watch term needs to match.</summary>
    public string? TakenBecause { get; init; }

    /// <summary>An outcome already certain before the text is looked at (unreadable, refused).</summary>
    public IntakeOutcome? Already { get; init; }
}
