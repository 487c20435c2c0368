using Huiying.Handle;
using Huiying.Web.Access;

namespace Huiying.Web.Pages.Events;

/// <summary>The office's events, open ones first.</summary>
[AnyPost]
internal sealed class IndexModel(Cases cases) : OfficePage
{
    public IReadOnlyList<CaseLine> Events { get; private set; } = [];

    public bool Closed { get; private set; }

    public async Task OnGetAsync(bool closed, CancellationToken ct) => (Closed, Events) = (closed, await cases.List(Actor, closed, ct));
}
