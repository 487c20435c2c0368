using System.Net;
using System.Net.Sockets;
using Huiying.Ground;
using Huiying.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests;

public sealed class ServerTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("huiying-server-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory, BothEngines]
    public async Task It_starts_on_an_empty_folder_and_a_free_port_and_gives_both_back(Engine engine)
    {
        var postgres = engine == Engine.Postgres ? (await PostgresCluster.Create(null, Ct)).ConnectionString : null;
        var settings = new ServerSettings(Path.Combine(root, "data"), "http://127.0.0.1:0", postgres);
        for (var run = 0; run < 2; run++)
        {
            await using var server = (await Server.Start(settings, Ct)).Value;
            server.Url.Port.ShouldBeGreaterThan(0);
            using var http = new HttpClient();
            (await http.GetAsync(server.Url, Ct)).StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.ServiceUnavailable);
            await using var store = server.Services.GetRequiredService<IDbContextFactory<Store>>().Open(TestOffice.Id);
            (await store.Set<OfficeRow>().CountAsync(Ct)).ShouldBe(0);
        }
    }

    [Fact]
    public async Task Many_servers_run_beside_each_other_on_their_own_folders()
    {
        await using var first = (await Server.Start(new(Path.Combine(root, "one"), "http://127.0.0.1:0"), Ct)).Value;
        await using var second = (await Server.Start(new(Path.Combine(root, "two"), "http://127.0.0.1:0"), Ct)).Value;
        second.Url.ShouldNotBe(first.Url);
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_is_refused()
    {
        await using var first = (await Server.Start(new(root, "http://127.0.0.1:0"), Ct)).Value;
        (await Server.Start(new(root, "http://127.0.0.1:0"), Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("data.served");
    }

    [Fact]
    public async Task A_taken_port_is_named_and_the_folder_left_free()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        var refusal = (await Server.Start(new(root, url), Ct)).Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe("server.address");
        refusal.Zh.ShouldContain(url);
        refusal.Zh.ShouldContain("端口已被占用");
        DataFolder.Take(root, "import").Value.Dispose();
    }

    [Theory]
    [InlineData("5080")]
    [InlineData("ftp://127.0.0.1:1")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("http://192.0.2.1:5080")]
    public async Task An_address_it_cannot_have_is_refused_by_name(string url)
    {
        var refusal = (await Server.Start(new(root, url), Ct)).Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe("server.address");
        refusal.Zh.ShouldContain(url);
    }

    [Fact]
    public async Task A_store_that_is_no_connection_is_refused_without_repeating_it()
    {
        var refusal = (await Server.Start(new(root, "http://127.0.0.1:0", "postgres://u:verysecret@h"), Ct)).Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe("server.store");
        (refusal.Zh + refusal.En).ShouldNotContain("verysecret");
    }

    [Fact]
    public async Task A_store_that_cannot_be_used_is_refused_and_the_folder_left_free()
    {
        await File.WriteAllTextAsync(Path.Combine(root, "huiying.db"), new string('x', 5000), Ct);
        (await Server.Start(new(root, "http://127.0.0.1:0"), Ct)).Refusal.ShouldNotBeNull().Code.ShouldBe("store.unusable");
        DataFolder.Take(root, "import").Value.Dispose();
    }
}
