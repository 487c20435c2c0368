using System.Runtime.CompilerServices;

namespace Huiying.Documents;

/// <summary>A contact detail of a caller or petitioner. It belongs in the encrypted contact store and nowhere else (S03).</summary>
public sealed record ContactField(ColumnTarget Kind, string Value);

/// <summary>One message of a sheet. Its texts are as written: whoever stores them masks them first (S03).</summary>
/// <param name="Row">The row in the file.</param>
/// <param name="Id">Its number in the system it comes from.</param>
/// <param name="Title">Title; empty when there is none.</param>
/// <param name="Body">Text; empty when there is none.</param>
/// <param name="Time">When it was received, UTC; null when the sheet has no time for it.</param>
/// <param name="Values">Whatever else is known to be harmless (place, channel, counts …), as written.</param>
/// <param name="Contact">Contact details, apart from everything else.</param>
public sealed record SheetMessage(
    long Row, string? Id, string Title, string Body, DateTimeOffset? Time,
    IReadOnlyDictionary<ColumnTarget, string> Values, IReadOnlyList<ContactField> Contact);

/// <summary>A message, or a row that was not taken.</summary>
public readonly record struct SheetItem(SheetMessage? Message, SheetProblem? Problem);

/// <summary>
/// Messages from a hotline, petition or forum export (R16). Contact columns leave apart from the text; author, UID and avatar columns
/// and every column whose meaning is not known are dropped and only named (S03).
/// </summary>
/// <param name="time">Reads a time as the sheet writes it; null when it cannot be read.</param>
/// <param name="mapping">What somebody set for a header with these names (of JSON Lines: the names of the first line); null, or null for a header, takes columns by their names.</param>
public sealed class MessageSheet(Func<string, DateTimeOffset?> time, Func<IReadOnlyList<string>, IReadOnlyDictionary<string, ColumnTarget>?>? mapping = null)
{
    private readonly Dictionary<string, (ColumnTarget Target, int Rank)> columns = new(StringComparer.Ordinal);
    private readonly SortedSet<string> dropped = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, ColumnTarget>? mapped;
    private bool hasText, named;

    /// <summary>Names of the columns that were dropped, so far.</summary>
    public IReadOnlyCollection<string> Dropped => dropped;

    /// <summary>Reads messages and problems in order; for content it never throws. One instance reads one file.</summary>
    public async IAsyncEnumerable<SheetItem> Read(
        Stream input, string? sheet = null, SheetLimits? limits = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        // A sheet without any text column would otherwise give the same complaint on every row: until one is seen, only numbers are kept.
        var textless = new List<long>();
        await foreach (var row in SheetReader.Read(input, sheet, limits, Name, ct))
        {
            if (row is SheetProblem problem)
            {
                yield return new(null, problem);
                continue;
            }
            if (!named) Name([.. ((SheetFields)row).Fields.Keys]);
            var item = Take((SheetFields)row);
            if (!hasText)
            {
                textless.Add(row.Row);
                continue;
            }
            foreach (var late in textless) yield return new(null, SheetProblems.NoTextInRow(late));
            textless.Clear();
            yield return item;
        }
        if (textless.Count > 0) yield return new(null, SheetProblems.NoText(string.Join('、', columns.Keys.Take(20).Select(Shown))));
    }

    private void Name(IReadOnlyList<string> names) => (mapped, named) = (mapping?.Invoke(names), true);

    /// <summary>A sheet without a header has a person's row where the names should be.</summary>
    private static string Shown(string name) => string.Concat(name.Take(24).Select(c => char.IsDigit(c) ? '#' : c));

    private SheetItem Take(SheetFields row)
    {
        var best = new Dictionary<ColumnTarget, (string Column, int Rank)>();
        var contact = new List<ContactField>();
        foreach (var (name, value) in row.Fields)
        {
            if (!columns.TryGetValue(name, out var column))
            {
                column = mapped is not null && mapped.TryGetValue(name, out var set) ? (set, 0) : SheetColumns.Find(name);
                hasText |= column.Target is ColumnTarget.Title or ColumnTarget.Body;
                // JSON Lines may invent names without end.
                if (columns.Count < 2048) columns[name] = column;
                if (column.Target is ColumnTarget.None or ColumnTarget.Author && dropped.Count < 2048) dropped.Add(Shown(name));
            }
            if (column.Target is ColumnTarget.None or ColumnTarget.Author) continue;
            if (SheetColumns.IsContact(column.Target)) contact.Add(new(column.Target, value));
            else if (!best.TryGetValue(column.Target, out var held) || column.Rank < held.Rank) best[column.Target] = (name, column.Rank);
        }
        var values = best.ToDictionary(b => b.Key, b => row.Fields[b.Value.Column]);
        if (!values.ContainsKey(ColumnTarget.Title) && !values.ContainsKey(ColumnTarget.Body)) return new(null, SheetProblems.NoTextInRow(row.Row));
        DateTimeOffset? at = null;
        if (values.TryGetValue(ColumnTarget.Time, out var written) && (at = time(written)) is null)
        {
            return new(null, SheetProblems.Time(row.Row, best[ColumnTarget.Time].Column));
        }
        string? Taken(ColumnTarget target) => values.Remove(target, out var value) ? value : null;
        var message = new SheetMessage(row.Row, Taken(ColumnTarget.Id), Taken(ColumnTarget.Title) ?? "", Taken(ColumnTarget.Body) ?? "", at, values, contact);
        values.Remove(ColumnTarget.Time);
        return new(message, null);
    }
}
