namespace Huiying.Tests.House;

/// <summary>The repository as files, for the rules that are about text.</summary>
internal static class Source
{
    /// <summary>The steps from left to right; Documents serves them all and knows Ground only.</summary>
    public static readonly string[] Line = ["Ground", "Collect", "Assess", "Handle", "Respond", "Track", "Review"];

    /// <summary>The folder that holds the solution.</summary>
    public static readonly string Root = Find();

    /// <summary>Paths relative to <see cref="Root"/> with <c>/</c>, outside of build output, of the given endings.</summary>
    public static IEnumerable<string> Files(string under, params string[] endings) =>
        from path in Directory.EnumerateFiles(Path.Combine(Root, under), "*", SearchOption.AllDirectories)
        let file = Path.GetRelativePath(Root, path).Replace('\\', '/')
        where endings.Any(e => file.EndsWith(e, StringComparison.Ordinal))
        where !file.Split('/').Any(part => part is "bin" or "obj" or "TestResults" or "data" or ".git" or "node_modules")
        orderby file
        select file;

    /// <summary>The text of a file of <see cref="Files"/>.</summary>
    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Huiying.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests run outside of the repository");
    }
}
