namespace Huiying.Tests.House.Planted.Handle;

// Part of a tiny line of steps in which arrows point the wrong way, so that the rules are seen to fail. One file: one example.
public sealed record Opened(string Title);

internal sealed record CaseRow(string Title);
