using System.Text.Json;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Review;

/// <summary>What a person types about a training; results by person.</summary>
public sealed record TrainingText(string Title, string By, DateOnly? On, double Hours, IReadOnlyList<(PersonId Person, string Result)> People);

/// <summary>Training records (R55): who, what, when, how many hours, with what result. A record is an entry; a wrong one is annulled with a reason and stays to be seen.</summary>
public sealed class Trainings(Acts acts, IDbContextFactory<Store> stores, People people, PolicyVersions policies, Drills drills)
{
    private static readonly Role[] Keepers = [Role.Clerk, Role.SupervisionOfficer, Role.SupervisingLeader, Role.PrincipalLeader];

    /// <summary>Who keeps them.</summary>
    public static bool MayKeep(Actor actor) => actor.IsAny(Keepers) && !actor.Office.IsDrill;

    /// <summary>Trainings of a span, the latest first; annulled ones too.</summary>
    public async Task<IReadOnlyList<Training>> List(OfficeId office, DateOnly? from = null, DateOnly? until = null, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        var rows = store.Set<TrainingRow>().AsNoTracking();
        if (from is { } f) rows = rows.Where(t => t.On >= f);
        if (until is { } u) rows = rows.Where(t => t.On <= u);
        return [.. (await rows.OrderByDescending(t => t.On).ThenByDescending(t => t.Id).ToListAsync(ct))
            .Select(r => new Training(JsonSerializer.Deserialize(r.What, TrainingJson.Default.TrainingHeld)!, r.RecordedByName, r.RecordedAt, r.Annulled))];
    }

    /// <summary>Writes down a training. Refused without title, teacher, day, hours (half an hour to 200) and people; for a day that is still to come.</summary>
    public async Task<Outcome<Done>> Record(Actor actor, TrainingText text, CancellationToken ct = default)
    {
        var id = Guid.CreateVersion7().ToString("N");
        var everyone = (await people.List(actor.Office, ct)).ToDictionary(p => p.Id, p => p.Name);
        return await acts.Run<Done>(actor, "trainings.record", new Subject("training", id), async act =>
        {
            if (!MayKeep(actor)) return NotYours;
            if (Deciding.Missing("R55", (text.Title, "培训内容", "what was taught"), (text.By, "培训人或培训地点", "by whom or where")) is { } missing) return missing;
            var policy = await policies.Current(act.Store, ct);
            if (text.On is not { } on) return Refusal.Invalid("R55", "请填写培训日期。", "Give the day.");
            if (on > Words.Day(act.Now, policy.Zone)) return Refusal.Invalid("R55", "培训日期不能在今天之后：办完再登记。", "The day is still to come: record it when it was held.");
            if (text.Hours is not (>= 0.5 and <= 200)) return Refusal.Invalid("R55", "学时应为0.5到200。", "Hours are from half an hour to 200.");
            if (text.People.Count == 0) return Refusal.Invalid("R55", "请选择参加培训的人员。", "Choose who took part.");
            if (text.People.Any(p => !everyone.ContainsKey(p.Person))) return Refusal.NotFound("参加人员不在本单位。", "Someone named is not in the office.");
            var held = new TrainingHeld(id, text.Title.Trim(), text.By.Trim(), on, text.Hours,
                [.. text.People.DistinctBy(p => p.Person).Select(p => new Trained(p.Person, everyone[p.Person], p.Result.Trim()))]);
            act.Store.Add(new TrainingRow
            {
                Office = actor.Office,
                Id = id,
                On = on,
                RecordedAt = act.Now,
                RecordedByName = actor.Name,
                What = JsonSerializer.Serialize(held, TrainingJson.Default.TrainingHeld),
            });
            act.Write(held, TrainingJson.Default.TrainingHeld);
            return default(Done);
        }, ct);
    }

    /// <summary>Annuls a wrong record, with the reason.</summary>
    public Task<Outcome<Done>> Annul(Actor actor, string training, string reason, CancellationToken ct = default) =>
        acts.Run<Done>(actor, "trainings.annul", new Subject("training", training), async act =>
        {
            if (!MayKeep(actor)) return NotYours;
            if (Deciding.Missing("R55", (reason, "作废理由", "why")) is { } missing) return missing;
            if (await act.Store.Set<TrainingRow>().SingleOrDefaultAsync(t => t.Id == training, ct) is not { } row) return Refusal.NotFound("没有这条培训记录。", "There is no such record.");
            if (row.Annulled is not null) return new Refusal("training.annulled", "R55", "这条记录已经作废。", "It was annulled already.");
            row.Annulled = reason.Trim();
            act.Write(new TrainingAnnulled(reason.Trim()), TrainingJson.Default.TrainingAnnulled);
            return default(Done);
        }, ct);

    /// <summary>One line for each person and training of a span, drills that have ended among them, for export.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<object?>>> Lines(OfficeId office, DateOnly from, DateOnly until, TimeZoneInfo zone, CancellationToken ct = default)
    {
        var lines = (await List(office, from, until, ct)).SelectMany(t => t.What.People.Select(p => (t.What.On, Line: (IReadOnlyList<object?>)
            [Day(t.What.On), p.Name, "培训", t.What.Title, t.What.By, t.What.Hours, p.Result, t.Annulled is { } why ? $"作废：{why}" : null, t.RecordedByName]))).ToList();
        foreach (var d in await drills.List(office, ct))
        {
            if (d.Ended is not { } ended || Words.Day(d.BegunAt!.Value, zone) is var day && (day < from || day > until)) continue;
            lines.AddRange(ended.People.Select(p => (day, (IReadOnlyList<object?>)
                [Day(day), p.Name, "演练", d.Plan.Title, string.Join('、', p.Posts.Select(Words.Of)), Math.Round(ended.Minutes / 60.0, 1), $"办理{p.Acts}项", null, d.EndedByName])));
        }
        return [.. lines.OrderBy(l => l.On).Select(l => l.Line)];
    }

    /// <summary>The columns of <see cref="Lines"/>.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["日期", "人员", "类别", "内容", "培训人、地点或岗位", "学时", "结果", "备注", "登记人"];

    /// <summary>The same columns' names for programs.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["day", "person", "kind", "what", "by_or_posts", "hours", "result", "note", "recorded_by"];

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static Refusal NotYours => Refusal.NotYourPost("R55", "培训记录由办公室、督查员或领导登记；演练中不能登记。", "The office, supervision or a leader keeps training records; not inside a drill.");
}
