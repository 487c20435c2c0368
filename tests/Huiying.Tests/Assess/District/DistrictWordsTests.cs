using Huiying.Assess;
using Huiying.Assess.District;
using Huiying.Assess.Grouping;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests.Assess.District;

public sealed class DistrictWordsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<TestStore> Create(Engine engine = Engine.Sqlite) => TestStore.Create(engine, s => s.AddCollect().AddAssess());

    private static async Task Take(TestStore test, params string[] texts)
    {
        var from = await Count(test);
        await AssessmentTests.Take(test, [.. texts.Select((t, i) => AssessmentTests.Some(from + i + 1, t))]);
        while (await test.Get<Assessment>().Run(test.Office, ct: Ct) > 0)
        {
        }
    }

    private static Task<Outcome<WordsTaken>> Add(TestStore test, string word, DistrictWordKind kind = DistrictWordKind.Estate) =>
        test.Get<DistrictWords>().Add(test.By(Role.Clerk), [new(word, kind)], DistrictWordOrigin.Typed, Ct);

    [Theory, BothEngines, Clause("R20")]
    public async Task Later_posts_are_cut_by_the_words_and_a_fold_from_the_start_comes_to_the_same(Engine engine)
    {
        await using var test = await Create(engine);
        string[] first = ["翠堤苑停水三天没人管", "翠堤苑的电梯坏了", "槐荫巷路灯不亮"], second = ["翠堤苑又停水了，水厂不接电话", "槐荫巷的路灯还是不亮"], third = ["翠堤苑停水已经五天", "槐荫巷路灯修好了"];
        await Take(test, first);
        (await Add(test, "翠堤苑")).Value.Added.ShouldBe(1);
        await Take(test, second);
        (await test.Get<DistrictWords>().Remove(test.By(Role.Clerk), "翠堤苑", Ct)).Ok.ShouldBeTrue();
        (await Add(test, "槐荫巷", DistrictWordKind.Road)).Ok.ShouldBeTrue();
        await Take(test, third);

        await using var store = test.Open();
        var head = await store.Set<AssessHead>().AsNoTracking().SingleAsync(Ct);
        head.Sequence.ShouldBe(7);
        // Another process, which folds all of it from the start.
        var folded = await new TopicMemory().Take(store, head.Sequence, Ct);
        var expected = new TopicIndex();
        var rows = await store.Set<AssessedRow>().AsNoTracking().OrderBy(a => a.Sequence).ToListAsync(Ct);
        var posts = (await Posts.Read(store, [.. rows.Select(r => r.Post)], Ct)).ToDictionary(p => p.Id);
        var readers = new[] { new PostTerms(), new PostTerms(new(["翠堤苑"])), new PostTerms(new(["槐荫巷"])) };
        foreach (var row in rows)
        {
            var post = posts[row.Post];
            expected.Learn(readers[row.Sequence <= 3 ? 0 : row.Sequence <= 5 ? 1 : 2].Read(post.Title, post.Text), post.At, TopicMemory.Number(row.Grouped));
        }
        folded.Snapshot().ShouldBe(expected.Snapshot());
        // And the words did make a difference.
        var without = new TopicIndex();
        foreach (var row in rows) without.Learn(posts[row.Post].Title, posts[row.Post].Text, posts[row.Post].At, TopicMemory.Number(row.Grouped));
        without.Snapshot().ShouldNotBe(folded.Snapshot());
        (await store.Set<AssessedRow>().AsNoTracking().SingleAsync(a => a.Sequence == 4, Ct)).Shared.Split(' ').ShouldContain("翠堤苑");
    }

    [Theory, BothEngines, Clause("S15")]
    public async Task Names_of_persons_what_is_known_and_what_is_too_short_are_refused_and_a_list_takes_the_rest(Engine engine)
    {
        await using var test = await Create(engine);
        foreach (var person in new[] { "王晓磊", "张书记", "13812345678", "微信号abc123", "阿卜杜勒", "买买提·艾山", "托马斯先生" })
        {
            var refused = (await Add(test, person)).Refusal.ShouldNotBeNull(person);
            (refused.Code is "word.personal" or "invalid").ShouldBeTrue(person);
        }
        (await Add(test, "王晓磊")).Refusal!.Clause.ShouldBe("S15");
        foreach (var wrong in new[] { "苑", "", "柳 絮苑", "翠堤，苑", new string('苑', 21), "自来水", "x" }) (await Add(test, wrong)).Refusal!.Code.ShouldBe("invalid", wrong);
        (await test.Get<DistrictWords>().List(test.By(Role.Clerk), Ct)).Value.ShouldBeEmpty();
        var list = (await test.Get<DistrictWords>().Add(test.By(Role.Clerk), [new("翠堤苑", DistrictWordKind.Estate), new("王晓磊", DistrictWordKind.Other), new("槐蔭巷", DistrictWordKind.Road), new("翠堤苑", DistrictWordKind.Estate)],
            DistrictWordOrigin.Imported, Ct)).Value;
        (list.Added, list.Refused.Count).ShouldBe((2, 2));
        // Traditional writing is the same word.
        (await test.Get<DistrictWords>().List(test.By(Role.Clerk), Ct)).Value.Select(w => w.Word).ShouldBe(["槐荫巷", "翠堤苑"]);
        (await Add(test, "槐荫巷")).Refusal!.Zh.ShouldContain("已经在词表里");
        foreach (var role in new[] { Role.SectionOfficer, Role.SystemAdministrator, Role.PartyMember })
        {
            (await test.Get<DistrictWords>().Add(test.By(role), [new("松涛苑", DistrictWordKind.Estate)], DistrictWordOrigin.Typed, Ct)).Refusal!.Code.ShouldBe("not-your-post");
            (await test.Get<DistrictWords>().Remove(test.By(role), "翠堤苑", Ct)).Refusal!.Code.ShouldBe("not-your-post");
            (await test.Get<DistrictWords>().Look(test.By(role), 14, Ct)).Refusal!.Code.ShouldBe("not-your-post");
        }
        (await test.Get<DistrictWords>().List(test.By(Role.Clerk) with { Office = new("elsewhere") }, Ct)).Value.ShouldBeEmpty();
        DistrictWords.PlacesIn((await test.Get<DistrictWords>().List(test.By(Role.Clerk), Ct)).Value, "翠堤苑和槐蔭巷都停電").ShouldBe(["槐荫巷", "翠堤苑"]);
    }

    [Theory, BothEngines, Clause("R20")]
    public async Task What_is_found_is_taken_or_declined_by_a_person_and_never_comes_again(Engine engine)
    {
        await using var test = await Create(engine);
        var words = test.Get<DistrictWords>();
        var clerk = test.By(Role.Clerk);
        (await words.Look(clerk, 14, Ct)).Value.ShouldBe(0);
        string[] before = ["昨天在", "我们", "听说", "路过", "住在", "请问", "关于", "来到"], after = ["停水了", "的路灯不亮", "门口堆着垃圾", "没人打扫", "下水道堵了", "电梯又坏", "附近修路", "暖气不热"];
        var random = new Random(1);
        await Take(test, [.. Enumerable.Range(0, 60).Select(_ => string.Concat(Enumerable.Range(0, 60).Select(_ => (char)random.Next(0x5000, 0x9000)))), .. new[] { "翠堤苑", "槐荫巷", "王晓磊" }.SelectMany((w, n) => Enumerable.Range(0, 8).Select(i => $"{before[i]}{w}{after[(i * 3 + n) % 8]}，第{i}次反映，请处理"))]);
        (await words.Look(clerk, 14, Ct)).Value.ShouldBe(2);
        var proposed = (await words.Proposed(clerk, Ct)).Value;
        proposed.Select(p => p.Word).ShouldBe(["翠堤苑", "槐荫巷"], ignoreOrder: true);
        proposed[0].Examples[0].ShouldContain(s => s.Marked && s.Text == proposed[0].Word);
        (await words.Decline(clerk, "槐荫巷", Ct)).Ok.ShouldBeTrue();
        (await words.Decline(clerk, "槐荫巷", Ct)).Refusal!.Code.ShouldBe("not-found");
        (await words.Add(clerk, [new("翠堤苑", DistrictWordKind.Estate)], DistrictWordOrigin.Proposed, Ct)).Ok.ShouldBeTrue();
        (await words.Proposed(clerk, Ct)).Value.ShouldBeEmpty();
        await using var other = test.Another(s => s.AddCollect().AddAssess());
        (await other.GetRequiredService<DistrictWords>().Look(clerk, 14, Ct)).Value.ShouldBe(0);
        (await words.List(clerk, Ct)).Value.ShouldHaveSingleItem().Origin.ShouldBe(DistrictWordOrigin.Proposed);
    }

    private static async Task<int> Count(TestStore test)
    {
        await using var store = test.Open();
        return await store.Set<AssessedRow>().CountAsync(Ct);
    }
}
