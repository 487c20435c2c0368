using System.Text;
using Huiying.Documents;

namespace Huiying.Tests.Documents;

/// <summary>Alone, because it measures the memory of the process.</summary>
[CollectionDefinition("memory", DisableParallelization = true)]
public sealed class MemoryCollection;

[Collection("memory")]
public sealed class SheetMemoryTests
{
    [Fact]
    public async Task Memory_stays_bounded_however_long_the_sheet()
    {
        var row = Encoding.UTF8.GetBytes("1,标题," + new string('文', 300) + "\n");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0, count = 0;
        await foreach (var _ in SheetReader.Read(new Repeated("编号,标题,内容\n"u8.ToArray(), row, 60_000), ct: TestContext.Current.CancellationToken))
        {
            if (++count % 10_000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }
        count.ShouldBe(60_000);
        most.ShouldBeLessThan(8_000_000, "55 MB were read");
    }

    private sealed class Repeated(byte[] head, byte[] row, int times) : Stream
    {
        private byte[] rest = head;
        private int left = times;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (rest.Length == 0 && left-- > 0) rest = row;
            var taken = Math.Min(count, rest.Length);
            rest.AsSpan(0, taken).CopyTo(buffer.AsSpan(offset));
            rest = rest[taken..];
            return taken;
        }
    }
}
