using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Tests.Ground;
using Huiying.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests;

public sealed class EditedPolicyTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("huiying-edited-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task A_policy_file_edited_between_two_starts_is_a_draft_and_a_faulty_one_does_not_stop_the_server()
    {
        var file = Path.Combine(data, EditedPolicy.FileName);
        await File.WriteAllTextAsync(file, "name: 尚无单位\n", Ct);
        await using (var first = await Start())
        {
            (await first.Services.GetRequiredService<Offices>().Create(OfficePlans.Twelve, Ct)).Ok.ShouldBeTrue();
        }
        await File.WriteAllTextAsync(file, "name: 改过的\nrules:\n  R17: { all: 10 min }\n", Ct);
        await using (var second = await Start())
        {
            var versions = await second.Services.GetRequiredService<PolicyVersions>().List(Offices.First, Ct);
            versions.Select(v => (v.Name, v.InForceFrom is not null)).ShouldBe([(Policy.Default.Name, true), ("改过的", false)]);
        }
        await File.WriteAllTextAsync(file, "name: 改坏的\ncolour: red\n", Ct);
        await using var third = await Start();
        (await third.Services.GetRequiredService<PolicyVersions>().List(Offices.First, Ct)).Count.ShouldBe(2);
        (await third.Services.GetRequiredService<Ledger>().Verify(Offices.First, Ct)).BrokenAt.ShouldBeNull();
    }

    private async Task<Server> Start() => (await Server.Start(new(data, "http://127.0.0.1:0"), Ct)).Value;
}
