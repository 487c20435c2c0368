namespace Huiying.Tests.House;

/// <summary>
/// The regulation id (R01–R83, S01–S17) a test stands for. Such a test asserts a refusal or an effect; on a class it covers every test in it.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class ClauseAttribute(string id) : Attribute
{
    /// <summary>For example <c>R42</c>.</summary>
    public string Id { get; } = id;
}
