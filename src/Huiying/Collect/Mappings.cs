using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Huiying.Collect.Masking;
using Huiying.Documents;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Collect;

/// <summary>A column of a sheet as it would be taken.</summary>
/// <param name="Target">By what was set for such a header before, else by its name.</param>
/// <param name="Personal">Its name says that it holds personal details: it can only be contact, or dropped (S03).</param>
/// <param name="Samples">The first values, masked; none of a personal column.</param>
public sealed record SheetColumn(string Name, ColumnTarget Target, bool Personal, IReadOnlyList<string> Samples);

/// <summary>A sheet as it would be taken.</summary>
/// <param name="Remembered">Somebody of the office set the columns of such a header before.</param>
public sealed record SheetLook(string Shape, IReadOnlyList<SheetColumn> Columns, bool Remembered)
{
    /// <summary>Whether it can be taken without asking: it has a text, and every column's meaning is known or was set.</summary>
    public bool Plain => Remembered || Columns.Any(c => c.Target is ColumnTarget.Title or ColumnTarget.Body) && Columns.All(c => c.Target != ColumnTarget.None);
}

internal sealed class MappingRow : IOfficed
{
    public required OfficeId Office { get; init; }

    /// <summary>SHA-256 of the header's names.</summary>
    public required string Shape { get; init; }

    /// <summary>JSON of target by name.</summary>
    public required string Columns { get; set; }
}

internal sealed class MappingTable : IEntityTypeConfiguration<MappingRow>
{
    public void Configure(EntityTypeBuilder<MappingRow> builder) => builder.ToTable("collect_mappings").HasKey(m => new { m.Office, m.Shape });
}

/// <summary>What the columns of an export mean, where their names do not say it: set once for a header, and kept for every file with the same (R16).</summary>
public sealed class Mappings(Acts acts, IDbContextFactory<Store> stores)
{
    private const int LookedRows = 20;
    private const int Samples = 3;
    private const int LongestSample = 40;

    /// <summary>What a column of personal details may be taken as.</summary>
    private static bool FitsPersonal(ColumnTarget target) => target is ColumnTarget.None or ColumnTarget.Author || SheetColumns.IsContact(target);

    /// <summary>Looks at the sheet's first rows. Null when it has none that can be read: the import then says why.</summary>
    /// <param name="input">Can seek; it is left where it was.</param>
    public async Task<SheetLook?> Look(OfficeId office, Stream input, CancellationToken ct = default)
    {
        var start = input.Position;
        IReadOnlyList<string>? names = null;
        var rows = new List<SheetFields>();
        await foreach (var row in SheetReader.Read(input, ct: ct, header: found => names = found))
        {
            if (row is SheetFields fields) rows.Add(fields);
            if (rows.Count == LookedRows) break;
        }
        input.Position = start;
        names ??= rows.Count > 0 ? [.. rows[0].Fields.Keys] : null;
        if (names is not { Count: > 0 }) return null;
        var shape = Shape(names);
        var known = (await Known(stores, office, ct)).GetValueOrDefault(shape);
        return new(shape, [.. names.Select(n => Column(n, known, rows))], known is not null);
    }

    /// <summary>
    /// Keeps what the columns mean. Refused: neither clerk nor on duty; no column is title or text; a column of personal details is to become text (S03); the
    /// names themselves hold personal details, for then the file has no header.
    /// </summary>
    public Task<Outcome<Done>> Set(Actor actor, IReadOnlyDictionary<string, ColumnTarget> columns, IReadOnlyList<string> names, CancellationToken ct = default)
    {
        var shape = Shape(names);
        return acts.Run<Done>(actor, "import.map", new Subject("header", shape[..16]), async act =>
        {
            if (Permit.Enter(actor, "R16") is { } no) return no;
            if (!columns.Values.Any(t => t is ColumnTarget.Title or ColumnTarget.Body)) return Refusal.Invalid("R16", "请至少把一列指定为“标题”或“内容”。", "Take at least one column as title or text.");
            if (columns.FirstOrDefault(c => IsPersonal(c.Key) && !FitsPersonal(c.Value)).Key is { } personal)
            {
                return new Refusal("import.personal-column", "S03", $"“{personal}”一列是个人信息，只能作为联系方式单独加密，或者不收。", $"The column “{personal}” holds personal details; it is contact, or it is dropped.");
            }
            if (names.Any(n => Mask.Apply(n).Text != n))
            {
                return new Refusal("import.no-header", "S03", "第一行像是内容而不是表头。请在表格第一行加上列名再导入。", "The first row looks like content. Put a header row above it.");
            }
            var row = await act.Store.Set<MappingRow>().SingleOrDefaultAsync(m => m.Shape == shape, ct);
            var json = JsonSerializer.Serialize(new Dictionary<string, ColumnTarget>(columns), CollectJson.Default.DictionaryStringColumnTarget);
            if (row is null) act.Store.Add(new MappingRow { Office = actor.Office, Shape = shape, Columns = json });
            else row.Columns = json;
            act.Write(new MappingEntry(shape, names.Count, columns.Count(c => c.Value is not (ColumnTarget.None or ColumnTarget.Author))), CollectJson.Default.MappingEntry);
            return default(Done);
        }, ct);
    }

    /// <summary>What is set for a header, as a reader of sheets asks for it.</summary>
    public async Task<Func<IReadOnlyList<string>, IReadOnlyDictionary<string, ColumnTarget>?>> Reading(OfficeId office, CancellationToken ct = default)
    {
        var known = await Known(stores, office, ct);
        return names => known.GetValueOrDefault(Shape(names));
    }

    /// <summary>What is set, by the shape of the header.</summary>
    internal static async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, ColumnTarget>>> Known(IDbContextFactory<Store> stores, OfficeId office, CancellationToken ct)
    {
        await using var store = stores.Open(office);
        var rows = await store.Set<MappingRow>().AsNoTracking().ToListAsync(ct);
        return rows.ToDictionary(r => r.Shape, r => (IReadOnlyDictionary<string, ColumnTarget>)JsonSerializer.Deserialize(r.Columns, CollectJson.Default.DictionaryStringColumnTarget)!);
    }

    /// <summary>Tells a header by its names and their order.</summary>
    internal static string Shape(IReadOnlyList<string> names) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names.Select(Fold.Text)))));

    private static bool IsPersonal(string name) => SheetColumns.Of(name) is ColumnTarget.Author || SheetColumns.IsContact(SheetColumns.Of(name));

    private static SheetColumn Column(string name, IReadOnlyDictionary<string, ColumnTarget>? known, List<SheetFields> rows)
    {
        var personal = IsPersonal(name);
        var target = known is not null && known.TryGetValue(name, out var set) ? set : SheetColumns.Of(name);
        // A bare name in a cell is not masked, for nothing around it says that it is one.
        string[] samples = personal ? [] : [.. rows.Select(r => r.Fields.GetValueOrDefault(name)).OfType<string>().Select(v => Mask.Apply(v).Text).Select(v => PersonalTerm.Find(v) is null ? Cut(v) : "（已遮盖）").Distinct().Take(Samples)];
        return new(name, target, personal, samples);
    }

    private static string Cut(string text) => text.Length <= LongestSample ? text : text[..LongestSample] + "…";
}
