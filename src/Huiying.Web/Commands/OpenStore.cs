using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Web.Commands;

/// <summary>A store that is there already, opened for a command that reads it, also beside a running server.</summary>
internal sealed class OpenStore : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private OpenStore(ServiceProvider services) => this.services = services;

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <returns>Refused with <c>store.absent</c> when nothing is there, and as <see cref="StoreSetup.Check"/> says.</returns>
    public static async Task<Outcome<OpenStore>> Open(string data, string? postgres, CancellationToken ct)
    {
        var folder = Path.GetFullPath(data);
        if (postgres is null && !File.Exists(Path.Combine(folder, "huiying.db")))
        {
            return new Refusal("store.absent", "-", $"{folder} 中没有数据库：请用 --data 指明数据目录。", $"There is no database in {folder}: name the data folder with --data.");
        }
        var opened = new OpenStore(new ServiceCollection().AddLogging().AddProduct(folder, postgres).BuildServiceProvider());
        if ((await StoreSetup.Check(opened.Get<IDbContextFactory<Store>>(), ct)).Refusal is not { } refusal) return opened;
        await opened.DisposeAsync();
        return refusal;
    }

    /// <summary>The offices a command is for: the one named, or all; drills, which are no real records (R55), only when asked for.</summary>
    public async Task<Outcome<IReadOnlyList<Office>>> Offices(string? id, CancellationToken ct, bool drills = false)
    {
        IReadOnlyList<Office> all = [.. (await Get<Offices>().List(ct)).Where(o => drills || id is not null || !o.Id.IsDrill)];
        if (id is null) return Outcome(all);
        return all.FirstOrDefault(o => o.Id.Value == id) is { } one
            ? Outcome([one])
            : Refusal.NotFound($"没有机构 {id}。", $"There is no office {id}; there are: {string.Join(", ", all.Select(o => o.Id))}.");

        static Outcome<IReadOnlyList<Office>> Outcome(IReadOnlyList<Office> offices) => offices.ToArray();
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
