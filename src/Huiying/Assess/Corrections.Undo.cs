using System.Text.Json;
using Huiying.Collect;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess;

public sealed partial class Corrections
{
    /// <summary>
    /// Undoes a correction. Refused: when it is undone already, when the merged topic has been decided on since (its answer answered both, R41), when the posts went
    /// on to another topic meanwhile.
    /// </summary>
    public Task<Outcome<Done>> Undo(Actor actor, int number, string reason, CancellationToken ct = default) =>
        acts.Run<Done>(actor, "topics.undo", new Subject("correction", number.ToString(System.Globalization.CultureInfo.InvariantCulture)), async act =>
        {
            if (Refused(actor, reason) is { } no) return no;
            var hidden = await Topics.Hidden(act.Store, actor, ct);
            if (await act.Store.Set<CorrectionRow>().SingleOrDefaultAsync(c => c.Number == number, ct) is not { } row || hidden.Contains(row.Topic) || row.Other is { } o && hidden.Contains(o))
            {
                return Refusal.NotFound("没有这条更正记录。", "There is no such correction.");
            }
            if (row.UndoneAt is not null) return new Refusal("correction.undone", "R61", "这条更正已经撤销过了。", "This correction is undone already.");
            var refusal = row.Kind switch
            {
                CorrectionKind.Merge => await Part(act, row, ct),
                CorrectionKind.Split => await Rejoin(act, row, ct),
                CorrectionKind.Move => await Return(act, row, ct),
                _ => await Unmute(act, row, ct),
            };
            if (refusal is not null) return refusal;
            (row.UndoneAt, row.UndoneBy, row.UndoneByName) = (act.Now, actor.Person, actor.Name);
            act.Write(row.Topic.Subject, new CorrectionUndoneEntry(number, row.Kind, reason.Trim()), CorrectionJson.Default.CorrectionUndoneEntry);
            return default(Done);
        }, ct);

    /// <summary>One topic becomes part of another: figures, ticks and the more urgent duty go with it.</summary>
    /// <returns>The voices the other is credited with.</returns>
    private static async Task<Outcome<int>> Join(Act act, TopicRow leaving, TopicRow staying, CancellationToken ct)
    {
        if (leaving.Id == staying.Id) return Refusal.Invalid("R20", "请选择另一个话题。", "Choose another topic.");
        if (leaving.Answer is TopicAnswer.Opened or TopicAnswer.Merged)
        {
            return new Refusal("topic.in-event", "R41", $"“{leaving.Title}”已经立项，不能并到别的话题；请反过来，把另一个话题并进来。",
                $"Topic {leaving.Id} belongs to an event and stays: merge the other one into it.");
        }
        var owes = leaving is { DutyDueAt: not null, Answer: null };
        if (owes && staying.Answer is not null)
        {
            return new Refusal("topic.owes", "R41", $"“{leaving.Title}”还没有答复，而“{staying.Title}”已有处理决定：请先决定它怎样处理（可以并入事件），再合并。",
                $"Topic {leaving.Id} still owes an answer and topic {staying.Id} has been answered: decide on it first.");
        }
        var store = act.Store;
        var tally = await TopicTally.Of(store, leaving, ct);
        await tally.AddTo(store, staying, ct);
        var voices = leaving.VoicesClosed + leaving.VoicesUnknown + await store.Set<VoiceRow>().CountAsync(v => v.Topic == leaving.Id, ct);
        staying.VoicesUnknown += voices;
        staying.Ticks = string.Join(' ', $"{staying.Ticks} {leaving.Ticks}".Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Order(StringComparer.Ordinal));
        if (owes && (staying.DutyDueAt is not { } due || leaving.DutyDueAt < due)) DutyBefore.Of(leaving).Put(staying);
        if (leaving.DiscoveredAt is { } found && !(staying.DiscoveredAt <= found))
        {
            (staying.DiscoveredAt, staying.DiscoveredBy, staying.DiscoveredByPerson) = (found, leaving.DiscoveredBy, leaving.DiscoveredByPerson);
        }
        leaving.MergedInto = staying.Id;
        var known = await store.Set<HiddenTopicRow>().AsNoTracking().Where(h => h.Topic == staying.Id).Select(h => h.From).ToListAsync(ct);
        foreach (var from in await store.Set<HiddenTopicRow>().AsNoTracking().Where(h => h.Topic == leaving.Id && !known.Contains(h.From)).Select(h => h.From).ToListAsync(ct))
        {
            store.Add(new HiddenTopicRow { Office = store.Office, Topic = staying.Id, From = from });
        }
        await store.SaveChangesAsync(ct);
        await store.Set<AssessedRow>().Where(a => a.Topic == leaving.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.Topic, staying.Id), ct);
        return voices;
    }

    /// <summary>Undoes a merge: the topic stands alone again, with what came to it meanwhile and with the duty it had.</summary>
    private async Task<Refusal?> Part(Act act, CorrectionRow row, CancellationToken ct)
    {
        var store = act.Store;
        var clusters = await Clusters.Read(store, ct);
        var topics = new Dictionary<TopicId, TopicRow>();
        foreach (var id in clusters.Chain(row.Topic)) topics[id] = await store.Set<TopicRow>().SingleAsync(t => t.Id == id, ct);
        var (own, root) = (topics[row.Topic], topics[clusters.Root(row.Topic)]);
        if (own.MergedInto != row.Other) return new Refusal("correction.undone", "R61", "这条更正已经撤销过了。", "This correction is undone already.");
        if (root is { Answer: not null } && root.AnsweredAt >= row.At)
        {
            return new Refusal("topic.decided", "R41", "合并以后已经按一个话题作了处理决定，不能撤销合并；如果确是两件事，请拆分。",
                "The merged topic has been decided on since: split it instead.");
        }
        var joined = own.Posts - row.Posts;
        own.MergedInto = null;
        own.VoicesUnknown += joined;
        await store.SaveChangesAsync(ct);
        var apart = await Clusters.Read(store, ct);
        await In(store, root.Id, apart.Under(own.Id)).ExecuteUpdateAsync(a => a.SetProperty(x => x.Topic, own.Id), ct);
        var tally = await TopicTally.Of(store, own, ct);
        foreach (var above in topics.Values.Where(t => t.Id != own.Id))
        {
            await Lose(store, above, tally, apart, ct);
            above.VoicesUnknown = Math.Max(0, above.VoicesUnknown - row.Voices);
        }
        var other = topics[row.Other!.Value];
        if (row.Before is { } before && other.Answer is null && other.DutyDueAt == own.DutyDueAt && other.DutyFrom == own.DutyFrom)
        {
            JsonSerializer.Deserialize(before, CorrectionJson.Default.DutyBefore)!.Put(other);
        }
        await store.SaveChangesAsync(ct);
        await Suggestions.Renew(act, own.Id == root.Id ? [own] : [own, root], await policies.Current(store, ct), sizes, ct);
        return null;
    }

    /// <summary>Undoes a split: what became of the new topic is part of the old one again.</summary>
    private async Task<Refusal?> Rejoin(Act act, CorrectionRow row, CancellationToken ct)
    {
        var clusters = await Clusters.Read(act.Store, ct);
        var made = await act.Store.Set<TopicRow>().SingleAsync(t => t.Id == row.Other!.Value, ct);
        if (made.MergedInto is not null) return new Refusal("correction.undone", "R61", "拆出的话题已经并入别的话题，请撤销那次合并。", "The new topic was merged since: undo that merge.");
        var back = clusters.Root(row.Topic);
        var staying = await act.Store.Set<TopicRow>().SingleAsync(t => t.Id == back, ct);
        if ((await Join(act, made, staying, ct)).Refusal is { } no) return no;
        await Suggestions.Renew(act, [staying], await policies.Current(act.Store, ct), sizes, ct);
        return null;
    }

    /// <summary>Undoes a move: each post goes back to the group it was in.</summary>
    private async Task<Refusal?> Return(Act act, CorrectionRow row, CancellationToken ct)
    {
        var store = act.Store;
        var groups = row.Moved.Split(' ').Select(m => m.Split(':')).ToDictionary(m => Number(m[0]), m => new TopicId(m[1]));
        List<PostId> ids = [.. groups.Keys];
        var rows = await store.Set<AssessedRow>().Where(a => ids.Contains(a.Post) && a.Correction == row.Number && !a.Purged).ToListAsync(ct);
        if (rows.Count == 0) return new Refusal("correction.undone", "R61", "这些信息后来又改归别处或已清理，不能撤销。", "The posts went elsewhere since, or were purged.");
        await Regroup(store, rows.ConvertAll(r => (r, groups[r.Post])), null, await Posts.Read(store, [.. rows.Select(r => r.Post)], ct), ct);
        var clusters = await Clusters.Read(store, ct);
        List<TopicId> both = [clusters.Root(row.Topic), clusters.Root(row.Other!.Value)];
        await Suggestions.Renew(act, await store.Set<TopicRow>().Where(t => both.Contains(t.Id)).ToListAsync(ct), await policies.Current(store, ct), sizes, ct);
        return null;
    }

    private static async Task<Refusal?> Unmute(Act act, CorrectionRow row, CancellationToken ct)
    {
        var topic = await act.Store.Set<TopicRow>().SingleAsync(t => t.Id == row.Topic, ct);
        if (!(topic.MutedUntil > act.Now)) return new Refusal("correction.undone", "R61", "静默已经到期。", "The mute has ended.");
        (topic.MutedUntil, topic.MuteReason, topic.MutedByName) = (null, null, null);
        return null;
    }
}
