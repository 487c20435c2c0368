using Huiying.Ground;
using Huiying.Web.Access;

namespace Huiying.Web.Pages.Public;

/// <summary>How the office answers, what it never does, where to ask, and where other offices of the installation answer.</summary>
[AllowPublic]
internal sealed class AboutModel(OfficeTree tree, HereOffice office) : OfficePage
{
    public IReadOnlyList<OfficeNode> Others { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Others = [.. (await tree.All(ct)).Where(o => o.Id != office.Required.Id)];
}
