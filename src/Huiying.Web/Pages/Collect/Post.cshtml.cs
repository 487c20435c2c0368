using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Web.Pages.Collect;

/// <summary>One post: why it was taken, where it stands, its masked text, and what came with it (R15, R17).</summary>
[AnyPost]
internal sealed class PostModel(Posts posts, Topics topics, Attachments attachments, TermTrials trials, IDbContextFactory<Store> stores) : OfficePage
{
    public Post Post { get; private set; } = null!;

    /// <summary>What the office calls its source.</summary>
    public string? From { get; private set; }

    public IReadOnlyList<Stretch> Title { get; private set; } = [];

    public IReadOnlyList<IReadOnlyList<Stretch>> Lines { get; private set; } = [];

    public IReadOnlyList<Attachment> Files { get; private set; } = [];

    public bool Marked => Title.Concat(Lines.SelectMany(l => l)).Any(p => p.Marked);

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken ct)
    {
        var number = new PostId(id);
        var read = await posts.Read(Actor, [number], ct);
        if (!read.Ok || read.Value is not [var post] || (await topics.Hidden(Actor, [number], ct)).Count > 0) return NotFound();
        Post = post;
        await using (var store = stores.Open(Actor.Office)) From = (await SourceNames.Read(store, ct)).Of(post);
        (Title, Lines) = await trials.Marks(Actor.Office, post, ct);
        if (await attachments.List(Actor, number, ct) is { Ok: true } files) Files = files.Value;
        return Page();
    }
}
