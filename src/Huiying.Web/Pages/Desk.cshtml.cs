using Huiying.Web.Access;

namespace Huiying.Web.Pages;

[AnyPost]
internal sealed class DeskModel : OfficePage;
