using Huiying.Ground;
using Huiying.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Huiying.Tests.Ground;

public sealed class OfficeTreeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothEngines, Clause("R29")]
    public async Task Offices_form_a_tree_and_a_body_is_never_the_office_itself_nor_one_below_it(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        var others = await Neighbours.Make(test.Services);
        var tree = test.Get<OfficeTree>();
        (await tree.All(Ct)).Select(n => (n.Id, n.Depth)).ShouldBe(
            [(Neighbours.City, 0), (Neighbours.District, 1), (Neighbours.Sibling, 2), (TestOffice.Id, 2)], ignoreOrder: true);
        var district = await others.By(Neighbours.District, Role.SystemAdministrator);
        foreach (var below in new[] { Neighbours.District, TestOffice.Id, Neighbours.Sibling })
        {
            (await tree.Name(district, "city-office", below, Ct)).Refusal!.Clause.ShouldBe("R29");
        }
        (await tree.Here(Neighbours.District, "city-office", Ct)).ShouldBe(Neighbours.City);
        (await tree.Name(district, "nobody", Neighbours.City, Ct)).Refusal!.Code.ShouldBe("not-found");
        (await tree.Name(await others.By(Neighbours.District, Role.Clerk), "city-office", null, Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await tree.Name(district, "city-office", null, Ct)).Ok.ShouldBeTrue();
        (await tree.Here(Neighbours.District, "city-office", Ct)).ShouldBeNull();
        (await tree.Place(test.By(Role.SystemAdministrator), Neighbours.City, TestOffice.Id, Ct)).Refusal!.Code.ShouldBe("office.circle");
    }

    [Theory, BothEngines]
    public async Task An_office_is_made_by_the_administrator_of_the_first_or_of_the_one_above_and_begins_its_own_ledger(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        var others = await Neighbours.Make(test.Services);
        var offices = test.Get<Offices>();
        var sibling = await others.By(Neighbours.Sibling, Role.SystemAdministrator);
        (await offices.Add(sibling, new("town"), Neighbours.District, OfficePlans.Five, Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await offices.Add(sibling, new("town"), null, OfficePlans.Five, Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await offices.Add(sibling, new("City"), Neighbours.Sibling, OfficePlans.Five, Ct)).Refusal!.Code.ShouldBe("invalid");
        (await offices.Add(sibling, Neighbours.City, Neighbours.Sibling, OfficePlans.Five, Ct)).Refusal!.Code.ShouldBe("office.exists");
        (await offices.Add(await others.By(Neighbours.Sibling, Role.Clerk), new("town"), Neighbours.Sibling, OfficePlans.Five, Ct)).Refusal!.Code.ShouldBe("not-your-post");
        (await offices.Add(sibling, new("town"), Neighbours.Sibling, OfficePlans.Five.Without("audit"), Ct)).Refusal!.Code.ShouldBe("office.unworkable");
        (await offices.Find(new("town"), Ct)).ShouldBeNull();
        (await offices.Add(sibling, new("town"), Neighbours.Sibling, OfficePlans.Five, Ct)).Value.Count.ShouldBe(5);
        var first = await test.Ledger.Read(new("town"), ct: Ct).FirstAsync(Ct);
        (first.Stamp.Sequence, first.Act, first.Data.GetProperty("parent").GetString()).ShouldBe((1, "offices.add", "sibling"));
        first.Stamp.Name.ShouldBe($"柳林县民政服务办 {sibling.Name}");
        (await test.Ledger.Read(Neighbours.Sibling, ct: Ct).ToListAsync(Ct)).ShouldContain(e => e.Act == "offices.add" && e.Data.ToString().Contains("town"));
        foreach (var office in await offices.List(Ct)) (await test.Ledger.Verify(office.Id, Ct)).BrokenAt.ShouldBeNull(office.Name);
    }

    [Theory, BothEngines]
    public async Task An_act_in_two_offices_is_in_both_ledgers_or_in_neither_when_the_machine_dies_between(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        await Neighbours.Make(test.Services);
        var heads = (await test.Ledger.Head(TestOffice.Id, Ct), await test.Ledger.Head(Neighbours.District, Ct));
        var died = Directory.CreateTempSubdirectory("huiying-died-").FullName;
        try
        {
            var ran = test.Acts.Run<Done>(test.By(Role.Clerk), "tests.both", Subject.Of(TestOffice.Id), Neighbours.District, async act =>
            {
                act.Write(new OfficePlaced(TestOffice.Id, null), OfficeTreeJson.Default.OfficePlaced);
                await act.Beside<Done>(there =>
                {
                    there.Write(new OfficePlaced(TestOffice.Id, null), OfficeTreeJson.Default.OfficePlaced);
                    return Task.FromResult<Done>(default);
                });
                await act.Store.SaveChangesAsync(Ct);
                // The files as a dead machine leaves them; with PostgreSQL the connection dies for good.
                if (engine == Engine.Sqlite) foreach (var file in Directory.GetFiles(test.Folder, "huiying.db*")) Copy(file, Path.Combine(died, Path.GetFileName(file)));
                else await Kill(test.Postgres!, await act.Store.Database.SqlQueryRaw<int>("select pg_backend_pid() as \"Value\"").SingleAsync(Ct));
                return default(Done);
            }, Ct);
            if (engine == Engine.Sqlite) (await ran).Ok.ShouldBeTrue();
            else await Should.ThrowAsync<Exception>(() => ran);
            if (engine == Engine.Sqlite)
            {
                File.Exists(Path.Combine(died, "huiying.db-wal")).ShouldBeTrue();
                await using var services = new ServiceCollection().AddLogging().AddStore(died).BuildServiceProvider();
                (await Heads(services)).ShouldBe(heads);
                (await Heads(test.Services)).ShouldBe((heads.Item1 + 1, heads.Item2 + 1));
            }
            else
            {
                (await Heads(test.Services)).ShouldBe(heads);
            }
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(died, recursive: true);
        }
    }

    [Theory, BothEngines]
    public async Task Acts_of_two_offices_in_each_others_ledgers_at_once_never_wait_for_each_other(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        await Neighbours.Make(test.Services);
        Task<Outcome<Done>> Both(OfficeId own, OfficeId other) => test.Acts.Run<Done>(new Actor(own, new("p"), "某人", []), "tests.both", Subject.Of(own), other, act =>
        {
            act.Write(new OfficePlaced(own, other), OfficeTreeJson.Default.OfficePlaced);
            return act.Beside<Outcome<Done>>(there =>
            {
                there.Write(new OfficePlaced(own, other), OfficeTreeJson.Default.OfficePlaced);
                return Task.FromResult<Outcome<Done>>(default(Done));
            });
        }, Ct);
        var before = await test.Ledger.Head(Neighbours.City, Ct);
        var all = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => i % 2 == 0 ? Both(Neighbours.City, Neighbours.District) : Both(Neighbours.District, Neighbours.City)));
        all.ShouldAllBe(o => o.Ok);
        (await test.Ledger.Head(Neighbours.City, Ct)).ShouldBe(before + 12);
        foreach (var office in new[] { Neighbours.City, Neighbours.District }) (await test.Ledger.Verify(office, Ct)).BrokenAt.ShouldBeNull();
    }

    private static async Task<(long, long)> Heads(IServiceProvider services)
    {
        var ledger = (Ledger)services.GetService(typeof(Ledger))!;
        return (await ledger.Head(TestOffice.Id, Ct), await ledger.Head(Neighbours.District, Ct));
    }

    private static void Copy(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var target = File.Create(to);
        source.CopyTo(target);
    }

    private static async Task Kill(string connection, int backend)
    {
        await using var admin = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);
        await admin.OpenAsync(Ct);
        await using var command = new NpgsqlCommand($"select pg_terminate_backend({backend})", admin);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
