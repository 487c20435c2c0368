using System.Data.Common;
using System.Text;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Tests.Handle;

/// <summary>Four offices in one store, random acts by random people, and a judge that reads the raw rows.</summary>
public sealed class ApartTests
{
    private static readonly OfficeId[] Everywhere = [TestOffice.Id, Neighbours.Sibling, Neighbours.District, Neighbours.City];
    private static readonly string[] Bodies = ["district-committee", "district-government", "city-office", "emergency-body"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R29"), Clause("R30"), Clause("S16")]
    public async Task Over_random_acts_no_office_holds_or_changes_anothers_rows_but_for_what_was_reported_to_it(Engine engine)
    {
        await using var test = await TestStore.Create(engine, s => s.AddCollect().AddAssess().AddHandle().AddRespond());
        var others = await Neighbours.Make(test.Services);
        var random = new Random(20260302);
        var cases = test.Get<Cases>();
        var major = test.Get<MajorEvents>();
        var incoming = test.Get<Incomings>();
        var known = Everywhere.ToDictionary(o => o, _ => new List<CaseId>());
        var (accepted, foreign, passed) = (0, 0, 0);
        for (var step = 0; step < 260; step++)
        {
            test.Time.Advance(TimeSpan.FromMinutes(random.Next(1, 30)));
            var office = Everywhere[random.Next(Everywhere.Length)];
            var by = await others.By(office, Pick(Role.Clerk, Role.DutyOfficer, Role.PrincipalLeader, Role.SupervisingLeader));
            var clerk = await others.By(office, Role.Clerk);
            if (random.Next(6) == 0 && await Strange(office) is { } refused)
            {
                refused.ShouldBe("not-found", $"step {step}");
                foreign++;
                continue;
            }
            var mine = known[office].Count == 0 ? default : known[office][random.Next(known[office].Count)];
            switch (random.Next(mine == default ? 1 : 12))
            {
                case 0:
                    var opened = await cases.Open(clerk, new OpenCase($"事项{step}", new Huiying.Handle.Intake(IntakeChannel.Web, true), null, test.Time.GetUtcNow()), Ct);
                    opened.Refusal.ShouldBeNull();
                    known[office].Add(opened.Value.Id);
                    Count(await cases.Raise(clerk, opened.Value.Id, ClaimKind.Doubt, Secret(office), Ct));
                    break;
                case 1: Count(await cases.Raise(by, mine, ClaimKind.Demand, $"{Secret(office)} 诉求{step}", Ct)); break;
                case 2: Count(await major.SetGrade(await others.By(office, Role.PrincipalLeader), mine, Grade.Major, Secret(office), Ct)); break;
                case 3: Count(await major.Issue(clerk, mine, new UpText($"报上去的情况{step}"), Ct)); break;
                case 4 or 5 or 6:
                    var reports = (await cases.Find(office, mine, Ct))!.UpReports.Count;
                    Count(await major.Send(by, mine, new UpSending(random.Next(reports + 1), Bodies[random.Next(Bodies.Length)], random.Next(3) == 0 ? ReportMode.Telephone : ReportMode.System, test.Time.GetUtcNow(), AsMajor: "急"), Ct));
                    break;
                default:
                    if ((await incoming.List(by, ct: Ct)).Value is not { Count: > 0 } items) break;
                    var i = items[random.Next(items.Count)];
                    passed++;
                    switch (random.Next(6))
                    {
                        case 0 or 1: Count(await incoming.Sign(by, i.Id, Ct)); break;
                        case 2: Count(await incoming.Return(by, i.Id, "退回的理由", Ct)); break;
                        case 3: Count(await incoming.Command(by, i.Id, "批示的话", test.Time.GetUtcNow().AddHours(3), Ct)); break;
                        case 4: Count(await incoming.Forward(by, i.Id, Bodies[random.Next(Bodies.Length)], "转报的话", null, Ct)); break;
                        default:
                            foreach (var o in (await cases.Find(office, mine, Ct))!.OpenOrders.ToList()) Count(await cases.AnswerOrder(by, mine, o.What.Item, o.What.Order, "反馈的话", Ct));
                            break;
                    }
                    break;
            }
        }
        // The property means something only if much happened, across offices too.
        accepted.ShouldBeGreaterThan(60);
        foreign.ShouldBeGreaterThan(10);
        passed.ShouldBeGreaterThan(20);
        await Judge();

        Role Pick(params Role[] roles) => roles[random.Next(roles.Length)];

        void Count<T>(Outcome<T> outcome) => accepted += outcome.Ok ? 1 : 0;

        // Someone reaches for another office's event or item by its very id: not found, and nothing is written there.
        async Task<string?> Strange(OfficeId own)
        {
            var other = Everywhere.Where(o => o != own && known[o].Count > 0).OrderBy(_ => random.Next()).FirstOrDefault();
            if (other == default) return null;
            var by = await others.By(own, Role.PrincipalLeader);
            var id = known[other][0];
            var before = await test.Ledger.Head(other, Ct);
            var items = (await incoming.List(await others.By(other, Role.Clerk), ct: Ct)).Value;
            var code = items.Count > 0 && random.Next(2) == 0
                ? ((await incoming.Sign(by, items[0].Id, Ct)).Refusal ?? (await incoming.Command(by, items[0].Id, "x", null, Ct)).Refusal)!.Code
                : ((await major.SetGrade(by, id, Grade.Major, "x", Ct)).Refusal ?? (await cases.Raise(by, id, ClaimKind.Doubt, "x", Ct)).Refusal)!.Code;
            (await test.Ledger.Head(other, Ct)).ShouldBe(before);
            (await cases.Find(own, id, Ct)).ShouldBeNull();
            return code;
        }

        async Task Judge()
        {
            foreach (var office in Everywhere)
            {
                var rows = await Rows(test, office);
                rows.ShouldContain(Secret(office));
                foreach (var other in Everywhere.Where(o => o != office)) rows.ShouldNotContain(Secret(other), Shouldly.Case.Sensitive, $"{office} holds what is {other}'s own");
                (await test.Ledger.Verify(office, Ct)).BrokenAt.ShouldBeNull(office.Value);
                foreach (var id in known[office]) Cases.Bytes((await cases.Replay(office, id, Ct))!).ShouldBe(Cases.Bytes((await cases.Find(office, id, Ct))!));
            }
            // What an office holds of another was sent to it, by an entry of the sender's own ledger.
            var sent = new List<(OfficeId To, IncomingId Item)>();
            foreach (var office in Everywhere)
            {
                foreach (var id in known[office])
                {
                    foreach (var s in (await cases.Find(office, id, Ct))!.Sendings.Where(s => s.What.Item is not null)) sent.Add(((await test.Get<OfficeTree>().Here(office, s.What.Body, Ct))!.Value, s.What.Item!.Value));
                }
                sent.AddRange((await incoming.List(await others.By(office, Role.Clerk), ct: Ct)).Value.SelectMany(i => i.Forwards).Select(f => (f.What.Office, f.What.Item)));
            }
            var held = new List<(OfficeId, IncomingId)>();
            foreach (var office in Everywhere) held.AddRange((await incoming.List(await others.By(office, Role.Clerk), ct: Ct)).Value.Select(i => (office, i.Id)));
            held.Count.ShouldBeGreaterThan(20);
            held.ShouldBe(sent, ignoreOrder: true);
        }
    }

    private static string Secret(OfficeId office) => $"own-words-of-{office}";

    /// <summary>Every row of the office in every table, as text, whatever the product would show of it.</summary>
    private static async Task<string> Rows(TestStore test, OfficeId office)
    {
        await using var store = test.Open();
        var text = new StringBuilder();
        await store.Database.OpenConnectionAsync(Ct);
        foreach (var type in store.Model.GetEntityTypes().Where(t => typeof(IOfficed).IsAssignableFrom(t.ClrType)))
        {
            await using DbCommand command = store.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"select * from {type.GetTableName()} where office = '{office}'";
            await using var reader = await command.ExecuteReaderAsync(Ct);
            while (await reader.ReadAsync(Ct))
            {
                for (var i = 0; i < reader.FieldCount; i++) text.Append(reader.GetValue(i) is byte[] bytes ? Encoding.UTF8.GetString(bytes) : reader.GetValue(i)).Append('\n');
            }
        }
        return text.ToString();
    }
}
