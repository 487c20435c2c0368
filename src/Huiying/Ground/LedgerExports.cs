using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Ground;

/// <summary>A ledger was exported (S11).</summary>
/// <param name="Entries">How many entries went out, this one included.</param>
public sealed record LedgerExported(long Entries);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LedgerExported))]
internal sealed partial class LedgerExportJson : JsonSerializerContext;

/// <summary>
/// The ledger as a file that anyone can check without the program: JSON Lines in order, each <c>{"seq","hash","body"}</c>, where <c>body</c> is the entry's stored
/// text and <c>hash</c> = H(previous hash ‖ UTF-8 of body), the first following 32 zero bytes and <c>H</c> named by the body; then one line <c>{"entries","head"}</c>, so that a cut tail shows.
/// </summary>
public sealed class LedgerExports(Acts acts, IDbContextFactory<Store> stores)
{
    // Letters stay letters: the file is read by people too.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // A stored byte that is no UTF-8 must not turn into another character unnoticed.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes the export, which is itself an entry and the last in it (S11).</summary>
    /// <param name="actor">Whose export it is.</param>
    /// <param name="output">Where it goes; left open.</param>
    /// <param name="ct">Cancels between entries.</param>
    /// <returns>The number of entries.</returns>
    public async Task<Outcome<long>> Write(Actor actor, Stream output, CancellationToken ct = default)
    {
        var marked = await acts.Run<long>(actor, "ledger.export", Subject.Of(actor.Office), async act =>
        {
            var last = await act.Store.Set<LedgerHead>().Select(h => h.Sequence).SingleOrDefaultAsync(ct);
            return act.Write(new LedgerExported(last + 1), LedgerExportJson.Default.LedgerExported).Sequence;
        }, ct);
        if (marked.Refusal is { } refusal) return refusal;
        await using var store = stores.Open(actor.Office);
        var hash = Chain.Start.ToArray();
        await foreach (var row in store.Set<LedgerRow>().AsNoTracking().Where(r => r.Sequence <= marked.Value).OrderBy(r => r.Sequence).AsAsyncEnumerable().WithCancellation(ct))
        {
            await Line(output, w =>
            {
                w.WriteNumber("seq", row.Sequence);
                w.WriteString("hash", Convert.ToHexStringLower(row.Hash));
                if (IsText(row.Body)) w.WriteString("body", row.Body);
                else w.WriteBase64String("body_b64", row.Body);
            }, ct);
            hash = row.Hash;
        }
        await Line(output, w =>
        {
            w.WriteNumber("entries", marked.Value);
            w.WriteString("head", Convert.ToHexStringLower(hash));
        }, ct);
        return marked.Value;
    }

    /// <summary>Checks an exported ledger's lines, with nothing but the lines themselves and what was written down of the ledger on earlier days.</summary>
    public static LedgerVerdict Verify(IEnumerable<string> lines, IReadOnlyList<LedgerAnchor>? anchors = null)
    {
        LedgerCheck? begun = null;
        var check = new LedgerCheck();
        LedgerVerdict? ended = null;
        foreach (var line in lines)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            // Whatever follows the closing line was put there.
            if (ended is not null) return check.Broken("after the end");
            try
            {
                using var parsed = JsonDocument.Parse(line);
                var row = parsed.RootElement;
                if (row.TryGetProperty("head", out var head))
                {
                    ended = check.End(row.GetProperty("entries").GetInt64(), Convert.FromHexString(head.GetString()!));
                    if (ended.BrokenAt is not null) return ended;
                    continue;
                }
                var body = row.TryGetProperty("body_b64", out var bytes) ? bytes.GetBytesFromBase64() : Strict.GetBytes(row.GetProperty("body").GetString()!);
                // The first entry says whose ledger it is, and so which anchors are its own.
                if (begun is null)
                {
                    var office = Chain.Head(body).Office;
                    begun = check = new LedgerCheck(anchors?.Where(a => a.Office == office));
                }
                if (check.Next(row.GetProperty("seq").GetInt64(), body, Convert.FromHexString(row.GetProperty("hash").GetString()!)) is { } why) return check.Broken(why);
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
            {
                return check.Broken("line");
            }
        }
        return ended ?? check.Broken("no end");
    }

    private static bool IsText(byte[] body)
    {
        try
        {
            _ = Strict.GetCharCount(body);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static async Task Line(Stream output, Action<Utf8JsonWriter> fields, CancellationToken ct)
    {
        await using (var w = new Utf8JsonWriter(output, Readable))
        {
            w.WriteStartObject();
            fields(w);
            w.WriteEndObject();
        }
        await output.WriteAsync("\n"u8.ToArray(), ct);
    }
}
