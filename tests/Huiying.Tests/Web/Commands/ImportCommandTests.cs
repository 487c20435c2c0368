using System.Text.Json;
using Huiying.Collect;
using Huiying.Ground;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests.Web.Commands;

/// <summary>The real executable on a real data folder.</summary>
public sealed class ImportCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("huiying-import-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(folder, "data");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Into_a_new_folder_posts_wait_in_the_inbox_and_bad_rows_are_named()
    {
        var file = await Write("标题,内容,时间\n路灯,村口的路灯坏了请来修,2026-02-01 10:00\n坏行,时间不对,某天\n");
        var (exit, output, error) = await Executable.Run(["import", "--data", Data, file, "--quiet"]);
        (exit, error).ShouldBe((0, ""));
        var result = JsonDocument.Parse(output).RootElement;
        (result.GetProperty("stored").GetInt32(), result.GetProperty("rows").GetInt32(), result.GetProperty("inbox").GetBoolean()).ShouldBe((1, 2, true));
        var rejected = result.GetProperty("rejected").EnumerateArray().ShouldHaveSingleItem();
        (rejected.GetProperty("row").GetInt32(), rejected.GetProperty("column").GetString()).ShouldBe((3, "时间"));
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1, "one object a line");
        (await Waiting(Inbox.Office)).ShouldBe(1);
    }

    [Fact]
    public async Task Options_may_follow_the_file_standard_input_is_read_and_the_same_again_says_so()
    {
        const string text = "内容\n村口的路灯坏了请来修\n";
        (await Executable.Run(["import", "-", "--data", Data], text)).Exit.ShouldBe(0);
        var (exit, output, error) = await Executable.Run(["import", "-", "--data", Data], text);
        (exit, JsonDocument.Parse(output).RootElement.GetProperty("nothing_new").GetBoolean()).ShouldBe((0, true));
        error.ShouldContain("没有新内容");
    }

    [Fact]
    public async Task While_a_server_holds_the_folder_rows_are_inserted_and_while_a_command_does_it_is_refused()
    {
        var file = await Write("内容\n村口的路灯坏了请来修\n");
        (await Executable.Run(["import", "--data", Data, file])).Exit.ShouldBe(0);
        using (DataFolder.Take(Data, DataFolder.Server).Value)
        {
            (await Executable.Run(["import", "--data", Data, await Write("内容\n学校门口需要红绿灯\n")])).Exit.ShouldBe(0);
        }
        (await Waiting(Inbox.Office)).ShouldBe(2);
        using (DataFolder.Take(Data, "restore").Value)
        {
            var (exit, output, error) = await Executable.Run(["import", "--data", Data, file]);
            (exit, output).ShouldBe((1, ""));
            error.ShouldContain("restore");
            error.Trim().Split('\n').Length.ShouldBe(1);
        }
    }

    [Fact]
    public async Task What_cannot_be_read_fails_in_one_line_and_wrong_usage_is_2()
    {
        var (exit, output, error) = await Executable.Run(["import", "--data", Data, Path.Combine(folder, "absent.csv")]);
        (exit, output).ShouldBe((1, ""));
        error.ShouldContain("absent.csv");
        (await Executable.Run(["import", "--data", Data, await Write("<html></html>")])).Exit.ShouldBe(1);
        (await Executable.Run(["import"])).Exit.ShouldBe(2);
    }

    private async Task<string> Write(string text)
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(file, text, Ct);
        return file;
    }

    private async Task<int> Waiting(OfficeId office)
    {
        await using var services = new ServiceCollection().AddLogging().AddStore(Data).AddCollect().BuildServiceProvider();
        var waiting = await services.GetRequiredService<Posts>().Waiting(office, Ct);
        await using var store = services.GetRequiredService<IDbContextFactory<Store>>().CreateDbContext();
        SqliteConnection.ClearPool((SqliteConnection)store.Database.GetDbConnection());
        return waiting;
    }
}
