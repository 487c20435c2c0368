using System.Security.Cryptography;
using Huiying.Assess.Routing;
using Huiying.Collect;
using Huiying.Collect.Masking;
using Huiying.Documents;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Handle;

/// <summary>A label of a file, how many messages bear it, and the section of that name if there is one.</summary>
public sealed record LabelFound(string Label, int Messages, SectionId? Section);

/// <summary>What a labelled file holds, before anything of it is kept.</summary>
/// <param name="Rejected">Rows that cannot be taken, each with its reason.</param>
public sealed record LabelledLook(IReadOnlyList<LabelFound> Labels, IReadOnlyList<SheetProblem> Rejected);

/// <summary>
/// Files of messages whose section is known (jsonl, csv, xlsx): the office's routing learns from them before it has assignments of its own, and beside them (R64). Kept
/// is who took which file when, and of each message its words only (<see cref="RouteWords"/>); authors and contact details go nowhere (S03). People decide all the same.
/// </summary>
public sealed class LabelledFiles(IDbContextFactory<Store> stores, Acts acts, People people, Mappings mappings)
{
    /// <summary>Messages of one file.</summary>
    public const int Most = 20_000;

    /// <summary>Who may take a file in, and take it away again.</summary>
    public static bool MayTake(Actor actor) => actor.IsAny(Role.Clerk, Role.SupervisingLeader);

    /// <summary>The files, the latest first, those taken away among them. Refused for who holds no post.</summary>
    public async Task<Outcome<IReadOnlyList<LabelledFile>>> List(Actor actor, CancellationToken ct = default)
    {
        if (actor.Posts.Count == 0) return Refusal.NotYourPost("R64", "只有在本单位任职的人员可以查看。", "Only people holding a post in the office may see this.");
        await using var store = stores.Open(actor.Office);
        return (await store.Set<LabelledRow>().AsNoTracking().OrderByDescending(f => f.At).ThenByDescending(f => f.Id).Select(f => new { f.Office, f.Id, f.At, f.Hash, f.State }).ToListAsync(ct))
            .ConvertAll(f => new LabelledRow { Office = f.Office, Id = f.Id, At = f.At, Hash = f.Hash, State = f.State }.File);
    }

    /// <summary>The labels of a file with the sections of the same name. Refused: not the post's; nothing in it can be taken.</summary>
    public async Task<Outcome<LabelledLook>> Look(Actor actor, Stream input, CancellationToken ct = default)
    {
        if (!MayTake(actor)) return NotYours;
        var read = await Read(actor.Office, input, ct);
        var named = (await people.Sections(actor.Office, ct)).ToDictionary(s => Fold.Text(s.Name), s => s.Id, StringComparer.Ordinal);
        if (read.Messages.Count == 0) return Nothing(read.Rejected);
        return new LabelledLook([.. read.Messages.GroupBy(m => m.Label).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new LabelFound(g.Key, g.Count(), named.TryGetValue(Fold.Text(g.Key), out var section) ? section : null))], read.Rejected);
    }

    /// <summary>
    /// Takes a file. Labels that stand for no section (null) are left out. Refused: not the post's; the same file is there already; too many messages; no message of a
    /// section, or of one section only, from which nothing can be told apart; a section the office does not have.
    /// </summary>
    public async Task<Outcome<LabelledFile>> Take(Actor actor, string name, Stream input, IReadOnlyDictionary<string, SectionId?> sections, CancellationToken ct = default)
    {
        var read = MayTake(actor) ? await Read(actor.Office, input, ct) : new([], [], "");
        var known = (await people.Sections(actor.Office, ct)).Select(s => s.Id).ToHashSet();
        var examples = read.Messages.Where(m => sections.GetValueOrDefault(m.Label) is not null)
            .Select(m => new LabelledExample(RouteWords.Of(m.Title), RouteWords.Of(m.Body), sections[m.Label]!.Value.Value)).Where(e => e.Title.Length + e.Body.Length > 0).ToList();
        var id = Ids.New<CaseId>().Value;
        return await acts.Run<LabelledFile>(actor, "routing.take", new Subject("labelled", id), async act =>
        {
            if (!MayTake(actor)) return NotYours;
            if (read.Messages.Count == 0) return Nothing(read.Rejected);
            if (sections.Values.Any(s => s is { } section && !known.Contains(section))) return Refusal.Invalid("R64", "有的科室本单位没有，请刷新页面重新选择。", "A section is not the office's: reload and choose again.");
            if (examples.Select(e => e.Section).Distinct().Count() < 2)
            {
                return Refusal.Invalid("R64", "至少要有两个科室的样例才能学到区别，请把标签对应到科室。", "Examples of at least two sections are needed to tell them apart: say which section each label is.");
            }
            if (await act.Store.Set<LabelledRow>().AnyAsync(f => f.Hash == read.Hash && f.Examples != null, ct))
            {
                return new Refusal("routing.same-file", "R64", "这份文件已经收过；如要重收，请先移除原来的。", "This file is taken already; remove it before taking it again.");
            }
            var file = new LabelledFile(id, Mask.Apply(Path.GetFileName(name)).Text, read.Hash, act.Now, actor.Name,
                [.. examples.GroupBy(e => e.Section).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => new LabelledSection(new(g.Key), g.Count()))],
                read.Rejected.Count + read.Messages.Count - examples.Count);
            act.Store.Add(new LabelledRow { Office = actor.Office, Id = id, At = act.Now, Hash = read.Hash, State = LabelledRow.Bytes(file), Examples = LabelledRow.Pack(examples) });
            act.Write(new LabelledTakenEntry(file.Name, file.Hash, file.Sections, file.Rejected), LabelledJson.Default.LabelledTakenEntry);
            return file;
        }, ct);
    }

    /// <summary>Takes a file away again: nothing is learned from it any more and its examples are destroyed; that it was there stays. Refused: not the post's, without a reason, when it is gone already.</summary>
    public Task<Outcome<LabelledFile>> Remove(Actor actor, string id, string reason, CancellationToken ct = default) =>
        acts.Run<LabelledFile>(actor, "routing.remove", new Subject("labelled", id), async act =>
        {
            if (!MayTake(actor)) return NotYours;
            if (await act.Store.Set<LabelledRow>().SingleOrDefaultAsync(f => f.Id == id, ct) is not { } row) return Refusal.NotFound("没有这份文件。", "There is no such file.");
            if (row.Examples is null) return new Refusal("routing.removed", "R64", "这份文件已经移除。", "This file was removed already.");
            if (string.IsNullOrWhiteSpace(reason)) return Refusal.Invalid("R64", "请写明移除的理由，例如“科室职责已调整”。", "Give the reason, for example \"sections changed\".");
            var file = row.File with { Removed = new(act.Now, actor.Name, reason.Trim()) };
            (row.State, row.Examples) = (LabelledRow.Bytes(file), null);
            act.Write(new LabelledRemovedEntry(file.Name, file.Hash, file.Examples, reason.Trim()), LabelledJson.Default.LabelledRemovedEntry);
            return file;
        }, ct);

    private sealed record Labelled(string Title, string Body, string Label);

    private sealed record ReadFile(IReadOnlyList<Labelled> Messages, IReadOnlyList<SheetProblem> Rejected, string Hash);

    private async Task<ReadFile> Read(OfficeId office, Stream input, CancellationToken ct)
    {
        var begin = input.Position;
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(input, ct));
        input.Position = begin;
        // A time in a sheet teaches nothing here, so none is refused for it.
        var sheet = new MessageSheet(_ => DateTimeOffset.UnixEpoch, await mappings.Reading(office, ct));
        var (messages, rejected) = (new List<Labelled>(), new List<SheetProblem>());
        await foreach (var item in sheet.Read(input, ct: ct))
        {
            if (item.Problem is { } problem) rejected.Add(problem);
            else if (item.Message is { } m && Label(m) is { Length: > 0 and <= 60 } label && messages.Count < Most) messages.Add(new(m.Title, m.Body, label));
            else rejected.Add(new(item.Message!.Row, "", "label", messages.Count < Most ? "没有科室（标签）" : $"超过 {Most} 条", messages.Count < Most ? "it has no section (label)" : $"beyond {Most} rows",
                messages.Count < Most ? "在“承办单位”或“标签”一列写上科室" : "分成几份文件", messages.Count < Most ? "put the section into a column of that name" : "split the file"));
        }
        input.Position = begin;
        return new(messages, rejected, hash);
    }

    private static string? Label(SheetMessage message) =>
        (message.Values.GetValueOrDefault(ColumnTarget.Section) ?? message.Values.GetValueOrDefault(ColumnTarget.Label))?.Trim();

    private static Refusal Nothing(IReadOnlyList<SheetProblem> rejected) => Refusal.Invalid("R64",
        $"文件里没有可学的样例：每行要有标题或内容，并在“承办单位”或“标签”一列写明科室。{(rejected.Count > 0 ? rejected[0].LineZh : "")}",
        $"Nothing to learn from: each row needs a title or text, and its section in a column of that name. {(rejected.Count > 0 ? rejected[0].LineEn : "")}");

    private static Refusal NotYours => Refusal.NotYourPost("R64", "交办样例由办公室经办人或分管领导收取。", "Labelled files are taken by the office's clerk or the supervising leader.");
}
