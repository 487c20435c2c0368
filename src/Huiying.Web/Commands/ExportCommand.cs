using System.CommandLine;
using Huiying.Ground;

namespace Huiying.Web.Commands;

/// <summary><c>export ledger</c>: the ledger as JSON Lines that anyone can verify. Every export is itself an entry (S11).</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "数据目录 the data folder", DefaultValueFactory = _ => "data" };
        var store = new Option<string?>("--store") { Description = "a PostgreSQL connection string, else SQLite in the data folder" };
        var office = new Option<string?>("--office") { Description = "the office's id, when the store has several" };
        var quiet = new Option<bool>("--quiet") { Description = "no summary on standard error" };
        var ledger = new Command("ledger", "Every entry with its hash, in order, to standard output.") { data, store, office, quiet };
        ledger.SetAction((parsed, ct) => Run(parsed.GetValue(data)!, parsed.GetValue(store), parsed.GetValue(office), parsed.GetValue(quiet), ct));
        return new Command("export", "Takes records out of the store.") { ledger };
    }

    private static async Task<int> Run(string data, string? postgres, string? id, bool quiet, CancellationToken ct)
    {
        var opened = await OpenStore.Open(data, postgres, ct);
        if (opened.Refusal is { } no) return await Fail(no);
        await using var store = opened.Value;
        var offices = await store.Offices(id, ct);
        if (offices.Refusal is { } unknown) return await Fail(unknown);
        if (offices.Value is not [var office])
        {
            return await Fail(offices.Value.Count == 0
                ? Refusal.NotFound("尚未设置机构，没有台账。", "No office is set up yet: there is no ledger.")
                : Refusal.Invalid("-", "请用 --office 指明机构。", $"Name one office with --office: {string.Join(", ", offices.Value.Select(o => $"{o.Id} {o.Name}"))}."));
        }
        await using var output = Console.OpenStandardOutput();
        await using var buffered = new BufferedStream(output, 1 << 16);
        var written = await store.Get<LedgerExports>().Write(Actor.CommandLine(office.Id), buffered, ct);
        if (written.Refusal is { } refused) return await Fail(refused);
        if (!quiet) await Console.Error.WriteLineAsync($"export ledger: {written.Value} entries");
        return 0;
    }

    private static async Task<int> Fail(Refusal refusal)
    {
        await Console.Error.WriteLineAsync($"export ledger: {refusal.Zh} {refusal.En}".ReplaceLineEndings(" "));
        return 1;
    }
}
