using System.Text.Json;
using System.Text.RegularExpressions;

namespace Huiying.Collect;

/// <summary>A path into JSON, the part of RFC 9535 that search answers need: <c>$</c>, <c>.name</c>, <c>['name']</c>, <c>[2]</c>, <c>[*]</c>, <c>..name</c>.</summary>
internal sealed partial class JsonPath
{
    /// <summary>Nodes looked at for one path: an answer made to be slow may hold millions.</summary>
    private const int Most = 200_000;

    private readonly (Step Kind, string Name, int Index)[] steps;

    private JsonPath((Step, string, int)[] steps) => this.steps = steps;

    private enum Step
    {
        Name,
        Index,
        All,
        Below,
    }

    /// <summary>The path, or null when the text is none.</summary>
    public static JsonPath? Parse(string text)
    {
        text = text.Trim();
        if (text.Length == 0) return null;
        if (text[0] == '$') text = text[1..];
        else if (text[0] is not ('.' or '[')) text = "." + text;
        var found = Steps().Matches(text);
        if (found.Sum(m => m.Length) != text.Length) return null;
        return new([.. found.Select(m =>
            m.Groups["below"].Success ? (Step.Below, m.Groups["below"].Value, 0)
            : m.Groups["all"].Success ? (Step.All, "", 0)
            : m.Groups["index"].Success ? (Step.Index, "", int.Parse(m.Groups["index"].Value, System.Globalization.CultureInfo.InvariantCulture))
            : (Step.Name, m.Groups["name"].Success ? m.Groups["name"].Value : m.Groups["quoted"].Value, 0))]);
    }

    /// <summary>What it leads to, in the document's order.</summary>
    public IReadOnlyList<JsonElement> Of(JsonElement root)
    {
        var left = Most;
        List<JsonElement> here = [root];
        foreach (var (kind, name, index) in steps)
        {
            List<JsonElement> next = [];
            foreach (var element in here)
            {
                if (left-- <= 0) return [];
                switch (kind)
                {
                    case Step.Name when element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value):
                        next.Add(value);
                        break;
                    case Step.Index when element.ValueKind == JsonValueKind.Array && index < element.GetArrayLength():
                        next.Add(element[index]);
                        break;
                    case Step.All when element.ValueKind == JsonValueKind.Array:
                        next.AddRange(element.EnumerateArray());
                        break;
                    case Step.All when element.ValueKind == JsonValueKind.Object:
                        next.AddRange(element.EnumerateObject().Select(p => p.Value));
                        break;
                    case Step.Below:
                        Below(element, name, next, ref left);
                        break;
                }
            }
            here = next;
        }
        return here;
    }

    private static void Below(JsonElement element, string name, List<JsonElement> found, ref int left)
    {
        if (left-- <= 0) return;
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) Below(item, name, found, ref left);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                if (property.Name == name) found.Add(property.Value);
                Below(property.Value, name, found, ref left);
            }
        }
    }

    [GeneratedRegex(@"\.\.(?<below>[^.\[\]{}\s]+)|\.(?<all>\*)|\[(?<all>\*)\]|\[(?<index>[0-9]{1,6})\]|\['(?<quoted>[^']+)'\]|\.(?<name>[^.\[\]{}\s*]+)", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Steps();
}
