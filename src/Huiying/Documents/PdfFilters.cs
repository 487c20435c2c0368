using System.Diagnostics;
using System.IO.Compression;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace Huiying.Documents;

/// <summary>A PDF went past a limit while it was unpacked. Caught where it is read.</summary>
internal sealed class OverPdfLimitException(bool slow) : Exception(slow ? "took too long" : "unpacks to too much")
{
    public bool Slow { get; } = slow;
}

/// <summary>
/// The library's filters under limits of size and time: a stream of a PDF may unpack to thousands of times its size, and one that calls itself over and over is
/// unpacked each time.
/// </summary>
internal sealed class PdfFilters(TextLimits limits) : IFilterProvider
{
    /// <summary>An LZW stream of n bytes unpacks to at most about 1,400 n; old programs only wrote small ones.</summary>
    private const int MostLzw = 64 << 10;

    private readonly long began = Stopwatch.GetTimestamp();
    private long left = limits.Unpacked;

    /// <summary>Whether the time is over.</summary>
    public bool Late => Stopwatch.GetElapsedTime(began).TotalSeconds > limits.Seconds;

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => Guarded(DefaultFilterProvider.Instance.GetFilters(dictionary));

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => Guarded(DefaultFilterProvider.Instance.GetNamedFilters(names));

    public IReadOnlyList<IFilter> GetAllFilters() => Guarded(DefaultFilterProvider.Instance.GetAllFilters());

    private IFilter[] Guarded(IReadOnlyList<IFilter> filters) => [.. filters.Select(f => f as GuardedFilter ?? new GuardedFilter(f, this))];

    private void Take(long bytes)
    {
        if (Late) throw new OverPdfLimitException(slow: true);
        if ((left -= bytes) < 0) throw new OverPdfLimitException(slow: false);
    }

    private sealed class GuardedFilter(IFilter inner, PdfFilters all) : IFilter
    {
        public bool IsSupported => inner.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            all.Take(input.Length);
            if (inner is LzwFilter && input.Length > MostLzw) throw new OverPdfLimitException(slow: false);
            if (inner is FlateFilter && input.Length > 2) all.Take(Inflated(input[2..]));
            return inner.Decode(input, streamDictionary, filterProvider, filterIndex);
        }

        /// <summary>Counts what comes out, keeping none of it and stopping at the limit.</summary>
        private long Inflated(Memory<byte> deflated)
        {
            var count = 0L;
            var buffer = new byte[1 << 15];
            try
            {
                using var plain = new DeflateStream(new MemoryStream(deflated.ToArray()), CompressionMode.Decompress);
                for (int n; count <= all.left && (n = plain.Read(buffer)) > 0;) count += n;
            }
            catch (InvalidDataException)
            {
                // Broken from here on: nothing more comes out of it.
            }
            return count;
        }
    }
}
