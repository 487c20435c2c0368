using System.Security.Cryptography;
using System.Text;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Tests.Collect;

public sealed class IntakeTests
{
    private const string Road = "村口的水泥路修了一半就停工，雨天老人和孩子出行困难，请问什么时候能修完？";
    private static readonly IntakeRules TakeAll = new(t => t, _ => "测试");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R17")]
    public async Task A_stored_post_reads_back_whole_and_its_text_hash_can_be_computed_again(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        var raw = SHA256.HashData("raw bytes"u8);
        var arrival = Some("https://example.org/a", "修路", Road) with
        {
            Published = test.Time.GetUtcNow().AddHours(-1),
            Counts = new Counts(Views: 12, Likes: 3),
            RawHash = raw,
            Headers = "etag: \"x\"",
        };
        await Take(test, [arrival]);

        var post = (await Waiting(test)).ShouldHaveSingleItem();
        post.Id.ShouldBe(new PostId(1));
        (post.Title, post.Text, post.Url, post.Host).ShouldBe(("修路", Road, "https://example.org/a", "example.org"));
        (post.Published, post.CapturedAt, post.Counts).ShouldBe((test.Time.GetUtcNow().AddHours(-1), test.Time.GetUtcNow(), new Counts(Views: 12, Likes: 3)));
        post.TextHash.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("修路\n" + Road))));
        post.TextHash.ShouldBe(Post.HashOf(post.Title, post.Text));
        post.RawHash.ShouldBe(Convert.ToHexStringLower(raw));
        post.CopyOf.ShouldBeNull();
    }

    [Theory, BothEngines]
    public async Task Each_arrival_has_exactly_one_outcome(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        var old = test.Time.GetUtcNow().AddDays(-100);
        var rules = new IntakeRules(t => t, t => t.Contains('路') ? "含“路”" : null, Terms: 1, NotBefore: old.AddDays(1));
        var outcomes = await Take(test,
        [
            Some("https://a.example/1", "一", Road),
            Some("https://a.example/1", "一", Road),
            Some("https://b.example/2", "转", Road.Replace('，', ' ')),
            Some("https://a.example/3", "天气", "今天天气很好，没有别的话要说，大家出门记得带伞。"),
            Some("https://a.example/4", "旧", Road) with { Published = old },
            Some("https://a.example/5", " ", "\u3000"),
            Some("https://a.example/6", "x", "路") with { Already = IntakeOutcome.Refused },
        ], rules);
        outcomes.Select(o => o.Outcome).ShouldBe(
        [
            IntakeOutcome.Stored, IntakeOutcome.Duplicate, IntakeOutcome.Copy, IntakeOutcome.Unmatched, IntakeOutcome.TooOld,
            IntakeOutcome.Unreadable, IntakeOutcome.Refused,
        ]);
        outcomes.Select(o => o.Post?.Value).ShouldBe([1, 1, 2, null, null, null, null]);
        outcomes[2].CopyOf.ShouldBe(new PostId(1));
        outcomes.Aggregate(new IntakeCounts(), (c, o) => c.Plus(o.Outcome)).Total.ShouldBe(7);
        (await Waiting(test)).Select(p => (p.Host, p.CopyOf)).ShouldBe([("a.example", null), ("b.example", new PostId(1))]);
    }

    [Theory, BothEngines]
    public async Task A_later_batch_knows_the_earlier_ones_and_copies_point_to_the_first(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        await Take(test, [Some("https://a.example/1", "一", Road)]);
        await Take(test, [Some("https://b.example/1", "二", Road)]);
        var third = await Take(test, [Some("https://c.example/1", "三", Road), Some("https://a.example/1", "一", Road)]);
        third[0].ShouldBe(new Taken(IntakeOutcome.Copy, new PostId(3), new PostId(1)));
        third[1].ShouldBe(new Taken(IntakeOutcome.Duplicate, new PostId(1)));
    }

    [Fact]
    public async Task Short_texts_that_repeat_by_chance_are_posts_of_their_own()
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect());
        var outcomes = await Take(test, [Some("https://a.example/1", "", "同意楼上"), Some("https://a.example/2", "", "同意楼上")]);
        outcomes.ShouldAllBe(o => o.Outcome == IntakeOutcome.Stored);
    }

    [Theory, BothEngines]
    public async Task Two_processes_taking_the_same_items_store_each_once(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        await using var another = test.Another(s => s.AddCollect());
        Arrival[] items = [.. Enumerable.Range(0, 50).Select(i => Some($"https://a.example/{i}", $"题{i}", $"{Road}{i}"))];
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() =>
            Take(n % 2 == 0 ? test.Get<IDbContextFactory<Store>>() : (IDbContextFactory<Store>)another.GetService(typeof(IDbContextFactory<Store>))!,
                test, n % 3 == 0 ? items : [.. items.Reverse()], TakeAll), Ct)));
        taken.Sum(t => t.Count(o => o.Outcome == IntakeOutcome.Stored)).ShouldBe(50);
        (await Waiting(test)).Select(p => p.Url).Distinct().Count().ShouldBe(50);
        (await Waiting(test)).Select(p => p.Id.Value).ShouldBe(Enumerable.Range(1, 50).Select(i => (long)i));
    }

    [Theory, BothEngines]
    public async Task Nothing_is_stored_when_the_callers_transaction_rolls_back(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        await using (var store = test.Open())
        {
            await using var transaction = await store.Database.BeginTransactionAsync(Ct);
            await test.Get<Intake>().Store(store, [Intake.Judge(Some("https://a.example/1", "一", Road), TakeAll)], test.Time.GetUtcNow(), Ct);
        }
        (await Take(test, [Some("https://a.example/1", "一", Road)]))[0].ShouldBe(new Taken(IntakeOutcome.Stored, new PostId(1)));
    }

    [Fact]
    public async Task The_plain_inserts_name_every_column_of_the_model()
    {
        await using var test = await TestStore.Create();
        await using var store = test.Open();
        Compare<PostRow>(PostColumns.Posts, "assessed_at", "vanished_at");
        Compare<SeenRow>(PostColumns.Seen);
        Compare<SealRow>(PostColumns.Seals);
        Compare<ContactRow>(PostColumns.Contacts);

        void Compare<T>(Columns<T> columns, params string[] leftOut)
        {
            var type = store.Model.FindEntityType(typeof(T)).ShouldNotBeNull();
            columns.Table.ShouldBe(type.GetTableName());
            columns.Names.Concat(leftOut).ShouldBe(type.GetProperties().Select(p => p.GetColumnName()), ignoreOrder: true);
        }
    }

    [Fact, Clause("S01"), Clause("S02")]
    public async Task No_column_of_the_step_could_hold_an_author()
    {
        await using var test = await TestStore.Create();
        await using var store = test.Open();
        string[] persons = ["author", "uid", "user", "avatar", "nick", "handle", "sender", "byline", "screen_name"];
        var columns = store.Model.GetEntityTypes().Where(t => t.GetTableName()!.StartsWith("collect_", StringComparison.Ordinal))
            .SelectMany(t => t.GetProperties().Select(p => $"{t.GetTableName()}.{p.GetColumnName()}")).ToList();
        columns.Count.ShouldBeGreaterThan(20);
        columns.Where(c => $"_{c.Split('.')[1]}_" is var name && persons.Any(p => name.Contains($"_{p}_", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Theory, BothEngines]
    public async Task Assessment_takes_posts_in_order_and_marks_them_in_its_own_transaction(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        await Take(test, [.. Enumerable.Range(1, 5).Select(i => Some($"https://a.example/{i}", $"题{i}", $"{Road}{i}"))]);
        await using (var store = test.Open())
        {
            await using var transaction = await store.Database.BeginTransactionAsync(Ct);
            var first = await Posts.Unassessed(store, 2, Ct);
            first.Select(p => p.Title).ShouldBe(["题1", "题2"]);
            await Posts.MarkAssessed(store, [.. first.Select(p => p.Id)], test.Time.GetUtcNow(), Ct);
            await transaction.RollbackAsync(Ct);
        }
        (await test.Get<Posts>().Waiting(test.Office, Ct)).ShouldBe(5);
        await using (var store = test.Open())
        {
            var first = await Posts.Unassessed(store, 2, Ct);
            await Posts.MarkAssessed(store, [.. first.Select(p => p.Id)], test.Time.GetUtcNow(), Ct);
        }
        (await Waiting(test)).Select(p => p.Title).ShouldBe(["题3", "题4", "题5"]);
        var since = new List<string>();
        await foreach (var post in test.Get<Posts>().Since(test.Office, new PostId(3), Ct)) since.Add(post.Title);
        since.ShouldBe(["题4", "题5"]);
        (await test.Get<Posts>().Read(test.By(Role.Clerk), [new PostId(2), new PostId(9)], Ct)).Value.ShouldHaveSingleItem().Title.ShouldBe("题2");
    }

    [Fact]
    public async Task Somebody_without_a_post_may_not_read_what_was_collected()
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect());
        await Take(test, [Some("https://a.example/1", "一", Road)]);
        var nobody = new Actor(test.Office, new PersonId("x"), "无职", []);
        (await test.Get<Posts>().Read(nobody, [new PostId(1)], Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("not-your-post");
    }

    [Theory, BothEngines, Clause("S02")]
    public async Task A_handle_can_be_opened_until_assessment_and_never_after_a_restart(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        await Take(test, [Some("https://a.example/1", "一", Road) with { Handle = "某网友" }, Some("https://a.example/2", "二", Road + "二")]);
        await using var restarted = test.Another(s => s.AddCollect());
        await using var store = test.Open();

        (await test.Get<Posts>().OpenSeals(store, [new PostId(1), new PostId(2)], Ct)).ShouldBe([new(new PostId(1), "某网友")]);
        (await ((Posts)restarted.GetService(typeof(Posts))!).OpenSeals(store, [new PostId(1)], Ct)).ShouldBeEmpty();

        await Posts.MarkAssessed(store, [new PostId(1)], test.Time.GetUtcNow(), Ct);
        (await test.Get<Posts>().OpenSeals(store, [new PostId(1)], Ct)).ShouldBeEmpty();
        (await store.Set<SealRow>().CountAsync(Ct)).ShouldBe(0);
    }

    [Fact, Clause("S02")]
    public async Task No_stored_byte_holds_the_handle()
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect());
        await Take(test, [Some("https://a.example/1", "一", Road) with { Handle = "handle-in-the-clear" }]);
        foreach (var file in Directory.GetFiles(test.Folder))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, Ct);
            copy.ToArray().AsSpan().IndexOf("handle-in-the-clear"u8).ShouldBe(-1, file);
        }
    }

    private static Arrival Some(string url, string title, string text) => new()
    {
        Kind = PostKind.Article,
        Channel = Channel.Web,
        Public = true,
        Url = new Uri(url),
        Identity = url,
        Title = title,
        Text = text,
        RawHash = SHA256.HashData(Encoding.UTF8.GetBytes(text)),
    };

    private static Task<IReadOnlyList<Taken>> Take(TestStore test, Arrival[] arrivals, IntakeRules? rules = null) =>
        Take(test.Stores, test, arrivals, rules ?? TakeAll);

    private static async Task<IReadOnlyList<Taken>> Take(IDbContextFactory<Store> stores, TestStore test, Arrival[] arrivals, IntakeRules rules)
    {
        await using var store = stores.Open(test.Office);
        await using var transaction = await store.Database.BeginTransactionAsync(Ct);
        var taken = await test.Get<Intake>().Store(store, [.. arrivals.Select(a => Intake.Judge(a, rules))], test.Time.GetUtcNow(), Ct);
        await transaction.CommitAsync(Ct);
        return taken;
    }

    private static async Task<IReadOnlyList<Post>> Waiting(TestStore test)
    {
        await using var store = test.Open();
        return await Posts.Unassessed(store, 1000, Ct);
    }
}
