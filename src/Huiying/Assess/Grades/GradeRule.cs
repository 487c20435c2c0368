using System.Globalization;
using Huiying.Ground;
using Huiying.Ground.Policies;

namespace Huiying.Assess.Grades;

/// <summary>A figure a rule looked at, as it is shown.</summary>
public sealed record Figure(string Name, double? Value);

/// <summary>What one rule found.</summary>
/// <param name="Id">The clause and the phrase, for example <c>R59:views</c>.</param>
/// <param name="Fired">Whether it holds.</param>
/// <param name="Figures">What it looked at.</param>
/// <param name="Text">The sentence an officer reads.</param>
/// <param name="Above">Whether it lies above the ordinary floor: fired, the topic must be answered (R41).</param>
/// <param name="Proposes">The grade it proposes when fired; null for a mere sign.</param>
public sealed record RuleFinding(string Id, bool Fired, IReadOnlyList<Figure> Figures, string Text, bool Above, Grade? Proposes)
{
    /// <summary>The same without sentences, for English readers.</summary>
    public string En => (Fired ? "fired" : "not fired") + string.Concat(Figures.Select(f => FormattableString.Invariant($"; {f.Name} {(f.Value is { } v ? v : "unknown")}")));
}

/// <summary>One phrase of Art. 3 as a rule: it suggests, people decide (R61). No rule knows a category (S05).</summary>
internal abstract class GradeRule(string id, bool above, Grade? proposes = null)
{
    /// <summary>The clause and the phrase.</summary>
    public string Id => id;

    /// <summary>Looks at the figures; a rule that fails is a reason, never a crash.</summary>
    public RuleFinding Look(TopicFigures figures, Policy policy)
    {
        try
        {
            return Judge(figures, policy);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new(id, false, [], $"规则 {id} 未能计算（{e.GetType().Name}），请人工判断。", above, proposes);
        }
    }

    protected abstract RuleFinding Judge(TopicFigures figures, Policy policy);

    protected RuleFinding Found(bool fired, string text, params IReadOnlyList<Figure> figures) => new(id, fired, figures, text, above, proposes);

    protected static GradeAnchor Anchor(Policy policy, Grade grade) => grade == Grade.Extraordinary ? policy.Grades.Extraordinary : policy.Grades.Major;

    protected static string N(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);

    protected static string Zh(Grade grade) => grade switch { Grade.Ordinary => "一般", Grade.Major => "重大", _ => "特大" };
}
