using System.Security.Cryptography;
using System.Text;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Tests.House;

namespace Huiying.Tests.Ground.Policies;

public sealed class PolicyTests
{
    [Fact]
    public void The_shipped_policy_has_no_problem() => Policy.Parse(Policy.DefaultText).Problems.ShouldBeEmpty();

    [Fact]
    public void The_file_an_office_edits_is_the_one_embedded() =>
        File.ReadAllText(Path.Combine(Root(), "policies", "default.yaml")).ShouldBe(Policy.DefaultText);

    [Fact]
    public void A_policy_is_named_by_the_hash_of_its_original_bytes()
    {
        const string text = "\uFEFFname: 试\r\n# 注释\r\n";
        var policy = Policy.Parse(text).Policy.ShouldNotBeNull();
        policy.Hash.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
        policy.Text.ShouldBe(text);
    }

    [Theory]
    [InlineData(Rules.Sign, "2 working hours", "2 working hours", "2 working hours")]
    [InlineData(Rules.SendBack, "4 working hours", "4 working hours", "4 working hours")]
    [InlineData(Rules.Capture, "30 min", "30 min", "30 min")]
    [InlineData(Rules.Confirm, "24 h", "24 h", "24 h")]
    [InlineData(Rules.PartyGroup, "3 h", null, null)]
    [InlineData(Rules.Phone, null, "30 min", "15 min")]
    [InlineData(Rules.Written, null, "1 h", "40 min")]
    [InlineData(Rules.Plan, "30 min", "30 min", "30 min")]
    [InlineData(Rules.Response, "48 h", "48 h", "48 h")]
    [InlineData(Rules.OralConfirmation, "next working day", "next working day", "next working day")]
    [InlineData(Rules.Progress, null, "same day", "same day")]
    [InlineData(Rules.Topic, "4 working hours", "30 min", "30 min")]
    [InlineData(Rules.Correction, "same day", "same day", "same day")]
    [InlineData(Rules.Tracking, "7 days", "7 days", "7 days")]
    [InlineData(Rules.Summary, "5 working days", "5 working days", "5 working days")]
    [InlineData(Rules.AtOnce, "2 working hours", "2 working hours", "2 working hours")]
    [InlineData(Rules.HandlingOpinion, "same day", "same day", "same day")]
    [InlineData(Rules.ReferralReply, "15 working days", "15 working days", "15 working days")]
    [InlineData(Rules.Suggestion, "7 working days", "7 working days", "7 working days")]
    public void The_shipped_clocks_are_the_regulations_defaults(string rule, string? ordinary, string? major, string? extraordinary)
    {
        var terms = Policy.Default.Rules[rule].Terms;
        string? Of(Grade g) => terms.TryGetValue(g, out var t) ? t.En : null;
        (Of(Grade.Ordinary), Of(Grade.Major), Of(Grade.Extraordinary)).ShouldBe((ordinary, major, extraordinary));
    }

    [Fact]
    public void A_missing_key_takes_its_default()
    {
        var policy = Policy.Parse("rules:\n  R17: { all: 20 min }\n").Policy.ShouldNotBeNull();
        policy.Rules[Rules.Capture].Terms[Grade.Major].ShouldBe(new Term(TermKind.Minutes, 20));
        policy.Rules[Rules.Capture].Name.ShouldBe(Policy.Default.Rules[Rules.Capture].Name);
        policy.Rules[Rules.Phone].ShouldBeEquivalentTo(Policy.Default.Rules[Rules.Phone]);
        policy.Outlets.ShouldBe(Policy.Default.Outlets, new OutletsById());
    }

    [Fact]
    public void A_rule_can_be_taken_away_from_a_grade()
    {
        var policy = Policy.Parse("rules:\n  R41: { ordinary: none }\n").Policy.ShouldNotBeNull();
        policy.Rules[Rules.Topic].Terms.ContainsKey(Grade.Ordinary).ShouldBeFalse();
        policy.Rules[Rules.Topic].Terms[Grade.Major].En.ShouldBe("30 min");
    }

    [Fact]
    public void Chinese_and_English_terms_mean_the_same()
    {
        foreach (var (zh, en) in new[]
        {
            ("30 分钟", "30 min"), ("3 小时", "3 h"), ("2 个工作小时", "2 working hours"), ("当日", "same day"),
            ("7 天", "7 days"), ("5 个工作日", "5 working days"), ("次一工作日", "next working day"),
        })
        {
            Term.Parse(zh).ShouldBe(Term.Parse(en));
            var term = Term.Parse(en).ShouldNotBeNull();
            Term.Parse(term.Zh).ShouldBe(term);
            Term.Parse(term.En).ShouldBe(term);
        }
    }

    [Theory]
    [InlineData("name: a\ncolour: red\n", 2, "colour")]
    [InlineData("name: a\nrules:\n  R28:phon: { major: 20 min }\n", 3, "rules.R28:phon", "R28:phone")]
    [InlineData("\n\nworkinghours: []\n", 3, "workinghours", "working-hours")]
    [InlineData("rules:\n  R17: { all: -30 min }\n", 2, "rules.R17.all", "negative")]
    [InlineData("collect:\n  fetch-delay: -2 s\n", 2, "collect.fetch-delay", "negative")]
    [InlineData("rules:\n  R17: { all: soon }\n", 2, "rules.R17.all")]
    [InlineData("rules:\n  R17: { all: 0 min }\n", 2, "rules.R17.all")]
    [InlineData("rules:\n  R17: 30 min\n", 2, "rules.R17")]
    [InlineData("rules: []\n", 1, "rules")]
    [InlineData("escalation:\n  overdue:\n    - supervising-leader\n    - princpal-leader\n", 4, "escalation.overdue", "principal-leader")]
    [InlineData("name: a\nzone: Asia/Shanghai\nname: b\n", 3, "name", "line 1")]
    [InlineData("zone: Mars/Olympus\n", 1, "zone")]
    [InlineData("working-hours: [\"13:30-17:30\", \"08:30-12:00\"]\n", 1, "working-hours")]
    [InlineData("lights:\n  short-yellow-left: 250%\n", 2, "lights.short-yellow-left")]
    [InlineData("grades:\n  major: { views: many }\n", 2, "grades.major.views")]
    [InlineData("reporting:\n  major: [[district-comittee], [city-office]]\n", 2, "reporting.major", "district-committee")]
    [InlineData("name: &a x\nzone: *a\n", 1, "")]
    [InlineData("name: a\n\tzone: b\n", 2, "")]
    [InlineData("name: a\nrules: {\n", 3, "")]
    [InlineData("- a\n- b\n", 1, "")]
    [InlineData("", 1, "")]
    [InlineData("policy: 2\n", 1, "policy")]
    [InlineData("outlets:\n  - { id: site, name: 网站, kind: site }\n", 2, "outlets.1.publishers")]
    public void A_mistake_is_named_with_its_line(string text, int line, string key, string hint = "")
    {
        var read = Policy.Parse(text);
        read.Policy.ShouldBeNull();
        read.Problems.ShouldContain(p => p.Line == line && p.Key == key && p.En.Contains(hint) && p.Zh.Length > 0,
            string.Join("\n", read.Problems));
    }

    [Fact]
    public void Every_mistake_is_named_at_once_in_the_order_of_the_lines()
    {
        var read = Policy.Parse("zone: Nowhere\ncolour: red\nrules:\n  R17: { all: -1 min, soon: 1 }\nlights:\n  reminder: late\n");
        read.Problems.Select(p => p.Line).ShouldBe([1, 2, 4, 4, 6]);
    }

    [Theory, Clause("R44")]
    [InlineData("R28:phone: { extraordinary: 31 min }")]
    [InlineData("R28:written: { extraordinary: 2 h }")]
    [InlineData("R41: { extraordinary: 4 working hours }")]
    [InlineData("R31: { extraordinary: none }")]
    public void An_extraordinary_clock_is_never_longer_than_the_major_one(string rule) =>
        Policy.Parse($"rules:\n  {rule}\n").Problems.ShouldHaveSingleItem().En.ShouldContain("R44");

    [Theory]
    [InlineData("principal-leader", "R65"), InlineData("secrecy-review", "R62"), InlineData("legal-review", "S05")]
    [Clause("R65"), Clause("R62")]
    public void A_policy_cannot_drop_a_step_the_regulation_asks_for(string step, string clause)
    {
        var lines = Policy.DefaultText.Split('\n').Where(l => !l.Contains($"step: {step},")).ToArray();
        Policy.Parse(string.Join('\n', lines)).Problems.ShouldContain(p => p.Key == "approval.chain" && p.En.Contains(clause));
    }

    [Fact, Clause("R38")]
    public void A_policy_cannot_let_a_section_publish() =>
        Policy.Parse("outlets:\n  - { id: w, name: 网站, kind: site, publishers: [section-head] }\n").Problems.ShouldHaveSingleItem().En.ShouldContain("R38");

    [Fact, Clause("R30")]
    public void A_policy_cannot_report_on_one_line_only() =>
        Policy.Parse("reporting:\n  major: [[city-office]]\n").Problems.ShouldHaveSingleItem().En.ShouldContain("R30");

    [Fact, Clause("R83")]
    public void A_stored_policy_keeps_its_values_when_the_shipped_defaults_change()
    {
        const string text = "name: 旧\nrules:\n  R17: { all: 10 min }\n";
        var earlier = Policy.DefaultText.Replace("R50: { name: 总结评估报告, starts: 确认平稳, all: 5 working days }", "R50: { name: 总结, starts: 平稳, all: 9 working days }");
        earlier.ShouldNotBe(Policy.DefaultText);
        var restored = Policy.Restore(text, earlier);
        restored.Rules[Rules.Summary].Terms[Grade.Ordinary].En.ShouldBe("9 working days");
        restored.Rules[Rules.Capture].Terms[Grade.Ordinary].En.ShouldBe("10 min");
        restored.Hash.ShouldBe(Policy.HashOf(text));
    }

    [Fact, Clause("R83")]
    public void A_stored_policy_with_a_key_no_longer_known_still_reads() =>
        Policy.Restore("name: 旧\nold-key: 1\nrules:\n  R17: { all: 10 min, old: 2 }\n", null).Rules[Rules.Capture].Terms[Grade.Major].En.ShouldBe("10 min");

    [Fact, Clause("R83")]
    public void A_policy_stored_before_there_were_sharp_words_goes_on_without_them()
    {
        var before = string.Join('\n', Policy.DefaultText.Split('\n').Where(l => !l.TrimStart().StartsWith("sharp-", StringComparison.Ordinal)));
        Policy.Restore("name: 旧\n", before).Grades.SharpWords.ShouldBeEmpty();
        Policy.Restore("name: 旧\n", Policy.DefaultText).Grades.SharpWords.ShouldBe(Policy.Default.Grades.SharpWords);
        Policy.Parse("name: 新\n").Policy!.Grades.SharpWords.ShouldBe(Policy.Default.Grades.SharpWords);
        Policy.Parse("name: 新\ngrades: { sharp-words: [\"有 空格\"] }\n").Problems.ShouldHaveSingleItem().Key.ShouldBe("grades.sharp-words");
    }

    [Fact]
    public void Whatever_is_cut_from_or_changed_in_the_file_reading_it_never_throws()
    {
        var text = Policy.DefaultText;
        for (var i = 0; i < text.Length; i += 97)
        {
            Policy.Parse(text[..i]).ShouldNotBeNull();
            Policy.Parse(text.Remove(i, Math.Min(7, text.Length - i))).ShouldNotBeNull();
            Policy.Parse(text.Insert(i, i % 2 == 0 ? ": [" : "\n-")).ShouldNotBeNull();
        }
    }

    [Fact]
    public void The_manual_names_every_key_of_the_file()
    {
        var manual = File.ReadAllText(Path.Combine(Root(), "docs", "policy.md"));
        var root = PolicyYaml.Read(Policy.DefaultText, []).ShouldNotBeNull();
        string[] explainedTogether = ["bodies", "posts", "rules"];
        var keys = root.Entries.Select(e => e.Key)
            .Concat(root.Entries.Where(e => !explainedTogether.Contains(e.Key)).SelectMany(e => (e.Value as YamlMap)?.Entries.Select(c => c.Key) ?? []));
        keys.Where(k => !manual.Contains($"`{k}`")).ShouldBeEmpty();
    }

    [Fact]
    public void Every_rule_of_the_file_has_a_name_in_code_and_back()
    {
        var root = PolicyYaml.Read(Policy.DefaultText, []).ShouldNotBeNull();
        root["rules"].ShouldBeOfType<YamlMap>().Entries.Select(e => e.Key).ShouldBe(Rules.All);
    }

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Huiying.slnx"))) at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException("the repository is above the test binaries");
    }

    private sealed class OutletsById : IEqualityComparer<Outlet>
    {
        public bool Equals(Outlet? x, Outlet? y) => x?.Id == y?.Id;

        public int GetHashCode(Outlet obj) => obj.Id.GetHashCode(StringComparison.Ordinal);
    }
}
