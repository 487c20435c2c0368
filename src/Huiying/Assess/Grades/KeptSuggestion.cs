namespace Huiying.Assess.Grades;

/// <summary>A suggestion as it is kept: with all it was drawn from, so that whoever doubts it can draw it again (R58–R61).</summary>
/// <param name="Figures">What the rules looked at, as the command <c>grade</c> reads it.</param>
/// <param name="Policy">Hash of the policy they looked with.</param>
/// <param name="Suggestion">What they found.</param>
public sealed record KeptSuggestion(TopicFigures Figures, string Policy, GradeSuggestion Suggestion);
