using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Huiying.Ground.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "assess_alert_heads",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    correction = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_alert_heads", x => x.office);
                });

            migrationBuilder.CreateTable(
                name: "assess_alert_rules",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    paused = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ended = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    by_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_alert_rules", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "assess_alerts",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    level = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    topic = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    behind = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    what = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    raised_at = table.Column<long>(type: "bigint", nullable: false),
                    tell_at = table.Column<long>(type: "bigint", nullable: false),
                    kept = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    told_at = table.Column<long>(type: "bigint", nullable: true),
                    told = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    answer_by = table.Column<long>(type: "bigint", nullable: true),
                    up_at = table.Column<long>(type: "bigint", nullable: true),
                    up = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    opened_at = table.Column<long>(type: "bigint", nullable: true),
                    opened_by_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    seen_at = table.Column<long>(type: "bigint", nullable: true),
                    seen_by_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    note = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_alerts", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "assess_corrections",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    number = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    topic = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    other = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    moved = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    posts = table.Column<int>(type: "integer", nullable: false),
                    voices = table.Column<int>(type: "integer", nullable: false),
                    before = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    until = table.Column<long>(type: "bigint", nullable: true),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    by_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    undone_at = table.Column<long>(type: "bigint", nullable: true),
                    undone_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    undone_by_name = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_corrections", x => new { x.office, x.number });
                });

            migrationBuilder.CreateTable(
                name: "assess_document_paragraphs",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    document = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    place = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    is_heading = table.Column<bool>(type: "boolean", nullable: false),
                    lead = table.Column<int>(type: "integer", nullable: false),
                    under = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_document_paragraphs", x => new { x.office, x.document, x.version, x.number });
                });

            migrationBuilder.CreateTable(
                name: "assess_documents",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    document = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    number = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    issued_on = table.Column<DateOnly>(type: "date", nullable: true),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: true),
                    valid_until = table.Column<DateOnly>(type: "date", nullable: true),
                    address = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    file_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    paragraphs = table.Column<int>(type: "integer", nullable: false),
                    added_at = table.Column<long>(type: "bigint", nullable: false),
                    added_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    added_by_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    replaced = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ended_at = table.Column<long>(type: "bigint", nullable: true),
                    ended_by_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    changed = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_documents", x => new { x.office, x.document, x.version });
                });

            migrationBuilder.CreateTable(
                name: "assess_found_words",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    word = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    count = table.Column<int>(type: "integer", nullable: false),
                    posts = table.Column<int>(type: "integer", nullable: false),
                    examples = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    declined = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_found_words", x => new { x.office, x.word });
                });

            migrationBuilder.CreateTable(
                name: "assess_heads",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_heads", x => x.office);
                });

            migrationBuilder.CreateTable(
                name: "assess_hidden_topics",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    topic = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    from = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_hidden_topics", x => new { x.office, x.topic, x.from });
                });

            migrationBuilder.CreateTable(
                name: "assess_hot",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    span = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_hot", x => new { x.office, x.span });
                });

            migrationBuilder.CreateTable(
                name: "assess_hours",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    topic = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    hour = table.Column<long>(type: "bigint", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_hours", x => new { x.office, x.topic, x.hour });
                });

            migrationBuilder.CreateTable(
                name: "assess_posts",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    post = table.Column<long>(type: "bigint", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    topic = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    grouped = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    regroup = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    correction = table.Column<int>(type: "integer", nullable: true),
                    opened_topic = table.Column<bool>(type: "boolean", nullable: false),
                    likeness = table.Column<double>(type: "double precision", nullable: false),
                    needed = table.Column<double>(type: "double precision", nullable: false),
                    shared = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    copied = table.Column<bool>(type: "boolean", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sharp = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    purged = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_posts", x => new { x.office, x.post });
                });

            migrationBuilder.CreateTable(
                name: "assess_saved_searches",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    query = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    alerts = table.Column<bool>(type: "boolean", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    owner_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    saved_at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    looked = table.Column<long>(type: "bigint", nullable: false),
                    alerted_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_saved_searches", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "assess_sharp",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    topic = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    word = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_sharp", x => new { x.office, x.topic, x.word });
                });

            migrationBuilder.CreateTable(
                name: "assess_snapshots",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    state = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_snapshots", x => new { x.office, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "assess_sources",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    topic = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    where = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    count = table.Column<int>(type: "integer", nullable: false),
                    copies = table.Column<int>(type: "integer", nullable: false),
                    first_at = table.Column<long>(type: "bigint", nullable: false),
                    views = table.Column<long>(type: "bigint", nullable: true),
                    replies = table.Column<long>(type: "bigint", nullable: true),
                    link = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_sources", x => new { x.office, x.topic, x.where, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "assess_topics",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    first_post = table.Column<long>(type: "bigint", nullable: false),
                    first_at = table.Column<long>(type: "bigint", nullable: false),
                    last_at = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    posts = table.Column<int>(type: "integer", nullable: false),
                    views = table.Column<long>(type: "bigint", nullable: true),
                    replies = table.Column<long>(type: "bigint", nullable: true),
                    reposts = table.Column<long>(type: "bigint", nullable: true),
                    likes = table.Column<long>(type: "bigint", nullable: true),
                    copies = table.Column<int>(type: "integer", nullable: false),
                    sharp = table.Column<int>(type: "integer", nullable: false),
                    media = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    voices_closed = table.Column<int>(type: "integer", nullable: false),
                    voices_unknown = table.Column<int>(type: "integer", nullable: false),
                    suggested = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    suggestion = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    suggested_at = table.Column<long>(type: "bigint", nullable: true),
                    ticks = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    discovered_at = table.Column<long>(type: "bigint", nullable: true),
                    discovered_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    discovered_by_person = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    duty_from = table.Column<long>(type: "bigint", nullable: true),
                    duty_due_at = table.Column<long>(type: "bigint", nullable: true),
                    duty_grade = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    duty_derivation = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    duty_policy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    escalated_at = table.Column<long>(type: "bigint", nullable: true),
                    answer = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    answer_reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    answer_case = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    answered_at_grade = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    answered_at = table.Column<long>(type: "bigint", nullable: true),
                    answered_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    answered_by_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    merged_into = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    muted_until = table.Column<long>(type: "bigint", nullable: true),
                    mute_reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    muted_by_name = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_topics", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "assess_voice_windows",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    topic = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    key = table.Column<byte[]>(type: "bytea", nullable: false),
                    until = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_voice_windows", x => new { x.office, x.topic });
                });

            migrationBuilder.CreateTable(
                name: "assess_voices",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    topic = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    voice = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_voices", x => new { x.office, x.topic, x.voice });
                });

            migrationBuilder.CreateTable(
                name: "assess_words",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    number = table.Column<int>(type: "integer", nullable: false),
                    word = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    origin = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    from = table.Column<long>(type: "bigint", nullable: false),
                    until = table.Column<long>(type: "bigint", nullable: true),
                    added_at = table.Column<long>(type: "bigint", nullable: false),
                    added_by_name = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_words", x => new { x.office, x.number });
                });

            migrationBuilder.CreateTable(
                name: "collect_alerts",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject_kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    zh = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    raised_at = table.Column<long>(type: "bigint", nullable: false),
                    acknowledged_at = table.Column<long>(type: "bigint", nullable: true),
                    acknowledged_by = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_alerts", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "collect_attachments",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    post = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    length = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    encrypted = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_attachments", x => new { x.office, x.post, x.number });
                });

            migrationBuilder.CreateTable(
                name: "collect_contact_grants",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    post = table.Column<long>(type: "bigint", nullable: false),
                    handler = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject_kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject_id = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_contact_grants", x => new { x.office, x.post, x.handler, x.subject_kind, x.subject_id });
                });

            migrationBuilder.CreateTable(
                name: "collect_contacts",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    post = table.Column<long>(type: "bigint", nullable: false),
                    encrypted = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_contacts", x => new { x.office, x.post });
                });

            migrationBuilder.CreateTable(
                name: "collect_counts",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    post = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    views = table.Column<long>(type: "bigint", nullable: true),
                    replies = table.Column<long>(type: "bigint", nullable: true),
                    reposts = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_counts", x => new { x.office, x.post, x.at });
                });

            migrationBuilder.CreateTable(
                name: "collect_hosts",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    host = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_hosts", x => new { x.office, x.host });
                });

            migrationBuilder.CreateTable(
                name: "collect_imports",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    file_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    entry = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_imports", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "collect_intake_heads",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    last = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_intake_heads", x => x.office);
                });

            migrationBuilder.CreateTable(
                name: "collect_mappings",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    shape = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    columns = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_mappings", x => new { x.office, x.shape });
                });

            migrationBuilder.CreateTable(
                name: "collect_patrols",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    from = table.Column<long>(type: "bigint", nullable: false),
                    until = table.Column<long>(type: "bigint", nullable: false),
                    signed_at = table.Column<long>(type: "bigint", nullable: true),
                    signed_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    signed = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    missed_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_patrols", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "collect_places",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    names = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_places", x => x.office);
                });

            migrationBuilder.CreateTable(
                name: "collect_posts",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    source = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    channel = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    @public = table.Column<bool>(name: "public", type: "boolean", nullable: false),
                    url = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    host = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    published = table.Column<long>(type: "bigint", nullable: true),
                    captured_at = table.Column<long>(type: "bigint", nullable: false),
                    received_at = table.Column<long>(type: "bigint", nullable: true),
                    entered_afterwards = table.Column<bool>(type: "boolean", nullable: false),
                    views = table.Column<long>(type: "bigint", nullable: true),
                    replies = table.Column<long>(type: "bigint", nullable: true),
                    likes = table.Column<long>(type: "bigint", nullable: true),
                    dislikes = table.Column<long>(type: "bigint", nullable: true),
                    reposts = table.Column<long>(type: "bigint", nullable: true),
                    why = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    raw_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    copy_key = table.Column<byte[]>(type: "bytea", nullable: true),
                    copy_of = table.Column<long>(type: "bigint", nullable: true),
                    headers = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    assessed_at = table.Column<long>(type: "bigint", nullable: true),
                    vanished_at = table.Column<long>(type: "bigint", nullable: true),
                    look_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_posts", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "collect_recounts",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    post = table.Column<long>(type: "bigint", nullable: false),
                    views = table.Column<long>(type: "bigint", nullable: true),
                    replies = table.Column<long>(type: "bigint", nullable: true),
                    reposts = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_recounts", x => new { x.office, x.post });
                });

            migrationBuilder.CreateTable(
                name: "collect_runs",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    started_at = table.Column<long>(type: "bigint", nullable: false),
                    ended_at = table.Column<long>(type: "bigint", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    status = table.Column<int>(type: "integer", nullable: true),
                    stored = table.Column<int>(type: "integer", nullable: false),
                    copies = table.Column<int>(type: "integer", nullable: false),
                    duplicates = table.Column<int>(type: "integer", nullable: false),
                    unmatched = table.Column<int>(type: "integer", nullable: false),
                    too_old = table.Column<int>(type: "integer", nullable: false),
                    unreadable = table.Column<int>(type: "integer", nullable: false),
                    refused = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_runs", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "collect_seals",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    post = table.Column<long>(type: "bigint", nullable: false),
                    key_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_seals", x => new { x.office, x.post });
                });

            migrationBuilder.CreateTable(
                name: "collect_seen",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    key = table.Column<byte[]>(type: "bytea", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    post = table.Column<long>(type: "bigint", nullable: true),
                    terms = table.Column<long>(type: "bigint", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_seen", x => new { x.office, x.key });
                });

            migrationBuilder.CreateTable(
                name: "collect_source_days",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    day = table.Column<int>(type: "integer", nullable: false),
                    items = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_source_days", x => new { x.office, x.source, x.day });
                });

            migrationBuilder.CreateTable(
                name: "collect_sources",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    url = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    host = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    every_seconds = table.Column<int>(type: "integer", nullable: false),
                    take_all = table.Column<bool>(type: "boolean", nullable: false),
                    media = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    picking = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    folder = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    paused_because = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    added_at = table.Column<long>(type: "bigint", nullable: false),
                    next_due_at = table.Column<long>(type: "bigint", nullable: false),
                    etag = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    last_modified = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    moved_to = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    certificate_until = table.Column<long>(type: "bigint", nullable: true),
                    beats = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    last_success_at = table.Column<long>(type: "bigint", nullable: true),
                    last_item_at = table.Column<long>(type: "bigint", nullable: true),
                    last_outcome = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    last_status = table.Column<int>(type: "integer", nullable: true),
                    failures = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_sources", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "collect_terms",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    phrases = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    added_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    added_at = table.Column<long>(type: "bigint", nullable: false),
                    leader = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    until = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_terms", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "collect_threads",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    identity = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    url = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    post = table.Column<long>(type: "bigint", nullable: true),
                    page = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    etag = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    last_modified = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    views = table.Column<long>(type: "bigint", nullable: true),
                    replies = table.Column<long>(type: "bigint", nullable: true),
                    reposts = table.Column<long>(type: "bigint", nullable: true),
                    read_at = table.Column<long>(type: "bigint", nullable: false),
                    vanished_at = table.Column<long>(type: "bigint", nullable: true),
                    next_at = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_threads", x => new { x.office, x.source, x.identity });
                });

            migrationBuilder.CreateTable(
                name: "collect_turns",
                columns: table => new
                {
                    host = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    epoch = table.Column<long>(type: "bigint", nullable: false),
                    until = table.Column<long>(type: "bigint", nullable: false),
                    held = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_turns", x => x.host);
                });

            migrationBuilder.CreateTable(
                name: "ground_access",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    person = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    page = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    act = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    outcome = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    status = table.Column<int>(type: "integer", nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_access", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "ground_accounts",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    normalized_user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    normalized_email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    email_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    security_stamp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    concurrency_stamp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    phone_number = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    phone_number_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    lockout_end = table.Column<long>(type: "bigint", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_accounts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ground_appointments",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    person = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    role = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    section = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    deputy_of = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    from = table.Column<long>(type: "bigint", nullable: false),
                    until = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_appointments", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "ground_blobs",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    length = table.Column<long>(type: "bigint", nullable: false),
                    compressed = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_blobs", x => new { x.office, x.hash });
                });

            migrationBuilder.CreateTable(
                name: "ground_calendars",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    imported_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_calendars", x => new { x.office, x.hash });
                });

            migrationBuilder.CreateTable(
                name: "ground_drills",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    of = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    begun_at = table.Column<long>(type: "bigint", nullable: false),
                    ended_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_drills", x => x.office);
                });

            migrationBuilder.CreateTable(
                name: "ground_duty_log",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    by_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_duty_log", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "ground_keys",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendly_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    xml = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ground_ledger",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    act = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    body = table.Column<byte[]>(type: "bytea", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_ledger", x => new { x.office, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "ground_ledger_heads",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    hashing = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_ledger_heads", x => x.office);
                });

            migrationBuilder.CreateTable(
                name: "ground_office_bodies",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    body = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    target = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_office_bodies", x => new { x.office, x.body });
                });

            migrationBuilder.CreateTable(
                name: "ground_offices",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    zone = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    contact = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    parent = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_offices", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ground_people",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    left = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_people", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "ground_policies",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    base_text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    origin = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    drafted_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    drafted_at = table.Column<long>(type: "bigint", nullable: false),
                    in_force_from = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_policies", x => new { x.office, x.hash });
                });

            migrationBuilder.CreateTable(
                name: "ground_sections",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_sections", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "ground_shifts",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    officer = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    leader = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    telephone = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    out_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    out_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    out_at = table.Column<long>(type: "bigint", nullable: true),
                    out_text = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    in_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    in_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    in_at = table.Column<long>(type: "bigint", nullable: true),
                    in_text = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    gap_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_shifts", x => new { x.office, x.day });
                });

            migrationBuilder.CreateTable(
                name: "ground_typed",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    person = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    page = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    field = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_typed", x => new { x.office, x.person, x.page, x.field });
                });

            migrationBuilder.CreateTable(
                name: "handle_cases",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    number = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    topic = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    opened_at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    closed_at = table.Column<long>(type: "bigint", nullable: true),
                    naming = table.Column<bool>(type: "boolean", nullable: false),
                    state = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_handle_cases", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "handle_duties",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    @case = table.Column<string>(name: "case", type: "text", nullable: false, collation: "C"),
                    number = table.Column<int>(type: "integer", nullable: false),
                    rule = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    due_at = table.Column<long>(type: "bigint", nullable: true),
                    discharged_at = table.Column<long>(type: "bigint", nullable: true),
                    weekends_only = table.Column<bool>(type: "boolean", nullable: false),
                    next_notice_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_handle_duties", x => new { x.office, x.@case, x.number });
                });

            migrationBuilder.CreateTable(
                name: "handle_incoming",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    arrived_at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    waits = table.Column<bool>(type: "boolean", nullable: false),
                    state = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_handle_incoming", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "handle_labelled_files",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    state = table.Column<byte[]>(type: "bytea", nullable: false),
                    examples = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_handle_labelled_files", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "handle_numbers",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    year = table.Column<int>(type: "integer", nullable: false),
                    last = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_handle_numbers", x => new { x.office, x.kind, x.year });
                });

            migrationBuilder.CreateTable(
                name: "handle_plans",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    by_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_handle_plans", x => new { x.office, x.id, x.version });
                });

            migrationBuilder.CreateTable(
                name: "handle_signs",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    @case = table.Column<string>(name: "case", type: "text", nullable: true, collation: "C"),
                    alert_at = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_handle_signs", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "respond_answers",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    release = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    number = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    published_at = table.Column<long>(type: "bigint", nullable: false),
                    mends = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    text = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_respond_answers", x => new { x.office, x.release });
                });

            migrationBuilder.CreateTable(
                name: "respond_appraisals",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_respond_appraisals", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "respond_drafts",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    @case = table.Column<string>(name: "case", type: "text", nullable: false, collation: "C"),
                    person = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    saved_at = table.Column<long>(type: "bigint", nullable: false),
                    text = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_respond_drafts", x => new { x.office, x.@case, x.person });
                });

            migrationBuilder.CreateTable(
                name: "respond_releases",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    @case = table.Column<string>(name: "case", type: "text", nullable: false, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    published = table.Column<bool>(type: "boolean", nullable: false),
                    state = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_respond_releases", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "respond_standing",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    role = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    until = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_respond_standing", x => new { x.office, x.text_hash, x.role });
                });

            migrationBuilder.CreateTable(
                name: "review_decisions",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    @case = table.Column<string>(name: "case", type: "text", nullable: false, collation: "C"),
                    body = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    document = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    decided_on = table.Column<DateOnly>(type: "date", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review_decisions", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "review_drills",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    planned_at = table.Column<long>(type: "bigint", nullable: false),
                    next_at = table.Column<long>(type: "bigint", nullable: true),
                    given = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review_drills", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "review_papers",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    @case = table.Column<string>(name: "case", type: "text", nullable: true, collation: "C"),
                    drafted_at = table.Column<long>(type: "bigint", nullable: false),
                    signed_at = table.Column<long>(type: "bigint", nullable: true),
                    code = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review_papers", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "review_trainings",
                columns: table => new
                {
                    office = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at = table.Column<long>(type: "bigint", nullable: false),
                    recorded_by_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    what = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    annulled = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review_trainings", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "ground_account_claims",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    claim_type = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    claim_value = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_account_claims", x => x.id);
                    table.ForeignKey(
                        name: "fk_ground_account_claims_ground_accounts_user_id",
                        column: x => x.user_id,
                        principalTable: "ground_accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ground_account_logins",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                    provider_key = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                    provider_display_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    user_id = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_account_logins", x => new { x.login_provider, x.provider_key });
                    table.ForeignKey(
                        name: "fk_ground_account_logins_ground_accounts_user_id",
                        column: x => x.user_id,
                        principalTable: "ground_accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ground_account_passkeys",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(type: "bytea", maxLength: 1024, nullable: false),
                    user_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    data = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_account_passkeys", x => x.credential_id);
                    table.ForeignKey(
                        name: "fk_ground_account_passkeys_ground_accounts_user_id",
                        column: x => x.user_id,
                        principalTable: "ground_accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ground_account_tokens",
                columns: table => new
                {
                    user_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    login_provider = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                    value = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_account_tokens", x => new { x.user_id, x.login_provider, x.name });
                    table.ForeignKey(
                        name: "fk_ground_account_tokens_ground_accounts_user_id",
                        column: x => x.user_id,
                        principalTable: "ground_accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_assess_alerts_office_answer_by",
                table: "assess_alerts",
                columns: new[] { "office", "answer_by" },
                filter: "seen_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_assess_alerts_office_behind",
                table: "assess_alerts",
                columns: new[] { "office", "behind" });

            migrationBuilder.CreateIndex(
                name: "ix_assess_alerts_office_key",
                table: "assess_alerts",
                columns: new[] { "office", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_assess_alerts_office_tell_at",
                table: "assess_alerts",
                columns: new[] { "office", "tell_at" },
                filter: "told_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_assess_alerts_office_topic",
                table: "assess_alerts",
                columns: new[] { "office", "topic" });

            migrationBuilder.CreateIndex(
                name: "ix_assess_corrections_office_other",
                table: "assess_corrections",
                columns: new[] { "office", "other" });

            migrationBuilder.CreateIndex(
                name: "ix_assess_corrections_office_topic",
                table: "assess_corrections",
                columns: new[] { "office", "topic" });

            migrationBuilder.CreateIndex(
                name: "ix_assess_documents_office_changed",
                table: "assess_documents",
                columns: new[] { "office", "changed" });

            migrationBuilder.CreateIndex(
                name: "ix_assess_heads_ordinal",
                table: "assess_heads",
                column: "ordinal",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_assess_posts_office_post",
                table: "assess_posts",
                columns: new[] { "office", "post" },
                filter: "not purged");

            migrationBuilder.CreateIndex(
                name: "ix_assess_posts_office_regroup",
                table: "assess_posts",
                columns: new[] { "office", "regroup" },
                filter: "regroup is not null");

            migrationBuilder.CreateIndex(
                name: "ix_assess_posts_office_sequence",
                table: "assess_posts",
                columns: new[] { "office", "sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_assess_posts_office_topic_post",
                table: "assess_posts",
                columns: new[] { "office", "topic", "post" });

            migrationBuilder.CreateIndex(
                name: "ix_assess_topics_office_duty_due_at",
                table: "assess_topics",
                columns: new[] { "office", "duty_due_at" },
                filter: "duty_due_at is not null and answer is null");

            migrationBuilder.CreateIndex(
                name: "ix_assess_topics_office_id_suggested_answer_duty_due_at",
                table: "assess_topics",
                columns: new[] { "office", "id", "suggested", "answer", "duty_due_at" },
                filter: "suggested <> 'Ordinary' or answer is not null or duty_due_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_assess_topics_office_last_at",
                table: "assess_topics",
                columns: new[] { "office", "last_at" });

            migrationBuilder.CreateIndex(
                name: "ix_assess_topics_office_merged_into",
                table: "assess_topics",
                columns: new[] { "office", "merged_into" },
                filter: "merged_into is not null");

            migrationBuilder.CreateIndex(
                name: "ix_assess_voice_windows_office_until",
                table: "assess_voice_windows",
                columns: new[] { "office", "until" });

            migrationBuilder.CreateIndex(
                name: "ix_collect_patrols_office_until",
                table: "collect_patrols",
                columns: new[] { "office", "until" });

            migrationBuilder.CreateIndex(
                name: "ix_collect_posts_office_copy_key",
                table: "collect_posts",
                columns: new[] { "office", "copy_key" },
                filter: "copy_key is not null and copy_of is null");

            migrationBuilder.CreateIndex(
                name: "ix_collect_posts_office_id",
                table: "collect_posts",
                columns: new[] { "office", "id" },
                filter: "assessed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_collect_posts_office_id1",
                table: "collect_posts",
                columns: new[] { "office", "id" },
                filter: "vanished_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_collect_posts_office_source_look_at",
                table: "collect_posts",
                columns: new[] { "office", "source", "look_at" },
                filter: "look_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_collect_runs_office_ended_at",
                table: "collect_runs",
                columns: new[] { "office", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "ix_collect_source_days_office_day",
                table: "collect_source_days",
                columns: new[] { "office", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_collect_sources_host_next_due_at",
                table: "collect_sources",
                columns: new[] { "host", "next_due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_collect_sources_next_due_at_host",
                table: "collect_sources",
                columns: new[] { "next_due_at", "host" });

            migrationBuilder.CreateIndex(
                name: "ix_collect_sources_office_url",
                table: "collect_sources",
                columns: new[] { "office", "url" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_collect_threads_office_source_changed_at",
                table: "collect_threads",
                columns: new[] { "office", "source", "changed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_ground_access_office_at",
                table: "ground_access",
                columns: new[] { "office", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_ground_account_claims_user_id",
                table: "ground_account_claims",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_ground_account_logins_user_id",
                table: "ground_account_logins",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_ground_account_passkeys_user_id",
                table: "ground_account_passkeys",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "EmailIndex",
                table: "ground_accounts",
                column: "normalized_email");

            migrationBuilder.CreateIndex(
                name: "UserNameIndex",
                table: "ground_accounts",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ground_appointments_office_person",
                table: "ground_appointments",
                columns: new[] { "office", "person" });

            migrationBuilder.CreateIndex(
                name: "ix_ground_duty_log_office_day",
                table: "ground_duty_log",
                columns: new[] { "office", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_ground_ledger_office_subject_sequence",
                table: "ground_ledger",
                columns: new[] { "office", "subject", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_ground_typed_at",
                table: "ground_typed",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_handle_cases_office_number",
                table: "handle_cases",
                columns: new[] { "office", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_handle_cases_office_topic",
                table: "handle_cases",
                columns: new[] { "office", "topic" });

            migrationBuilder.CreateIndex(
                name: "ix_handle_duties_office_next_notice_at",
                table: "handle_duties",
                columns: new[] { "office", "next_notice_at" });

            migrationBuilder.CreateIndex(
                name: "ix_handle_incoming_office_arrived_at",
                table: "handle_incoming",
                columns: new[] { "office", "arrived_at" });

            migrationBuilder.CreateIndex(
                name: "ix_handle_signs_office_alert_at",
                table: "handle_signs",
                columns: new[] { "office", "alert_at" });

            migrationBuilder.CreateIndex(
                name: "ix_respond_answers_office_mends",
                table: "respond_answers",
                columns: new[] { "office", "mends" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_respond_answers_office_number",
                table: "respond_answers",
                columns: new[] { "office", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_respond_answers_office_published_at",
                table: "respond_answers",
                columns: new[] { "office", "published_at" });

            migrationBuilder.CreateIndex(
                name: "ix_respond_releases_office_case",
                table: "respond_releases",
                columns: new[] { "office", "case" });

            migrationBuilder.CreateIndex(
                name: "ix_review_decisions_office_case",
                table: "review_decisions",
                columns: new[] { "office", "case" });

            migrationBuilder.CreateIndex(
                name: "ix_review_drills_office_next_at",
                table: "review_drills",
                columns: new[] { "office", "next_at" });

            migrationBuilder.CreateIndex(
                name: "ix_review_papers_office_code",
                table: "review_papers",
                columns: new[] { "office", "code" });

            migrationBuilder.CreateIndex(
                name: "ix_review_papers_office_drafted_at",
                table: "review_papers",
                columns: new[] { "office", "drafted_at" });

            migrationBuilder.CreateIndex(
                name: "ix_review_papers_office_key",
                table: "review_papers",
                columns: new[] { "office", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_review_trainings_office_on",
                table: "review_trainings",
                columns: new[] { "office", "on" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "assess_alert_heads");

            migrationBuilder.DropTable(
                name: "assess_alert_rules");

            migrationBuilder.DropTable(
                name: "assess_alerts");

            migrationBuilder.DropTable(
                name: "assess_corrections");

            migrationBuilder.DropTable(
                name: "assess_document_paragraphs");

            migrationBuilder.DropTable(
                name: "assess_documents");

            migrationBuilder.DropTable(
                name: "assess_found_words");

            migrationBuilder.DropTable(
                name: "assess_heads");

            migrationBuilder.DropTable(
                name: "assess_hidden_topics");

            migrationBuilder.DropTable(
                name: "assess_hot");

            migrationBuilder.DropTable(
                name: "assess_hours");

            migrationBuilder.DropTable(
                name: "assess_posts");

            migrationBuilder.DropTable(
                name: "assess_saved_searches");

            migrationBuilder.DropTable(
                name: "assess_sharp");

            migrationBuilder.DropTable(
                name: "assess_snapshots");

            migrationBuilder.DropTable(
                name: "assess_sources");

            migrationBuilder.DropTable(
                name: "assess_topics");

            migrationBuilder.DropTable(
                name: "assess_voice_windows");

            migrationBuilder.DropTable(
                name: "assess_voices");

            migrationBuilder.DropTable(
                name: "assess_words");

            migrationBuilder.DropTable(
                name: "collect_alerts");

            migrationBuilder.DropTable(
                name: "collect_attachments");

            migrationBuilder.DropTable(
                name: "collect_contact_grants");

            migrationBuilder.DropTable(
                name: "collect_contacts");

            migrationBuilder.DropTable(
                name: "collect_counts");

            migrationBuilder.DropTable(
                name: "collect_hosts");

            migrationBuilder.DropTable(
                name: "collect_imports");

            migrationBuilder.DropTable(
                name: "collect_intake_heads");

            migrationBuilder.DropTable(
                name: "collect_mappings");

            migrationBuilder.DropTable(
                name: "collect_patrols");

            migrationBuilder.DropTable(
                name: "collect_places");

            migrationBuilder.DropTable(
                name: "collect_posts");

            migrationBuilder.DropTable(
                name: "collect_recounts");

            migrationBuilder.DropTable(
                name: "collect_runs");

            migrationBuilder.DropTable(
                name: "collect_seals");

            migrationBuilder.DropTable(
                name: "collect_seen");

            migrationBuilder.DropTable(
                name: "collect_source_days");

            migrationBuilder.DropTable(
                name: "collect_sources");

            migrationBuilder.DropTable(
                name: "collect_terms");

            migrationBuilder.DropTable(
                name: "collect_threads");

            migrationBuilder.DropTable(
                name: "collect_turns");

            migrationBuilder.DropTable(
                name: "ground_access");

            migrationBuilder.DropTable(
                name: "ground_account_claims");

            migrationBuilder.DropTable(
                name: "ground_account_logins");

            migrationBuilder.DropTable(
                name: "ground_account_passkeys");

            migrationBuilder.DropTable(
                name: "ground_account_tokens");

            migrationBuilder.DropTable(
                name: "ground_appointments");

            migrationBuilder.DropTable(
                name: "ground_blobs");

            migrationBuilder.DropTable(
                name: "ground_calendars");

            migrationBuilder.DropTable(
                name: "ground_drills");

            migrationBuilder.DropTable(
                name: "ground_duty_log");

            migrationBuilder.DropTable(
                name: "ground_keys");

            migrationBuilder.DropTable(
                name: "ground_ledger");

            migrationBuilder.DropTable(
                name: "ground_ledger_heads");

            migrationBuilder.DropTable(
                name: "ground_office_bodies");

            migrationBuilder.DropTable(
                name: "ground_offices");

            migrationBuilder.DropTable(
                name: "ground_people");

            migrationBuilder.DropTable(
                name: "ground_policies");

            migrationBuilder.DropTable(
                name: "ground_sections");

            migrationBuilder.DropTable(
                name: "ground_shifts");

            migrationBuilder.DropTable(
                name: "ground_typed");

            migrationBuilder.DropTable(
                name: "handle_cases");

            migrationBuilder.DropTable(
                name: "handle_duties");

            migrationBuilder.DropTable(
                name: "handle_incoming");

            migrationBuilder.DropTable(
                name: "handle_labelled_files");

            migrationBuilder.DropTable(
                name: "handle_numbers");

            migrationBuilder.DropTable(
                name: "handle_plans");

            migrationBuilder.DropTable(
                name: "handle_signs");

            migrationBuilder.DropTable(
                name: "respond_answers");

            migrationBuilder.DropTable(
                name: "respond_appraisals");

            migrationBuilder.DropTable(
                name: "respond_drafts");

            migrationBuilder.DropTable(
                name: "respond_releases");

            migrationBuilder.DropTable(
                name: "respond_standing");

            migrationBuilder.DropTable(
                name: "review_decisions");

            migrationBuilder.DropTable(
                name: "review_drills");

            migrationBuilder.DropTable(
                name: "review_papers");

            migrationBuilder.DropTable(
                name: "review_trainings");

            migrationBuilder.DropTable(
                name: "ground_accounts");
        }
    }
}
