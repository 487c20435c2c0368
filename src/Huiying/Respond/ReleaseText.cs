using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Huiying.Ground;
using Huiying.Handle;

namespace Huiying.Respond;

/// <summary>A draft, its approvals and its publication: one answer of one case.</summary>
[JsonConverter(typeof(TextIdJson<ReleaseId>))]
public readonly record struct ReleaseId(string Value) : ITextId<ReleaseId>
{
    public static ReleaseId Of(string value) => new(value);

    /// <summary>How the ledger names it.</summary>
    public Subject Subject => new("release", Value);

    public override string ToString() => Value;
}

/// <summary>What a paragraph of an answer is (the response form in the default policy).</summary>
public enum Part
{
    /// <summary>事情经过: a fact, cites a verification entry.</summary>
    Happened,

    /// <summary>核实情况: a fact, cites a verification entry.</summary>
    Facts,

    /// <summary>已做的事: a fact, cites a verification entry or a measure that is done.</summary>
    Done,

    /// <summary>下一步.</summary>
    Next,

    /// <summary>联系方式.</summary>
    Contact,

    /// <summary>Anything that states no fact: greeting, thanks, how to ask again.</summary>
    Plain,
}

/// <summary>A paragraph and what it rests on.</summary>
public sealed record Paragraph(Part Part, string Text, int? Verification = null, int? Measure = null);

/// <summary>How a claim is dealt with: by a paragraph of the text (from 0), or by a lawful reason not to answer.</summary>
public sealed record ClaimAnswer(int Claim, int? Paragraph, string? Article = null);

/// <summary>What a release does to a published answer (R42): corrects it with its own text, or withdraws it for the reason that its text gives.</summary>
/// <param name="Release">The published answer.</param>
/// <param name="Withdraws">Withdraws; corrects otherwise.</param>
/// <param name="Change">For a correction: what was wrong and what holds, in one sentence for the public; approved with the text. Null for a withdrawal, whose text is the reason.</param>
public sealed record Mending(string Release, bool Withdraws, string? Change = null);

/// <summary>
/// Everything an approval binds: text, sources, outlet, scope and line. Two texts are the same answer exactly when <see cref="Hash"/> is the same.
/// </summary>
/// <param name="Kind">Handling opinion or result.</param>
/// <param name="Title">Title on the public page.</param>
/// <param name="Question">The question answered, in the office's words.</param>
/// <param name="Body">Paragraphs in order.</param>
/// <param name="Claims">How each claim of the case is dealt with (R27).</param>
/// <param name="Rebuts">Claims the text calls untrue (R35).</param>
/// <param name="Outlet">Outlet id of the policy, or <c>direct</c> for a direct reply.</param>
/// <param name="Scope">For whom it is, in words (R05).</param>
/// <param name="Line">The approved line it follows (R37): <c>assessment</c> or <c>standing</c>.</param>
/// <param name="Urgent">Approvals in parallel.</param>
/// <param name="Attachments">SHA-256 of attached files.</param>
/// <param name="Mends">The published answer it corrects or withdraws (R42); null for an answer of its own. It is approved with the text.</param>
public sealed record ReleaseText(
    AnswerKind Kind, string Title, string Question, IReadOnlyList<Paragraph> Body, IReadOnlyList<ClaimAnswer> Claims, IReadOnlyList<int> Rebuts,
    string Outlet, string Scope, string Line, bool Urgent, IReadOnlyList<string> Attachments, Mending? Mends = null)
{
    /// <summary>The line written into the confirmed assessment.</summary>
    public const string AssessmentLine = "assessment";

    /// <summary>The standing line, approved once a year.</summary>
    public const string StandingLine = "standing";

    /// <summary>Whether it withdraws an answer: then its text is the public reason.</summary>
    [JsonIgnore]
    public bool Withdraws => Mends is { Withdraws: true };

    /// <summary>The same text with line ends as LF, Unicode NFC and no outer blanks: what is hashed, signed and published.</summary>
    public ReleaseText Normalised() => this with
    {
        Title = Normal(Title),
        Question = Normal(Question),
        Scope = Normal(Scope),
        Body = [.. Body.Select(p => p with { Text = Normal(p.Text) }).Where(p => p.Text.Length > 0)],
        Mends = Mends is null ? null : Mends with { Change = Mends is { Withdraws: false, Change: { } change } && Normal(change) is { Length: > 0 } said ? said : null },
    };

    /// <summary>The body as one plain text, paragraphs apart by a line end.</summary>
    [JsonIgnore]
    public string Plain => string.Join('\n', Body.Select(p => p.Text));

    /// <summary>Verification entries the body rests on, each once.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> Cites => [.. Body.Select(p => p.Verification).OfType<int>().Distinct().Order()];

    /// <summary>SHA-256 (lower-case hexadecimal) of the normalised text's JSON bytes.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Normalised(), RespondJson.Default.ReleaseText)));

    /// <summary>The 8-character text code printed on paper slips (R34): Crockford base 32 of the hash's first 40 bits.</summary>
    public static string Code(string hash)
    {
        const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        var bits = Convert.ToUInt64(hash[..10], 16);
        return string.Create(8, bits, static (span, b) =>
        {
            for (var i = 7; i >= 0; i--, b >>= 5) span[i] = Digits[(int)(b & 31)];
        });
    }

    internal static string Normal(string text) => Nfc.Of(text.ReplaceLineEndings("\n")).Trim();
}
