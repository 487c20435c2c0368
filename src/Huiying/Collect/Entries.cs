using System.Security.Cryptography;
using System.Text;
using Huiying.Collect.Masking;
using Huiying.Collect.Reading;
using Huiying.Ground;

namespace Huiying.Collect;

/// <summary>What a clerk types in about something that reached the office otherwise than by a poll (R16).</summary>
/// <param name="Channel">How it came.</param>
/// <param name="Public">Whether everybody can read it where it stands; must be said.</param>
/// <param name="ReceivedAt">When the office was told (知悉): clocks run from here.</param>
/// <param name="Caller">Who called or sent it; for telephone, fax and a superior's order always. Goes to the contact store.</param>
/// <param name="Number">The caller's number; as <paramref name="Caller"/>.</param>
/// <param name="Url">The public page, for something found by hand.</param>
/// <param name="Files">What came with it: a scanned letter, a photograph, a recording.</param>
public sealed record EntryDraft(
    Channel Channel, bool? Public, string Title, string Text, DateTimeOffset ReceivedAt, string? Caller = null, string? Number = null, string? Url = null,
    DateTimeOffset? Published = null, IReadOnlyList<EntryFile>? Files = null);

/// <summary>Entries by hand: telephone, fax, hotline, section, superior, or a page an officer found (R16).</summary>
public sealed class Entries(Acts acts, Intake intake, Contacts contacts, Attachments attachments, CurrentPolicy policies)
{
    /// <summary>
    /// Stores the entry as a post. Refused: not the clerk's or duty officers' post; public yes/no unsaid; received later than entered; no caller
    /// and number where the channel has them; no text; an attachment that is not taken (<see cref="Attachments"/>); the page is stored already.
    /// </summary>
    public async Task<Outcome<PostId>> Enter(Actor actor, EntryDraft draft, CancellationToken ct = default)
    {
        var policy = await policies(actor.Office, ct);
        List<ContactLine> lines = [];
        if (!string.IsNullOrWhiteSpace(draft.Caller)) lines.Add(new("来电（文）人", draft.Caller.Trim()));
        if (!string.IsNullOrWhiteSpace(draft.Number)) lines.Add(new("号码", draft.Number.Trim()));
        var encrypted = lines.Count > 0 ? contacts.Encrypt(new Contact(lines)) : null;
        var files = attachments.Ready(draft.Files ?? []);
        return await acts.Run<PostId>(actor, "entries.enter", Subject.Of(actor.Office), async act =>
        {
            if (Permit.Enter(actor, "R16") is { } no) return no;
            if (draft.Public is not { } isPublic) return Refusal.Invalid("R16", "请选择是否公开信息。", "Say whether it is public.");
            if (draft.ReceivedAt > act.Now)
            {
                return new Refusal("entry.received-later", "R16", "收到时间不能晚于登记时间。", "It cannot have been received later than it is entered.");
            }
            if (draft.Channel is Channel.Telephone or Channel.Fax or Channel.Superior && (string.IsNullOrWhiteSpace(draft.Caller) || string.IsNullOrWhiteSpace(draft.Number)))
            {
                return new Refusal("entry.no-caller", "R16", "电话、传真和上级交办须填写来电（文）人和号码。", "Telephone, fax and a superior's order need the caller and the number.");
            }
            Uri? url = null;
            if (draft.Channel == Channel.Web && draft.Url is null) return Refusal.Invalid("R16", "网上发现的信息须填写网址。", "Give the address of what was found on the web.");
            if (draft.Url is { } address && (!Uri.TryCreate(address.Trim(), UriKind.Absolute, out url) || url.Scheme is not ("http" or "https")))
            {
                return Refusal.Invalid("R16", "网址须以 http 或 https 开头。", "The address begins with http or https.");
            }
            if (string.IsNullOrWhiteSpace(draft.Text)) return Refusal.Invalid("R16", "请填写内容。", "Give the text.");
            if (files.Refusal is { } unfit) return unfit;

            var arrival = new Arrival
            {
                Kind = draft.Channel == Channel.Web ? PostKind.Article : PostKind.Report,
                Channel = draft.Channel,
                Public = isPublic,
                Url = url,
                Identity = url is not null ? CanonicalUrl.Of(url.AbsoluteUri) ?? url.AbsoluteUri : $"entry:{Guid.CreateVersion7():N}",
                Title = draft.Title,
                Text = draft.Text,
                Published = draft.Published,
                ReceivedAt = draft.ReceivedAt,
                EnteredAfterwards = act.Now - draft.ReceivedAt > policy.Collect.EnteredAfter,
                RawHash = SHA256.HashData(Encoding.UTF8.GetBytes($"{draft.Title}\n{draft.Text}")),
                TakenBecause = $"人工登记：{ChannelName(draft.Channel)}",
            };
            var judged = Intake.Judge(arrival, new IntakeRules(t => Mask.Apply(t).Text, _ => null));
            if (judged.Outcome == IntakeOutcome.Unreadable) return Refusal.Invalid("R16", "请填写内容。", "Give the text.");
            var taken = (await intake.Store(act.Store, [judged], act.Now, ct))[0];
            if (taken.Outcome == IntakeOutcome.Duplicate)
            {
                return new Refusal("entry.known", "R16", $"这个网页已经采集，编号{taken.Post}。", $"The page is stored already as post {taken.Post}.");
            }
            var post = taken.Post!.Value;
            if (encrypted is not null) act.Store.Add(new ContactRow { Office = actor.Office, Post = post, Encrypted = encrypted });
            Attachments.Keep(act, post, files.Value);
            act.Write(new Subject("post", post.ToString()),
                new EntryEntry(draft.Channel, isPublic, draft.ReceivedAt, arrival.EnteredAfterwards, Convert.ToHexStringLower(judged.TextHash!),
                    files.Value.Count == 0 ? null : [.. files.Value.Select(f => f.Hash)]),
                CollectJson.Default.EntryEntry);
            return post;
        }, ct);
    }

    /// <summary>The channel as officers call it.</summary>
    public static string ChannelName(Channel channel) => channel switch
    {
        Channel.Web => "网上巡查",
        Channel.Message => "网民留言",
        Channel.Hotline => "热线",
        Channel.Petition => "信访",
        Channel.Telephone => "电话",
        Channel.Fax => "传真",
        Channel.Section => "科室报告",
        Channel.Superior => "上级交办",
        _ => throw new ArgumentOutOfRangeException(nameof(channel)),
    };
}
