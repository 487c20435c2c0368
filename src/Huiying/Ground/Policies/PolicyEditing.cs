using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Huiying.Ground.Policies;

/// <summary>A value of a policy as it is typed into a field.</summary>
/// <param name="Key">Its path, as <see cref="PolicyValue.Key"/>.</param>
/// <param name="Value">A plain value as it reads, a list as it is written.</param>
/// <param name="Source">Where it is from.</param>
/// <param name="Clause">The clause it serves.</param>
/// <param name="Own">Whether the office's own text gives it.</param>
public sealed record PolicyField(string Key, string Value, string Source, string Clause, bool Own)
{
    /// <summary>The section it belongs to.</summary>
    public string Section => Key.Split('.')[0];
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
        foreach (var v in PolicyValues.Of(policy).Where(v => v.Key != "policy"))
        {
            // A list written over several lines is changed in the text.
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
            text = marks.Find(key) is { } old ? Said(text[..old.Start] + Written(value, old) + text[old.End..], old.Start, why) : Added(text, marks, key, value, why);
        }
        return text;
    }

    private static string Written(string value, Mark old) => old.List ? value.Trim() : Scalar(value, old.Quoted);

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
    private sealed record Mark(int Start, int End, string Shown, bool List, bool Quoted);

    /// <summary>A map's place: its end, and where its first key stands.</summary>
    private sealed record Span(bool Flow, int End, int FirstKey);

    private sealed class MarkedText(string text)
    {
        private readonly Dictionary<string, Mark> values = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Span> maps = new(StringComparer.Ordinal);
        private readonly Parser parser = new(new StringReader(text));

        public Mark? Find(string key) => values.GetValueOrDefault(key);

        public Span? Map(string key) => maps.GetValueOrDefault(key);

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
                    if (!ofMaps && q.Style == SequenceStyle.Flow) Keep(path, q.Start, Past(']', end.End), null, list: true, quoted: false);
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

        /// <summary>Past the closing bracket: YamlDotNet ends a flow collection before it.</summary>
        private int Past(char bracket, YamlDotNet.Core.Mark mark) => Index(mark) is var at && at < text.Length && text[at] == bracket ? at + 1 : at;

        private static int Index(YamlDotNet.Core.Mark mark) => (int)mark.Index;
    }
}
