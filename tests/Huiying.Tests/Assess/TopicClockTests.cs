using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Tests.House;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests.Assess;

public sealed class TopicClockTests
{
    private const string Water = "杨柳街道自来水发黄有异味，水厂说在换滤料，什么时候能恢复正常供水？";

    private static readonly TimeSpan Due = new(5, 30, 0);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R41")]
    public async Task An_unanswered_topic_goes_to_the_supervising_leader_once_and_not_a_moment_early(Engine engine)
    {
        await using var test = await AssessmentTests.Create(engine);
        var id = await Topic(test, 1, views: 20_000);
        var clock = test.Get<TopicClock>();
        test.Time.Advance(Due);
        (await clock.Due(test.Office, Ct)).ShouldBeEmpty();
        test.Time.Advance(TimeSpan.FromMicroseconds(1));
        (await clock.Due(test.Office, Ct)).ShouldBe([id]);
        await Task.WhenAll(clock.Tell(test.Office, id, Ct), clock.Tell(test.Office, id, Ct));
        // Another process after a restart finds nothing left to tell.
        await using var other = test.Another(s => s.AddCollect().AddAssess());
        (await other.GetRequiredService<TopicClock>().Due(test.Office, Ct)).ShouldBeEmpty();
        await other.GetRequiredService<TopicClock>().Tell(test.Office, id, Ct);
        var entry = (await test.Ledger.Read(test.Office, id.Subject, 0, Ct).ToListAsync(Ct)).Where(e => e.Act == "topics.escalate").ShouldHaveSingleItem();
        entry.Data.GetProperty("to").EnumerateArray().Select(p => p.GetString()).ShouldBe([test.By(Role.SupervisingLeader).Person.Value]);
        entry.Stamp.Person.Value.ShouldBe("clock");
        (await test.Get<Topics>().Open(test.By(Role.SupervisingLeader), id, Ct)).Value.Duty!.EscalatedAt.ShouldBe(test.Time.GetUtcNow());
    }

    [Theory, BothEngines, Clause("R41")]
    public async Task An_answered_topic_is_never_escalated_and_a_duty_that_begins_anew_is(Engine engine)
    {
        await using var test = await AssessmentTests.Create(engine);
        var id = await Topic(test, 1, views: 20_000);
        var clock = test.Get<TopicClock>();
        (await test.Get<Topics>().Dismiss(test.By(Role.Clerk), id, "水厂已公告", Ct)).Ok.ShouldBeTrue();
        test.Time.Advance(Due * 2);
        (await clock.Due(test.Office, Ct)).ShouldBeEmpty();
        // A higher grade asks again, with a clock of its own.
        await AssessmentTests.Take(test, AssessmentTests.Some(2, Water, counts: new Counts(Replies: 300)));
        await AssessmentTests.Assess(test);
        test.Time.Advance(TimeSpan.FromMinutes(31));
        (await clock.Due(test.Office, Ct)).ShouldBe([id]);
        await clock.Tell(test.Office, id, Ct);
        (await clock.Due(test.Office, Ct)).ShouldBeEmpty();
    }

    [Fact, Clause("R41"), Clause("R83")]
    public async Task The_office_s_own_policy_says_by_when_and_who_is_told()
    {
        await using var test = await AssessmentTests.Create(Engine.Sqlite);
        var versions = test.Get<PolicyVersions>();
        var draft = (await versions.Draft(test.By(Role.Clerk), "name: 本办\nescalation:\n  unanswered-topic: [principal-leader, clerk]\n", "page", Ct)).Value;
        (await versions.PutInForce(test.By(Role.PrincipalLeader), draft.Hash, ct: Ct)).Refusal.ShouldBeNull();
        var id = await Topic(test, 1, views: 20_000);
        test.Time.Advance(Due + TimeSpan.FromSeconds(1));
        await test.Get<TopicClock>().Tell(test.Office, id, Ct);
        var entry = (await test.Ledger.Read(test.Office, id.Subject, 0, Ct).ToListAsync(Ct)).Single(e => e.Act == "topics.escalate");
        entry.Data.GetProperty("told").EnumerateArray().Select(p => p.GetString()).Order().ShouldBe(new[] { "安文", "何树" }.Order());
    }

    private static async Task<TopicId> Topic(TestStore test, int number, long views)
    {
        await AssessmentTests.Take(test, AssessmentTests.Some(number, Water, counts: new Counts(Views: views)));
        await AssessmentTests.Assess(test);
        return (await test.Get<Topics>().List(test.By(Role.AuditAdministrator), ct: Ct)).Value.ShouldHaveSingleItem().Id;
    }
}
