using System.Text.Json.Serialization;
using Huiying.Ground;
using Huiying.Ground.Policies;
using static Huiying.Handle.Deciding;

namespace Huiying.Handle;

/// <summary>Entries about keeping an event's file (S10).</summary>
[JsonDerivedType(typeof(HoldSet), "hold-set")]
[JsonDerivedType(typeof(HoldLifted), "hold-lifted")]
[JsonDerivedType(typeof(FilePurged), "file-purged")]
public abstract partial record CaseEntry;

/// <summary>法定保留: nothing of the event is destroyed until it is lifted (S10).</summary>
public sealed record HoldSet(string Reason) : CaseEntry;

/// <summary>The hold was lifted.</summary>
public sealed record HoldLifted(string Reason) : CaseEntry;

/// <summary>
/// The event's file was destroyed at the end of its time (S10): posts, documents, scans and captures. Number, title, course and decisions stay in the ledger, whose
/// entries hold hashes of the files and none of their bytes, so that the chain stays whole.
/// </summary>
/// <param name="Posts">Posts destroyed.</param>
/// <param name="Files">Kept files destroyed.</param>
/// <param name="ClosedAt">When the event was closed.</param>
/// <param name="Kept">How long the policy keeps a file of its grade.</param>
public sealed record FilePurged(int Posts, int Files, DateTimeOffset ClosedAt, string Kept) : CaseEntry;

public sealed partial record Case
{
    /// <summary>The hold on its file, while there is one.</summary>
    public Noted<HoldSet>? Hold { get; init; }

    /// <summary>When its file was destroyed at the end of its time.</summary>
    public DateTimeOffset? FilePurgedAt { get; init; }

    private Case? WithFile(CaseEntry entry, Stamp stamp) => entry switch
    {
        HoldSet e => this with { Hold = new(e, stamp.Name, stamp.At) },
        HoldLifted => this with { Hold = null },
        FilePurged => this with { FilePurgedAt = stamp.At },
        _ => null,
    };
}

/// <summary>How an event's file stands.</summary>
/// <param name="Until">When it may be destroyed; null while the event is open, and for one kept for ever.</param>
/// <param name="Held">Whether a hold stops every purge of it.</param>
/// <param name="Purged">Whether it was destroyed.</param>
/// <param name="Into">The event it went into: its file then is that one's.</param>
public sealed record CaseFile(CaseId Id, string Number, IReadOnlyList<string> Topics, DateTimeOffset? ClosedAt, DateTimeOffset? Until, bool Held, bool Purged, CaseId? Into);

/// <summary>Holds on an event's file and its end (S10).</summary>
public static class Filing
{
    /// <summary>Who sets a hold: the legal reviewer or the principal leader.</summary>
    public static IReadOnlyList<Role> Holders { get; } = [Role.LegalReviewer, Role.PrincipalLeader];

    /// <summary>Sets a hold, with the reason; also on a closed event.</summary>
    public static Outcome<CaseEntry[]> Hold(Case c, Deciding d, string reason) =>
        d.Post("S10", [.. Holders]) is { } no ? no
        : c.FilePurgedAt is not null ? No("file.purged", "S10", "本事件的档案已按期销毁，无法再保留。", "The file has gone at the end of its time; there is nothing to hold.")
        : c.Hold is not null ? No("hold.set", "S10", "本事件已在保留中。", "The event is held already.")
        : Missing("S10", (reason, "保留理由", "why")) is { } missing ? missing : Do(new HoldSet(reason.Trim()));

    /// <summary>Lifts the hold, with the reason: the principal leader.</summary>
    public static Outcome<CaseEntry[]> Lift(Case c, Deciding d, string reason) =>
        d.Post("S10", Role.PrincipalLeader) is { } no ? no
        : c.Hold is null ? No("hold.none", "S10", "本事件没有保留。", "The event is not held.")
        : Missing("S10", (reason, "解除理由", "why")) is { } missing ? missing : Do(new HoldLifted(reason.Trim()));

    /// <summary>The end of a file. Refused for an open or held event, before its time is over, for one kept for ever, and twice.</summary>
    public static Outcome<CaseEntry[]> Purge(Case c, Deciding d, int posts, int files)
    {
        if (!d.Actor.IsClock) return Refusal.NotYourPost("S10", "到期档案由系统按期销毁，任何人不能提前销毁。", "Files go by the clock alone; nobody destroys one earlier.");
        if (c.FilePurgedAt is not null) return No("file.purged", "S10", "已按期销毁。", "It has gone already.");
        if (c.Hold is not null) return No("file.held", "S10", "事件在保留中，不能销毁。", "The event is held.");
        if (Until(c, d.Rules.Policy) is not { } until || until > d.Now) return No("file.kept", "S10", "保存期未满。", "Its time is not over.");
        return Do(new FilePurged(posts, files, c.ClosedAt!.Value, d.Rules.Policy.Retention.Events[c.Highest].Zh));
    }

    /// <summary>When the file of a closed event may be destroyed by its pinned policy; null while it is open, and for one kept for ever.</summary>
    public static DateTimeOffset? Until(Case c, Policy policy) => c.ClosedAt is { } closed ? policy.Retention.Events[c.Highest].After(closed) : null;
}
