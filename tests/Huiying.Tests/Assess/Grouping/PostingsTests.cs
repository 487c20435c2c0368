using CsCheck;
using Huiying.Assess.Grouping;

namespace Huiying.Tests.Assess.Grouping;

public sealed class PostingsTests
{
    [Fact]
    public void After_any_adding_taking_and_moving_the_lists_are_those_of_the_plain_way() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[1, 12], Gen.Int[0, 5]).Array[0, 600].Sample(steps =>
        {
            const int kept = 4;
            var (index, plain) = (new Postings(kept), new Dictionary<ulong, List<int>>());
            var slots = 0;
            foreach (var (what, term, argument) in steps)
            {
                var id = (ulong)term * 0x9E3779B97F4A7C15UL;
                switch (what)
                {
                    case 0:
                        // What is moved keeps its order; a share of the slots is gone.
                        var moved = new int[slots];
                        var left = 0;
                        for (var slot = 0; slot < slots; slot++) moved[slot] = (slot + argument) % 3 == 0 ? -1 : left++;
                        index.Move(moved);
                        foreach (var (t, list) in plain.ToArray())
                        {
                            plain[t] = [.. list.Select(s => moved[s]).Where(s => s >= 0)];
                            if (plain[t].Count == 0) plain.Remove(t);
                        }
                        slots = left;
                        break;
                    case 1 or 2 when plain.TryGetValue(id, out var list):
                        index.Remove(id, list[argument % list.Count]);
                        list.RemoveAt(argument % list.Count);
                        if (list.Count == 0) plain.Remove(id);
                        break;
                    case 3:
                        index = Again(index, kept);
                        break;
                    default:
                        index.Add(id, slots);
                        if (!plain.TryGetValue(id, out var grown)) plain[id] = grown = [];
                        if (grown.Count >= 2 * kept) grown.RemoveRange(0, kept);
                        grown.Add(slots++);
                        break;
                }
            }
            for (var term = 1UL; term <= 12; term++)
            {
                var id = term * 0x9E3779B97F4A7C15UL;
                index.Latest(id).ToArray().ShouldBe(plain.TryGetValue(id, out var list) ? list.TakeLast(kept) : []);
            }
        }, iter: Needed.Times(300));

    private static Postings Again(Postings index, int kept)
    {
        using var bytes = new MemoryStream();
        using var to = new BinaryWriter(bytes);
        index.Write(to);
        bytes.Position = 0;
        var read = new Postings(kept);
        read.Read(new BinaryReader(bytes));
        return read;
    }
}
