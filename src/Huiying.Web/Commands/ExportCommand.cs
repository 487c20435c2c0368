using System.CommandLine;
using System.Globalization;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Review;

namespace Huiying.Web.Commands;

/// <summary>
/// <c>export ledger</c>: the ledger as JSON Lines that anyone can verify; <c>export events|duties|answers|reports</c>: tables of a span. Every export is itself an
/// entry (S11).
/// </summary>
internal static class ExportCommand
{
    private static readonly (string Name, string Help)[] Tables =
    [
        ("events", "The register of events (舆情台账) by the day they were opened."), ("duties", "Duties by the time they began, with their lateness."),
        ("answers", "Published answers with what corrected or withdrew them."), ("reports", "Reports to bodies outside with their receipts."),
        ("ledger", "Every entry with its hash, in order; as xlsx or csv an extract of a span."),
    ];

    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "数据目录 the data folder", DefaultValueFactory = _ => "data" };
        var store = new Option<string?>("--store") { Description = "a PostgreSQL connection string, else SQLite in the data folder" };
        var office = new Option<string?>("--office") { Description = "the office's id, when the store has several" };
        var from = Day("--from", "first day, such as 2026-01-01, in the office's zone; default: the first of all");
        var until = Day("--to", "last day; default: today");
        var format = new Option<string>("--format") { Description = "jsonl (default), csv or xlsx", DefaultValueFactory = _ => "jsonl" };
        format.AcceptOnlyFromAmong("jsonl", "csv", "xlsx");
        var quiet = new Option<bool>("--quiet") { Description = "no summary on standard error" };
        var export = new Command("export", "Takes records out of the store, to standard output.");
        foreach (var (name, help) in Tables)
        {
            var table = new Command(name, help) { data, store, office, from, until, format, quiet };
            table.SetAction((parsed, ct) => Run(name, parsed.GetValue(data)!, parsed.GetValue(store), parsed.GetValue(office),
                parsed.GetValue(from), parsed.GetValue(until), parsed.GetValue(format)!, parsed.GetValue(quiet), ct));
            export.Add(table);
        }
        return export;
    }

    private static Option<DateOnly?> Day(string name, string help) => new(name)
    {
        Description = help,
        CustomParser = r =>
        {
            if (DateOnly.TryParseExact(r.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1990 and < 2200) return day;
            r.AddError($"export: {name} {r.Tokens[0].Value} is no day; write it as 2026-01-31");
            return null;
        },
    };

    private static async Task<int> Run(
        string name, string data, string? postgres, string? id, DateOnly? from, DateOnly? until, string format, bool quiet, CancellationToken ct)
    {
        var opened = await OpenStore.Open(data, postgres, ct);
        if (opened.Refusal is { } no) return await Fail(name, no);
        await using var store = opened.Value;
        var offices = await store.Offices(id, ct);
        if (offices.Refusal is { } unknown) return await Fail(name, unknown);
        if (offices.Value is not [var office])
        {
            return await Fail(name, offices.Value.Count == 0
                ? Refusal.NotFound("尚未设置机构，没有可导出的内容。", "No office is set up yet: there is nothing to export.")
                : Refusal.Invalid("-", "请用 --office 指明机构。", $"Name one office with --office: {string.Join(", ", offices.Value.Select(o => $"{o.Id} {o.Name}"))}."));
        }
        var actor = Actor.CommandLine(office.Id);
        await using var output = Console.OpenStandardOutput();
        await using var buffered = new BufferedStream(output, 1 << 16);
        if (name == "ledger" && format == "jsonl")
        {
            if (from is not null || until is not null)
            {
                return await Fail(name, Refusal.Invalid("-", "可验证的台账只能整本导出；摘录请用 --format xlsx 或 csv。", "A ledger that verifies goes out whole; for an extract use --format xlsx or csv."));
            }
            var written = await store.Get<LedgerExports>().Write(actor, buffered, ct);
            if (written.Refusal is { } refused) return await Fail(name, refused);
            if (!quiet) await Console.Error.WriteLineAsync($"export ledger: {written.Value} entries");
            return 0;
        }
        var zone = (await store.Get<PolicyVersions>().Current(office.Id, ct)).Zone;
        var taken = await store.Get<Sheets>().Take(actor, name, format, from ?? new DateOnly(2000, 1, 1), until ?? Words.Day(TimeProvider.System.GetUtcNow(), zone), ct);
        if (taken.Refusal is { } wrong) return await Fail(name, wrong);
        var sheet = taken.Value;
        var how = format switch { "xlsx" => SheetFormat.Xlsx, "csv" => SheetFormat.Csv, _ => SheetFormat.JsonLines };
        await SheetWriter.Write(buffered, how, sheet.Name, how == SheetFormat.JsonLines ? sheet.Keys : sheet.Header, sheet.Rows.ToAsyncEnumerable(), ct);
        if (!quiet) await Console.Error.WriteLineAsync($"export {name}: {sheet.Rows.Count} rows");
        return 0;
    }

    private static async Task<int> Fail(string name, Refusal refusal)
    {
        await Console.Error.WriteLineAsync($"export {name}: {refusal.Zh} {refusal.En}".ReplaceLineEndings(" "));
        return 1;
    }
}
