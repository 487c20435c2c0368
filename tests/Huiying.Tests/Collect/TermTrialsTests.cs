using System.Diagnostics;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.House;

namespace Huiying.Tests.Collect;

/// <summary>Expressions, local places, and terms that are tried before they are registered.</summary>
public sealed class TermTrialsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R15")]
    public async Task An_expression_matches_in_any_width_and_case_and_says_so_on_the_post(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        var terms = test.Get<WatchTerms>();
        (await terms.Add(test.By(Role.Clerk), new([@"/停水.{0,6}天/"], ["/PM2\\.5/", "楼道"], [@"/通知|公告/"]), Ct)).Refusal.ShouldBeNull();
        var list = await terms.Current(test.Office, Ct);
        list.Why("停水已经三天，ｐｍ２．５超标").ShouldBe(@"关注词：/停水.{0,6}天/＋（/PM2\.5/／楼道）－/通知|公告/");
        list.Why("停水三天，楼道没灯").ShouldNotBeNull();
        list.Why("停水三天，樓道沒燈").ShouldNotBeNull("traditional characters are the simplified ones");
        list.Why("停水三天的通知，楼道没灯").ShouldBeNull();
        list.Why("停水到现在一直没有人来修，已经三天，楼道没灯").ShouldBeNull();
    }

    [Theory]
    [Clause("S15")]
    [InlineData("/郑小满/")]
    [InlineData("/路灯|郑小满/")]
    [InlineData("/郑.?小.?满/")]
    [InlineData("/郑(?:小)满/")]
    [InlineData(@"/\u90d1\u5c0f\u6ee1/")]
    [InlineData("/郑[小]满/")]
    [InlineData("/13900000000/")]
    [InlineData("/@某网友/")]
    public async Task A_person_is_refused_inside_an_expression_too(string pattern)
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect());
        foreach (var refusal in new[]
        {
            (await test.Get<WatchTerms>().Add(test.By(Role.Clerk), new([pattern], [], []), Ct)).Refusal,
            (await test.Get<TermTrials>().Try(test.By(Role.Clerk), new([pattern], [], []), null, Ct)).Refusal,
        })
        {
            (refusal.ShouldNotBeNull().Code, refusal.Clause).ShouldBe(("term.person", "S15"));
        }
        await foreach (var entry in test.Ledger.Read(test.Office, ct: Ct)) entry.Data.GetRawText().ShouldNotContain("小满");
    }

    [Theory]
    [InlineData("/(停水/", "括号")]
    [InlineData("/.*/", "什么都能匹配")]
    [InlineData("/.{0,5}/", "什么都能匹配")]
    public async Task A_wrong_expression_and_one_that_takes_everything_are_refused(string pattern, string said)
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect());
        (await test.Get<WatchTerms>().Add(test.By(Role.Clerk), new([pattern], [], []), Ct)).Refusal.ShouldNotBeNull().Zh.ShouldContain(said);
    }

    [Fact]
    public void A_slow_expression_is_stopped_and_the_text_is_taken_rather_than_lost()
    {
        // Looking back cannot be done in linear time; this one tries every way to cut the text.
        var list = new WatchList([new([@"/(?<=a)(a+)+b/"], [], [])], 1);
        var watch = Stopwatch.StartNew();
        list.Why(new string('a', 60) + "cb").ShouldNotBeNull();
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        list.Why("路灯").ShouldBeNull();
    }

    [Theory, BothEngines, Clause("R15")]
    public async Task A_local_term_matches_only_with_a_place_of_the_district(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        var (terms, clerk) = (test.Get<WatchTerms>(), test.By(Role.Clerk));
        var local = new TermPhrases(["停水"], [], [], Local: true);
        (await terms.Add(clerk, local, Ct)).Refusal.ShouldNotBeNull().Zh.ShouldContain("本地地名");
        (await terms.SetPlaces(test.By(Role.SectionOfficer), ["白杨镇"], Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("not-your-post");
        (await terms.SetPlaces(clerk, ["白杨镇", "郑小满"], Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("term.person");
        (await terms.SetPlaces(clerk, ["白杨镇", "东林路", "白杨镇"], Ct)).Refusal.ShouldBeNull();
        (await terms.Places(clerk, Ct)).Value.ShouldBe(["白杨镇", "东林路"]);
        (await terms.Add(clerk, local, Ct)).Refusal.ShouldBeNull();
        var list = await terms.Current(test.Office, Ct);
        list.Why("白杨镇又停水了").ShouldBe("关注词：停水＋本地地名");
        list.Why("外省某市停水").ShouldBeNull();
        (await terms.SetPlaces(clerk, ["清溪镇"], Ct)).Refusal.ShouldBeNull();
        var changed = await terms.Current(test.Office, Ct);
        (changed.Version > list.Version, changed.Why("白杨镇又停水了")).ShouldBe((true, null));
    }

    [Theory, BothEngines, Clause("R15")]
    public async Task A_trial_shows_what_would_have_matched_in_seven_days_and_where(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        var trials = test.Get<TermTrials>();
        var clerk = test.By(Role.Clerk);
        await Enter("八天前", "白杨镇停水");
        test.Time.Advance(TimeSpan.FromDays(8));
        await Enter("路灯", "村口路灯不亮");
        await Enter("停 水", "清溪镇 停水 三天，电话打不通");
        var trial = (await trials.Try(clerk, new(["停水"], ["三天", "四天"], []), "　今天ＴＩＮＧ停水四天。", Ct)).Value;
        (trial.Looked, trial.Matched, trial.SampleMatches).ShouldBe((2, 1, true));
        trial.Sample!.Where(p => p.Marked).Select(p => p.Text).ShouldBe(["停水", "四天"]);
        string.Concat(trial.Sample!.Select(p => p.Text)).ShouldBe("今天ＴＩＮＧ停水四天。");
        trial.Hits.ShouldHaveSingleItem().Parts.Where(p => p.Marked).Select(p => p.Text).ShouldBe(["停水", "三天"]);
        trial.Hits[0].Why.ShouldBe("人工登记：电话");
        (await test.Get<WatchTerms>().List(clerk, Ct)).Value.ShouldBeEmpty("a trial registers nothing");
        (await trials.Try(test.By(Role.SectionOfficer), new(["停水"], [], []), null, Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("not-your-post");
        (await trials.Try(clerk, new(["高岭"], [], []), null, Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("term.second-person");

        async Task Enter(string title, string text) =>
            (await test.Get<Entries>().Enter(clerk, new(Channel.Telephone, false, title, text, test.Time.GetUtcNow(), "某人", "110"), Ct)).Refusal.ShouldBeNull();
    }

    [Theory]
    [InlineData("停水，　ＡＢＣ　三天 ")]
    [InlineData(" a　 b\r\n\tc ")]
    [InlineData("")]
    [InlineData("樓道　沒燈")]
    [InlineData("😀停水😀")]
    public void A_folded_text_knows_the_way_back(string text)
    {
        var folded = new FoldedText(text);
        folded.Text.ShouldBe(Fold.Text(text));
        for (var i = 0; i < folded.Text.Length; i++) Fold.Text($"x{text[folded.Original(i, 1).Start]}x").ShouldContain(folded.Text[i]);
    }

    [Fact]
    public void What_is_typed_is_taken_apart_at_blanks_and_commas_but_not_in_quotes_and_expressions() =>
        TermWords.Of("危房 改造、“PM 2.5” /停水.{0,6}天, 谢谢/，低保 和/或").ShouldBe(["危房", "改造", "PM 2.5", "/停水.{0,6}天, 谢谢/", "低保", "和/或"]);
}
