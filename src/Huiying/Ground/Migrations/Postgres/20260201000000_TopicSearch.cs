using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Huiying.Ground.Migrations.Postgres;

/// <summary>The full-text index of assessed posts: tokens only, no text, no positions.</summary>
[DbContext(typeof(PostgresStore))]
[Migration("20260201000000_TopicSearch")]
public sealed class TopicSearch : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table assess_search (office text collate "C" not null, post bigint not null, tokens tsvector not null, primary key (office, post));
        create index ix_assess_search_tokens on assess_search using gin (tokens);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop table assess_search");
}
