using Huiying.Ground;
using Huiying.Ground.Policies;
using Huiying.Handle;

namespace Huiying.Respond;

/// <summary>
/// Approvals given off the screen (R34): a signed sheet, a spoken word, a body outside the office. Pure. Each binds the hash of exactly one version;
/// whoever enters it is never the drafter, and the person who approved must be one who could have signed here.
/// </summary>
internal static class OffScreen
{
    private static readonly Role[] Recorders = [Role.Clerk, Role.DutyOfficer, Role.SectionOfficer, Role.SectionHead, Role.Spokesperson];

    /// <summary>A code as typed: letters in either case, without blanks and dashes, and with the look-alikes of Crockford's base 32.</summary>
    public static string Code(string typed) =>
        string.Concat(typed.ToUpperInvariant().Where(c => !char.IsWhiteSpace(c) && c != '-').Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c }));

    /// <summary>The sheet with the exact text of the current version was printed.</summary>
    public static Outcome<ReleaseEntry[]> Print(Release r, string hash, string documentHash, Actor actor) =>
        Approving.Current(r, hash) is { } stale ? stale
        : !actor.SignedIn ? Refusal.NotYourPost("-", "请先登录。", "Sign in first.")
        : new ReleaseEntry[] { new SheetPrinted(hash, ReleaseText.Code(hash), documentHash) };

    /// <summary>Takes in a signed sheet. Its code must be the current version's: an edit made the older sheet void (R34).</summary>
    public static Outcome<ReleaseEntry[]> Paper(
        Release r, string step, string code, string opinion, Actor approver, DateTimeOffset signedAt, string scanHash, GateView view, Actor actor, DateTimeOffset now)
    {
        if (Recorder(r, approver, actor) is { } no) return no;
        if (WrongCode(r, code) is { } wrong) return wrong;
        if (string.IsNullOrWhiteSpace(scanHash)) return Refusal.Invalid("R34", "请上传签批后的扫描件或照片。", "Take in the signed sheet.");
        if (Time(r, signedAt, now) is { } time) return time;
        if (Approving.May(r, step, r.Current.Hash, view, approver) is { } may) return may;
        return new ReleaseEntry[]
        {
            new SignedOnPaper(step, r.Current.Hash, opinion.Trim(), approver.Person, approver.Name,
                Approving.InPlaceOf(Approving.Step(r, step, view)!, approver), Micros.Truncate(signedAt), scanHash),
        };
    }

    /// <summary>Records a leader's word (代录). Read out from the sheet, so the code is typed here too; the written confirmation falls due (R34).</summary>
    public static Outcome<ReleaseEntry[]> Oral(
        Release r, string step, string code, string opinion, Actor approver, DateTimeOffset spokenAt, string means, GateView view, Actor actor, DateTimeOffset now)
    {
        if (Ended(view) is { } ended) return ended;
        if (Recorder(r, approver, actor) is { } no) return no;
        if (WrongCode(r, code) is { } wrong) return wrong;
        if (!Approving.IsLeader(step)) return No("oral.step", "只有领导审批可以口头作出，其他环节须书面签署。", "Only a leader's approval may be oral.");
        if (string.IsNullOrWhiteSpace(means)) return Refusal.Invalid("R34", "请写明口头批准的方式，如电话号码。", "Say how it was given.");
        if (Time(r, spokenAt, now) is { } time) return time;
        if (Approving.May(r, step, r.Current.Hash, view, approver) is { } may) return may;
        return new ReleaseEntry[]
        {
            new SignedOrally(step, r.Current.Hash, opinion.Trim(), approver.Person, approver.Name,
                Approving.InPlaceOf(Approving.Step(r, step, view)!, approver), Micros.Truncate(spokenAt), means.Trim()),
        };
    }

    /// <summary>The written confirmation of an oral approval: by the same person here, or on a sheet with that version's code. Also after publication.</summary>
    public static Outcome<ReleaseEntry[]> Confirm(Release r, string step, string hash, string code, string scanHash, Actor actor)
    {
        var oral = r.Signatures.LastOrDefault(s => s.Step == step && s.Hash == hash && s.Via == SignedVia.Oral);
        if (oral is null) return Refusal.NotFound("没有待补签的口头批准。", "There is no oral approval to confirm.");
        if (oral.ConfirmedAt is not null) return No("oral.confirmed", "已补签。", "It is already confirmed.");
        if (scanHash.Length == 0)
        {
            return actor.Person == oral.By ? new ReleaseEntry[] { new OralConfirmed(step, hash, "") }
                : Refusal.NotYourPost("R34", "须由口头批准的本人补签，或上传其签字的呈批单。", "Only whoever said it confirms it, or a signed sheet does.");
        }
        if (r.Versions.Any(v => v.Drafter == actor.Person)) return Own;
        if (!actor.IsAny(Recorders)) return Refusal.NotYourPost("R34", "您的岗位不能代录。", "Your post may not take it in.");
        return Code(code) == ReleaseText.Code(hash) ? new ReleaseEntry[] { new OralConfirmed(step, hash, scanHash) } : Wrong(r, code);
    }

    /// <summary>Whether the actor may send the version to that body: a post of the office or the section, and after the secrecy review (R62).</summary>
    public static Refusal? MaySend(Release r, string body, GateView view, Actor actor)
    {
        if (!actor.IsAny(Recorders)) return Refusal.NotYourPost("R34", "由办公室或承办科室报送请示。", "The office or the section sends the request.");
        if (!Approving.Outside(r.Current.Text, view).Contains(body)) return Refusal.NotFound("该回应不需要此机关批准。", "That body need not approve this answer.");
        if (r.Valid.All(s => s.Step != ApprovalSteps.SecrecyReview)) return new Refusal("outside.secrecy", "R62", "保密审查签署后才能对外报送文稿。", "The secrecy review comes before the text leaves the office.");
        return null;
    }

    /// <summary>Records that the request for approval (请示) went to a body. The text is reviewed for secrecy before it leaves the office (R62).</summary>
    public static Outcome<ReleaseEntry[]> Request(
        Release r, string body, string hash, ReportMode mode, DateTimeOffset sentAt, string receivedBy, string receipt, string documentHash, DateTimeOffset dueAt,
        GateView view, Actor actor, DateTimeOffset now)
    {
        if (Ended(view) is { } ended) return ended;
        if (Approving.Current(r, hash) is { } stale) return stale;
        if (MaySend(r, body, view, actor) is { } no) return no;
        if (Gates.Check(r.Current.Text, view) is [var first, ..]) return first;
        if (Time(r, sentAt, now) is { } time) return time;
        return new ReleaseEntry[] { new OutsideRequested(body, hash, mode, Micros.Truncate(sentAt), receivedBy.Trim(), receipt.Trim(), documentHash, dueAt) };
    }

    /// <summary>Enters the body's decision on the version that was sent: approved, or refused with its text. Never by the drafter, never without a request.</summary>
    public static Outcome<ReleaseEntry[]> Decide(
        Release r, string body, string hash, bool approved, string text, string by, DateTimeOffset decidedAt, string evidence, GateView view, Actor actor, DateTimeOffset now)
    {
        if (Approving.Current(r, hash) is { } stale) return stale;
        if (!actor.IsAny(Role.Clerk, Role.DutyOfficer)) return Refusal.NotYourPost("R34", "由办公室登记批复。", "The office enters the decision.");
        if (r.Versions.Any(v => v.Drafter == actor.Person)) return Own;
        if (!Approving.Outside(r.Current.Text, view).Contains(body)) return Refusal.NotFound("该回应不需要此机关批准。", "That body need not approve this answer.");
        var request = r.OutsideRequests.LastOrDefault(x => x.Body == body && x.Hash == hash);
        if (request is null) return No("outside.no-request", "本版文稿尚未向该机关请示。", "No request for this version went to that body.");
        if (request.Item is not null) return No("outside.here", "该机关在本系统内，由其自行批复，不能代为登记。", "That body works in this installation and decides itself; nobody enters it for them.");
        if (string.IsNullOrWhiteSpace(by) || string.IsNullOrWhiteSpace(evidence)) return Refusal.Invalid("R34", "请填写批复人和依据（文号、回函或电话记录）。", "Say who decided and what shows it.");
        if (!approved && string.IsNullOrWhiteSpace(text)) return Refusal.Invalid("R34", "请填写不同意的意见。", "Give the refusal's text.");
        if (decidedAt > now || decidedAt < request.SentAt) return Refusal.Invalid("R34", "批复时间须在报送之后、现在之前。", "The decision lies between the request and now.");
        if (r.OutsideApprovals.Any(o => o.Body == body && o.Hash == hash)) return No("outside.decided", "该机关已批准。", "That body has approved already.");
        return Decided(body, hash, approved, text, by, Micros.Truncate(decidedAt), evidence);
    }

    /// <summary>
    /// The decision of a body that is an office of this installation, by its own person there (R34): on the version that is going round and was asked about, never by
    /// the office that wrote it.
    /// </summary>
    public static Outcome<ReleaseEntry[]> DecideHere(Release r, IncomingId item, string hash, bool approved, string text, string by, string evidence, GateView view, DateTimeOffset now)
    {
        if (Approving.Current(r, hash) is { } stale) return stale;
        var request = r.OutsideRequests.LastOrDefault(x => x.Item == item && x.Hash == hash);
        if (request is null) return No("outside.no-request", "本版文稿尚未向该机关请示。", "No request for this version went to that body.");
        if (!Approving.Outside(r.Current.Text, view).Contains(request.Body)) return Refusal.NotFound("该回应不需要此机关批准。", "That body need not approve this answer.");
        if (r.OutsideApprovals.Any(o => o.Body == request.Body && o.Hash == hash)) return No("outside.decided", "该机关已批准。", "That body has approved already.");
        return Decided(request.Body, hash, approved, text, by, now, evidence);
    }

    private static ReleaseEntry[] Decided(string body, string hash, bool approved, string text, string by, DateTimeOffset at, string evidence)
    {
        var decided = new OutsideDecided(body, hash, approved, text.Trim(), by.Trim(), at, evidence.Trim());
        return approved
            ? [decided, new OutsideApproved(body, hash, at, $"{by.Trim()}，{evidence.Trim()}")]
            : [decided, new ReleaseReturned($"outside:{body}", hash, text.Trim())];
    }

    /// <summary>What begins a duty waits until the event lives again: a closed one owes nothing (R41, R48).</summary>
    private static Refusal? Ended(GateView view) => view.Case.ClosedAt is null ? null : new Refusal("case.closed", "R48", "事件已销号，如需继续请先重新启动。", "The event is closed; reopen it first.");

    private static Refusal Own => No("record.own", "起草人不能代录对自己文稿的批准，请由另一人办理。", "The drafter may not record an approval of the own text.");

    private static Refusal Void => No("paper.code", "文本码与当前文本不符：文本已修改，原呈批单作废，请按新文本重新呈批。", "The code is not this text's: it was edited, and the old sheet is void.");

    private static Refusal? WrongCode(Release r, string code) => Code(code) == r.Current.Code ? null : Wrong(r, code);

    /// <summary>The code of an earlier version means the sheet is void (R34); any other was typed wrong.</summary>
    private static Refusal Wrong(Release r, string code) => r.Versions.Any(v => v.Code == Code(code)) ? Void
        : No("paper.code", $"文本码不对，请照呈批单上的 8 位重新输入；单上印的与本页的“{r.Current.Code}”不同的，是旧单，不能用。", $"That is not the code; type the 8 characters of the sheet again. A sheet with another code than {r.Current.Code} is an old one.");

    private static Refusal? Recorder(Release r, Actor approver, Actor actor) =>
        !actor.IsAny(Recorders) ? Refusal.NotYourPost("R34", "您的岗位不能代录。", "Your post may not take it in.")
        : r.Versions.Any(v => v.Drafter == actor.Person) ? Own
        : approver.Person == actor.Person ? No("record.self", "本人在系统中签署，不能代录自己的批准。", "Sign here yourself; nobody records the own word.")
        : null;

    private static Refusal? Time(Release r, DateTimeOffset at, DateTimeOffset now) =>
        at > now || at < Minute(r.Current.At) ? Refusal.Invalid("R34", "时间须在本版文稿形成之后、现在之前。", "The time lies between this version and now.") : null;

    /// <summary>Times are typed by the minute.</summary>
    internal static DateTimeOffset Minute(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute));

    private static Refusal No(string code, string zh, string en) => new(code, "R34", zh, en);
}
