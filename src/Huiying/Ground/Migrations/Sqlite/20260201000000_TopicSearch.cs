using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Huiying.Ground.Migrations.Sqlite;

/// <summary>The full-text index of assessed posts: tokens only, no text, no positions.</summary>
[DbContext(typeof(SqliteStore))]
[Migration("20260201000000_TopicSearch")]
public sealed class TopicSearch : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("create virtual table assess_search using fts5(tokens, content='', contentless_delete=1, detail=none, tokenize='ascii')");
        // Bytes gathered in memory before a segment is written, 1 MB by itself: a batch of an import is then one segment, and segments are merged a tenth as often.
        migrationBuilder.Sql("insert into assess_search (assess_search, rank) values ('hashsize', 33554432)");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop table assess_search");
}
