using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huiying.Tests;

public sealed class TestStoreTests
{
    [Theory, BothEngines]
    public async Task A_test_sees_its_own_store_and_no_other(Engine engine)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var first = await TestStore.Create(engine);
        await using var second = await TestStore.Create(engine);
        await using (var store = first.Open())
        {
            await store.Set<SectionRow>().Where(s => s.Id == TestOffice.Business).ExecuteDeleteAsync(ct);
        }
        (await new People(first.Stores, first.Time).Sections(first.Office, ct)).Select(s => s.Name).ShouldBe(["综合科"]);
        (await new People(second.Stores, second.Time).Sections(second.Office, ct)).Select(s => s.Name).ShouldBe(["业务科", "综合科"], ignoreOrder: true);
    }

    [Theory, BothEngines]
    public async Task Every_person_of_the_office_holds_the_post_the_test_asks_by(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        foreach (var role in Enum.GetValues<Role>())
        {
            var by = test.By(role);
            var stored = await new People(test.Stores, test.Time).Actor(test.Office, by.Person, TestContext.Current.CancellationToken);
            stored.ShouldNotBeNull().Posts.ShouldBe(by.Posts);
        }
    }

    [Theory, BothEngines]
    public async Task The_engine_is_the_one_that_was_asked_for(Engine engine)
    {
        await using var test = await TestStore.Create(engine);
        await using var store = test.Open();
        store.Database.IsNpgsql().ShouldBe(engine == Engine.Postgres);
        await using var another = test.Another();
        (await another.GetRequiredService<IDbContextFactory<Store>>().Open(test.Office).Set<PersonRow>().CountAsync(TestContext.Current.CancellationToken)).ShouldBe(19);
    }
}
