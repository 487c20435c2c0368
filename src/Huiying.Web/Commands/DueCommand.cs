using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;

namespace Huiying.Web.Commands;

/// <summary><c>due --rule R … --from T</c> or <c>due --cases FILE</c>: due times with their derivation, in the office's zone.</summary>
internal static class DueCommand
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var rule = new Option<string?>("--rule") { Description = "a rule id, such as R28:phone" };
        var grade = new Option<string?>("--grade") { Description = "ordinary, major or extraordinary" };
        var complex = new Option<bool>("--complex") { Description = "a complex matter (R78)" };
        var emergency = new Option<bool>("--emergency") { Description = "the event touches a sudden event (R34)" };
        var since = new Option<string?>("--since") { Description = "when the grade was set (R39)" };
        var from = new Option<string?>("--from") { Description = "when the clock started, RFC 3339; without an offset the office's zone is meant" };
        var policy = new Option<string?>("--policy") { Description = "a policy file; default: the shipped policy" };
        var cases = new Option<string?>("--cases") { Description = "JSON Lines of cases; - for standard input; .gz accepted" };
        var quiet = new Option<bool>("--quiet") { Description = "no summary on standard error" };
        grade.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<string?>() is { } g && !DueCases.TryGrade(g, out _)) r.AddError($"due: --grade {g} is no grade; use ordinary, major or extraordinary");
        });
        var command = new Command("due", "Computes when a duty falls due, and shows how.") { rule, grade, complex, emergency, since, from, policy, cases, quiet };
        command.Validators.Add(r =>
        {
            var single = r.GetValue(rule) is not null || r.GetValue(from) is not null;
            if (r.GetValue(cases) is not null ? single : r.GetValue(rule) is null || r.GetValue(from) is null)
            {
                r.AddError("due: give --rule R and --from T, or --cases FILE");
            }
        });
        command.SetAction(async (parsed, ct) =>
        {
            var read = await Loaded(parsed.GetValue(policy), ct);
            if (read is not { } p) return 1;
            if (parsed.GetValue(cases) is { } file) return All(file, p, parsed.GetValue(quiet));
            if (!DueCases.TryTime(parsed.GetValue(from)!, p.Zone, out var at)) return Usage("--from", parsed.GetValue(from)!);
            DateTimeOffset set = default;
            if (parsed.GetValue(since) is { } s && !DueCases.TryTime(s, p.Zone, out set)) return Usage("--since", s);
            Grade? g = parsed.GetValue(grade) is { } named && DueCases.TryGrade(named, out var known) ? known : null;
            var request = new DueRequest(parsed.GetValue(rule)!, g, parsed.GetValue(complex), parsed.GetValue(emergency), parsed.GetValue(since) is null ? null : set, at);
            var due = Deadlines.Due(request, p, WorkCalendar.Shipped);
            if (due.Refusal is { } refusal)
            {
                Console.Error.WriteLine($"due: {refusal.Zh} {refusal.En}");
                return 1;
            }
            using var output = Console.OpenStandardOutput();
            Write(output, w => w.WriteString("id", request.Rule), due, p);
            return 0;
        });
        return command;
    }

    private static int Usage(string option, string value)
    {
        Console.Error.WriteLine($"due: {option} {value} is no time; write it as 2026-03-02T09:12:00+08:00");
        return 2;
    }

    private static async Task<Policy?> Loaded(string? file, CancellationToken ct)
    {
        if (file is null) return Policy.Default;
        try
        {
            var read = await PolicyFile.Read(file, ct);
            if (read.Policy is null)
            {
                await Console.Error.WriteLineAsync($"due: {file} line {read.Problems[0].Line}: {read.Problems[0].Key} {read.Problems[0].En}; see huiying policy check {file}");
            }
            return read.Policy;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync($"due: cannot read {file}: {e.Message} Name a readable policy file.");
            return null;
        }
    }

    private static int All(string file, Policy policy, bool quiet)
    {
        var (rows, refused) = (0, 0);
        try
        {
            using var output = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
            foreach (var line in LineInput.Read(file))
            {
                if (string.IsNullOrWhiteSpace(line)) continue;
                rows++;
                using var row = DueCases.Parse(line, policy.Zone);
                var due = row.Request is { } request ? Deadlines.Due(request, policy, WorkCalendar.Shipped) : row.Wrong!;
                if (!due.Ok) refused++;
                Write(output, w =>
                {
                    w.WritePropertyName("id");
                    if (row.Id is { } id) id.WriteTo(w);
                    else w.WriteNullValue();
                }, due, policy);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Console.Error.WriteLine($"due: cannot read {file}: {e.Message} Name a readable file, or - for standard input.");
            return 1;
        }
        if (!quiet) Console.Error.WriteLine($"due: {rows} cases, {refused} refused");
        return refused == 0 ? 0 : 1;
    }

    private static void Write(Stream output, Action<Utf8JsonWriter> id, Outcome<Due> outcome, Policy policy)
    {
        using (var w = new Utf8JsonWriter(output, Readable))
        {
            w.WriteStartObject();
            id(w);
            if (outcome.Refusal is { } refusal)
            {
                w.WriteNull("due");
                w.WriteStartArray("derivation");
                w.WriteEndArray();
                w.WriteString("error", $"{refusal.Zh} {refusal.En}");
                w.WriteString("code", refusal.Code);
            }
            else
            {
                var due = outcome.Value;
                w.WriteString("due", DueCases.Text(TimeZoneInfo.ConvertTime(due.DueAt, policy.Zone)));
                Lines(w, "derivation", due.Zh);
                Lines(w, "derivation_en", due.En);
                w.WriteString("calendar", due.Calendar.ToString());
                w.WriteBoolean("weekends_only", due.WeekendsOnly);
            }
            w.WriteEndObject();
        }
        output.WriteByte((byte)'\n');
    }

    private static void Lines(Utf8JsonWriter w, string name, IReadOnlyList<string> lines)
    {
        w.WriteStartArray(name);
        foreach (var line in lines) w.WriteStringValue(line);
        w.WriteEndArray();
    }
}
