using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;

namespace Huiying.Tests.Year;

/// <summary>Drafts, the approval chain, publication and what it meets (R27, R34–R38, R42, R62, R65–R69), and the end (R02, R05, R10, R39, R41, R49–R53).</summary>
internal sealed partial class OracleEvent
{
    public sealed class Draft
    {
        public required string Id { get; init; }
        public required ReleaseText Text { get; set; }
        public required DateTimeOffset At { get; set; }
        public HashSet<string> Drafters { get; } = [];
        public HashSet<string> Signed { get; } = [];
        public HashSet<string> Asked { get; } = [];
        public Dictionary<string, DateTimeOffset> AskedAt { get; } = [];
        public HashSet<string> Approved { get; } = [];

        /// <summary>Steps approved by word of mouth that still wait for the written word, with the text's hash.</summary>
        public Dictionary<string, string> Spoken { get; } = [];
        public bool SentBack { get; set; }
        public bool TakenBack { get; set; }
        public bool Published { get; set; }
    }

    public sealed class AnswerKept
    {
        public required string Release { get; init; }
        public required AnswerKind Kind { get; init; }
        public required string Outlet { get; init; }
        public required IReadOnlyList<int> Cites { get; init; }
        public required bool Standing { get; init; }
        public bool Stands { get; set; } = true;
        public bool Effect { get; set; }
    }

    public List<Draft> Drafts { get; } = [];
    public List<AnswerKept> Answers { get; } = [];

    public bool HasResult => Answers.Any(a => a is { Stands: true, Kind: AnswerKind.Result });

    /// <summary>draft → section head → 会签 → 核稿 → secrecy (+ legal for 2 and 3) → supervising leader → principal leader. The standing line's words are approved already.</summary>
    public IReadOnlyList<(string Step, Role Role, string? Section)> Steps(ReleaseText text)
    {
        if (text.Line == "standing") return [("office-check", Role.Clerk, null)];
        var steps = new List<(string, Role, string?)> { ("section-head", Role.SectionHead, Handler) };
        steps.AddRange((Recorded?.Helpers ?? []).Select(h => h.Value).Where(h => h != Handler).Distinct().Select(h => ($"countersign:{h}", Role.SectionHead, (string?)h)));
        steps.Add(("office-check", Role.Clerk, null));
        steps.Add(("secrecy-review", Role.SecrecyReviewer, null));
        if (Category is Category.Hype or Category.Fabrication) steps.Add(("legal-review", Role.LegalReviewer, null));
        steps.Add(("supervising-leader", Role.SupervisingLeader, null));
        steps.Add(("principal-leader", Role.PrincipalLeader, null));
        return steps;
    }

    /// <summary>Categories 1 and 4 at ordinary grade: the principal leader. Everything else: outside approval.</summary>
    public IReadOnlyList<string> OutsideApprovers(ReleaseText text) => text.Line == "standing" ? []
        : Grade != Grade.Ordinary ? ["district-committee", "city-office"]
        : Category is Category.Hype or Category.Fabrication ? ["emergency-body", "city-office"] : [];

    /// <summary>Whoever need not approve gets a copy.</summary>
    public IReadOnlyList<string> Copies(ReleaseText text) => text.Line == "standing" ? []
        : Grade != Grade.Ordinary ? ["emergency-body"]
        : Category is Category.Inquiry or Category.Suggestion ? OrdinaryBodies : [];

    /// <summary>What must hold of the text: line, sources, every claim answered, labels proven, nobody's private data, the one outlet.</summary>
    private void Gates(ReleaseText t, bool standingApproved, Verdict v)
    {
        v.Says("R27", t.Title, t.Question).Says("R05", t.Scope).Needs(t.Body.Any(p => p.Text.Trim().Length > 0), "R27");
        if (t.Line == "standing") v.Needs(t.Kind == AnswerKind.HandlingOpinion && standingApproved, "R37").Needs(t.Mends is null, "R42");
        else v.Needs(t.Line == "assessment" && Assessed, "R37");
        foreach (var p in t.Body.Where(p => p.Part is Part.Happened or Part.Facts or Part.Done))
        {
            var claim = Claims.FirstOrDefault(c => c.Found.Any(f => f.Number == p.Verification));
            v.Needs(claim is not null, "R35");
            if (claim is null) continue;
            v.Needs(claim.Current!.Value.Number == p.Verification, "R42").Needs(claim.Found.First(f => f.Number == p.Verification).Finding != Finding.Unclear, "R35");
        }
        var withdraws = t.Mends is { Withdraws: true };
        if (t.Kind == AnswerKind.Result && !withdraws)
        {
            for (var i = 0; i < Claims.Count; i++)
            {
                if (Claims[i].Kind == ClaimKind.Statement && Claims[i].Current?.Finding == Finding.True) continue;
                v.Needs(t.Claims.Any(a => a.Claim == i + 1 && (a.Paragraph is not null || a.Article is "14" or "15" or "16")), "R27");
            }
            if (Category == Category.Suggestion) v.Needs(Adopted is { } word && t.Body.Any(p => p.Text.Contains(word, StringComparison.Ordinal)), "R77");
        }
        // The public is told in one sentence what a correction changes.
        if (t.Mends is { Withdraws: false } told) v.Says("R42", told.Change);
        if (t.Mends is { } m) v.Needs(Answers.Any(a => a.Release == m.Release && a.Stands && a.Outlet == t.Outlet && a.Kind == t.Kind), "R42");
        if (t.Title.Contains("辟谣", StringComparison.Ordinal)) v.Needs(t.Rebuts.Count > 0, "R35");
        foreach (var r in t.Rebuts) v.Needs(r >= 1 && r <= Claims.Count && Claims[r - 1].Current?.Finding == Finding.False, "R35");
        v.Needs(!t.Body.Any(p => p.Text.Contains("13800000000", StringComparison.Ordinal)), "S03");
        v.Needs(t.Outlet is "website" or "direct", "R66");
    }

    /// <summary>A version goes up; the release's key is given by the product, and asked for only if it goes.</summary>
    public Verdict SubmitDraft(Who who, Draft? draft, ReleaseText text, bool standing, Func<string> id, DateTimeOffset now)
    {
        var v = new Verdict().Needs(Closed is null, "R48").Needs(who.Is(Role.SectionOfficer, Role.SectionHead, Role.Clerk), "R64");
        if (draft is not null) v.Needs(!draft.Published, "R42").Needs(!draft.TakenBack, "R34").Needs(draft.SentBack || draft.Text.Hash() != text.Hash(), "R34");
        Gates(text, standing, v);
        if (text is { Kind: AnswerKind.Result, Mends: null }) v.Needs(Completed is not null || AtOnce, "R69");
        return v.Then(() =>
        {
            if (draft is null) Drafts.Add(draft = new() { Id = id(), Text = text, At = now });
            // An edit makes a new text: every approval of the old one is void (R34, R65).
            if (draft.Text.Hash() != text.Hash())
            {
                draft.Signed.Clear();
                draft.Asked.Clear();
                draft.Approved.Clear();
            }
            (draft.Text, draft.At, draft.SentBack) = (text, now, false);
            draft.Drafters.Add(who.Id);
        });
    }

    private Verdict Round(Draft d, bool current) => new Verdict().Needs(!d.Published, "R42").Needs(!d.TakenBack, "R34").Needs(!d.SentBack, "R65").Needs(current, "R34");

    /// <summary>Exactly that text, in order, by the post, never by a drafter; no leader before the secrecy review (R62, R65).</summary>
    public Verdict SignStep(Who who, Draft d, string step, bool current, bool standing)
    {
        var v = Round(d, current);
        var steps = Steps(d.Text).ToList();
        var at = steps.FindIndex(s => s.Step == step);
        if (at < 0) return v.Needs(false, "-");
        v.Needs(who.Is(steps[at].Role) && (steps[at].Section is null || who.Section == steps[at].Section), "R65").Needs(!d.Drafters.Contains(who.Id), "R65").Needs(!d.Signed.Contains(step), "R65");
        Gates(d.Text, standing, v);
        foreach (var before in steps.Take(at))
        {
            // Urgent goes in parallel, but no leader signs before the secrecy review.
            var needed = !d.Text.Urgent || (before.Step == "secrecy-review" && step.EndsWith("-leader", StringComparison.Ordinal));
            if (needed) v.Needs(d.Signed.Contains(before.Step), before.Step == "secrecy-review" ? "R62" : "R65");
        }
        return v.Then(() => d.Signed.Add(step));
    }

    /// <summary>A leader's word, entered by somebody who is neither drafter nor leader; in writing by the next working day's end (R34).</summary>
    public Verdict Spoken(Who recorder, Who leader, Draft d, string step, bool code, DateTimeOffset at, bool standing, DateTimeOffset now)
    {
        var v = new Verdict().Needs(Closed is null, "R48").Needs(recorder.Is(Role.Clerk, Role.DutyOfficer, Role.SectionOfficer, Role.SectionHead), "R34").Needs(!d.Drafters.Contains(recorder.Id), "R34")
            .Needs(code, "R34").Needs(at <= now && at >= d.At.AddSeconds(-d.At.Second), "R34").Needs(step is "supervising-leader" or "principal-leader", "R34");
        if (!v.Stands) return v;
        v = SignStep(leader, d, step, true, standing);
        return v.Then(() =>
        {
            d.Spoken[step] = d.Text.Hash();
            Owe($"R34:confirm:{d.Id}:{step}", at, rule: "R34:confirm");
        });
    }

    public Verdict ConfirmSpoken(Who who, Who leader, Draft d, string step, DateTimeOffset now) => new Verdict().Needs(d.Spoken.ContainsKey(step), "-").Needs(d.Spoken.ContainsKey(step), "R34").Needs(who.Id == leader.Id, "R34").Then(() =>
    {
        d.Spoken.Remove(step);
        Met($"R34:confirm:{d.Id}:{step}", now);
    });

    public Verdict SendBack(Who who, Draft d, string step, bool current, string reason)
    {
        var v = Round(d, current);
        var needed = Steps(d.Text).FirstOrDefault(s => s.Step == step);
        if (needed.Step is null) return v.Needs(false, "-");
        return v.Needs(who.Is(needed.Role) && (needed.Section is null || who.Section == needed.Section), "R65").Says("R65", reason).Then(() => d.SentBack = true);
    }

    /// <summary>Asked outside only after the secrecy review; the time is the answer's own: its earliest clock still ahead, or the 48 hours (R34).</summary>
    public Verdict Ask(Who who, Draft d, string body, bool standing, DateTimeOffset now)
    {
        var v = Round(d, true).Needs(Closed is null, "R48").Needs(who.Is(Role.Clerk, Role.DutyOfficer, Role.SectionOfficer, Role.SectionHead), "R34").Needs(OutsideApprovers(d.Text).Contains(body), "-").Needs(d.Signed.Contains("secrecy-review"), "R62");
        Gates(d.Text, standing, v);
        return v.Then(() =>
        {
            d.Asked.Add(body);
            d.AskedAt[body] = now;
            var ahead = Open.Where(x => x.Due > now && (x.Rule is "R34:response" or "R34:information" or "R69" or "R67")).Min(x => x.Due);
            Met($"R34:outside:{body}", now);
            Duties.Add(new($"R34:outside:{body}", now, ahead ?? now.AddHours(48)));
        });
    }

    public Verdict Decided(Who who, Draft d, string body, bool approved, string text, string evidence, DateTimeOffset now)
    {
        var v = Round(d, true).Needs(who.Is(Role.Clerk, Role.DutyOfficer), "R34").Needs(!d.Drafters.Contains(who.Id), "R34").Needs(OutsideApprovers(d.Text).Contains(body), "-")
            .Needs(d.Asked.Contains(body), "R34").Says("R34", evidence).Needs(approved || text.Length > 0, "R34").Needs(!d.Approved.Contains(body), "R34");
        return v.Then(() =>
        {
            if (approved) d.Approved.Add(body);
            else d.SentBack = true;
            Met($"R34:outside:{body}", now);
        });
    }

    public Verdict TakeBack(Who who, Draft d, string reason, DateTimeOffset now) => new Verdict().Needs(!d.Published, "R42").Needs(!d.TakenBack, "R34").Needs(who.Is(Role.Clerk) || d.Drafters.Contains(who.Id), "R34")
        .Says("R34", reason).Then(() =>
        {
            d.TakenBack = true;
            Met(x => d.AskedAt.Any(a => x.Rule == $"R34:outside:{a.Key}" && x.From == a.Value), now);
        });

    /// <summary>No publication without every approval of exactly that text, by the unified outlet's people only (R27, R38, R66).</summary>
    public Verdict Publish(Who who, Draft d, bool current, bool standing, DateTimeOffset now)
    {
        var v = Round(d, current).Needs(Closed is null, "R48").Needs(d.Text.Outlet == "direct" ? who.Is(Role.Clerk) : who.Is(Role.Spokesperson, Role.Clerk), "R38");
        Gates(d.Text, standing, v);
        v.Needs(Steps(d.Text).All(s => d.Signed.Contains(s.Step)), "R27").Needs(OutsideApprovers(d.Text).All(d.Approved.Contains), "R27");
        return v.Then(() =>
        {
            d.Published = true;
            // Nobody's decision on it is waited for any more.
            Met(x => d.AskedAt.Any(a => x.Rule == $"R34:outside:{a.Key}" && x.From == a.Value), now);
            var old = d.Text.Mends is { } m ? Answers.First(a => a.Release == m.Release) : null;
            var cites = d.Text.Body.Select(p => p.Verification).OfType<int>().Distinct().ToList();
            var withdraws = d.Text.Mends is { Withdraws: true };
            if (!withdraws) Answers.Add(new() { Release = d.Id, Kind = d.Text.Kind, Outlet = d.Text.Outlet, Cites = cites, Standing = d.Text.Line == "standing" });
            if (old is not null) Mended(old, withdraws ? null : cites, now);
            if (!withdraws) Answered(d.Text, now);
            foreach (var body in Copies(d.Text)) Promptly($"R27:copy:{body}:{d.Id}", now);
            // An answer withdrawn answers nobody: while no other stands, one is owed again.
            // A result is replaced by a result alone, what was said on the way to it by any response.
            if (withdraws && !old!.Standing && !Answers.Any(a => a is { Stands: true, Standing: false } && (old.Kind != AnswerKind.Result || a.Kind == AnswerKind.Result)) && !Owes("R34:response")) Owe("R34:response", now);
        });
    }

    private void Answered(ReleaseText text, DateTimeOffset now)
    {
        Met("R68", now);
        // The standing line may meet R68 (R37). What tells the truth, the handling or answers doubts is a response, be it the result or on the way to it (R34).
        if (text.Line == "standing") return;
        Met("R34:response", now);
        if (text.Outlet != "direct") Met("R34:information", now);
        if (text.Kind != AnswerKind.Result) return;
        foreach (var rule in new[] { "R67", "R69", "R78" }) Met(rule, now);
    }

    /// <summary>A duty to mend is met by a withdrawal, or by a correction that no longer rests on what was replaced (R42).</summary>
    private void Mended(AnswerKept old, IReadOnlyList<int>? cites, DateTimeOffset now)
    {
        old.Stands = false;
        foreach (var d in Open.Where(d => d.Rule.StartsWith($"R42:answer:{old.Release}:", StringComparison.Ordinal)).ToList())
        {
            var newer = int.Parse(d.Rule.Split(':')[^1]);
            var claim = Claims.First(c => c.Found.Any(f => f.Number == newer));
            if (cites is null || !claim.Found.Any(f => f.Number < newer && cites.Contains(f.Number))) d.Done = now;
        }
    }

    public Verdict SendCopy(Draft d, string body, DateTimeOffset at, string receivedBy, string receipt, DateTimeOffset now) => new Verdict().Needs(d.Published, "R27")
        .Needs(!d.Published || Duties.Any(x => x.Rule == $"R27:copy:{body}:{d.Id}"), "-").Needs(at <= now, "R27").Then(() =>
        {
            if (receivedBy.Length > 0 && receipt.Length > 0) Met($"R27:copy:{body}:{d.Id}", at);
        });

    public Verdict Effect(Who who, string release, string satisfaction) => Gate("R05", who, Role.Clerk, Role.SectionHead, Role.SectionOfficer).Needs(Answers.Any(a => a.Release == release), "-").Says("R05", satisfaction)
        .Then(() => Answers.First(a => a.Release == release).Effect = true);
}
