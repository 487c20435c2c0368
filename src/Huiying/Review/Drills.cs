using System.Text.Json;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Review;

/// <summary>What a person writes into a plan.</summary>
/// <param name="Of">The past event whose posts are played; null when they come from a file.</param>
public sealed record DrillPlan(string Title, string Goal, CaseId? Of, int WithinMinutes, IReadOnlyList<DrillPart> Cast);

/// <summary>What a person writes when it ends; each lesson with its owner and last day.</summary>
public sealed record DrillFindings(string Findings, IReadOnlyList<(string Text, PersonId Owner, DateOnly Due)> Lessons);

/// <summary>
/// Drills (R55): a plan with its cast and its script, a leader's word to begin, an office of its own in which the real work is done on the script's posts,
/// and an end with findings, lessons and who took part. All of this stands in the ledger of the office whose drill it is; what is done in the drill stands in the drill's.
/// </summary>
public sealed class Drills(Acts acts, IDbContextFactory<Store> stores, DrillOffices offices, Replays replays, Blobs blobs, Cases cases, Topics topics, People people, Ledger ledger, PolicyVersions policies)
{
    private const string ScriptType = "application/json";

    private static readonly Role[] Planners = [Role.Clerk, Role.SupervisionOfficer, Role.DutyLeader, Role.SupervisingLeader, Role.PrincipalLeader];
    private static readonly Role[] Leaders = [Role.SupervisingLeader, Role.PrincipalLeader];

    /// <summary>Who may plan and end one.</summary>
    public static bool MayPlan(Actor actor) => actor.IsAny(Planners) && !actor.Office.IsDrill;

    /// <summary>Who may begin one.</summary>
    public static bool MayBegin(Actor actor) => actor.IsAny(Leaders) && !actor.Office.IsDrill;

    /// <summary>All drills of an office, the latest first.</summary>
    public async Task<IReadOnlyList<Drill>> List(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return [.. (await store.Set<DrillRow>().AsNoTracking().OrderByDescending(d => d.PlannedAt).ThenBy(d => d.Id).ToListAsync(ct)).Select(State)];
    }

    /// <summary>One drill, or null.</summary>
    public async Task<Drill?> Find(OfficeId office, OfficeId drill, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        return await store.Set<DrillRow>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == drill.Value, ct) is { } row ? State(row) : null;
    }

    /// <summary>The state rebuilt from the ledger alone.</summary>
    public async Task<Drill?> Replay(OfficeId office, OfficeId drill, CancellationToken ct = default)
    {
        Drill? state = null;
        await foreach (var e in ledger.Read(office, Drill.Of(drill), 0, ct))
        {
            if (!e.Act.EndsWith(".refused", StringComparison.Ordinal)) state = Drill.Apply(state, e.As(DrillJson.Default.DrillEntry), e.Stamp);
        }
        return state;
    }

    /// <summary>The state as stored bytes, for comparing a cache with its replay.</summary>
    public static byte[] Bytes(Drill state) => JsonSerializer.SerializeToUtf8Bytes(state, DrillJson.Default.Drill);

    /// <summary>
    /// Plans a drill, or changes the plan of one that has not begun. Refused without title, goal and posts, and for a cast with whom an office cannot work:
    /// each post that is missing is named.
    /// </summary>
    /// <param name="actor">Clerk, supervision, duty leader or a leader; never inside a drill.</param>
    /// <param name="plan">What is planned.</param>
    /// <param name="file">The file of posts when no event is named.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="change">The plan that is changed; null for a new one.</param>
    /// <param name="ct">Cancels before the commit.</param>
    public async Task<Outcome<Drill>> Plan(Actor actor, DrillPlan plan, Stream? file, string? name, OfficeId? change = null, CancellationToken ct = default)
    {
        var drill = change ?? new OfficeId(OfficeId.DrillPrefix + Guid.CreateVersion7().ToString("N"));
        var script = actor.Office.IsDrill || !MayPlan(actor) ? NotYours : await Script(actor, plan, file, ct);
        var everyone = await people.List(actor.Office, ct);
        var sections = await people.Sections(actor.Office, ct);
        return await acts.Run<Drill>(actor, "drills.plan", Drill.Of(drill), async act =>
        {
            if (!MayPlan(actor)) return NotYours;
            if (Deciding.Missing("R55", (plan.Title, "演练名称", "a name"), (plan.Goal, "演练目的", "what is practised")) is { } missing) return missing;
            if (plan.WithinMinutes is < 10 or > 7 * 24 * 60) return Refusal.Invalid("R55", "时长应为10分钟到7天。", "It lasts from 10 minutes to 7 days.");
            if (script.Refusal is { } no) return no;
            if (Unknown(plan.Cast, everyone, sections) is { } stranger) return stranger;
            var policy = await policies.Current(act.Store, ct);
            if (Problems(plan.Cast, everyone, sections, policy) is { Count: > 0 } problems)
            {
                return new Refusal("drill.cast", "R55", string.Join("", problems.Select(p => p.Zh)), string.Join(" ", problems.Select(p => p.En)));
            }
            var row = await act.Store.Set<DrillRow>().SingleOrDefaultAsync(d => d.Id == drill.Value, ct);
            if (change is not null && row is null) return Gone;
            if (row is not null && !State(row).IsPlan) return Begun;
            var bytes = JsonSerializer.SerializeToUtf8Bytes(script.Value.Posts, DrillJson.Default.ListReplayPost);
            var hash = await Blobs.Keep(act, bytes, ScriptType, ct);
            var from = script.Value.From ?? (string.IsNullOrWhiteSpace(name) ? "文件" : Collect.Masking.Mask.Apply(Path.GetFileName(name)).Text);
            return Save(act, row, new DrillPlanned(drill, plan.Title.Trim(), plan.Goal.Trim(), from, hash, script.Value.Posts.Count, plan.WithinMinutes, plan.Cast));
        }, ct);
    }

    /// <summary>What the cast lacks for an office to work; empty when nothing.</summary>
    public static IReadOnlyList<MatrixProblem> Problems(IReadOnlyList<DrillPart> cast, IReadOnlyList<Person> everyone, IReadOnlyList<Section> sections, Policy policy) =>
        RoleMatrix.Check([.. cast.GroupBy(c => c.Person).Select(g => new Person(g.Key, everyone.FirstOrDefault(p => p.Id == g.Key)?.Name ?? g.Key.Value,
            [.. g.Select(c => new HeldPost(c.Role, c.Section))]))], sections, policy);

    /// <summary>Gives a plan up, with the reason.</summary>
    public Task<Outcome<Drill>> Drop(Actor actor, OfficeId drill, string reason, CancellationToken ct = default) => Change(actor, drill, "drills.drop", (_, d) =>
        !MayPlan(actor) ? NotYours : !d.IsPlan ? Begun
        : Deciding.Missing("R55", (reason, "取消理由", "why")) is { } missing ? missing : new DrillDropped(reason.Trim()), ct);

    /// <summary>A leader begins it: its office is made, and the first posts arrive (R55).</summary>
    public async Task<Outcome<Drill>> Begin(Actor actor, OfficeId drill, CancellationToken ct = default)
    {
        var begun = await Change(actor, drill, "drills.begin", (_, d) => !MayBegin(actor)
            ? Refusal.NotYourPost("R55", "演练由分管领导或主要领导批准开始。", "The supervising or the principal leader begins a drill.")
            : !d.IsPlan ? Begun : new DrillBegun(), ct);
        if (begun.Ok) await Go(actor.Office, drill, ct);
        return begun;
    }

    /// <summary>Running drills with a post due now, or still without their office.</summary>
    public async Task<IReadOnlyList<OfficeId>> Due(OfficeId office, CancellationToken ct = default)
    {
        var now = acts.Clock;
        await using var store = stores.Open(office);
        return [.. (await store.Set<DrillRow>().AsNoTracking().Where(d => d.NextAt != null && d.NextAt <= now).Select(d => d.Id).ToListAsync(ct)).Select(id => new OfficeId(id))];
    }

    /// <summary>Makes a begun drill's office if it has none, and gives it what is due of its script. Harmless twice.</summary>
    public async Task Go(OfficeId office, OfficeId drill, CancellationToken ct = default)
    {
        if (await Find(office, drill, ct) is not { Running: true } d) return;
        if ((await offices.Furnish(drill, office, d.Plan.Title, d.Plan.Cast, ct)).Refusal is not null) return;
        var script = await blobs.Read(office, d.Plan.ScriptHash, ct) is { } kept ? JsonSerializer.Deserialize(kept.Bytes, DrillJson.Default.ListReplayPost)! : [];
        var times = Times(script, d.BegunAt!.Value, d.Plan.WithinMinutes);
        await using var store = stores.Open(office);
        var row = await store.Set<DrillRow>().SingleAsync(r => r.Id == drill.Value, ct);
        var now = acts.Clock;
        var due = times.Skip(row.Given).TakeWhile(t => t <= now).Count();
        if (due > 0 && (await replays.Give(drill, row.Given, script.GetRange(row.Given, due), ct)).Refusal is not null) return;
        row.Given += due;
        row.NextAt = row.Given < times.Count ? times[row.Given] : null;
        await store.SaveChangesAsync(ct);
    }

    /// <summary>When each post arrives: as the script says, the whole shortened to the plan's length when it is longer.</summary>
    public static IReadOnlyList<DateTimeOffset> Times(IReadOnlyList<ReplayPost> script, DateTimeOffset begun, int withinMinutes)
    {
        var whole = script.Count == 0 ? 0 : script[^1].After;
        var share = whole > withinMinutes * 60L ? withinMinutes * 60.0 / whole : 1;
        return [.. script.Select(p => Micros.Truncate(begun + TimeSpan.FromSeconds(p.After * share)))];
    }

    /// <summary>
    /// Ends a drill: its office is closed for good, and findings, lessons, people and figures become its record (R55). Refused without findings, and for a lesson
    /// without owner or day.
    /// </summary>
    public async Task<Outcome<Drill>> End(Actor actor, OfficeId drill, DrillFindings findings, CancellationToken ct = default)
    {
        var everyone = await people.List(actor.Office, ct);
        Outcome<DrillEntry> Judge(DateTimeOffset now, Drill d, Func<DrillEntry> made)
        {
            if (!MayPlan(actor)) return NotYours;
            if (!d.Running) return d.EndedAt is null ? NotRunning : new Refusal("drill.ended", "R55", "这次演练已经结束。", "This drill is over.");
            if (Deciding.Missing("R55", (findings.Findings, "演练发现的情况", "what was found")) is { } missing) return missing;
            foreach (var (text, owner, due) in findings.Lessons)
            {
                if (text.Trim().Length == 0 || everyone.All(p => p.Id != owner)) return Refusal.Invalid("R54", "每条改进事项须写明内容和责任人。", "Each lesson needs what and who.");
                if (due < Words.Day(now, TimeZoneInfo.Utc).AddDays(-1)) return Refusal.Invalid("R54", "改进事项的期限不能在过去。", "A lesson's last day does not lie in the past.");
            }
            return made();
        }
        if (await Find(actor.Office, drill, ct) is not { } before) return Gone;
        // Refusals are recorded by the act below; only what will be taken closes the drill's office.
        if (Judge(acts.Clock, before, () => new DrillBegun()).Ok)
        {
            await Go(actor.Office, drill, ct);
            if ((await offices.End(actor, drill, ct)).Refusal is { } no) return no;
        }
        var (people_, figures) = await Record(before, ct);
        var tip = await ledger.Tip(drill, ct);
        return await Change(actor, drill, "drills.end", (act, d) => Judge(act.Now, d, () => new DrillEnded(findings.Findings.Trim(),
            [.. findings.Lessons.Select((l, i) => new DrillLesson(i + 1, l.Text.Trim(), l.Owner, everyone.First(p => p.Id == l.Owner).Name, l.Due))],
            people_, figures, (int)(act.Now - d.BegunAt!.Value).TotalMinutes, tip.Sequence, tip.Hash)), ct);
    }

    /// <summary>A lesson is put into effect, with what shows it (R54): by its owner, a planner or a leader.</summary>
    public Task<Outcome<Drill>> FinishLesson(Actor actor, OfficeId drill, int lesson, string evidence, CancellationToken ct = default) => Change(actor, drill, "drills.finish-lesson", (_, d) =>
        d.Ended?.Lessons.FirstOrDefault(l => l.Number == lesson) is not { } l ? Gone
        : actor.Person != l.Owner && !MayPlan(actor) ? NotYours
        : d.Done.Any(x => x.Lesson == lesson) ? new Refusal("drill.lesson-done", "R54", "这条改进事项已经登记完成。", "This lesson is noted as done already.")
        : Deciding.Missing("R54", (evidence, "完成情况", "what was done")) is { } missing ? missing : new DrillLessonDone(lesson, evidence.Trim()), ct);

    /// <summary>What the drill's records show so far, for its page.</summary>
    public async Task<DrillFigures> Figures(Drill drill, CancellationToken ct = default) => drill.Ended?.Figures ?? (await Record(drill, ct)).Figures;

    private async Task<(IReadOnlyList<DrillPerson> People, DrillFigures Figures)> Record(Drill drill, CancellationToken ct)
    {
        var all = new List<Case>();
        foreach (var line in await cases.List(drill.Id, closedToo: true, ct)) if (await cases.Find(drill.Id, line.Id, ct) is { } c) all.Add(c);
        var by = new Dictionary<PersonId, int>();
        var (refused, posts) = (0, 0);
        await foreach (var e in ledger.Read(drill.Id, ct: ct))
        {
            if (e.Act.EndsWith(".refused", StringComparison.Ordinal)) refused++;
            else by[e.Stamp.Person] = by.GetValueOrDefault(e.Stamp.Person) + 1;
            if (e.Act == "drills.replay") posts += e.Data.GetProperty("posts").GetInt32();
        }
        var now = acts.Clock;
        var duties = all.SelectMany(c => c.Duties.Where(d => d.CarriedTo is null)).ToList();
        var names = (await people.List(drill.Id, ct)).ToDictionary(p => p.Id, p => p.Name);
        return ([.. drill.Plan.Cast.GroupBy(c => c.Person).Select(g => new DrillPerson(g.Key, names.GetValueOrDefault(g.Key, g.Key.Value), [.. g.Select(c => c.Role).Distinct()], by.GetValueOrDefault(g.Key)))],
            new(posts, all.Count, all.Sum(c => c.Answers.Count), duties.Count(d => !d.Open && !d.Late(now)), duties.Count(d => d.Late(now)), refused));
    }

    private sealed record Played(List<ReplayPost> Posts, string? From);

    private async Task<Outcome<Played>> Script(Actor actor, DrillPlan plan, Stream? file, CancellationToken ct)
    {
        if (plan.Of is not { } of)
        {
            if (file is null) return Refusal.Invalid("R55", "请选择一个过去的事件，或选择帖子文件。", "Choose a past event, or a file of posts.");
            var zone = (await policies.Current(actor.Office, ct)).Zone;
            var read = await Replays.Read(file, zone, acts.Clock, ct);
            return read.Refusal is { } unread ? unread : new Played([.. read.Value], null);
        }
        if (await cases.Find(actor, of, ct) is not { } event_) return Refusal.NotFound("没有这个事件。", "There is no such event.");
        var found = new List<(DateTimeOffset, ReplayPost)>();
        foreach (var topic in event_.Topics)
        {
            var posts = await topics.PostsOf(actor, new TopicId(topic), limit: Replays.Most, ct: ct);
            if (posts.Refusal is { } no) return no;
            found.AddRange(posts.Value.Select(p => (p.Post.At, new ReplayPost(0, p.Post.Host, p.Post.Title, p.Post.Text,
                p.Post.Counts.Views, p.Post.Counts.Replies, p.Post.Counts.Reposts, p.Post.Counts.Likes))));
        }
        var script = Replays.Script(found);
        return script.Refusal is { } empty ? empty : new Played([.. script.Value], event_.Number);
    }

    private static Refusal? Unknown(IReadOnlyList<DrillPart> cast, IReadOnlyList<Person> everyone, IReadOnlyList<Section> sections) =>
        cast.Any(c => everyone.All(p => p.Id != c.Person) || c.Section is { } s && sections.All(x => x.Id != s))
            ? Refusal.NotFound("参演人员或科室不在本单位。", "Someone of the cast, or a section, is not in the office.") : null;

    private Task<Outcome<Drill>> Change(Actor actor, OfficeId drill, string name, Func<Act, Drill, Outcome<DrillEntry>> decide, CancellationToken ct) =>
        acts.Run<Drill>(actor, name, Drill.Of(drill), async act =>
        {
            if (await act.Store.Set<DrillRow>().SingleOrDefaultAsync(d => d.Id == drill.Value, ct) is not { } row) return Gone;
            var decided = decide(act, State(row));
            return decided.Refusal is { } no ? no : Save(act, row, decided.Value);
        }, ct);

    private static Drill Save(Act act, DrillRow? row, DrillEntry entry)
    {
        var before = row is null ? null : State(row);
        var now = Drill.Apply(before, entry, act.Write(entry, DrillJson.Default.DrillEntry));
        if (row is null) act.Store.Add(row = new DrillRow { Office = act.Actor.Office, Id = now.Id.Value, PlannedAt = now.PlannedAt });
        (row.Version, row.State) = (now.Version, Bytes(now));
        if (entry is DrillBegun) row.NextAt = act.Now;
        if (entry is DrillEnded) row.NextAt = null;
        return now;
    }

    private static Drill State(DrillRow row) => JsonSerializer.Deserialize(row.State, DrillJson.Default.Drill) ?? throw new InvalidDataException($"drill {row.Id} has no state");

    private static Refusal Gone => Refusal.NotFound("没有这次演练。", "There is no such drill.");

    private static Refusal Begun => new("drill.begun", "R55", "演练已经开始、结束或取消，计划不能再改。", "The drill has begun, ended or been given up; its plan stays.");

    private static Refusal NotRunning => new("drill.not-running", "R55", "演练还没有开始。", "The drill has not begun.");

    private static Refusal NotYours => Refusal.NotYourPost("R55", "您的岗位不能办理演练事项；演练中也不能另组织演练。", "Your post may not do this, nor is a drill planned inside a drill.");
}
