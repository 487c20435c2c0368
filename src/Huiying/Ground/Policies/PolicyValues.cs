using System.Globalization;

namespace Huiying.Ground.Policies;

/// <summary>One value of a policy as a person compares it.</summary>
/// <param name="Key">Its path, for example <c>rules.R28:phone.major</c>.</param>
/// <param name="Value">The value as written; a list in one line.</param>
/// <param name="Source">The comments that say where it is from; empty when the text gives none.</param>
/// <param name="Clause">The clause it serves, an id of the regulation; empty for what serves none.</param>
/// <param name="Own">Whether the office's own text gives it, and not the text under it.</param>
public sealed record PolicyValue(string Key, string Value, string Source, string Clause, bool Own)
{
    /// <summary>The section it belongs to: the first part of its key.</summary>
    public string Section => Key.Split('.')[0];
}

/// <summary>A value that two policies give differently; null where one gives none.</summary>
public sealed record PolicyChange(string Key, string? Before, string? After, string Source, string Clause);

/// <summary>A policy's values one by one, each with its source, and what differs between two policies.</summary>
public static class PolicyValues
{
    private static readonly Dictionary<string, string> Clauses = new(StringComparer.Ordinal)
    {
        ["zone"] = "R40",
        ["working-hours"] = "R40",
        ["bodies"] = "R26",
        ["posts"] = "R79",
        ["first-responsible"] = "R79",
        ["lights"] = "R04",
        ["escalation"] = "R04",
        ["patrol"] = "R14",
        ["collect.fetch-delay"] = "S08",
        ["collect.entered-after"] = "R16",
        ["collect.leader-watch"] = "S15",
        ["grades"] = "R58",
        ["media"] = "R59",
        ["alerts"] = "R19",
        ["reporting"] = "R29",
        ["approval"] = "R27",
        ["outlets"] = "R66",
        ["standing-line"] = "R37",
        ["response"] = "R35",
        ["proposals"] = "R47",
        ["calm"] = "R49",
        ["rebound"] = "R48",
        ["summary"] = "R51",
        ["retention"] = "S10",
        ["ledger-hash"] = "R40",
    };

    /// <summary>Every value, in the order of the text under the policy, then what only the office has.</summary>
    public static IReadOnlyList<PolicyValue> Of(Policy policy)
    {
        var under = new PolicyComments(policy.BaseText.Length > 0 ? policy.BaseText : Policy.DefaultText);
        var own = new PolicyComments(policy.Text);
        var values = new OrderedDictionary<string, PolicyValue>(StringComparer.Ordinal);
        foreach (var (key, value, line) in under.Values()) values[key] = new(key, value, under.About(key, line), Clause(key), policy.Text == policy.BaseText);
        var replaced = own.Lists().ToList();
        foreach (var key in values.Keys.Where(k => replaced.Any(l => k.StartsWith(l + ".", StringComparison.Ordinal))).ToList()) values.Remove(key);
        foreach (var (key, value, line) in own.Values())
        {
            var said = own.About(key, line);
            values[key] = new(key, value, said.Length > 0 || !values.TryGetValue(key, out var known) ? said : known.Source, Clause(key), true);
            // A rule's own value for each grade stands instead of one for all, and the other way round.
            if (key.StartsWith("rules.", StringComparison.Ordinal) && key.EndsWith(".all", StringComparison.Ordinal))
            {
                foreach (var grade in (string[])["ordinary", "major", "extraordinary"])
                {
                    if (values.TryGetValue(key[..^3] + grade, out var other) && !other.Own) values.Remove(other.Key);
                }
            }
        }
        return [.. values.Values];
    }

    /// <summary>What differs, in the order of the second; what it no longer has comes last.</summary>
    public static IReadOnlyList<PolicyChange> Compare(Policy before, Policy after)
    {
        var old = Of(before).ToDictionary(v => v.Key, StringComparer.Ordinal);
        var @new = Of(after);
        var changes = @new.Where(v => !old.TryGetValue(v.Key, out var was) || was.Value != v.Value)
            .Select(v => new PolicyChange(v.Key, old.GetValueOrDefault(v.Key)?.Value, v.Value, v.Source, v.Clause)).ToList();
        var kept = @new.Select(v => v.Key).ToHashSet(StringComparer.Ordinal);
        changes.AddRange(old.Values.Where(v => !kept.Contains(v.Key)).Select(v => new PolicyChange(v.Key, v.Value, null, v.Source, v.Clause)));
        return changes;
    }

    private static string Clause(string key)
    {
        var parts = key.Split('.');
        if (parts is ["rules", var rule, ..]) return rule.Split(':')[0];
        return Clauses.GetValueOrDefault(parts.Length > 1 ? $"{parts[0]}.{parts[1]}" : key) ?? Clauses.GetValueOrDefault(parts[0], "");
    }
}

/// <summary>A policy's text as values by key, with the comments that stand beside and above them.</summary>
internal sealed class PolicyComments(string text)
{
    private readonly YamlMap? root = PolicyYaml.Read(text, []);
    private readonly string[] lines = text.ReplaceLineEndings("\n").Split('\n');

    /// <summary>The values with their lines.</summary>
    public IEnumerable<(string Key, string Value, int Line)> Values() => root is null ? [] : Values("", root);

    /// <summary>Keys of lists of maps: the office's list replaces the one under it whole.</summary>
    public IEnumerable<string> Lists() => root is null ? [] : Lists("", root);

    /// <summary>The comment on the value's own line, those on the lines of the keys above it, else the comment lines right above.</summary>
    public string About(string key, int line)
    {
        var said = new List<string>();
        Add(Beside(line));
        var path = key.Split('.');
        YamlNode? at = root;
        for (var i = 0; i < path.Length - 1 && at is YamlMap map; i++)
        {
            if (map[path[i]] is not { } next) break;
            if (map.LineOf(path[i]) != line) Add(Beside(map.LineOf(path[i])));
            at = next;
        }
        if (said.Count == 0) Add(Above(line));
        return string.Join("；", said);

        void Add(string comment)
        {
            if (comment.Length > 0 && !said.Contains(comment)) said.Add(comment);
        }
    }

    private static IEnumerable<(string, string, int)> Values(string path, YamlMap map)
    {
        foreach (var (key, line, value) in map.Entries)
        {
            var here = path.Length == 0 ? key : $"{path}.{key}";
            switch (value)
            {
                case YamlMap inner:
                    foreach (var v in Values(here, inner)) yield return v;
                    break;
                case YamlItems { Items: [YamlMap, ..] } list:
                    for (var i = 0; i < list.Items.Count; i++)
                    {
                        yield return ($"{here}.{(i + 1).ToString(CultureInfo.InvariantCulture)}", Plain(list.Items[i]), list.Items[i].Line);
                    }
                    break;
                default:
                    yield return (here, Plain(value), line);
                    break;
            }
        }
    }

    private static IEnumerable<string> Lists(string path, YamlMap map)
    {
        foreach (var (key, _, value) in map.Entries)
        {
            var here = path.Length == 0 ? key : $"{path}.{key}";
            if (value is YamlMap inner) foreach (var list in Lists(here, inner)) yield return list;
            else if (value is YamlItems { Items: [YamlMap, ..] or [] }) yield return here;
        }
    }

    private static string Plain(YamlNode node) => node switch
    {
        YamlText t => t.Text,
        YamlItems { Items: [YamlItems, ..] } lines => string.Join(" ‖ ", lines.Items.Select(l => l is YamlItems i ? string.Join(" → ", i.Items.Select(Plain)) : Plain(l))),
        YamlItems list => list.Items.Count == 0 ? "—" : string.Join("、", list.Items.Select(Plain)),
        YamlMap map => string.Join("；", map.Entries.Select(e => $"{e.Key}: {Plain(e.Value)}")),
        _ => "",
    };

    private string Beside(int line)
    {
        return line < 1 || line > lines.Length ? "" : In(lines[line - 1]);
    }

    /// <summary>The comment at the end of a line; empty when it has none.</summary>
    public static string In(string line) => StartIn(line) is >= 0 and var at ? line[(at + 1)..].Trim() : "";

    /// <summary>Where the line's comment begins; -1 when it has none.</summary>
    public static int StartIn(string text)
    {
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\0') quote = c == quote ? '\0' : quote;
            // A quotation mark opens only where a value begins; inside plain text it is a letter.
            else if (c is '"' or '\'' && text[..i].TrimEnd() is var before && (before.Length == 0 || before[^1] is ':' or ',' or '[' or '{' or '-')) quote = c;
            else if (c == '#' && i > 0 && char.IsWhiteSpace(text[i - 1])) return i;
        }
        return -1;
    }

    private string Above(int line)
    {
        var said = new List<string>();
        for (var i = line - 2; i >= 0 && lines[i].TrimStart() is ['#', ..] comment; i--)
        {
            if (comment.Contains("──", StringComparison.Ordinal)) break;
            said.Insert(0, comment.TrimStart('#', ' '));
        }
        return string.Join(" ", said);
    }
}
