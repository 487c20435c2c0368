using System.Diagnostics;

namespace Huiying.Tests.Web.Commands;

/// <summary>The program itself, as a script runs it.</summary>
internal static class Executable
{
    public static async Task<(int Exit, string Output, string Error)> Run(string[] arguments, string? input = null)
    {
        var ct = TestContext.Current.CancellationToken;
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "huiying"), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        // A command that answers line by line fills its output before all of the input is in: read while writing.
        var error = process.StandardError.ReadToEndAsync(ct);
        var output = process.StandardOutput.ReadToEndAsync(ct);
        if (input is not null) await process.StandardInput.WriteAsync(input.AsMemory(), ct);
        process.StandardInput.Close();
        await process.WaitForExitAsync(ct);
        return (process.ExitCode, await output, await error);
    }
}
