using Huiying.Ground.Policies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Ground;

/// <summary>A post that no living account holds now.</summary>
/// <param name="Section">For the head of a section.</param>
public sealed record Vacancy(Role Role, SectionId? Section, string Zh, string En);

/// <summary>Whether the posts that must answer are held by people who can sign in (R79).</summary>
public sealed class Vacancies(IDbContextFactory<Store> stores, TimeProvider time, People people, PolicyVersions policies)
{
    /// <summary>An account locked for longer than this is no living account; the pause after wrong passwords is.</summary>
    private static readonly TimeSpan LongLock = TimeSpan.FromDays(1);

    /// <summary>People who can sign in: in the office, with a password or passkey, and not locked for long.</summary>
    public async Task<IReadOnlySet<PersonId>> Living(OfficeId office, CancellationToken ct = default)
    {
        await using var store = stores.Open(office);
        // In a drill the office's people sign in by the account they have.
        var home = await DrillOffices.Home(store, office, ct);
        var accounts = await store.Set<Account>().AsNoTracking().Where(a => a.Office == home)
            .Select(a => new { a.Id, Password = a.PasswordHash != null, a.LockoutEnabled, a.LockoutEnd }).ToListAsync(ct);
        var ids = accounts.Select(a => a.Id).ToList();
        var passkeys = (await store.Set<IdentityUserPasskey<string>>().AsNoTracking().Where(k => ids.Contains(k.UserId))
            .Select(k => k.UserId).ToListAsync(ct)).ToHashSet();
        var here = (await people.List(office, ct)).Select(p => p.Id).ToHashSet();
        var now = time.GetUtcNow();
        return accounts
            .Where(a => (a.Password || passkeys.Contains(a.Id)) && !(a.LockoutEnabled && a.LockoutEnd > now + LongLock))
            .Select(a => new PersonId(a.Id)).Where(here.Contains).ToHashSet();
    }

    /// <summary>People whose account was closed: locked for so long that it is no pause after wrong passwords.</summary>
    public async Task<IReadOnlySet<PersonId>> Closed(OfficeId office, CancellationToken ct = default)
    {
        var until = time.GetUtcNow() + LongLock;
        await using var store = stores.Open(office);
        var home = await DrillOffices.Home(store, office, ct);
        return (await store.Set<Account>().AsNoTracking().Where(a => a.Office == home && a.LockoutEnabled && a.LockoutEnd > until).Select(a => a.Id).ToListAsync(ct))
            .Select(id => new PersonId(id)).ToHashSet();
    }

    /// <summary>Needed posts without a living account: those every office needs, and each section's head.</summary>
    public async Task<IReadOnlyList<Vacancy>> Check(OfficeId office, CancellationToken ct = default)
    {
        var living = await Living(office, ct);
        var policy = await policies.Current(office, ct);
        var everyone = await people.List(office, ct);
        var vacancies = new List<Vacancy>();
        foreach (var role in policy.FirstResponsible.Concat(RoleMatrix.Needed.Select(n => n.Role)).Distinct())
        {
            if (Missing(p => p.Role == role) is { } why) vacancies.Add(new(role, null, $"“{policy.Called(role)}”{why.Zh}", $"{role}: {why.En}"));
        }
        foreach (var section in await people.Sections(office, ct))
        {
            if (Missing(p => p.Role == Role.SectionHead && p.Section == section.Id) is { } why)
            {
                vacancies.Add(new(Role.SectionHead, section.Id, $"“{section.Name}”的{policy.Called(Role.SectionHead)}{why.Zh}",
                    $"head of \"{section.Name}\": {why.En}"));
            }
        }
        return vacancies;

        (string Zh, string En)? Missing(Func<HeldPost, bool> post)
        {
            var holders = everyone.Where(p => p.Posts.Any(post)).ToList();
            return holders.Count == 0 ? ("空缺：请任命一人或指定代理。", "vacant; appoint someone or name a deputy")
                : holders.Any(p => living.Contains(p.Id)) ? null
                : ($"（{string.Join("、", holders.Select(p => p.Name))}）没有可用的账号：请开通或解锁，或指定代理。",
                    $"{string.Join(", ", holders.Select(p => p.Name))} cannot sign in; open or unlock the account, or name a deputy");
        }
    }

    /// <summary>The first responsible persons who can sign in, in the policy's order (Art. 4); empty is an alert (R79).</summary>
    public async Task<IReadOnlyList<Person>> FirstResponsible(OfficeId office, CancellationToken ct = default)
    {
        var living = await Living(office, ct);
        var policy = await policies.Current(office, ct);
        var everyone = (await people.List(office, ct)).Where(p => living.Contains(p.Id)).ToList();
        return [.. policy.FirstResponsible.SelectMany(r => everyone.Where(p => p.Posts.Any(h => h.Role == r))).DistinctBy(p => p.Id)];
    }
}
