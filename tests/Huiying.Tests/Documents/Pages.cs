using Huiying.Documents;

namespace Huiying.Tests.Documents;

/// <summary>Documents rendered by a word processor: all of them by one run, since starting it takes longer than laying out a page.</summary>
internal static class Pages
{
    /// <summary>The PDF of each document; nothing where no LibreOffice is installed. HUIYING_PAGES_TO keeps them in a folder to be looked at.</summary>
    public static async Task<IReadOnlyDictionary<string, byte[]>> Render(IReadOnlyDictionary<string, OfficialDocument> documents)
    {
        if (Needed.Program("soffice", "/usr/lib/libreoffice/program") is not { } soffice)
        {
            Needed.Missing("LibreOffice (soffice)");
            return new Dictionary<string, byte[]>();
        }
        if (MentionPng.ChineseFont is null) Needed.Missing("a Chinese font");
        var folder = Directory.CreateTempSubdirectory("huiying-pdf");
        try
        {
            string File(string name, string extension) => Path.Combine(folder.FullName, name.Replace(' ', '-') + extension);
            foreach (var (name, document) in documents) await System.IO.File.WriteAllBytesAsync(File(name, ".docx"), Docx.Write(document));
            // A profile of its own: two runs at once would otherwise wait for one another.
            await Needed.Run(soffice, [$"-env:UserInstallation={new Uri(Path.Combine(folder.FullName, "profile"))}", "--headless", "--convert-to", "pdf", "--outdir", folder.FullName,
                .. documents.Keys.Select(name => File(name, ".docx"))]);
            if (Environment.GetEnvironmentVariable("HUIYING_PAGES_TO") is { Length: > 0 } kept)
            {
                foreach (var name in documents.Keys) System.IO.File.Copy(File(name, ".pdf"), Path.Combine(kept, name.Replace(' ', '-') + ".pdf"), overwrite: true);
            }
            return documents.Keys.ToDictionary(name => name, name => System.IO.File.ReadAllBytes(File(name, ".pdf")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
