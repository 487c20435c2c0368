using Huiying.Ground;

namespace Huiying.Web.Pages;

/// <summary>What a person finds in the side menu: only pages that one of the person's posts may open.</summary>
internal static class Menu
{
    internal sealed record Item(string Address, string Title, Type Page);

    internal sealed record Group(string Id, string Title, IReadOnlyList<Item> Items);

    private static readonly IReadOnlyList<Group> All =
    [
        new("work", "办理", [new("/desk", "待办", typeof(DeskModel))]),
        new("record", "记录", [new("/ledger", "台账", typeof(LedgerModel))]),
    ];

    public static IEnumerable<Group> For(Actor? actor) => actor is null
        ? []
        : All.Select(g => g with { Items = [.. g.Items.Where(i => MayOpen(actor, i.Page))] }).Where(g => g.Items.Count > 0);

    private static bool MayOpen(Actor actor, Type page) =>
        page.GetCustomAttributes(typeof(Access.PostsAttribute), inherit: true).Cast<Access.PostsAttribute>().All(p => actor.IsAny([.. p.Named]));
}
