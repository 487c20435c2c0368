using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Huiying.Ground;

namespace Huiying.Collect;

/// <summary>
/// One phrase of a watch term, ready to be looked for in folded text: words as they are, or between slashes a regular expression (<c>/停水.{0,6}天/</c>). Expressions
/// run in linear time where they can; one that looks around or back has a time limit, and a text it does not finish on counts as matched, so that nothing is lost
/// by a slow expression.
/// </summary>
internal sealed partial class WatchPhrase
{
    /// <summary>How long an expression that cannot run in linear time may take for one text.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private static readonly ConcurrentDictionary<string, Regex> Compiled = new(StringComparer.Ordinal);

    private readonly string folded;
    private readonly Regex? pattern;

    private WatchPhrase(string folded, Regex? pattern) => (this.folded, this.pattern) = (folded, pattern);

    /// <summary>Whether it was written as a regular expression.</summary>
    public static bool IsPattern(string written) => written.Length > 2 && written[0] == '/' && written[^1] == '/';

    /// <exception cref="ArgumentException">It is a regular expression and a wrong one (<see cref="Wrong"/> tells before).</exception>
    public static WatchPhrase Of(string written) => IsPattern(written) ? new("", Ready(written[1..^1])) : new(Fold.Text(written), null);

    /// <summary>Whether the text has it.</summary>
    /// <param name="text">Folded.</param>
    public bool IsIn(string text)
    {
        if (pattern is null) return text.Contains(folded, StringComparison.Ordinal);
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return true;
        }
    }

    /// <summary>Where the text has it, at most a hundred places.</summary>
    public IReadOnlyList<(int Start, int Length)> Spots(string text)
    {
        var spots = new List<(int, int)>();
        if (pattern is null)
        {
            for (var at = text.IndexOf(folded, StringComparison.Ordinal); at >= 0 && spots.Count < 100; at = text.IndexOf(folded, at + folded.Length, StringComparison.Ordinal)) spots.Add((at, folded.Length));
            return spots;
        }
        try
        {
            for (var match = pattern.Match(text); match.Success && spots.Count < 100; match = match.NextMatch()) if (match.Length > 0) spots.Add((match.Index, match.Length));
        }
        catch (RegexMatchTimeoutException)
        {
            // What was found until then is shown.
        }
        return spots;
    }

    /// <summary>Why the expression may not be watched for: it is none, or it matches anything.</summary>
    public static Refusal? Wrong(string written)
    {
        if (!IsPattern(written)) return null;
        Regex regex;
        try
        {
            regex = Ready(written[1..^1]);
        }
        catch (ArgumentException)
        {
            return Refusal.Invalid("R15", "正则表达式写得不对，请检查括号和星号是否成对、有没有写完。不熟悉的话请改用普通的词。", "The regular expression is not well formed. Mend it, or use plain words.");
        }
        // An expression that takes an empty text and texts that have nothing in common takes everything.
        try
        {
            if (regex.IsMatch("") || regex.IsMatch("天地玄黄") && regex.IsMatch("1234567890") && regex.IsMatch("the quick brown fox"))
            {
                return Refusal.Invalid("R15", "这个正则表达式什么都能匹配，会把所有信息都收进来。请写得具体一些。", "This regular expression matches anything. Make it more specific.");
            }
        }
        catch (RegexMatchTimeoutException)
        {
            return Refusal.Invalid("R15", "这个正则表达式太慢。请去掉嵌套的重复（如 (a+)+），或改用普通的词。", "This regular expression is too slow. Avoid nested repetition, or use plain words.");
        }
        return null;
    }

    /// <summary>
    /// What an expression spells, for the check against persons (S15): each run of plain characters, each branch without its signs, and the whole without them.
    /// A name taken apart by signs is a name all the same.
    /// </summary>
    public static IEnumerable<string> Spelled(string written)
    {
        if (!IsPattern(written)) return [written];
        var pattern = Unescaped(written[1..^1]);
        var branches = pattern.Split('|', '(', ')');
        return branches.SelectMany(Literals).Concat(branches.Append(pattern).Where(b => !BeginsWithWord(b)).Select(Joined)).Where(s => s.Length > 1).Distinct(StringComparer.Ordinal);
    }

    /// <summary>路灯.{0,3}亮 is a word and what follows it, not somebody of the surname 路.</summary>
    private static bool BeginsWithWord(string branch) =>
        Literals(branch).Select(l => string.Concat(l.Where(char.IsLetterOrDigit))).FirstOrDefault() is { Length: > 1 } first && PersonalTerm.Find(first) is null;

    private static IEnumerable<string> Literals(string branch) =>
        branch.Split(['.', '*', '+', '?', '[', ']', '{', '}', '^', '$', '\\'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The characters without quantifiers and signs; of a class its first character.</summary>
    private static string Joined(string branch)
    {
        var text = new StringBuilder(branch.Length);
        for (var i = 0; i < branch.Length; i++)
        {
            var c = branch[i];
            if (c == '{' && branch.IndexOf('}', i) is var end and > 0) i = end;
            else if (c == '[' && branch.IndexOf(']', i) is var close && close > i + 1)
            {
                if (branch[i + 1] != '^') text.Append(branch[i + 1]);
                i = close;
            }
            else if (c == '\\') i++;
            else if (!".*+?^$|()[]:=!<>".Contains(c, StringComparison.Ordinal)) text.Append(c);
        }
        return text.ToString();
    }

    /// <summary>Escapes of characters undone; those of classes stay.</summary>
    private static string Unescaped(string pattern) =>
        Escapes().Replace(pattern, m => ((char)Convert.ToInt32(m.Groups["code"].Value, 16)).ToString());

    private static Regex Ready(string pattern)
    {
        if (Compiled.TryGetValue(pattern, out var known)) return known;
        // Signs of an expression are ASCII and stay; everything else is written as the folded text is.
        var written = string.Concat(pattern.Select(c => c < '\u0080' ? c.ToString() : Fold.Text(c.ToString())));
        Regex made;
        try
        {
            made = new Regex(written, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience * 4);
        }
        catch (NotSupportedException)
        {
            made = new Regex(written, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience);
        }
        if (Compiled.Count > 1_000) Compiled.Clear();
        return Compiled[pattern] = made;
    }

    [GeneratedRegex(@"\\(?:u(?<code>[0-9a-fA-F]{4})|x(?<code>[0-9a-fA-F]{2}))", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Escapes();
}
