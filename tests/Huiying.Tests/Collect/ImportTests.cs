using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Tests.Collect;

public sealed class ImportTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R16")]
    public async Task Of_a_thousand_rows_with_three_bad_ones_997_are_stored_and_3_are_named(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        var csv = new StringBuilder("编号,标题,内容,留言时间,点赞数\n");
        for (var i = 2; i <= 1001; i++)
        {
            csv.Append(i switch
            {
                100 => "100,坏行,时间写错,不知道哪天,1\n",
                500 => "500,坏行,列数不对,2026-02-01 10:00\n",
                900 => "900,,,2026-02-01 10:00,1\n",
                _ => $"{i},第{i}件事,这是第{i}条留言，说的是第{i}个村的第{i}盏路灯不亮了，请问什么时候来修。,2026-02-01 {i % 24:00}:{i % 60:00},{i}\n",
            });
        }
        var imported = (await Take(test, csv.ToString())).Value;
        (imported.Counts.Stored, imported.Counts.Total).ShouldBe((997, 997));
        imported.Rejected.Select(r => r.Row).ShouldBe([100, 500, 900]);
        imported.Rejected.ShouldAllBe(r => r.Zh.Length > 0 && r.MendZh.Length > 0);
        (await test.Get<Posts>().Waiting(test.Office, Ct)).ShouldBe(997);
        var post = (await test.Get<Posts>().Read(test.By(Role.Clerk), [new PostId(1)], Ct)).Value[0];
        (post.Title, post.Channel, post.Public, post.Why, post.Counts.Likes).ShouldBe(("第2件事", Channel.Message, true, "导入：网民留言", 2L));
        post.Published.ShouldBe(new DateTimeOffset(2026, 2, 1, 2, 2, 0, TimeSpan.FromHours(8)));
    }

    [Theory, BothEngines]
    public async Task The_same_file_again_stores_nothing_and_says_so(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        const string file = """
            {"id":"1","title":"路灯","time":"2026-02-01T10:00:00","body":"村口的路灯坏了一个月，晚上出门看不见路，请尽快修理。","likes":3}
            {"id":"2","title":"路灯不亮","time":"2026-02-02T10:00:00","body":"村口的路灯坏了一个月，晚上出门看不见路，请尽快修理。","likes":0}

            """;
        var first = (await Take(test, file)).Value;
        (first.Counts, first.NothingNew).ShouldBe((new IntakeCounts(Stored: 1, Copies: 1), false));
        first.FileHash.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file))));
        var again = (await Take(test, file)).Value;
        (again.Counts, again.NothingNew).ShouldBe((new IntakeCounts(Duplicates: 2), true));
        (await test.Get<Posts>().Waiting(test.Office, Ct)).ShouldBe(2);
        (await test.Ledger.Verify(test.Office, Ct)).ShouldBe(new LedgerVerdict(2, null, null));
    }

    [Fact]
    public async Task A_running_number_that_begins_again_in_another_file_loses_no_row()
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect());
        (await Take(test, "序号,内容\n1,一号楼的电梯坏了三天了请来看看\n2,二号楼的水管漏了请来看看\n")).Value.Counts.Stored.ShouldBe(2);
        (await Take(test, "序号,内容\n1,三号楼的电梯坏了三天了请来看看\n2,四号楼的水管漏了请来看看\n")).Value.Counts.Stored.ShouldBe(2);
    }

    [Theory, BothEngines, Clause("S03"), Clause("S02"), Clause("S01")]
    public async Task Contact_columns_are_encrypted_and_author_columns_are_nowhere_in_the_store(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        var imported = (await Take(test, "工单编号,诉求内容,来电人,联系电话,用户昵称,头像,来源\n" +
            "7,反映小区停水，联系我13912345678，身份证11010519491231002X,来电人乙,13900000002,山野闲人,http://x.example/1.png,12345热线\n")).Value;
        imported.Counts.Stored.ShouldBe(1);
        imported.Dropped.ShouldBe(["头像", "用户昵称"], ignoreOrder: true);
        var post = (await test.Get<Posts>().Read(test.By(Role.Clerk), [new PostId(1)], Ct)).Value[0];
        (post.Channel, post.Public, post.Text).ShouldBe((Channel.Hotline, false, "反映小区停水，联系我［电话］，身份证［身份证］"));
        string[] personal = ["13912345678", "11010519491231002X", "来电人乙", "13900000002", "山野闲人", "x.example"];
        foreach (var text in await Everything(test)) personal.Where(p => text.Contains(p, StringComparison.Ordinal)).ShouldBeEmpty(text);

        var matter = new Subject("case", "c");
        await test.Acts.Run<Done>(test.By(Role.Clerk), "cases.assign", matter, async act =>
        {
            await Contacts.Grant(act, post.Id, test.By(Role.SectionOfficer).Person, matter, Ct);
            return default(Done);
        }, Ct);
        (await test.Get<Contacts>().Open(test.By(Role.SectionOfficer), post.Id, Ct)).Value.Lines.Select(l => l.Value).ShouldBe(["来电人乙", "13900000002"], ignoreOrder: true);
    }

    [Fact]
    public async Task Gzip_without_seeking_is_read_and_a_broken_file_keeps_what_came_before()
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect());
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) await gzip.WriteAsync("内容\n小区的垃圾三天没有清运了\n"u8.ToArray(), Ct);
        var imported = (await Take(test, new Unseekable(packed.ToArray()))).Value;
        (imported.Counts.Stored, imported.Rejected.Count).ShouldBe((1, 0));
        imported.FileHash.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(packed.ToArray())));

        var broken = (await Take(test, new MemoryStream([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))).Value;
        (broken.Counts.Total, broken.FileHash).ShouldBe((0, ""));
        broken.Rejected.ShouldHaveSingleItem().Row.ShouldBe(0);
    }

    [Fact]
    public async Task Only_the_clerk_and_the_officers_on_duty_import()
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect());
        await using var file = new MemoryStream("内容\n什么时候供暖\n"u8.ToArray());
        (await test.Get<Import>().Run(test.By(Role.SectionOfficer), new ImportFile("a.csv"), file, ct: Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("not-your-post");
        (await test.Get<Posts>().Waiting(test.Office, Ct)).ShouldBe(0);
    }

    [Theory, BothEngines]
    public async Task Posts_imported_before_setup_become_the_offices_with_their_contacts_and_stay_known(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        const string early = "内容,联系电话\n村里的卫生室什么时候开门请给个准信好让大家知道,13900000003\n学校门口的路口没有红绿灯孩子过马路很危险请安排,\n";
        (await Take(test, "内容\n办公室成立后自己导入的一条留言说的是另一件事情请处理\n学校门口的路口没有红绿灯孩子过马路很危险请安排\n")).Value.Counts.Stored.ShouldBe(2);
        await using (var file = new MemoryStream(Encoding.UTF8.GetBytes(early)))
        {
            (await test.Get<Import>().Run(Actor.CommandLine(Inbox.Office), new ImportFile("early.csv"), file, ct: Ct)).Value.Counts.Stored.ShouldBe(2);
        }
        var moved = await test.Acts.Run<int>(test.By(Role.SystemAdministrator), "setup", Subject.Of(test.Office), async act => await Inbox.TakeOver(act, Ct), Ct);
        moved.Value.ShouldBe(2);
        (await Inbox.TakeOver(test.Stores, test.Acts, test.By(Role.SystemAdministrator), Ct)).Value.ShouldBe(0);
        await using (var store = test.Open())
        {
            var posts = await Posts.Unassessed(store, 10, Ct);
            posts.Select(p => p.Id.Value).ShouldBe([1, 2, 3, 4]);
            posts[2].Text.ShouldStartWith("村里的卫生室");
            (await test.Get<Contacts>().Exists(test.Office, new PostId(3), Ct)).ShouldBeTrue();
        }
        (await Take(test, early)).Value.NothingNew.ShouldBeTrue();
        (await Take(test, "内容\n之后再导入的一条新留言说的是第三件事情请尽快处理\n")).Value.Counts.Stored.ShouldBe(1);
        (await test.Get<Posts>().Read(test.By(Role.Clerk), [new PostId(5)], Ct)).Value.ShouldHaveSingleItem();
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();
    }

    [Fact, Clause("S03")]
    public async Task The_shared_stream_of_2109_real_messages_imports_cleanly_and_once()
    {
        var path = Needed.Shared("data/messages/stream-2019h1.jsonl.gz");
        await using var test = await TestStore.Create(more: s => s.AddCollect());
        var imported = (await Take(test, File.OpenRead(path))).Value;
        (imported.Counts.Stored + imported.Counts.Copies + imported.Counts.Duplicates, imported.Rejected.Count).ShouldBe((2109, 0));
        imported.Counts.Duplicates.ShouldBeLessThan(25);
        (await Take(test, File.OpenRead(path))).Value.NothingNew.ShouldBeTrue();
        await using var store = test.Open();
        foreach (var post in await Posts.Unassessed(store, 3000, Ct)) Post.HashOf(post.Title, post.Text).ShouldBe(post.TextHash);
    }

    private static async Task<Outcome<Imported>> Take(TestStore test, string text) => await Take(test, new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static async Task<Outcome<Imported>> Take(TestStore test, Stream file)
    {
        await using (file) return await test.Get<Import>().Run(test.By(Role.Clerk), new ImportFile("留言.csv"), file, ct: Ct);
    }

    /// <summary>Every text and blob of every table of the step and of the ledger.</summary>
    private static async Task<List<string>> Everything(TestStore test)
    {
        await using var store = test.Open();
        var found = new List<string>();
        var connection = store.Database.GetDbConnection();
        await connection.OpenAsync(Ct);
        foreach (var table in store.Model.GetEntityTypes().Select(t => t.GetTableName()!).Where(t => t.StartsWith("collect_", StringComparison.Ordinal) || t == "ground_ledger"))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"select * from {table}";
            await using var reader = await command.ExecuteReaderAsync(Ct);
            while (await reader.ReadAsync(Ct))
            {
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    found.Add(reader.GetValue(i) is byte[] bytes ? Encoding.UTF8.GetString(bytes) : reader.GetValue(i).ToString()!);
                }
            }
        }
        found.Count.ShouldBeGreaterThan(20);
        return found;
    }

    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
