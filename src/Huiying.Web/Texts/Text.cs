using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Huiying.Ground;

namespace Huiying.Web.Texts;

/// <summary>
/// The product's sentences. They are written in Chinese where they are shown; <c>Texts/en.json</c> holds the English for each.
/// A sentence without English is shown in Chinese, and a house test names it.
/// </summary>
internal sealed class Text(IHttpContextAccessor http)
{
    /// <summary>The cookie that remembers the choice of language.</summary>
    public const string Cookie = "huiying-language";

    /// <summary>Chinese sentence to English sentence.</summary>
    public static readonly FrozenDictionary<string, string> English = Read();

    /// <summary>Whether the reader chose English.</summary>
    public bool IsEnglish => http.HttpContext?.Request.Cookies[Cookie] == "en";

    /// <summary>The <c>lang</c> of the page.</summary>
    public string Tag => IsEnglish ? "en" : "zh-CN";

    /// <summary>The sentence in the reader's language.</summary>
    public string this[string chinese] => IsEnglish && English.TryGetValue(chinese, out var english) ? english : chinese;

    /// <summary>The sentence with its figures.</summary>
    public string this[string chinese, params object?[] values] => string.Format(CultureInfo.InvariantCulture, this[chinese], values);

    /// <summary>A day of the office, with its weekday: 3月2日（周一）.</summary>
    public string Day(DateOnly day) => IsEnglish ? day.ToString("ddd d MMM", CultureInfo.InvariantCulture) : $"{day.Month}月{day.Day}日（周{"日一二三四五六"[(int)day.DayOfWeek]}）";

    /// <summary>A month: 2026年3月.</summary>
    public string Month(DateOnly day) => IsEnglish ? day.ToString("MMM yyyy", CultureInfo.InvariantCulture) : $"{day.Year}年{day.Month}月";

    /// <summary>A refusal's sentence.</summary>
    public string Of(Refusal refusal) => IsEnglish ? refusal.En : refusal.Zh;

    private static FrozenDictionary<string, string> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("text/en.json")!;
        return JsonSerializer.Deserialize(stream, TextJson.Default.DictionaryStringString)!.ToFrozenDictionary();
    }
}

[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class TextJson : JsonSerializerContext;
