using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Huiying.Ground;

namespace Huiying.Web.Commands;

/// <summary><c>ledger verify [FILE | --data DIR]</c>: <c>{"entries","broken_at"}</c>, one line for each office of a store; exit 1 when broken.</summary>
internal static class LedgerCommand
{
    public static Command Create()
    {
        var file = new Argument<string?>("FILE") { Description = "an exported ledger; - for standard input; .gz accepted", Arity = ArgumentArity.ZeroOrOne };
        var data = new Option<string?>("--data") { Description = "数据目录 the data folder (default ./data)" };
        var store = new Option<string?>("--store") { Description = "a PostgreSQL connection string, else SQLite in the data folder" };
        var quiet = new Option<bool>("--quiet") { Description = "no summary on standard error" };
        var verify = new Command("verify", "Recomputes the chain of every entry and finds a changed byte.") { file, data, store, quiet };
        verify.Validators.Add(result =>
        {
            if (result.GetValue(file) is not null && (result.GetValue(data) ?? result.GetValue(store)) is not null) result.AddError("ledger verify: give FILE, or a store, not both.");
        });
        verify.SetAction((parsed, ct) => parsed.GetValue(file) is { } path
            ? Exported(path, parsed.GetValue(quiet))
            : Stored(parsed.GetValue(data) ?? "data", parsed.GetValue(store), parsed.GetValue(quiet), ct));
        return new Command("ledger", "The office's ledger (台账).") { verify };
    }

    private static async Task<int> Exported(string path, bool quiet)
    {
        try
        {
            return Print(null, LedgerExports.Verify(LineInput.Read(path)), quiet) ? 0 : 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return await Fail($"cannot read {path}: {e.Message} Name a readable file, or - for standard input.");
        }
    }

    private static async Task<int> Stored(string data, string? postgres, bool quiet, CancellationToken ct)
    {
        var opened = await OpenStore.Open(data, postgres, ct);
        if (opened.Refusal is { } no) return await Fail($"{no.Zh} {no.En}");
        await using var store = opened.Value;
        var offices = (await store.Offices(null, ct)).Value;
        if (offices.Count == 0) return Print(null, new(0, null, null), quiet) ? 0 : 1;
        var whole = true;
        foreach (var office in offices) whole &= Print(office.Id, await store.Get<Ledger>().Verify(office.Id, ct), quiet);
        return whole ? 0 : 1;
    }

    private static bool Print(OfficeId? office, LedgerVerdict verdict, bool quiet)
    {
        Console.Out.Write(JsonSerializer.Serialize(new VerdictLine(office?.Value, verdict.Entries, verdict.BrokenAt, verdict.Why), VerdictJson.Default.VerdictLine) + "\n");
        if (!quiet)
        {
            Console.Error.WriteLine(verdict.BrokenAt is { } at
                ? $"ledger verify: 台账从第{at}条起对不上（{verdict.Why}）。Entry {at} does not fit ({verdict.Why}): stop, keep the data folder as it is, and tell the security administrator and the superior body."
                : $"ledger verify: 共{verdict.Entries}条，完整无改动。{verdict.Entries} entries, unbroken.");
        }
        return verdict.BrokenAt is null;
    }

    private static async Task<int> Fail(string message)
    {
        await Console.Error.WriteLineAsync($"ledger verify: {message.ReplaceLineEndings(" ")}");
        return 1;
    }
}

/// <summary>What <c>ledger verify</c> prints.</summary>
internal sealed record VerdictLine(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Office, long Entries, long? BrokenAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Why);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(VerdictLine))]
internal sealed partial class VerdictJson : JsonSerializerContext;
