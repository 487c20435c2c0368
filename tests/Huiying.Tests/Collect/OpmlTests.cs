using System.Text;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.House;

namespace Huiying.Tests.Collect;

public sealed class OpmlTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R15"), Clause("S15")]
    public async Task A_list_from_another_reader_keeps_its_folders_and_names_every_bad_row(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        var file = LocalSite.Gb18030.GetBytes("""
            <?xml version="1.0" encoding="gb2312"?>
            <opml version="2.0"><head><title>订阅</title></head><body>
              <outline text="县内"><outline text="论坛"><outline text="茶座" type="rss" xmlUrl="https://bbs.example.org/rss"/></outline>
                <outline text="政府网" type="rss" xmlUrl="https://www.example.org/rss.xml"/></outline>
              <outline text="没有网址" type="rss"/>
              <outline text="某人" type="rss" xmlUrl="https://weibo.com/u/1234567890"/>
              <outline text="内网" type="rss" xmlUrl="http://192.168.1.1/rss"/>
              <outline text="又是政府网" type="rss" xmlUrl="https://www.example.org/rss.xml"/>
            </body></opml>
            """);
        var result = (await test.Get<SourceLists>().Import(test.By(Role.Clerk), file, Ct)).Value;
        (result.Added, result.Known).ShouldBe((2, 1));
        result.Problems.Select(p => (p.Row, p.Name, p.Why.Code)).ShouldBe([(5, "没有网址", "invalid"), (6, "某人", "source.person"), (7, "内网", "source.closed-address")]);
        (await test.Get<Sources>().List(test.By(Role.Clerk), Ct)).Value.Select(s => (s.Name, s.Folder)).ShouldBe([("茶座", "县内·论坛"), ("政府网", "县内")], ignoreOrder: true);
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();
    }

    [Fact]
    public async Task What_is_exported_comes_back_as_it_was()
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect());
        var sources = test.Get<Sources>();
        var clerk = test.By(Role.Clerk);
        SourceDraft[] drafts =
        [
            new("订阅 & “引号”", SourceKind.Feed, "https://www.example.org/rss?a=1&b=2", TimeSpan.FromMinutes(30), Folder: "县内"),
            new("栏目", SourceKind.List, "https://www.example.org/list", TimeSpan.FromHours(6), Picks: new("ul > li", "a", null, "span")),
            new("检索", SourceKind.Search, "https://s.example.org/?q={词:gbk}", TimeSpan.FromDays(1)),
        ];
        foreach (var draft in drafts) (await sources.Add(clerk, draft, Ct)).Refusal.ShouldBeNull();
        var file = (await test.Get<SourceLists>().Export(clerk, "来源", Ct)).Value;
        await using var other = await TestStore.Create(more: s => s.AddCollect());
        var result = (await other.Get<SourceLists>().Import(other.By(Role.Clerk), file, Ct)).Value;
        (result.Added, result.Problems.Count).ShouldBe((3, 0));
        (await other.Get<Sources>().List(other.By(Role.Clerk), Ct)).Value.Select(s => new SourceDraft(s.Name, s.Kind, s.Url, s.Every, Picks: s.Picks, Folder: s.Folder)).ShouldBe(drafts, ignoreOrder: true);
    }

    [Fact, Clause("S08")]
    public async Task Entities_of_the_document_and_what_it_points_to_are_left_alone()
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect());
        var secret = Path.Combine(test.Folder, "secret.txt");
        await File.WriteAllTextAsync(secret, "机密内容", Ct);
        var file = Encoding.UTF8.GetBytes($"""
            <?xml version="1.0"?><!DOCTYPE opml [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
            <opml version="2.0"><body><outline text="&x;&b;" xmlUrl="https://www.example.org/&x;"/></body></opml>
            """);
        await test.Get<SourceLists>().Import(test.By(Role.Clerk), file, Ct);
        foreach (var source in (await test.Get<Sources>().List(test.By(Role.Clerk), Ct)).Value)
        {
            (source.Name + source.Url).ShouldNotContain("机密内容");
            (source.Name + source.Url).ShouldNotContain("aaaaaaaaaa");
        }
        (await test.Get<SourceLists>().Import(test.By(Role.Clerk), "不是清单"u8.ToArray(), Ct)).Refusal.ShouldNotBeNull().Zh.ShouldContain("OPML");
        (await test.Get<SourceLists>().Import(test.By(Role.SectionOfficer), file, Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("not-your-post");
    }
}
