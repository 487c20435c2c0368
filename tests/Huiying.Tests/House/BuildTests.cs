namespace Huiying.Tests.House;

public sealed class BuildTests
{
    [Fact]
    public void The_product_assembly_is_named_huiying() =>
        typeof(Huiying.Web.Commands.Shell).Assembly.GetName().Name.ShouldBe("huiying");
}
