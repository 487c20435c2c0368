using System.Runtime.ExceptionServices;
using Huiying.Ground;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Exceptions;

namespace Huiying.Documents;

/// <summary>
/// The text of a PDF by paragraph. A PDF knows only letters and their places: they are put together into lines, lines into paragraphs (<see cref="PdfLines"/>). Pictures
/// of text are refused. Read in a thread of its own with a deep stack, under limits of size, pages and time; whatever a broken file makes the library throw is a refusal.
/// </summary>
public static class PdfParagraphs
{
    private const int Stack = 32 << 20;

    /// <summary>Fewer letters on the average page are a scan with a stamp or a page number.</summary>
    private const int LeastLetters = 12;

    /// <summary>Reads; refuses with what to do.</summary>
    public static Outcome<IReadOnlyList<string>> Read(ReadOnlyMemory<byte> file, TextLimits limits, CancellationToken ct = default)
    {
        if (file.Length > limits.Bytes) return TextProblems.TooLarge(limits);
        Outcome<IReadOnlyList<string>> read = TextProblems.TooSlow;
        Exception? failed = null;
        var filters = new PdfFilters(limits);
        var bytes = file.ToArray();
        var thread = new Thread(() =>
        {
            try
            {
                read = Text(bytes, filters, limits, ct);
            }
            catch (OperationCanceledException e)
            {
                failed = e;
            }
            catch (OverPdfLimitException e)
            {
                read = e.Slow ? TextProblems.TooSlow : TextProblems.TooLarge(limits);
            }
            catch (PdfDocumentEncryptedException)
            {
                read = TextProblems.Locked;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // A broken PDF makes the library throw whatever it likes; there is nothing to tell apart.
                read = filters.Late ? TextProblems.TooSlow : TextProblems.Broken;
            }
        }, Stack)
        { IsBackground = true, Name = "pdf" };
        thread.Start();
        // Longer than its own limit: it ends by itself at the next stream or page.
        if (!thread.Join(TimeSpan.FromSeconds(limits.Seconds + 2))) return TextProblems.TooSlow;
        if (failed is not null) ExceptionDispatchInfo.Throw(failed);
        return read;
    }

    private static Outcome<IReadOnlyList<string>> Text(byte[] bytes, PdfFilters filters, TextLimits limits, CancellationToken ct)
    {
        using var pdf = PdfDocument.Open(bytes, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true, FilterProvider = filters });
        if (pdf.NumberOfPages > limits.Pages) return TextProblems.TooLarge(limits);
        var pages = new List<IReadOnlyList<PdfLine>>();
        var (letters, strange) = (0, 0);
        for (var n = 1; n <= pdf.NumberOfPages; n++)
        {
            ct.ThrowIfCancellationRequested();
            if (filters.Late) return TextProblems.TooSlow;
            var page = pdf.GetPage(n);
            var seen = page.Letters.Where(l => l.TextOrientation is TextOrientation.Horizontal && !string.IsNullOrWhiteSpace(l.Value)).ToList();
            letters += seen.Count;
            strange += seen.Count(l => l.Value.Any(c => c is '\uFFFD' or >= '\uE000' and <= '\uF8FF' || char.IsControl(c)));
            if (letters > limits.Characters) return TextProblems.TooLarge(limits);
            pages.Add(PdfLines.Of(page.Letters, page.Height));
        }
        if (letters < LeastLetters * Math.Max(1, pdf.NumberOfPages)) return letters == 0 && pdf.NumberOfPages == 0 ? TextProblems.Empty : TextProblems.Scanned;
        if (strange * 5 > letters) return TextProblems.Garbled;
        var paragraphs = PdfLines.Paragraphs(pages);
        return paragraphs.Count > limits.Paragraphs ? TextProblems.TooLarge(limits) : Outcome(paragraphs);

        static Outcome<IReadOnlyList<string>> Outcome(List<string> found) => found;
    }
}
