using System.Reflection;
using CsCheck;
using Huiying.Assess.Grades;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Tests.House;

namespace Huiying.Tests.Assess.Grades;

public sealed class GradeRulesTests
{
    private static readonly Policy Policy = Policy.Default;

    [Theory, Clause("R57"), Clause("R58"), Clause("R59"), Clause("R60")]
    [InlineData(0, 0, 0, 0, "", Grade.Ordinary)]
    [InlineData(5, 19_999, 299, 1, "", Grade.Ordinary)]
    [InlineData(5, 20_000, 299, 1, "", Grade.Ordinary)]
    [InlineData(5, 20_000, 300, 1, "", Grade.Major)]
    [InlineData(10, 20_000, 0, 1, "", Grade.Major)]
    [InlineData(10, 20_000, 0, 0, "", Grade.Ordinary)]
    [InlineData(9, 20_000, 0, 1, "", Grade.Ordinary)]
    [InlineData(5, 200_000, 3000, 1, "", Grade.Major)]
    [InlineData(5, 200_000, 3000, 1, "strong-reaction", Grade.Extraordinary)]
    [InlineData(5, 199_999, 3000, 1, "strong-reaction", Grade.Major)]
    [InlineData(50, 1, 3000, 1, "image-and-stability", Grade.Extraordinary)]
    [InlineData(0, 0, 0, 1, "strong-reaction malicious-hype image-and-stability sensitive", Grade.Ordinary)]
    public void The_suggested_grade_follows_the_anchors(long posts, long views, long replies, double median, string ticks, Grade grade) =>
        Suggest(new() { Posts = posts, Views = views, Replies = replies, Median90 = median, Ticks = ticks.Split(' ') }).Grade.ShouldBe(grade);

    [Theory, Clause("R59"), Clause("R60")]
    [InlineData("provincial", true, true, Grade.Major)]
    [InlineData("central", true, true, Grade.Extraordinary)]
    [InlineData("central", true, false, Grade.Ordinary)]
    [InlineData("central", false, true, Grade.Ordinary)]
    [InlineData("other", true, true, Grade.Ordinary)]
    public void Only_own_critical_reporting_of_a_medium_counts(string level, bool critical, bool original, Grade grade) =>
        Suggest(new() { Media = [new(level, critical, original)] }).Grade.ShouldBe(grade);

    [Fact, Clause("R58"), Clause("R59"), Clause("R60"), Clause("R56")]
    public void Every_suggestion_lists_every_rule_with_figures_and_a_sentence()
    {
        var suggestion = Suggest(new() { Posts = 12, Views = 25_000, Median90 = 1, Growth = 0.4, Burst = 1 });
        suggestion.Rules.Select(r => r.Id).ShouldBeUnique();
        suggestion.Rules.ShouldAllBe(r => r.Text.Length > 4 && r.Text.EndsWith('。'));
        foreach (var clause in new[] { "R56", "R58", "R59", "R60" }) suggestion.Rules.ShouldContain(r => r.Id.StartsWith(clause, StringComparison.Ordinal));
        var views = suggestion.Rules.Single(r => r.Id == "R59:views");
        (views.Fired, views.Text).ShouldBe((true, "点击 25,000 次，达到重大参考线 20,000 次。"));
        views.Figures.ShouldBe([new("views", 25_000), new("line", 20_000)]);
        suggestion.Rules.Single(r => r.Id == "R58:few").Fired.ShouldBeFalse();
    }

    [Fact, Clause("R41")]
    public void A_single_anchor_asks_for_an_answer_though_it_proposes_nothing()
    {
        var suggestion = Suggest(new() { Views = 20_000 });
        (suggestion.Grade, suggestion.MustBeAnswered).ShouldBe((Grade.Ordinary, true));
        Suggest(new() { Views = 19_999, Growth = 5, Burst = 3, Sharp = 1 }).MustBeAnswered.ShouldBeFalse();
    }

    [Theory, Clause("R60"), InlineData("30%", 0.3, true), InlineData("30%", 0.29, false), InlineData("50%", 0.3, false)]
    public void Many_posts_in_sharp_words_fire_from_the_policy_s_share_on(string line, double sharp, bool fires)
    {
        var policy = Policy.Parse(Policy.DefaultText.Replace("sharp-share: 50%", "sharp-share: " + line, StringComparison.Ordinal)).Policy!;
        var rule = GradeRules.Suggest(new() { Posts = 50, Median90 = 1, Sharp = sharp }, policy).Rules.Single(r => r.Id == "R60:sharp");
        (rule.Fired, rule.Figures.Single(f => f.Name == "line").Value).ShouldBe((fires, line == "30%" ? 0.3 : 0.5));
    }

    [Fact, Clause("R03"), Clause("S05")]
    public void Harsh_words_alone_raise_nothing_and_no_rule_can_name_a_category()
    {
        Gen.Select(Gen.Double[0, 1], Gen.Int[0, 9]).Sample((sharp, posts) =>
        {
            var suggestion = Suggest(new() { Sharp = sharp, Posts = posts, Median90 = 1 });
            suggestion.Grade.ShouldBe(Grade.Ordinary);
            suggestion.MustBeAnswered.ShouldBeFalse();
        });
        foreach (var type in typeof(GradeSuggestion).Assembly.GetTypes().Where(t => t.Namespace?.StartsWith("Huiying.Assess", StringComparison.Ordinal) == true))
        {
            const BindingFlags all = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            type.GetFields(all).ShouldAllBe(f => f.FieldType != typeof(Category) && f.FieldType != typeof(Category?), type.FullName);
            type.GetMethods(all).ShouldAllBe(m => m.ReturnType != typeof(Category) && m.GetParameters().All(p => p.ParameterType != typeof(Category)), type.FullName);
        }
    }

    [Fact]
    public void A_rule_that_throws_becomes_a_reason()
    {
        var suggestion = GradeRules.Suggest(new() { Views = 1 }, Policy, [new Throws(), new ViewsRule("R59:views", Grade.Major)]);
        suggestion.Grade.ShouldBe(Grade.Ordinary);
        suggestion.Rules[0].Fired.ShouldBeFalse();
        suggestion.Rules[0].Text.ShouldContain("InvalidOperationException");
        suggestion.Rules[1].Id.ShouldBe("R59:views");
    }

    [Fact]
    public void More_of_everything_never_lowers_the_grade() =>
        Gen.Select(Gen.Long[0, 100], Gen.Long[0, 300_000], Gen.Long[0, 4000], Gen.Long[0, 50], Gen.Bool).Sample((posts, views, replies, more, tick) =>
        {
            TopicFigures less = new() { Posts = posts, Views = views, Replies = replies, Median90 = 2, Ticks = tick ? ["sensitive"] : [] };
            var greater = less with { Posts = posts + more, Views = views + more * 1000, Replies = replies + more * 10 };
            ((int)Suggest(greater).Grade).ShouldBeGreaterThanOrEqualTo((int)Suggest(less).Grade);
        });

    [Fact]
    public void What_is_passed_over_would_have_fired_nothing() =>
        Gen.Select(Gen.Long[0, 50_000], Gen.Long[0, 1000], Gen.Int[1, 60], Gen.Int[0, 8]).Sample((views, replies, posts, median) =>
        {
            var suggestion = Suggest(new() { Posts = posts, Views = views, Replies = replies, Median90 = median });
            (suggestion.MustBeAnswered || suggestion.Grade != Grade.Ordinary).ShouldBe(GradeRules.MayFire(posts, median, views, replies, Policy));
        });

    private static GradeSuggestion Suggest(TopicFigures figures) => GradeRules.Suggest(figures, Policy);

    private sealed class Throws() : GradeRule("R00:throws", above: true, Grade.Extraordinary)
    {
        protected override RuleFinding Judge(TopicFigures figures, Policy policy) => throw new InvalidOperationException("broken");
    }
}
