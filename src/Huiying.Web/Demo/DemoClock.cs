using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Huiying.Web.Demo;

/// <summary>How the story's time goes on. Stored by name in the demo's file.</summary>
internal enum Pace
{
    /// <summary>As the world's: one second a second, to read or talk in peace.</summary>
    Real,

    /// <summary>At the speed the demo was started with.</summary>
    Usual,
}

/// <summary>
/// The story's clock: begins on the second day of the story and runs N times as fast as the world's. It never goes back, also not after a crash: what it may show is
/// written down beforehand, and the next start begins there. It never jumps either: going forward means running faster for a while, so that everything
/// that falls due on the way is done on the way.
/// </summary>
internal sealed class DemoClock : TimeProvider, IDisposable
{
    /// <summary>The file in the data folder that makes it a demo's.</summary>
    public const string FileName = "demo.json";

    /// <summary>How much faster than the world the clock runs while it goes forward: 12 hours of the story in 24 seconds.</summary>
    public const double Forward = 1800;

    /// <summary>A limit of time guards against the real network and the real machine, so it is not shortened below this.</summary>
    private static readonly TimeSpan LeastLimit = TimeSpan.FromSeconds(10);

    /// <summary>Timers of the product from this length on are limits, shorter ones are pauses.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly Lock gate = new();
    private readonly TimeProvider world;
    private readonly string file;
    private readonly double speed;
    private long anchor;
    private DateTimeOffset shown;
    private DateTimeOffset? forwardTo;
    private DateTimeOffset promised;
    private Pace pace = Pace.Usual;

    /// <param name="folder">The data folder, which exists.</param>
    /// <param name="speed">How many times as fast as the world.</param>
    /// <param name="begin">What it shows in a folder without a demo.</param>
    /// <param name="world">The real clock.</param>
    public DemoClock(string folder, double speed, DateTimeOffset begin, TimeProvider world)
    {
        (this.speed, this.world, file) = (speed, world, Path.Combine(folder, FileName));
        var kept = File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllText(file), DemoJson.Default.DemoKept) : null;
        shown = promised = kept?.Until ?? begin;
        Site = kept?.Site;
        anchor = world.GetTimestamp();
    }

    /// <summary>The port of the local site: posts are known by their address, so it stays.</summary>
    public int? Site { get; private set; }

    /// <summary>How time goes on when it does not go forward.</summary>
    public Pace Pace
    {
        get { lock (gate) return pace; }
    }

    /// <summary>The speed of <see cref="Pace.Usual"/>.</summary>
    public double Speed => speed;

    /// <summary>Until when the clock is going forward now; null when it keeps its pace.</summary>
    public DateTimeOffset? ForwardTo
    {
        get { lock (gate) return Now() < forwardTo ? forwardTo : null; }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return Now();
    }

    /// <summary>Spans are measured on the story's clock too: a host's rest is as much shorter as the pause that waits for its end.</summary>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => world.LocalTimeZone;

    /// <summary>A pause is as much shorter as the clock is faster; a limit keeps a floor of real time.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        double rate;
        lock (gate) rate = Rate();
        return world.CreateTimer(callback, state, Real(dueTime, rate), Real(period, rate));
    }

    /// <summary>Changes how time goes on; going forward ends.</summary>
    public void Keep(Pace next)
    {
        lock (gate)
        {
            Now();
            (pace, forwardTo) = (next, null);
        }
    }

    /// <summary>Runs fast until that moment of the story, then at its pace again.</summary>
    public void RunTo(DateTimeOffset moment)
    {
        lock (gate) if (moment > Now()) forwardTo = moment;
    }

    /// <summary>Writes down where the site listens.</summary>
    public void KeepSite(int port)
    {
        lock (gate)
        {
            Site = port;
            Promise(Now());
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            promised = Now();
            Write();
        }
    }

    private DateTimeOffset Now()
    {
        var stamp = world.GetTimestamp();
        var passed = world.GetElapsedTime(anchor, stamp);
        if (forwardTo is { } until)
        {
            var fast = Math.Max(Forward, speed);
            var needed = (until - shown) / fast;
            if (passed < needed)
            {
                shown += passed * fast;
                passed = TimeSpan.Zero;
            }
            else
            {
                (shown, forwardTo, passed) = (until, null, passed - needed);
            }
        }
        shown += passed * Rate();
        anchor = stamp;
        if (shown > promised) Promise(shown);
        return shown;
    }

    private double Rate() => forwardTo is not null ? Math.Max(Forward, speed) : pace == Pace.Real ? 1 : speed;

    private static TimeSpan Real(TimeSpan time, double rate)
    {
        if (time <= TimeSpan.Zero) return time;
        var real = time / rate;
        if (time >= Limit && real < LeastLimit) real = time < LeastLimit ? time : LeastLimit;
        // Timers count whole milliseconds; nought would be a busy loop.
        return real < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : real;
    }

    /// <summary>The next five real seconds are promised at once, so that the file is written seldom.</summary>
    private void Promise(DateTimeOffset at)
    {
        promised = at + (TimeSpan.FromSeconds(5) * Rate());
        Write();
    }

    private void Write()
    {
        var next = file + ".next";
        File.WriteAllText(next, JsonSerializer.Serialize(new DemoKept(promised, Site), DemoJson.Default.DemoKept));
        File.Move(next, file, overwrite: true);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{GetUtcNow():O} ×{Rate():0.#}");
}

/// <summary>What a demo keeps beside its store.</summary>
/// <param name="Until">No moment after this was ever shown.</param>
/// <param name="Site">The local site's port.</param>
internal sealed record DemoKept(DateTimeOffset Until, int? Site);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DemoKept))]
[JsonSerializable(typeof(StoryPost))]
internal sealed partial class DemoJson : JsonSerializerContext;
