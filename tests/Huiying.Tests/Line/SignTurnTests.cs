using Huiying.Ground;
using Huiying.Handle;
using Huiying.Tests.Ground;
using Huiying.Tests.House;
using Huiying.Web;
using Huiying.Web.Line;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Huiying.Tests.Line;

public sealed class SignTurnTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("huiying-sign-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact, Clause("R11"), Clause("R04")]
    public async Task An_overdue_review_alerts_with_the_console_closed()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
        await using var server = (await Server.Start(new(root, "http://127.0.0.1:0") { Instead = s => s.AddSingleton<TimeProvider>(time) }, Ct)).Value;
        var services = server.Services;
        (await services.GetRequiredService<Offices>().Create(OfficePlans.Twelve, Ct)).Refusal.ShouldBeNull();
        var office = (await services.GetRequiredService<Offices>().List(Ct))[0].Id;
        var people = services.GetRequiredService<People>();
        var clerk = (await people.Actor(office, (await people.List(office, Ct)).Single(p => p.Name == "安文").Id, Ct))!;
        var section = (await people.Sections(office, Ct))[0].Id;
        var signs = services.GetRequiredService<Signs>();
        var sign = (await signs.Register(clerk, "岗位月底集中到期", "走访", section, clerk.Person, new(2026, 3, 3), Ct)).Value;
        time.Advance(TimeSpan.FromDays(3));
        var waker = services.GetRequiredService<Waker>();
        for (var beat = 0; (await signs.Find(clerk, sign.Id, Ct))!.Alerts.Count == 0; beat++)
        {
            beat.ShouldBeLessThan(100);
            await waker.Once(Ct);
        }
        (await signs.Find(clerk, sign.Id, Ct))!.Alerts.ShouldHaveSingleItem().What.To.ShouldContain(clerk.Person);
    }
}
