using System.Text.Json;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Collect;

/// <summary>The names of the district's places, and the words a site's own search is asked for.</summary>
public sealed partial class WatchTerms
{
    private const int MostPlaces = 2_000;

    private static Refusal NoPlaces => Refusal.Invalid("R15", "还没有填写本地地名。请先在本页下方填写本县（区）、乡镇、村和道路的名称。", "No names of local places are given yet. Enter them below first.");

    /// <summary>The names of the district's places: what a term that is only of interest there must occur with.</summary>
    public async Task<Outcome<string[]>> Places(Actor actor, CancellationToken ct = default)
    {
        if (Permit.Read(actor) is { } no) return no;
        await using var store = stores.Open(actor.Office);
        return (await Places(store, ct)).ToArray();
    }

    /// <summary>Replaces the list. Refused: not the clerk's or a leader's post; a name of one character or over 30; a person's name; more than 2,000.</summary>
    public Task<Outcome<Done>> SetPlaces(Actor actor, IReadOnlyList<string> names, CancellationToken ct = default) =>
        acts.Run<Done>(actor, "terms.places", Subject.Of(actor.Office), async act =>
        {
            if (Permit.Curate(actor, "R15") is { } no) return no;
            var clean = Clean(names);
            if (clean.Length > MostPlaces) return Refusal.Invalid("R15", $"本地地名最多{MostPlaces}个。", $"At most {MostPlaces} places.");
            if (clean.Any(n => n.Length is < 2 or > 30)) return Refusal.Invalid("R15", "每个地名须为2至30个字，用空格、顿号或换行分开。", "A place's name has 2 to 30 characters.");
            foreach (var name in clean) if (PersonalTerm.Find(name) is { } kind) return Personal(kind);
            var row = await act.Store.Set<PlacesRow>().SingleOrDefaultAsync(ct);
            var version = act.Write(new PlacesEntry(clean), CollectJson.Default.PlacesEntry).Sequence;
            var json = JsonSerializer.Serialize(clean, CollectJson.Default.StringArray);
            if (row is null) act.Store.Add(new PlacesRow { Office = actor.Office, Names = json, Version = version });
            else (row.Names, row.Version) = (json, version);
            return default(Done);
        }, ct);

    /// <summary>A term ready to be tried and kept nowhere. Refused as <see cref="Add"/>; a refusal is an entry, for it may have been a person's name.</summary>
    internal async Task<Outcome<WatchList>> Ready(Actor actor, TermPhrases phrases, CancellationToken ct)
    {
        var clean = Clean(phrases);
        await using var store = stores.Open(actor.Office);
        var places = await Places(store, ct);
        Outcome<Judged> judged = Permit.Curate(actor, "R15") is { } no ? no : clean.Local && places.Count == 0 ? NoPlaces : Judge(clean, await InOffice(actor.Office, ct));
        // A leader's name needs a second person before anything is looked for by it.
        var refusal = judged.Refusal ?? (judged.Value.Leader is null ? null
            : new Refusal("term.second-person", "S15", "含本单位领导姓名的关注词须经第二人复核后才能使用，不能试用。", "A term with a leader's name is not tried before a second person confirmed it."));
        return refusal is null ? new WatchList([clean], 0, places)
            : (await acts.Run<Done>(actor, "terms.try", Subject.Of(actor.Office), _ => Task.FromResult<Outcome<Done>>(refusal), ct)).Refusal!;
    }

    /// <summary>
    /// What a site's own search is asked for: of each active term the words that must all occur, in one; without such, each of which one must. Expressions cannot be
    /// asked for, and a leader's name is not told to another site.
    /// </summary>
    internal async Task<IReadOnlyList<string>> Words(OfficeId office, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var store = stores.Open(office);
        var rows = await store.Set<TermRow>().AsNoTracking().Where(t => t.State == TermState.Active && t.Leader == null).OrderBy(t => t.Id).ToListAsync(ct);
        return [.. rows.Where(r => r.Until is null || r.Until > now).Select(r => r.Shown().Phrases).SelectMany(Asked).DistinctBy(Fold.Text, StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Asked(TermPhrases phrases)
    {
        string[] all = [.. phrases.All.Where(p => !WatchPhrase.IsPattern(p))];
        return all.Length > 0 ? [string.Join(' ', all)] : phrases.Any.Where(p => !WatchPhrase.IsPattern(p));
    }

    private static async Task<IReadOnlyList<string>> Places(Store store, CancellationToken ct) => (await store.Set<PlacesRow>().AsNoTracking().SingleOrDefaultAsync(ct))?.List ?? [];

}
