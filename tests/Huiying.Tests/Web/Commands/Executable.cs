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
        if (input is not null) await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(ct);
        var output = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return (process.ExitCode, output, await error);
    }
}
