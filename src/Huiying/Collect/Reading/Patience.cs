namespace Huiying.Collect.Reading;

/// <summary>
/// How long one pattern may work on collected text. Inputs are cut short and quantifiers bounded, so this only guards against what was
/// overlooked; it is generous because a busy machine must not lose a page.
/// </summary>
internal static class Patience
{
    public const int Milliseconds = 5_000;
}
