using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Web.Commands;

/// <summary><c>import FILE</c>: takes messages or posts into the store; prints counts and every rejected row with its reason.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "jsonl, csv or xlsx; - for standard input; .gz accepted" };
        var data = new Option<string>("--data") { Description = "数据目录 the data folder", DefaultValueFactory = _ => "data" };
        var store = new Option<string?>("--store") { Description = "a PostgreSQL connection string, else SQLite in the data folder" };
        var office = new Option<string?>("--office") { Description = "the office's id, when the store has several" };
        var channel = new Option<Channel>("--channel") { Description = "channel of rows that name none", DefaultValueFactory = _ => Channel.Message };
        var open = new Option<bool?>("--public") { Description = "whether everybody can read the messages; by the channel when left out" };
        var sheet = new Option<string?>("--sheet") { Description = "the worksheet of an xlsx" };
        var quiet = new Option<bool>("--quiet") { Description = "no progress" };
        var command = new Command("import", "Imports messages or posts; personal details are masked before anything is stored.") { file, data, store, office, channel, open, sheet, quiet };
        command.SetAction((parsed, ct) => Run(
            parsed.GetValue(file)!, parsed.GetValue(data)!, parsed.GetValue(store), parsed.GetValue(office),
            new ImportFile(Path.GetFileName(parsed.GetValue(file)!), parsed.GetValue(channel), parsed.GetValue(open), parsed.GetValue(sheet)), parsed.GetValue(quiet), ct));
        return command;
    }

    private static async Task<int> Run(string path, string data, string? postgres, string? office, ImportFile file, bool quiet, CancellationToken ct)
    {
        Stream input;
        try
        {
            input = path == "-" ? Console.OpenStandardInput() : File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return await Fail($"{path}: {e.Message} Name a readable file, or - for standard input.");
        }
        await using var opened = input;
        if (input.CanSeek && SecretMarks.Find(Path.GetFileName(path), input) is { } mark) return await Fail($"{SecretMarks.Refused(mark).Zh} {SecretMarks.Refused(mark).En}");
        var taken = DataFolder.Take(data, "import");
        // While a server holds the folder only rows are inserted; its workers take them up.
        if (taken.Refusal is { Code: not "data.served" } held) return await Fail($"{held.Zh} {held.En}");
        using var folder = taken.Ok ? taken.Value : null;
        await using var services = new ServiceCollection().AddLogging().AddStore(Path.GetFullPath(data), postgres).AddCollect().AddAssess().BuildServiceProvider();
        var stores = services.GetRequiredService<IDbContextFactory<Store>>();
        var ready = taken.Ok ? await StoreSetup.Prepare(stores, ct) : await StoreSetup.Check(stores, ct);
        if (ready.Refusal is { } notReady) return await Fail($"{notReady.Zh} {notReady.En}");

        var offices = await services.GetRequiredService<Offices>().List(ct);
        var target = office is null ? offices.Count switch { 0 => Inbox.Office, 1 => offices[0].Id, _ => default(OfficeId?) } : offices.FirstOrDefault(o => o.Id.Value == office)?.Id;
        if (target is not { } into) return await Fail($"{data}: name one office with --office: {string.Join(", ", offices.Select(o => $"{o.Id} {o.Name}"))}");
        try
        {
            var read = quiet ? null : new Counter();
            var imported = await services.GetRequiredService<Import>().Run(Actor.CommandLine(into), file, input, read, ct);
            if (imported.Refusal is { } refusal) return await Fail($"{refusal.Zh} {refusal.En}");
            var assessed = taken.Ok && into != Inbox.Office ? await Assess(services.GetRequiredService<Assessment>(), into, ct) : 0;
            return await Print(path, into == Inbox.Office, imported.Value, assessed, quiet);
        }
        catch (IOException e)
        {
            return await Fail($"{path}: {e.Message} What was read so far is stored; import the whole file again.");
        }
    }

    /// <summary>No server is there to take the posts up, so the same step does it here, while the voices can still be counted.</summary>
    private static async Task<int> Assess(Assessment assessment, OfficeId office, CancellationToken ct)
    {
        var all = 0;
        for (var n = 1; n > 0; all += n) n = await assessment.Run(office, Assessment.AtOnce, ct);
        return all;
    }

    private static async Task<int> Print(string path, bool inbox, Imported imported, int assessed, bool quiet)
    {
        var c = imported.Counts;
        var rejected = imported.Rejected.Select(p => new RejectedRow(p.Row, p.Column.Length == 0 ? null : p.Column, p.Code, $"{p.Zh}；{p.MendZh}", $"{p.En}; {p.MendEn}")).ToList();
        var result = new ImportPrint(path, imported.FileHash, c.Total + rejected.Count(r => r.Row > 0), c.Stored, c.Copies, c.Duplicates, c.Unreadable, rejected.Count,
            imported.NothingNew, inbox, assessed, rejected, imported.Dropped);
        await using (var output = Console.OpenStandardOutput())
        {
            await JsonSerializer.SerializeAsync(output, result, ImportJson.Default.ImportPrint, CancellationToken.None);
            await output.WriteAsync("\n"u8.ToArray(), CancellationToken.None);
        }
        if (!quiet)
        {
            await Console.Error.WriteLineAsync(imported.NothingNew
                ? $"import: {path}：没有新内容，{c.Duplicates}条此前都已导入。Nothing new: all {c.Duplicates} rows are stored already."
                : $"import: {path}: {c.Stored} stored, {c.Copies} copies, {c.Duplicates} already known, {rejected.Count} rejected{(inbox ? "; they wait in the inbox for setup 未设置" : "")}");
        }
        // A file that cannot be read as a whole, or from which nothing could be taken, has failed.
        return rejected.Exists(r => r.Row == 0) || (c.Total == 0 && rejected.Count > 0) ? 1 : 0;
    }

    private static async Task<int> Fail(string message)
    {
        await Console.Error.WriteLineAsync($"import: {message.ReplaceLineEndings(" ")}");
        return 1;
    }

    /// <summary>A running number on a terminal; silent elsewhere.</summary>
    private sealed class Counter : IProgress<long>
    {
        public void Report(long value)
        {
            if (!Console.IsErrorRedirected) Console.Error.Write($"\rimport: {value} rows");
        }
    }
}

/// <summary>What <c>import</c> prints.</summary>
internal sealed record ImportPrint(
    string File, string Sha256, int Rows, int Stored, int Copies, int Duplicates, int Unreadable, int RejectedRows, bool NothingNew, bool Inbox, int Assessed,
    IReadOnlyList<RejectedRow> Rejected, IReadOnlyCollection<string> DroppedColumns);

/// <summary>A row that was not taken; 0 is the file.</summary>
internal sealed record RejectedRow(long Row, string? Column, string Code, string Reason, string ReasonEn);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ImportPrint))]
internal sealed partial class ImportJson : JsonSerializerContext;
