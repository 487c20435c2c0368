using Huiying.Ground;

namespace Huiying.Tests.Ground;

public sealed class DataFolderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("huiying-folder-").FullName;

    private string Data => Path.Combine(root, "data");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void A_folder_that_is_not_there_is_made()
    {
        using var folder = DataFolder.Take(Data, DataFolder.Server).Value;
        Directory.Exists(Data).ShouldBeTrue();
        folder.Path.ShouldBe(Data);
    }

    [Fact]
    public void A_second_server_is_told_who_holds_the_folder()
    {
        using var first = DataFolder.Take(Data, DataFolder.Server).Value;
        var refusal = DataFolder.Take(Data, DataFolder.Server).Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe("data.served");
        refusal.Zh.ShouldContain($"进程 {Environment.ProcessId}");
        refusal.En.ShouldContain("--data");
    }

    [Fact]
    public void A_command_that_writes_is_told_apart_from_a_server()
    {
        using var first = DataFolder.Take(Data, "import").Value;
        var refusal = DataFolder.Take(Data, DataFolder.Server).Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe("data.held");
        refusal.Zh.ShouldContain("import");
    }

    [Fact]
    public void A_folder_that_was_left_can_be_taken_again()
    {
        DataFolder.Take(Data, DataFolder.Server).Value.Dispose();
        using var again = DataFolder.Take(Data, "import").Value;
        again.Path.ShouldBe(Data);
    }

    [Fact]
    public void A_name_left_by_a_killed_holder_does_not_hold_the_folder()
    {
        Directory.CreateDirectory(Data);
        File.WriteAllText(Path.Combine(Data, "huiying.lock"), "");
        File.WriteAllText(Path.Combine(Data, "huiying.holder"), "serve 1");
        using var folder = DataFolder.Take(Data, "import").Value;
        DataFolder.Take(Data, "import").Refusal!.Zh.ShouldContain("import");
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_refused_by_name()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Unix permissions");
        // Permissions do not stop root, the kernel's own folders do.
        var closed = Environment.UserName == "root" ? "/sys/kernel" : Directory.CreateDirectory(Data).FullName;
        if (OperatingSystem.IsLinux() && closed == Data) File.SetUnixFileMode(Data, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var refusal = DataFolder.Take(closed, DataFolder.Server).Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe("data.not-writable");
        refusal.Zh.ShouldContain(closed);
        refusal.En.ShouldContain("--data");
    }

    [Fact]
    public void A_file_in_the_place_of_the_folder_is_refused()
    {
        File.WriteAllText(Data, "");
        DataFolder.Take(Data, DataFolder.Server).Refusal.ShouldNotBeNull().Code.ShouldBe("data.not-writable");
    }
}
