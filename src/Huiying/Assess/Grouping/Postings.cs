using System.Runtime.InteropServices;

namespace Huiying.Assess.Grouping;

/// <summary>
/// An inverted index from terms to slots of topics. All lists lie in one array: hundreds of thousands of small ones would be walked at every collection of garbage.
/// </summary>
/// <param name="kept">Of a term the latest so many slots find topics; up to twice as many are held.</param>
internal sealed class Postings(int kept)
{
    private readonly record struct Place(int Start, int Count, int Room);

    private readonly Dictionary<ulong, Place> places = [];
    private int[] slots = new int[1024];
    private int used;
    private int left;

    /// <summary>The latest slots of a term; none when it is unknown.</summary>
    public ReadOnlySpan<int> Latest(ulong term)
    {
        if (!places.TryGetValue(term, out var place)) return [];
        var most = Math.Min(kept, place.Count);
        return slots.AsSpan(place.Start + place.Count - most, most);
    }

    /// <summary>Adds a slot to a term.</summary>
    public void Add(ulong term, int slot)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(places, term, out _);
        // A term so common finds nothing; only its latest topics are kept.
        if (place.Count >= 2 * kept)
        {
            slots.AsSpan(place.Start + kept, place.Count - kept).CopyTo(slots.AsSpan(place.Start));
            place = place with { Count = place.Count - kept };
        }
        if (place.Count == place.Room) Enlarge(ref place);
        slots[place.Start + place.Count] = slot;
        place = place with { Count = place.Count + 1 };
    }

    /// <summary>Takes a slot from a term.</summary>
    public void Remove(ulong term, int slot)
    {
        if (!places.TryGetValue(term, out var place)) return;
        var list = slots.AsSpan(place.Start, place.Count);
        var at = list.IndexOf(slot);
        if (at < 0) return;
        list[(at + 1)..].CopyTo(list[at..]);
        if (place.Count > 1) places[term] = place with { Count = place.Count - 1 };
        else Forget(term, place);
    }

    /// <summary>Every slot where it was moved to; −1 is gone, and so is a term that led to nothing else.</summary>
    public void Move(ReadOnlySpan<int> moved)
    {
        // Removing an entry or giving it another value does not disturb an enumeration.
        foreach (var (term, place) in places)
        {
            var list = slots.AsSpan(place.Start, place.Count);
            var count = 0;
            foreach (var slot in list) if (moved[slot] >= 0) list[count++] = moved[slot];
            if (count == 0) Forget(term, place);
            else if (count < place.Count) CollectionsMarshal.GetValueRefOrNullRef(places, term) = place with { Count = count };
        }
        if (left > used / 2) Pack();
    }

    /// <summary>Writes every list.</summary>
    public void Write(BinaryWriter to)
    {
        ulong[] terms = [.. places.Keys];
        // In one order, however the lists came about: equal indexes are written alike.
        Array.Sort(terms);
        to.Write(terms.Length);
        foreach (var term in terms)
        {
            var place = places[term];
            to.Write(term);
            to.Write7BitEncodedInt(place.Count);
            to.Write((ReadOnlySpan<byte>)MemoryMarshal.AsBytes(slots.AsSpan(place.Start, place.Count)));
        }
    }

    /// <summary>Reads what was written.</summary>
    public void Read(BinaryReader from)
    {
        for (var n = from.ReadInt32(); n > 0; n--)
        {
            var term = from.ReadUInt64();
            var count = from.Read7BitEncodedInt();
            var place = new Place(used, count, count);
            if (used + count > slots.Length) Array.Resize(ref slots, Math.Max(2 * slots.Length, used + count));
            from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(slots.AsSpan(used, count)));
            used += count;
            places.Add(term, place);
        }
    }

    private void Forget(ulong term, Place place)
    {
        left += place.Room;
        places.Remove(term);
    }

    /// <summary>Twice the room, at the end of the array.</summary>
    private void Enlarge(ref Place place)
    {
        var room = Math.Max(2, 2 * place.Room);
        if (used + room > slots.Length && left > used / 2) Pack();
        if (used + room > slots.Length) Array.Resize(ref slots, Math.Max(2 * slots.Length, used + room));
        slots.AsSpan(place.Start, place.Count).CopyTo(slots.AsSpan(used));
        left += place.Room;
        place = new(used, place.Count, room);
        used += room;
    }

    /// <summary>Lays the lists side by side again, without what they left behind when they grew.</summary>
    private void Pack()
    {
        var packed = new int[Math.Max(1024, (used - left) * 3 / 2)];
        var at = 0;
        foreach (var (term, place) in places)
        {
            slots.AsSpan(place.Start, place.Count).CopyTo(packed.AsSpan(at));
            CollectionsMarshal.GetValueRefOrNullRef(places, term) = place with { Start = at };
            at += place.Room;
        }
        (slots, used, left) = (packed, at, 0);
    }
}
