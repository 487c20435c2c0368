using Huiying.Ground.Policies;
using Huiying.Tests.House;

namespace Huiying.Tests.Ground.Policies;

/// <summary>Values typed into fields change their own place in the text and nothing else of it (R83).</summary>
public sealed class PolicyEditingTests
{
    [Fact, Clause("R83")]
    public void Every_field_written_back_as_it_is_leaves_every_letter_of_the_text()
    {
        var fields = PolicyEditing.Fields(Policy.Default);
        fields.Count.ShouldBeGreaterThan(150);
        foreach (var f in fields.Where(f => f.Key is not "policy"))
        {
            PolicyEditing.With(Policy.DefaultText, new Dictionary<string, string> { [f.Key] = f.Value }, "").ShouldBe(Policy.DefaultText, f.Key);
        }
    }

    [Theory, Clause("R83")]
    [InlineData("rules.R24.ordinary", "2 h")]
    [InlineData("rules.R28:phone.major", "20 min")]
    [InlineData("escalation.near-due", "[supervising-leader, duty-leader]")]
    [InlineData("lights.reminder", "15:00")]
    [InlineData("bodies.city-office", "云川市主管部门: 一处 #2")]
    [InlineData("standing-line.text", "已收到\"您的\"反映，正在核实。")]
    [InlineData("reporting.major", "[[city-office], [district-committee]]")]
    [InlineData("retention.events.major", "50 years")]
    public void One_value_is_another_and_says_what_it_rests_on_before_what_stood_there(string key, string value)
    {
        var text = PolicyEditing.With(Policy.DefaultText, new Dictionary<string, string> { [key] = value }, "白办〔2026〕4号");
        var read = Policy.Parse(text);
        read.Problems.ShouldBeEmpty();
        var change = PolicyValues.Compare(Policy.Default, read.Policy!).ShouldHaveSingleItem();
        change.Key.ShouldBe(key);
        change.Source.ShouldStartWith("白办〔2026〕4号");
        PolicyEditing.Fields(read.Policy!).Single(f => f.Key == key).Value.ShouldBe(value);
        text.Split('\n').Length.ShouldBe(Policy.DefaultText.Split('\n').Length);
    }

    [Theory, Clause("R83")]
    [InlineData("name: 小办\n", "rules.R24.ordinary", "2 h")]
    [InlineData("name: 小办\nrules:\n  R41: { ordinary: 2 h }   # 会议纪要\n", "rules.R24.ordinary", "2 h")]
    [InlineData("name: 小办\nrules:\n  R28:phone: { major: 20 min }\n", "rules.R28:phone.extraordinary", "10 min")]
    [InlineData("name: 小办\ncalm:\n  quiet-for: 48 h\n", "calm.below-peak", "5%")]
    [InlineData("name: 小办\n", "working-hours", "[\"09:00-12:00\", \"14:00-18:00\"]")]
    public void What_the_text_does_not_say_yet_is_added_where_it_belongs(string text, string key, string value)
    {
        var before = Policy.Parse(text).Policy!;
        var read = Policy.Parse(PolicyEditing.With(text, new Dictionary<string, string> { [key] = value }, "会议纪要"));
        read.Problems.ShouldBeEmpty();
        PolicyValues.Compare(before, read.Policy!).ShouldHaveSingleItem().Key.ShouldBe(key);
        PolicyEditing.Fields(read.Policy!).Single(f => f.Key == key).ShouldSatisfyAllConditions(f => f.Value.ShouldBe(value), f => f.Own.ShouldBeTrue(), f => f.Source.ShouldContain("会议纪要"));
    }

    [Fact, Clause("R83")]
    public void Several_at_once_on_one_line_keep_one_comment()
    {
        var text = PolicyEditing.With(Policy.DefaultText, new Dictionary<string, string> { ["rules.R28:phone.major"] = "25 min", ["rules.R28:phone.extraordinary"] = "10 min" }, "会议纪要");
        var line = text.Split('\n').Single(l => l.TrimStart().StartsWith("R28:phone:", StringComparison.Ordinal));
        line.ShouldContain("major: 25 min, extraordinary: 10 min");
        line.Split("会议纪要").Length.ShouldBe(2);
        Policy.Parse(text).Problems.ShouldBeEmpty();
    }
}
