using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Huiying.Ground.Policies;

/// <summary>A node of a policy file with the line it starts on (from 1).</summary>
internal abstract record YamlNode(int Line);

internal sealed record YamlText(int Line, string Text, bool Quoted) : YamlNode(Line);

internal sealed record YamlItems(int Line, IReadOnlyList<YamlNode> Items) : YamlNode(Line);

internal sealed record YamlMap(int Line, IReadOnlyList<(string Key, int Line, YamlNode Value)> Entries) : YamlNode(Line)
{
    public YamlNode? this[string key]
    {
        get
        {
            foreach (var e in Entries) if (e.Key == key) return e.Value;
            return null;
        }
    }

    public int LineOf(string key)
    {
        foreach (var e in Entries) if (e.Key == key) return e.Line;
        return Line;
    }
}

/// <summary>
/// Reads a policy's YAML into nodes with lines. Aliases, tags and second documents are problems: a policy must be readable from top to bottom,
/// and aliases let a small file grow without bound.
/// </summary>
internal sealed class PolicyYaml
{
    private const int Deepest = 12;
    private readonly Parser parser;
    private readonly List<PolicyProblem> problems;

    private PolicyYaml(Parser parser, List<PolicyProblem> problems) => (this.parser, this.problems) = (parser, problems);

    /// <summary>The top-level map, or null when the text is no YAML map; what is wrong is added to <paramref name="problems"/>.</summary>
    public static YamlMap? Read(string text, List<PolicyProblem> problems)
    {
        using var reader = new StringReader(text.TrimStart('\uFEFF'));
        var parser = new Parser(reader);
        try
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                problems.Add(new(1, "", "文件是空的。", "the file is empty"));
                return null;
            }
            parser.Consume<DocumentStart>();
            var root = new PolicyYaml(parser, problems).Node("", 0);
            parser.Consume<DocumentEnd>();
            if (!parser.Accept<StreamEnd>(out _))
            {
                problems.Add(new(Line(parser.Current!.End), "", "一个文件只能有一份参数（多了“---”）。", "a file holds one policy only (a second '---')"));
            }
            if (root is YamlMap map) return map;
            problems.Add(new(root?.Line ?? 1, "", "文件应由“键: 值”组成。", "the file must be made of 'key: value' lines"));
        }
        catch (YamlException e)
        {
            if (TabbedLine(text) is { } tabbed) problems.Add(new(tabbed, "", "行首用了制表符，请改用空格。", "the line begins with a tab; use spaces"));
            else problems.Add(new(Line(e.Start), "", $"YAML 写法有误：{Plain(e)}", $"not well-formed YAML: {Plain(e)}"));
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet 18.1 throws this, without a place, from its scanner when a plain value in a flow list breaks off.
            var line = parser.Current is { } last ? Line(last.End) : 1;
            problems.Add(new(line, "", "YAML 写法有误：此处起的列表或括号没有写完。", "not well-formed YAML: a list or bracket from here on is not finished"));
        }
        return null;
    }

    private YamlNode? Node(string path, int depth)
    {
        var start = parser.Consume<ParsingEvent>();
        var line = Line(start.Start);
        if (start is NodeEvent { Anchor.IsEmpty: false } or AnchorAlias)
        {
            throw new YamlException(start.Start, start.End, "anchors and aliases (& *) are not used in a policy");
        }
        if (depth > Deepest) throw new YamlException(start.Start, start.End, "nested too deep");
        switch (start)
        {
            case Scalar s:
                return new YamlText(line, s.Value, s.Style is not ScalarStyle.Plain);
            case SequenceStart:
                var items = new List<YamlNode>();
                while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Node($"{path}[{items.Count}]", depth + 1)!);
                return new YamlItems(line, items);
            case MappingStart:
                return Map(path, line, depth);
            default:
                throw new YamlException(start.Start, start.End, "unexpected content");
        }
    }

    private YamlMap Map(string path, int line, int depth)
    {
        var entries = new List<(string Key, int Line, YamlNode Value)>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var at = parser.Consume<ParsingEvent>();
            if (at is not Scalar key) throw new YamlException(at.Start, at.End, "a key must be plain text");
            var full = path.Length == 0 ? key.Value : $"{path}.{key.Value}";
            var value = Node(full, depth + 1)!;
            var first = entries.FindIndex(e => e.Key == key.Value);
            if (first < 0) entries.Add((key.Value, Line(key.Start), value));
            else
            {
                problems.Add(new(Line(key.Start), full,
                    $"键“{key.Value}”重复，前一处在第 {entries[first].Line} 行。", $"duplicate key \"{key.Value}\", first on line {entries[first].Line}"));
            }
        }
        return new(line, entries);
    }

    private static int? TabbedLine(string text)
    {
        var line = 1;
        foreach (var l in text.AsSpan().EnumerateLines())
        {
            if (l.TrimStart(' ').StartsWith('\t')) return line;
            line++;
        }
        return null;
    }

    private static int Line(Mark mark) => Math.Max(1, (int)mark.Line);

    private static string Plain(YamlException e)
    {
        var text = (e.InnerException as YamlException ?? e).Message;
        return text.ReplaceLineEndings(" ");
    }
}
