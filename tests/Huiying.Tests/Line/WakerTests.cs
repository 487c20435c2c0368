using System.Collections.Concurrent;
using Huiying.Web;
using Huiying.Web.Line;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Huiying.Tests.Line;

public sealed class WakerTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("huiying-waker-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Every_turn_of_the_line_is_on_it() =>
        new ServiceCollection().AddTurns().Where(d => d.ServiceType == typeof(Turn)).Select(d => d.ImplementationType)
            .ShouldBe(typeof(Turns).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(Turn)) && !t.IsAbstract), ignoreOrder: true);

    [Fact]
    public async Task What_is_due_is_done_without_anybody_asking()
    {
        var turn = new Counted();
        turn.Owed["a"] = 1;
        await using var server = await Start(null, turn);
        await turn.Settled(Ct);
        turn.Owed["b"] = 1;
        await turn.Settled(Ct);
        turn.Done.Order().ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task One_key_is_held_once_at_a_time_however_often_it_is_called_and_keys_do_not_wait_for_each_other()
    {
        var time = new FakeTimeProvider();
        var turn = new Counted { Lasts = TimeSpan.FromMilliseconds(50) };
        foreach (var key in new[] { "a", "b", "c" }) turn.Owed[key] = 3;
        await using var server = await Start(time, turn);
        var waker = server.Services.GetRequiredService<Waker>();
        var grain = server.Services.GetRequiredService<LineSilo>().Grains.GetGrain<ITurnHolder>(TurnGrain.Key(turn, "a"));
        await Task.WhenAll([waker.Once(Ct), waker.Once(Ct), grain.Take(), grain.Take()]);
        await Step(waker, () => turn.Owed.Values.All(n => n <= 0));
        turn.MostOfOneKey.ShouldBe(1);
        turn.MostAtOnce.ShouldBeGreaterThan(1);
        turn.Done.Count.ShouldBe(9);
    }

    [Fact]
    public async Task A_key_that_fails_rests_and_holds_up_nothing_else()
    {
        var time = new FakeTimeProvider();
        var turn = new Counted { Failing = "bad" };
        turn.Owed["bad"] = 1;
        await using var server = await Start(time, turn);
        var waker = server.Services.GetRequiredService<Waker>();
        await turn.Tried("bad", 1, Ct);
        turn.Owed["good"] = 1;
        await Step(waker, () => turn.Owed["good"] <= 0);
        for (var i = 0; i < 5; i++) await waker.Once(Ct);
        turn.Tries["bad"].ShouldBe(1);
        turn.Failing = "";
        // Long enough for every timer of Orleans, were it to see this clock.
        time.Advance(TimeSpan.FromHours(2));
        await Step(waker, () => turn.Owed["bad"] <= 0);
        turn.Done.ShouldContain("bad");
    }

    [Fact]
    public async Task A_step_whose_due_work_cannot_be_read_does_not_stop_the_others()
    {
        var turn = new Counted();
        turn.Owed["a"] = 1;
        await using var server = await Start(null, new Unreadable(), turn);
        await turn.Settled(Ct);
    }

    [Fact]
    public async Task A_server_that_is_told_to_end_ends_in_the_middle_of_work_and_leaves_it_due()
    {
        var turn = new Counted { Lasts = TimeSpan.FromMinutes(10) };
        turn.Owed["a"] = 1;
        var server = await Start(null, turn);
        await turn.Tried("a", 1, Ct);
        await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Ct);
        turn.Owed["a"].ShouldBe(1);
    }

    private static async Task Step(Waker waker, Func<bool> done)
    {
        for (var beat = 0; !done(); beat++)
        {
            if (beat == 100) Assert.Fail("100 beats and it is still due");
            await waker.Once(Ct);
        }
    }

    private async Task<Server> Start(TimeProvider? time, params Turn[] turns) => (await Server.Start(new(root, "http://127.0.0.1:0")
    {
        Instead = services =>
        {
            // Only these turns: the product's own would work beside them.
            foreach (var own in services.Where(s => s.ServiceType == typeof(Turn)).ToList()) services.Remove(own);
            foreach (var turn in turns) services.AddSingleton(turn);
            if (time is not null) services.AddSingleton(time);
        },
    }, Ct)).Value;

    /// <summary>Keys that owe a number of pieces of work, and how they were taken.</summary>
    private sealed class Counted : Turn
    {
        private readonly ConcurrentDictionary<string, int> now = [];
        private int atOnce;

        public ConcurrentDictionary<string, int> Owed { get; } = [];
        public ConcurrentDictionary<string, int> Tries { get; } = [];
        public ConcurrentBag<string> Done { get; } = [];
        public TimeSpan Lasts { get; init; } = TimeSpan.Zero;
        public string Failing { get; set; } = "";
        public int MostOfOneKey { get; private set; }
        public int MostAtOnce { get; private set; }

        public override string Name => "counted";

        public override Task<IReadOnlyList<string>> Due(CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<string>>([.. Owed.Where(o => o.Value > 0).Select(o => o.Key)]);

        public override async Task Take(string key, CancellationToken ct)
        {
            Tries.AddOrUpdate(key, 1, (_, n) => n + 1);
            if (key == Failing) throw new InvalidOperationException("failing as the test asked");
            lock (now)
            {
                MostOfOneKey = Math.Max(MostOfOneKey, now.AddOrUpdate(key, 1, (_, n) => n + 1));
                MostAtOnce = Math.Max(MostAtOnce, ++atOnce);
            }
            try
            {
                await Task.Delay(Lasts, ct);
                if (Owed.AddOrUpdate(key, 0, (_, n) => n - 1) >= 0) Done.Add(key);
            }
            finally
            {
                lock (now)
                {
                    now[key]--;
                    atOnce--;
                }
            }
        }

        public async Task Settled(CancellationToken ct)
        {
            while (Owed.Values.Any(n => n > 0)) await Task.Delay(20, ct);
        }

        public async Task Tried(string key, int times, CancellationToken ct)
        {
            while (Tries.GetValueOrDefault(key) < times) await Task.Delay(20, ct);
        }
    }

    private sealed class Unreadable : Turn
    {
        public override string Name => "unreadable";

        public override Task<IReadOnlyList<string>> Due(CancellationToken ct) => throw new InvalidOperationException("unreadable as the test asked");

        public override Task Take(string key, CancellationToken ct) => Task.CompletedTask;
    }
}
