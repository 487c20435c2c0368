using Huiying.Tests.House.Planted.Handle;

namespace Huiying.Tests.House.Planted.Assess;

// Part of a tiny line of steps in which arrows point the wrong way, so that the rules are seen to fail. One file: one example.
public sealed record Topic(string Title);

internal sealed record TopicRow(string Title);

public sealed class ReachesRightInAField
{
    public Opened? Last { get; set; }
}

public sealed class ReachesRightInALambda
{
    public Func<string> Later() => () => new Opened("").Title;
}

public sealed class ReachesRightInAnAsyncMethod
{
    public async Task<int> Later(string title)
    {
        await Task.Yield();
        var made = new Opened(title);
        await Task.Yield();
        return made.Title.Length;
    }
}

public sealed class ReachesRightAsATypeArgument
{
    public int Count => Array.Empty<Opened>().Length;
}

public sealed class ReachesRightInAnIterator
{
    public IEnumerable<int> All()
    {
        yield return new Opened("a").Title.Length;
    }
}
