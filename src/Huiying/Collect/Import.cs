using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Huiying.Collect.Masking;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Collect;

/// <summary>How a file of messages or posts is to be taken.</summary>
/// <param name="Name">The file's name, for the record.</param>
/// <param name="Channel">The channel of rows that name none.</param>
/// <param name="Public">Whether everybody can read them; by the row's channel when null (a message board is public, a hotline or petition is not).</param>
/// <param name="Sheet">The worksheet of an xlsx; the first visible one when null.</param>
public sealed record ImportFile(string Name, Channel Channel = Channel.Message, bool? Public = null, string? Sheet = null);

/// <summary>What an import did. Every row is either counted or rejected by name.</summary>
/// <param name="FileHash">SHA-256 of the file's bytes; empty when it could not be read to its end.</param>
/// <param name="Rejected">Rows that were not taken, each with its number, the reason and how to mend it; row 0 is the file itself.</param>
/// <param name="Dropped">Names of columns that have no place here (authors, and whatever is not known to be harmless).</param>
public sealed record Imported(string Id, string FileHash, IntakeCounts Counts, IReadOnlyList<SheetProblem> Rejected, IReadOnlyCollection<string> Dropped)
{
    /// <summary>Whether rows were read and none of them was new.</summary>
    public bool NothingNew => Counts.Total > 0 && Counts.Duplicates == Counts.Total;
}

/// <summary>
/// Imports files of messages or posts (R16): jsonl, csv, xlsx, each also gzip. Masked, hashed and stored in batches while reading; taking the
/// same file again stores nothing. Contact columns go to the contact store, author columns nowhere (S02, S03).
/// </summary>
public sealed class Import(IDbContextFactory<Store> stores, Acts acts, Intake intake, Contacts contacts, WatchTerms terms, CurrentPolicy policies, TimeProvider time)
{
    private const int BatchSize = 1000;

    /// <summary>
    /// Takes the file into the actor's office, or into the <see cref="Inbox"/> when the actor stands for it. Refused for who is neither clerk nor on duty.
    /// What was stored before a broken place in the file stays; taking the mended file again adds the rest.
    /// </summary>
    /// <param name="read">Told the number of rows read so far.</param>
    public async Task<Outcome<Imported>> Run(Actor actor, ImportFile file, Stream input, IProgress<long>? read = null, CancellationToken ct = default)
    {
        if (!actor.IsCommandLine && Permit.Enter(actor, "R16") is { } no) return no;
        // Rows are stored batch by batch before the act that records them.
        if (await Over(actor.Office, ct)) return DrillOffices.Ended;
        var policy = await policies(actor.Office, ct);
        var watch = await terms.Current(actor.Office, ct);
        var rules = new IntakeRules(t => Mask.Apply(t).Text, watch.Why, watch.Version);
        var mappings = await Mappings.Known(stores, actor.Office, ct);
        var sheet = new MessageSheet(text => SheetTime.Parse(text, policy.Zone, time.GetUtcNow()), names => mappings.GetValueOrDefault(Mappings.Shape(names)));
        var rejected = new List<SheetProblem>();
        var counts = new IntakeCounts();
        using var sha = SHA256.Create();
        await using var hashing = new CryptoStream(input, sha, CryptoStreamMode.Read, leaveOpen: true);

        // Reading and masking one batch overlaps storing the one before.
        var batches = System.Threading.Channels.Channel.CreateBounded<Batch>(2);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var reading = Task.Run(() => Read(batches.Writer, sheet, hashing, file, policy, rules, rejected, stop.Token), CancellationToken.None);
        long rows = 0;
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(ct))
            {
                foreach (var taken in await Store(actor.Office, batch, ct)) counts = counts.Plus(taken.Outcome);
                rows += batch.Judged.Length;
                read?.Report(rows);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await reading;
        var hash = rejected.Exists(p => p.Row == 0) || sha.Hash is not { } whole ? "" : Convert.ToHexStringLower(whole);
        var result = new Imported(Ids.New<SourceId>().Value, hash, counts, rejected, sheet.Dropped);
        await Record(actor, file, result, ct);
        return result;
    }

    private async Task<bool> Over(OfficeId office, CancellationToken ct)
    {
        await using var store = stores.Open(office);
        return await DrillOffices.Over(store, office, ct);
    }

    private sealed record Batch(Intake.Judged[] Judged, byte[]?[] Contacts);

    private async Task Read(
        ChannelWriter<Batch> batches, MessageSheet sheet, Stream input, ImportFile file, Policy policy, IntakeRules rules, List<SheetProblem> rejected, CancellationToken ct)
    {
        Exception? failed = null;
        try
        {
            var now = time.GetUtcNow();
            var messages = new List<SheetMessage>(BatchSize);
            await foreach (var item in sheet.Read(input, file.Sheet, ct: ct))
            {
                if (item.Problem is { } problem) rejected.Add(problem);
                else messages.Add(item.Message!);
                if (messages.Count < BatchSize) continue;
                await batches.WriteAsync(Judge(messages, file, policy, rules, now), ct);
                messages.Clear();
            }
            if (messages.Count > 0) await batches.WriteAsync(Judge(messages, file, policy, rules, now), ct);
        }
        catch (Exception e)
        {
            failed = e;
            throw;
        }
        finally
        {
            batches.TryComplete(failed);
        }
    }

    private Batch Judge(List<SheetMessage> messages, ImportFile file, Policy policy, IntakeRules rules, DateTimeOffset now)
    {
        var judged = new Intake.Judged[messages.Count];
        var sealedContacts = new byte[]?[messages.Count];
        Parallel.For(0, messages.Count, i =>
        {
            judged[i] = Intake.Judge(ArrivalOf(messages[i], file, policy, now), rules);
            if (messages[i].Contact.Count > 0)
            {
                sealedContacts[i] = contacts.Encrypt(new Contact([.. messages[i].Contact.Select(c => new ContactLine(Label(c.Kind), c.Value))]));
            }
        });
        return new(judged, sealedContacts);
    }

    private async Task<IReadOnlyList<Taken>> Store(OfficeId office, Batch batch, CancellationToken ct)
    {
        await using var store = stores.Open(office);
        await using var transaction = await store.Database.BeginTransactionAsync(ct);
        var taken = await intake.Store(store, batch.Judged, time.GetUtcNow(), ct);
        var rows = new List<ContactRow>();
        for (var i = 0; i < taken.Count; i++)
        {
            if (batch.Contacts[i] is { } encrypted && taken[i] is { Post: { } post, Outcome: IntakeOutcome.Stored or IntakeOutcome.Copy })
            {
                rows.Add(new ContactRow { Office = office, Post = post, Encrypted = encrypted });
            }
        }
        await Bulk.Insert(store, PostColumns.Contacts, rows, ct);
        await transaction.CommitAsync(ct);
        return taken;
    }

    private async Task Record(Actor actor, ImportFile file, Imported result, CancellationToken ct)
    {
        var entry = new ImportedEntry(Mask.Apply(file.Name).Text, result.FileHash, result.Counts, result.Rejected.Count);
        var row = new ImportRow
        {
            Office = actor.Office,
            Id = result.Id,
            At = time.GetUtcNow(),
            FileHash = result.FileHash,
            Entry = JsonSerializer.Serialize(entry, CollectJson.Default.ImportedEntry),
        };
        if (actor.Office == Inbox.Office)
        {
            await using var store = stores.Open(actor.Office);
            store.Add(row);
            await store.SaveChangesAsync(ct);
            return;
        }
        await acts.Run<Done>(actor, "import", new Subject("import", result.Id), act =>
        {
            act.Store.Add(row);
            act.Write(entry, CollectJson.Default.ImportedEntry);
            return Task.FromResult<Outcome<Done>>(default(Done));
        }, ct);
    }

    private static Arrival ArrivalOf(SheetMessage message, ImportFile file, Policy policy, DateTimeOffset now)
    {
        var channel = message.Values.TryGetValue(ColumnTarget.Channel, out var named) ? ChannelOf(named, file.Channel) : file.Channel;
        var isPublic = file.Public ?? channel is Channel.Message or Channel.Web;
        var url = message.Values.TryGetValue(ColumnTarget.Url, out var address) && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new Uri(message.Values[ColumnTarget.Url]) : null;
        // A running number is unique in its own file only, so the content belongs to the identity: no row of another file is ever lost for it.
        var identity = string.Join('\u001f', channel, message.Id, url?.AbsoluteUri, message.Time is { } t ? Micros.Text(t) : "", message.Title, message.Body);
        return new Arrival
        {
            Kind = PostKind.Message,
            Channel = channel,
            Public = isPublic,
            Url = url,
            Identity = identity,
            Title = message.Title,
            Text = message.Body,
            Published = isPublic ? message.Time : null,
            ReceivedAt = isPublic ? null : message.Time,
            EnteredAfterwards = !isPublic && message.Time is { } received && now - received > policy.Collect.EnteredAfter,
            Counts = new(Number(ColumnTarget.Views), Number(ColumnTarget.Comments), Number(ColumnTarget.Likes), Number(ColumnTarget.Dislikes), Number(ColumnTarget.Reposts)),
            RawHash = SHA256.HashData(Encoding.UTF8.GetBytes(identity)),
            TakenBecause = $"导入：{Entries.ChannelName(channel)}",
        };

        long? Number(ColumnTarget target) =>
            message.Values.TryGetValue(target, out var value)
            && decimal.TryParse(value, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number is >= 0 and < 1_000_000_000_000 ? (long)number : null;
    }

    private static Channel ChannelOf(string named, Channel otherwise) =>
        named.Contains("热线", StringComparison.Ordinal) || named.Contains("12345", StringComparison.Ordinal) ? Channel.Hotline
        : named.Contains("信访", StringComparison.Ordinal) ? Channel.Petition
        : named.Contains("电话", StringComparison.Ordinal) ? Channel.Telephone
        : named.Contains("传真", StringComparison.Ordinal) ? Channel.Fax
        : named.Contains("上级", StringComparison.Ordinal) || named.Contains("交办", StringComparison.Ordinal) ? Channel.Superior
        : named.Contains("科室", StringComparison.Ordinal) ? Channel.Section
        : otherwise;

    private static string Label(ColumnTarget kind) => kind switch
    {
        ColumnTarget.ContactName => "姓名",
        ColumnTarget.ContactPhone => "电话",
        ColumnTarget.ContactIdNumber => "证件号码",
        ColumnTarget.ContactAddress => "地址",
        _ => "其他联系方式",
    };
}
