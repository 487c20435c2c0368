using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Policies;

/// <summary>A new draft of the policy, begun from the version in force: value by value in fields, or the whole text (R83).</summary>
[Posts(Role.Clerk, Role.SystemAdministrator, Role.PrincipalLeader, Role.PartySecretary)]
internal sealed class DraftPolicyModel(PolicyVersions policies) : OfficePage
{
    public Policy From { get; private set; } = Policy.Default;

    public IReadOnlyList<PolicyField> Fields { get; private set; } = [];

    public string Source => From.Text;

    /// <summary>What the form calls the field of that key.</summary>
    public static string Name(string key) => $"v:{key}";

    /// <summary>Whether something in the section was changed or is wrong, so that it stands open.</summary>
    public bool Touched(IEnumerable<PolicyField> section) =>
        section.Any(f => ModelState.ContainsKey(Name(f.Key)) || HttpMethods.IsPost(Request.Method) && Request.Form.ContainsKey(Name(f.Key)) && Typed(Name(f.Key)).ReplaceLineEndings("\n").Trim() != f.Value);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        From = await policies.Current(Actor.Office, ct);
        Fields = PolicyEditing.Fields(From);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? text, CancellationToken ct) =>
        // A browser sends lines ended as on paper; the text's hash must not depend on which.
        await Answer(await policies.Draft(Actor, (text ?? "").ReplaceLineEndings("\n"), "page", ct), v => $"/policy/versions/{v.Hash}", Saved, () => OnGetAsync(ct));

    /// <summary>The fields that differ change the text they were read from; a problem is named beside its field.</summary>
    public async Task<IActionResult> OnPostFieldsAsync(string? from, string? why, CancellationToken ct)
    {
        await OnGetAsync(ct);
        if (from != From.Hash) return await Refuse(new Refusal("policy.changed", "R83", "正在使用的版本刚刚换了，请打开新版本再改；您填写的内容已保留在本页。", "Another version is in force now; begin from that one. What you typed is kept."), () => OnGetAsync(ct));
        var changed = Fields.Where(f => Request.Form.TryGetValue(Name(f.Key), out var typed) && typed.ToString().ReplaceLineEndings(f.Lines ? "\n" : " ").Trim() != f.Value).ToDictionary(f => f.Key, f => Typed(Name(f.Key)), StringComparer.Ordinal);
        if (changed.Count == 0) return await Refuse(new Refusal("policy.same", "R83", "没有改动任何数值。", "No value is changed."), () => OnGetAsync(ct));
        Need("why", why, "请写明改动的依据，它会记在每个改动的数值旁边。");
        var text = PolicyEditing.With(From.Text, changed, why ?? "");
        foreach (var problem in Policy.Parse(text).Problems)
        {
            // The problem's own field, else the nearest above it, else one that was changed in its section.
            var at = Fields.Where(f => problem.Key == f.Key || problem.Key.StartsWith(f.Key + ".", StringComparison.Ordinal)).MaxBy(f => f.Key.Length)
                ?? Fields.FirstOrDefault(f => changed.ContainsKey(f.Key) && f.Key.StartsWith(problem.Key.Split('.')[0] + ".", StringComparison.Ordinal)) ?? Fields.First(f => changed.ContainsKey(f.Key));
            ModelState.AddModelError(Name(at.Key), T.IsEnglish ? $"{problem.Key}: {problem.En}" : $"{problem.Zh}");
        }
        if (!ModelState.IsValid) return await Again(() => OnGetAsync(ct), Response);
        return await Answer(await policies.Draft(Actor, text, "page", ct), v => $"/policy/versions/{v.Hash}", Saved, () => OnGetAsync(ct));
    }

    private const string Saved = "已存为草案。请对照、试算，再请第一责任人启用。";
}
