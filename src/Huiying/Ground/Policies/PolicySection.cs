using System.Globalization;

namespace Huiying.Ground.Policies;

/// <summary>Where a value stands, and where its problems go; problems of a base text go nowhere.</summary>
internal readonly record struct Place(List<PolicyProblem>? Problems, string Path)
{
    public Place At(string key) => this with { Path = Path.Length == 0 ? key : $"{Path}.{key}" };

    public void Add(int line, string zh, string en)
    {
        var problem = new PolicyProblem(line, Path, zh, en);
        if (Problems is not null && !Problems.Contains(problem)) Problems.Add(problem);
    }

    public bool Wrong(YamlNode node, string zh, string en)
    {
        var (shownZh, shownEn) = node switch
        {
            YamlText t => ($"“{Short(t.Text)}”", $"\"{Short(t.Text)}\""),
            YamlItems => ("一个列表", "a list"),
            _ => ("一组键值", "a map"),
        };
        Add(node.Line, $"应为{zh}，现为{shownZh}。", $"expected {en}, found {shownEn}");
        return false;
    }

    public bool Unknown(int line, string word, IEnumerable<string> known, string whatZh, string whatEn)
    {
        var near = Nearest.To(word, known);
        Add(line, $"不认识的{whatZh}“{Short(word)}”{(near is null ? "。" : $"，最接近的是“{near}”。")}",
            $"unknown {whatEn} \"{Short(word)}\"{(near is null ? "" : $"; the nearest known is \"{near}\"")}");
        return false;
    }

    private static string Short(string text) => text.Length <= 40 ? text.ReplaceLineEndings(" ") : text[..40].ReplaceLineEndings(" ") + "…";
}

/// <summary>Reads one value from a node, or says at its place why not.</summary>
internal delegate bool Reading<T>(YamlNode node, Place place, out T value);

/// <summary>A map of a policy file laid over the same map of its base texts: what it lacks, they give.</summary>
internal sealed class PolicySection(Place place, YamlMap? own, IReadOnlyList<YamlMap> bases, int line)
{
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    private Place Here => place;

    private IEnumerable<(string Key, int Line, YamlNode Value)> Own => own?.Entries ?? [];

    private IReadOnlyList<YamlMap> Bases => bases;

    /// <summary>The value of the first of the keys that is there and readable: the file's own first, then each base in turn.</summary>
    public T Get<T>(Reading<T> read, T? missing, bool optional, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys) asked.Add(key);
        foreach (var key in keys)
        {
            if (own?[key] is { } node && read(node, place.At(key), out var value)) return value;
        }
        foreach (var layer in bases)
        {
            foreach (var key in keys)
            {
                if (layer[key] is { } node && read(node, new Place(null, ""), out var value)) return value;
            }
        }
        if (!optional && own?[keys[0]] is null) place.At(keys[0]).Add(line, $"缺少“{keys[0]}”。", $"\"{keys[0]}\" is missing");
        return missing!;
    }

    public T Get<T>(string key, Reading<T> read) => Get(read, default, optional: false, key);

    public T GetOr<T>(string key, Reading<T> read, T otherwise) => Get(read, otherwise, optional: true, key);

    /// <summary>
    /// A key that came later than the first policies stored: a stored one that lacks it, in its own text and in the one stored with it, keeps what held
    /// <paramref name="before"/> (R83); any other takes the shipped value.
    /// </summary>
    public T Since<T>(string key, Reading<T> read, T before)
    {
        asked.Add(key);
        if (own?[key] is { } node && read(node, place.At(key), out var value)) return value;
        foreach (var layer in bases.Count > 1 ? bases.Take(1) : bases)
        {
            if (layer[key] is { } known && read(known, new Place(null, ""), out var kept)) return kept;
        }
        return before;
    }

    public string Text(string key) => Get<string>(key, Read.Text);

    public TimeSpan Duration(string key) => Get<TimeSpan>(key, Read.Duration);

    public double Share(string key) => Get<double>(key, Read.Share);

    public int Int(string key) => (int)Get<long>(key, Read.Count);

    public IReadOnlyList<Role> Roles(string key) => Get<IReadOnlyList<Role>>(key, Read.Roles);

    /// <summary>The map under a key.</summary>
    public PolicySection Child(string key)
    {
        asked.Add(key);
        var mine = own?[key];
        if (mine is not (null or YamlMap)) place.At(key).Wrong(mine, "“键: 值”", "'key: value' lines");
        return new(place.At(key), mine as YamlMap, [.. bases.Select(b => b[key]).OfType<YamlMap>()], mine?.Line ?? line);
    }

    /// <summary>A map whose keys the office may add to: the base's in their order, then the file's own.</summary>
    public IReadOnlyDictionary<string, string> Names(string key)
    {
        var child = Child(key);
        var names = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var layer in child.Bases.Reverse())
        {
            foreach (var (name, _, node) in layer.Entries) if (node is YamlText { Text.Length: > 0 } t) names[name] = t.Text;
        }
        foreach (var (name, _, node) in child.Own)
        {
            if (Read.Text(node, child.Here.At(name), out var text)) names[name] = text;
        }
        return names;
    }

    /// <summary>The elements of a list, each with its own keys; a list given replaces the base's list whole.</summary>
    public IReadOnlyList<T> Elements<T>(string key, Func<PolicySection, T> read)
    {
        asked.Add(key);
        var mine = own?[key];
        if (mine is not (null or YamlItems)) place.At(key).Wrong(mine, "列表", "a list");
        var (items, at) = mine is YamlItems m ? (m, place.At(key)) : (bases.Select(b => b[key]).OfType<YamlItems>().FirstOrDefault(), new Place(null, ""));
        var list = new List<T>();
        foreach (var item in items?.Items ?? [])
        {
            var element = at.At((list.Count + 1).ToString(CultureInfo.InvariantCulture));
            if (item is not YamlMap map)
            {
                element.Wrong(item, "“{ 键: 值, … }”", "'{ key: value, … }'");
                continue;
            }
            var section = new PolicySection(element, map, [], map.Line);
            list.Add(read(section));
            section.Close();
        }
        return list;
    }

    /// <summary>Names every key of the file that nothing asked for.</summary>
    public void Close()
    {
        foreach (var (key, at, _) in Own)
        {
            if (!asked.Contains(key)) place.At(key).Unknown(at, key, asked, "键", "key");
        }
    }
}
