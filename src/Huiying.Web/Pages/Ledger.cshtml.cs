using Huiying.Ground;
using Huiying.Review;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

[Posts(Role.AuditAdministrator, Role.SupervisionOfficer, Role.PrincipalLeader, Role.PartySecretary, Role.SupervisingLeader, Role.SecurityAdministrator, Role.SuperiorOfficer)]
internal sealed class LedgerModel(Ledger ledger, LedgerReading reading, LedgerAnchors anchors, Blobs blobs) : OfficePage
{
    private const int Shown = 50;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<LedgerEntry> Entries { get; private set; } = [];

    public LedgerVerdict? Verdict { get; private set; }

    /// <summary>The last days' anchors, newest first.</summary>
    public IReadOnlyList<LedgerAnchor> Anchors { get; private set; } = [];

    /// <summary>Kept files whose hash was computed again, and those that are not what was kept (R17); null while nobody asked.</summary>
    public (long Files, IReadOnlyList<string> Broken)? Files { get; private set; }

    public async Task<IActionResult> OnGetAsync(long? before, CancellationToken ct)
    {
        var last = before is { } b ? b - 1 : (await ledger.Head(Actor.Office, ct));
        var entries = new List<LedgerEntry>();
        await foreach (var entry in reading.Read(Actor, after: Math.Max(0, last - Shown), ct: ct))
        {
            if (entry.Stamp.Sequence > last) break;
            entries.Add(entry);
        }
        entries.Reverse();
        Entries = entries;
        var written = (await anchors.Read(ct)).Of(Actor.Office);
        Anchors = [.. written.TakeLast(7).Reverse()];
        // A ledger that does not fit says so by itself; nobody has to ask for it.
        if (Verdict is null && (await ledger.Standing(Actor.Office, written, ct)).Verdict is { BrokenAt: not null } broken) Verdict = broken;
        return Page();
    }

    public async Task<IActionResult> OnPostVerifyAsync(CancellationToken ct)
    {
        Verdict = await ledger.Verify(Actor.Office, (await anchors.Read(ct)).Anchors, ct);
        Files = await blobs.Verify(Actor.Office, ct);
        return await OnGetAsync(null, ct);
    }
}
