using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.Web;
using Huiying.Web;
using Huiying.Web.Access;
using Huiying.Web.Line;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Turn = Huiying.Web.Line.Turn;

namespace Huiying.Tests.Line;

/// <summary>Several nodes on one PostgreSQL: they share the work, and one that is gone is not missed for long.</summary>
public sealed class ClusterTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("huiying-cluster-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task Two_nodes_share_the_keys_and_no_key_is_ever_held_twice()
    {
        await using var store = await Shared.Create();
        var owed = new Owed(Enumerable.Range(0, 60).Select(i => $"k{i}"), each: 4);
        await using var a = await Node(store, "a", new Piece(owed, "a"));
        await using var b = await Node(store, "b", new Piece(owed, "b"));
        await Members(store, 2);
        var beats = 0;
        while (owed.Left > 0)
        {
            (++beats).ShouldBeLessThan(500, "500 beats and it is still due");
            await Task.WhenAll(a.Services.GetRequiredService<Waker>().Once(Ct), b.Services.GetRequiredService<Waker>().Once(Ct));
        }
        owed.MostOfOneKey.ShouldBe(1);
        owed.DoneBy.Keys.Order().ShouldBe(["a", "b"]);
        owed.DoneBy.Values.Sum().ShouldBeGreaterThanOrEqualTo(240);
    }

    [Fact]
    public async Task A_killed_node_is_found_out_and_the_other_goes_on_and_the_killed_one_comes_back_at_once()
    {
        await using var store = await Shared.Create();
        await using var here = await Node(store, "here");
        var actor = await store.Clerk(here);
        var other = Process(store);
        try
        {
            await Members(store, 2);
            other.Kill(entireProcessTree: true);
            await other.WaitForExitAsync(Ct);

            // Whatever the killed node held is taken up here: every turn of the office answers.
            var clock = Stopwatch.StartNew();
            foreach (var turn in here.Services.GetServices<Turn>().Where(t => t.Name is not "poll" and not "drill"))
            {
                while (!await Takes(turn)) (clock.Elapsed < TimeSpan.FromMinutes(2)).ShouldBeTrue($"{turn.Name} is still held by the killed node");
            }
            var rows = new StringBuilder();
            for (var i = 0; i < 5; i++) rows.AppendLine($$"""{"id":"m{{i}}","time":"2026-03-0{{i + 1}}T01:00:00Z","title":"白杨村路灯坏了","body":"村口第{{i}}盏路灯不亮。"}""");
            using var file = new MemoryStream(Encoding.UTF8.GetBytes(rows.ToString()));
            (await here.Services.GetRequiredService<Import>().Run(actor, new ImportFile("messages.jsonl"), file, ct: Ct)).Refusal.ShouldBeNull();
            while ((await here.Services.GetRequiredService<Topics>().List(actor, ct: Ct)).Value.Sum(l => l.Posts) < 5) await Task.Delay(100, Ct);

            // Its folder's next process does not wait for anybody to declare the old one dead, and nobody counts that one any more.
            using var again = Process(store);
            await Members(store, 2);
            again.Kill(entireProcessTree: true);
        }
        finally
        {
            if (!other.HasExited) other.Kill(entireProcessTree: true);
            other.Dispose();
        }

        async Task<bool> Takes(Turn turn)
        {
            try
            {
                await here.Services.GetRequiredService<LineSilo>().Grains.GetGrain<ITurnHolder>(TurnGrain.Key(turn, Offices.First.Value)).Take().WaitAsync(TimeSpan.FromSeconds(10), Ct);
                return true;
            }
            catch (Exception e) when (e is Orleans.Runtime.OrleansException or TimeoutException or DbUpdateException or IOException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task What_a_node_left_of_an_earlier_life_is_dead_as_soon_as_it_starts_and_other_nodes_are_left_alone()
    {
        await using var store = await Shared.Create();
        var node = new Cluster(store.Connection, "machine:one", IPAddress.Loopback);
        await node.Prepare(Ct);
        await using var source = NpgsqlDataSource.Create(store.Connection);
        await using (var rows = source.CreateCommand(
            """
            insert into OrleansMembershipVersionTable (DeploymentId, Version) values ('huiying', 7);
            insert into OrleansMembershipTable select 'huiying', '127.0.0.1', 1000 + n, n, 'machine:' || name, 'machine', 3, 0, null, now(), now() from (values (1, 'one'), (2, 'two')) as v (n, name);
            """)) await rows.ExecuteNonQueryAsync(Ct);
        await node.Prepare(Ct);
        await using var left = source.CreateCommand("select string_agg(SiloName || ' ' || Status, ', ' order by Port), (select Version from OrleansMembershipVersionTable) from OrleansMembershipTable");
        await using var reader = await left.ExecuteReaderAsync(Ct);
        await reader.ReadAsync(Ct);
        reader.GetString(0).ShouldBe("machine:one 6, machine:two 3");
        reader.GetInt32(1).ShouldBe(8, "whoever reads the members sees that they changed");
    }

    [Fact]
    public async Task Who_signed_in_at_one_node_works_at_the_other()
    {
        await using var store = await Shared.Create();
        await using var a = await Node(store, "a");
        await using var b = await Node(store, "b");
        var actor = await store.Clerk(a);
        var clerk = actor.Person;
        var activations = a.Services.GetRequiredService<Activations>();
        var opened = await activations.Open(Offices.First, clerk, clerk.Value);
        (await activations.Choose(await activations.Renew(opened.Value), SiteHost.Password, Ct)).Refusal.ShouldBeNull();

        var cookies = new CookieContainer();
        using var atA = new Visitor(a.Url, cookies);
        (await atA.Send("/sign-in", new() { ["name"] = clerk.Value, ["password"] = SiteHost.Password })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var atB = new Visitor(b.Url, cookies);
        (await atB.Read("/desk")).ShouldContain(actor.Name);
    }

    [Theory]
    [InlineData("203.0.113.7", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("node-1", true)]
    [InlineData("127.0.0.1", false)]
    public async Task An_address_that_is_none_of_this_machine_is_refused_with_the_way_out(string node, bool store)
    {
        var refused = await Server.Start(new(root, "http://127.0.0.1:0", store ? "Host=127.0.0.1;Database=x" : null, Node: node), Ct);
        refused.Refusal!.Code.ShouldBe("server.node");
    }

    private async Task<Server> Node(Shared store, string name, params Turn[] turns) => (await Server.Start(new(Path.Combine(root, name), "http://127.0.0.1:0", store.Connection)
    {
        Instead = services =>
        {
            if (turns.Length == 0) return;
            foreach (var own in services.Where(s => s.ServiceType == typeof(Turn)).ToList()) services.Remove(own);
            foreach (var turn in turns) services.AddSingleton(turn);
        },
    }, Ct)).Value;

    private Process Process(Shared store)
    {
        var info = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "huiying"), ["--data", Path.Combine(root, "killed"), "--urls", "http://127.0.0.1:0", "--store", store.Connection])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = System.Diagnostics.Process.Start(info)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Waits until exactly so many members are active (status 3).</summary>
    private static async Task Members(Shared store, int count)
    {
        await using var source = NpgsqlDataSource.Create(store.Connection);
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await using var command = source.CreateCommand("select count(*) from OrleansMembershipTable where Status = 3");
                if ((long)(await command.ExecuteScalarAsync(Ct))! == count) return;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable)
            {
                // No node has begun.
            }
            (clock.Elapsed < TimeSpan.FromMinutes(1)).ShouldBeTrue($"there are not {count} members after a minute");
            await Task.Delay(100, Ct);
        }
    }

    /// <summary>An empty database that the nodes share.</summary>
    private sealed record Shared(string Connection, string Database) : IAsyncDisposable
    {
        public static async Task<Shared> Create()
        {
            var made = await PostgresCluster.Create(null, Ct);
            return new(made.ConnectionString, made.Database!);
        }

        /// <summary>The clerk of an office of one person for each post, made at that node.</summary>
        public async Task<Actor> Clerk(Server node)
        {
            var people = Enum.GetValues<Role>().Select((r, i) => new PersonPlan($"p{i}", $"岗{i}", [new PostPlan(r, r is Role.SectionHead or Role.SectionOfficer ? "b" : null)])).ToList();
            (await node.Services.GetRequiredService<Offices>().Create(new OfficePlan("白杨县民生服务办公室", "0400-0000000", [new("b", "业务科")], people), Ct)).Refusal.ShouldBeNull();
            var clerk = (await node.Services.GetRequiredService<People>().List(Offices.First, Ct)).Single(p => p.Posts.Any(h => h.Role == Role.Clerk));
            return new(Offices.First, clerk.Id, clerk.Name, clerk.Posts);
        }

        public async ValueTask DisposeAsync() => await PostgresCluster.Drop(Database, CancellationToken.None);
    }

    /// <summary>What is to be done, and who held what, over all nodes of the test.</summary>
    private sealed class Owed(IEnumerable<string> keys, int each)
    {
        private readonly ConcurrentDictionary<string, int> left = new(keys.ToDictionary(k => k, _ => each));
        private readonly Dictionary<string, int> now = [];

        public ConcurrentDictionary<string, int> DoneBy { get; } = [];

        public int MostOfOneKey { get; private set; }

        public int Left => left.Values.Sum(n => Math.Max(n, 0));

        public IReadOnlyList<string> Due => [.. left.Where(o => o.Value > 0).Select(o => o.Key)];

        public async Task Do(string key, string node, CancellationToken ct)
        {
            lock (now) MostOfOneKey = Math.Max(MostOfOneKey, now[key] = now.GetValueOrDefault(key) + 1);
            await Task.Delay(20, ct);
            left.AddOrUpdate(key, 0, (_, n) => n - 1);
            DoneBy.AddOrUpdate(node, 1, (_, n) => n + 1);
            lock (now) now[key]--;
        }
    }

    private sealed class Piece(Owed owed, string node) : Turn
    {
        public override string Name => "piece";

        public override Task<IReadOnlyList<string>> Due(CancellationToken ct) => Task.FromResult(owed.Due);

        public override Task Take(string key, CancellationToken ct) => owed.Do(key, node, ct);
    }
}
