using System.Text.Json.Serialization;
using Huiying.Ground;

namespace Huiying.Handle;

/// <summary>An event under handling (舆情事件). Its public name is <see cref="Case.Number"/>.</summary>
[JsonConverter(typeof(TextIdJson<CaseId>))]
public readonly record struct CaseId(string Value) : ITextId<CaseId>
{
    public static CaseId Of(string value) => new(value);

    /// <summary>How the ledger names it.</summary>
    public Subject Subject => new("case", Value);

    public override string ToString() => Value;
}
