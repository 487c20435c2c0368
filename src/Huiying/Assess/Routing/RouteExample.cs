namespace Huiying.Assess.Routing;

/// <summary>A message with the section that dealt with it.</summary>
/// <param name="Title">May be empty.</param>
/// <param name="Body">As written, or its words parted by spaces.</param>
/// <param name="Label">The section.</param>
public sealed record RouteExample(string Title, string Body, string Label);
