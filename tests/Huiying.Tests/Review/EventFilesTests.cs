using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Review;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;
using Case = Huiying.Handle.Case;

namespace Huiying.Tests.Review;

public sealed class EventFilesTests
{
    private static readonly byte[] Page = Encoding.UTF8.GetBytes("<!doctype html><p>纺织厂旧址独门凶兆传闻</p>");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>An event of that category that grew from one imported post.</summary>
    private static async Task<(Case Case, TopicId Topic)> Event(TestStore test, Category category = Category.Inquiry, string text = "松林镇自来水发黄，请尽快处理")
    {
        var line = $$"""{"id":"{{text.Length}}","time":"2026-03-01T08:00:00Z","body":"{{text}}","url":"https://bbs.example.org/{{text.Length}}"}""";
        using (var input = new MemoryStream(Encoding.UTF8.GetBytes(line)))
        {
            (await test.Get<Import>().Run(Actor.CommandLine(test.Office), new("帖子.jsonl"), input, ct: Ct)).Value.Counts.Stored.ShouldBe(1);
        }
        await test.Get<Huiying.Assess.Assessment>().Run(test.Office, ct: Ct);
        var topic = (await test.Get<Topics>().List(test.By(Role.Clerk), ct: Ct)).Value.Single(t => t.Title.Contains(text[..3], StringComparison.Ordinal));
        var opened = (await test.Get<Cases>().Open(test.By(Role.Clerk), new("松林镇水质", new Huiying.Handle.Intake(IntakeChannel.Web, true), topic.Id.Value, test.Time.GetUtcNow()), Ct)).Value;
        if (category != Category.Inquiry) await Set(test, opened.Id, new CategorySet(category, "两人认定"));
        return ((await test.Get<Cases>().Find(test.Office, opened.Id, Ct))!, topic.Id);
    }

    /// <summary>Entries that many acts would lead to: what is tested is what comes after them.</summary>
    private static async Task Set(TestStore test, CaseId id, params CaseEntry[] entries) =>
        (await test.Get<Cases>().Change(test.By(Role.Clerk), id, "cases.test", (_, _) => entries, Ct)).Refusal.ShouldBeNull();

    private static async Task Close(TestStore test, CaseId id, Grade grade = Grade.Ordinary)
    {
        await Set(test, id, new GradeSet(grade, "影响"), new Huiying.Handle.Closed(Ending.PublicResponse, "已公开答复", null));
    }

    [Theory, BothEngines, Clause("S10")]
    public async Task An_ordinary_file_goes_after_ten_years_a_major_one_after_thirty_an_extraordinary_one_never_and_the_ledger_stays_whole(Engine engine)
    {
        await using var test = await DrillsTests.Create(engine);
        var files = test.Get<EventFiles>();
        var (ordinary, topic) = await Event(test);
        var (major, _) = await Event(test, text: "青石村路灯坏了三个月无人修理，晚上看不见");
        var (extraordinary, _) = await Event(test, text: "白杨镇学校门口早晚堵车严重，学生过马路非常危险");
        (await test.Get<Cases>().Raise(test.By(Role.Clerk), ordinary.Id, ClaimKind.Doubt, "为何发黄", Ct)).Refusal.ShouldBeNull();
        (await test.Get<Cases>().Verify(test.By(Role.SectionOfficer), ordinary.Id, 1, Finding.True, "管道老化", "化验单", null, Ct)).Refusal.ShouldBeNull();
        (await test.Get<Cases>().Submit(test.By(Role.Clerk), ordinary.Id, Ct)).Refusal.ShouldBeNull();
        var brief = (await test.Get<Cases>().Find(test.Office, ordinary.Id, Ct))!.BriefHash!;
        await Close(test, ordinary.Id);
        await Close(test, major.Id, Grade.Major);
        await Close(test, extraordinary.Id, Grade.Extraordinary);

        test.Time.Advance(TimeSpan.FromDays(365 * 9));
        (await files.Purge(test.Office, Ct)).ShouldBe(0);
        (await test.Get<Cases>().Change(test.By(Role.SystemAdministrator), ordinary.Id, "cases.test", (c, d) => Filing.Purge(c, d, 0, 0), Ct)).Refusal!.Clause.ShouldBe("S10");
        test.Time.Advance(TimeSpan.FromDays(370));
        (await files.Purge(test.Office, Ct)).ShouldBe(1);
        (await files.Purge(test.Office, Ct)).ShouldBe(0);
        (await test.Get<Blobs>().Read(test.Office, brief, Ct)).ShouldBeNull();
        (await test.Get<Topics>().Search(test.By(Role.Clerk), new("自来水"), ct: Ct)).Value.Posts.ShouldBeEmpty();
        (await test.Get<Topics>().PostsOf(test.By(Role.Clerk), topic, ct: Ct)).Value.ShouldBeEmpty();
        (await test.Get<Topics>().Search(test.By(Role.Clerk), new("路灯"), ct: Ct)).Value.Posts.ShouldHaveSingleItem();

        // Number, title and course stay; the entry says what went; the chain still holds, and the state is still its fold.
        var after = (await test.Get<Cases>().Find(test.Office, ordinary.Id, Ct))!;
        (after.Title, after.FilePurgedAt).ShouldBe(("松林镇水质", test.Time.GetUtcNow()));
        Cases.Bytes(after).ShouldBe(Cases.Bytes((await test.Get<Cases>().Replay(test.Office, ordinary.Id, Ct))!));
        var entry = (await test.Ledger.Read(test.Office, ordinary.Id.Subject, ct: Ct).ToListAsync(Ct))[^1].Data;
        (entry.GetProperty("posts").GetInt32(), entry.GetProperty("files").GetInt32()).ShouldBe((1, 1));
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();

        test.Time.Advance(TimeSpan.FromDays(365 * 20 + 30));
        (await files.Purge(test.Office, Ct)).ShouldBe(1);
        test.Time.Advance(TimeSpan.FromDays(365 * 100));
        (await files.Purge(test.Office, Ct)).ShouldBe(0);
        (await test.Get<Topics>().Search(test.By(Role.Clerk), new("堵车"), ct: Ct)).Value.Posts.ShouldHaveSingleItem();
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();
    }

    [Fact, Clause("S10")]
    public async Task A_hold_is_set_and_lifted_with_reason_by_its_posts_and_stops_every_purge_meanwhile()
    {
        await using var test = await DrillsTests.Create();
        var cases = test.Get<Cases>();
        var (held, _) = await Event(test);
        await Close(test, held.Id);
        (await cases.Hold(test.By(Role.Clerk), held.Id, "诉讼", Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await cases.Hold(test.By(Role.LegalReviewer), held.Id, " ", Ct)).Refusal!.Clause.ShouldBe("S10");
        (await cases.Hold(test.By(Role.LegalReviewer), held.Id, "行政诉讼在审", Ct)).Refusal.ShouldBeNull();
        (await cases.Hold(test.By(Role.LegalReviewer), held.Id, "再设", Ct)).Refusal!.Code.ShouldBe("hold.set");
        test.Time.Advance(TimeSpan.FromDays(365 * 50));
        (await test.Get<EventFiles>().Purge(test.Office, Ct)).ShouldBe(0);
        (await cases.Files(test.Office, Ct)).ShouldHaveSingleItem().Held.ShouldBeTrue();
        (await cases.Lift(test.By(Role.LegalReviewer), held.Id, "结案", Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await cases.Lift(test.By(Role.PrincipalLeader), held.Id, "判决已生效", Ct)).Refusal.ShouldBeNull();
        (await test.Get<EventFiles>().Purge(test.Office, Ct)).ShouldBe(1);
        (await cases.Hold(test.By(Role.LegalReviewer), held.Id, "太晚", Ct)).Refusal!.Code.ShouldBe("file.purged");
    }

    [Fact, Clause("S10"), Clause("S11")]
    public async Task The_yearly_archive_holds_documents_entries_index_and_hashes_and_is_itself_an_entry()
    {
        await using var test = await DrillsTests.Create();
        var archives = test.Get<Archives>();
        (await archives.Make(test.By(Role.Clerk), 2026, Ct)).Refusal!.Code.ShouldBe("archive.empty");
        var (done, _) = await Event(test);
        (await test.Get<Cases>().Raise(test.By(Role.Clerk), done.Id, ClaimKind.Doubt, "为何发黄", Ct)).Refusal.ShouldBeNull();
        (await test.Get<Cases>().Verify(test.By(Role.SectionOfficer), done.Id, 1, Finding.True, "管道老化", "化验单", null, Ct)).Refusal.ShouldBeNull();
        (await test.Get<Cases>().Submit(test.By(Role.Clerk), done.Id, Ct)).Refusal.ShouldBeNull();
        await Close(test, done.Id);
        (await archives.Make(test.By(Role.SectionOfficer), 2026, Ct)).Refusal!.Code.ShouldBe("not-your-post");
        var made = (await archives.Make(test.By(Role.Clerk), 2026, Ct)).Value;
        using var zip = new ZipArchive(new MemoryStream(made), ZipArchiveMode.Read);
        byte[] Read(string name)
        {
            using var buffer = new MemoryStream();
            using var stream = zip.GetEntry(name)!.Open();
            stream.CopyTo(buffer);
            return buffer.ToArray();
        }
        var sums = Encoding.UTF8.GetString(Read("SHA256SUMS"));
        var lines = sums.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(zip.Entries.Count - 1);
        foreach (var line in lines) Convert.ToHexStringLower(SHA256.HashData(Read(line[66..]))).ShouldBe(line[..64], line);
        Encoding.UTF8.GetString(Read("index.csv")).ShouldContain(done.Number);
        zip.Entries.ShouldContain(e => e.FullName.EndsWith(".docx", StringComparison.Ordinal));
        Encoding.UTF8.GetString(Read(zip.Entries.Single(e => e.FullName.EndsWith("ledger.jsonl", StringComparison.Ordinal)).FullName)).ShouldContain("松林镇水质");
        var entry = (await test.Ledger.Read(test.Office, ct: Ct).ToListAsync(Ct)).Last(e => e.Act == "archives.export").Data;
        entry.GetProperty("manifestHash").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sums))));
    }

    [Theory, BothEngines, Clause("R17"), Clause("S11")]
    public async Task A_capture_belongs_to_a_category_three_event_is_seen_by_few_found_by_no_search_and_its_hashes_verify_later(Engine engine)
    {
        await using var test = await DrillsTests.Create(engine);
        var captures = test.Get<Captures>();
        var (inquiry, _) = await Event(test, text: "青石村路灯坏了三个月无人修理，晚上看不见");
        var post = (await test.Get<Referrals>().Pages(test.By(Role.Clerk), inquiry, Ct))[0].Post;
        var about = new CaptureText(CaptureKind.Capture, post, test.Time.GetUtcNow(), "安文");
        (await captures.Attach(test.By(Role.Clerk), inquiry.Id, about, Page, ct: Ct)).Refusal!.Code.ShouldBe("capture.category");

        var (c, _) = await Event(test, Category.Fabrication);
        about = about with { Post = (await test.Get<Referrals>().Pages(test.By(Role.Clerk), c, Ct))[0].Post };
        (await captures.Attach(test.By(Role.SectionHead), c.Id, about, Page, ct: Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await captures.Attach(test.By(Role.Clerk), c.Id, about with { Post = post }, Page, ct: Ct)).Refusal!.Clause.ShouldBe("R17");
        (await captures.Attach(test.By(Role.Clerk), c.Id, about with { TakenAt = test.Time.GetUtcNow().AddHours(1) }, Page, ct: Ct)).Refusal!.Clause.ShouldBe("R17");
        (await captures.Attach(test.By(Role.Clerk), c.Id, about, "MZ\u0090 program"u8.ToArray(), ct: Ct)).Refusal!.Clause.ShouldBe("R17");
        (await captures.Attach(test.By(Role.Clerk), c.Id, about, Page, ct: Ct)).Refusal.ShouldBeNull();
        (await captures.Attach(test.By(Role.Clerk), c.Id, about, Page, ct: Ct)).Refusal!.Code.ShouldBe("capture.twice");
        (await captures.Attach(test.By(Role.Clerk), c.Id, about with { Kind = CaptureKind.TimeStamped, Issuer = "某时间戳中心" }, new byte[] { 0x30, 0x82, 1, 2, 3 }, ct: Ct)).Refusal.ShouldBeNull();

        // Seen by three posts; everyone else is refused, and each look is an entry, the refused ones too.
        foreach (var role in Enum.GetValues<Role>())
        {
            var opened = await captures.Open(test.By(role), c.Id, 1, Ct);
            if (Captures.Viewers.Contains(role)) opened.Value.Bytes.ShouldBe(Page);
            else opened.Refusal!.Code.ShouldBe("not-your-post", role.ToString());
            (await captures.Check(test.By(role), c.Id, Ct)).Ok.ShouldBe(Captures.Viewers.Contains(role));
        }
        var looks = (await test.Ledger.Read(test.Office, ct: Ct).ToListAsync(Ct)).Where(e => e.Act.StartsWith("captures.open", StringComparison.Ordinal)).ToList();
        looks.Count(e => e.Act == "captures.open").ShouldBe(3);
        looks.Count(e => e.Act == "captures.open.refused").ShouldBe(Enum.GetValues<Role>().Length - 3);
        (await test.Get<Topics>().Search(test.By(Role.Clerk), new("凶兆"), ct: Ct)).Value.Posts.ShouldBeEmpty();
        CaseDocuments.Of((await test.Get<Cases>().Find(test.Office, c.Id, Ct))!).ShouldNotContain(d => d.Hash == Convert.ToHexStringLower(SHA256.HashData(Page)));

        // Both hashes verify later, and a changed file and a changed text show.
        var fine = (await captures.Check(test.By(Role.LegalReviewer), c.Id, Ct)).Value;
        fine.ShouldAllBe(s => s.File && s.Text == true && !s.IsPage);
        (await captures.Compare(test.By(Role.Clerk), c.Id, Page, Ct)).Value.ShouldBe("#1");
        (await captures.Compare(test.By(Role.Clerk), c.Id, "other"u8.ToArray(), Ct)).Value.ShouldBeNull();
        (await test.Get<Blobs>().Verify(test.Office, Ct)).Broken.ShouldBeEmpty();
        await using (var store = test.Open())
        {
            var hash = fine[0].What.FileHash;
            var other = fine[1].What.FileHash;
            await store.Set<BlobRow>().Where(b => b.Hash == hash).ExecuteUpdateAsync(b => b
                .SetProperty(x => x.Compressed, store.Set<BlobRow>().Where(y => y.Hash == other).Select(y => y.Compressed).Single()), Ct);
            await store.Set<PostRow>().Where(p => p.Id == new PostId(fine[0].What.Post)).ExecuteUpdateAsync(p => p.SetProperty(x => x.Text, "改过的文字"), Ct);
        }
        var after = (await captures.Check(test.By(Role.Clerk), c.Id, Ct)).Value;
        (after[0].File, after[0].Text, after[1].File).ShouldBe((false, (bool?)false, true));
        (await test.Get<Blobs>().Verify(test.Office, Ct)).Broken.ShouldBe([fine[0].What.FileHash]);
        (await captures.Open(test.By(Role.Clerk), c.Id, 1, Ct)).Refusal!.Code.ShouldBe("capture.broken");
    }
}
