using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Huiying.Assess.Search;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess.Passages;

/// <summary>
/// The office's policy documents, to draft answers from (R20, R64): uploaded by an officer, their text taken out by paragraph, kept as versions that never change. A newer
/// version takes the place of the older, which stays for the record; one whose last day is over is shown and offered no more. What is found is offered, never decided.
/// </summary>
public sealed partial class PolicyDocuments(IDbContextFactory<Store> stores, Acts acts, PolicyVersions policies, Blobs blobs)
{
    /// <summary>Documents in use at once.</summary>
    public const int Most = 500;

    private static readonly Role[] Keepers = [Role.Clerk, Role.SectionOfficer, Role.SectionHead, Role.LegalReviewer];
    private static readonly TextLimits Limits = new();

    private readonly ConcurrentDictionary<OfficeId, (long Changed, DateOnly Day, PassageIndex Index)> indexes = new();
    private readonly KeptTexts<PolicyDocumentId, int> searched = new();

    /// <summary>Who may upload, replace and withdraw.</summary>
    public static bool MayKeep(Actor actor) => actor.IsAny(Keepers);

    /// <summary>
    /// 收入: takes a document in. Refused: not such a post; a file that is no docx, pdf, html or txt, that has no text, or goes past a limit (<see cref="TextProblems"/>); one
    /// marked secret (S17); a number that is not 〔year〕n号; last day before the first; an address that is not a public page's; a document that is there already.
    /// </summary>
    public Task<Outcome<PolicyDocumentVersion>> Add(Actor actor, PolicyDocumentFacts facts, ReadOnlyMemory<byte> file, CancellationToken ct = default) =>
        Keep(actor, "documents.add", Ids.New<PolicyDocumentId>(), null, facts, file, ct);

    /// <summary>更新: a newer version takes the place of the one seen. Without a file the text stays and only what is said of it changes. Refused as <see cref="Add"/>, and when another was faster.</summary>
    public Task<Outcome<PolicyDocumentVersion>> Replace(Actor actor, PolicyDocumentId document, int seen, PolicyDocumentFacts facts, ReadOnlyMemory<byte>? file, CancellationToken ct = default) =>
        Keep(actor, "documents.replace", document, seen, facts, file, ct);

    /// <summary>停用: the document is offered no more; it stays to be read. Refused without a reason.</summary>
    public Task<Outcome<Done>> Withdraw(Actor actor, PolicyDocumentId document, string reason, CancellationToken ct = default) =>
        acts.Run<Done>(actor, "documents.withdraw", document.Subject, async act =>
        {
            if (!MayKeep(actor)) return NotYours;
            if (string.IsNullOrWhiteSpace(reason)) return Refusal.Invalid("R42", "请写明停用的理由，例如“已被新办法废止”。", "Say why it is withdrawn, for example that a newer rule repealed it.");
            if (await act.Store.Set<PolicyDocumentRow>().SingleOrDefaultAsync(d => d.Document == document && !d.Replaced, ct) is not { } row) return Gone;
            if (row.EndedAt is not null) return new Refusal("document.withdrawn", "-", "这份文件已经停用。", "It has been withdrawn already.");
            var stamp = act.Write(document.Subject, new PolicyDocumentWithdrawnEntry(row.Version, row.Title, reason.Trim()), PolicyDocumentJson.Default.PolicyDocumentWithdrawnEntry);
            (row.Reason, row.EndedAt, row.EndedByName, row.Changed) = (reason.Trim(), act.Now, actor.Name, stamp.Sequence);
            return default(Done);
        }, ct);

    /// <summary>The newest version of each document, those in force first, then by title.</summary>
    public async Task<Outcome<IReadOnlyList<PolicyDocumentVersion>>> List(Actor actor, CancellationToken ct = default)
    {
        if (Topics.MayRead(actor) is { } no) return no;
        await using var store = stores.Open(actor.Office);
        var today = await Today(store, ct);
        var rows = await store.Set<PolicyDocumentRow>().AsNoTracking().Where(d => !d.Replaced).ToListAsync(ct);
        return rows.Select(r => Shown(r, today)).OrderBy(d => d.State).ThenBy(d => d.Facts.Title, StringComparer.Ordinal).ToList();
    }

    /// <summary>All versions of one document, the newest first.</summary>
    public async Task<Outcome<IReadOnlyList<PolicyDocumentVersion>>> Versions(Actor actor, PolicyDocumentId document, CancellationToken ct = default)
    {
        if (Topics.MayRead(actor) is { } no) return no;
        await using var store = stores.Open(actor.Office);
        var rows = await store.Set<PolicyDocumentRow>().AsNoTracking().Where(d => d.Document == document).OrderByDescending(d => d.Version).ToListAsync(ct);
        if (rows.Count == 0) return Gone;
        var today = await Today(store, ct);
        return rows.ConvertAll(r => Shown(r, today));
    }

    /// <summary>The text of a version.</summary>
    public async Task<Outcome<IReadOnlyList<PolicyParagraph>>> Paragraphs(Actor actor, PolicyDocumentId document, int version, CancellationToken ct = default)
    {
        if (Topics.MayRead(actor) is { } no) return no;
        await using var store = stores.Open(actor.Office);
        var rows = await store.Set<PolicyParagraphRow>().AsNoTracking().Where(p => p.Document == document && p.Version == version).OrderBy(p => p.Number).ToListAsync(ct);
        return rows.Count == 0 ? Gone : rows.ConvertAll(Shown);
    }

    /// <summary>The file as it was uploaded.</summary>
    public async Task<Outcome<Blob>> File(Actor actor, PolicyDocumentId document, int version, CancellationToken ct = default)
    {
        if (Topics.MayRead(actor) is { } no) return no;
        await using var store = stores.Open(actor.Office);
        var row = await store.Set<PolicyDocumentRow>().AsNoTracking().SingleOrDefaultAsync(d => d.Document == document && d.Version == version, ct);
        return row is not null && await blobs.Read(actor.Office, row.FileHash, ct) is { } blob ? blob : Gone;
    }

    /// <summary>A number that grows whenever a document of the office changes; 0 while there is none.</summary>
    private async Task<long> Changed(OfficeId office, CancellationToken ct)
    {
        await using var store = stores.Open(office);
        return await store.Set<PolicyDocumentRow>().MaxAsync(d => (long?)d.Changed, ct) ?? 0;
    }

    private async Task<Outcome<PolicyDocumentVersion>> Keep(
        Actor actor, string name, PolicyDocumentId document, int? seen, PolicyDocumentFacts facts, ReadOnlyMemory<byte>? file, CancellationToken ct)
    {
        // Reading takes its time: not inside the office's turn, and not at all for who may not.
        var read = MayKeep(actor) ? await Read(actor, document, seen, file, ct) : NotYours;
        return await acts.Run<PolicyDocumentVersion>(actor, name, document.Subject, async act =>
        {
            if (read.Refusal is { } no) return no;
            var (text, bytes) = read.Value;
            var checkedFacts = Checked(facts, text.Title);
            if (checkedFacts.Refusal is { } wrong) return wrong;
            var said = checkedFacts.Value;
            var rows = await act.Store.Set<PolicyDocumentRow>().Where(d => !d.Replaced).ToListAsync(ct);
            var before = rows.SingleOrDefault(r => r.Document == document);
            if (seen is not null && before is null) return Gone;
            if (before is not null && before.Version != seen)
            {
                return new Refusal("case.changed", "-", "他人刚刚更新了这份文件，请刷新后查看最新版本再办。", "Someone has just replaced this document: reload and look again.");
            }
            if (before is null && rows.Count(r => r.EndedAt is null) >= Most) return Refusal.Invalid("-", $"在用的文件最多 {Most} 份，请先停用过时的。", $"At most {Most} documents are in use: withdraw old ones.");
            var hash = await Blobs.Keep(act, bytes, text.Type, ct);
            if (rows.FirstOrDefault(r => r.EndedAt is null && r.Document != document && (r.FileHash == hash || said.Number.Length > 0 && r.Number == said.Number)) is { } there)
            {
                return new Refusal("document.there", "-", $"这份文件已经收入：《{there.Title}》。内容有变的，请在那份文件的页面上“更新”。", "It is there already: replace it on its own page if it has changed.");
            }
            if (before is not null) before.Replaced = true;
            var entry = new PolicyDocumentAddedEntry((before?.Version ?? 0) + 1, said, text.Type, hash,
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', text.Paragraphs)))), text.Paragraphs.Count);
            var stamp = act.Write(document.Subject, entry, PolicyDocumentJson.Default.PolicyDocumentAddedEntry);
            var row = new PolicyDocumentRow
            {
                Office = actor.Office,
                Document = document,
                Version = entry.Version,
                Title = said.Title,
                Number = said.Number,
                IssuedOn = said.IssuedOn,
                ValidFrom = said.From,
                ValidUntil = said.Until,
                Address = said.Address,
                Type = text.Type,
                FileHash = hash,
                Paragraphs = text.Paragraphs.Count,
                AddedAt = act.Now,
                AddedBy = actor.Person,
                AddedByName = actor.Name,
                Changed = stamp.Sequence,
            };
            act.Store.Add(row);
            foreach (var (i, place) in Places.Of(text.Paragraphs).Index())
            {
                act.Store.Add(new PolicyParagraphRow
                {
                    Office = actor.Office,
                    Document = document,
                    Version = entry.Version,
                    Number = i + 1,
                    Place = place.Name,
                    Text = text.Paragraphs[i],
                    IsHeading = place.IsHeading,
                    Lead = place.Lead,
                    Under = place.Under,
                });
            }
            return Shown(row, await Today(act.Store, ct));
        }, ct);
    }

    private async Task<Outcome<(DocumentRead Text, ReadOnlyMemory<byte> Bytes)>> Read(Actor actor, PolicyDocumentId document, int? seen, ReadOnlyMemory<byte>? file, CancellationToken ct)
    {
        if (file is not { } bytes)
        {
            var kept = await File(actor, document, seen ?? 0, ct);
            if (kept.Refusal is { } gone) return gone;
            bytes = kept.Value.Bytes;
        }
        var read = DocumentFile.Read(bytes, acts.Clock, Limits, ct);
        if (read.Refusal is { } no) return no;
        // A PDF's marking is in its packed text: so the text is looked at, besides the file itself.
        using var text = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', read.Value.Paragraphs.Take(200))));
        return SecretMarks.Find("", text) is { } mark ? SecretMarks.Refused(mark) : (read.Value, bytes);
    }

    private async Task<DateOnly> Today(Store store, CancellationToken ct) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(acts.Clock, (await policies.Current(store, ct)).Zone).Date);

    private static PolicyDocumentState State(PolicyDocumentRow row, DateOnly today) =>
        row.Replaced ? PolicyDocumentState.Replaced
        : row.EndedAt is not null ? PolicyDocumentState.Withdrawn
        : row.ValidUntil < today ? PolicyDocumentState.Expired
        : row.ValidFrom > today ? PolicyDocumentState.NotYet
        : PolicyDocumentState.InForce;

    private static PolicyDocumentVersion Shown(PolicyDocumentRow r, DateOnly today) => new(r.Document, r.Version,
        new(r.Title, r.Number, r.IssuedOn, r.ValidFrom, r.ValidUntil, r.Address), State(r, today), r.Type, r.FileHash, r.Paragraphs, r.AddedAt, r.AddedByName, r.Reason, r.EndedAt, r.EndedByName);

    private static PolicyParagraph Shown(PolicyParagraphRow p) => new(p.Number, p.Place, p.Text, p.IsHeading, p.Lead);

    private static Refusal Gone => Refusal.NotFound("没有这份文件，可能链接有误。请从“政策文件”页重新打开。", "There is no such document: open it from the list again.");

    private static Refusal NotYours => Refusal.NotYourPost("R08", "政策文件由办公室、各科室人员或法制审核人员收入、更新和停用。", "The clerk, the sections and the legal reviewer keep the policy documents.");
}
