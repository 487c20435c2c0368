using Huiying.Ground;
using Huiying.Ground.Policies;

namespace Huiying.Assess.Grades;

/// <summary>A suggestion: the grade, and every rule with what it found (R58–R60). A person decides (R61).</summary>
public sealed record GradeSuggestion(Grade Grade, IReadOnlyList<RuleFinding> Rules)
{
    /// <summary>Whether any rule above the ordinary floor fired, so that the topic must be answered (R41).</summary>
    public bool MustBeAnswered => Rules.Any(r => r.Fired && r.Above);
}

/// <summary>The rules of Art. 3 in the order of its phrases.</summary>
public static class GradeRules
{
    private static readonly GradeRule[] MajorAnchors =
        [new MedianRule("R59:posts", Grade.Major), new ViewsRule("R59:views", Grade.Major), new CommentsRule("R59:comments", Grade.Major)];

    private static readonly GradeRule[] ExtraordinaryAnchors =
        [new MedianRule("R60:posts", Grade.Extraordinary), new ViewsRule("R60:views", Grade.Extraordinary), new CommentsRule("R60:comments", Grade.Extraordinary)];

    private static readonly GradeRule[] All =
    [
        new TrendRule("R56:trend"),
        new FewRule("R58:few", MajorAnchors),
        .. MajorAnchors,
        new InfluenceRule("R59:influence", Grade.Major, MajorAnchors),
        new TickRule("R59:sensitive", "sensitive"),
        .. Media("R59", Grade.Major),
        .. ExtraordinaryAnchors,
        new SharpRule("R60:sharp", ExtraordinaryAnchors[0]),
        new InfluenceRule("R60:influence", Grade.Extraordinary, ExtraordinaryAnchors),
        new TickRule("R60:reaction", "strong-reaction"),
        new TickRule("R60:hype", "malicious-hype"),
        new TickRule("R60:stability", "image-and-stability"),
        .. Media("R60", Grade.Extraordinary),
    ];

    /// <summary>The highest grade a fired rule proposes, else ordinary.</summary>
    public static GradeSuggestion Suggest(TopicFigures figures, Policy policy) => Suggest(figures, policy, All);

    /// <summary>Whether a topic without media and ticks can fire anything above the floor: most cannot, and need no sentences until somebody looks.</summary>
    internal static bool MayFire(long posts, double? median, long? views, long? replies, Policy policy)
    {
        var (major, extraordinary) = (policy.Grades.Major, policy.Grades.Extraordinary);
        return views >= Math.Min(major.Views, extraordinary.Views)
            || replies >= Math.Min(major.Comments, extraordinary.Comments)
            || median > 0 && posts / median >= Math.Min(major.TimesMedian, extraordinary.TimesMedian)
            || major.AtLeast == 0 || extraordinary.AtLeast == 0;
    }

    internal static GradeSuggestion Suggest(TopicFigures figures, Policy policy, IReadOnlyList<GradeRule> rules)
    {
        RuleFinding[] found = [.. rules.Select(r => r.Look(figures, policy))];
        var grade = found.Where(f => f.Fired).Max(f => f.Proposes) ?? Grade.Ordinary;
        return new(grade, found);
    }

    private static GradeRule[] Media(string clause, Grade grade) =>
    [
        new MediaRule($"{clause}:central-media", "central", "中央", grade),
        new MediaRule($"{clause}:provincial-media", "provincial", "省级", grade),
        new MediaRule($"{clause}:city-media", "city", "市级", grade),
        new MediaRule($"{clause}:other-media", "other", "其他", grade),
    ];
}
