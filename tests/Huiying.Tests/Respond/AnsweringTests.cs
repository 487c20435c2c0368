using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Tests.House;
using static Huiying.Tests.Handle.CaseWalk;

namespace Huiying.Tests.Respond;

/// <summary>Which clocks a published text stops (R34, R37, R68, R69).</summary>
public sealed class AnsweringTests
{
    [Fact, Clause("R34"), Clause("R37")]
    public void What_tells_how_it_is_handled_is_a_response_and_the_standing_line_only_meets_the_day()
    {
        var line = Assessed().Do(By(Role.Clerk), (c, d) => Answering.Answer(c, d, new Answered("r", AnswerKind.HandlingOpinion, "h", "website", "/a", "全体", [], Standing: true)));
        (line.Duty("R68").Open, line.Duty("R34:response").Open).ShouldBe((false, true));
        var opinion = Assessed().Answered(AnswerKind.HandlingOpinion, "website");
        (opinion.Duty("R68").Open, opinion.Duty("R34:response").Open).ShouldBe((false, false));
        // Withdrawn, it answers nobody any more.
        opinion.Do(By(Role.Clerk), (c, d) => Answering.Withdraw(c, d, new("w"), c.Answers[0].What.Release, "/w"));
        opinion.Duty("R34:response").Open.ShouldBeTrue();
        line.Do(By(Role.Clerk), (c, d) => Answering.Withdraw(c, d, new("w"), "r", "/w"));
        line.Case.Duties.Count(d => d.Rule == "R34:response").ShouldBe(1, "the standing line answered nothing, so nothing is owed again");
    }
}
