using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Huiying.Ground;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Web.Access;

/// <summary>
/// One-time links by which people choose their own password; there is no default one. Only the code's hash is kept, beside the account, with the time it ends.
/// </summary>
internal sealed class Activations(IServiceScopeFactory scopes, Acts acts, TimeProvider time)
{
    /// <summary>Accounts are real: no drill opens one or renews a password (R55).</summary>
    private static Refusal InDrill => DrillOffices.NotHere("开通账号或重设密码", "open accounts or renew passwords");

    /// <summary>How long a link stays good.</summary>
    public static readonly TimeSpan Good = TimeSpan.FromDays(7);

    private const string Provider = "huiying";
    private const string Name = "activation";
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <summary>Makes an account without a password.</summary>
    public async Task<Outcome<Account>> Open(OfficeId office, PersonId person, string signInName)
    {
        if (office.IsDrill) return InDrill;
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        if (await users.FindByIdAsync(person.Value) is not null)
        {
            return new Refusal("account.exists", "-", "这个人已有账号。忘了密码，请重新发一条开通链接。", "This person has an account. For a lost password, make a new activation link.");
        }
        var account = new Account { Id = person.Value, UserName = signInName, Office = office, LockoutEnabled = true };
        var made = await users.CreateAsync(account);
        return made.Succeeded
            ? account
            : Refusal.Invalid("-", $"登录名“{signInName}”不能用，或者已经有人用了。", $"The sign-in name '{signInName}' cannot be used or is taken.");
    }

    /// <summary>The first of the sign-in names that someone of the installation has already; null when all are free.</summary>
    public async Task<string?> Taken(IEnumerable<string> names)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        foreach (var name in names) if (await users.FindByNameAsync(name) is not null) return name;
        return null;
    }

    /// <summary>
    /// A new code for a person, with an account made first when a sign-in name is given. Refused to all but the system and security administrators;
    /// the ledger keeps for whom, never the code.
    /// </summary>
    public async Task<Outcome<string>> Issue(Actor actor, PersonId person, string? signInName, CancellationToken ct)
    {
        var allowed = await acts.Run<Done>(actor, "accounts.link", new Subject("person", person.Value), act =>
        {
            if (!actor.IsAny(Role.SystemAdministrator, Role.SecurityAdministrator))
            {
                return Task.FromResult<Outcome<Done>>(Refusal.NotYourPost("S11", "开通链接由系统管理员或安全管理员发。", "The system or security administrator makes activation links."));
            }
            if (actor.Office.IsDrill) return Task.FromResult<Outcome<Done>>(InDrill);
            act.Write(new LinkIssued(signInName?.Trim()), AccountJson.Default.LinkIssued);
            return Task.FromResult<Outcome<Done>>(default(Done));
        }, ct);
        if (allowed.Refusal is { } refusal) return refusal;
        if (signInName is not null)
        {
            var opened = await Open(actor.Office, person, signInName.Trim());
            return opened.Refusal is { } taken ? taken : await Renew(opened.Value);
        }
        await using var scope = scopes.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByIdAsync(person.Value);
        return account is null || account.Office != actor.Office
            ? Refusal.NotFound("这个人还没有账号，请写一个登录名。", "This person has no account yet; give a sign-in name.")
            : await Renew(account);
    }

    /// <summary>A new code for the account; every earlier one is void.</summary>
    public async Task<string> Renew(Account account)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var code = string.Concat(RandomNumberGenerator.GetItems<char>(Alphabet, 26));
        var found = await users.FindByIdAsync(account.Id) ?? throw new InvalidOperationException("no account " + account.Id);
        var kept = $"{Hash(code)} {(time.GetUtcNow() + Good).ToUnixTimeSeconds()}";
        var set = await users.SetAuthenticationTokenAsync(found, Provider, Name, kept);
        return set.Succeeded ? code : throw new InvalidOperationException(string.Join(' ', set.Errors.Select(e => e.Code)));
    }

    /// <summary>The account whose living code this is, or null.</summary>
    public async Task<Account?> Find(string code, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<Store>();
        var start = Hash(code) + " ";
        var token = await store.Set<IdentityUserToken<string>>().AsNoTracking()
            .SingleOrDefaultAsync(t => t.LoginProvider == Provider && t.Name == Name && t.Value!.StartsWith(start), ct);
        if (token is null || long.Parse(token.Value![start.Length..], System.Globalization.CultureInfo.InvariantCulture) <= time.GetUtcNow().ToUnixTimeSeconds()) return null;
        return await store.Set<Account>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == token.UserId, ct);
    }

    /// <summary>Sets the password the person chose and ends the code and every open session of the account.</summary>
    public async Task<Outcome<Done>> Choose(string code, string password, CancellationToken ct)
    {
        if (await Find(code, ct) is not { } found)
        {
            return Refusal.NotFound("这条开通链接已用过或已过期。请管理员重新发一条。", "This activation link was used or has expired. Ask an administrator for a new one.");
        }
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = await users.FindByIdAsync(found.Id) ?? throw new InvalidOperationException("no account " + found.Id);
        foreach (var validator in users.PasswordValidators)
        {
            if (!(await validator.ValidateAsync(users, account, password)).Succeeded)
            {
                return Refusal.Invalid("-", $"密码至少 {Sessions.PasswordLength} 个字符，不能只重复少数几个字符。可以用一句话。",
                    $"A password has at least {Sessions.PasswordLength} characters and does not repeat only a few of them. A phrase is fine.");
            }
        }
        await users.RemoveAuthenticationTokenAsync(account, Provider, Name);
        if (await users.HasPasswordAsync(account)) await users.RemovePasswordAsync(account);
        var added = await users.AddPasswordAsync(account, password);
        if (!added.Succeeded) throw new InvalidOperationException(string.Join(' ', added.Errors.Select(e => e.Code)));
        await users.ResetAccessFailedCountAsync(account);
        await users.SetLockoutEndDateAsync(account, null);
        return default(Done);
    }

    private static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code.Trim().ToUpperInvariant())));
}

/// <summary>An activation link was made for a person.</summary>
/// <param name="SignInName">The sign-in name of a new account; null for another link.</param>
internal sealed record LinkIssued(string? SignInName);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LinkIssued))]
internal sealed partial class AccountJson : JsonSerializerContext;
