using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Huiying.Tests.LongestFirst))]

namespace Huiying.Tests;

/// <summary>The classes that take minutes begin first, so that a run does not end with one core waiting for the other.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        "Line.KillTests", "Web.Demo.DemoRunTests", "Browser.PagesInBrowserTests", "Web.VisibilityTests", "Browser.OtherLinesInBrowserTests", "Browser.WholeLineInBrowserTests", "Year.YearTests",
        "Respond.NoUnapprovedPathTests", "Year.CombinationsTests", "Browser.",
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(c => Array.FindIndex(Long, l => c.TestCollectionDisplayName.Contains($".{l}", StringComparison.Ordinal)) is var place && place < 0 ? Long.Length : place)];
}
