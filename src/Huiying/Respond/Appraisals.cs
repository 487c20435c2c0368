using System.Text.Json;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Respond;

/// <summary>Risk assessments before policy information is released (R01), and their prepared lines for events that come of it.</summary>
public sealed class Appraisals(Acts acts, IDbContextFactory<Store> stores, Ledger ledger, Plans plans, PolicyVersions policies)
{
    /// <summary>All, the latest first.</summary>
    public async Task<IReadOnlyList<Appraisal>> List(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return [.. (await store.Set<AppraisalRow>().AsNoTracking().OrderByDescending(a => a.Id).ToListAsync(ct)).Select(State)];
    }

    /// <summary>One, or null.</summary>
    public async Task<Appraisal?> Find(OfficeId office, AppraisalId id, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return await store.Set<AppraisalRow>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct) is { } row ? State(row) : null;
    }

    /// <summary>The steps of the current version, with who approved.</summary>
    public async Task<IReadOnlyList<(RequiredStep Step, AppraisalSignature? Signed)>> Steps(OfficeId office, Appraisal a, CancellationToken ct = default)
    {
        var policy = await policies.Current(office, ct);
        return [.. Appraising.Steps(a.Current.Text, policy).Select(s => (s, a.Valid.FirstOrDefault(v => v.Step == s.Id)))];
    }

    /// <summary>The state rebuilt from the ledger alone.</summary>
    public async Task<Appraisal?> Replay(OfficeId office, AppraisalId id, CancellationToken ct = default)
    {
        Appraisal? state = null;
        await foreach (var e in ledger.Read(office, id.Subject, 0, ct))
        {
            if (!e.Act.EndsWith(".refused", StringComparison.Ordinal)) state = Appraisal.Apply(state, e.As(AppraisalJson.Default.AppraisalEntry), e.Stamp);
        }
        return state;
    }

    /// <summary>The state as stored bytes, for comparing a cache with its replay.</summary>
    public static byte[] Bytes(Appraisal state) => JsonSerializer.SerializeToUtf8Bytes(state, AppraisalJson.Default.Appraisal);

    /// <summary>Writes an assessment, or its next version, which voids every approval.</summary>
    public async Task<Outcome<Appraisal>> Write(Actor actor, AppraisalId? which, AppraisalText text, CancellationToken ct, long? seen = null)
    {
        var id = which ?? Ids.New<AppraisalId>();
        var known = string.IsNullOrWhiteSpace(text.Plan) || await plans.Find(actor.Office, new PlanId(text.Plan), ct) is not null;
        return await Run(actor, "appraisals.write", id, seen, (a, _) => a is null && which is not null ? Gone : Appraising.Write(a, id, text, actor, known), ct);
    }

    /// <summary>Approves a step of the version with that hash.</summary>
    public Task<Outcome<Appraisal>> Sign(Actor actor, AppraisalId id, string step, string hash, string opinion, CancellationToken ct) =>
        Run(actor, "appraisals.sign", id, null, (a, policy) => a is null ? Gone : Appraising.Sign(a, step, hash, opinion, policy, actor), ct);

    /// <summary>Sends the version back.</summary>
    public Task<Outcome<Appraisal>> Return(Actor actor, AppraisalId id, string step, string hash, string reason, CancellationToken ct) =>
        Run(actor, "appraisals.return", id, null, (a, policy) => a is null ? Gone : Appraising.Return(a, step, hash, reason, policy, actor), ct);

    /// <summary>可以发布 (R01).</summary>
    public Task<Outcome<Appraisal>> Clear(Actor actor, AppraisalId id, string hash, CancellationToken ct) =>
        Run(actor, "appraisals.clear", id, null, (a, policy) => a is null ? Gone : Appraising.Clear(a, hash, policy, actor), ct);

    /// <summary>An event is about what was assessed: its prepared line goes to the event, whose assessment and answers may take it over. Only a cleared text's line does.</summary>
    public async Task<Outcome<Case>> Use(Actor actor, AppraisalId id, CaseId of, CancellationToken ct, long? seen = null) =>
        await acts.Run<Case>(actor, "appraisals.use", of.Subject, async act =>
            await act.Store.Set<AppraisalRow>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct) is not { } row ? Gone
            : State(row) is not { Cleared: not null } a ? new Refusal("appraisal.not-cleared", "R01", "该评估还没有批准可以发布，口径不能引用。", "It is not cleared yet; its line may not be used.")
            : await Cases.Change(act, of, (c, d) =>
                d.Bar(c, "R01", Role.Clerk, Role.SectionHead, Role.SectionOfficer, Role.SupervisingLeader) is { } no ? no
                : c.Lines.Any(l => l.VersionHash == a.Current.Hash) ? Deciding.No("line.twice", "R01", "已引用这份口径。", "It is there already.")
                : Deciding.Do(new LinePrepared(id.Value, a.Current.Text.Title, a.Current.Text.Line, a.Current.Hash)), ct, seen), ct);

    private Task<Outcome<Appraisal>> Run(Actor actor, string name, AppraisalId id, long? seen, Func<Appraisal?, Policy, Outcome<AppraisalEntry[]>> decide, CancellationToken ct) =>
        acts.Run<Appraisal>(actor, name, id.Subject, async act =>
        {
            var row = await act.Store.Set<AppraisalRow>().SingleOrDefaultAsync(a => a.Id == id, ct);
            var state = row is null ? null : State(row);
            if (seen is { } version && state is not null && version != state.Version)
            {
                return new Refusal("case.changed", "-", "他人刚刚更新了这份评估，请查看最新情况后再提交；您填写的内容已保留。", "Someone has just changed it; look at it again. What you typed is kept.");
            }
            var decided = decide(state, await policies.Current(act.Store, ct));
            if (decided.Refusal is { } no) return no;
            foreach (var entry in decided.Value) state = Appraisal.Apply(state, entry, act.Write(entry, AppraisalJson.Default.AppraisalEntry));
            if (row is null) act.Store.Add(row = new AppraisalRow { Office = actor.Office, Id = id });
            (row.Version, row.State) = (state!.Version, Bytes(state));
            return state;
        }, ct);

    private static Refusal Gone => Refusal.NotFound("没有这份评估。", "There is no such assessment.");

    private static Appraisal State(AppraisalRow row) =>
        JsonSerializer.Deserialize(row.State, AppraisalJson.Default.Appraisal) ?? throw new InvalidDataException($"assessment {row.Id} has no state");
}
