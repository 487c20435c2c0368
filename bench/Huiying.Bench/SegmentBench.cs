using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Huiying.Assess.Words;

namespace Huiying.Bench;

/// <summary>
/// Megabytes of UTF-8 a second that the segmenter cuts, and with <c>--peer DIR</c> how many jieba-rs cuts of the same texts in the same run
/// (DIR: a folder where npm put <c>@node-rs/jieba</c>; <c>bench/segment.sh</c> makes one). Both by turns, one thread each, in processes that have warmed up.
/// </summary>
internal static class SegmentBench
{
    internal static int Run(ReadOnlySpan<string> args)
    {
        string? file = null, peer = null;
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--peer") peer = args[++i];
            else file = args[i];
        }
        var texts = file is null ? [.. Enumerable.Range(0, 20_000).Select(MadeUpPosts.Text)] : Read(file);
        var folder = Directory.CreateTempSubdirectory("huiying-segment-");
        try
        {
            var list = Path.Combine(folder.FullName, "texts.json");
            File.WriteAllText(list, JsonSerializer.Serialize(texts));
            long bytes = texts.Sum(t => (long)Encoding.UTF8.GetByteCount(t));
            var segmenter = new Segmenter(WordList.BuiltIn);
            Cut(segmenter, texts, TimeSpan.FromSeconds(4));
            for (var round = 1; round <= 3; round++)
            {
                var (turns, tokens, seconds) = Cut(segmenter, texts, TimeSpan.FromSeconds(2));
                var ours = bytes * turns / seconds / 1e6;
                Console.Write(string.Create(CultureInfo.InvariantCulture, $"round {round}: {texts.Count} texts, {bytes / 1e6:F1} MB, {tokens} tokens, {ours:F1} MB/s"));
                if (peer is not null && Peer(peer, list) is { } theirs)
                {
                    Console.Write(string.Create(CultureInfo.InvariantCulture, $"; jieba-rs {theirs:F1} MB/s: {ours / theirs:F2} times as fast"));
                }
                Console.WriteLine();
            }
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (int Turns, int Tokens, double Seconds) Cut(Segmenter segmenter, List<string> texts, TimeSpan atLeast)
    {
        int turns = 0, tokens = 0;
        var begun = Environment.CpuUsage.TotalTime;
        var taken = TimeSpan.Zero;
        for (; taken < atLeast; taken = Environment.CpuUsage.TotalTime - begun, turns++)
        {
            tokens = 0;
            foreach (var text in texts)
            {
                segmenter.Cut(text);
                tokens += segmenter.Tokens.Length;
            }
        }
        return (turns, tokens, taken.TotalSeconds);
    }

    private static double? Peer(string folder, string list)
    {
        // The faster of its ways through the binding: without the hidden Markov model, each text as it stands.
        const string script = """
            const { readFileSync } = require('fs');
            const { Jieba } = require('@node-rs/jieba');
            const { dict } = require('@node-rs/jieba/dict.js');
            const texts = JSON.parse(readFileSync(process.argv[1], 'utf8'));
            const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
            const jieba = Jieba.withDict(dict);
            const turn = () => { for (const text of texts) jieba.cut(text, false); };
            turn();
            const begun = process.cpuUsage();
            let turns = 0, taken = 0;
            for (; taken < 2e6; turns++) { turn(); const used = process.cpuUsage(begun); taken = used.user + used.system; }
            console.log(bytes * turns / taken);
            """;
        var start = new ProcessStartInfo("node") { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.ArgumentList.Add("-e");
        start.ArgumentList.Add(script);
        start.ArgumentList.Add(list);
        using var node = Process.Start(start);
        var answer = node?.StandardOutput.ReadToEnd();
        node?.WaitForExit();
        if (double.TryParse(answer, NumberStyles.Float, CultureInfo.InvariantCulture, out var speed)) return speed;
        Console.Error.WriteLine("the peer did not answer: is @node-rs/jieba in the folder?");
        return null;
    }

    private static List<string> Read(string file)
    {
        using var stream = File.OpenRead(file);
        using var plain = file.EndsWith(".gz", StringComparison.Ordinal) ? (Stream)new GZipStream(stream, CompressionMode.Decompress) : stream;
        using var lines = new StreamReader(plain);
        var texts = new List<string>();
        while (lines.ReadLine() is { } line)
        {
            using var post = JsonDocument.Parse(line);
            texts.Add((post.RootElement.TryGetProperty("body", out var body) ? body : post.RootElement.GetProperty("title")).GetString() ?? "");
        }
        return texts;
    }
}
