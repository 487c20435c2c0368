using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Huiying.Ground.Policies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Ground;

/// <summary>A line of the access log.</summary>
public readonly record struct AccessId(string Value) : ITextId<AccessId>
{
    public static AccessId Of(string value) => new(value);

    /// <summary>How the ledger names it.</summary>
    public Subject Subject => new("access", Value);

    public override string ToString() => Value;
}

/// <summary>How an opening or an act ended. Stored by name.</summary>
public enum AccessOutcome
{
    /// <summary>The page was shown or the act done.</summary>
    Done,

    /// <summary>Refused for the post, or because nobody was signed in.</summary>
    Refused,

    /// <summary>The sign-in name or the password was wrong, or the account locked.</summary>
    SignInFailed,

    /// <summary>Not done as it was sent: a field, a rule of the regulation, or nothing there.</summary>
    NotTaken,

    /// <summary>The program failed.</summary>
    Failed,
}

/// <summary>Who opened or did what, as the site saw it. It holds neither what was searched for nor what was typed.</summary>
/// <param name="Office">The office whose log it goes into.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Person">The account; null when nobody known was signed in.</param>
/// <param name="Name">The name then; empty when only the account is known.</param>
/// <param name="Page">The path without its query; for addresses that carry a code, their pattern.</param>
/// <param name="Act">The form's handler, <c>send</c> for a form without one, <c>open</c> for a page.</param>
/// <param name="Address">The network address.</param>
public sealed record Access(OfficeId Office, DateTimeOffset At, PersonId? Person, string Name, string Page, string Act, AccessOutcome Outcome, int Status, string Address);

/// <summary>A line as it is read: the address stays sealed.</summary>
public sealed record AccessLine(AccessId Id, DateTimeOffset At, PersonId? Person, string Name, string Page, string Act, AccessOutcome Outcome, int Status);

/// <summary>Lines older than the policy keeps them went (S10).</summary>
/// <param name="Lines">How many.</param>
/// <param name="Before">They were older than this.</param>
/// <param name="Kept">How long the policy keeps them.</param>
/// <param name="Policy">Hash of the policy used.</param>
public sealed record AccessPurged(int Lines, DateTimeOffset Before, string Kept, string Policy);

/// <summary>Lines found no place because the store could not be written for long (S10): the log has a gap, and says so.</summary>
/// <param name="Lines">How many.</param>
/// <param name="From">When the first of them was to be kept.</param>
/// <param name="Until">When the last was.</param>
public sealed record AccessLost(int Lines, DateTimeOffset From, DateTimeOffset Until);

/// <summary>The network address of a line was opened (S10, S11). The entry does not hold it.</summary>
public sealed record AccessUnsealed(DateTimeOffset At, string Reason);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AccessPurged))]
[JsonSerializable(typeof(AccessLost))]
[JsonSerializable(typeof(AccessUnsealed))]
internal sealed partial class AccessJson : JsonSerializerContext;

internal sealed class AccessRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required AccessId Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public PersonId? Person { get; init; }
    public required string Name { get; init; }
    public required string Page { get; init; }
    public required string Act { get; init; }
    public required AccessOutcome Outcome { get; init; }
    public required int Status { get; init; }

    /// <summary>The network address, encrypted for the office.</summary>
    public required byte[] Sealed { get; init; }

    public AccessLine Shown() => new(Id, At, Person, Name, Page, Act, Outcome, Status);
}

internal sealed class AccessTable : IEntityTypeConfiguration<AccessRow>
{
    public void Configure(EntityTypeBuilder<AccessRow> builder)
    {
        builder.ToTable("ground_access").HasKey(a => new { a.Office, a.Id });
        builder.HasIndex(a => new { a.Office, a.At });
    }
}

/// <summary>
/// The access log (S10; Cybersecurity Law: at least six months). A request only leaves its line in memory; <see cref="Flush"/> writes what has come together, so that no page
/// waits for it. What a killed process had not written is lost: at most the lines of <see cref="Beat"/>. It is no part of the ledger, which must keep what it holds
/// for decades; what happens to the log itself, its purging, its gaps and each opened address, is.
/// </summary>
public sealed class AccessLog(Acts acts, IDbContextFactory<Store> stores, PolicyVersions policies, Ledger ledger, IDataProtectionProvider protection) : IDisposable
{
    /// <summary>How often lines are written.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>Where the ledger tells of gaps.</summary>
    private static readonly Subject Gaps = new("access", "lost");

    /// <summary>Lines kept in memory while the store is away; beyond them a line is counted and lost.</summary>
    public const int Most = 50_000;

    private readonly ConcurrentQueue<Access> waiting = [];
    private readonly ConcurrentDictionary<OfficeId, AccessLost> lost = [];
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>How many lines wait at most.</summary>
    internal int Room { get; init; } = Most;

    /// <summary>Notes a line; returns at once.</summary>
    public void Note(Access access)
    {
        if (waiting.Count < Room) waiting.Enqueue(access);
        else Miss(access.Office, new(1, access.At, access.At));
    }

    /// <summary>Lines that found no place and that no entry tells of yet, because the store is away.</summary>
    public int Lost => lost.Values.Sum(l => l.Lines);

    /// <summary>Writes the waiting lines, and an entry for those that found no place; on failure they wait on.</summary>
    /// <returns>How many lines were written.</returns>
    public async Task<int> Flush(CancellationToken ct = default)
    {
        if (waiting.IsEmpty && lost.IsEmpty) return 0;
        await turn.WaitAsync(ct);
        try
        {
            var written = await Write(ct);
            foreach (var office in lost.Keys) await Tell(office, ct);
            return written;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<int> Write(CancellationToken ct)
    {
        List<Access> lines = [.. waiting.Take(waiting.Count)];
        if (lines.Count == 0) return 0;
        await using var store = stores.CreateDbContext();
        // Sealed before the transaction: a new key of the ring is written to the same store.
        store.AddRange(lines.Select(a => new AccessRow
        {
            Office = a.Office,
            Id = Ids.New<AccessId>(),
            At = Micros.Truncate(a.At),
            Person = a.Person,
            Name = a.Name,
            Page = a.Page,
            Act = a.Act,
            Outcome = a.Outcome,
            Status = a.Status,
            Sealed = Protector(a.Office).Protect(Encoding.UTF8.GetBytes(a.Address)),
        }).ToList());
        await store.SaveChangesAsync(ct);
        for (var i = 0; i < lines.Count; i++) waiting.TryDequeue(out _);
        return lines.Count;
    }

    /// <summary>An entry of the ledger for the office's lost lines: nobody can say later that nothing was opened then.</summary>
    private async Task Tell(OfficeId office, CancellationToken ct)
    {
        if (!lost.TryRemove(office, out var gap)) return;
        try
        {
            await acts.Run<Done>(Actor.Clock(office), "access.lost", Gaps, act =>
            {
                act.Write(gap with { From = Micros.Truncate(gap.From), Until = Micros.Truncate(gap.Until) }, AccessJson.Default.AccessLost);
                return Task.FromResult<Outcome<Done>>(default(Done));
            }, ct);
        }
        catch
        {
            Miss(office, gap);
            throw;
        }
    }

    private void Miss(OfficeId office, AccessLost more) => lost.AddOrUpdate(office, more, (_, known) =>
        new(known.Lines + more.Lines, known.From < more.From ? known.From : more.From, known.Until > more.Until ? known.Until : more.Until));

    /// <summary>The log's gaps that touch a span, the oldest first.</summary>
    public async Task<IReadOnlyList<AccessLost>> Missing(OfficeId office, DateTimeOffset from, DateTimeOffset until, CancellationToken ct = default)
    {
        var gaps = new List<AccessLost>();
        await foreach (var entry in ledger.Read(office, Gaps, ct: ct)) gaps.Add(entry.As(AccessJson.Default.AccessLost));
        return [.. gaps.Where(g => g.Until >= from && g.From < until)];
    }

    /// <summary>Lines of the office, the newest first.</summary>
    /// <param name="person">Only of this account; null for everyone.</param>
    /// <param name="outcome">Only with this end; null for all.</param>
    public async Task<IReadOnlyList<AccessLine>> Read(
        OfficeId office, DateTimeOffset from, DateTimeOffset until, PersonId? person, AccessOutcome? outcome, int skip, int limit, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        var rows = store.Set<AccessRow>().AsNoTracking().Where(a => a.At >= from && a.At < until);
        if (person is { } p) rows = rows.Where(a => a.Person == p);
        if (outcome is { } o) rows = rows.Where(a => a.Outcome == o);
        return [.. (await rows.OrderByDescending(a => a.At).ThenByDescending(a => a.Id).Skip(skip).Take(limit).ToListAsync(ct)).Select(r => r.Shown())];
    }

    /// <summary>One line; null when the office has none with that id.</summary>
    public async Task<AccessLine?> Find(OfficeId office, AccessId id, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return (await store.Set<AccessRow>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct))?.Shown();
    }

    /// <summary>Opens the network address of a line: by the auditor, with the reason, as an entry of the ledger. Refused for everyone else, and that is an entry too.</summary>
    public async Task<Outcome<string>> Unseal(Actor actor, AccessId id, string reason, CancellationToken ct = default)
    {
        var opened = await acts.Run<byte[]>(actor, "access.unseal", id.Subject, async act =>
        {
            if (!actor.Is(Role.AuditAdministrator)) return NotYours;
            if (string.IsNullOrWhiteSpace(reason)) return Refusal.Invalid("S10", "请填写为什么要查看网络地址，例如哪次异常登录的核查。", "Say why the address is needed.");
            if (await act.Store.Set<AccessRow>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct) is not { } row) return Refusal.NotFound("没有这条记录，或者已按期清除。", "There is no such line, or its time is over.");
            act.Write(new AccessUnsealed(row.At, reason.Trim()), AccessJson.Default.AccessUnsealed);
            return row.Sealed;
        }, ct);
        if (opened.Refusal is { } no) return no;
        try
        {
            return Encoding.UTF8.GetString(Protector(actor.Office).Unprotect(opened.Value));
        }
        catch (CryptographicException)
        {
            return new Refusal("access.sealed", "S10", "封存的地址打不开：这条记录写下时的密钥已不在。", "The sealed address does not open: its key is gone.");
        }
    }

    /// <summary>Destroys the lines whose time is over, whole days at once; an entry says how many. Nothing is entered when there is nothing to destroy.</summary>
    /// <returns>How many went.</returns>
    public async Task<int> Purge(OfficeId office, CancellationToken ct = default)
    {
        await using (var look = stores.Open(office))
        {
            if (Before(await policies.Current(look, ct), acts.Clock) is not { } over || !await look.Set<AccessRow>().AnyAsync(a => a.At < over, ct)) return 0;
        }
        var done = await acts.Run<int>(Actor.Clock(office), "access.purge", Subject.Of(office), async act =>
        {
            var policy = await policies.Current(act.Store, ct);
            if (Before(policy, act.Now) is not { } before) return 0;
            var gone = await act.Store.Set<AccessRow>().Where(a => a.At < before).ExecuteDeleteAsync(ct);
            if (gone > 0) act.Write(new AccessPurged(gone, before, policy.Retention.AccessLogs.Zh, policy.Hash), AccessJson.Default.AccessPurged);
            return gone;
        }, ct);
        return done.Value;
    }

    /// <summary>Only the auditor reads the log.</summary>
    public static Refusal NotYours { get; } = Refusal.NotYourPost("S10", "访问日志只由审计管理员查看。", "Only the audit administrator reads the access log.");

    public void Dispose() => turn.Dispose();

    private static DateTimeOffset? Before(Policy policy, DateTimeOffset now)
    {
        var kept = policy.Retention.AccessLogs;
        return kept.Permanent ? null : Micros.Truncate(new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero)).AddYears(-kept.Years).AddMonths(-kept.Months).AddDays(-kept.Days);
    }

    private IDataProtector Protector(OfficeId office) => protection.CreateProtector("Huiying.Ground.AccessLog", office.Value);
}
