using Huiying.Ground;
using Huiying.Handle;
using static Huiying.Tests.Handle.CaseWalk;

namespace Huiying.Tests.Handle;

/// <summary>Steps of a major event on a <see cref="CaseWalk"/>.</summary>
internal static class MajorWalk
{
    public static readonly IReadOnlyList<OutsideBody> Bodies = Rules.Bodies(Grade.Major);

    public static CaseWalk Graded(this CaseWalk walk, Grade grade = Grade.Major, Role by = Role.PrincipalLeader) =>
        walk.Do(By(by), (c, d) => Grading.Set(c, d, grade, "人员受伤，影响较大"));

    public static CaseWalk Issued(this CaseWalk walk, UpText? text = null, int? dataPosts = null) =>
        walk.Do(By(Role.Clerk), (c, d) => Upward.Issue(c, d, text ?? new UpText(), dataPosts, "doc"));

    public static CaseWalk Sent(this CaseWalk walk, int report, params OutsideBody[] bodies)
    {
        foreach (var b in bodies) walk.Do(By(Role.Clerk), (c, d) => Upward.Send(c, d, new UpSending(report, b.Id, ReportMode.Fax, walk.Now, "值班员", "0400-1", "收到"), ""));
        return walk;
    }

    public static CaseWalk SentUp(this CaseWalk walk, UpText? text = null)
    {
        walk.Issued(text);
        return walk.Sent(walk.Case.UpReports[^1].Number, [.. Bodies]);
    }

    public static CaseWalk Phoned(this CaseWalk walk)
    {
        foreach (var b in Bodies)
        {
            walk.Do(By(Role.DutyOfficer), (c, d) => Upward.Send(c, d, new UpSending(0, b.Id, ReportMode.Telephone, walk.Now, "值班员", "0400-1", "已记录"), ""));
        }
        return walk;
    }

    public static IReadOnlyList<Duty> Open(this CaseWalk walk, string rule) => [.. walk.Case.Duties.Where(d => d.Open && (d.Rule == rule || d.Rule.StartsWith(rule + ":", StringComparison.Ordinal)))];
}
