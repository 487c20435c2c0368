using Huiying.Handle;

namespace Huiying.Web.Access;

/// <summary>The posts that open what other offices reported to this one.</summary>
internal sealed class IncomingPostsAttribute() : PostsAttribute([.. Incomings.Readers]);
