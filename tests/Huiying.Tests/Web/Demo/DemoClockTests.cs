using Huiying.Web.Demo;
using Microsoft.Extensions.Time.Testing;

namespace Huiying.Tests.Web.Demo;

public sealed class DemoClockTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("huiying-clock-").FullName;
    private readonly FakeTimeProvider world = new(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));
    private static readonly DateTimeOffset Begin = Story.Morning(2);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void It_begins_where_the_story_does_and_runs_as_much_faster()
    {
        using var clock = new DemoClock(folder, 60, Begin, world);
        clock.GetUtcNow().ShouldBe(Begin);
        world.Advance(TimeSpan.FromMinutes(1));
        clock.GetUtcNow().ShouldBe(Begin.AddHours(1));
        clock.Keep(Pace.Real);
        world.Advance(TimeSpan.FromMinutes(1));
        clock.GetUtcNow().ShouldBe(Begin.AddMinutes(61));
    }

    [Fact]
    public void Going_forward_passes_through_every_moment_and_then_keeps_the_pace()
    {
        using var clock = new DemoClock(folder, 60, Begin, world);
        clock.RunTo(Begin.AddHours(6));
        world.Advance(TimeSpan.FromSeconds(6));
        clock.GetUtcNow().ShouldBe(Begin.AddHours(3));
        clock.ForwardTo.ShouldBe(Begin.AddHours(6));
        world.Advance(TimeSpan.FromSeconds(6 + 60));
        clock.GetUtcNow().ShouldBe(Begin.AddHours(7));
        clock.ForwardTo.ShouldBeNull();
    }

    [Fact]
    public void It_does_not_go_back_whether_it_was_closed_or_killed()
    {
        var killed = new DemoClock(folder, 60, Begin, world);
        world.Advance(TimeSpan.FromMinutes(7));
        var shown = killed.GetUtcNow();
        using (var next = new DemoClock(folder, 60, Begin, world)) next.GetUtcNow().ShouldBeGreaterThanOrEqualTo(shown);
        using var third = new DemoClock(folder, 60, Begin, world);
        third.GetUtcNow().ShouldBeInRange(shown, shown.AddMinutes(6));
    }

    [Fact]
    public async Task A_pause_is_shorter_and_a_limit_keeps_ten_real_seconds()
    {
        using var clock = new DemoClock(folder, 60, Begin, world);
        var begun = clock.GetTimestamp();
        var pause = Task.Delay(TimeSpan.FromSeconds(2), clock, TestContext.Current.CancellationToken);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30), clock);
        world.Advance(TimeSpan.FromMilliseconds(34));
        await pause;
        // Who measures how long it waited must not wait on.
        clock.GetElapsedTime(begun).ShouldBeInRange(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3));
        world.Advance(TimeSpan.FromSeconds(9));
        limit.IsCancellationRequested.ShouldBeFalse();
        world.Advance(TimeSpan.FromSeconds(1));
        limit.IsCancellationRequested.ShouldBeTrue();
    }
}
