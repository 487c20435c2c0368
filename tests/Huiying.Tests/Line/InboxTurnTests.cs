using System.Text;
using Huiying.Assess;
using Huiying.Collect;
using Huiying.Ground;
using Huiying.Tests.Ground;
using Huiying.Web;
using Huiying.Web.Line;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests.Line;

public sealed class InboxTurnTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("huiying-inbox-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task What_was_imported_before_setup_is_taken_over_and_grouped_without_anybody_asking()
    {
        await using var server = (await Server.Start(new(root, "http://127.0.0.1:0"), Ct)).Value;
        var services = server.Services;
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("内容\n白杨村口的路灯坏了三个月，晚上看不见路\n松林镇中学门口早晚堵车，学生过马路危险\n"));
        (await services.GetRequiredService<Import>().Run(Actor.CommandLine(Inbox.Office), new ImportFile("留言.csv"), file, ct: Ct)).Value.Counts.Stored.ShouldBe(2);
        var waker = services.GetRequiredService<Waker>();
        for (var beat = 0; beat < 3; beat++) await waker.Once(Ct);
        (await services.GetRequiredService<Posts>().Waiting(Inbox.Office, Ct)).ShouldBe(2, "there is no office yet");

        (await services.GetRequiredService<Offices>().Create(OfficePlans.Twelve, Ct)).Refusal.ShouldBeNull();
        var office = (await services.GetRequiredService<Offices>().List(Ct))[0].Id;
        var clerk = new Actor(office, new PersonId("x"), "安文", [new HeldPost(Role.Clerk)]);
        var topics = services.GetRequiredService<Topics>();
        for (var beat = 0; (await topics.List(clerk, ct: Ct)).Value.Count < 2; beat++)
        {
            beat.ShouldBeLessThan(100);
            await waker.Once(Ct);
        }
        (await services.GetRequiredService<Posts>().Waiting(Inbox.Office, Ct)).ShouldBe(0);
        var acts = (await services.GetRequiredService<Ledger>().Read(office, ct: Ct).ToListAsync(Ct)).Where(e => e.Act == "inbox.take-over").ToList();
        acts.Count.ShouldBe(2, "the import, and that it was taken over");
        (await services.GetRequiredService<Ledger>().Verify(office, Ct)).BrokenAt.ShouldBeNull();
    }
}
