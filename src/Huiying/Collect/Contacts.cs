using System.Text.Json;
using Huiying.Ground;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Collect;

/// <summary>How to reach the sender of a message or the caller: never part of the text, never searched, never counted (S03, S16).</summary>
/// <param name="Lines">Label and value, as the file or the clerk gave them.</param>
public sealed record Contact(IReadOnlyList<ContactLine> Lines);

/// <summary>One contact detail, for example 联系电话.</summary>
public sealed record ContactLine(string Label, string Value);

/// <summary>
/// The encrypted contact store. A step that hands a matter to somebody grants that person the contact of the case's posts; each look is an
/// entry of the ledger (S11), which holds no detail.
/// </summary>
public sealed class Contacts(Acts acts, IDbContextFactory<Store> stores, IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("Huiying.Collect.Contacts");

    /// <summary>Lets the handler of a case see the contact of one of its posts, inside the caller's act. Not for whom the matter accuses (S16).</summary>
    public static async Task Grant(Act act, PostId post, PersonId handler, Subject subject, CancellationToken ct = default)
    {
        if (await act.Store.Set<ContactGrantRow>().AnyAsync(g => g.Post == post && g.Handler == handler && g.SubjectKind == subject.Kind && g.SubjectId == subject.Id, ct)) return;
        act.Store.Add(new ContactGrantRow { Office = act.Actor.Office, Post = post, Handler = handler, SubjectKind = subject.Kind, SubjectId = subject.Id });
        act.Write(new Subject("post", post.ToString()), new ContactGrantedEntry(handler, subject.ToString()), CollectJson.Default.ContactGrantedEntry);
    }

    /// <summary>Ends what a case granted, to one handler or to all, inside the caller's act: the matter changed hands or was closed.</summary>
    public static async Task Withdraw(Act act, Subject subject, PersonId? handler, CancellationToken ct = default) =>
        await act.Store.Set<ContactGrantRow>().Where(g => g.SubjectKind == subject.Kind && g.SubjectId == subject.Id && (handler == null || g.Handler == handler))
            .ExecuteDeleteAsync(ct);

    /// <summary>Whether the post came with contact details; that alone shows nothing of them.</summary>
    public async Task<bool> Exists(OfficeId office, PostId post, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return await store.Set<ContactRow>().AnyAsync(c => c.Post == post, ct);
    }

    /// <summary>Opens the contact for a handler of a case with the post. Refused for everybody else; each look is recorded, refused ones too.</summary>
    public async Task<Outcome<Contact>> Open(Actor actor, PostId post, CancellationToken ct = default)
    {
        var opened = await acts.Run<byte[]>(actor, "contacts.open", new Subject("post", post.ToString()), async act =>
        {
            var grant = await act.Store.Set<ContactGrantRow>().FirstOrDefaultAsync(g => g.Post == post && g.Handler == actor.Person, ct);
            if (grant is null) return Refusal.NotYourPost("S03", "只有承办此事的人员可以查看联系方式。", "Only the handler of the case may see the contact.");
            if (await act.Store.Set<ContactRow>().SingleOrDefaultAsync(c => c.Post == post, ct) is not { } row)
            {
                return Refusal.NotFound("没有留联系方式。", "No contact was left.");
            }
            act.Write(new ContactOpenedEntry($"{grant.SubjectKind}:{grant.SubjectId}"), CollectJson.Default.ContactOpenedEntry);
            return row.Encrypted;
        }, ct);
        return opened.Refusal is { } refusal ? refusal : JsonSerializer.Deserialize(protector.Unprotect(opened.Value), CollectJson.Default.Contact)!;
    }

    /// <summary>
    /// The stored form. Never call this inside an act: the key ring lives in the same store and may write a new key, which on SQLite would
    /// wait for the act's own transaction.
    /// </summary>
    internal byte[] Encrypt(Contact contact) => protector.Protect(JsonSerializer.SerializeToUtf8Bytes(contact, CollectJson.Default.Contact));
}
