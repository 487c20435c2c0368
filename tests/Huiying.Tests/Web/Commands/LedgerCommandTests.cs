using System.Text.Json;
using Huiying.Ground;
using Huiying.Tests.Ground;
using Huiying.Tests.House;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests.Web.Commands;

/// <summary>The real executable on a real data folder.</summary>
public sealed class LedgerCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("huiying-ledger-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(folder, "data");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact, Clause("R40")]
    public async Task A_store_verifies_until_a_byte_of_it_is_changed()
    {
        await Furnish();
        var (exit, output, error) = await Executable.Run(["ledger", "verify", "--data", Data]);
        var verdict = JsonDocument.Parse(output).RootElement;
        var entries = verdict.GetProperty("entries").GetInt64();
        (exit, entries > 0, verdict.GetProperty("broken_at").ValueKind).ShouldBe((0, true, JsonValueKind.Null));
        error.ShouldContain("unbroken");

        await Harm("update ground_ledger set body = replace(cast(body as text), '\"seq\":1,', '\"seq\": 1,') where sequence = 1");
        (exit, output, error) = await Executable.Run(["ledger", "verify", "--data", Data, "--quiet"]);
        (exit, JsonDocument.Parse(output).RootElement.GetProperty("broken_at").GetInt64(), error).ShouldBe((1, 1, ""));
    }

    [Fact, Clause("S11"), Clause("R07")]
    public async Task An_export_verifies_by_itself_is_an_entry_of_its_own_and_shows_every_harm()
    {
        await Furnish();
        var (exit, output, _) = await Executable.Run(["export", "ledger", "--data", Data, "--quiet"]);
        exit.ShouldBe(0);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[^2].ShouldContain("ledger.export");
        (await Verified(output)).ShouldBe((0, null));

        // A changed letter, a lost line, a cut tail, two lines changed about, something added, and a line that is no line.
        (await Verified(output.Replace("青禾县", "黑禾县", StringComparison.Ordinal))).Exit.ShouldBe(1);
        (await Verified(string.Join('\n', lines.Where((_, i) => i != 1)))).ShouldBe((1, 2));
        (await Verified(string.Join('\n', lines[..^1]))).Exit.ShouldBe(1);
        (await Verified(string.Join('\n', lines.Where((_, i) => i != lines.Length - 2)))).ShouldBe((1, lines.Length - 1));
        (await Verified(string.Join('\n', [lines[1], lines[0], .. lines[2..]]))).ShouldBe((1, 1));
        (await Verified(output + lines[0])).Exit.ShouldBe(1);
        (await Verified("{\n")).ShouldBe((1, 1));
        (await Verified("")).Exit.ShouldBe(1);
    }

    [Theory, Clause("S11")]
    [InlineData("events", "编号,事项,")]
    [InlineData("duties", "事件编号,事件,规则,")]
    [InlineData("answers", "编号,种类,标题,")]
    [InlineData("reports", "事件编号,事件,报告,")]
    [InlineData("ledger", "序号,时间,事项,")]
    public async Task Every_table_goes_out_in_each_form_and_is_an_entry(string table, string header)
    {
        await Furnish();
        var csv = await Executable.Run(["export", table, "--format", "csv", "--data", Data, "--from", "2020-01-01", "--quiet"]);
        (csv.Exit, csv.Error).ShouldBe((0, ""));
        csv.Output.TrimStart('\ufeff').ShouldStartWith(header);
        var json = await Executable.Run(["export", table, "--data", Data]);
        json.Exit.ShouldBe(0, json.Error);
        foreach (var line in json.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)) JsonDocument.Parse(line).RootElement.ValueKind.ShouldBe(JsonValueKind.Object);
        (await Executable.Run(["export", table, "--data", Data, "--format", "xlsx", "--to", "2026-13-01"])).Exit.ShouldBe(2);
        (await Executable.Run(["export", table, "--data", Data, "--format", "ods"])).Exit.ShouldBe(2);
        var ledger = (await Executable.Run(["export", "ledger", "--data", Data, "--quiet"])).Output;
        ledger.ShouldContain("sheets.export");
        (await Verified(ledger)).ShouldBe((0, null));
    }

    [Fact]
    public async Task Where_there_is_nothing_it_says_so_and_makes_nothing()
    {
        var (exit, output, error) = await Executable.Run(["ledger", "verify", "--data", Data]);
        (exit, output).ShouldBe((1, ""));
        error.ShouldContain("--data");
        error.Trim().Split('\n').Length.ShouldBe(1);
        Directory.Exists(Data).ShouldBeFalse();
        (await Executable.Run(["ledger", "verify", Path.Combine(folder, "absent.jsonl")])).Exit.ShouldBe(1);
        (await Executable.Run(["ledger", "verify", "x.jsonl", "--data", Data])).Exit.ShouldBe(2);
        (await Executable.Run(["export", "ledger", "--data", Data])).Exit.ShouldBe(1);
    }

    private async Task<(int Exit, long? BrokenAt)> Verified(string exported)
    {
        var file = Path.Combine(folder, "ledger.jsonl");
        await File.WriteAllTextAsync(file, exported, Ct);
        var (exit, output, _) = await Executable.Run(["ledger", "verify", file, "--quiet"]);
        var broken = JsonDocument.Parse(output).RootElement.GetProperty("broken_at");
        return (exit, broken.ValueKind == JsonValueKind.Null ? null : broken.GetInt64());
    }

    private async Task Furnish()
    {
        using var held = DataFolder.Take(Data, "test").Value;
        await using var services = new ServiceCollection().AddLogging().AddStore(Data).BuildServiceProvider();
        var stores = services.GetRequiredService<IDbContextFactory<Store>>();
        (await StoreSetup.Prepare(stores, Ct)).Refusal.ShouldBeNull();
        (await services.GetRequiredService<Offices>().Create(OfficePlans.Twelve, Ct)).Refusal.ShouldBeNull();
        await using var store = stores.CreateDbContext();
        SqliteConnection.ClearPool((SqliteConnection)store.Database.GetDbConnection());
    }

    private async Task Harm(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "huiying.db")};Pooling=False");
        await connection.OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        (await command.ExecuteNonQueryAsync(Ct)).ShouldBe(1);
    }
}
