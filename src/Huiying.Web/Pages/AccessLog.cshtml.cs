using System.Globalization;
using Huiying.Ground;
using Huiying.Review;
using Huiying.Web.Access;
using Huiying.Web.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>Who opened and did what, for the auditor alone; network addresses are sealed and open one by one, with a reason (S10, S11).</summary>
[Posts(Role.AuditAdministrator)]
internal sealed class AccessLogModel(AccessReading reading, People people, When when) : OfficePage
{
    private const int Days = 7;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<AccessLine> Lines { get; private set; } = [];

    /// <summary>Lines that could not be kept in these days.</summary>
    public IReadOnlyList<AccessLost> Missing { get; private set; } = [];

    public IReadOnlyList<Person> People { get; private set; } = [];

    public DateOnly From { get; private set; }

    public DateOnly Until { get; private set; }

    /// <summary>How many newer lines are left out.</summary>
    public int Skip { get; private set; }

    /// <summary>The line whose address was just opened, with the address.</summary>
    public (AccessId Id, string Address)? Unsealed { get; private set; }

    public static string NameOf(AccessOutcome outcome) => outcome switch
    {
        AccessOutcome.Done => "完成",
        AccessOutcome.Refused => "被拒绝",
        AccessOutcome.SignInFailed => "登录失败",
        AccessOutcome.NotTaken => "没有办成",
        _ => "程序出错",
    };

    /// <summary>What was done, as a person reads it.</summary>
    public static string Doing(AccessLine line) => line.Act switch
    {
        "open" => "打开",
        _ when line.Page == "/sign-in" => "登录",
        _ when line.Page == "/sign-out" => "退出",
        _ => "提交",
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var today = Words.Day(when.Now, when.Zone);
        (From, Until) = (Day("from") ?? today.AddDays(1 - Days), Day("until") ?? today);
        if (From > Until) (From, Until) = (Until, From);
        Skip = int.TryParse(Request.Query["skip"], NumberStyles.None, CultureInfo.InvariantCulture, out var skip) ? skip : 0;
        People = await people.List(Actor.Office, ct);
        PersonId? person = Request.Query["person"].ToString() is { Length: > 0 } id ? new PersonId(id) : null;
        AccessOutcome? outcome = Enum.TryParse<AccessOutcome>(Request.Query["outcome"], out var ended) ? ended : null;
        var read = await reading.Read(Actor, From, Until, when.Zone, person, outcome, Skip, ct);
        if (read.Refusal is { } no) return await Refuse(no, () => Task.FromResult<IActionResult>(Page()));
        Lines = read.Value;
        if (await reading.Missing(Actor, From, Until, when.Zone, ct) is { Ok: true, Value: var missing }) Missing = missing;
        return Page();
    }

    public async Task<IActionResult> OnPostUnsealAsync(string? line, string? reason, CancellationToken ct)
    {
        var opened = await reading.Unseal(Actor, new(line ?? ""), reason ?? "", ct);
        if (opened.Refusal is { } no) return await Refuse(no, () => OnGetAsync(ct));
        Unsealed = (new(line!), opened.Value);
        return await OnGetAsync(ct);
    }

    private DateOnly? Day(string field) =>
        DateOnly.TryParseExact(Request.Query[field], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1990 and < 2200 ? day : null;
}
