using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Huiying.Ground.Migrations.Sqlite;

/// <summary>The full-text index of assessed posts: tokens only, no text, no positions.</summary>
[DbContext(typeof(SqliteStore))]
[Migration("20260201000000_TopicSearch")]
public sealed class TopicSearch : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        "create virtual table assess_search using fts5(tokens, content='', contentless_delete=1, detail=none, tokenize='ascii')");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop table assess_search");
}
