using Huiying.Collect;
using Huiying.Ground;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Collect;

/// <summary>Entries by hand with what came along, and single pages by their address (R16).</summary>
[Posts(Role.Clerk, Role.DutyOfficer, Role.DutyLeader)]
[RequestSizeLimit(Largest)]
[RequestFormLimits(MultipartBodyLengthLimit = Largest)]
internal sealed class NewEntryModel(Entries entries, Pasted pasted, When when) : OfficePage
{
    private const long Largest = (long)Attachments.MostBytes * (Attachments.MostFiles + 1);

    private static readonly Channel[] ByHand = [Channel.Telephone, Channel.Fax, Channel.Hotline, Channel.Petition, Channel.Section, Channel.Superior, Channel.Web];

    public IReadOnlyList<Choice> Channels => [.. ByHand.Select(c => new Choice(c.ToString(), T[Names.Of(c)]))];

    public async Task<IActionResult> OnPostAsync(
        Channel channel, bool? open, string? receivedAt, string? caller, string? number, string? title, string? text, string? url, List<IFormFile>? files, CancellationToken ct)
    {
        Need("title", title, "请填写标题。");
        Need("text", text, "请填写内容。");
        if (when.Happened(receivedAt) is not { } received) Wrong("receivedAt", "请填写收到时间。");
        else if (ModelState.IsValid)
        {
            var attached = new List<EntryFile>();
            foreach (var file in files ?? [])
            {
                using var bytes = new MemoryStream();
                // What is too large is not read; an empty file is refused in the same words.
                await using var stream = file.OpenReadStream();
                if (file.Length <= Attachments.MostBytes) await stream.CopyToAsync(bytes, ct);
                attached.Add(new(file.FileName, bytes.ToArray()));
            }
            var draft = new EntryDraft(channel, open, title!, text!, received, caller, number, string.IsNullOrWhiteSpace(url) ? null : url, Files: attached);
            return await Answer(await entries.Enter(Actor, draft, ct), post => $"/posts/{post}", "已登记。", Show);
        }
        return await Again(Show, Response);
    }

    public async Task<IActionResult> OnPostPasteAsync(string? address, CancellationToken ct)
    {
        Need("address", address, "请粘贴网址。");
        if (!ModelState.IsValid) return await Again(Show, Response);
        return await Answer(await pasted.Take(Actor, address!, ct), post => $"/posts/{post}", "已收下这一页。", Show);
    }

    private Task<IActionResult> Show() => Task.FromResult<IActionResult>(Page());
}
