using Huiying.Ground;
using Huiying.Handle;
using static Huiying.Tests.Handle.CaseWalk;

namespace Huiying.Tests.Handle;

/// <summary>Steps towards a referral on a <see cref="CaseWalk"/>. The story is made up: a notice that never existed is passed round as the office's.</summary>
internal static class ReferralWalk
{
    public static readonly Actor Legal = By(Role.LegalReviewer);
    public static readonly Actor Clerk = By(Role.Clerk);
    public static readonly Actor Head = By(Role.PrincipalLeader);

    public static readonly IReadOnlyList<ElementFound> Invented = [new(Element.Fabrication, "所传文件的文号在收文登记中不存在", 3)];

    public static readonly IReadOnlyList<ElementFound> Spread = [new(Element.MaliciousSpreading, "同一篇文字换标题后由一处成批转贴，内容与公告相反")];

    /// <summary>An assessed event with a third claim that was verified false.</summary>
    public static CaseWalk Disputed() => Assessed()
        .Do(By(Role.DutyOfficer), (c, d) => Verifying.Raise(c, d, ClaimKind.Statement, "文件规定每户加收照明费"))
        .Do(By(Role.SectionOfficer), (c, d) => Verifying.Verify(c, d, 3, Finding.False, "没有这份文件", "收文登记", null));

    public static CaseWalk Found(Category category, IReadOnlyList<ElementFound>? elements = null) => Disputed()
        .Do(Clerk, (c, d) => Categorising.Propose(c, d, category, elements ?? (category == Category.Hype ? Spread : Invented)))
        .Do(Legal, (c, d) => Categorising.Review(c, d, 1, true, "逐项核对，同意", _ => Clerk));

    public static CaseWalk Told(this CaseWalk walk) =>
        walk.Do(By(Role.Spokesperson), (c, d) => Referring.Tell(c, d, null, d.Now, "向转贴的网站发出书面说明", "电子邮件及回执")).After(TimeSpan.FromHours(2));

    public static CaseWalk Harmed(this CaseWalk walk) => walk.Do(Clerk, (c, d) =>
        Referring.Harmed(c, d, HarmKind.SeriousLoss, "三个村停缴费用，维修队撤场", "三个村的住户和维修队", "村委会证明、停工单"));

    public static ReferralDrafted Letter(CaseWalk walk, ReferralKind kind = ReferralKind.Request, string body = "law-enforcement", TimeSpan? after = null) => new(
        walk.Case.Referrals.Count + 1, $"〔2026〕{walk.Case.Referrals.Count + 1}", kind, body, body, "说明发出后仍成批转贴", "三个村停缴费用",
        [new("https://example.invalid/t/1", walk.Now - (after ?? TimeSpan.FromMinutes(5)), walk.Now, new string('a', 64), new string('b', 64))],
        [walk.Case.Claims[2].Current!.Number], ["《某条例》第十条"], "请依法查处", "letter-hash");

    public static CaseWalk Drafted(this CaseWalk walk, ReferralKind kind = ReferralKind.Request, string body = "law-enforcement") =>
        walk.Do(Clerk, (c, d) => Referring.Draft(c, d, Letter(walk, kind, body)));

    public static CaseWalk Signed(this CaseWalk walk, int referral = 1) => walk
        .Do(Legal, (c, d) => Referring.Sign(c, d, referral, "letter-hash"))
        .Do(Head, (c, d) => Referring.Sign(c, d, referral, "letter-hash"));

    public static CaseWalk Sent(this CaseWalk walk, int referral = 1) =>
        walk.Do(Clerk, (c, d) => Referring.Send(c, d, referral, d.Now, "机要交换", "值班员", "函收 12"));
}
