using System.Globalization;

namespace Huiying.Ground;

/// <summary>
/// The data folder, held by one writing process at a time. The lock is the operating system's (flock on Unix), so a killed process leaves none behind.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private readonly FileStream held;

    private DataFolder(string path, FileStream held) => (Path, this.held) = (path, held);

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>What the server writes as its name when it takes the folder.</summary>
    public const string Server = "serve";

    /// <summary>Makes the folder if needed and takes it until disposed.</summary>
    /// <param name="path">The folder, as <c>--data</c> names it.</param>
    /// <param name="holder">Who takes it: <see cref="Server"/>, or the command's name.</param>
    /// <returns>
    /// Refused with <c>data.served</c> while a server holds it (a command may still insert rows, see <see cref="StoreSetup"/>),
    /// <c>data.held</c> while another command does, and <c>data.not-writable</c>.
    /// </returns>
    public static Outcome<DataFolder> Take(string path, string holder)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(full);
            var probe = System.IO.Path.Combine(full, $"huiying.{Environment.ProcessId}.probe");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Refusal("data.not-writable", "-",
                $"数据目录 {full} 不可写（{e.Message}）：请修改目录权限，或用 --data 另选目录。",
                $"The data folder {full} cannot be written: change its permissions, or choose another with --data.");
        }
        FileStream held;
        try
        {
            held = new FileStream(System.IO.Path.Combine(full, "huiying.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return InUse(full);
        }
        File.WriteAllText(HolderFile(full), string.Create(CultureInfo.InvariantCulture, $"{holder} {Environment.ProcessId}"));
        return new DataFolder(full, held);
    }

    public void Dispose()
    {
        if (held.CanWrite) File.Delete(HolderFile(Path));
        held.Dispose();
    }

    private static string HolderFile(string folder) => System.IO.Path.Combine(folder, "huiying.holder");

    private static Refusal InUse(string full)
    {
        string[] by = [];
        try
        {
            by = File.ReadAllText(HolderFile(full)).Split(' ');
        }
        catch (IOException)
        {
            // The holder is between taking the lock and writing its name, or leaving.
        }
        var (name, process) = by is [var n, var p] ? (n, p) : ("?", "?");
        return name == Server
            ? new Refusal("data.served", "-",
                $"数据目录 {full} 正由另一个回应服务（进程 {process}）使用：请先停止它，或用 --data 另选目录。",
                $"The data folder {full} is held by a running server (process {process}): stop it, or choose another with --data.")
            : new Refusal("data.held", "-",
                $"数据目录 {full} 正由命令 {name}（进程 {process}）写入：请等它结束。",
                $"The data folder {full} is being written by the command {name} (process {process}): wait until it ends.");
    }
}
