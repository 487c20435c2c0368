using System.Diagnostics;
using Huiying.Ground;

namespace Huiying.Documents;

/// <summary>
/// PDF of a .docx on demand, by the LibreOffice installed on the machine: one at a time, each in a folder and profile of its own, ended after
/// <see cref="Longest"/>. Nothing is installed or fetched; without LibreOffice the answer is a refusal that says what to do.
/// </summary>
/// <param name="program">The program; null finds it by itself.</param>
/// <param name="longest">How long one may take.</param>
public sealed class PdfPrinter(string? program = null, TimeSpan? longest = null) : IDisposable
{
    private static readonly string[] Folders =
        ["/usr/bin", "/usr/lib/libreoffice/program", "/opt/libreoffice/program", @"C:\Program Files\LibreOffice\program", "/Applications/LibreOffice.app/Contents/MacOS"];

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Lazy<string?> found = new(() => program ?? Find());

    /// <summary>How long one may take; then it is ended.</summary>
    public TimeSpan Longest { get; } = longest ?? TimeSpan.FromSeconds(60);

    /// <summary>Whether the machine can.</summary>
    public bool Available => found.Value is { } path && File.Exists(path);

    /// <summary>The PDF. Refused where no LibreOffice is, and where it failed or took too long.</summary>
    public async Task<Outcome<byte[]>> Print(ReadOnlyMemory<byte> docx, CancellationToken ct = default)
    {
        if (!Available)
        {
            return new Refusal("pdf.absent", "-", "本机没有安装 LibreOffice，不能生成 PDF。请下载 .docx，用 Word 或 WPS 另存为 PDF；或请系统管理员安装 LibreOffice。",
                "LibreOffice is not installed here, so there is no PDF. Take the .docx and save it as PDF in Word or WPS, or ask the administrator to install LibreOffice.");
        }
        await turn.WaitAsync(ct);
        var folder = Directory.CreateTempSubdirectory("huiying-pdf-");
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "a.docx"), docx, ct);
            return await Run(folder.FullName, ct) && File.Exists(Path.Combine(folder.FullName, "a.pdf"))
                ? await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "a.pdf"), ct)
                : new Refusal("pdf.failed", "-", "没有生成 PDF，请稍后再试，或下载 .docx。", "The PDF was not made; try again later, or take the .docx.");
        }
        finally
        {
            turn.Release();
            folder.Delete(recursive: true);
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<bool> Run(string folder, CancellationToken ct)
    {
        var start = new ProcessStartInfo(found.Value!)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        // A profile of its own: another run, or a person at the machine, would otherwise be waited for.
        foreach (var argument in (string[])[$"-env:UserInstallation={new Uri(Path.Combine(folder, "profile"))}", "--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder, Path.Combine(folder, "a.docx")])
        {
            start.ArgumentList.Add(argument);
        }
        using var process = Process.Start(start);
        if (process is null) return false;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Longest);
        try
        {
            // Read to the end, or a program that says much would wait for ever.
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token), process.WaitForExitAsync(limit.Token));
            return process.ExitCode == 0;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            ct.ThrowIfCancellationRequested();
            return false;
        }
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Concat(Folders)
        .SelectMany(f => new[] { Path.Combine(f, "soffice"), Path.Combine(f, "soffice.exe") }).FirstOrDefault(File.Exists);
}
