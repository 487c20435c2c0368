using Huiying.Ground;
using Microsoft.AspNetCore.Authorization;

namespace Huiying.Web.Access;

/// <summary>Names the posts that may use a page or an endpoint. Whatever names none is refused to everyone.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal class PostsAttribute(params Role[] roles) : AuthorizeAttribute, IAuthorizationRequirementData
{
    /// <summary>The posts.</summary>
    public IReadOnlyList<Role> Named { get; } = roles;

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [new PostsRequirement(Named)];
}

/// <summary>Any post of the office will do, so every role is named.</summary>
internal sealed class AnyPostAttribute() : PostsAttribute(Enum.GetValues<Role>());

/// <summary>Anyone may use it, signed in or not.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class AllowPublicAttribute : Attribute, IAllowAnonymous;

/// <summary>The actor must now hold one of the posts.</summary>
internal sealed record PostsRequirement(IReadOnlyList<Role> Roles) : IAuthorizationRequirement;

/// <summary>Compares the posts named with the posts the actor holds at this request.</summary>
internal sealed class PostsHandler(IHttpContextAccessor http) : AuthorizationHandler<PostsRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PostsRequirement requirement)
    {
        if (http.HttpContext?.Actor() is { } actor && actor.IsAny([.. requirement.Roles])) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
