using Microsoft.AspNetCore.Antiforgery;

namespace Huiying.Web.Access;

/// <summary>A form's token says in which drill it was opened, if in one: sent after leaving it, or after entering, it is refused and nothing real is done by mistake (R55).</summary>
internal sealed class DrillForms : IAntiforgeryAdditionalDataProvider
{
    public string GetAdditionalData(HttpContext context) => context.Actor()?.Office is { IsDrill: true } drill ? drill.Value : "";

    public bool ValidateAdditionalData(HttpContext context, string additionalData) => additionalData == GetAdditionalData(context);
}
