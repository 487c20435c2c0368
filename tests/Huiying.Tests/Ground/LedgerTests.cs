using System.Data.Common;
using System.Text;
using Huiying.Ground;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests.Ground;

public sealed class LedgerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Task<Outcome<Done>> Note(Acts acts, Actor actor, string text, bool allowed = true) =>
        acts.Run<Done>(actor, "test.note", new Subject("note", "1"), act =>
        {
            act.Write(new RefusedEntry("note", "-", text), ActsJson.Default.RefusedEntry);
            return Task.FromResult<Outcome<Done>>(allowed ? default(Done) : new Refusal("no", "R27", "不行", "no"));
        }, Ct);

    [Theory, BothEngines, Clause("R40")]
    public async Task Each_act_is_one_entry_and_the_chain_verifies(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        for (var i = 0; i < 5; i++) (await Note(test.Acts, test.By(Role.Clerk), $"第{i}条")).Ok.ShouldBeTrue();
        (await test.Ledger.Verify(test.Office, Ct)).ShouldBe(new LedgerVerdict(5, null, null));
        var entries = await test.Ledger.Read(test.Office, ct: Ct).ToListAsync(Ct);
        entries.Select(e => e.Stamp.Sequence).ShouldBe([1, 2, 3, 4, 5]);
        entries[3].Data.GetProperty("zh").GetString().ShouldBe("第3条");
    }

    [Theory, BothEngines, Clause("R38")]
    public async Task A_refused_act_leaves_nothing_but_the_record_of_the_attempt(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        (await Note(test.Acts, test.By(Role.SectionOfficer), "想写", allowed: false)).Refusal!.Clause.ShouldBe("R27");
        var entry = (await test.Ledger.Read(test.Office, ct: Ct).ToListAsync(Ct)).Single();
        entry.Act.ShouldBe("test.note.refused");
        entry.Stamp.Person.ShouldBe(test.By(Role.SectionOfficer).Person);
        entry.Data.GetProperty("clause").GetString().ShouldBe("R27");
        (await Note(test.Acts, Actor.Clock(test.Office), "系统", allowed: false)).Ok.ShouldBeFalse();
        (await test.Ledger.Verify(test.Office, Ct)).Entries.ShouldBe(1);
    }

    [Theory, BothEngines]
    public async Task A_changed_byte_a_lost_entry_and_a_cut_tail_are_found(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        for (var i = 0; i < 6; i++) await Note(test.Acts, test.By(Role.Clerk), $"第{i}条");
        async Task<LedgerVerdict> After(Func<DbConnection, Task> harm)
        {
            await using var store = test.Open();
            await using var transaction = await store.Database.BeginTransactionAsync(Ct);
            await harm(store.Database.GetDbConnection());
            await transaction.CommitAsync(Ct);
            return await test.Ledger.Verify(test.Office, Ct);
        }
        async Task Sql(DbConnection c, string sql, byte[]? body = null)
        {
            await using var command = c.CreateCommand();
            command.CommandText = sql;
            if (body is not null)
            {
                var p = command.CreateParameter();
                (p.ParameterName, p.Value) = ("body", body);
                command.Parameters.Add(p);
            }
            (await command.ExecuteNonQueryAsync(Ct)).ShouldBe(1);
        }
        byte[] original;
        await using (var store = test.Open()) original = (await store.Set<LedgerRow>().SingleAsync(r => r.Sequence == 3, Ct)).Body;
        var changed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(original).Replace("第2条", "第9条", StringComparison.Ordinal));
        (await After(c => Sql(c, "update ground_ledger set body = @body where sequence = 3", changed))).BrokenAt.ShouldBe(3);
        (await After(c => Sql(c, "update ground_ledger set body = @body where sequence = 3", original))).BrokenAt.ShouldBeNull();
        (await After(c => Sql(c, "update ground_ledger set act = 'other' where sequence = 4"))).ShouldBe(new LedgerVerdict(4, 4, "act"));
        (await After(c => Sql(c, "update ground_ledger set act = 'test.note' where sequence = 4"))).BrokenAt.ShouldBeNull();
        (await After(c => Sql(c, "delete from ground_ledger where sequence = 6"))).Why.ShouldBe("head");
        (await After(c => Sql(c, "delete from ground_ledger where sequence = 2"))).BrokenAt.ShouldBe(2);
    }

    [Fact]
    public async Task When_the_clock_falls_back_ledger_time_stands_still_and_the_jump_is_recorded()
    {
        await using var test = await TestStore.Create();
        await Note(test.Acts, test.By(Role.Clerk), "先");
        var before = (await test.Ledger.Read(test.Office, ct: Ct).ToListAsync(Ct))[^1].Stamp.At;
        await using var behind = test.Another(s => s.AddSingleton<TimeProvider>(new Behind(test.Time.GetUtcNow().AddHours(-1))));
        await Note(behind.GetRequiredService<Acts>(), test.By(Role.Clerk), "后");
        var entries = await test.Ledger.Read(test.Office, ct: Ct).ToListAsync(Ct);
        entries[^1].Stamp.At.ShouldBe(before);
        entries[^2].Data.GetProperty("clock").GetDateTimeOffset().ShouldBe(before.AddHours(-1));
        (await test.Ledger.Verify(test.Office, Ct)).BrokenAt.ShouldBeNull();
    }

    [Theory, BothEngines]
    public async Task Acts_from_two_processes_at_once_stand_in_one_order_without_gaps(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        await using var other = test.Another();
        var acts = new[] { test.Acts, other.GetRequiredService<Acts>() };
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => Note(acts[i % 2], test.By(Role.Clerk), $"{i}"))));
        (await test.Ledger.Verify(test.Office, Ct)).ShouldBe(new LedgerVerdict(40, null, null));
    }

    [Fact]
    public async Task An_office_sees_only_its_own_rows()
    {
        await using var test = await TestStore.Create();
        await Note(test.Acts, test.By(Role.Clerk), "本办");
        (await test.Ledger.Read(new OfficeId("another"), ct: Ct).ToListAsync(Ct)).ShouldBeEmpty();
        await using var store = test.Stores.CreateDbContext();
        (await store.Set<LedgerRow>().CountAsync(Ct)).ShouldBe(0);
    }

    private sealed class Behind(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    [Theory, BothEngines, Clause("R55")]
    public async Task No_act_of_a_drill_writes_beside_another_office_nor_an_offices_beside_a_drill(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        var drill = new OfficeId(OfficeId.DrillPrefix + "1");
        var clerk = test.By(Role.Clerk);
        foreach (var (from, to) in new[] { (drill, test.Office), (test.Office, drill), (drill, new OfficeId(OfficeId.DrillPrefix + "2")) })
        {
            var ran = false;
            var crossed = await test.Acts.Run<Done>(clerk with { Office = from }, "test.cross", new Subject("note", "1"), to, async act =>
            {
                ran = true;
                act.Write(new RefusedEntry("note", "-", "越界"), ActsJson.Default.RefusedEntry);
                return await act.Beside<Done>(there =>
                {
                    there.Write(new RefusedEntry("note", "-", "越界"), ActsJson.Default.RefusedEntry);
                    return Task.FromResult<Done>(default);
                });
            }, Ct);
            crossed.Refusal!.Code.ShouldBe("drill.apart", $"{from} → {to}");
            ran.ShouldBeFalse();
            (await test.Ledger.Head(from, Ct)).ShouldBe(0);
            (await test.Ledger.Head(to, Ct)).ShouldBe(0);
        }
    }

    [Theory, BothEngines, Clause("R43")]
    public async Task A_look_verifies_only_what_is_new_and_trusts_no_beginning_whose_head_is_another(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        for (var i = 0; i < 6; i++) await Note(test.Acts, test.By(Role.Clerk), $"第{i}条");
        var first = await test.Ledger.Standing(test.Office, [], Ct);
        (first.Verdict.Entries, first.Verdict.BrokenAt, first.Since, first.WholeAt).ShouldBe((6, null, 0, test.Time.GetUtcNow()));
        test.Time.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < 2; i++) await Note(test.Acts, test.By(Role.Clerk), $"又{i}条");
        var second = await test.Ledger.Standing(test.Office, [], Ct);
        (second.Verdict.Entries, second.Verdict.BrokenAt, second.Since, second.WholeAt).ShouldBe((8, null, 2, first.WholeAt));

        // An anchor that says otherwise of the entry it stopped at makes it begin anew.
        var foreign = new LedgerAnchor(test.Office.Value, new(2026, 3, 2), 8, new string('0', 64), test.Time.GetUtcNow());
        (await test.Ledger.Standing(test.Office, [foreign], Ct)).Verdict.Unfit.ShouldBe(foreign);
        (await test.Ledger.Standing(test.Office, [], Ct)).WholeAt.ShouldBe(test.Time.GetUtcNow(), "after a broken look the whole chain is read");

        // Old bytes changed behind its back: seen by the whole verification, and from then on by every look.
        await using (var store = test.Open())
        {
            await store.Database.ExecuteSqlRawAsync("update ground_ledger set body = (select body from ground_ledger where sequence = 2) where sequence = 3", Ct);
        }
        (await test.Ledger.Standing(test.Office, [], Ct)).Verdict.BrokenAt.ShouldBeNull();
        (await test.Ledger.Verify(test.Office, [], Ct)).BrokenAt.ShouldBe(3);
        (await test.Ledger.Standing(test.Office, [], Ct)).Verdict.BrokenAt.ShouldBe(3);
    }

    [Theory, BothEngines, Clause("R43")]
    public async Task A_ledger_rewritten_at_the_place_where_a_look_stopped_is_read_from_the_first_entry(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        for (var i = 0; i < 4; i++) await Note(test.Acts, test.By(Role.Clerk), $"第{i}条");
        (await test.Ledger.Standing(test.Office, [], Ct)).Verdict.BrokenAt.ShouldBeNull();
        await using (var store = test.Open())
        {
            await store.Database.ExecuteSqlRawAsync("update ground_ledger set body = (select body from ground_ledger where sequence = 1) where sequence = 2", Ct);
            await store.Database.ExecuteSqlRawAsync("update ground_ledger set hash = (select hash from ground_ledger where sequence = 3) where sequence = 4", Ct);
        }
        (await test.Ledger.Standing(test.Office, [], Ct)).Verdict.BrokenAt.ShouldBe(2, "the earlier place shows only when nothing is trusted");
    }
}
