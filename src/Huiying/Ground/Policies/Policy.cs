using System.Security.Cryptography;
using System.Text;

namespace Huiying.Ground.Policies;

/// <summary>Something wrong in a policy file.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Key">The key's path, for example <c>rules.R28:phone.major</c>; empty for the file as a whole.</param>
/// <param name="Zh">What, and how to mend it.</param>
/// <param name="En">The same in English.</param>
public sealed record PolicyProblem(int Line, string Key, string Zh, string En);

/// <summary>What reading a policy file gave.</summary>
/// <param name="Policy">The policy, only when there is no problem at all.</param>
/// <param name="Problems">In order of their lines.</param>
public sealed record PolicyReading(Policy? Policy, IReadOnlyList<PolicyProblem> Problems);

/// <summary>
/// The values the regulation leaves open, as one office set them. Immutable; known by the hash of its original text, which events pin (R83).
/// </summary>
public sealed record Policy
{
    private static readonly Lazy<Policy> Shipped = new(() =>
    {
        var read = Parse(DefaultText);
        return read.Policy ?? throw new InvalidDataException("the shipped policy: " + string.Join("; ", read.Problems.Select(p => $"{p.Line} {p.Key} {p.En}")));
    });

    private static readonly Lazy<string> ShippedText = new(() =>
    {
        using var stream = typeof(Policy).Assembly.GetManifestResourceStream("policies/default.yaml")
            ?? throw new InvalidDataException("policies/default.yaml is not in the assembly");
        using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
        return reader.ReadToEnd();
    });

    /// <summary>The policy shipped with the program.</summary>
    public static Policy Default => Shipped.Value;

    /// <summary>The shipped policy's text, commented in Chinese and English.</summary>
    public static string DefaultText => ShippedText.Value;

    /// <summary>The original text.</summary>
    public required string Text { get; init; }

    /// <summary>SHA-256 of the original text's UTF-8 bytes, lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>The text that gives the keys it lacks their values; its own text for the shipped policy.</summary>
    internal string BaseText { get; init; } = "";

    /// <summary>The policy's name.</summary>
    public required string Name { get; init; }

    /// <summary>The office's time zone.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>机关代字 in document numbers; empty until the office has set one.</summary>
    public string DocumentSymbol { get; init; } = "";

    /// <summary>What the ledger's entries are chained with (GB/T 32905 where the office must use it).</summary>
    public HashKind LedgerHash { get; init; }

    /// <summary>Office hours of a working day, in order.</summary>
    public required IReadOnlyList<WorkingSpan> WorkingHours { get; init; }

    /// <summary>Names of bodies by key.</summary>
    public required IReadOnlyDictionary<string, string> Bodies { get; init; }

    /// <summary>Titles of all posts.</summary>
    public required IReadOnlyDictionary<Role, string> Posts { get; init; }

    /// <summary>A post as people read it: its name, with the office's own title after it when that is another, 主要领导（主任）.</summary>
    public string Called(Role role) => Posts[role] == Words.Of(role) ? Posts[role] : $"{Words.Of(role)}（{Posts[role]}）";

    /// <summary>First responsible persons (Art. 4).</summary>
    public required IReadOnlyList<Role> FirstResponsible { get; init; }

    /// <summary>Clocks by rule id.</summary>
    public required IReadOnlyDictionary<string, PolicyRule> Rules { get; init; }

    public required LightPolicy Lights { get; init; }

    public required EscalationPolicy Escalation { get; init; }

    public required PatrolPolicy Patrol { get; init; }

    public required CollectPolicy Collect { get; init; }

    public required GradePolicy Grades { get; init; }

    public required MediaPolicy Media { get; init; }

    /// <summary>What alerts people while the office has set nothing else (R41, S15).</summary>
    public required AlertPolicy Alerts { get; init; }

    /// <summary>Hot issues shown on a page and in a report.</summary>
    public required int HotShown { get; init; }

    /// <summary>For each grade the lines of reporting; each line is body keys, level by level (R29), and every line is owed (R30).</summary>
    public required IReadOnlyDictionary<Grade, IReadOnlyList<IReadOnlyList<string>>> Reporting { get; init; }

    public required ApprovalPolicy Approval { get; init; }

    public required IReadOnlyList<Outlet> Outlets { get; init; }

    public required StandingLine StandingLine { get; init; }

    /// <summary>Headings of an answer's parts by key, in order.</summary>
    public required IReadOnlyDictionary<string, string> ResponseParts { get; init; }

    public required CalmPolicy Calm { get; init; }

    /// <summary>Thresholds that propose a measure or another grade while an event is tracked (R47).</summary>
    public required ProposalPolicy Proposals { get; init; }

    /// <summary>After calm, the share (0–1) of the peak at which new mentions alert (R48).</summary>
    public required double ReboundAbovePeak { get; init; }

    /// <summary>Headings of the summary's five parts by key, in order (R51).</summary>
    public required IReadOnlyDictionary<string, string> SummaryParts { get; init; }

    /// <summary>Most characters of a special report's summary.</summary>
    public required int SpecialLength { get; init; }

    public required RetentionPolicy Retention { get; init; }

    /// <summary>Reads a policy file; any problem means no policy. Missing keys take the shipped default.</summary>
    public static PolicyReading Parse(string text) => new PolicyReader(text, null, tolerant: false).Read();

    /// <summary>
    /// The policy stored at an earlier time: its text over the base text stored with it, so that a later release's defaults alter nothing (R83).
    /// Never fails on what an earlier release accepted: keys no longer known are passed over.
    /// </summary>
    /// <exception cref="InvalidDataException">The stored text is no policy at all.</exception>
    internal static Policy Restore(string text, string? baseText) =>
        new PolicyReader(text, baseText, tolerant: true).Read() is { Policy: { } policy } ? policy : throw new InvalidDataException("a stored policy cannot be read");

    /// <summary>SHA-256 of a text's UTF-8 bytes, lower-case hexadecimal: a policy's name in the ledger.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
