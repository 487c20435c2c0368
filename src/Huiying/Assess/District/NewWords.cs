using System.Buffers;
using System.Runtime.InteropServices;
using Huiying.Assess.Grouping;
using Huiying.Assess.Words;
using Huiying.Collect;

namespace Huiying.Assess.District;

/// <summary>A word that the list does not know.</summary>
internal sealed record NewWord(string Word, DistrictWordKind Kind, int Count, int Posts, double Score, IReadOnlyList<PostId> Examples);

/// <summary>
/// Finds words in texts without a list: strings of Han characters that occur together far oftener than their parts by chance (pointwise mutual information of the weakest
/// split) and stand beside ever different neighbours (entropy to the left and to the right). Two passes; memory is bounded, whatever is read.
/// </summary>
internal static class NewWords
{
    private const int LongestWord = 6;
    private const int LeastCount = 6, LeastPosts = 4;

    /// <summary>What stands so often beside an interpunct (of a fifth of its places) is a part of a name.</summary>
    private const int MostDotted = 5;

    /// <summary>Natural logarithms: together e⁴ = 55 times as often as by chance; as many neighbours as three that are equally frequent.</summary>
    private const double LeastCohesion = 4, LeastEntropy = 1.1;

    /// <summary>Strings counted at once; beyond it those met once so far are forgotten.</summary>
    private const int MostCounted = 2_000_000;

    private const int MostExamples = 3;

    /// <summary>What no name of a place or a matter begins or ends with.</summary>
    private static readonly SearchValues<char> Loose = SearchValues.Create(
        "的了是在不我你他她它们有和就都而及与着或个没也这那吗呢吧啊么很太把被让给从向对到去来说要会能可又再还只才已最更等其此每各某该请谁哪怎为之以于则并但因所则年月日时分号点元条名位次种些天");

    /// <summary>What stands in no name at all: 暖气不热 is a sentence.</summary>
    private static readonly SearchValues<char> Never = SearchValues.Create("的了是不没在和就都被把给吗呢吧也很太着");

    private static readonly (string Ends, DistrictWordKind Kind)[] Endings =
    [
        ("小区", DistrictWordKind.Estate), ("花园", DistrictWordKind.Estate), ("家园", DistrictWordKind.Estate), ("公寓", DistrictWordKind.Estate), ("嘉园", DistrictWordKind.Estate), ("苑", DistrictWordKind.Estate),
        ("府", DistrictWordKind.Estate), ("湾", DistrictWordKind.Estate), ("社区", DistrictWordKind.Village), ("街道", DistrictWordKind.Town), ("镇", DistrictWordKind.Town), ("乡", DistrictWordKind.Town),
        ("村", DistrictWordKind.Village), ("屯", DistrictWordKind.Village), ("庄", DistrictWordKind.Village), ("路", DistrictWordKind.Road), ("街", DistrictWordKind.Road), ("巷", DistrictWordKind.Road),
        ("大道", DistrictWordKind.Road), ("区", DistrictWordKind.District), ("县", DistrictWordKind.District), ("工程", DistrictWordKind.Policy), ("补贴", DistrictWordKind.Policy), ("计划", DistrictWordKind.Policy),
        ("办法", DistrictWordKind.Policy), ("贷", DistrictWordKind.Policy), ("保", DistrictWordKind.Policy), ("卡", DistrictWordKind.Policy),
    ];

    private sealed class Seen
    {
        public required string Word { get; init; }
        public int Count;
        public int Posts;
        public int LastPost = -1;
        public readonly Dictionary<char, int> Left = [];
        public readonly Dictionary<char, int> Right = [];
        public readonly List<PostId> Examples = [];

        /// <summary>Ends of a stretch: each is another neighbour, for what stands beyond is.</summary>
        public int OpenLeft, OpenRight;

        /// <summary>Times it stood beside the interpunct of a name: 阿卜杜勒·卡迪尔.</summary>
        public int Dotted;
    }

    /// <summary>The words found, the surest first.</summary>
    public static IReadOnlyList<NewWord> Find(IReadOnlyList<(PostId Post, string Text)> posts, Func<string, bool> known, CancellationToken ct = default)
    {
        var texts = posts.Select(p => (p.Post, Text: Fold.Text(p.Text))).ToList();
        var counts = new Dictionary<ulong, int>();
        var total = 0L;
        foreach (var (_, text) in texts)
        {
            ct.ThrowIfCancellationRequested();
            foreach (var (from, to) in Stretches(text))
            {
                total += to - from;
                for (var i = from; i < to; i++)
                {
                    for (var length = 1; length <= LongestWord && i + length <= to; length++)
                    {
                        CollectionsMarshal.GetValueRefOrAddDefault(counts, PostTerms.Hash(text.AsSpan(i, length)), out _)++;
                    }
                }
            }
            if (counts.Count > MostCounted) foreach (var (id, _) in counts.Where(c => c.Value == 1).ToList()) counts.Remove(id);
        }
        var words = Gather(texts, counts, known, total, ct);
        var cut = new Segmenter(WordList.BuiltIn);
        var sure = words.Select(s => (Seen: s, Entropy: Math.Min(Entropy(s.Left, s.OpenLeft), Entropy(s.Right, s.OpenRight))))
            .Where(w => w.Seen.Count >= LeastCount && w.Seen.Posts >= LeastPosts && w.Entropy >= LeastEntropy && IsNew(w.Seen.Word, cut) && w.Seen.Dotted * MostDotted < w.Seen.Count && !MayName(w.Seen.Word))
            .Select(w => new NewWord(w.Seen.Word, KindOf(w.Seen.Word), w.Seen.Count, w.Seen.Posts, w.Entropy * Math.Log(w.Seen.Posts), w.Seen.Examples))
            .OrderByDescending(w => w.Score).ThenBy(w => w.Word, StringComparer.Ordinal).ToList();
        // A part of a longer word that mostly stands in it is no word.
        return [.. sure.Where(w => !sure.Any(longer => longer.Word.Length > w.Word.Length && longer.Word.Contains(w.Word, StringComparison.Ordinal) && longer.Count * 10 >= w.Count * 6))];
    }

    private static IEnumerable<Seen> Gather(List<(PostId Post, string Text)> texts, Dictionary<ulong, int> counts, Func<string, bool> known, long total, CancellationToken ct)
    {
        // Whether a string can be a word at all is asked once.
        var candidates = new Dictionary<ulong, Seen?>();
        for (var n = 0; n < texts.Count; n++)
        {
            ct.ThrowIfCancellationRequested();
            var (post, text) = texts[n];
            foreach (var (from, to) in Stretches(text))
            {
                for (var i = from; i < to; i++)
                {
                    for (var length = 2; length <= LongestWord && i + length <= to; length++)
                    {
                        var span = text.AsSpan(i, length);
                        var id = PostTerms.Hash(span);
                        if (counts.GetValueOrDefault(id) < LeastCount) break;
                        if (!candidates.TryGetValue(id, out var seen))
                        {
                            var can = !span.ContainsAny(Never) && !Loose.Contains(span[0]) && !Loose.Contains(span[^1]) && Cohesion(span, counts, total) >= LeastCohesion && !WordList.BuiltIn.Contains(span) && !known(span.ToString());
                            candidates[id] = seen = can ? new Seen { Word = span.ToString() } : null;
                        }
                        if (seen is null) continue;
                        seen.Count++;
                        if (seen.LastPost != n)
                        {
                            (seen.LastPost, seen.Posts) = (n, seen.Posts + 1);
                            if (seen.Examples.Count < MostExamples) seen.Examples.Add(post);
                        }
                        if (i > from) CollectionsMarshal.GetValueRefOrAddDefault(seen.Left, text[i - 1], out _)++;
                        else seen.OpenLeft++;
                        if (i + length < to) CollectionsMarshal.GetValueRefOrAddDefault(seen.Right, text[i + length], out _)++;
                        else seen.OpenRight++;
                        if (IsDotted(text, i, i + length)) seen.Dotted++;
                    }
                }
            }
        }
        return candidates.Values.OfType<Seen>();
    }

    private static bool IsDotted(string text, int from, int to) =>
        from > 1 && ForeignName.IsInterpunct(text[from - 1]) && char.IsLetter(text[from - 2]) || to + 1 < text.Length && ForeignName.IsInterpunct(text[to]) && char.IsLetter(text[to + 1]);

    private static IEnumerable<(int From, int To)> Stretches(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && Segmenter.IsHan(text[end])) end++;
            if (end > at + 1) yield return (at, end);
            at = Math.Max(end, at + 1);
        }
    }

    /// <summary>How much oftener together than by chance, at the split where it holds least.</summary>
    private static double Cohesion(ReadOnlySpan<char> word, Dictionary<ulong, int> counts, long total)
    {
        double whole = counts.GetValueOrDefault(PostTerms.Hash(word));
        var least = double.MaxValue;
        for (var split = 1; split < word.Length; split++)
        {
            double left = Math.Max(1, counts.GetValueOrDefault(PostTerms.Hash(word[..split]))), right = Math.Max(1, counts.GetValueOrDefault(PostTerms.Hash(word[split..])));
            least = Math.Min(least, Math.Log(whole * total / (left * right)));
        }
        return least;
    }

    private static double Entropy(Dictionary<char, int> neighbours, int open)
    {
        double sum = neighbours.Values.Sum() + open;
        if (sum == 0) return 0;
        var entropy = open / sum * Math.Log(sum);
        foreach (var n in neighbours.Values) entropy -= n / sum * Math.Log(n / sum);
        return entropy;
    }

    /// <summary>Whether the list tears it: 垃圾清运 are two words it knows, 柳家园 is not.</summary>
    private static bool IsNew(string word, Segmenter cut)
    {
        cut.Cut(word);
        foreach (var token in cut.Tokens) if (token.Kind == TokenKind.Single) return true;
        return cut.Tokens.Length > 1 && KindOf(word) != DistrictWordKind.Other;
    }

    /// <summary>A person's name, or one with something behind it, is never proposed (S15); a place may be called after a family.</summary>
    private static bool MayName(string word)
    {
        if (PersonalTerm.Find(word) is not null) return true;
        if (KindOf(word) == DistrictWordKind.Other && ForeignName.MayBe(word)) return true;
        if (KindOf(word) <= DistrictWordKind.Estate) return false;
        for (var length = 2; length < Math.Min(4, word.Length); length++)
        {
            if (!WordList.BuiltIn.Contains(word.AsSpan(0, length)) && PersonalTerm.Find(word[..length]) is not null) return true;
            if (!WordList.BuiltIn.Contains(word.AsSpan(word.Length - length)) && PersonalTerm.Find(word[^length..]) is not null) return true;
        }
        return false;
    }

    internal static DistrictWordKind KindOf(string word)
    {
        foreach (var (ends, kind) in Endings) if (word.Length > ends.Length && word.EndsWith(ends, StringComparison.Ordinal)) return kind;
        return DistrictWordKind.Other;
    }
}
