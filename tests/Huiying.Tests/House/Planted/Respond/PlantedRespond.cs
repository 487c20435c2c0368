using Huiying.Tests.House.Planted.Assess;
using Huiying.Tests.House.Planted.Handle;

namespace Huiying.Tests.House.Planted.Respond;

// Part of a tiny line of steps in which arrows point the wrong way, so that the rules are seen to fail. One file: one example.
public sealed class KeepsTheRules
{
    public string Name(Topic topic, Opened opened) => topic.Title + opened.Title;
}

public sealed class OpensAnothersDrawer
{
    public string Name() => new TopicRow("").Title;
}

public sealed class OpensAnothersDrawerInALambda
{
    public async Task<string> Name()
    {
        await Task.Yield();
        Func<string, object> make = title => new CaseRow(title);
        return make("").ToString()!;
    }
}
