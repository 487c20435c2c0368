using System.Text;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Tests.Collect;

public sealed class AttachmentsTests
{
    private static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.4 a scanned letter with a name");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R16"), Clause("S03"), Clause("S11")]
    public async Task A_letter_is_kept_encrypted_and_each_look_at_it_is_an_entry(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect());
        var id = (await test.Get<Entries>().Enter(test.By(Role.Clerk), Letter(test, new EntryFile("来信13900000000.pdf", Pdf)), Ct)).Value;
        var attachments = test.Get<Attachments>();
        var listed = (await attachments.List(test.By(Role.Clerk), id, Ct)).Value.ShouldHaveSingleItem();
        (listed.Type, listed.Length, listed.Name.Contains("13900000000", StringComparison.Ordinal)).ShouldBe(("application/pdf", Pdf.Length, false));
        await using (var store = test.Open())
        {
            Encoding.ASCII.GetString((await store.Set<AttachmentRow>().SingleAsync(Ct)).Encrypted).ShouldNotContain("scanned letter");
        }
        (await attachments.Open(test.By(Role.SectionOfficer), id, 1, Ct)).Refusal.ShouldNotBeNull().Clause.ShouldBe("S11");
        (await attachments.Open(test.By(Role.DutyOfficer), id, 1, Ct)).Value.Bytes.ShouldBe(Pdf);
        (await attachments.Open(test.By(Role.Clerk), id, 2, Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("not-found");
        var acts = new List<string>();
        await foreach (var e in test.Ledger.Read(test.Office, new Subject("post", id.ToString()), ct: Ct)) acts.Add(e.Act);
        acts.Count(a => a.StartsWith("attachments.open", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact, Clause("S10")]
    public async Task They_go_with_the_posts_contact_details()
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect());
        var id = (await test.Get<Entries>().Enter(test.By(Role.Clerk), Letter(test, new EntryFile("a.pdf", Pdf)), Ct)).Value;
        await using var store = test.Open();
        (await Posts.HasMore(store, [id], Ct)).ShouldBeTrue();
        await Posts.Thin(store, [id], Ct);
        (await store.Set<AttachmentRow>().CountAsync(Ct)).ShouldBe(0);
        (await Posts.HasMore(store, [id], Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_program_an_empty_file_and_too_many_files_are_refused_and_nothing_is_stored()
    {
        await using var test = await TestStore.Create(more: s => s.AddCollect());
        foreach (EntryFile[] files in new EntryFile[][] { [new("a.pdf", "MZ program"u8.ToArray())], [new("a.pdf", Array.Empty<byte>())], [.. Enumerable.Range(0, 6).Select(i => new EntryFile($"{i}.pdf", Pdf))] })
        {
            (await test.Get<Entries>().Enter(test.By(Role.Clerk), Letter(test, files), Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("invalid");
        }
        (await test.Get<Posts>().Waiting(test.Office, Ct)).ShouldBe(0);
    }

    private static EntryDraft Letter(TestStore test, params EntryFile[] files) =>
        new(Channel.Petition, false, "来信反映路灯", "村口三盏路灯不亮。", test.Time.GetUtcNow(), Files: files);
}
