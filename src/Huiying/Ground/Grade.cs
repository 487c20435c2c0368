namespace Huiying.Ground;

/// <summary>The three grades of an event (R57). Stored by name.</summary>
public enum Grade
{
    /// <summary>一般.</summary>
    Ordinary,

    /// <summary>重大.</summary>
    Major,

    /// <summary>特大.</summary>
    Extraordinary,
}

/// <summary>The four categories of Art. 3 (R63). The machine may suggest only the first and the last (S05); doubt is the first (S06).</summary>
public enum Category
{
    /// <summary>(一) 询问、置疑、诉求.</summary>
    Inquiry = 1,

    /// <summary>(二) 恶意传播或炒作.</summary>
    Hype = 2,

    /// <summary>(三) 捏造、歪曲、攻击、诽谤、煽动、涉嫌违法犯罪.</summary>
    Fabrication = 3,

    /// <summary>(四) 积极建议.</summary>
    Suggestion = 4,
}
