using Huiying.Collect;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Review;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;
using AssessmentMode = Huiying.Documents.AssessmentMode;
using Case = Huiying.Handle.Case;

namespace Huiying.Tests.Review;

/// <summary>Random acts of random people inside a drill, through the real faces on a real store.</summary>
public sealed class NoDrillIsPublicTests
{
    private static readonly int Sequences = Needed.Long ? 200 : 12;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact, Clause("R55"), Clause("R38")]
    public async Task Over_random_acts_in_a_drill_nothing_becomes_public_and_nothing_reaches_the_office()
    {
        var (published, refused, outside) = (0, 0, 0);
        for (var seed = 0; seed < Sequences; seed++)
        {
            await using var test = await DrillsTests.Create();
            var drill = await DrillWalk.Begun(test.Get<Drills>(), test.Get<People>(), r => test.By(r));
            var walk = new Walk(test, drill.Id, new Random(seed));
            for (var i = 0; i < 90; i++)
            {
                await walk.Step();
                await Private(test, drill.Id, seed);
            }
            (published, refused, outside) = (published + walk.Published, refused + walk.Refused, outside + walk.Outside);
            (await test.Ledger.Verify(drill.Id, Ct)).BrokenAt.ShouldBeNull();
        }
        // The property means something only if releases were published inside drills, and posting outside was tried and refused.
        published.ShouldBeGreaterThan(Sequences / 3);
        outside.ShouldBeGreaterThan(0);
        refused.ShouldBeGreaterThan(Sequences * 5);
    }

    [Theory, BothEngines, Clause("R55")]
    public async Task No_act_writes_into_a_drill_and_another_office_together_in_whichever_direction_and_the_body_is_never_run(Engine engine)
    {
        await using var test = await DrillsTests.Create(engine);
        var drill = (await DrillWalk.Begun(test.Get<Drills>(), test.Get<People>(), r => test.By(r))).Id;
        var other = (await DrillWalk.Begun(test.Get<Drills>(), test.Get<People>(), r => test.By(r))).Id;
        var inside = Actor.Clock(drill);
        var before = await Heads();
        foreach (var (by, beside) in new[] { (inside, test.Office), (Actor.Clock(test.Office), drill), (inside, other) })
        {
            var refused = await test.Acts.Run<Done>(by, "incoming.arrive", new Subject("case", "x"), beside, act => throw new InvalidOperationException("the body ran"), Ct);
            refused.Refusal!.Code.ShouldBe(DrillOffices.Apart.Code);
            refused.Refusal.Clause.ShouldBe("R55");
        }
        (await Heads()).ShouldBe(before);
        // Within one office it is an ordinary act.
        (await test.Acts.Run<Done>(inside, "incoming.arrive", new Subject("case", "x"), drill, act => Task.FromResult<Outcome<Done>>(default(Done)), Ct)).Refusal.ShouldBeNull();

        async Task<string> Heads() => string.Join(' ', (await test.Ledger.Tip(drill, Ct)).Hash, (await test.Ledger.Tip(other, Ct)).Hash, (await test.Ledger.Tip(test.Office, Ct)).Hash);
    }

    private static async Task Private(TestStore test, OfficeId drill, int seed)
    {
        var answers = test.Get<PublicAnswers>();
        (await answers.List(test.Office, 0, 200, Ct)).ShouldBeEmpty($"seed {seed}");
        (await answers.List(drill, 0, 200, Ct)).ShouldBeEmpty($"seed {seed}");
        await using var store = test.Open();
        (await store.Set<AnswerRow>().IgnoreQueryFilters(["office"]).CountAsync(Ct)).ShouldBe(0, $"seed {seed}");
        (await test.Get<Cases>().List(test.Office, closedToo: true, Ct)).ShouldBeEmpty($"seed {seed}");
        (await test.Get<Posts>().Waiting(test.Office, Ct)).ShouldBe(0, $"seed {seed}");
    }

    /// <summary>Mostly the next sensible act, often a wild one.</summary>
    private sealed class Walk(TestStore test, OfficeId drill, Random random)
    {
        private static readonly Role[] Everyone = Enum.GetValues<Role>();
        private CaseId? id;

        public int Published { get; private set; }

        public int Refused { get; private set; }

        /// <summary>Refused because it would have been outside the drill.</summary>
        public int Outside { get; private set; }

        private Cases Cases => test.Get<Cases>();

        private Releases Releases => test.Get<Releases>();

        private Actor By(Role role, SectionId? section = null) => TestOffice.Actor(role, section) with { Office = drill };

        private Actor Anyone() => By(Everyone[random.Next(Everyone.Length)]);

        public async Task Step()
        {
            if (random.Next(20) == 0) test.Time.Advance(TimeSpan.FromMinutes(random.Next(30)));
            if (id is not { } known)
            {
                var opened = await Cases.Open(By(Role.Clerk), new("路灯不亮", new Huiying.Handle.Intake(IntakeChannel.Web, true), null, test.Time.GetUtcNow()), Ct);
                id = opened.Value.Id;
                return;
            }
            var c = (await Cases.Find(drill, known, Ct))!;
            if (random.Next(3) == 0) await Wild(c);
            else await Sensible(c);
        }

        private async Task Sensible(Case c)
        {
            if (c.Claims.Count == 0) Count(await Cases.Raise(By(Role.Clerk), c.Id, ClaimKind.Demand, "请修好", Ct));
            else if (c.Claims.Any(x => x.Current is null)) Count(await Cases.Verify(By(Role.SectionOfficer), c.Id, c.Claims.First(x => x.Current is null).Number, Finding.True, "三盏路灯不亮", "照片", null, Ct));
            else if (c.SubmittedAt is null) Count(await Cases.Submit(By(Role.Clerk), c.Id, Ct));
            else if (c.ReceivedByPrincipalAt is null) Count(await Cases.Receive(By(Role.PrincipalLeader), c.Id, Recipient.PrincipalLeader, Ct));
            else if (c.ReceivedByPartyGroupAt is null) Count(await Cases.Receive(By(Role.PartySecretary), c.Id, Recipient.PartyGroup, Ct));
            else if (c.Recorded is null) Count(await Cases.RecordAssessment(By(Role.Clerk), c.Id, Assessment(), Ct));
            else if (c.AssessedAt is null) Count(await Cases.ConfirmAssessment(By(Role.PartySecretary), c.Id, Ct));
            else if (c.Assigned?.SignedAt is null) Count(await Cases.Sign(By(Role.SectionHead), c.Id, Ct));
            else if (c.Claims.Any(x => x.Kind == ClaimKind.Demand && x.Settled is null)) Count(await Cases.Settle(By(Role.SectionHead), c.Id, 1, DemandOutcome.Met, "办法", "已修好", Ct));
            else if (c.CompletedAt is null) Count(await Cases.Complete(By(Role.SectionHead), c.Id, "已修好", Ct));
            else await Answer(c);
        }

        private async Task Answer(Case c)
        {
            var release = await Releases.Of(drill, c.Id, Ct) is [.., var last] ? last : null;
            if (release is null || release.Published is not null || release.Withdrawn is not null || release.Returned is not null)
            {
                await Submit(c, random.Next(3) == 0 ? "direct" : "website");
                return;
            }
            var next = (await Releases.Steps(drill, release, Ct)).FirstOrDefault(s => s.Signed is null).Step;
            if (next is not null) Count(await Releases.Sign(By(next.By[0], next.Section), release.Id, next.Id, release.Current.Hash, "同意", Ct));
            else await Publish(release, release.Current.Text.Outlet, By(release.Current.Text.Outlet == "direct" ? Role.Clerk : Role.Spokesperson));
        }

        private async Task Submit(Case c, string outlet) => Count(await Releases.Submit(By(Role.SectionOfficer), c.Id, new ReleaseText(
            AnswerKind.Result, $"关于路灯的答复{random.Next(9)}", "路灯为何不亮", [new(Part.Facts, "经查，三盏路灯不亮，已经修好。", c.Claims[0].Current?.Number)], [new(c.Claims[0].Number, 0)], [],
            outlet, "全体", ReleaseText.AssessmentLine, false, []), null, Ct));

        private async Task Publish(Release release, string outlet, Actor by)
        {
            var done = await Releases.Publish(by, release.Id, release.Current.Hash, outlet, outlet == "website" ? null : "https://example.org/post/1", release.Current.Text.Plain, Ct);
            Count(done);
            if (done.Refusal is { Code: "drill.outside" })
            {
                Outside++;
                (await Releases.Withdraw(By(Role.Clerk), release.Id, release.Current.Hash, "演练中不能在外发布", Ct)).Refusal.ShouldBeNull();
            }
            if (!done.Ok) return;
            Published++;
            done.Value.Published!.Link.ShouldStartWith("/events/", Shouldly.Case.Sensitive);
        }

        private async Task Wild(Case c)
        {
            var release = await Releases.Of(drill, c.Id, Ct) is [.., var last] ? last : null;
            switch (random.Next(9))
            {
                case 0 when release is not null: await Publish(release, random.Next(2) == 0 ? "website" : release.Current.Text.Outlet, Anyone()); break;
                case 1 when release is not null: Count(await Releases.Sign(Anyone(), release.Id, "principal-leader", release.Current.Hash, "同意", Ct)); break;
                case 2: Count(await Cases.Report(Anyone(), c.Id, "city-office", ReportMode.Fax, test.Time.GetUtcNow(), "某人", "回执", null, Ct)); break;
                case 3:
                    await using (var script = DrillWalk.Script())
                    {
                        Count(await test.Get<Import>().Run(Anyone(), new("更多.csv"), script, ct: Ct));
                    }
                    break;
                case 4: Count(await test.Get<Sources>().Add(Anyone(), new("某站", SourceKind.Feed, "https://example.org/feed", TimeSpan.FromMinutes(10)), Ct)); break;
                case 5: await test.Get<Huiying.Assess.Assessment>().Run(drill, ct: Ct); break;
                case 6: foreach (var due in (await test.Get<DutyClock>().Due(drill, Ct)).Cases) await test.Get<DutyClock>().Tell(drill, due, Ct); break;
                case 7: await test.Get<Papers>().Plan(drill, Ct); break;
                default: Count(await test.Get<Summaries>().Close(Anyone(), c.Id, Ending.PublicResponse, "完", null, Ct)); break;
            }
        }

        private static Huiying.Handle.Assessment Assessment() => new(
            AssessmentMode.Meeting, new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero), "研判", ["江平"], [], "同意", Grade.Ordinary, "影响面小", new("民生", "小", "无", "平稳", "无"), Category.Inquiry, "提出诉求",
            new("leader"), TestOffice.Business, TestOffice.Business, [TestOffice.General], ["备好记录"], "由业务科维修", "报上级", "限期修好");

        private void Count<T>(Outcome<T> outcome)
        {
            if (!outcome.Ok) Refused++;
        }
    }
}
