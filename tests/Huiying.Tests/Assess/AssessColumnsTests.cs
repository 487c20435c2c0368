using Huiying.Assess;
using Huiying.Ground;
using Microsoft.EntityFrameworkCore;

namespace Huiying.Tests.Assess;

public sealed class AssessColumnsTests
{
    [Fact]
    public async Task The_columns_written_in_bulk_are_those_of_the_model()
    {
        await using var test = await TestStore.Create();
        await using var store = test.Open();
        Same(store, AssessColumns.Posts);
        Same(store, AssessColumns.Topics);
        Same(store, AssessColumns.Hours);
        Same(store, AssessColumns.Sources);
        Same(store, AssessColumns.Sharp);
    }

    private static void Same<T>(Store store, Columns<T> columns)
    {
        var type = store.Model.FindEntityType(typeof(T))!;
        columns.Table.ShouldBe(type.GetTableName());
        columns.Names.Select(n => n.Trim('"')).ShouldBe(type.GetProperties().Select(p => p.GetColumnName()), ignoreOrder: true);
    }
}
