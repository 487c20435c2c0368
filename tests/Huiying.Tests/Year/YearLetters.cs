using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;

namespace Huiying.Tests.Year;

/// <summary>Answers, categories and letters: the rest of the year's acts.</summary>
internal sealed class YearLetters(YearOffice office, YearStory story)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Whether the standing line is approved: both signatures are given when the year begins, for as long as the policy says.</summary>
    public DateTimeOffset StandingUntil { get; set; }

    private DateTimeOffset Now => office.Now;

    private bool Standing => StandingUntil > Now;

    private static Who Of(Actor a) => YearOffice.Of(a);

    private string Words(string words, bool err) => err && story.Chance(30) ? "" : words;

    /// <summary>A text that should pass: every claim answered from what is known of it.</summary>
    public ReleaseText Text(Live e, AnswerKind kind, Mending? mends = null)
    {
        var m = e.Model;
        List<Paragraph> body = [.. m.Claims.Select(c => c.Current is { Finding: not Finding.Unclear } v ? new Paragraph(Part.Facts, "经查，其中属实的情况已经办理。", v.Number) : new Paragraph(Part.Plain, "此项还在核实，有结果即回复。"))];
        if (m.Category == Category.Suggestion) body.Add(new(Part.Plain, $"对所提建议{m.Adopted ?? "正在研究"}。"));
        return new(kind, $"关于第{e.Number}件事的回复", "反映的事怎样了", body, [.. m.Claims.Select((_, i) => new ClaimAnswer(i + 1, i))], [], mends is null && m.Grade == Grade.Ordinary && m.Category == Category.Inquiry && e.Number % 7 == 0 ? "direct" : "website",
            "全体", "assessment", e.Number % 3 == 0, [], mends);
    }

    public static ReleaseText Received(Live e, string words) => new(AnswerKind.HandlingOpinion, $"第{e.Number}件事已收到", "反映的事怎样了", [new(Part.Plain, words)], [], [], "website", "全体", "standing", false, []);

    /// <summary>The text as an erring officer writes it.</summary>
    private ReleaseText Wrong(Live e, ReleaseText t) => office.Random.Next(9) switch
    {
        0 => t with { Title = "" },
        1 => t with { Line = "none" },
        2 => t with { Claims = [] },
        3 => t with { Title = "辟谣" },
        4 => t with { Outlet = "nowhere" },
        5 => t with { Body = [.. t.Body, new(Part.Facts, "没有依据的话。")] },
        6 => t with { Body = [.. t.Body, new(Part.Plain, "请打13800000000找他。")] },
        7 => t with { Rebuts = [1] },
        _ => t with { Mends = new($"none{e.Number}", story.Chance(50), "改了一处") },
    };

    public Task<Outcome<Release>> Submit(Live e, OracleEvent.Draft? draft, ReleaseText text, bool err = false)
    {
        if (err && story.Chance(70)) text = Wrong(e, text);
        var by = story.By(story.Any([Role.SectionOfficer, Role.SectionHead]), e.Model.Handler ?? "business", err);
        if (!err) by = office.By(Role.SectionOfficer, e.Model.Handler ?? "business");
        return office.Act(e, $"draft {text.Kind} {text.Line} mends {text.Mends}", () => office.Releases.Submit(by, e.Id, text, draft is null ? null : new ReleaseId(draft.Id), Ct),
            done => e.Model.SubmitDraft(Of(by), draft, text, Standing, () => done.Ok ? done.Value.Id.Value : "refused", Now));
    }

    /// <summary>The hash an officer holds: now and then that of another text.</summary>
    private (string Hash, bool Current) Sheet(OracleEvent.Draft d, bool err) => err && story.Chance(30) ? (new string('0', 64), false) : (d.Text.Hash(), true);

    public Task<Outcome<Release>> SignStep(Live e, OracleEvent.Draft d, (string Step, Role Role, string? Section) step, bool err = false)
    {
        var by = err && story.Chance(30) ? office.By(Role.SectionOfficer, "business") : story.By(step.Role, step.Section, err);
        var (hash, current) = Sheet(d, err);
        return office.Act(e, $"sign {step.Step}", () => office.Releases.Sign(by, new(d.Id), step.Step, hash, "同意", Ct), _ => e.Model.SignStep(Of(by), d, step.Step, current, Standing));
    }

    public Task<Outcome<Release>> Spoken(Live e, OracleEvent.Draft d, (string Step, Role Role, string? Section) step, bool err = false)
    {
        var (by, leader, code) = (story.By(Role.DutyOfficer, err: err), office.By(step.Role, step.Section), !(err && story.Chance(30)));
        return office.Act(e, $"spoken {step.Step}", () => office.Releases.Oral(by, new(d.Id), step.Step, code ? ReleaseText.Code(d.Text.Hash()) : "00000000", "同意", leader.Person, Now, "电话", Ct),
            _ => e.Model.Spoken(Of(by), Of(leader), d, step.Step, code, Now, Standing, Now));
    }

    public Task<Outcome<Release>> ConfirmSpoken(Live e, OracleEvent.Draft d, string step, string hash, bool err = false)
    {
        var leader = office.By(step == "principal-leader" ? Role.PrincipalLeader : Role.SupervisingLeader);
        var by = err ? office.By(Role.Clerk) : leader;
        return office.Act(e, $"confirm spoken {step}", () => office.Releases.ConfirmOral(by, new(d.Id), step, hash, "", null, Ct), _ => e.Model.ConfirmSpoken(Of(by), Of(leader), d, step, Now));
    }

    public Task<Outcome<Release>> SendBack(Live e, OracleEvent.Draft d, (string Step, Role Role, string? Section) step, bool err = false)
    {
        var (by, reason) = (story.By(step.Role, step.Section, err), Words("再改", err));
        var (hash, current) = Sheet(d, err);
        return office.Act(e, $"send back {step.Step}", () => office.Releases.Return(by, new(d.Id), step.Step, hash, reason, Ct), _ => e.Model.SendBack(Of(by), d, step.Step, current, reason));
    }

    public Task<Outcome<Release>> Ask(Live e, OracleEvent.Draft d, string body, bool err = false)
    {
        var by = story.By(Role.DutyOfficer, err: err);
        return office.Act(e, $"ask {body}", () => office.Releases.RequestOutside(by, new(d.Id), body, d.Text.Hash(), ReportMode.Fax, Now, "值班员", "1", Ct), _ => e.Model.Ask(Of(by), d, body, Standing, Now));
    }

    public Task<Outcome<Release>> Decided(Live e, OracleEvent.Draft d, string body, bool approved, bool err = false)
    {
        var (by, evidence) = (story.By(Role.Clerk, err: err), Words("复函", err));
        return office.Act(e, $"decided by {body}: {approved}", () => office.Releases.DecideOutside(by, new(d.Id), body, d.Text.Hash(), approved, "意见", "某处", Now, evidence, Ct),
            _ => e.Model.Decided(Of(by), d, body, approved, "意见", evidence, Now));
    }

    public Task<Outcome<Release>> TakeBack(Live e, OracleEvent.Draft d, bool err = false)
    {
        var (by, reason) = (story.By(Role.Clerk, err: err), Words("重写", err));
        return office.Act(e, "take back", () => office.Releases.Withdraw(by, new(d.Id), d.Text.Hash(), reason, Ct), _ => e.Model.TakeBack(Of(by), d, reason, Now));
    }

    public Task<Outcome<Release>> Publish(Live e, OracleEvent.Draft d, bool err = false)
    {
        var by = err && story.Chance(50) ? office.By(Role.SectionHead, "business") : story.By(d.Text.Outlet == "direct" ? Role.Clerk : story.Any([Role.Spokesperson, Role.Clerk]), err: err);
        var (hash, current) = Sheet(d, err);
        return office.Act(e, $"publish {d.Text.Kind} {d.Text.Outlet} mends {d.Text.Mends}", () => office.Releases.Publish(by, new(d.Id), hash, d.Text.Outlet, null, null, Ct), _ => e.Model.Publish(Of(by), d, current, Standing, Now));
    }

    public Task<Outcome<Release>> SendCopy(Live e, OracleEvent.Draft d, string body, bool err = false)
    {
        var (by, to, receipt) = (err ? office.By(Role.AuditAdministrator) : office.By(Role.Clerk), story.Chance(90) ? "值班员" : "", story.Chance(90) ? "收9" : "");
        return office.Act(e, $"copy to {body}", () => office.Releases.SendCopy(by, new(d.Id), body, ReportMode.Paper, Now, to, receipt, Ct), _ => e.Model.SendCopy(d, body, Now, to, receipt, Now));
    }

    public Task<bool> Effect(Live e, string release, bool err = false)
    {
        var (by, satisfied) = (story.By(Role.Clerk, err: err), Words("满意", err));
        return office.Act(e, "effect", () => office.Releases.Effect(by, e.Id, new EffectRecorded(release, 1, 1, satisfied), Ct), () => e.Model.Effect(Of(by), release, satisfied));
    }

    public Task<bool> SetCategory(Live e, Category to, bool err = false)
    {
        var (by, basis) = (story.By(Role.Clerk, err: err), Words("所提为建议", err));
        return office.Act(e, $"category {to}", () => office.Referrals.SetCategory(by, e.Id, to, basis, Ct), () => e.Model.SetCategory(Of(by), to, basis, Now));
    }

    public Task<bool> Propose(Live e, Category to, bool err = false)
    {
        var falsehood = e.Model.Claims.FindIndex(c => c.Current?.Finding == Finding.False) + 1;
        IReadOnlyList<ElementFound> elements = to == Category.Hype ? [new(Element.MaliciousSpreading, "同一篇文字换标题后由一处成批转贴")]
            : story.First<IReadOnlyList<ElementFound>>([[new(Element.Fabrication, "所传文号在收文登记中不存在", falsehood)],
                [new(Element.IllegalRumour, "所传内容与收文登记相反且已成批转发", falsehood), new(Element.Fabrication, "所传文号在收文登记中不存在", falsehood)], [new(Element.Exaggeration, "三处写成三十处，逐一清点过", falsehood)]]);
        if (err) elements = story.Any<IReadOnlyList<ElementFound>>([[], [new(to == Category.Hype ? Element.Hype : Element.MaliciousAttack, "阅读量20万")], [new(Element.Fabrication, "所传文号在收文登记中不存在", 1)]]);
        if (err && to == Category.Hype && elements is [{ Element: Element.Fabrication }]) elements = [];
        var by = story.By(Role.Clerk, err: err);
        return office.Act(e, $"propose {to}: {string.Join(",", elements.Select(x => x.Element))}", () => office.Referrals.Propose(by, e.Id, to, elements, Ct), () => e.Model.Propose(Of(by), to, elements));
    }

    public Task<bool> Second(Live e, bool agrees, bool err = false)
    {
        var (by, opinion) = (err && story.Chance(50) ? office.By(story.Any([Role.Clerk, Role.PrincipalLeader])) : story.By(Role.LegalReviewer, err: err), Words("逐项核对", err));
        return office.Act(e, $"second {agrees} by {by.Person}", () => office.Referrals.Review(by, e.Id, Math.Max(1, e.Model.Proposals), agrees, opinion, Ct), () => e.Model.Second(Of(by), agrees, opinion));
    }

    public Task<bool> Tell(Live e, bool err = false)
    {
        var (by, what, at) = (story.By(Role.Spokesperson, err: err), Words("向转贴处说明", err), err && story.Chance(30) ? Now.AddMinutes(5) : Now);
        return office.Act(e, "tell", () => office.Referrals.Tell(by, e.Id, null, at, what, "书面", Ct), () => e.Model.Tell(Of(by), at, what, "书面", Now));
    }

    public Task<bool> Harm(Live e, bool err = false)
    {
        var (by, harm) = (story.By(Role.Clerk, err: err), err && story.Chance(60) ? "阅读量超过20万次" : "三个村停缴费用，维修队撤场");
        return office.Act(e, "harm", () => office.Referrals.Harmed(by, e.Id, HarmKind.SeriousLoss, harm, "三个村的住户", "村委会证明、停工单", Ct), () => e.Model.Harm(Of(by), harm, "三个村的住户", "村委会证明、停工单"));
    }

    public async Task<bool> DraftLetter(Live e, ReferralKind kind, string body, bool err = false)
    {
        var found = (await office.Cases.Find(office.Office, e.Id, Ct))!;
        var pages = err && story.Chance(30) ? [] : await office.Referrals.Pages(office.By(Role.Clerk), found, Ct);
        var (by, spread, request) = (story.By(Role.Clerk, err: err), "仍在转贴", Words("请查处", err));
        IReadOnlyList<string> law = err && story.Chance(30) ? [] : ["《某条例》第十条"];
        return await office.Act(e, $"letter {kind} to {body}", () => office.Referrals.Draft(by, e.Id, new LetterText(kind, body, spread, law, request, [.. pages.Select(p => p.Post)]), Ct),
            () => e.Model.DraftLetter(Of(by), kind, body, [.. pages.Select(p => p.Page.At)], spread, law, request, Now));
    }

    public async Task<bool> SignLetter(Live e, int letter, bool err = false)
    {
        var next = letter >= 1 && letter <= e.Model.Letters.Count && e.Model.Letters[letter - 1].Signed.Count == 0 ? Role.LegalReviewer : Role.PrincipalLeader;
        var by = err && story.Chance(40) ? office.By(Role.Clerk) : story.By(next, err: err);
        var hash = (await office.Cases.Find(office.Office, e.Id, Ct))!.Referrals.FirstOrDefault(r => r.What.Referral == letter)?.What.DocumentHash ?? "";
        return await office.Act(e, $"sign letter {letter}", () => office.Referrals.Sign(by, e.Id, letter, hash, Ct), () => e.Model.SignLetter(Of(by), letter));
    }

    public Task<bool> SendLetter(Live e, int letter, bool err = false)
    {
        var (by, to, receipt, at) = (story.By(Role.Clerk, err: err), "值班员", Words("函收1", err), err && story.Chance(30) ? Now.AddMinutes(9) : Now);
        return office.Act(e, $"send letter {letter}", () => office.Referrals.Send(by, e.Id, letter, at, "机要", to, receipt, Ct), () => e.Model.SendLetter(Of(by), letter, at, "机要", to, receipt, Now));
    }

    public Task<bool> Urge(Live e, int letter, bool err = false)
    {
        var (by, how) = (story.By(Role.Clerk, err: err), Words("电话", err));
        return office.Act(e, $"urge {letter}", () => office.Referrals.Urge(by, e.Id, letter, how, Ct), () => e.Model.Urge(Of(by), letter, how));
    }

    public Task<bool> LetterAnswered(Live e, int letter, bool err = false)
    {
        var (by, at, text) = (story.By(Role.Clerk, err: err), err && story.Chance(30) ? Now.AddHours(1) : Now, Words("不属受理范围", err));
        return office.Act(e, $"answer to letter {letter}", () => office.Referrals.Answered(by, e.Id, letter, story.Chance(50), at, text, "复函", Ct), () => e.Model.LetterAnswered(Of(by), letter, at, text, "复函", Now));
    }

    public Task<bool> WithdrawLetter(Live e, int letter, bool err = false)
    {
        var (by, reason) = (err && story.Chance(50) ? office.By(Role.Clerk) : story.By(Role.PrincipalLeader, err: err), Words("结论已变", err));
        return office.Act(e, $"withdraw letter {letter}", () => office.Referrals.Withdraw(by, e.Id, letter, reason, Ct), () => e.Model.WithdrawLetter(Of(by), letter, reason, Now));
    }

    public Task<bool> Decide(Live e, bool err = false)
    {
        var (by, adoption, why) = (story.By(story.Any([Role.SupervisingLeader, Role.PrincipalLeader]), err: err), story.Any([Adoption.Adopted, Adoption.Partly, Adoption.NotAdopted]), Words("可行", err));
        return office.Act(e, $"decide {adoption}", () => office.Referrals.Decide(by, e.Id, adoption, why, Ct), () => e.Model.Decide(Of(by), adoption, why));
    }

    public Task<bool> Complex(Live e, bool err = false)
    {
        var (by, why) = (story.By(Role.SupervisingLeader, err: err), Words("须会商", err));
        return office.Act(e, "complex", () => office.Referrals.Complex(by, e.Id, why, Ct), () => e.Model.Complex(Of(by), why, Now));
    }
}
