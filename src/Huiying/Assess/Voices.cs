using System.Security.Cryptography;
using System.Text;
using Huiying.Collect;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess;

/// <summary>
/// Counts distinct voices without keeping any (S02): within a topic's window a handle is only its HMAC under the window's random key; when the
/// window closes the number stays and key and hashes are destroyed, so nobody can be followed from one window or topic to another.
/// </summary>
internal static class Voices
{
    /// <summary>How long one key tells voices apart.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(7);

    /// <summary>Closes the windows that are over: their counts go to the topics.</summary>
    public static async Task Close(Store store, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var window in await store.Set<VoiceWindowRow>().Where(w => w.Until <= now).ToListAsync(ct))
        {
            var topic = await store.Set<TopicRow>().SingleAsync(t => t.Id == window.Topic, ct);
            topic.VoicesClosed += await store.Set<VoiceRow>().CountAsync(v => v.Topic == window.Topic, ct);
            await store.Set<VoiceRow>().Where(v => v.Topic == window.Topic).ExecuteDeleteAsync(ct);
            store.Remove(window);
        }
    }

    /// <summary>Counts the voices behind posts just assigned; a post without a known voice is counted by its topic as unknown (<see cref="TopicFold"/>).</summary>
    public static async Task Count(
        Store store, IEnumerable<(PostId Post, TopicId Topic)> posts, IReadOnlyDictionary<PostId, string> handles, DateTimeOffset now, CancellationToken ct)
    {
        var known = posts.Where(p => handles.ContainsKey(p.Post)).ToList();
        if (known.Count == 0) return;
        var topics = known.Select(k => k.Topic).Distinct().ToList();
        var windows = await store.Set<VoiceWindowRow>().Where(w => topics.Contains(w.Topic)).ToDictionaryAsync(w => w.Topic, ct);
        var voices = new HashSet<(TopicId Topic, string Voice)>();
        foreach (var (post, topic) in known)
        {
            if (!windows.TryGetValue(topic, out var window))
            {
                window = new VoiceWindowRow { Office = store.Office, Topic = topic, Key = RandomNumberGenerator.GetBytes(32), Until = now + Window };
                store.Add(windows[topic] = window);
            }
            var voice = HMACSHA256.HashData(window.Key, Encoding.UTF8.GetBytes(handles[post]));
            voices.Add((topic, Convert.ToHexStringLower(voice)));
        }
        var hashes = voices.Select(v => v.Voice).ToList();
        var before = await store.Set<VoiceRow>().AsNoTracking().Where(v => topics.Contains(v.Topic) && hashes.Contains(v.Voice)).ToListAsync(ct);
        voices.ExceptWith(before.Select(b => (b.Topic, b.Voice)));
        foreach (var (topic, voice) in voices) store.Add(new VoiceRow { Office = store.Office, Topic = topic, Voice = voice });
    }
}
