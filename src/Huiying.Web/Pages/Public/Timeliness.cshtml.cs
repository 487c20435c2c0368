using Huiying.Review;
using Huiying.Web.Access;

namespace Huiying.Web.Pages.Public;

/// <summary>How many duties were met in time, shown to everyone as they are (S12).</summary>
[AllowPublic]
internal sealed class TimelinessModel(OnTime onTime, HereOffice office) : OfficePage
{
    public IReadOnlyList<OnTimeFigure> Figures { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Figures = await onTime.Of(office.Required.Id, ct);
}
