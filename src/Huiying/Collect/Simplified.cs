namespace Huiying.Collect;

/// <summary>
/// The simplified character a traditional one stands for, one for one, so that both writings of a text compare as the same. It is no conversion for readers:
/// where a traditional character stands for several simplified ones (發 is 发, 髮 too) the first is taken, on both sides alike.
/// </summary>
internal static class Simplified
{
    /// <summary>Frozen: changed data is another file, and texts that are stored compare by the one they were stored with.</summary>
    private const string Data = "collect/simplified-1.txt";

    private static readonly char[] Table = Load();

    /// <summary>The character itself when it is no traditional one.</summary>
    public static char Of(char c) => Table[c];

    private static char[] Load()
    {
        var table = new char[char.MaxValue + 1];
        for (var c = 0; c < table.Length; c++) table[c] = (char)c;
        using var reader = new StreamReader(typeof(Simplified).Assembly.GetManifestResourceStream(Data)
            ?? throw new InvalidOperationException($"{Data} is not embedded"));
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            for (var i = 0; i + 1 < line.Length; i += 2) table[line[i]] = line[i + 1];
        }
        return table;
    }
}
