using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Ground.Policies;

/// <summary>A policy text an office has had, kept with the shipped text it was read over, so that it means the same for ever (R83).</summary>
internal sealed class PolicyRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required string Hash { get; init; }
    public required string Text { get; init; }
    public required string BaseText { get; init; }
    /// <summary>Where it came from: <c>shipped</c>, <c>file</c> or <c>page</c>.</summary>
    public required string Origin { get; init; }
    public required PersonId DraftedBy { get; init; }
    public required DateTimeOffset DraftedAt { get; init; }
    /// <summary>Null while it is a draft.</summary>
    public DateTimeOffset? InForceFrom { get; set; }
}

internal sealed class PolicyTable : IEntityTypeConfiguration<PolicyRow>
{
    public void Configure(EntityTypeBuilder<PolicyRow> builder) => builder.ToTable("ground_policies").HasKey(p => new { p.Office, p.Hash });
}

/// <summary>A version as a page lists it.</summary>
/// <param name="InForceFrom">Null while it is a draft.</param>
public sealed record PolicyVersion(string Hash, string Name, string Origin, PersonId DraftedBy, DateTimeOffset DraftedAt, DateTimeOffset? InForceFrom);

/// <summary>A new draft, as the ledger keeps it.</summary>
/// <param name="BaseHash">The shipped text that gives missing keys their values.</param>
public sealed record PolicyDrafted(string Hash, string BaseHash, string Name, string Origin);

/// <summary>A version came into force.</summary>
/// <param name="Replaces">The version in force until then; null for the office's first.</param>
public sealed record PolicyInForce(string Hash, string BaseHash, DateTimeOffset From, string? Replaces);

/// <summary>A version that was to come into force was taken back before it did.</summary>
/// <param name="From">When it was to come into force.</param>
public sealed record PolicyTakenBack(string Hash, DateTimeOffset From, string Reason);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PolicyDrafted))]
[JsonSerializable(typeof(PolicyInForce))]
[JsonSerializable(typeof(PolicyTakenBack))]
internal sealed partial class PolicyJson : JsonSerializerContext;

/// <summary>The policy versions of an office. A version is never changed or removed; events pin one by its hash (R83).</summary>
public sealed class PolicyVersions(IDbContextFactory<Store> stores, Acts acts, TimeProvider time)
{
    // A policy is its text over its base text, so one reading serves every office.
    private static readonly ConcurrentDictionary<(string Hash, string BaseHash), Policy> Read = new();

    /// <summary>The version in force now; the shipped one while the office has none.</summary>
    public async Task<Policy> Current(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return await Current(store, ct);
    }

    /// <summary>The same in an open context.</summary>
    public async Task<Policy> Current(Store store, CancellationToken ct) =>
        await InForce(store, time.GetUtcNow(), ct);

    /// <summary>The version in force at an instant, inside an act that has its own time.</summary>
    public static async Task<Policy> InForce(Store store, DateTimeOffset at, CancellationToken ct) =>
        await CurrentHash(store, at, ct) is { } hash ? await Pinned(store, hash, ct) : Policy.Default;

    /// <summary>The version with that hash, with the values it always had (R83).</summary>
    /// <exception cref="InvalidDataException">The office never had it: a version is never removed.</exception>
    public async Task<Policy> Pinned(OfficeId office, string hash, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return await Pinned(store, hash, ct);
    }

    /// <summary>The same in an open context.</summary>
    /// <exception cref="InvalidDataException">The office never had it: a version is never removed.</exception>
    public static async Task<Policy> Pinned(Store store, string hash, CancellationToken ct)
    {
        // A version added in this very act is only in the context yet.
        var row = store.Set<PolicyRow>().Local.FirstOrDefault(p => p.Hash == hash)
            ?? await store.Set<PolicyRow>().AsNoTracking().SingleOrDefaultAsync(p => p.Hash == hash, ct);
        if (row is not null) return Restored(row);
        return hash == Policy.Default.Hash ? Policy.Default : throw new InvalidDataException($"policy {hash} is pinned but not kept");
    }

    /// <summary>All versions: in force first, newest first.</summary>
    public async Task<IReadOnlyList<PolicyVersion>> List(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        var rows = await store.Set<PolicyRow>().AsNoTracking().ToListAsync(ct);
        return [.. rows.OrderByDescending(r => r.InForceFrom ?? DateTimeOffset.MinValue).ThenByDescending(r => r.DraftedAt)
            .ThenBy(r => r.Hash, StringComparer.Ordinal).Select(Version)];
    }

    /// <summary>
    /// A new draft. The same text again is the draft already there. Refused with every problem's line when the text is no policy.
    /// </summary>
    /// <param name="actor">The clerk, an administrator, a first responsible person; or the clock for an edited file.</param>
    /// <param name="text">The policy file's text.</param>
    /// <param name="origin"><c>page</c> or <c>file</c>.</param>
    /// <param name="ct">Cancels before the commit.</param>
    public Task<Outcome<PolicyVersion>> Draft(Actor actor, string text, string origin, CancellationToken ct = default)
    {
        var hash = Policy.HashOf(text);
        return acts.Run<PolicyVersion>(actor, "policies.draft", Subject(hash), async act =>
        {
            if (!actor.IsClock && !actor.IsAny(Role.Clerk, Role.SystemAdministrator, Role.PrincipalLeader, Role.PartySecretary))
            {
                return Refusal.NotYourPost("R83", "制度参数由办公室、系统管理员或主要领导起草。", "The office, the system administrator or a leader drafts the policy.");
            }
            if (await act.Store.Set<PolicyRow>().SingleOrDefaultAsync(p => p.Hash == hash, ct) is { } known) return Version(known);
            var reading = Policy.Parse(text);
            if (reading.Policy is not { } policy) return Wrong(reading.Problems);
            var row = new PolicyRow
            {
                Office = actor.Office,
                Hash = hash,
                Text = text,
                BaseText = Policy.DefaultText,
                Origin = origin,
                DraftedBy = actor.Person,
                DraftedAt = act.Now,
            };
            act.Store.Add(row);
            act.Write(new PolicyDrafted(hash, Policy.Default.Hash, policy.Name, origin), PolicyJson.Default.PolicyDrafted);
            return Version(row);
        }, ct);
    }

    /// <summary>
    /// Takes an edited policy file as a new draft; null when there is no file or its text is already known. Called at the start of the server.
    /// </summary>
    public async Task<Outcome<PolicyVersion?>> TakeFile(OfficeId office, string file, CancellationToken ct = default)
    {
        if (!File.Exists(file)) return (PolicyVersion?)null;
        string text;
        try
        {
            text = await File.ReadAllTextAsync(file, new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true), ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Text.DecoderFallbackException)
        {
            return Refusal.Invalid("-", $"制度参数文件 {file} 读不出：{e.Message}", $"the policy file {file} cannot be read: {e.Message}");
        }
        await using (var store = stores.Open(office))
        {
            var hash = Policy.HashOf(text);
            if (hash == Policy.Default.Hash || await store.Set<PolicyRow>().AnyAsync(p => p.Hash == hash, ct)) return (PolicyVersion?)null;
        }
        var drafted = await Draft(Actor.Clock(office), text, "file", ct);
        return drafted.Refusal is { } refusal ? refusal : drafted.Value;
    }

    /// <summary>
    /// Puts a draft, or an earlier version, in force from now or a later moment. By a first responsible person who did not draft it.
    /// Events already opened keep theirs.
    /// </summary>
    public Task<Outcome<Done>> PutInForce(Actor actor, string hash, DateTimeOffset? from = null, CancellationToken ct = default) =>
        acts.Run<Done>(actor, "policies.in-force", Subject(hash), async act =>
        {
            if (!actor.IsAny(Role.PrincipalLeader, Role.PartySecretary))
            {
                return Refusal.NotYourPost("R83", "制度参数由第一责任人批准启用。", "A first responsible person puts a policy in force.");
            }
            var row = await act.Store.Set<PolicyRow>().SingleOrDefaultAsync(p => p.Hash == hash, ct);
            if (row is null) return Refusal.NotFound("没有这个版本的制度参数。", "There is no such policy version.");
            if (row.DraftedBy == actor.Person)
            {
                return new Refusal("policy.own-draft", "R83", "起草人不能批准自己起草的制度参数，请由另一位第一责任人批准。",
                    "Whoever drafted a policy cannot put it in force; another first responsible person must.");
            }
            var start = from is { } asked ? Micros.Truncate(asked) : act.Now;
            if (start < act.Now) return Refusal.Invalid("R83", "启用时间不能早于现在。", "A policy cannot come into force in the past.");
            var current = await CurrentHash(act.Store, act.Now, ct);
            if (current == hash) return new Refusal("policy.in-force", "R83", "这个版本正在使用。", "This version is in force already.");
            row.InForceFrom = start;
            act.Write(new PolicyInForce(hash, Policy.HashOf(row.BaseText), start, current), PolicyJson.Default.PolicyInForce);
            return default(Done);
        }, ct);

    /// <summary>
    /// Takes back a version that is to come into force later; it is a draft again. By a first responsible person, with the reason. What is in force already is not
    /// taken back: another version is put in force.
    /// </summary>
    public Task<Outcome<Done>> TakeBack(Actor actor, string hash, string reason, CancellationToken ct = default) =>
        acts.Run<Done>(actor, "policies.take-back", Subject(hash), async act =>
        {
            if (!actor.IsAny(Role.PrincipalLeader, Role.PartySecretary))
            {
                return Refusal.NotYourPost("R83", "尚未生效的制度参数由第一责任人撤回。", "A first responsible person takes a scheduled policy back.");
            }
            if (string.IsNullOrWhiteSpace(reason)) return Refusal.Invalid("R83", "请写明撤回的理由。", "Say why it is taken back.");
            var row = await act.Store.Set<PolicyRow>().SingleOrDefaultAsync(p => p.Hash == hash, ct);
            if (row is null) return Refusal.NotFound("没有这个版本的制度参数。", "There is no such policy version.");
            if (row.InForceFrom is not { } from || from <= act.Now)
            {
                return new Refusal("policy.not-scheduled", "R83", "只有已定启用时间、尚未生效的版本可以撤回；已生效的，请另启用一个版本。",
                    "Only a version that is scheduled and not yet in force can be taken back; otherwise put another in force.");
            }
            row.InForceFrom = null;
            act.Write(new PolicyTakenBack(hash, from, reason.Trim()), PolicyJson.Default.PolicyTakenBack);
            return default(Done);
        }, ct);

    /// <summary>The office's first policy, inside the act that makes the office. The text has been read and has no problem.</summary>
    public static void Begin(Act act, Policy policy)
    {
        Add(act, policy);
        act.Write(Subject(policy.Hash), new PolicyInForce(policy.Hash, Policy.Default.Hash, act.Now, null), PolicyJson.Default.PolicyInForce);
    }

    /// <summary>
    /// Keeps the policy an event is about to pin, so that a later release of the program cannot change it. Does nothing when it is kept already, as after
    /// setup; the event's own entry names the hash.
    /// </summary>
    public static async Task Keep(Act act, Policy policy, CancellationToken ct)
    {
        var rows = act.Store.Set<PolicyRow>();
        if (!rows.Local.Any(p => p.Hash == policy.Hash) && !await rows.AnyAsync(p => p.Hash == policy.Hash, ct)) Add(act, policy);
    }

    private static void Add(Act act, Policy policy) => act.Store.Add(new PolicyRow
    {
        Office = act.Actor.Office,
        Hash = policy.Hash,
        Text = policy.Text,
        BaseText = Policy.DefaultText,
        Origin = policy.Hash == Policy.Default.Hash ? "shipped" : "file",
        DraftedBy = act.Actor.Person,
        DraftedAt = act.Now,
        InForceFrom = act.Now,
    });

    /// <summary>What is wrong with a policy's text as one refusal: the first problems with their lines.</summary>
    public static Refusal Wrong(IReadOnlyList<PolicyProblem> problems)
    {
        const int shown = 5;
        var more = problems.Count - shown;
        return Refusal.Invalid("-",
            "制度参数有误：" + string.Join("；", problems.Take(shown).Select(p => $"第 {p.Line} 行 {p.Key} {p.Zh.TrimEnd('。')}")) + (more > 0 ? $"；另有 {more} 处。" : "。"),
            "The policy has problems: " + string.Join("; ", problems.Take(shown)
                .Select(p => $"line {p.Line} {p.Key} {p.En}")) + (more > 0 ? $"; {more} more." : "."));
    }

    internal static Task<string?> CurrentHash(Store store, DateTimeOffset now, CancellationToken ct) =>
        store.Set<PolicyRow>().Where(p => p.InForceFrom != null && p.InForceFrom <= now)
            .OrderByDescending(p => p.InForceFrom).ThenByDescending(p => p.DraftedAt).Select(p => (string?)p.Hash).FirstOrDefaultAsync(ct);

    // The row's own hash is not trusted: a text changed behind the program's back must not answer for the pinned one.
    private static Policy Restored(PolicyRow row) => Policy.HashOf(row.Text) == row.Hash
        ? Read.GetOrAdd((row.Hash, Policy.HashOf(row.BaseText)), _ => Policy.Restore(row.Text, row.BaseText))
        : throw new InvalidDataException($"the stored text of policy {row.Hash} has been changed");

    private static PolicyVersion Version(PolicyRow row) =>
        new(row.Hash, Restored(row).Name, row.Origin, row.DraftedBy, row.DraftedAt, row.InForceFrom);

    private static Subject Subject(string hash) => new("policy", hash);
}
