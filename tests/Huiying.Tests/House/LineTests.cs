using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Huiying.Ground;
using Huiying.Tests.House.Planted.Handle;
using Huiying.Web;

namespace Huiying.Tests.House;

/// <summary>House rules 1 and 4: a step names only steps to its left and only their public types; only Line says what follows what.</summary>
public sealed class LineTests
{
    private static readonly Architecture Product = new ArchLoader().LoadAssemblies(typeof(Store).Assembly, typeof(Server).Assembly).Build();

    [Fact]
    public void A_step_names_only_public_types_of_steps_to_its_left() => Wrong(Product, "Huiying.").ShouldBeEmpty();

    [Fact]
    public void The_rule_sees_a_wrong_arrow_wherever_it_hides()
    {
        var planted = new ArchLoader().LoadAssemblies(typeof(Opened).Assembly).Build();
        Wrong(planted, "Huiying.Tests.House.Planted.").ShouldBe(
            [
                "Assess.ReachesRightAsATypeArgument names Handle.Opened",
                "Assess.ReachesRightInALambda names Handle.Opened",
                "Assess.ReachesRightInAField names Handle.Opened",
                "Assess.ReachesRightInAnAsyncMethod names Handle.Opened",
                "Assess.ReachesRightInAnIterator names Handle.Opened",
                "Respond.OpensAnothersDrawer names Assess.TopicRow",
                "Respond.OpensAnothersDrawerInALambda names Handle.CaseRow",
            ], ignoreOrder: true);
    }

    [Fact]
    public void Nothing_but_the_line_makes_work_move()
    {
        string[] movers =
        [
            "Microsoft.Extensions.Hosting.BackgroundService", "Microsoft.Extensions.Hosting.IHostedService",
            "System.Threading.PeriodicTimer", "System.Threading.Timer", "System.Timers.Timer",
        ];
        var found = (from type in Product.Types
                     where type.FullName.StartsWith("Huiying.", StringComparison.Ordinal)
                     from dependency in type.Dependencies
                     let name = dependency.Target.FullName
                     where movers.Contains(name) || name.StartsWith("Orleans.", StringComparison.Ordinal)
                     select (Outer(type), name)).ToList();
        // The rule sees what it looks for.
        found.ShouldContain(("Huiying.Web.Line.Waker", "System.Threading.PeriodicTimer"));
        found.ShouldContain(("Huiying.Web.Line.TurnGrain", "Orleans.Grain"));
        found.Where(f => !f.Item1.StartsWith("Huiying.Web.Line.", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void The_library_knows_neither_the_site_nor_the_grains() =>
        typeof(Store).Assembly.GetReferencedAssemblies().Select(a => a.Name!)
            .Where(n => n.StartsWith("Orleans", StringComparison.Ordinal) || n == "huiying"
                || n.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) && !n.Contains("DataProtection") && !n.Contains("Identity"))
            .ShouldBeEmpty();

    private static IEnumerable<string> Wrong(Architecture architecture, string root) =>
        (from type in architecture.Types
         let here = Step(type, root)
         where here is not null
         from dependency in type.Dependencies
         let to = Step(dependency.Target, root)
         // A type parameter is no type of anybody's, though it is named after the method that declares it.
         where dependency.Target is not GenericParameter && to is not null && to != here && !(MayName(here, to) && IsPublic(dependency.Target))
         select $"{Outer(type)[root.Length..]} names {Outer(dependency.Target)[root.Length..]}").Distinct();

    private static bool MayName(string here, string to) =>
        to == "Documents" ? here != "Ground" : here == "Documents" ? to == "Ground" : Array.IndexOf(Source.Line, to) < Array.IndexOf(Source.Line, here);

    private static string? Step(IType type, string root)
    {
        if (!type.FullName.StartsWith(root, StringComparison.Ordinal)) return null;
        var name = type.FullName[root.Length..];
        var step = name[..Math.Max(0, name.IndexOf('.', StringComparison.Ordinal))];
        return step == "Documents" || Source.Line.Contains(step) ? step : null;
    }

    private static string Outer(IType type) => type.FullName.Split('+', '/')[0];

    private static bool IsPublic(IType type) => type.Visibility == Visibility.Public;
}
