using System.CommandLine;
using Huiying.Web.Access;

namespace Huiying.Web.Commands;

/// <summary>What the program does without a command: serve the console and the public site.</summary>
internal static class ServeCommand
{
    public static void AddTo(RootCommand root)
    {
        var data = new Option<string>("--data") { Description = "数据目录 the data folder", DefaultValueFactory = _ => "data" };
        var urls = new Option<string>("--urls") { Description = "监听地址 where to listen; port 0 takes a free one", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var store = new Option<string?>("--store") { Description = "PostgreSQL 连接串，默认用数据目录中的 SQLite; a PostgreSQL connection string, else SQLite in the data folder" };
        var anchors = new Option<string?>("--anchors") { Description = "台账日锚写入的目录，最好在另一台机器上 where the ledger's daily anchors go, best on another machine; else the data folder" };
        var node = new Option<string?>("--node") { Description = "多机部署时本机供其他节点访问的 IP（须为封闭网络） with --store: the address other nodes reach this one at, in a closed network" };
        root.Add(data);
        root.Add(urls);
        root.Add(store);
        root.Add(anchors);
        root.Add(node);
        root.SetAction((parsed, ct) => Serve(new ServerSettings(parsed.GetValue(data)!, parsed.GetValue(urls)!, parsed.GetValue(store), parsed.GetValue(anchors), parsed.GetValue(node)), ct));
    }

    private static async Task<int> Serve(ServerSettings settings, CancellationToken ct)
    {
        try
        {
            var started = await Server.Start(settings, ct);
            if (started.Refusal is { } refusal)
            {
                await Console.Error.WriteLineAsync($"{refusal.Zh} {refusal.En}");
                return 1;
            }
            await using var server = started.Value;
            // The real address, for people and for scripts that asked for port 0.
            Console.WriteLine($"回应 {server.Url}");
            if (await server.SetupLink(ct) is { } setup)
            {
                Console.WriteLine($"尚未设置。请在本机打开一次性设置链接（{SetupLink.Good.TotalHours:0} 小时内有效） Not set up yet; open this one-time link on this computer:\n{setup}");
            }
            await server.Ended(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Asked to end while starting.
        }
        return 0;
    }
}
