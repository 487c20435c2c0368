using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Huiying.Web.Commands;

/// <summary><c>policy check FILE</c>: one JSON line for each problem, with its line number; exit 1 when there is any.</summary>
internal static partial class PolicyCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "a policy file (制度参数); - for standard input; .gz accepted" };
        var quiet = new Option<bool>("--quiet") { Description = "no summary on standard error" };
        var check = new Command("check", "Names every problem of a policy file with its line.") { file, quiet };
        check.SetAction((parsed, ct) => Check(parsed.GetValue(file)!, parsed.GetValue(quiet), ct));
        return new Command("policy", "The office's policy file.") { check };
    }

    private static async Task<int> Check(string file, bool quiet, CancellationToken ct)
    {
        try
        {
            var read = await PolicyFile.Read(file, ct);
            await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { NewLine = "\n" };
            foreach (var p in read.Problems)
            {
                var row = new ProblemLine(p.Line, p.Key, $"第 {p.Line} 行：{(p.Key.Length == 0 ? "" : p.Key + "：")}{p.Zh}", $"line {p.Line}: {(p.Key.Length == 0 ? "" : p.Key + ": ")}{p.En}");
                await output.WriteLineAsync(JsonSerializer.Serialize(row, Json.Readable.ProblemLine));
            }
            if (!quiet)
            {
                await Console.Error.WriteLineAsync(read.Policy is { } policy
                    ? $"policy check: {file} is well formed; SHA-256 {policy.Hash}"
                    : $"policy check: {read.Problems.Count} problem(s) in {file}; mend the lines named and check again");
            }
            return read.Policy is null ? 1 : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync($"policy check: cannot read {file}: {e.Message} Name a readable file, or - for standard input.");
            return 1;
        }
    }

    private sealed record ProblemLine(int Line, string Key, string Zh, string En);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(ProblemLine))]
    private sealed partial class Json : JsonSerializerContext
    {
        public static readonly Json Readable = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
