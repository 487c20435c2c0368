using Huiying.Ground;
using Huiying.Web;

namespace Huiying.Tests.House;

public sealed class NameTests
{
    [Fact]
    public void No_interface_is_the_shadow_of_one_class()
    {
        var types = typeof(Store).Assembly.GetTypes().Concat(typeof(Server).Assembly.GetTypes()).Where(t => t.Namespace?.StartsWith("Huiying", StringComparison.Ordinal) == true).ToList();
        Shadows([typeof(IDesk), typeof(Desk)]).ShouldBe(["IDesk"]);
        Shadows(types).ShouldBeEmpty();
    }

    [Fact]
    public void A_class_is_sealed_unless_something_derives_from_it()
    {
        var types = typeof(Store).Assembly.GetTypes().Concat(typeof(Server).Assembly.GetTypes())
            .Where(t => t.Namespace?.StartsWith("Huiying", StringComparison.Ordinal) == true && !t.Namespace.Contains("Migrations")).ToList();
        types.Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false } && !types.Any(other => other.BaseType == t || other.BaseType?.IsGenericType == true && other.BaseType.GetGenericTypeDefinition() == t))
            .Where(t => !t.Name.StartsWith("Pages_", StringComparison.Ordinal) && !t.Name.StartsWith('<'))
            .Select(t => t.FullName).ShouldBeEmpty();
    }

    private static IEnumerable<string> Shadows(IReadOnlyCollection<Type> types) =>
        from type in types
        where type.IsInterface && type.Name.StartsWith('I') && types.Any(c => c.IsClass && c.Name == type.Name[1..] && type.IsAssignableFrom(c))
        select type.Name;

    private interface IDesk;

    private sealed class Desk : IDesk;
}
