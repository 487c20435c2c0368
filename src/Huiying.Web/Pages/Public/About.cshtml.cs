using Huiying.Web.Access;

namespace Huiying.Web.Pages.Public;

/// <summary>How the office answers, what it never does, and where to ask.</summary>
[AllowPublic]
internal sealed class AboutModel : OfficePage;
