using Huiying.Ground;
using Huiying.Tests.Ground;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests;

/// <summary>
/// Three more made-up offices beside <see cref="TestOffice"/>: a city office, a district office below it that has the test's office and a sibling below itself. The
/// district is both the committee's and the government's office; the city is the second line. Made through the product's own faces.
/// </summary>
internal sealed class Neighbours(IServiceProvider services)
{
    public static readonly OfficeId City = new("city");
    public static readonly OfficeId District = new("district");
    public static readonly OfficeId Sibling = new("sibling");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Neighbours> Make(IServiceProvider services)
    {
        var made = new Neighbours(services);
        var administrator = TestOffice.Actor(Role.SystemAdministrator);
        var offices = services.GetRequiredService<Offices>();
        foreach (var (id, parent, name) in new (OfficeId, OfficeId?, string)[] { (City, null, "云川市舆情办"), (District, City, "青石区舆情办"), (Sibling, District, "柳林县民政服务办") })
        {
            (await offices.Add(administrator, id, parent, OfficePlans.Twelve with { Name = name, Contact = "0400-000000" + id.Value.Length }, Ct)).Refusal.ShouldBeNull();
        }
        var tree = services.GetRequiredService<OfficeTree>();
        (await tree.Place(administrator, TestOffice.Id, District, Ct)).Refusal.ShouldBeNull();
        foreach (var (body, office) in new[] { ("district-committee", District), ("district-government", District), ("city-office", City) })
        {
            (await tree.Name(administrator, body, office, Ct)).Refusal.ShouldBeNull();
            (await tree.Name(await made.By(Sibling, Role.SystemAdministrator), body, office, Ct)).Refusal.ShouldBeNull();
        }
        foreach (var body in new[] { "city-office", "district-government" }) (await tree.Name(await made.By(District, Role.SystemAdministrator), body, City, Ct)).Refusal.ShouldBeNull();
        return made;
    }

    /// <summary>The office's person in that post, with the posts of this moment.</summary>
    public async Task<Actor> By(OfficeId office, Role role)
    {
        if (office == TestOffice.Id) return TestOffice.Actor(role);
        var people = services.GetRequiredService<People>();
        var person = (await people.List(office, Ct)).First(p => p.Posts.Any(h => h.Role == role));
        return (await people.Actor(office, person.Id, Ct))!;
    }
}
