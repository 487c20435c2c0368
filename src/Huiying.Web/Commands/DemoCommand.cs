using System.CommandLine;
using Huiying.Web.Demo;

namespace Huiying.Web.Commands;

/// <summary><c>demo [--speed N] [--data DIR] [--urls …]</c>: a complete made-up office with a local site that replays two weeks.</summary>
internal static class DemoCommand
{
    /// <summary>An hour of the story a minute: time enough to read and fill a form, and a day passes within a cup of tea.</summary>
    private const double UsualSpeed = 60;

    public static Command Create()
    {
        var speed = new Option<double>("--speed") { Description = "时间快多少倍 how many times as fast as the world (1–2000)", DefaultValueFactory = _ => UsualSpeed };
        var day = new Option<int>("--day") { Description = "从故事的第几天早上九点开始，接着演示时不起作用 on which day of the story to begin at nine (1–14); not when it is continued", DefaultValueFactory = _ => 2 };
        day.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<int>() is < 1 or > Story.Days) r.AddError("demo: --day is 1 to 14");
        });
        var data = new Option<string?>("--data") { Description = "演示的数据目录，默认用新的临时目录 a folder to keep and continue; default: a fresh temporary one" };
        var urls = new Option<string>("--urls") { Description = "本机监听地址 where to listen, loopback only; port 0 takes a free one", DefaultValueFactory = _ => "http://127.0.0.1:5090" };
        var quiet = new Option<bool>("--quiet") { Description = "只输出地址 only the address" };
        var command = new Command("demo", "演示：虚构的单位和两周的故事 A made-up office, and two weeks of posts from a local site.") { speed, day, data, urls, quiet };
        command.SetAction((parsed, ct) => Run(new DemoSettings(parsed.GetValue(data) ?? Temporary(), parsed.GetValue(urls)!, parsed.GetValue(speed), Story.Morning(parsed.GetValue(day))),
            parsed.GetValue(quiet), ct));
        return command;
    }

    private static string Temporary() => Path.Combine(Path.GetTempPath(), "huiying-demo-" + Path.GetRandomFileName());

    private static async Task<int> Run(DemoSettings settings, bool quiet, CancellationToken ct)
    {
        try
        {
            var started = await DemoRun.Start(settings, ct);
            if (started.Refusal is { } refusal)
            {
                await Console.Error.WriteLineAsync($"{refusal.Zh} {refusal.En}");
                return 1;
            }
            await using var demo = started.Value;
            Console.WriteLine($"演示 {demo.Welcome}");
            if (!quiet)
            {
                await Console.Error.WriteLineAsync(
                    $"用浏览器打开上面的地址。内容全部虚构，帖子来自本机站点 {demo.Site.Url}，时间快 {settings.Speed:0.#} 倍。\n" +
                    $"Open the address above. Everything is made up; posts come from the local site, time runs {settings.Speed:0.#} times as fast.\n" +
                    $"数据 data: {Path.GetFullPath(settings.Data)}（加 --data 可接着演示 continue with --data）");
            }
            await demo.Server.Ended(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Asked to end while starting.
        }
        return 0;
    }
}
