using Huiying.Assess;
using Huiying.Ground;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using PostId = Huiying.Collect.PostId;

namespace Huiying.Web.Pages.Opinion;

/// <summary>What an officer puts right in one topic: merge, split, move, mute, and undo of each.</summary>
[Posts(Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader, Role.PartySecretary, Role.DutyOfficer, Role.DutyLeader)]
internal sealed class CorrectModel(Topics topics, Corrections corrections, When when) : OfficePage
{
    private const int PerPage = 50;

    public TopicPage Topic { get; private set; } = null!;

    /// <summary>Other topics, those with the likest titles first.</summary>
    public IReadOnlyList<TopicLine> Others { get; private set; } = [];

    /// <summary>Some of the topic's posts, in the order they came.</summary>
    public IReadOnlyList<PostInTopic> Shown { get; private set; } = [];

    public IReadOnlyList<Correction> Made { get; private set; } = [];

    /// <summary>The word the other topics were looked for by.</summary>
    public string Word { get; private set; } = "";

    /// <summary>The last post shown when there are more.</summary>
    public PostId? More { get; private set; }

    public IReadOnlyList<Choice> Goals => [new("", T["单独成为一个新话题"]), .. Others.Select(o => new Choice(o.Id.Value, T["移到“{0}”", o.Title]))];

    public IReadOnlyList<string> Ticked(string field) => Request.HasFormContentType ? [.. Request.Form[field].OfType<string>()] : [];

    public async Task<IActionResult> OnGetAsync(string id, string? q, long? after, CancellationToken ct)
    {
        var opened = await topics.Open(Actor, new TopicId(id), ct);
        if (opened.Refusal is { } refusal) return refusal.Code == "not-found" ? NotFound() : StatusCode(StatusCodes.Status403Forbidden);
        Topic = opened.Value;
        if (Topic.Line.Id.Value != id) return LocalRedirect($"/topics/{Topic.Line.Id}/correct");
        Word = q?.Trim() ?? "";
        Others = (await corrections.Alike(Actor, Topic.Line.Id, Word, ct: ct)).Value;
        Shown = (await topics.PostsOf(Actor, Topic.Line.Id, after is { } last ? new PostId(last) : null, PerPage, ct)).Value;
        More = Shown.Count == PerPage ? Shown[^1].Post.Id : null;
        Made = (await corrections.Of(Actor, Topic.Line.Id, ct)).Value;
        return Page();
    }

    public async Task<IActionResult> OnPostMergeAsync(string id, string[]? from, string? because, string? q, CancellationToken ct)
    {
        if (from is null or []) return await Missing("from", "请勾选要并进来的话题。", id, q, ct);
        Outcome<Done> merged = default(Done);
        foreach (var topic in from)
        {
            merged = await corrections.Merge(Actor, new TopicId(topic), new TopicId(id), because ?? "", ct);
            if (!merged.Ok) break;
        }
        return await Answer(merged, _ => $"/topics/{id}/correct", "话题已合并，以后的信息照此归类。", () => OnGetAsync(id, q, null, ct));
    }

    public async Task<IActionResult> OnPostApartAsync(string id, long[]? posts, string? to, string? why, CancellationToken ct)
    {
        PostId[] taken = [.. (posts ?? []).Select(p => new PostId(p))];
        if (taken.Length == 0) return await Missing("posts", "请勾选要移走的信息。", id, null, ct);
        if (string.IsNullOrEmpty(to))
        {
            return await Answer(await corrections.Split(Actor, new TopicId(id), taken, why ?? "", ct), _ => $"/topics/{id}/correct", "已拆分，以后相近的信息归入新话题。", () => OnGetAsync(id, null, null, ct));
        }
        return await Answer(await corrections.Move(Actor, new TopicId(id), taken, new TopicId(to), why ?? "", ct), _ => $"/topics/{id}/correct", "信息已移走，以后照此归类。", () => OnGetAsync(id, null, null, ct));
    }

    public async Task<IActionResult> OnPostMuteAsync(string id, string? until, string? quiet, CancellationToken ct)
    {
        if (when.Read(until) is not { } end) return await Missing("until", "请填写静默到什么时候，最长 14 天。", id, null, ct);
        return await Answer(await corrections.Mute(Actor, new TopicId(id), end, quiet ?? "", ct), _ => $"/topics/{id}/correct", "话题已静默，到期自动恢复。", () => OnGetAsync(id, null, null, ct));
    }

    public async Task<IActionResult> OnPostUndoAsync(string id, int number, CancellationToken ct) =>
        await Answer(await corrections.Undo(Actor, number, Typed($"undo{number}"), ct), _ => $"/topics/{id}/correct", "更正已撤销。", () => OnGetAsync(id, null, null, ct));

    private Task<IActionResult> Missing(string field, string said, string id, string? q, CancellationToken ct)
    {
        Wrong(field, said);
        return Again(() => OnGetAsync(id, q, null, ct), Response);
    }
}
