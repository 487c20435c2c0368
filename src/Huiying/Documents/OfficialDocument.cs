using Huiying.Ground;

namespace Huiying.Documents;

/// <summary>
/// An official document as GB/T 9704-2012 orders its parts. Only the title is needed; whatever is absent is left out, never asked for (S14).
/// <see cref="Docx.Write"/> lays it out.
/// </summary>
public sealed record OfficialDocument
{
    /// <summary>标题.</summary>
    public required string Title { get; init; }

    /// <summary>The red head; null for a plain document such as a text to be published.</summary>
    public Masthead? Head { get; init; }

    /// <summary>份号、密级、紧急程度, top left in this order. A secret document is never made here (S17), so this is copy number and urgency.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>主送机关, highest first.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>正文.</summary>
    public IReadOnlyList<Block> Body { get; init; } = [];

    /// <summary>附件, each on a new page.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>发文机关署名 and 成文日期.</summary>
    public Signature? Signature { get; init; }

    /// <summary>附注, without its brackets, such as a contact.</summary>
    public string? Note { get; init; }

    /// <summary>版记.</summary>
    public Imprint? Imprint { get; init; }

    /// <summary>When the text was made: the file's own date, so that the same document gives the same bytes.</summary>
    public DateTimeOffset MadeAt { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>What stands on every page of a document that a drill made (R55).</summary>
    public const string DrillLine = "【演练】本件为演练文件，不作正式公文，不得对外报送或发布";

    /// <summary>Whether a drill's office made it (R55): every page then bears <see cref="DrillLine"/>.</summary>
    public bool Drill { get; init; }
}

/// <summary>What stands above the red rule.</summary>
public abstract record Masthead;

/// <summary>文件 or 纪要: issuer mark, number, and for upward documents the signer.</summary>
/// <param name="Mark">发文机关标志, such as 某某办公室文件.</param>
/// <param name="Number">发文字号.</param>
/// <param name="Signer">签发人: given, the document goes upward (the number then stands left).</param>
public sealed record RedHead(string Mark, DocumentNumber? Number = null, string? Signer = null) : Masthead;

/// <summary>简报, 专报, 研判材料: red name, issue in the middle, unit left, date right.</summary>
/// <param name="Name">For example 舆情研判材料.</param>
/// <param name="Issue">For example 第12期.</param>
/// <param name="Unit">编印单位.</param>
/// <param name="Date">Its day.</param>
public sealed record BriefHead(string Name, string? Issue, string? Unit, DateOnly? Date) : Masthead;

/// <summary>函: the mark is the issuer's name alone, without 文件 (10.1); number right below the rule.</summary>
/// <param name="Mark">发文机关标志.</param>
/// <param name="Number">发文字号.</param>
public sealed record LetterMasthead(string Mark, DocumentNumber? Number = null) : Masthead;

/// <summary>发文字号: 代字〔year〕n号, without 第 and without zero padding (7.2.5).</summary>
public sealed record DocumentNumber(string Symbol, int Year, int Number)
{
    public override string ToString() => $"{Symbol}〔{Year}〕{Number}号";
}

/// <summary>Unit and day below the text.</summary>
public sealed record Signature(string Unit, DateOnly? Date);

/// <summary>版记.</summary>
/// <param name="CopiesTo">抄送机关.</param>
/// <param name="IssuedBy">印发机关.</param>
/// <param name="IssuedOn">印发日期.</param>
/// <param name="Openness">公开属性, such as 主动公开.</param>
public sealed record Imprint(IReadOnlyList<string> CopiesTo, string? IssuedBy = null, DateOnly? IssuedOn = null, string? Openness = null);

/// <summary>附件.</summary>
public sealed record Attachment(string Title, IReadOnlyList<Block> Body);

/// <summary>A piece of the text.</summary>
public abstract record Block;

/// <summary>A heading; the number (一、（一）1.（1）) is set by its level and place.</summary>
/// <param name="Level">1 to 4.</param>
/// <param name="Text">Without a number.</param>
public sealed record Heading(int Level, string Text) : Block;

/// <summary>A paragraph; each line of its text becomes one of its own. <paramref name="Lead"/> opens it in Hei, as 时间： does.</summary>
public sealed record Paragraph(string Text, string? Lead = null) : Block;

/// <summary>A table; the header is repeated on each page.</summary>
/// <param name="Header">Column names.</param>
/// <param name="Rows">Rows as wide as the header.</param>
/// <param name="Widths">Relative widths; equal when absent.</param>
/// <param name="Caption">表题, above.</param>
public sealed record Table(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<int>? Widths = null, string? Caption = null) : Block;

/// <summary>A PNG picture.</summary>
/// <param name="Png">The bytes.</param>
/// <param name="WidthMm">Width on paper, at most 156.</param>
/// <param name="HeightMm">Height on paper.</param>
/// <param name="Alternative">What it shows, in words, for those who cannot see it.</param>
/// <param name="Caption">图题, below.</param>
public sealed record Picture(ReadOnlyMemory<byte> Png, double WidthMm, double HeightMm, string Alternative, string? Caption = null) : Block;

/// <summary>What every document of an office needs to know of it.</summary>
/// <param name="Office">Full name, such as 某某区某某办公室.</param>
/// <param name="Zone">The office's zone: all times are shown in it.</param>
/// <param name="Symbol">机关代字 for numbers; null until the office has set one.</param>
/// <param name="Contact">Who answers questions about documents, such as 联系人：… 电话：….</param>
public sealed record Letterhead(string Office, TimeZoneInfo Zone, string? Symbol = null, string? Contact = null)
{
    /// <summary>Whether it is a drill's office: its name bears the mark that no real office may bear (R55).</summary>
    public bool IsDrill => Office.EndsWith(DrillOffices.Mark, StringComparison.Ordinal);

    internal string Time(DateTimeOffset t) => Words.Time(t, Zone);
}
