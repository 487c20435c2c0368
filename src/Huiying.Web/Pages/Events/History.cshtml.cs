using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Events;

/// <summary>Every entry of the event and its answers, in order; refused attempts too.</summary>
[AnyPost]
internal sealed class HistoryModel(Cases cases, Releases releases, Ledger ledger) : EventPage
{
    public override string Task => "history";

    public IReadOnlyList<LedgerEntry> Entries { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(string id, CancellationToken ct) => Load(id, ct);

    protected override async Task More(CancellationToken ct)
    {
        var entries = new List<LedgerEntry>();
        await foreach (var entry in cases.History(Actor.Office, Event.Id, ct)) entries.Add(entry);
        foreach (var release in await releases.Of(Actor.Office, Event.Id, ct))
        {
            await foreach (var entry in ledger.Read(Actor.Office, release.Id.Subject, ct: ct)) entries.Add(entry);
        }
        Entries = [.. entries.OrderBy(e => e.Stamp.Sequence)];
    }
}
