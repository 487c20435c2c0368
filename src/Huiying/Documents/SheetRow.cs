namespace Huiying.Documents;

/// <summary>One row of a sheet: its fields (<see cref="SheetFields"/>) or what is wrong with it (<see cref="SheetProblem"/>).</summary>
/// <param name="Row">The row's number as a spreadsheet program shows it (the header counts); 0 is the file as a whole.</param>
public abstract record SheetRow(long Row);

/// <summary>A readable row.</summary>
/// <param name="Row">The row's number.</param>
/// <param name="Fields">Trimmed values by the header's name; empty cells are absent.</param>
public sealed record SheetFields(long Row, IReadOnlyDictionary<string, string> Fields) : SheetRow(Row);

/// <summary>A row (or, with number 0, a file) that was not taken, why, and how to mend it. It never quotes the row's content.</summary>
/// <param name="Row">The row's number; 0 is the file.</param>
/// <param name="Column">The column's header name, or empty when the whole row is meant.</param>
/// <param name="Code">A stable name such as <c>ragged</c>.</param>
/// <param name="Zh">Why, in Chinese.</param>
/// <param name="En">Why, in English.</param>
/// <param name="MendZh">How to mend it, in Chinese.</param>
/// <param name="MendEn">How to mend it, in English.</param>
public sealed record SheetProblem(long Row, string Column, string Code, string Zh, string En, string MendZh, string MendEn) : SheetRow(Row)
{
    /// <summary>One line in Chinese: where, why, how to mend.</summary>
    public string LineZh => $"{(Row == 0 ? "文件" : $"第{Row}行")}{(Column.Length == 0 ? "" : $"“{Column}”列")}：{Zh}；{MendZh}";

    /// <summary>The same in English.</summary>
    public string LineEn => $"{(Row == 0 ? "file" : $"row {Row}")}{(Column.Length == 0 ? "" : $", column “{Column}”")}: {En}; {MendEn}";
}

/// <summary>What one sheet may cost. Beyond a limit reading stops with a named problem; nothing is cut silently.</summary>
public sealed record SheetLimits
{
    /// <summary>The limits used when none are given.</summary>
    public static SheetLimits Default { get; } = new();

    /// <summary>Bytes of the file as it came.</summary>
    public long MaxBytes { get; init; } = 256L << 20;

    /// <summary>Bytes after unpacking gzip or the parts of an xlsx.</summary>
    public long MaxUnpacked { get; init; } = 512L << 20;

    /// <summary>An xlsx that unpacks to more than 8 MiB and more than this many times its size is refused (deflate ends at 1,032).</summary>
    public int MaxRatio { get; init; } = 250;

    /// <summary>Rows read, the header included.</summary>
    public int MaxRows { get; init; } = 1_000_000;

    /// <summary>Columns of a row.</summary>
    public int MaxColumns { get; init; } = 512;

    /// <summary>UTF-16 code units of one cell.</summary>
    public int MaxCell { get; init; } = 100_000;
}

/// <summary>A row before the header is known.</summary>
internal readonly record struct RawRow(long Number, string[] Cells, SheetProblem? Problem = null)
{
    public bool IsEmpty => Problem is null && Array.TrueForAll(Cells, c => c.Length == 0);
}
