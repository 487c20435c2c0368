using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Huiying.Assess.Words;

/// <summary>
/// A frozen list of words with their frequencies, as a trie whose nodes lie level by level: the children of a node are neighbours in order of
/// their character, so a step is a binary search in one small stretch, and the first character is looked up directly.
/// </summary>
public sealed class WordList
{
    private static readonly Lazy<WordList> Embedded = new(ReadEmbedded);

    private readonly int[] first = new int[char.MaxValue + 1];
    private char[] labels = new char[1 << 19];
    private int[] childStart = new int[1 << 19];
    private ushort[] childCount = new ushort[1 << 19];
    private float[] cost = new float[1 << 19];
    private byte[] speech = new byte[1 << 19];
    private int nodes = 1;

    /// <summary>The built-in list; its name changes when its content does, and is kept with everything derived from it.</summary>
    public const string BuiltInVersion = "words-1";

    /// <summary>The built-in list (jieba's, MIT; see the licence beside the data), read once.</summary>
    public static WordList BuiltIn => Embedded.Value;

    /// <summary>Cost (negative natural logarithm of the probability) of a character that is no word of the list.</summary>
    public float UnknownCost { get; }

    /// <summary>A list of lines <c>word TAB frequency TAB part of speech</c>, words in ordinal order without repeats.</summary>
    public WordList(ReadOnlySpan<char> lines)
    {
        var words = new List<(int Start, int Length, int Frequency, byte Speech)>(350_000);
        long total = 0;
        for (var at = 0; at < lines.Length;)
        {
            var rest = lines[at..];
            var tab = rest.IndexOf('\t');
            var second = tab + 1 + rest[(tab + 1)..].IndexOf('\t');
            var end = rest.IndexOf('\n');
            var frequency = int.Parse(rest[(tab + 1)..second], NumberStyles.None, CultureInfo.InvariantCulture);
            words.Add((at, tab, frequency, (byte)rest[second + 1]));
            total += frequency;
            at += end + 1;
        }
        var log = Math.Log(total);
        UnknownCost = (float)log;
        var levels = new Queue<(int Node, int From, int To, int Depth)>();
        levels.Enqueue((0, 0, words.Count, 0));
        while (levels.TryDequeue(out var level))
        {
            var (node, from, to, depth) = level;
            if (words[from].Length == depth)
            {
                cost[node] = (float)(log - Math.Log(Math.Max(1, words[from].Frequency)));
                speech[node] = words[from].Speech;
                from++;
            }
            childStart[node] = nodes;
            while (from < to)
            {
                var label = lines[words[from].Start + depth];
                var next = from + 1;
                while (next < to && lines[words[next].Start + depth] == label) next++;
                if (nodes == labels.Length) Grow();
                labels[nodes] = label;
                if (depth == 0) first[label] = nodes;
                levels.Enqueue((nodes, from, next, depth + 1));
                childCount[node]++;
                nodes++;
                from = next;
            }
        }
    }

    /// <summary>The node reached from the root by a character, or 0.</summary>
    internal int Enter(char c) => first[c];

    /// <summary>The node reached from a node by one more character, or 0 when no word goes on so.</summary>
    internal int Step(int node, char c)
    {
        int low = childStart[node], high = low + childCount[node] - 1;
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var label = labels[middle];
            if (label == c) return middle;
            if (label < c) low = middle + 1;
            else high = middle - 1;
        }
        return 0;
    }

    /// <summary>Cost of the word that ends at the node; 0 when none does.</summary>
    internal float Cost(int node) => cost[node];

    /// <summary>First letter of the word's part of speech (n noun, v verb, u particle …), 0 when no word ends at the node.</summary>
    internal char Speech(int node) => (char)speech[node];

    /// <summary>Whether the exact text is a word.</summary>
    public bool Contains(ReadOnlySpan<char> word) => Find(word) is > 0 and var node && cost[node] > 0;

    /// <summary>The node a text leads to, or 0.</summary>
    internal int Find(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty) return 0;
        var node = Enter(word[0]);
        for (var i = 1; i < word.Length && node != 0; i++) node = Step(node, word[i]);
        return node;
    }

    private void Grow()
    {
        var size = labels.Length * 2;
        Array.Resize(ref labels, size);
        Array.Resize(ref childStart, size);
        Array.Resize(ref childCount, size);
        Array.Resize(ref cost, size);
        Array.Resize(ref speech, size);
    }

    private static WordList ReadEmbedded()
    {
        const string name = BuiltInVersion + ".tsv.br";
        using var stream = typeof(WordList).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the resource {name} is missing");
        using var text = new StreamReader(new BrotliStream(stream, CompressionMode.Decompress), Encoding.UTF8);
        return new WordList(text.ReadToEnd());
    }
}
