using Huiying.Assess.Words;
using Huiying.Collect;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Assess.District;

/// <summary>
/// The district's own words (places, estates, policies), which an officer keeps beside the frozen word list: later posts are cut by them, earlier ones stay as they were
/// (<see cref="WordsInTime"/>). Never a person (S15). Words found in the stream are proposed and taken or declined by a person.
/// </summary>
public sealed partial class DistrictWords(IDbContextFactory<Store> stores, Acts acts, Topics topics)
{
    /// <summary>Words of an office at once.</summary>
    public const int Most = 5_000;

    private const int Shortest = 2, Longest = 20;

    /// <summary>Who may keep the words.</summary>
    public static bool MayKeep(Actor actor) => actor.IsAny(Role.Clerk, Role.SupervisingLeader, Role.PrincipalLeader);

    /// <summary>The words in use, by kind and then in order.</summary>
    public async Task<Outcome<IReadOnlyList<DistrictWord>>> List(Actor actor, CancellationToken ct = default)
    {
        if (Topics.MayRead(actor) is { } no) return no;
        await using var store = stores.Open(actor.Office);
        var rows = await store.Set<DistrictWordRow>().AsNoTracking().Where(w => w.Until == null).ToListAsync(ct);
        return rows.OrderBy(w => w.Kind).ThenBy(w => w.Word, StringComparer.Ordinal).Select(w => new DistrictWord(w.Word, w.Kind, w.Origin, w.From, w.AddedAt, w.AddedByName)).ToList();
    }

    /// <summary>
    /// Adds words for the posts to come. One word that is refused refuses the act; in a list the others are taken (<paramref name="origin"/> is Imported). Refused: shorter than
    /// 2 or longer than 20 characters; a person's name, number or account (S15); one that the list or the office knows; more than 5,000.
    /// </summary>
    public Task<Outcome<WordsTaken>> Add(Actor actor, IReadOnlyList<WordOfKind> words, DistrictWordOrigin origin, CancellationToken ct = default) =>
        acts.Run<WordsTaken>(actor, "words.add", Subject.Of(actor.Office), async act =>
        {
            if (!MayKeep(actor)) return NotYours;
            var rows = await act.Store.Set<DistrictWordRow>().AsNoTracking().Select(w => new { w.Number, w.Word, w.Until }).ToListAsync(ct);
            var known = rows.Where(r => r.Until is null).Select(r => r.Word).ToHashSet(StringComparer.Ordinal);
            var (taken, refused) = (new List<WordOfKind>(), new List<(string, Refusal)>());
            foreach (var (typed, kind) in words)
            {
                var word = Fold.Text(typed);
                if (Refused(word, known) is { } why) refused.Add((typed, why));
                else if (known.Count >= Most) refused.Add((typed, Refusal.Invalid("-", $"本地用词最多 {Most} 个，请先删去不用的。", $"At most {Most} words: take away those not needed.")));
                else if (known.Add(word)) taken.Add(new(word, kind));
            }
            if (taken.Count == 0) return refused.Count > 0 ? refused[0].Item2 : Refusal.Invalid("-", "请填写要加的词。", "Give the words to add.");
            if (origin != DistrictWordOrigin.Imported && refused.Count > 0) return refused[0].Item2;
            var after = await After(act.Store, ct);
            var number = rows.Count == 0 ? 0 : rows.Max(r => r.Number);
            foreach (var (word, kind) in taken)
            {
                act.Store.Add(new DistrictWordRow
                {
                    Office = actor.Office,
                    Number = ++number,
                    Word = word,
                    Kind = kind,
                    Origin = origin,
                    From = after,
                    AddedAt = act.Now,
                    AddedByName = actor.Name,
                });
            }
            var added = taken.ConvertAll(w => w.Word);
            await act.Store.Set<FoundWordRow>().Where(f => added.Contains(f.Word)).ExecuteDeleteAsync(ct);
            act.Write(Subject.Of(actor.Office), new DistrictWordsAddedEntry(taken, origin, after), DistrictWordJson.Default.DistrictWordsAddedEntry);
            return new WordsTaken(taken.Count, refused);
        }, ct);

    /// <summary>Takes a word away for the posts to come.</summary>
    public Task<Outcome<Done>> Remove(Actor actor, string word, CancellationToken ct = default) =>
        acts.Run<Done>(actor, "words.remove", Subject.Of(actor.Office), async act =>
        {
            if (!MayKeep(actor)) return NotYours;
            if (await act.Store.Set<DistrictWordRow>().SingleOrDefaultAsync(w => w.Word == word && w.Until == null, ct) is not { } row) return Gone;
            row.Until = await After(act.Store, ct);
            act.Write(Subject.Of(actor.Office), new DistrictWordRemovedEntry(word, row.Until.Value), DistrictWordJson.Default.DistrictWordRemovedEntry);
            return default(Done);
        }, ct);

    /// <summary>Declines a proposed word: it never comes again.</summary>
    public Task<Outcome<Done>> Decline(Actor actor, string word, CancellationToken ct = default) =>
        acts.Run<Done>(actor, "words.decline", Subject.Of(actor.Office), async act =>
        {
            if (!MayKeep(actor)) return NotYours;
            if (await act.Store.Set<FoundWordRow>().SingleOrDefaultAsync(w => w.Word == word && !w.Declined, ct) is not { } row) return Gone;
            row.Declined = true;
            act.Write(Subject.Of(actor.Office), new DistrictWordDeclinedEntry(word), DistrictWordJson.Default.DistrictWordDeclinedEntry);
            return default(Done);
        }, ct);

    /// <summary>The office's places that a text names, each once, in the order of their kinds.</summary>
    public static IReadOnlyList<string> PlacesIn(IEnumerable<DistrictWord> words, string text)
    {
        var folded = Fold.Text(text);
        return [.. words.Where(w => w.Kind <= DistrictWordKind.Estate && folded.Contains(w.Word, StringComparison.Ordinal)).Select(w => w.Word)];
    }

    /// <summary>The kind a word's ending speaks for; Other when none does.</summary>
    public static DistrictWordKind KindOf(string word) => NewWords.KindOf(word);

    private static Refusal? Refused(string word, HashSet<string> known) =>
        word.Length is < Shortest or > Longest || !word.All(c => char.IsLetterOrDigit(c)) || !word.Any(Segmenter.IsHan) && word.Length < 3
            ? Refusal.Invalid("-", $"“{word}”不能作为用词：须为 {Shortest} 至 {Longest} 个字，中间不带空格和标点。", "A word has 2 to 20 letters or characters, without blanks and punctuation.")
        : PersonalTerm.Find(word) is not null
            ? new Refusal("word.personal", "S15", $"“{word}”像人名、账号或者号码，不能登记：本系统按事和地方归类，不按人。如果是地名，请写全，例如“{word}村”“{word}小区”。",
                "It reads like a person's name, account or number: matters are grouped by what and where, never by whom. Write a place's name in full.")
        : known.Contains(word) || WordList.BuiltIn.Contains(word)
            ? Refusal.Invalid("-", $"“{word}”已经在词表里，不用再加。", "It is known already.")
        : null;

    /// <summary>Posts assessed so far. Acts of an office run one after the other, so none is being assessed now.</summary>
    private static async Task<long> After(Store store, CancellationToken ct) => await store.Set<AssessHead>().Select(h => (long?)h.Sequence).SingleOrDefaultAsync(ct) ?? 0;

    private static Refusal Gone => Refusal.NotFound("没有这个词，可能刚被他人处理，请刷新页面。", "There is no such word; reload the page.");

    private static Refusal NotYours => Refusal.NotYourPost("R20", "本地用词由办公室人员或者领导维护。", "The clerk or a leader keeps the district's words.");
}
