using System.Diagnostics;

namespace Huiying.Tests;

/// <summary>What a test needs from the machine. Absent, the test is skipped by name on a desk and fails where everything must run.</summary>
internal static class Needed
{
    /// <summary>Set in CI and by <c>./test</c>: nothing may be skipped because a program is missing.</summary>
    public static bool Everything =>
        Environment.GetEnvironmentVariable("CI") == "true" || Environment.GetEnvironmentVariable("HUIYING_TEST_ALL") == "1";

    /// <summary>Whether the long runs were asked for (<c>./test --long</c>).</summary>
    public static bool Long => Environment.GetEnvironmentVariable("HUIYING_LONG") == "1";

    /// <summary>How often a property is tried: fifty times as often in the long run, where it is a search for what breaks.</summary>
    public static int Times(int usually) => Long ? usually * 50 : usually;

    /// <summary>Ends the test because <paramref name="what"/> is absent.</summary>
    public static void Missing(string what)
    {
        if (Everything) Assert.Fail($"{what} is missing, and here every test must run");
        Assert.Skip($"{what} is missing");
    }

    /// <summary>Skips a test that only <c>./test --long</c> runs.</summary>
    public static void LongRun()
    {
        if (!Long) Assert.Skip("a long run: ./test --long");
    }

    /// <summary>
    /// A file or folder of the shared data that HUIYING_SHARED names. The data is not part of the source, so without the variable the test is
    /// skipped everywhere; with it a missing path is a failure.
    /// </summary>
    public static string Shared(string path)
    {
        var root = Environment.GetEnvironmentVariable("HUIYING_SHARED");
        if (string.IsNullOrEmpty(root)) Assert.Skip($"HUIYING_SHARED is not set ({path})");
        var full = Path.Combine(root, path);
        if (!Path.Exists(full)) Assert.Fail($"{path} is not in HUIYING_SHARED");
        return full;
    }

    /// <summary>The full path of a program on PATH or in one of the folders, or null.</summary>
    public static string? Program(string name, params IEnumerable<string> folders) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(folders).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Runs a program to its end and returns what it printed; anything but exit 0 fails the test.</summary>
    public static async Task<string> Run(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, $"{program}: {await error}");
        return output;
    }
}
