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

    [Fact, Clause("R83")]
    public void A_list_with_a_line_for_each_item_is_one_field_whose_items_come_go_and_change_places()
    {
        var fields = PolicyEditing.Fields(Policy.Default);
        fields.ShouldNotContain(f => f.Key.StartsWith("approval.chain.", StringComparison.Ordinal));
        var chain = fields.Single(f => f.Key == "approval.chain");
        chain.Lines.ShouldBeTrue();
        var lines = chain.Value.Split('\n');
        lines.Length.ShouldBe(8);
        lines.ShouldAllBe(l => l.StartsWith("- { step: ", StringComparison.Ordinal));

        // Two change places and one goes; what stands around the list stays letter by letter.
        (lines[5], lines[4]) = (lines[4], lines[5]);
        var value = string.Join("\r\n", lines.Where((_, i) => i != 2));
        var text = PolicyEditing.With(Policy.DefaultText, new Dictionary<string, string> { ["approval.chain"] = value }, "会议纪要");
        var read = Policy.Parse(text);
        read.Problems.ShouldBeEmpty();
        read.Policy!.Approval.Chain.Select(s => s.Id).ShouldBe(["draft", "section-head", "office-check", "legal-review", "secrecy-review", "supervising-leader", "principal-leader"]);
        text.Split('\n').Length.ShouldBe(Policy.DefaultText.Split('\n').Length - 1);
        text.ShouldContain("# 会议纪要");
        text[..text.IndexOf("  chain:", StringComparison.Ordinal)].ShouldBe(Policy.DefaultText[..Policy.DefaultText.IndexOf("  chain:", StringComparison.Ordinal)]);
        text[text.IndexOf("  # 对外请示", StringComparison.Ordinal)..].ShouldBe(Policy.DefaultText[Policy.DefaultText.IndexOf("  # 对外请示", StringComparison.Ordinal)..]);
        PolicyEditing.Fields(read.Policy!).Single(f => f.Key == "approval.chain").Value.Split('\n').Length.ShouldBe(7);
    }

    [Theory, Clause("R83")]
    [InlineData("name: 小办\n", "outlets", "- { id: site, name: 网站, kind: site, publishers: [clerk] }\n- { id: account, name: 公众号, kind: account, publishers: [spokesperson] }")]
    [InlineData("name: 小办\napproval:\n  urgent: parallel\n", "approval.chain", "- { step: draft, name: 拟稿, by: [clerk] }\n- { step: secrecy-review, name: 保密, by: [secrecy-reviewer] }\n- { step: legal-review, name: 法制, by: [legal-reviewer] }\n- { step: principal-leader, name: 签发, by: [principal-leader] }")]
    [InlineData("name: 小办\nfirst-responsible:\n  - principal-leader   # 原\n\n# 下文\nzone: Asia/Shanghai\n", "first-responsible", "- party-secretary\n- principal-leader")]
    public void A_list_that_the_text_does_not_give_yet_is_added_and_one_that_it_does_is_replaced(string text, string key, string value)
    {
        Policy.Parse(text).Problems.ShouldBeEmpty();
        var read = Policy.Parse(PolicyEditing.With(text, new Dictionary<string, string> { [key] = value }, "会议纪要"));
        read.Problems.ShouldBeEmpty();
        var field = PolicyEditing.Fields(read.Policy!).Single(f => f.Key == key);
        field.Value.Split('\n').Select(l => l.Split("   #")[0]).ShouldBe(value.Split('\n'));
        field.Own.ShouldBeTrue();
        if (text.Contains("下文", StringComparison.Ordinal)) read.Policy!.Text.ShouldContain("\n\n# 下文\nzone:");
    }
}
