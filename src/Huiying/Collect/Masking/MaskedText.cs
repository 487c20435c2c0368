namespace Huiying.Collect.Masking;

/// <summary>What S03 names, and what stands in its place.</summary>
public enum MaskKind
{
    /// <summary>［电话］: mobile and landline numbers.</summary>
    Phone,

    /// <summary>［身份证］: resident identity numbers (GB 11643).</summary>
    IdNumber,

    /// <summary>［银行卡］: card numbers (ISO/IEC 7812) and account numbers named as such.</summary>
    BankCard,

    /// <summary>［住址］: an address that leads to a home.</summary>
    Address,

    /// <summary>［@某人］: a mention of another account.</summary>
    Mention,

    /// <summary>［署名］: the name in a byline.</summary>
    Byline,
}

/// <summary>How many stretches of each kind were masked.</summary>
public readonly record struct MaskCounts(int Phones, int IdNumbers, int BankCards, int Addresses, int Mentions, int Bylines)
{
    /// <summary>All stretches.</summary>
    public int Total => Phones + IdNumbers + BankCards + Addresses + Mentions + Bylines;

    internal MaskCounts With(MaskKind kind) => kind switch
    {
        MaskKind.Phone => this with { Phones = Phones + 1 },
        MaskKind.IdNumber => this with { IdNumbers = IdNumbers + 1 },
        MaskKind.BankCard => this with { BankCards = BankCards + 1 },
        MaskKind.Address => this with { Addresses = Addresses + 1 },
        MaskKind.Mention => this with { Mentions = Mentions + 1 },
        _ => this with { Bylines = Bylines + 1 },
    };
}

/// <summary>A text that may be stored, indexed, shown and exported (S03).</summary>
/// <param name="Text">The text with each stretch replaced by its kind.</param>
/// <param name="Counts">What was replaced.</param>
public readonly record struct MaskedText(string Text, MaskCounts Counts);

/// <summary>A stretch to be replaced: from <paramref name="Start"/> up to, not including, <paramref name="End"/>.</summary>
internal readonly record struct Stretch(int Start, int End, MaskKind Kind);
