namespace Huiying.Ground;

/// <summary>An expected "no": what was refused, by which clause, and how to mend it, in both languages.</summary>
/// <param name="Code">A stable name such as <c>case.no-verification</c>, for tests and interfaces.</param>
/// <param name="Clause">The regulation id (R01–R83, S01–S17) or <c>-</c> for a rule of use.</param>
/// <param name="Zh">The sentence an officer reads.</param>
/// <param name="En">The same in English.</param>
public sealed record Refusal(string Code, string Clause, string Zh, string En)
{
    /// <summary>The person holds no post that may do this.</summary>
    public static Refusal NotYourPost(string clause, string zh, string en) => new("not-your-post", clause, zh, en);

    /// <summary>The thing asked for does not exist in this office.</summary>
    public static Refusal NotFound(string zh, string en) => new("not-found", "-", zh, en);

    /// <summary>A field is missing or wrong; the text names it.</summary>
    public static Refusal Invalid(string clause, string zh, string en) => new("invalid", clause, zh, en);
}

/// <summary>Success without a value.</summary>
public readonly record struct Done;

/// <summary>Either a value or a <see cref="Refusal"/>; never both.</summary>
public readonly record struct Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, Refusal? refusal) => (this.value, Refusal) = (value, refusal);

    /// <summary>Why it was refused, or null when it was done.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Whether it was done.</summary>
    public bool Ok => Refusal is null;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">It was refused: a caller that reads without looking has a defect.</exception>
    public T Value => Refusal is null ? value! : throw new InvalidOperationException($"refused: {Refusal.Code} {Refusal.En}");

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
