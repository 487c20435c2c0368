using System.Buffers;
using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Huiying.Web.Commands;

/// <summary>One document to read.</summary>
/// <param name="File">The path as given.</param>
/// <param name="Url">Where it came from, to resolve its links, or null.</param>
/// <param name="ContentType">The Content-Type it came with, or null.</param>
internal sealed record ReadSource(string File, string? Url, string? ContentType);

/// <summary>
/// What all <c>read</c> subcommands share: <c>FILE… [--url U] [--content-type T]</c> or <c>--list LIST.jsonl</c>, one JSON object a line in
/// the order given, <c>{"file","error"}</c> for what cannot be read.
/// </summary>
internal static class ReadFiles
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A subcommand whose <paramref name="read"/> writes the properties of the object that is already open.</summary>
    public static Command Create(string name, string description, Action<byte[], ReadSource, Utf8JsonWriter> read)
    {
        var files = new Argument<string[]>("FILE") { Description = "files; - for standard input; .gz accepted", Arity = ArgumentArity.ZeroOrMore };
        var url = new Option<string?>("--url") { Description = "where the document came from" };
        var type = new Option<string?>("--content-type") { Description = "the Content-Type header it came with" };
        var list = new Option<string?>("--list") { Description = "JSON Lines {\"file\",\"url\",\"content_type\"}; paths relative to the list" };
        var quiet = new Option<bool>("--quiet") { Description = "no progress" };
        var command = new Command(name, description) { files, url, type, list, quiet };
        command.Validators.Add(result =>
        {
            if (result.GetValue(list) is null == (result.GetValue(files) is null or []))
                result.AddError($"read {name}: name files or give --list, one of the two.");
        });
        command.SetAction(parsed =>
        {
            var named = parsed.GetValue(files)!.Select(f => new ReadSource(f, parsed.GetValue(url), parsed.GetValue(type)));
            return Run(name, parsed.GetValue(list), [.. named], read, parsed.GetValue(quiet));
        });
        return command;
    }

    private static int Run(string name, string? list, IReadOnlyList<ReadSource> named, Action<byte[], ReadSource, Utf8JsonWriter> read, bool quiet)
    {
        using var output = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
        int done = 0, failed = 0;
        try
        {
            var sources = list is null ? named : Listed(list);
            foreach (var source in sources)
            {
                var (line, error) = One(source, list is not null || named.Count > 1, list, read);
                output.Write(line.Span);
                output.WriteByte((byte)'\n');
                done++;
                if (error is null) continue;
                failed++;
                if (list is null) Console.Error.WriteLine($"read {name}: {source.File}: {error} Name a readable {name}; the others are still read.");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or JsonException)
        {
            output.Flush();
            Console.Error.WriteLine($"read {name}: {list}: {e.Message} Each line must be an object with \"file\".");
            return 1;
        }
        if (!quiet) Console.Error.WriteLine($"read {name}: {done} read, {failed} failed");
        return failed > 0 ? 1 : 0;
    }

    private static (ReadOnlyMemory<byte> Line, string? Error) One(
        ReadSource source, bool withName, string? list, Action<byte[], ReadSource, Utf8JsonWriter> read)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Plain);
        string? error = null;
        try
        {
            var path = source.File == "-" || list is null or "-" ? source.File : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(list))!, source.File);
            var bytes = FileBytes.Read(path);
            writer.WriteStartObject();
            if (withName) writer.WriteString("file", source.File);
            read(bytes, source, writer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException or NotSupportedException)
        {
            error = e.Message;
            buffer.Clear();
            writer.Reset(buffer);
            writer.WriteStartObject();
            writer.WriteString("file", source.File);
            writer.WriteString("error", error);
        }
        writer.WriteEndObject();
        writer.Flush();
        return (buffer.WrittenMemory, error);
    }

    private static List<ReadSource> Listed(string list)
    {
        List<ReadSource> sources = [];
        foreach (var line in LineInput.Read(list))
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            var row = JsonNode.Parse(line) as JsonObject;
            sources.Add(new(Text(row, "file") ?? throw new JsonException($"Line {sources.Count + 1} names no file."), Text(row, "url"), Text(row, "content_type")));
        }
        return sources;
    }

    private static string? Text(JsonObject? row, string key) => row?[key] is JsonValue v && v.TryGetValue<string>(out var s) ? s : null;
}
