// long: what sensible officers do next and what erring ones try, side by side.
using Huiying.Assess;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;

namespace Huiying.Tests.Year;

/// <summary>
/// A year of an office from Monday 2026-03-02 on: events come at random, officers do the next thing when they get to it, forget, are late, do the wrong thing or are
/// the wrong person; the waker beats, and each week the program is started anew.
/// </summary>
internal sealed class SimulatedYear(YearOffice office, YearStory story, YearLetters letters, YearBeside beside, int events)
{
    private static readonly string[] Syllables = [.. "松柳杨桃梅竹青石云溪河东西南北山水田野林泉金银铜铁木火土风雨雪霜春秋冬夏花草鱼鸟马牛羊".Select(c => c.ToString())];
    private readonly PriorityQueue<Live?, DateTimeOffset> coming = new();
    private readonly HashSet<Owed> told = [];
    private readonly YearOrders orders = new(office, story);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Random Random => office.Random;

    public List<Live> Events { get; } = [];

    /// <summary>Topics with when their answer was due and when it was given, as the oracle has it.</summary>
    public List<(TopicId Topic, DateTimeOffset? Due, DateTimeOffset? Answered)> Topics { get; } = [];

    public async Task Run()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        // A year that hangs says where; HUIYING_YEAR_SECONDS ends one early, to see what parted so far.
        var longest = TimeSpan.FromSeconds(int.TryParse(Environment.GetEnvironmentVariable("HUIYING_YEAR_SECONDS"), out var seconds) ? seconds : 900);
        var begin = office.Now;
        office.Watched = () =>
        {
            foreach (var e in Events.Where(e => e.Id != default && !e.Parted)) e.Model.Watched(office.Now);
        };
        for (var i = 1; i <= events; i++)
        {
            var e = Draw(i);
            Events.Add(e);
            coming.Enqueue(e, Whole(begin + TimeSpan.FromDays(350) * Random.NextDouble()));
        }
        var end = begin.AddDays(365);
        var (beat, whole, restart) = (begin, begin, begin.AddDays(7));
        while (true)
        {
            coming.TryPeek(out _, out var next);
            if (coming.Count == 0) next = end;
            var soonest = new[] { next, beat, restart, end }.Min();
            office.MoveTo(soonest);
            if (soonest >= end) break;
            if (soonest == restart)
            {
                await office.Restart();
                restart = restart.AddDays(7);
            }
            else if (soonest == beat)
            {
                await office.Beat(all: beat >= whole);
                if (beat >= whole) whole = Whole(beat.AddHours(90 + Random.Next(40)));
                await Told();
                await beside.Turn(Events);
                beat = Whole(beat.AddMinutes(360 + Random.Next(240)));
            }
            else await Turn(coming.Dequeue()!);
            if (clock.Elapsed > longest) throw new TimeoutException($"the year stands at {office.Now:u} with {office.Done} acts");
        }
        await office.Beat(all: true);
        await Told();
    }

    private static DateTimeOffset Whole(DateTimeOffset t) => t.AddTicks(-(t.Ticks % TimeSpan.TicksPerSecond));

    private Live Draw(int number) => new(number)
    {
        Grade = Random.Next(100) switch { < 55 => Grade.Ordinary, < 82 => Grade.Major, _ => Grade.Extraordinary },
        Category = Random.Next(100) switch { < 52 => Category.Inquiry, < 65 => Category.Hype, < 78 => Category.Fabrication, _ => Category.Suggestion },
        Sudden = story.Chance(30),
        AtOnce = story.Chance(20),
    };

    private async Task Turn(Live e)
    {
        var err = story.Chance(16);
        try
        {
            await (e.Id == default ? Begin(e, err) : err ? Err(e) : Next(e));
        }
        catch (Exception wrong) when (!Ct.IsCancellationRequested)
        {
            office.Fail(e, wrong.ToString());
        }
        // What does not come to an end is left lying, most of it early: the office has others, and the clocks go on.
        if (e.Parted || e.Model.MergedAway || ++e.Turns > (Needed.Long || e.Number % 3 == 0 ? 65 : 22) || (e.Model.Closed is not null && ++e.AfterEnd > 3)) return;
        // Most things are done within hours, pressing ones in minutes; now and then somebody forgets for days.
        var pressing = e.Model.Open.Any(d => d.Due is { } due && due - office.Now < TimeSpan.FromHours(2));
        var hours = -Math.Log(1 - Random.NextDouble()) * (pressing ? 0.25 : 3.5) + (story.Chance(3) ? Random.Next(20, 140) : 0);
        coming.Enqueue(e, Whole(office.Now.AddHours(hours)).AddSeconds(1));
    }

    private async Task Begin(Live e, bool err)
    {
        if (e.Story.Length == 0)
        {
            e.Story = $"{string.Concat(Enumerable.Range(0, 14).Select(_ => story.Any(Syllables)))}之{string.Concat(Enumerable.Range(0, 8).Select(_ => story.Any(Syllables)))}";
            var web = e.Category is Category.Hype or Category.Fabrication ? story.Chance(75) : story.Chance(8);
            if (web)
            {
                var (views, replies) = (story.Chance(40) ? 20_000 : 100, story.Chance(30) ? 300 : 5);
                e.Topic = await office.Posts(e.Story, 3, views, replies);
                e.PostedAt = office.Now;
                // Two anchors of the three suggest the major grade (R58–R60); the higher ones are out of these figures' reach.
                if (views >= 20_000 && replies >= 300) e.Suggested = Grade.Major;
                if (e.Topic is { } topic) await Found(topic, views, replies, look: e.Number % 3 > 0);
                return;
            }
        }
        var index = Topics.FindIndex(t => t.Topic == e.Topic);
        if (e.Topic is { } waiting && !e.Discovered)
        {
            e.Discovered = true;
            // Discovery is the first opening by a person or the end of the next scheduled patrol, held or not, whichever comes first.
            var expected = e.Number % 3 > 0 ? e.PostedAt : await office.PatrolEnd(e.PostedAt) is var patrol && patrol < office.Now ? patrol : office.Now;
            var page = (await office.Get<Topics>().Open(office.By(Role.Clerk), waiting, Ct)).Value;
            var stamped = page.Line.DiscoveredAt;
            // The lead is captured within thirty minutes of its discovery; both moments are kept (R17).
            if (page.CapturedAt != e.PostedAt || page.CapturedAt > OracleRules.Due("R17", null, expected)) office.Fail(e, $"captured at {page.CapturedAt:u}, discovered at {expected:u}");
            e.PostedAt = expected;
            if (stamped != expected) office.Fail(e, $"the topic was discovered at {expected:u}, the product says {stamped:u}");
        }
        if (!await story.Open(e, err)) return;
        e.Model.Followed = e.Topic is not null;
        e.Model.Suggested = e.Suggested;
        if (index >= 0) Topics[index] = Topics[index] with { Answered = office.Now };
    }

    /// <summary>A topic on which a rule above the ordinary floor fires is owed an answer: four working hours, from major up thirty minutes (R41).</summary>
    private async Task Found(TopicId topic, int views, int replies, bool look)
    {
        var anchors = (views >= 20_000 ? 1 : 0) + (replies >= 300 ? 1 : 0);
        DateTimeOffset? due = anchors == 0 ? null : OracleRules.Due("R41", anchors == 2 ? Grade.Major : Grade.Ordinary, office.Now);
        var seen = (await office.Get<Topics>().List(office.By(Role.Clerk), limit: 5, ct: Ct)).Value.First(t => t.Id == topic);
        if (look) await office.Get<Topics>().Open(office.By(Role.Clerk), topic, Ct);
        seen.DueAt.ShouldBe(due, $"seed {office.Seed}: topic with {views} views and {replies} comments at {office.Now:u}");
        Topics.Add((topic, due, null));
    }

    /// <summary>Opens the event, or does the next sensible thing.</summary>
    public Task Step(Live e) => e.Id == default ? Begin(e, err: false) : Next(e);

    /// <summary>The next sensible thing.</summary>
    private async Task Next(Live e)
    {
        var m = e.Model;
        if (m.Closed is not null)
        {
            if (!e.Reopened && story.Chance(8)) e.Reopened = await story.Reopen(e);
            else if (!e.Burst && e.Topic is not null && story.Chance(30)) await Burst(e);
            return;
        }
        if (m.Claims.Count < 2) await story.Raise(e, m.Claims.Count == 0 ? ClaimKind.Doubt : ClaimKind.Demand, $"第{m.Claims.Count + 1}项");
        else if (m.Claims.Count < 3 && e.Category is Category.Hype or Category.Fabrication && m.Claims.Count < 3) await story.Raise(e, ClaimKind.Statement, "所传文件");
        else if (m.Claims.FindIndex(c => c.Found.Count == 0) is >= 0 and var unseen)
        {
            var finding = m.Claims[unseen].Kind == ClaimKind.Statement ? Finding.False : story.Any([Finding.True, Finding.True, Finding.PartlyTrue, Finding.Unclear]);
            // Whoever wrote it down does not check it; the officer never writes down.
            await story.Verify(e, unseen + 1, finding);
        }
        else if (e.Grade != Grade.Ordinary && !e.GradeAsked && story.Chance(60)) e.GradeAsked = await story.SetGrade(e, e.Grade);
        else if (!m.Assessed && story.Chance(4) && Twin(e) is { } twin) await story.Merge(e, twin);
        else if (story.Chance(65) && await Owed(e)) return;
        else await Onward(e);
    }

    private async Task Onward(Live e)
    {
        var m = e.Model;
        if (!m.Assessed && m.Owes("R68") && story.Chance(30)) await Standing(e);
        else if (!m.Submitted) await story.Submit(e);
        else if (!m.ByPrincipal) await story.Receive(e, Recipient.PrincipalLeader);
        else if (!m.ByGroup || m.Owes("R24")) await story.Receive(e, Recipient.PartyGroup);
        else if (m.Recorded is null) await story.Record(e);
        else if (!m.Assessed) await (story.Chance(4) ? story.NotToReport(e) : story.Confirm(e));
        else if (m.Handler is null) await story.Assign(e);
        else if (!m.Signed) await (story.Chance(15) && !m.ReturnedOnce ? story.Return(e) : story.Sign(e));
        else if (e.Sudden && !m.Sudden) await story.MarkSudden(e);
        else if (e.Category is Category.Suggestion && m.Category != Category.Suggestion && m.Category == Category.Inquiry) await letters.SetCategory(e, Category.Suggestion);
        else if (m.Category is Category.Suggestion && m.Adopted is null) await (story.Chance(25) && m.Owes("R78") ? letters.Complex(e) : letters.Decide(e));
        else if (e.Category is Category.Hype or Category.Fabrication && await Refer(e)) return;
        else if (m.Instructions.Count < 2 && story.Chance(5)) await orders.Instruct(e);
        else if (m.Passed.Count == 0 && story.Chance(3)) await orders.Pass(e);
        else if (m.Slips.Count < 2 && story.Chance(20) && m.Open.Any(d => d.Late(office.Now) is not null)) await orders.Supervise(e);
        else if (e.AtOnce && !m.AtOnce && !m.HasResult) await story.FlagAtOnce(e);
        else if (m.Claims.FindIndex(c => c.Kind == ClaimKind.Demand && !c.Settled) is >= 0 and var demand) await story.Settle(e, demand + 1);
        else if (m.Completed is null && m.Measures.Count < e.Number % 3) await story.SetMeasure(e);
        else if (m.Measures.FindIndex(x => x.Done is null) is >= 0 and var open) await (story.Chance(20) ? story.Extend(e, open + 1) : story.FinishMeasure(e, open + 1));
        else if (m.Completed is null && !(m.AtOnce && !m.HasResult && story.Chance(60))) await story.Complete(e);
        else if (!m.HasResult || m.Open.Any(d => d.Rule is "R68" or "R34:response" or "R69" or "R67" or "R78" or "R34:information")) await Answer(e, null);
        else if (m.Answers.FirstOrDefault(a => a is { Stands: true, Effect: false }) is { } bare) await letters.Effect(e, bare.Release);
        else if (story.Chance(6) && m.Claims.Sum(c => c.Found.Count) < 6 && m.Claims.FindIndex(c => c.Current?.Finding == Finding.True) is >= 0 and var again) await story.Verify(e, again + 1, story.Any([Finding.True, Finding.PartlyTrue]));
        else if (m.Tracker is null) await story.Track(e);
        else if (!m.Looked) await story.Observe(e);
        else if (await Owed(e)) return;
        else await End(e);
    }

    private async Task End(Live e)
    {
        var m = e.Model;
        if (!e.Downgraded && m.Grade != Grade.Ordinary && story.Chance(12)) e.Downgraded = await story.SetGrade(e, m.Grade - 1);
        else if (m.Highest != Grade.Ordinary && m.Reports.All(r => r.Stage != "final")) await story.Issue(e, final: true);
        else if (m.Reports.LastOrDefault(r => r.Stage == "final") is { } last && m.Unreached(last.Number) is [var body, ..]) await story.Send(e, last.Number, body);
        else if (m.Owes("R39") || m.Owes("R39:daily")) await story.Issue(e, final: true);
        else if (m.GroupByHead is not null) await story.EndGroup(e);
        else if (!m.Agreed) await story.Agree(e);
        else if (await story.Answered(e)) return;
        else if (m.Calm is null) await story.SetCalm(e);
        else if (m.Summary is null) await story.SignSummary(e);
        else if (m.Summary.Recipients.FirstOrDefault(r => !m.Summary.Received.Contains(r)) is { } waits) await story.Acknowledge(e, waits);
        else if (!e.Burst && e.Topic is not null && story.Chance(25)) await Burst(e);
        else await story.Close(e, m.Answers.Any(a => a is { Stands: true, Kind: AnswerKind.Result, Outlet: "website" }) ? Ending.PublicResponse : Ending.DirectReply);
    }

    /// <summary>One of the duties that are owed and that somebody can meet now. Returns whether anything was tried.</summary>
    private async Task<bool> Owed(Live e)
    {
        var m = e.Model;
        var owed = m.Open.Where(d => d.From <= office.Now || d.Due <= office.Now.AddHours(6)).OrderBy(_ => Random.Next()).ToList();
        foreach (var d in owed)
        {
            var part = d.Rule.Split(':');
            switch (part[0])
            {
                case "R28" when part[1] == "phone":
                    return await story.Send(e, 0, part[2], phone: true) || true;
                case "R28":
                    return await Up(e, d, final: false) || true;
                case "R39" or "R43" when d.From <= office.Now:
                    return await Up(e, d, final: m.Reports.Any(r => r.Stage == "final")) || true;
                case "R29":
                    return await story.Explain(e, d) || true;
                case "R42" when part[1] == "reason":
                    return await story.Explain(e, d) || true;
                case "R42" when part[1] == "report":
                    return await Correct(e, d, int.Parse(part[2])) || true;
                case "R42" when part[1] == "referral":
                    return await letters.WithdrawLetter(e, int.Parse(part[2])) || true;
                case "R42" when part[1] == "answer" && m.Assessed && m.Handler is not null && m.Answers.First(a => a.Release == part[2]) is { Stands: true } old:
                    await Answer(e, old);
                    return true;
                case "R31":
                    return await story.ActivatePlan(e) || true;
                case "R32":
                    return await story.FormGroup(e) || true;
                case "R22":
                    return await story.ConfirmGrade(e) || true;
                case "R45":
                    return await story.Track(e) || true;
                case "R26" when m.Assessed:
                    return await (story.Chance(5) && m.Highest == Grade.Ordinary && !m.NotReported ? story.NotToReport(e) : story.Report(e, part[1])) || true;
                case "R27":
                    await letters.SendCopy(e, m.Drafts.First(x => x.Id == part[3]), part[2]);
                    return true;
                case "R34" when part[1] == "conference":
                    return await story.HoldConference(e) || true;
                case "R34" when part[1] == "confirm" && m.Drafts.First(x => x.Id == part[2]) is var spoken && spoken.Spoken.TryGetValue(part[3], out var hash):
                    await letters.ConfirmSpoken(e, spoken, part[3], hash);
                    return true;
                case "R34" when part[1] == "outside" && m.Drafts.FirstOrDefault(x => x is { Published: false, TakenBack: false } && x.AskedAt.ContainsKey(part[2])) is { } idle && (idle.SentBack || m.Calm is not null):
                    await letters.TakeBack(e, idle);
                    return true;
                case "R76" when m.Letters[^1] is { Withdrawn: false, Sent: null } second:
                    return await Forward(e, second);
                case "R76":
                    return await letters.DraftLetter(e, ReferralKind.Rumour, m.Letters.Any(l => l is { Sent: not null, Withdrawn: false, Body: "police" }) ? "political-legal" : "police") || true;
                case "R08" when part[1] == "instruction":
                    return await (story.Chance(15) && d.Due > office.Now ? orders.Extend(e, d) : orders.Feedback(e, int.Parse(part[2]))) || true;
                case "R08" when part[1] == "supervision":
                    return await (story.Chance(15) && d.Due > office.Now ? orders.Extend(e, d) : orders.AnswerSlip(e, int.Parse(part[2]))) || true;
                case "R08" when part[1] == "receipt":
                    return await orders.Received(e, int.Parse(part[2])) || true;
                case "R08" when part[1] == "told":
                    return await orders.Told(e, int.Parse(part[2])) || true;
                case "R47":
                    return await orders.AnswerProposal(e, int.Parse(part[1])) || true;
                case "S13":
                    return await story.ReviewCall(e, int.Parse(part[2])) || true;
                case "R72" when office.Now - d.From > TimeSpan.FromDays(1):
                    return await (story.Chance(20) ? letters.Urge(e, int.Parse(part[1])) : letters.LetterAnswered(e, int.Parse(part[1]))) || true;
            }
        }
        return false;
    }

    /// <summary>A report is signed when the last one is out or was signed before the change, and goes to whoever it has not reached.</summary>
    private async Task<bool> Up(Live e, Owed d, bool final)
    {
        var m = e.Model;
        var last = m.Reports.LastOrDefault(r => r.Corrects is null);
        var stale = last is not null && (d.Rule is "R39:change" or "R43" ? last.At < d.From : d.Rule is "R39" or "R39:daily" && last.Stage == "progress" && last.At < d.From);
        if (last is null || stale || m.Unreached(last.Number).Count == 0) return await story.Issue(e, final);
        return await story.Send(e, last.Number, story.Chance(85) ? m.Unreached(last.Number)[0] : story.Any(m.Unreached(last.Number)));
    }

    private async Task<bool> Correct(Live e, Owed d, int old)
    {
        var correction = e.Model.Reports.LastOrDefault(r => r.Corrects == old && r.At >= d.From);
        if (correction is null) return await story.Issue(e, corrects: old);
        return e.Model.Unreached(correction.Number) is [var body, ..] && await story.Send(e, correction.Number, body);
    }

    private async Task Standing(Live e)
    {
        var draft = e.Model.Drafts.LastOrDefault(d => d is { Published: false, TakenBack: false } && d.Text.Line == "standing");
        if (draft is null) await letters.Submit(e, null, YearLetters.Received(e, "您反映的情况已收到，正在核实，核实后将及时回复。"));
        else if (draft.SentBack) await letters.TakeBack(e, draft);
        else if (!draft.Signed.Contains("office-check")) await letters.SignStep(e, draft, ("office-check", Role.Clerk, null));
        else await letters.Publish(e, draft);
    }

    /// <summary>The text on its way: written, signed step by step, asked about outside, published; or another, when it no longer passes.</summary>
    private async Task Answer(Live e, OracleEvent.AnswerKept? mends)
    {
        var m = e.Model;
        Mending? mending = mends is null ? null : new(mends.Release, e.Number % 2 == 0, e.Number % 2 == 0 ? null : "原文有一处不准，现予更正");
        var draft = m.Drafts.LastOrDefault(d => d is { Published: false, TakenBack: false } && d.Text.Line != "standing" && d.Text.Mends?.Release == mending?.Release);
        var kind = mends?.Kind ?? (m.Completed is not null || m.AtOnce ? AnswerKind.Result : AnswerKind.HandlingOpinion);
        var text = letters.Text(e, kind, mending);
        if (mends is not null) text = text with { Outlet = mends.Outlet, Title = $"{text.Title}（更正{office.Now.ToUnixTimeSeconds() % 100000}）" };
        if (mending is { Withdraws: true }) text = text with { Body = [new(Part.Plain, "所依据的情况有误，现予撤回。")], Claims = [] };
        if (draft is not null && mends is null) text = text with { Outlet = draft.Text.Outlet };
        var outdated = draft is not null && !draft.Text.Body.Select(p => p.Verification).SequenceEqual(text.Body.Select(p => p.Verification));
        if (draft is null || draft.SentBack || e.Redraft || outdated)
        {
            if (e.Redraft || draft is { SentBack: true }) text = text with { Title = $"{text.Title}（修改{office.Now.ToUnixTimeSeconds() % 1000}）" };
            e.Redraft = false;
            await letters.Submit(e, draft, text);
            return;
        }
        var refused = false;
        if (story.Chance(3)) refused = !(await letters.TakeBack(e, draft)).Ok;
        else if (m.Steps(draft.Text).FirstOrDefault(s => !draft.Signed.Contains(s.Step)) is { Step: not null } step)
        {
            var leader = step.Step is "supervising-leader" or "principal-leader";
            refused = !(leader && story.Chance(15) ? await letters.Spoken(e, draft, step) : story.Chance(3) ? await letters.SendBack(e, draft, step) : await letters.SignStep(e, draft, step)).Ok;
        }
        else if (m.OutsideApprovers(draft.Text).FirstOrDefault(b => !draft.Approved.Contains(b)) is { } body)
        {
            refused = !(draft.Asked.Contains(body) ? await letters.Decided(e, draft, body, story.Chance(90)) : await letters.Ask(e, draft, body)).Ok;
        }
        else refused = !(await letters.Publish(e, draft)).Ok;
        e.Redraft = refused;
    }

    /// <summary>From the finding to the letter's reply. Returns whether anything was tried.</summary>
    private async Task<bool> Refer(Live e)
    {
        var m = e.Model;
        if (m.Category != e.Category)
        {
            if (m.Proposals > 2) return false;
            if (m.Proposed is not null) return await letters.Second(e, story.Chance(85)) || true;
            if (e.Category == Category.Fabrication && m.Claims.All(c => c.Current?.Finding != Finding.False)) return false;
            return await letters.Propose(e, e.Category) || true;
        }
        if (m.Told.Count == 0) return await letters.Tell(e) || true;
        if (!m.Harmed) return await letters.Harm(e) || true;
        if (e.Topic is null || m.Elements.All(x => x.Element == Element.Exaggeration) || m.Calm is not null) return false;
        var open = m.Letters.LastOrDefault(l => !l.Withdrawn);
        if (open is null && m.Letters.Count > 1) return false;
        if (open is null)
        {
            // It goes on after the facts were told.
            if (m.Letters.Count == 0 && office.Now - m.Told.Min() > TimeSpan.FromHours(1)) await office.Posts(e.Story, 1);
            var rumour = m.Elements.Any(x => x.Element == Element.IllegalRumour);
            return await letters.DraftLetter(e, rumour ? ReferralKind.Rumour : e.Number % 2 == 0 && m.Category == Category.Fabrication ? ReferralKind.HandOver : ReferralKind.Request, rumour ? "police" : "law-enforcement") || true;
        }
        return open.Sent is null && await Forward(e, open);
    }

    /// <summary>Signed twice, then sent; what no longer holds is taken back and not tried for ever.</summary>
    private async Task<bool> Forward(Live e, OracleEvent.LetterKept letter)
    {
        var done = letter.Signed.Count < 2 ? await letters.SignLetter(e, letter.Number) : await letters.SendLetter(e, letter.Number);
        return done || await letters.WithdrawLetter(e, letter.Number) || true;
    }

    private async Task Burst(Live e)
    {
        var m = e.Model;
        if (m.Calm is not { } calm || office.Now - calm < TimeSpan.FromHours(2)) return;
        e.Burst = true;
        await office.Posts(e.Story, 6);
        var posts = (await office.Cases.Topic(office.Office, e.Id, Ct))!;
        if (posts.Hours.Where(h => h.Hour >= calm && h.Hour > office.Now.AddHours(-24)).Sum(h => h.Count) < 6) return;
        await office.Beat(all: true);
        // At least a tenth of the peak again within a day: the alert, by the clock (R48).
        m.Rebounded(office.Now);
        await office.Compare(e, "rebound");
        e.Did.Add($"{office.Now:u} rebound");
    }

    private Live? Twin(Live e) => Events.FirstOrDefault(x => x != e && x.Id != default && !x.Parted && x.Model.Closed is null && x.Model.Calm is null && x.Model.Highest >= e.Model.Highest);

    /// <summary>Every late duty was told to the supervising leader and the first responsible persons, whoever was at the console and after every restart (R04).</summary>
    private async Task Told()
    {
        foreach (var e in Events.Where(e => e.Id != default && e.Model.Closed is null && !e.Parted))
        {
            var late = e.Model.Open.Where(d => d.Late(office.Now) is not null && told.Add(d)).Select(d => (d.Rule, d.From)).ToList();
            if (late.Count == 0) continue;
            var found = (await office.Cases.Find(office.Office, e.Id, Ct))!;
            foreach (var d in found.Duties.Where(d => d.Open && late.Contains((d.Rule, d.From))))
            {
                var to = d.Notices.Where(n => n.Level == NoticeLevel.Overdue).SelectMany(n => n.To).Select(p => p.Value).ToList();
                if (!new[] { "leader", "principal", "secretary" }.All(to.Contains)) office.Fail(e, $"at {office.Now:u} not all were told that {d.Rule}, due {d.DueAt:u}, is late: {string.Join(",", d.Notices)}");
                // At night whoever is on duty is told too (R06).
                foreach (var n in d.Notices.Where(n => n.Level == NoticeLevel.Overdue))
                {
                    if (beside.AtNight(n.At).Any(p => !n.To.Contains(new(p)))) office.Fail(e, $"the notice of {d.Rule} at {n.At:u} went to {string.Join(",", n.To)} and not to the roster, {string.Join(",", beside.AtNight(n.At))}");
                }
                if (d.Rule != "R46" && d.Notices.Any(n => n.Level == NoticeLevel.Overdue && n.At <= d.DueAt)) office.Fail(e, $"{d.Rule}, due {d.DueAt:u}, was called late too early");
            }
        }
    }

    /// <summary>Something somebody should not do, or not yet, or not so: or should, which the oracle knows.</summary>
    private async Task Err(Live e)
    {
        var m = e.Model;
        var claim = Random.Next(0, m.Claims.Count + 2);
        var measure = Random.Next(0, m.Measures.Count + 2);
        var letter = Random.Next(0, m.Letters.Count + 2);
        var report = m.Reports.Count == 0 ? 0 : Random.Next(0, m.Reports.Count + 1);
        var draft = m.Drafts.Count > 0 ? story.Any(m.Drafts) : null;
        var steps = draft is null ? [] : m.Steps(draft.Text);
        var duty = m.Duties.Count > 0 ? story.Any(m.Duties) : null;
        var bad = story.Chance(70);
        switch (Random.Next(60))
        {
            case 0: await story.Raise(e, story.Any([ClaimKind.Inquiry, ClaimKind.Doubt, ClaimKind.Demand]), $"第{Random.Next(1, 4)}项", bad); break;
            case 1 or 2 when m.Claims.Sum(c => c.Found.Count) < 8: await story.Verify(e, claim, story.Any(Enum.GetValues<Finding>()), bad); break;
            case 3: await story.Submit(e, bad); break;
            case 4: await story.Receive(e, story.Any([Recipient.PartyGroup, Recipient.PrincipalLeader]), bad); break;
            case 5: await story.Record(e, bad); break;
            case 6: await story.Confirm(e, bad); break;
            case 7: await story.SetGrade(e, story.Any(Enum.GetValues<Grade>()), bad); break;
            case 8: await story.ConfirmGrade(e, bad); break;
            case 9: await story.Issue(e, story.Chance(20), m.Reports.Count > 0 && story.Chance(20) ? report + 1 : null, bad); break;
            case 10 or 11: await story.Send(e, report, story.Any(OracleEvent.MajorBodies), report == 0 || story.Chance(20), bad); break;
            case 12: await story.Report(e, story.Any(OracleEvent.OrdinaryBodies), bad); break;
            case 13 when duty is not null && duty.Rule is ['R', '2', '9', ..] or ['R', '4', '2', ':', 'r', 'e', 'a', ..]: await story.Explain(e, duty!, bad); break;
            case 14 or 15 when duty is not null: await story.ExplainLate(e, duty, bad); break;
            case 16: await story.ActivatePlan(e, bad); break;
            case 17: await story.FormGroup(e, bad); break;
            case 18: await story.EndGroup(e, bad); break;
            case 19 when e.Sudden: await story.MarkSudden(e, bad); break;
            case 20: await story.HoldConference(e, bad); break;
            case 21: await story.NotToReport(e, bad); break;
            case 22: await story.Call(e, bad); break;
            case 23: await story.ReviewCall(e, Random.Next(0, m.Calls.Count + 2), bad); break;
            case 24: await story.Sign(e, bad); break;
            case 25: await story.Return(e, bad); break;
            case 26: await story.Assign(e, bad); break;
            case 27: await story.SetMeasure(e, bad); break;
            case 28: await story.Extend(e, measure, bad); break;
            case 29: await story.FinishMeasure(e, measure, bad); break;
            case 30: await story.Settle(e, claim, bad); break;
            case 31: await story.FlagAtOnce(e, bad); break;
            case 32: await story.Complete(e, bad); break;
            case 33: await story.Track(e, bad); break;
            case 34: await story.Leave(e, bad); break;
            case 35: await story.Observe(e, bad); break;
            case 36: await story.SetCalm(e, bad); break;
            case 37: await story.SignSummary(e, bad); break;
            case 38: await (m.Summary is null ? story.CorrectSummary(e, true) : story.Acknowledge(e, story.Any(["甲单位", "无此单位"]), bad)); break;
            case 39: await story.Close(e, story.Any(Enum.GetValues<Ending>()), bad); break;
            case 40: await story.Reopen(e, bad); break;
            case 41 when Twin(e) is { } twin: await story.Merge(e, twin, bad); break;
            case 42: await letters.Submit(e, story.Chance(50) ? draft : null, letters.Text(e, story.Any([AnswerKind.Result, AnswerKind.HandlingOpinion])), true); break;
            case 43 when draft is not null: await letters.SignStep(e, draft, story.Any(steps), bad); break;
            case 44 when draft is not null: await letters.Spoken(e, draft, story.Any(steps), bad); break;
            case 45 when draft is not null: await letters.Ask(e, draft, story.Any(["district-committee", "city-office", "police"]), bad); break;
            case 46 when draft is not null: await letters.Decided(e, draft, story.Any(["district-committee", "city-office"]), story.Chance(50), bad); break;
            case 47 when draft is not null: await letters.Publish(e, draft, bad); break;
            case 48: await letters.SetCategory(e, story.Any(Enum.GetValues<Category>()), bad); break;
            case 49: await (m.Proposed is null ? letters.Propose(e, story.Any([Category.Hype, Category.Fabrication]), bad) : letters.Second(e, story.Chance(50), bad)); break;
            case 50: await (story.Chance(50) ? letters.Tell(e, bad) : letters.Harm(e, bad)); break;
            case 51:
                await (Random.Next(7) switch
                {
                    0 => letters.DraftLetter(e, story.Any(Enum.GetValues<ReferralKind>()), "police", bad),
                    1 => letters.SignLetter(e, letter, bad),
                    2 => letters.SendLetter(e, letter, bad),
                    3 => letters.Urge(e, letter, bad),
                    4 => letters.LetterAnswered(e, letter, bad),
                    5 => letters.WithdrawLetter(e, letter, bad),
                    _ => m.Category == Category.Suggestion ? letters.Complex(e, bad) : letters.Decide(e, bad),
                }); break;
            case 52: await orders.Instruct(e, bad); break;
            case 53: await orders.Feedback(e, Random.Next(0, m.Instructions.Count + 2), bad); break;
            case 54 or 55 when duty is not null: await orders.Extend(e, duty, bad); break;
            case 56: await (m.Slips.Count == 0 ? orders.Supervise(e, bad) : orders.AnswerSlip(e, Random.Next(0, m.Slips.Count + 2), bad)); break;
            case 57: await (m.Passed.Count == 0 ? orders.Pass(e, bad) : orders.Told(e, Random.Next(0, m.Passed.Count + 2), bad)); break;
            case 58: await (m.Proposed47.Count > 0 ? orders.AnswerProposal(e, Random.Next(0, m.Proposed47.Count + 2), bad) : orders.Received(e, Random.Next(0, m.Passed.Count + 2), bad)); break;
            default: if (draft is not null) await letters.SendBack(e, draft, story.Any(steps), bad); break;
        }
    }
}
