namespace Huiying.Documents;

/// <summary>How much of an uploaded document is read before it is refused: an upload may be a bomb.</summary>
/// <param name="Bytes">The file itself.</param>
/// <param name="Unpacked">Bytes after decompression, of all parts that are read.</param>
/// <param name="Pages">Pages of a PDF.</param>
/// <param name="Characters">Characters of text.</param>
/// <param name="Paragraphs">Paragraphs of text.</param>
/// <param name="Seconds">Time for reading.</param>
public sealed record TextLimits(
    int Bytes = 20 << 20, long Unpacked = 96 << 20, int Pages = 500, int Characters = 1_000_000, int Paragraphs = 5_000, int Seconds = 20);
