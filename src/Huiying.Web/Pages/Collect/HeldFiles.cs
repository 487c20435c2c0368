using System.Collections.Concurrent;
using Huiying.Ground;

namespace Huiying.Web.Pages.Collect;

/// <summary>A file that waits for an answer.</summary>
internal sealed record HeldFile(string Name, Stream Bytes);

/// <summary>
/// Files that wait while somebody says what their columns are. They hold what is not masked yet, so each lies in a file that the system deletes when it is
/// closed (on Unix it has no name), belongs to one person, and is closed after a quarter of an hour at the latest, or when the person chooses another.
/// </summary>
internal sealed class HeldFiles(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, (OfficeId Office, PersonId Person, DateTimeOffset Until, HeldFile File, ITimer Timer)> all = new(StringComparer.Ordinal);

    /// <summary>Keeps a copy; what the same person had waiting is dropped.</summary>
    public async Task<string> Keep(Actor actor, string name, Stream bytes, CancellationToken ct)
    {
        foreach (var (old, other) in all) if (other.Office == actor.Office && other.Person == actor.Person) Drop(old);
        var path = Path.Combine(Path.GetTempPath(), "huiying-" + Guid.NewGuid().ToString("N"));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var copy = new FileStream(path, options);
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        await bytes.CopyToAsync(copy, ct);
        var id = Guid.NewGuid().ToString("N");
        all[id] = (actor.Office, actor.Person, time.GetUtcNow() + Longest, new(name, copy), time.CreateTimer(_ => Drop(id), null, Longest, Timeout.InfiniteTimeSpan));
        return id;
    }

    /// <summary>The person's file; null when it is not theirs or gone.</summary>
    public HeldFile? Find(Actor actor, string id) =>
        all.TryGetValue(id, out var held) && held.Office == actor.Office && held.Person == actor.Person && held.Until > time.GetUtcNow() ? held.File : null;

    /// <summary>Closes and so deletes it.</summary>
    public void Drop(string id)
    {
        if (!all.TryRemove(id, out var held)) return;
        held.Timer.Dispose();
        held.File.Bytes.Dispose();
    }

    public void Dispose()
    {
        foreach (var id in all.Keys) Drop(id);
    }
}
