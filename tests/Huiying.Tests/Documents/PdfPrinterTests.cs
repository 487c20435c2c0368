using Huiying.Documents;
using UglyToad.PdfPig;

namespace Huiying.Tests.Documents;

public sealed class PdfPrinterTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_document_becomes_a_pdf_one_at_a_time_and_leaves_nothing_behind()
    {
        using var printer = new PdfPrinter();
        if (!printer.Available) Needed.Missing("LibreOffice (soffice)");
        var docx = Docx.Write(Samples.Call.Compose());
        var made = await Task.WhenAll(printer.Print(docx, Ct), printer.Print(docx, Ct));
        foreach (var pdf in made)
        {
            using var opened = PdfDocument.Open(pdf.Value);
            string.Concat(opened.GetPage(1).Letters.Select(l => l.Value)).ShouldContain("电话记录单");
        }
    }

    [Fact]
    public async Task Without_LibreOffice_it_says_what_to_do()
    {
        using var printer = new PdfPrinter("/no/such/soffice");
        printer.Available.ShouldBeFalse();
        var refused = (await printer.Print(new byte[] { 1 }, Ct)).Refusal!;
        refused.Code.ShouldBe("pdf.absent");
        refused.Zh.ShouldContain("另存为 PDF");
    }

    [Fact]
    public async Task A_program_that_hangs_or_fails_is_ended_and_told()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("needs a POSIX shell");
            return;
        }
        var folder = Directory.CreateTempSubdirectory("huiying-hang-");
        try
        {
            var hang = Path.Combine(folder.FullName, "soffice");
            // It says where it is, so that the test can see it gone.
            await File.WriteAllTextAsync(hang, $"#!/bin/sh\necho $$ > {folder.FullName}/pid\nexec sleep 600\n", Ct);
            File.SetUnixFileMode(hang, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
            using var printer = new PdfPrinter(hang, TimeSpan.FromSeconds(2));
            (await printer.Print(new byte[] { 1 }, Ct)).Refusal!.Code.ShouldBe("pdf.failed");
            var pid = int.Parse(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "pid"), Ct), System.Globalization.CultureInfo.InvariantCulture);
            Should.Throw<ArgumentException>(() => System.Diagnostics.Process.GetProcessById(pid));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
