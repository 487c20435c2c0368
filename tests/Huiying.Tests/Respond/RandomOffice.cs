// long: one small model of an office, its random acts and the record an independent judge reads.
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Huiying.Ground;
using Huiying.Ground.Calendars;
using Huiying.Ground.Policies;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Review;
using Huiying.Track;
using AssessmentMode = Huiying.Documents.AssessmentMode;
using Case = Huiying.Handle.Case;

namespace Huiying.Tests.Respond;

/// <summary>
/// An office in memory: one case, one release, a hash chain over the entries' bytes. Acts are the real decisions, chosen and aimed at random;
/// half of the time the officer does the next sensible thing, so that sequences get far.
/// </summary>
internal sealed class RandomOffice(Random random)
{
    internal static readonly Role[] Everyone = Enum.GetValues<Role>();
    private static readonly Rulebook Rules = new(Policy.Default, WorkCalendar.Shipped);
    private readonly List<(Stamp Stamp, bool OfCase, byte[] Body, byte[] Hash)> ledger = [];
    private DateTimeOffset now = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private bool standing;

    public Case? Case { get; private set; }

    public Release? Release { get; private set; }

    /// <summary>Every accepted signature, as the judge sees it: who, with which posts, on which bytes.</summary>
    public List<(string Step, string Hash, Actor By)> Signed { get; } = [];

    /// <summary>Every accepted approval off the screen: what, on which bytes, by whom, who entered it, and what the typed code was.</summary>
    public List<(string What, string Hash, PersonId By, Actor Recorder, string Code, bool Own)> OffScreen { get; } = [];

    /// <summary>Every accepted version: hash and drafter.</summary>
    public List<(string Hash, PersonId Drafter, ReleaseText Text)> Drafted { get; } = [];

    /// <summary>What was published, with the state of the case at that moment.</summary>
    public (string Hash, ReleaseText Text, Case Case, Actor By, bool Standing)? Published { get; private set; }

    /// <summary>Whether the office goes on after a publication: with further answers, corrections and withdrawals, each a release of its own.</summary>
    public bool Mends { get; init; }

    /// <summary>Looks at a publication while its drafts and signatures are still the ones recorded here.</summary>
    public Action? Judge { get; set; }

    /// <summary>Texts published so far, by release.</summary>
    public Dictionary<string, ReleaseText> Publications { get; } = [];

    /// <summary>Whether the release was taken back, by whoever may, and whether it had been published.</summary>
    public (bool Allowed, bool AfterPublication)? Withdrawn { get; private set; }

    public int Accepted { get; private set; }

    public int Refused { get; private set; }

    public void Step()
    {
        now += TimeSpan.FromMinutes(random.Next(0, 400));
        if (Case is null) Open();
        else if (random.Next(10) < 6) Sensible(Case);
        else Wild(Case);
    }

    /// <summary>The chain over the stored bytes holds, and folding the bytes rebuilds both states.</summary>
    public void CheckLedger()
    {
        var hash = Chain.Start.ToArray();
        Case? c = null;
        Release? r = null;
        foreach (var e in ledger)
        {
            hash = Chain.Next(hash, e.Body);
            hash.ShouldBe(e.Hash);
            if (e.OfCase) c = Case.Apply(c, Read(e.Body, HandleJson.Default.CaseEntry), e.Stamp);
            else
            {
                // One release after the other: the next begins when the one before is out.
                var entry = Read(e.Body, RespondJson.Default.ReleaseEntry);
                r = Release.Apply(entry is ReleaseSubmitted s && s.Id != r?.Id ? null : r, entry, e.Stamp);
            }
        }
        if (Mends && Release is null) r = null;
        (c is null).ShouldBe(Case is null);
        (r is null).ShouldBe(Release is null);
        if (c is not null) Cases.Bytes(c).ShouldBe(Cases.Bytes(Case!));
        if (r is not null) Releases.Bytes(r).ShouldBe(Releases.Bytes(Release!));
    }

    private static T Read<T>(byte[] body, JsonTypeInfo<T> json) => JsonSerializer.Deserialize(body, json)!;

    private Actor Someone(params Role[] roles)
    {
        var role = roles.Length > 0 && random.Next(10) > 0 ? roles[random.Next(roles.Length)] : Everyone[random.Next(Everyone.Length)];
        var section = role is Role.SectionHead or Role.SectionOfficer ? Section() : (SectionId?)null;
        return TestOffice.Actor(role, section);
    }

    private SectionId Section() => random.Next(4) == 0 ? TestOffice.General : TestOffice.Business;

    private Actor Head() => TestOffice.Actor(Role.SectionHead, TestOffice.Business);

    private void Open()
    {
        var a = Someone(Role.Clerk);
        var request = new OpenCase("某村路灯", new Intake(IntakeChannel.Web, true), null, now);
        Enter(Opening.Open(request, new CaseId("c"), "〔2026〕1号", new Deciding(a, now, Rules)), a);
    }

    private void Sensible(Case c)
    {
        if (c.Claims.Count < 2) Do(Someone(Role.Clerk), d => Verifying.Raise(c, d, c.Claims.Count == 0 ? ClaimKind.Doubt : ClaimKind.Demand, $"事项{random.Next(3)}"));
        else if (c.Claims.FirstOrDefault(x => x.Current is null) is { } unverified) Verify(c, unverified.Number, Someone(Role.SectionOfficer));
        else if (c.SubmittedAt is null) Do(Someone(Role.Clerk), d => Assessing.Submit(c, d, "h"));
        else if (c.ReceivedByPrincipalAt is null) Do(Someone(Role.PrincipalLeader), d => Assessing.Receive(c, d, Recipient.PrincipalLeader));
        else if (c.ReceivedByPartyGroupAt is null) Do(Someone(Role.PartySecretary), d => Assessing.Receive(c, d, Recipient.PartyGroup));
        else if (c.Recorded is null) Do(Someone(Role.Clerk), d => Assessing.Record(c, d, Assessment(), "m"));
        else if (c.AssessedAt is null) Do(Someone(Role.PartySecretary), d => Assessing.Confirm(c, d));
        else if (random.Next(30) == 0) Do(Someone(Role.PrincipalLeader), d => Grading.Set(c, d, (Grade)random.Next(3), "影响变化"));
        else if (c.Assigned is null) Do(Someone(Role.Clerk), d => Handling.Assign(c, d, TestOffice.Business, "办"));
        else if (c.Assigned.SignedAt is null) Do(Head(), d => Handling.Sign(c, d));
        else if (c.Claims.FirstOrDefault(x => x.Kind == ClaimKind.Demand && x.Settled is null) is { } demand)
            Do(Head(), d => Handling.Settle(c, d, demand.Number, DemandOutcome.Met, "依据", "说明"));
        else if (c.Measures.FirstOrDefault(m => m.DoneAt is null) is { } m) Do(Head(), d => Handling.FinishMeasure(c, d, m.Number, "照片"));
        else if (c.CompletedAt is null) Do(Head(), d => Handling.Complete(c, d, "已修好"));
        else if (!c.HandlingAgreed) Do(Someone(Role.Clerk), d => Ordering.Review(c, d, random.Next(4) > 0, "看过"));
        else if (Release is null || Release.Returned is not null) Submit(c, Someone(Role.SectionOfficer), Next(c));
        else if (Release.Published is null) SignOrPublish(c, Release);
        else if (c.Tracker is null) Do(Someone(Role.SupervisingLeader), d => Following.Track(c, d, new PersonId("clerk"), null));
        else Do(Someone(Role.Clerk), d => Closing.Close(c, d, Ending.PublicResponse, "完", null));
    }

    private void Wild(Case c)
    {
        var a = Someone();
        switch (random.Next(27))
        {
            case 0: Do(a, d => Verifying.Raise(c, d, (ClaimKind)random.Next(4), $"事项{random.Next(5)}")); break;
            case 1 or 2 when c.Claims.Count > 0: Verify(c, random.Next(c.Claims.Count) + 1, a); break;
            case 3: Do(a, d => Handling.Return(c, d, "不属本科室")); break;
            case 4: Do(a, d => Handling.SetMeasure(c, d, "措施", a.Person, now.AddDays(random.Next(-1, 3)))); break;
            case 5: Do(a, d => Handling.FlagAtOnce(c, d)); break;
            case 6: Do(a, d => Reporting.Report(c, d, d.Rules.OutsideBodies[0].Id, ReportMode.Fax, now, "某人", "回执", "h", random.Next(2) == 0 ? null : "重大")); break;
            case 7: Do(a, d => Closing.Close(c, d, (Ending)random.Next(3), "完", "15")); break;
            case 8: Do(a, d => Following.Calm(c, d, "平稳", false)); break;
            case 9: standing = !standing; break;
            case 10 or 11: Submit(c, a, Bad(c)); break;
            case 12: Submit(c, a, Good(c)); break;
            case 13: Submit(c, a, Standing()); break;
            case 14 or 15 when Release is { } r: Sign(r, AnyStep(c, r), AnyHash(r), a); break;
            case 16 when Release is { } r: Return(c, r, AnyStep(c, r), a); break;
            case 17 or 18 when Release is { } r: Publish(c, r, AnyHash(r), random.Next(3) == 0 ? "nowhere" : r.Current.Text.Outlet, a); break;
            case 19 or 20 when Release is { } r: Paper(r, AnyStep(c, r), AnyCode(r), Someone(), a); break;
            case 21 or 22 when Release is { } r: Oral(r, AnyStep(c, r), AnyCode(r), Someone(), a); break;
            case 23 when Release is { } r: Ask(c, r, AnyBody(), AnyHash(r), a); break;
            case 24 when Release is { } r: Answered(c, r, AnyBody(), AnyHash(r), random.Next(5) > 0, a); break;
            case 25 when Release is { Signatures: [_, ..] signed } r: Confirm(r, signed[random.Next(signed.Count)], AnyCode(r), a); break;
            case 26 when Release is { } r: Withdraw(c, r, a); break;
            default: Do(a, d => Assessing.Record(c, d, Assessment(), "m")); break;
        }
    }

    private string AnyBody()
    {
        string[] keys = ["district-committee", "city-office", "emergency-body", "police"];
        return keys[random.Next(keys.Length)];
    }

    /// <summary>Often enough the sheet on the desk is that of the first version.</summary>
    private string Sheet(Release r) => random.Next(3) == 0 ? r.Versions[0].Code : r.Current.Code;

    private string AnyCode(Release r) => random.Next(6) == 0 ? "ABCD1234" : ReleaseText.Code(AnyHash(r));

    private void Paper(Release r, string step, string code, Actor approver, Actor by)
    {
        if (Enter(Huiying.Respond.OffScreen.Paper(r, step, code, "同意", approver, Spoken(r), random.Next(9) > 0 ? "scan" : "", View(Case!), by, now), by)) Off(step, r, approver, by, code);
    }

    private void Oral(Release r, string step, string code, Actor approver, Actor by)
    {
        if (!Enter(Huiying.Respond.OffScreen.Oral(r, step, code, "同意", approver, Spoken(r), "电话", View(Case!), by, now), by)) return;
        Off(step, r, approver, by, code);
        Do(by, d => Answering.Spoken(Case!, d, Id.Value, step, step, approver.Name, now));
    }

    private void Off(string step, Release r, Actor approver, Actor by, string code)
    {
        Signed.Add((step, r.Current.Hash, approver));
        OffScreen.Add((step, r.Current.Hash, approver.Person, by, code, Drafter(by)));
    }

    private void Confirm(Release r, Signature s, string code, Actor a) => Enter(Huiying.Respond.OffScreen.Confirm(r, s.Step, s.Hash, code, random.Next(2) == 0 ? "" : "scan", a), a);

    private void Ask(Case c, Release r, string body, string hash, Actor a)
    {
        if (!Enter(Huiying.Respond.OffScreen.Request(r, body, hash, ReportMode.Fax, Spoken(r), "值班员", "1", "doc", now.AddHours(4), View(c), a, now), a)) return;
        Do(a, d => Answering.Requested(c, d, body, now));
    }

    private void Answered(Case c, Release r, string body, string hash, bool approved, Actor a)
    {
        if (!Enter(Huiying.Respond.OffScreen.Decide(r, body, hash, approved, "意见", "某处", now, "函1", View(c), a, now), a)) return;
        OffScreen.Add((approved ? $"outside:{body}" : $"refused:{body}", hash, default, a, "", Drafter(a)));
        Do(a, d => Answering.Decided(c, d, body, now, "函1"));
    }

    private bool Drafter(Actor a) => Drafted.Any(d => d.Drafter == a.Person);

    private DateTimeOffset Spoken(Release r) => r.Current.At < now.AddMinutes(-1) && random.Next(3) > 0 ? now.AddMinutes(-1) : now;

    private void Verify(Case c, int claim, Actor a) =>
        Do(a, d => Verifying.Verify(c, d, claim, (Finding)(random.Next(5) == 0 ? random.Next(4) : 0), "路灯坏了三盏", "现场照片", "坏了三盏"));

    private static Assessment Assessment() => new(
        AssessmentMode.Meeting, new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), "议题", ["江平"], [], "意见", Grade.Ordinary, "面小", new("a", "b", "c", "d", "e"),
        Category.Inquiry, "询问", new("leader"), TestOffice.Business, TestOffice.Business, [TestOffice.General], ["准备"], "安排", "报告", "口径");

    private string Site => Rules.Policy.Outlets.First(o => o.Kind == OutletKind.Site).Id;

    private ReleaseText Good(Case c) => new(
        AnswerKind.Result, $"关于路灯的答复{random.Next(2)}", "路灯为何不亮", [.. c.Claims.Select(x => new Paragraph(Part.Facts, "经查部分属实：路灯坏了三盏，已修好。", x.Current?.Number))],
        [.. c.Claims.Select((x, i) => new ClaimAnswer(x.Number, i))], [], Site, "全体", ReleaseText.AssessmentLine, random.Next(3) == 0, []);

    private ReleaseText Bad(Case c) => random.Next(4) switch
    {
        0 => Good(c) with { Body = [new(Part.Facts, "没有依据的事实。")] },
        1 => Good(c) with { Claims = [] },
        2 => Good(c) with { Title = "辟谣" },
        _ => Good(c) with { Line = "none" },
    };

    private ReleaseText Standing() => new(
        AnswerKind.HandlingOpinion, "已收到", "有关问题", [new(Part.Plain, Rules.Policy.StandingLine.Text + (random.Next(3) == 0 ? "改" : ""))], [], [], Site, "全体",
        ReleaseText.StandingLine, false, []);

    private GateView View(Case c) => new(c, Rules.Policy, standing, "");

    private string AnyStep(Case c, Release r)
    {
        var steps = Approving.Steps(r.Current.Text, View(c));
        return random.Next(8) == 0 ? "no-such" : steps[random.Next(steps.Count)].Id;
    }

    private string AnyHash(Release r) => random.Next(4) == 0 ? r.Versions[random.Next(r.Versions.Count)].Hash : r.Current.Hash;

    private void SignOrPublish(Case c, Release r)
    {
        var next = Approving.Steps(r.Current.Text, View(c)).FirstOrDefault(s => r.Valid.All(v => v.Step != s.Id));
        // A second thought late in the round, and a publisher who holds the sheet of an older version.
        if (random.Next(12) == 0) Submit(c, Someone(Role.SectionOfficer), Good(c));
        else if (next is null)
        {
            // What stands in the policy for major events and extraordinary ones, stated here once more for the way there.
            var asked = c.Grade == Grade.Ordinary ? null : new[] { "district-committee", "city-office" }
                .FirstOrDefault(b => r.OutsideApprovals.All(o => o.Body != b || o.Hash != r.Current.Hash));
            if (asked is null) Publish(c, r, random.Next(3) == 0 ? r.Versions[0].Hash : r.Current.Hash, r.Current.Text.Outlet, Someone(Role.Spokesperson));
            else if (r.OutsideRequests.All(o => o.Body != asked || o.Hash != r.Current.Hash)) Ask(c, r, asked, r.Current.Hash, Someone(Role.Clerk));
            else Answered(c, r, asked, r.Current.Hash, random.Next(10) > 0, Someone(Role.Clerk));
        }
        else if (random.Next(5) == 0) Paper(r, next.Id, Sheet(r), TestOffice.Actor(next.By[0], next.Section), Someone(Role.DutyOfficer));
        else if (random.Next(5) == 0 && Approving.IsLeader(next.Id)) Oral(r, next.Id, Sheet(r), TestOffice.Actor(next.By[0], next.Section), Someone(Role.DutyOfficer));
        else Sign(r, next.Id, r.Current.Hash, TestOffice.Actor(next.By[0], next.Section));
    }

    /// <summary>The release that is or comes next.</summary>
    private ReleaseId Id => new($"r{Publications.Count}");

    /// <summary>An answer; once one is out, more often what corrects or withdraws the newest that stands.</summary>
    private ReleaseText Next(Case c) =>
        !Mends || random.Next(8) == 0 || c.Answers.LastOrDefault(a => a.Stands) is not { } old ? Good(c)
        : random.Next(2) == 0 ? Good(c) with { Kind = old.What.Kind, Mends = new(old.What.Release, false, "数字有误，现更正。") }
        : Good(c) with { Kind = old.What.Kind, Claims = [], Body = [new(Part.Plain, "所依据的情况有误，现予撤回。")], Mends = new(old.What.Release, true) };

    /// <summary>Names anything: an answer that is gone already, one of nobody, with or without the standing line.</summary>
    private Mending? Aimed() => Mends && random.Next(2) == 0 ? new($"r{random.Next(Publications.Count + 2)}", random.Next(2) == 0, random.Next(4) == 0 ? null : "数字有误") : null;

    private void Submit(Case c, Actor a, ReleaseText text)
    {
        if (random.Next(4) == 0 && Aimed() is { } aimed) text = text with { Mends = aimed };
        var done = Approving.Submit(Release, Id, text, View(c), a);
        if (Enter(done, a)) Drafted.Add((Release!.Current.Hash, a.Person, text));
    }

    private void Sign(Release r, string step, string hash, Actor a)
    {
        if (Enter(Approving.Sign(r, step, hash, "同意", View(Case!), a), a)) Signed.Add((step, hash, a));
    }

    private void Return(Case c, Release r, string step, Actor a) => Enter(Approving.Return(r, step, r.Current.Hash, "改", View(c), a), a);

    private void Withdraw(Case c, Release r, Actor a)
    {
        if (!Enter(Approving.Withdraw(r, AnyHash(r), random.Next(5) == 0 ? " " : "无人能签", a), a)) return;
        Withdrawn = (Drafter(a) || a.Is(Role.Clerk), Published is not null);
        Do(a, d => Answering.Withdrawn(c, d, r.OutsideRequests));
    }

    private void Publish(Case c, Release r, string hash, string outlet, Actor a)
    {
        var link = $"/answers/{r.Id}";
        if (!Enter(Approving.Publish(r, hash, outlet, link, null, View(c), a), a)) return;
        Published = (hash, r.Current.Text, c, a, standing);
        var what = new Huiying.Handle.Answered(r.Id.Value, r.Current.Text.Kind, hash, outlet, link, "全体", []);
        var mends = r.Current.Text.Mends;
        Do(a, d => mends is { Withdraws: true } ? Answering.Withdraw(c, d, r.Id, mends.Release, link) : Answering.Answer(c, d, what, r.Current.Text.Cites, null, mends?.Release));
        if (!Mends) return;
        Judge?.Invoke();
        Publications.Add(r.Id.Value, r.Current.Text);
        (Release, Published) = (null, null);
        Signed.Clear();
        OffScreen.Clear();
        Drafted.Clear();
    }

    private void Do(Actor a, Func<Deciding, Outcome<CaseEntry[]>> decide) => Enter(decide(new Deciding(a, now, Rules)), a);

    private bool Enter(Outcome<CaseEntry[]> decided, Actor a)
    {
        if (!Count(decided.Refusal)) return false;
        foreach (var e in decided.Value) Case = Case.Apply(Case, e, Write(a, true, JsonSerializer.SerializeToUtf8Bytes(e, HandleJson.Default.CaseEntry)));
        return true;
    }

    private bool Enter(Outcome<ReleaseEntry[]> decided, Actor a)
    {
        if (!Count(decided.Refusal)) return false;
        foreach (var e in decided.Value) Release = Release.Apply(Release, e, Write(a, false, JsonSerializer.SerializeToUtf8Bytes(e, RespondJson.Default.ReleaseEntry)));
        return true;
    }

    private bool Count(Refusal? refusal)
    {
        if (refusal is not null) Refused++;
        else Accepted++;
        return refusal is null;
    }

    private Stamp Write(Actor a, bool ofCase, byte[] body)
    {
        var stamp = new Stamp(ledger.Count + 1, now, a.Person, a.Name);
        ledger.Add((stamp, ofCase, body, Chain.Next(ledger.Count > 0 ? ledger[^1].Hash : Chain.Start.Span, body)));
        return stamp;
    }
}
