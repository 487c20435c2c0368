using Huiying.Web.Access;

namespace Huiying.Web.Pages;

[AllowPublic]
internal sealed class IndexModel : OfficePage;
