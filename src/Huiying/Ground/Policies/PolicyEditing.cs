using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Huiying.Ground.Policies;

/// <summary>A value of a policy as it is typed into a field.</summary>
/// <param name="Key">Its path, as <see cref="PolicyValue.Key"/>.</param>
/// <param name="Value">A plain value as it reads, a list as it is written, over several lines where it is written so.</param>
/// <param name="Source">Where it is from.</param>
/// <param name="Clause">The clause it serves.</param>
/// <param name="Own">Whether the office's own text gives it.</param>
public sealed record PolicyField(string Key, string Value, string Source, string Clause, bool Own)
{
    /// <summary>The section it belongs to.</summary>
    public string Section => Key.Split('.')[0];

    /// <summary>Whether it is a list with a line for each item.</summary>
    public bool Lines => Value.StartsWith("- ", StringComparison.Ordinal);
}

/// <summary>
/// Changes single values in a policy's own text and leaves every other letter of it, comments included, as it was: the text is what is kept and pinned (R83), a
/// form is only another way to write it.
/// </summary>
public static partial class PolicyEditing
{
    /// <summary>The values one by one; the format's own number is none of the office's.</summary>
    public static IReadOnlyList<PolicyField> Fields(Policy policy)
    {
        var own = Marks(policy.Text);
        var under = Marks(policy.BaseText.Length > 0 ? policy.BaseText : Policy.DefaultText);
        var fields = new List<PolicyField>();
        var whole = new HashSet<string>(StringComparer.Ordinal);
        foreach (var v in PolicyValues.Of(policy).Where(v => v.Key != "policy"))
        {
            // A list with a line for each item is one field: items come, go and change their order together.
            if ((own.ListOf(v.Key) ?? (v.Own ? null : under.ListOf(v.Key))) is { } list)
            {
                if (whole.Add(list.Key)) fields.Add(new(list.Key, list.Mark.Shown, v.Source, v.Clause, v.Own));
                continue;
            }
            if (own.Find(v.Key) is { } here) fields.Add(new(v.Key, here.Shown, v.Source, v.Clause, true));
            else if (!v.Own && under.Find(v.Key) is { } there && !ListKey().IsMatch(v.Key)) fields.Add(new(v.Key, there.Shown, v.Source, v.Clause, false));
        }
        return fields;
    }

    /// <summary>The text with other values. A value that the text does not give yet is added where it belongs.</summary>
    /// <param name="text">The office's own text.</param>
    /// <param name="values">New values by key.</param>
    /// <param name="why">What the new values rest on: stands in the comment of each changed line, before what stood there.</param>
    public static string With(string text, IReadOnlyDictionary<string, string> values, string why)
    {
        foreach (var (key, value) in values)
        {
            var marks = Marks(text);
            text = (marks.Find(key) ?? marks.List(key)) is { } old ? Said(text[..old.Start] + Written(value, old) + text[old.End..], old.Start, why) : Added(text, marks, key, value, why);
        }
        return text;
    }

    private static string Written(string value, Mark old) => old.Indent is { } indent ? Indented(value, indent) : old.List ? value.Trim() : Scalar(value, old.Quoted);

    /// <summary>Lines of a list where the first already stands at its place.</summary>
    private static string Indented(string value, int indent) =>
        string.Join('\n', value.ReplaceLineEndings("\n").Trim().Split('\n').Select((line, i) => i == 0 || line.Length == 0 ? line : new string(' ', indent) + line));

    private static string Scalar(string value, bool quoted)
    {
        var one = value.ReplaceLineEndings(" ").Trim();
        return !quoted && Plain().IsMatch(one) ? one : $"\"{one.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    private static string Added(string text, MarkedText marks, string key, string value, string why)
    {
        var path = key.Split('.');
        var known = path.Length - 1;
        while (known > 0 && marks.Map(string.Join('.', path[..known])) is null) known--;
        if (value.TrimStart() is ['-', ' ', ..] && (known == 0 || !marks.Map(string.Join('.', path[..known]))!.Flow)) return Listed(text, marks, path, known, value, why);
        var raw = value.TrimStart() is ['[' or '{', ..] ? value.Trim() : Scalar(value, quoted: false);
        var inline = $"{path[^1]}: {raw}";
        for (var i = path.Length - 2; i >= known; i--) inline = $"{path[i]}: {{ {inline} }}";
        if (known == 0) return $"{text.TrimEnd()}\n{inline}{Note(why)}\n";
        var map = marks.Map(string.Join('.', path[..known]))!;
        if (map.Flow)
        {
            var before = text[..(map.End - 1)].TrimEnd();
            return Said($"{before}{(before.EndsWith('{') ? " " : ", ")}{inline} {text[(map.End - 1)..]}", before.Length, why);
        }
        var line = text.LastIndexOf('\n', Math.Max(0, map.FirstKey - 1)) + 1;
        return $"{text[..line]}{new string(' ', map.FirstKey - line)}{inline}{Note(why)}\n{text[line..]}";
    }

    /// <summary>A list with a line for each item that the text does not give yet: below its key, each part of the key on its own line.</summary>
    private static string Listed(string text, MarkedText marks, string[] path, int known, string value, string why)
    {
        var map = known == 0 ? null : marks.Map(string.Join('.', path[..known]));
        var line = map is null ? text.Length : text.LastIndexOf('\n', Math.Max(0, map.FirstKey - 1)) + 1;
        var indent = map is null ? 0 : map.FirstKey - line;
        var keys = path[known..].Select((part, i) => $"{new string(' ', indent + 2 * i)}{part}:").ToList();
        keys[^1] += Note(why);
        var under = indent + 2 * keys.Count;
        var block = $"{string.Join('\n', keys)}\n{new string(' ', under)}{Indented(value, under)}\n";
        return map is null ? $"{text.TrimEnd()}\n{block}" : $"{text[..line]}{block}{text[line..]}";
    }

    private static string Note(string why) => why.Trim().Length == 0 ? "" : $"   # {why.ReplaceLineEndings(" ").Trim()}";

    /// <summary>The line's comment says first what the change rests on, then what it said before.</summary>
    private static string Said(string text, int at, string why)
    {
        if (why.Trim().Length == 0) return text;
        var end = text.IndexOf('\n', at);
        if (end < 0) end = text.Length;
        var from = text.LastIndexOf('\n', Math.Max(0, at - 1)) + 1;
        var (line, said) = (text[from..end], why.ReplaceLineEndings(" ").Trim());
        var (old, begins) = (PolicyComments.In(line), PolicyComments.StartIn(line));
        if (old.StartsWith(said, StringComparison.Ordinal)) return text;
        var value = begins < 0 ? line : line[..begins];
        return $"{text[..from]}{value.TrimEnd()}   # {said}{(old.Length > 0 ? $"；原：{old}" : "")}{text[end..]}";
    }

    private static MarkedText Marks(string text)
    {
        var marks = new MarkedText(text);
        try
        {
            marks.Read();
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException)
        {
            // What cannot be read to its end is changed in the text; what stands before is known.
        }
        return marks;
    }

    [GeneratedRegex(@"\.[0-9]+$", RegexOptions.None, 1000)]
    private static partial Regex ListKey();

    /// <summary>What YAML reads as the very same words without quotation marks.</summary>
    [GeneratedRegex(@"^[\p{L}\p{N}][^#:,\[\]{}""'\\]*(:[^\s#:,\[\]{}""'\\][^#:,\[\]{}""'\\]*)*$", RegexOptions.None, 1000)]
    private static partial Regex Plain();

    /// <summary>A value's place in the text.</summary>
    /// <param name="Indent">How far in the items of a list with a line for each stand; null for everything else.</param>
    private sealed record Mark(int Start, int End, string Shown, bool List, bool Quoted, int? Indent = null);

    /// <summary>A map's place: its end, and where its first key stands.</summary>
    private sealed record Span(bool Flow, int End, int FirstKey);

    private sealed class MarkedText(string text)
    {
        private readonly Dictionary<string, Mark> values = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Span> maps = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Mark> lists = new(StringComparer.Ordinal);
        private readonly Parser parser = new(new StringReader(text));

        public Mark? Find(string key) => values.GetValueOrDefault(key);

        public Span? Map(string key) => maps.GetValueOrDefault(key);

        public Mark? List(string key) => lists.GetValueOrDefault(key);

        /// <summary>The list with a line for each item that is the value or holds it, if one does.</summary>
        public (string Key, Mark Mark)? ListOf(string key) =>
            lists.Where(l => key == l.Key || key.StartsWith(l.Key + ".", StringComparison.Ordinal)).Select(l => ((string, Mark)?)(l.Key, l.Value)).FirstOrDefault();

        public void Read()
        {
            parser.Consume<StreamStart>();
            parser.Consume<DocumentStart>();
            Node("");
        }

        /// <summary>Reads one node; tells whether it was a map.</summary>
        private bool Node(string path)
        {
            switch (parser.Consume<ParsingEvent>())
            {
                case Scalar s:
                    Keep(path, s.Start, Index(s.End), s.Value, list: false, quoted: s.Style is not ScalarStyle.Plain);
                    return false;
                case MappingStart m:
                    var first = -1;
                    while (!parser.Accept<MappingEnd>(out _))
                    {
                        var key = parser.Consume<Scalar>();
                        if (first < 0) first = Index(key.Start);
                        Node(path.Length == 0 ? key.Value : $"{path}.{key.Value}");
                    }
                    var over = parser.Consume<MappingEnd>();
                    var flow = m.Style == MappingStyle.Flow;
                    maps[path] = new(flow, flow ? Past('}', over.End) : Index(over.End), first);
                    if (flow) Keep(path, m.Start, maps[path].End, null, list: true, quoted: false, unless: !ListKey().IsMatch(path));
                    return true;
                case SequenceStart q:
                    var (count, ofMaps) = (0, false);
                    while (!parser.Accept<SequenceEnd>(out _)) ofMaps |= Node($"{path}.{(++count).ToString(CultureInfo.InvariantCulture)}");
                    var end = parser.Consume<SequenceEnd>();
                    if (q.Style == SequenceStyle.Block) KeepLines(path, Index(q.Start), Index(end.Start));
                    else if (!ofMaps) Keep(path, q.Start, Past(']', end.End), null, list: true, quoted: false);
                    return false;
                default:
                    throw new InvalidOperationException("no value");
            }
        }

        private void Keep(string path, YamlDotNet.Core.Mark start, int end, string? shown, bool list, bool quoted, bool unless = false)
        {
            var from = Index(start);
            var raw = text[from..end].TrimEnd();
            if (!unless && !raw.Contains('\n', StringComparison.Ordinal)) values[path] = new(from, from + raw.Length, shown ?? raw, list, quoted);
        }

        /// <summary>From the first dash to the end of the last item's line; comments and blank lines after it belong to what follows.</summary>
        private void KeepLines(string path, int from, int until)
        {
            from = text.IndexOf('-', from);
            var indent = from - (text.LastIndexOf('\n', Math.Max(0, from - 1)) + 1);
            var lines = text[from..until].TrimEnd().Split('\n').ToList();
            while (lines.Count > 1 && lines[^1].TrimStart() is "" or ['#', ..]) lines.RemoveAt(lines.Count - 1);
            var raw = string.Join('\n', lines).TrimEnd();
            lists[path] = new(from, from + raw.Length, string.Join('\n', raw.Split('\n').Select((l, i) => i == 0 ? l : l[Math.Min(indent, l.Length - l.TrimStart().Length)..])), List: true, Quoted: false, indent);
        }

        /// <summary>Past the closing bracket: YamlDotNet ends a flow collection before it.</summary>
        private int Past(char bracket, YamlDotNet.Core.Mark mark) => Index(mark) is var at && at < text.Length && text[at] == bracket ? at + 1 : at;

        private static int Index(YamlDotNet.Core.Mark mark) => (int)mark.Index;
    }
}
