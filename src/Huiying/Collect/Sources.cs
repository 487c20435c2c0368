using System.Text.Json;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Collect;

/// <summary>The register of sources (R15): public pages about the office's field, each with its schedule and its health.</summary>
public sealed class Sources(Acts acts, IDbContextFactory<Store> stores, CurrentPolicy policies, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>
    /// Registers a source; it is due at once. Refused: not the clerk's or a leader's post, not a public web address, a personal home page,
    /// a closed host nobody listed, an address already registered.
    /// </summary>
    public Task<Outcome<SourceId>> Add(Actor actor, SourceDraft draft, CancellationToken ct = default)
    {
        var id = Ids.New<SourceId>();
        return acts.Run<SourceId>(actor, "sources.add", SubjectOf(id), async act =>
        {
            if (Permit.Curate(actor, "R15") is { } no) return no;
            if (actor.Office.IsDrill) return DrillOffices.NotHere("登记信息来源（帖子按脚本来）", "register sources: its posts come by the script");
            var address = await Check(act, draft, null, ct);
            if (address.Refusal is { } refusal) return refusal;
            var host = SourceAddress.HostOf(address.Value.Asked);
            act.Store.Add(new SourceRow
            {
                Office = actor.Office,
                Id = id,
                Name = draft.Name.Trim(),
                Kind = draft.Kind,
                Url = address.Value.Url,
                Host = host,
                Picking = Kept(draft.Picks),
                Folder = FolderOf(draft),
                EverySeconds = (int)draft.Every.TotalSeconds,
                TakeAll = draft.TakeAll,
                Media = draft.Media,
                AddedAt = act.Now,
                NextDueAt = act.Now,
            });
            act.Write(Entry(draft, address.Value.Url), CollectJson.Default.SourceEntry);
            return id;
        }, ct);
    }

    /// <summary>Changes a source; it is due at once and read in full. Refused as <see cref="Add"/>.</summary>
    public Task<Outcome<Done>> Change(Actor actor, SourceId id, SourceDraft draft, CancellationToken ct = default) =>
        Change(actor, "sources.change", id, async (act, row) =>
        {
            var address = await Check(act, draft, id, ct);
            if (address.Refusal is { } refusal) return refusal;
            // Another page has another habit.
            if (row.Url != address.Value.Url) (row.Beats, row.LastItemAt) = (null, null);
            (row.Name, row.Kind, row.Url, row.Host) = (draft.Name.Trim(), draft.Kind, address.Value.Url, SourceAddress.HostOf(address.Value.Asked));
            (row.Picking, row.Folder) = (Kept(draft.Picks), FolderOf(draft));
            (row.EverySeconds, row.TakeAll, row.NextDueAt, row.Failures) = ((int)draft.Every.TotalSeconds, draft.TakeAll, act.Now, 0);
            (row.Etag, row.LastModified, row.Media, row.MovedTo, row.CertificateUntil) = (null, null, draft.Media, null, null);
            act.Write(Entry(draft, address.Value.Url), CollectJson.Default.SourceEntry);
            return default(Done);
        }, ct);

    /// <summary>Stops reading a source until it is resumed. Refused without a reason.</summary>
    public Task<Outcome<Done>> Pause(Actor actor, SourceId id, string reason, CancellationToken ct = default) =>
        Change(actor, "sources.pause", id, (act, row) =>
        {
            if (string.IsNullOrWhiteSpace(reason)) return Task.FromResult<Outcome<Done>>(Refusal.Invalid("R14", "请写明停采原因。", "Give the reason for the pause."));
            row.PausedBecause = reason.Trim();
            act.Write(new ReasonEntry(row.PausedBecause), CollectJson.Default.ReasonEntry);
            return Task.FromResult<Outcome<Done>>(default(Done));
        }, ct);

    /// <summary>Reads a paused source again, at once.</summary>
    public Task<Outcome<Done>> Resume(Actor actor, SourceId id, CancellationToken ct = default) =>
        Change(actor, "sources.resume", id, (act, row) =>
        {
            (row.PausedBecause, row.NextDueAt, row.Failures) = (null, act.Now, 0);
            act.Write(new ReasonEntry(""), CollectJson.Default.ReasonEntry);
            return Task.FromResult<Outcome<Done>>(default(Done));
        }, ct);

    /// <summary>All sources with their health, oldest first.</summary>
    public async Task<Outcome<Source[]>> List(Actor actor, CancellationToken ct = default)
    {
        if (Permit.Read(actor) is { } no) return no;
        var now = time.GetUtcNow();
        var today = SourceDays.Of(now, (await policies(actor.Office, ct)).Zone);
        await using var store = stores.Open(actor.Office);
        var rows = await store.Set<SourceRow>().AsNoTracking().OrderBy(s => s.Id).ToListAsync(ct);
        var days = await SourceDays.Recent(store, today, ct);
        return rows.Select(r => r.Shown(days[r.Id], today, now)).ToArray();
    }

    /// <summary>The sources that are media, with their levels, for whoever weighs what they carry.</summary>
    public static async Task<IReadOnlyDictionary<SourceId, MediaLevel>> Media(Store store, CancellationToken ct = default) =>
        await store.Set<SourceRow>().AsNoTracking().Where(s => s.Media != MediaLevel.None).ToDictionaryAsync(s => s.Id, s => s.Media, ct);

    /// <summary>Lists a private or loopback host as allowed, for the office's own site inside a closed network. Only a system administrator may.</summary>
    public Task<Outcome<Done>> ListHost(Actor actor, string host, string reason, CancellationToken ct = default)
    {
        var name = host.Trim().ToLowerInvariant().TrimEnd('.');
        return acts.Run<Done>(actor, "hosts.list", new Subject("host", name), async act =>
        {
            if (Permit.Open(actor) is { } no) return no;
            if (actor.Office.IsDrill) return DrillOffices.NotHere("登记内网主机", "list hosts");
            if (Uri.CheckHostName(name) == UriHostNameType.Unknown) return Refusal.Invalid("S08", "请填写主机名或地址，不带端口和路径。", "Give a host name or address without port and path.");
            if (string.IsNullOrWhiteSpace(reason)) return Refusal.Invalid("S08", "请写明登记原因。", "Give the reason.");
            var row = await act.Store.Set<ListedHostRow>().SingleOrDefaultAsync(h => h.Host == name, ct);
            if (row is null) act.Store.Add(new ListedHostRow { Office = actor.Office, Host = name, Reason = reason.Trim(), By = actor.Person, At = act.Now });
            else (row.Reason, row.By, row.At) = (reason.Trim(), actor.Person, act.Now);
            act.Write(new ReasonEntry(reason.Trim()), CollectJson.Default.ReasonEntry);
            return default(Done);
        }, ct);
    }

    /// <summary>Takes a host off the list; its sources are refused from the next fetch on.</summary>
    public Task<Outcome<Done>> UnlistHost(Actor actor, string host, string reason, CancellationToken ct = default) =>
        acts.Run<Done>(actor, "hosts.unlist", new Subject("host", host), async act =>
        {
            if (Permit.Open(actor) is { } no) return no;
            if (await act.Store.Set<ListedHostRow>().SingleOrDefaultAsync(h => h.Host == host, ct) is not { } row)
            {
                return Refusal.NotFound("没有登记这个主机。", "The host is not listed.");
            }
            act.Store.Remove(row);
            act.Write(new ReasonEntry(reason), CollectJson.Default.ReasonEntry);
            return default(Done);
        }, ct);

    /// <summary>The closed hosts that may be fetched.</summary>
    public async Task<Outcome<ListedHost[]>> Hosts(Actor actor, CancellationToken ct = default)
    {
        if (Permit.Read(actor) is { } no) return no;
        await using var store = stores.Open(actor.Office);
        return await store.Set<ListedHostRow>().AsNoTracking().OrderBy(h => h.Host).Select(h => new ListedHost(h.Host, h.Reason, h.By, h.At)).ToArrayAsync(ct);
    }

    private static Subject SubjectOf(SourceId id) => new("source", id.Value);

    private static SourceEntry Entry(SourceDraft draft, string url) =>
        new(draft.Name.Trim(), draft.Kind, url, (int)draft.Every.TotalMinutes, draft.TakeAll, draft.Media, draft.Picks is { IsEmpty: false } picks ? picks : null, FolderOf(draft));

    private static string? Kept(Picks? picks) => picks is { IsEmpty: false } ? JsonSerializer.Serialize(picks, CollectJson.Default.Picks) : null;

    private static string? FolderOf(SourceDraft draft) => string.IsNullOrWhiteSpace(draft.Folder) ? null : draft.Folder.Trim();

    /// <summary>An address as it is stored, and as it is judged: a template with an ordinary word in its place.</summary>
    private sealed record Address(string Url, Uri Asked);

    private static async Task<Outcome<Address>> Check(Act act, SourceDraft draft, SourceId? self, CancellationToken ct)
    {
        if (!Enum.IsDefined(draft.Kind)) return Refusal.Invalid("R15", "请选择来源类型。", "Choose the kind of source.");
        if (draft.Folder?.Trim().Length > 40) return Refusal.Invalid("R15", "分组名称最多40个字。", "A group's name has at most 40 characters.");
        if (draft.Picks?.Wrong() is { } wrong) return wrong;
        if (!Enum.IsDefined(draft.Media)) return Refusal.Invalid("R15", "请选择媒体级别。", "Choose the media level.");
        if (string.IsNullOrWhiteSpace(draft.Name)) return Refusal.Invalid("R15", "请填写来源名称。", "Give the source a name.");
        if (draft.Every < Schedule.Shortest || draft.Every > Longest) return Refusal.Invalid("R14", "采集间隔须在10分钟到7天之间。", "The interval is 10 minutes to 7 days.");
        var listed = await Listed(act.Store, ct);
        var template = draft.Kind == SourceKind.Search;
        if (template && !SearchTemplate.Is(draft.Url))
        {
            return Refusal.Invalid("R15", $"站内检索的网址要用{SearchTemplate.Placeholder}标出检索词的位置。", $"Mark where the search word stands with {SearchTemplate.Placeholder}.");
        }
        var address = SourceAddress.Check(template ? SearchTemplate.Sample(draft.Url) : draft.Url, listed);
        if (address.Refusal is { } refused) return refused;
        var url = template ? draft.Url.Trim() : address.Value.AbsoluteUri;
        return await act.Store.Set<SourceRow>().AnyAsync(s => s.Url == url && s.Id != self, ct)
            ? new Refusal("source.known", "R15", "这个网址已经登记过。", "The address is registered already.")
            : new Address(url, address.Value);
    }

    /// <summary>The closed hosts an administrator listed.</summary>
    internal static async Task<IReadOnlySet<string>> Listed(Store store, CancellationToken ct) =>
        (await store.Set<ListedHostRow>().AsNoTracking().Select(h => h.Host).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);

    private Task<Outcome<Done>> Change(Actor actor, string name, SourceId id, Func<Act, SourceRow, Task<Outcome<Done>>> change, CancellationToken ct) =>
        acts.Run<Done>(actor, name, SubjectOf(id), async act =>
        {
            if (Permit.Curate(actor, "R15") is { } no) return no;
            return await act.Store.Set<SourceRow>().SingleOrDefaultAsync(s => s.Id == id, ct) is { } row
                ? await change(act, row)
                : Refusal.NotFound("没有这个来源。", "There is no such source.");
        }, ct);
}
