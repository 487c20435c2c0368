using Huiying.Ground;
using Huiying.Handle;

namespace Huiying.Web.Pages.Events;

/// <summary>The sections suggested for an event, and what they are called.</summary>
internal sealed record SectionsShown(SuggestedSections Suggested, Func<SectionId, string> Name);
