using Huiying.Ground;

namespace Huiying.Tests.Year;

/// <summary>Captures of a category 3 event (R17), and the line that was prepared before a release (R01).</summary>
internal sealed partial class OracleEvent
{
    /// <summary>Which files are attached, by what they hold.</summary>
    public List<string> Captures { get; } = [];

    /// <summary>Versions of assessments whose line the event took over.</summary>
    public HashSet<string> Lines { get; } = [];

    /// <summary>For category 3 a clerk may attach a capture or certificate of one of its posts, each file once; of other events no page is kept.</summary>
    public Verdict Attach(Who who, bool itsPost, DateTimeOffset? taken, string issuer, bool readable, string file, DateTimeOffset now) => Gate("R17", who, Role.Clerk).Needs(Category == Category.Fabrication, "R17")
        .Needs(itsPost, "R17").Needs(taken is { } at && at <= now, "R17").Says("R17", issuer).Needs(readable, "R17").Needs(!Captures.Contains(file), "R17").Then(() => Captures.Add(file));

    /// <summary>The line goes to an event only from what may be released, and once.</summary>
    public Verdict TakeLine(Who who, bool cleared, string version) => Gate("R01", who, Role.Clerk, Role.SectionHead, Role.SectionOfficer, Role.SupervisingLeader).Needs(cleared, "R01").Needs(!Lines.Contains(version), "R01")
        .Then(() => Lines.Add(version));
}
