using System.Globalization;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Review;
using Huiying.Web.Texts;

namespace Huiying.Web.Pages;

/// <summary>How papers are called on pages and files.</summary>
internal static class PaperNames
{
    public static string Of(PaperKind kind) => kind switch
    {
        PaperKind.Daily => "日报",
        PaperKind.Weekly => "周报",
        PaperKind.Monthly => "月报",
        PaperKind.Special => "专报",
        PaperKind.Assignment => "交办单",
        _ => "督办单",
    };

    /// <summary>The kind with its span or number, and whether it corrects another.</summary>
    public static string Title(this Paper p, Text t)
    {
        var span = p is { From: { } from, Until: { } until } ? t.IsEnglish ? Span(from, until) : PeriodicReport.Span(Period(p.Kind), from, until) : "";
        return $"{span}{(t.IsEnglish && span.Length > 0 ? " " : "")}{t[Of(p.Kind)]}{(p.Number is { } n ? $" {n}" : "")}{(p.Corrects is null ? "" : t["（更正）"])}";
    }

    /// <summary>The file's name, always Chinese, as the document itself is.</summary>
    public static string File(this Paper p) => (p is { From: { } from, Until: { } until } ? PeriodicReport.Span(Period(p.Kind), from, until) : "")
        + Of(p.Kind) + p.Number + (p.Corrects is null ? "" : "（更正）");

    private static string Span(DateOnly from, DateOnly until) => from == until ? Words.DateEn(from) : string.Create(CultureInfo.InvariantCulture, $"{Words.DateEn(from)} – {Words.DateEn(until)}");

    private static ReportPeriod Period(PaperKind kind) => kind switch { PaperKind.Daily => ReportPeriod.Day, PaperKind.Weekly => ReportPeriod.Week, _ => ReportPeriod.Month };
}
