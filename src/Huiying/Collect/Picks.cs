using System.Text.Json.Serialization;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;
using Huiying.Ground;

namespace Huiying.Collect;

/// <summary>
/// What on a page, or in a JSON answer, is an item. On a page each part is a CSS selector (<c>ul.news &gt; li</c>); in JSON it is a path
/// (<c>$.data.list[*]</c>, <c>$..rows</c>). What is null is found by the structure that repeats.
/// </summary>
/// <param name="Items">The items.</param>
/// <param name="Title">The title, within an item.</param>
/// <param name="Link">The link, within an item: a selector of the link, or in JSON a path or an address with paths in braces (<c>https://x/d?id={id}</c>).</param>
/// <param name="Time">The time, within an item.</param>
public sealed record Picks(string? Items = null, string? Title = null, string? Link = null, string? Time = null)
{
    private const int Longest = 300;

    /// <summary>Whether nothing is set.</summary>
    [JsonIgnore]
    public bool IsEmpty => Items is null && Title is null && Link is null && Time is null;

    /// <summary>What was typed, with empty fields left unset.</summary>
    public static Picks? Of(string? items, string? title, string? link, string? time)
    {
        var picks = new Picks(Set(items), Set(title), Set(link), Set(time));
        return picks.IsEmpty ? null : picks;

        static string? Set(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
    }

    /// <summary>Why they cannot be used: too long, or neither a selector nor a path.</summary>
    internal Refusal? Wrong()
    {
        foreach (var (part, zh, en) in new[] { (Items, "条目", "items"), (Title, "标题", "title"), (Link, "链接", "link"), (Time, "时间", "time") })
        {
            if (part is null || part.Length <= Longest && (IsSelector(part) || JsonPath.Parse(part) is not null || part.Contains('{', StringComparison.Ordinal))) continue;
            return Refusal.Invalid("R15", $"“{zh}”一栏不是能用的选择器或路径。网页写成 ul.news > li 的样子，JSON 写成 $.data.list[*] 的样子；不会写就清空，由系统自己识别。",
                $"The field “{en}” is neither a CSS selector nor a path. Clear it to let Huiying find the items by itself.");
        }
        if (Items is null) return Refusal.Invalid("R15", "请先填写“条目”的选择器，或者四栏都清空。", "Give the selector of the items first, or clear all four.");
        return null;
    }

    /// <summary>Whether the text is a CSS selector.</summary>
    internal static bool IsSelector(string text)
    {
        try
        {
            return new CssSelectorParser().ParseSelector(text) is not null;
        }
        catch (DomException)
        {
            return false;
        }
    }
}
