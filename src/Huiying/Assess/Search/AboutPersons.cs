using Huiying.Collect;
using Huiying.Ground;

namespace Huiying.Assess.Search;

/// <summary>
/// What is never searched for (S15). Telephone and ID numbers and handles, in any search: the texts do not have them, and nobody is found by them. Names where a search
/// is kept or alerts: a list of words cannot tell a person's name from a place's, so a search that is only looked at once is not refused for one.
/// </summary>
internal static class AboutPersons
{
    /// <summary>Why such a search is refused; null when it may be looked at.</summary>
    public static Refusal? Bars(SearchQuery query) => Kinds(query).FirstOrDefault(k => k != PersonalKind.Name) is var kind && kind is null ? null : Said(kind.Value);

    /// <summary>Why it may not be kept; null when it may. The refusal does not repeat what was written: it would enter the ledger.</summary>
    public static Refusal? BarsKeeping(SearchQuery query) => Kinds(query).FirstOrDefault() is { } kind ? Said(kind) : null;

    /// <summary>Why a saved search may not be called so; null when it may.</summary>
    public static Refusal? BarsName(string name) => PersonalTerm.Find(name) is { } kind ? Said(kind) : null;

    private static IEnumerable<PersonalKind?> Kinds(SearchQuery query)
    {
        // A handle or a number may be parted by signs: the whole is looked at, and each term. 张 三 is a name too.
        IEnumerable<string> all = [query.Written, .. query.Terms, .. Neighbours(query.Terms)];
        return all.Select(PersonalTerm.Find).Where(k => k is not null);
    }

    private static IEnumerable<string> Neighbours(IReadOnlyList<string> terms)
    {
        for (var i = 0; i + 1 < terms.Count; i++)
        {
            if (terms[i].Length == 1 || terms[i + 1].Length == 1) yield return terms[i] + terms[i + 1];
            if (i + 2 < terms.Count && terms[i].Length + terms[i + 1].Length + terms[i + 2].Length == 3) yield return terms[i] + terms[i + 1] + terms[i + 2];
        }
    }

    private static Refusal Said(PersonalKind kind) => kind switch
    {
        PersonalKind.Name => new("search.person", "S15", "检索词里有像人名的词，不能保存，也不能提醒；如是地名或事项，请写成更长的词（如加“村”“项目”“补贴”）。",
            "It has what looks like a person's name and is not kept; if it is a place or a matter, write a longer word."),
        PersonalKind.Handle => new("search.person", "S15", "不能按网名、账号检索；请写事项。", "No search by handle or account; write the matter."),
        PersonalKind.Phone => new("search.person", "S15", "不能按电话号码检索；请写事项。", "No search by telephone number; write the matter."),
        _ => new("search.person", "S15", "不能按证件号码检索；请写事项。", "No search by identity number; write the matter."),
    };
}
