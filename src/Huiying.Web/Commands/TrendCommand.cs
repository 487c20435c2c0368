using System.CommandLine;
using System.Text.Json;
using Huiying.Assess.Trends;

namespace Huiying.Web.Commands;

/// <summary>
/// <c>trend FILE [--now T]</c> and <c>trend FILE --batch [--horizon N]</c>: mentions per hour, growth, burst and forecast, by the class the topic pages use.
/// A batch row's <c>series</c> with a horizon of one hour is a quantity measured hourly, whose next value is forecast; else its values are counts of mentions.
/// </summary>
internal static class TrendCommand
{
    private const string Shape = "Each line must be {\"time\"} or {\"time\",\"count\"}.";
    private const string BatchShape = "Each line must be {\"id\",\"now\",\"times\":[…]} or {\"id\",\"now\",\"series\":[{\"time\",\"count\"}]}.";

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "mentions as JSON Lines {\"time\"} or {\"time\",\"count\"}; with --batch one topic a line; - for standard input; .gz accepted" };
        var now = new Option<string?>("--now") { Description = "the moment the figures are of; default: the last mention" };
        var batch = new Option<bool>("--batch") { Description = "one topic a line {\"id\",\"now\",\"times\":[…]} or {\"id\",\"now\",\"series\":[{\"time\",\"count\"}]}" };
        var horizon = new Option<int>("--horizon") { Description = "hours to forecast", DefaultValueFactory = _ => 24 };
        var quiet = new Option<bool>("--quiet") { Description = "no progress" };
        var command = new Command("trend", "Mentions per hour, growth, burst, and a forecast with 10/50/90 % bands.") { file, now, batch, horizon, quiet };
        command.SetAction(parsed => Run(parsed.GetValue(file)!, parsed.GetValue(now), parsed.GetValue(batch), parsed.GetValue(horizon), parsed.GetValue(quiet)));
        return command;
    }

    private static int Run(string file, string? now, bool batch, int horizon, bool quiet)
    {
        const int longest = 24 * 30;
        if (horizon is < 1 or > longest)
        {
            JsonLines.Fail("trend", $"--horizon must be 1 to {longest} hours. Write for example --horizon 24.");
            return 2;
        }
        DateTimeOffset? at;
        try
        {
            at = now is null ? null : JsonLines.Time(now);
        }
        catch (FormatException e)
        {
            JsonLines.Fail("trend", $"--now: {e.Message}");
            return 2;
        }
        return batch ? JsonLines.Run("trend", file, BatchShape, lines => Batch(lines, at, horizon, quiet)) : JsonLines.Run("trend", file, Shape, lines => One(file, lines, at, horizon));
    }

    private static int One(string file, IEnumerable<JsonElement> lines, DateTimeOffset? now, int horizon)
    {
        var mentions = lines.Select(Mention).ToList();
        if (mentions.Count == 0 && now is null) return JsonLines.Fail("trend", $"{file}: no mention in it. Write a line such as {{\"time\":\"2026-03-01T08:00:00+08:00\"}}.");
        var at = now ?? mentions.Max(m => m.At);
        var figures = Figures(mentions, null, at, horizon);
        using var output = JsonLines.Output();
        JsonLines.Write(output, w =>
        {
            w.WriteStartArray("series");
            foreach (var hour in figures.Series)
            {
                w.WriteStartObject();
                w.WriteString("time", hour.Hour);
                w.WriteNumber("count", hour.Count);
                w.WriteEndObject();
            }
            w.WriteEndArray();
            WriteTrend(w, figures);
            WriteForecast(w, figures.Forecast);
            w.WriteString("text", figures.Text);
        });
        return 0;
    }

    private static int Batch(IEnumerable<JsonElement> lines, DateTimeOffset? now, int horizon, bool quiet)
    {
        using var output = JsonLines.Output();
        var topics = 0;
        foreach (var line in lines)
        {
            topics++;
            var id = JsonLines.Id(line);
            var start = JsonLines.Time(line, "start");
            var series = line.TryGetProperty("series", out _);
            var mentions = series ? Array(line, "series").Select(Mention).ToList()
                : Array(line, "times").Select(t => (At: t.ValueKind == JsonValueKind.String ? JsonLines.Time(t.GetString()!) : throw new FormatException("\"times\" must be a list of times."), Count: 1.0)).ToList();
            var at = JsonLines.Time(line, "now") ?? now ?? (mentions.Count > 0 ? mentions.Max(m => m.At) : throw new FormatException("It has neither \"now\" nor a mention."));
            var figures = Figures(mentions, start, at, horizon);
            // What is measured every hour cannot be summed: its next value is asked for.
            var forecast = series && horizon == 1
                ? Forecast.Next(mentions, at, Rhythm.China) is { } band ? new ForecastFigures([new(1, band)], band) : null
                : figures.Forecast;
            JsonLines.Write(output, w =>
            {
                w.WritePropertyName("id");
                w.WriteRawValue(id);
                WriteTrend(w, figures);
                WriteForecast(w, forecast);
                w.WritePropertyName("total");
                WriteBand(w, forecast?.Total, null);
            });
        }
        JsonLines.Say(quiet, $"trend: {topics} topics");
        return 0;
    }

    /// <summary>The topic page's figures; the forecast from the mentions' own times, which are finer than hours.</summary>
    private static TrendFigures Figures(List<(DateTimeOffset At, double Count)> mentions, DateTimeOffset? start, DateTimeOffset now, int horizon) =>
        Trend.Of(mentions.Select(m => new HourCount(Trend.HourOf(m.At), (int)Math.Min(int.MaxValue / 4, m.Count))), now, horizon) with
        {
            Forecast = Forecast.Mentions(mentions, start, now, horizon, Rhythm.China),
        };

    private static (DateTimeOffset At, double Count) Mention(JsonElement line) => line.ValueKind != JsonValueKind.Object ? throw new FormatException("A mention must be an object.")
        : (JsonLines.Time(line, "time") ?? throw new FormatException("A mention has no \"time\"."),
            JsonLines.Number(line, "count") is not { } n ? 1 : n >= 0 ? n : throw new FormatException("\"count\" must not be negative."));

    private static JsonElement.ArrayEnumerator Array(JsonElement line, string name) => line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray() : throw new FormatException($"\"{name}\" must be a list.");

    private static void WriteTrend(Utf8JsonWriter w, TrendFigures figures)
    {
        if (figures.Growth is { } growth) w.WriteNumber("growth", Math.Round(growth, 4));
        else w.WriteNull("growth");
        if (figures.Burst is not { } burst)
        {
            w.WriteNull("burst");
            return;
        }
        w.WriteStartObject("burst");
        w.WriteNumber("level", burst.Level);
        if (burst.Since is { } since) w.WriteString("since", since);
        else w.WriteNull("since");
        w.WriteEndObject();
    }

    private static void WriteForecast(Utf8JsonWriter w, ForecastFigures? forecast)
    {
        w.WriteStartArray("forecast");
        foreach (var hour in forecast?.Hours ?? []) WriteBand(w, hour.Band, hour.Hour);
        w.WriteEndArray();
    }

    private static void WriteBand(Utf8JsonWriter w, Band? band, int? hour)
    {
        if (band is not { } b)
        {
            w.WriteNullValue();
            return;
        }
        w.WriteStartObject();
        if (hour is { } h) w.WriteNumber("hour", h);
        w.WriteNumber("p10", Math.Round(b.P10, 3));
        w.WriteNumber("p50", Math.Round(b.P50, 3));
        w.WriteNumber("p90", Math.Round(b.P90, 3));
        w.WriteEndObject();
    }
}
