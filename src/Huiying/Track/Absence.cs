using Huiying.Ground;

namespace Huiying.Track;

/// <summary>Whether a person can go on with what is theirs by name (R45).</summary>
internal static class Absence
{
    /// <summary>Why not, as it continues “此人…”; null while they can.</summary>
    /// <param name="person">Who is named.</param>
    /// <param name="everyone">Everyone now in the office.</param>
    /// <param name="closed">People whose account is closed.</param>
    public static string? Of(PersonId person, IReadOnlyList<Person> everyone, IReadOnlySet<PersonId> closed)
    {
        if (everyone.FirstOrDefault(p => p.Id == person) is not { } here) return "已离开本单位";
        if (here.Posts.Count == 0) return "已不担任任何岗位";
        if (closed.Contains(person)) return "的账号已停用";
        // Away is who has a deputy in every post of their own; a signature lent for one post among several is not absence.
        var own = here.Posts.Where(h => h.DeputyOf is null).ToList();
        var deputies = own.Select(o => everyone.FirstOrDefault(p => p.Posts.Any(h => h.DeputyOf == person && h.Role == o.Role && h.Section == o.Section))).ToList();
        return own.Count > 0 && deputies.All(p => p is not null) ? $"不在岗，岗位由{string.Join("、", deputies.Select(p => p!.Name).Distinct())}代理" : null;
    }
}
