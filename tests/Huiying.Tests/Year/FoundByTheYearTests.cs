using Huiying.Ground;
using Huiying.Handle;
using Huiying.Tests.Handle;
using Huiying.Tests.House;
using static Huiying.Tests.Handle.CaseWalk;

namespace Huiying.Tests.Year;

/// <summary>What the simulated year found and was mended, each by itself.</summary>
public sealed class FoundByTheYearTests
{
    [Fact, Clause("R04")]
    public void A_duty_that_nobody_looked_at_before_it_was_late_still_goes_to_the_first_responsible_persons()
    {
        var walk = Opened().After(TimeSpan.FromHours(4));
        Person[] everyone = [Somebody("leader", Role.SupervisingLeader), Somebody("principal", Role.PrincipalLeader), Somebody("secretary", Role.PartySecretary), Somebody("clerk", Role.Clerk)];
        walk.Do(Actor.Clock(TestOffice.Id), (c, d) => DutyClock.Notices(c, d, everyone));
        var notice = walk.Duty("R24").Notices.ShouldHaveSingleItem();
        notice.Level.ShouldBe(NoticeLevel.Overdue);
        notice.To.Select(p => p.Value).ShouldBe(["clerk", "leader", "principal", "secretary"]);
    }

    private static Person Somebody(string id, Role role) => new(new(id), id, [new HeldPost(role)]);
}
