using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Huiying.Ground.Migrations.Sqlite
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
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    correction = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_alert_heads", x => x.office);
                });

            migrationBuilder.CreateTable(
                name: "assess_alert_rules",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    paused = table.Column<string>(type: "TEXT", nullable: true),
                    ended = table.Column<string>(type: "TEXT", nullable: true),
                    by_name = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_alert_rules", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "assess_alerts",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    level = table.Column<string>(type: "TEXT", nullable: false),
                    topic = table.Column<string>(type: "TEXT", nullable: true),
                    behind = table.Column<string>(type: "TEXT", nullable: true),
                    what = table.Column<string>(type: "TEXT", nullable: false),
                    raised_at = table.Column<long>(type: "INTEGER", nullable: false),
                    tell_at = table.Column<long>(type: "INTEGER", nullable: false),
                    kept = table.Column<string>(type: "TEXT", nullable: true),
                    told_at = table.Column<long>(type: "INTEGER", nullable: true),
                    told = table.Column<string>(type: "TEXT", nullable: true),
                    answer_by = table.Column<long>(type: "INTEGER", nullable: true),
                    up_at = table.Column<long>(type: "INTEGER", nullable: true),
                    up = table.Column<string>(type: "TEXT", nullable: true),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: true),
                    opened_by_name = table.Column<string>(type: "TEXT", nullable: true),
                    seen_at = table.Column<long>(type: "INTEGER", nullable: true),
                    seen_by_name = table.Column<string>(type: "TEXT", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_alerts", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "assess_corrections",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    topic = table.Column<string>(type: "TEXT", nullable: false),
                    other = table.Column<string>(type: "TEXT", nullable: true),
                    moved = table.Column<string>(type: "TEXT", nullable: false),
                    posts = table.Column<int>(type: "INTEGER", nullable: false),
                    voices = table.Column<int>(type: "INTEGER", nullable: false),
                    before = table.Column<string>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    by_name = table.Column<string>(type: "TEXT", nullable: false),
                    undone_at = table.Column<long>(type: "INTEGER", nullable: true),
                    undone_by = table.Column<string>(type: "TEXT", nullable: true),
                    undone_by_name = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_corrections", x => new { x.office, x.number });
                });

            migrationBuilder.CreateTable(
                name: "assess_document_paragraphs",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    document = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    place = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    is_heading = table.Column<bool>(type: "INTEGER", nullable: false),
                    lead = table.Column<int>(type: "INTEGER", nullable: false),
                    under = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_document_paragraphs", x => new { x.office, x.document, x.version, x.number });
                });

            migrationBuilder.CreateTable(
                name: "assess_documents",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    document = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    issued_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    valid_from = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    valid_until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    address = table.Column<string>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    file_hash = table.Column<string>(type: "TEXT", nullable: false),
                    paragraphs = table.Column<int>(type: "INTEGER", nullable: false),
                    added_at = table.Column<long>(type: "INTEGER", nullable: false),
                    added_by = table.Column<string>(type: "TEXT", nullable: false),
                    added_by_name = table.Column<string>(type: "TEXT", nullable: false),
                    replaced = table.Column<bool>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_by_name = table.Column<string>(type: "TEXT", nullable: true),
                    changed = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_documents", x => new { x.office, x.document, x.version });
                });

            migrationBuilder.CreateTable(
                name: "assess_found_words",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    word = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false),
                    posts = table.Column<int>(type: "INTEGER", nullable: false),
                    examples = table.Column<string>(type: "TEXT", nullable: false),
                    declined = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_found_words", x => new { x.office, x.word });
                });

            migrationBuilder.CreateTable(
                name: "assess_heads",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_heads", x => x.office);
                });

            migrationBuilder.CreateTable(
                name: "assess_hidden_topics",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    topic = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_hidden_topics", x => new { x.office, x.topic, x.from });
                });

            migrationBuilder.CreateTable(
                name: "assess_hot",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    span = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_hot", x => new { x.office, x.span });
                });

            migrationBuilder.CreateTable(
                name: "assess_hours",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    topic = table.Column<string>(type: "TEXT", nullable: false),
                    hour = table.Column<long>(type: "INTEGER", nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_hours", x => new { x.office, x.topic, x.hour });
                });

            migrationBuilder.CreateTable(
                name: "assess_posts",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    post = table.Column<long>(type: "INTEGER", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    topic = table.Column<string>(type: "TEXT", nullable: false),
                    grouped = table.Column<string>(type: "TEXT", nullable: false),
                    regroup = table.Column<string>(type: "TEXT", nullable: true),
                    correction = table.Column<int>(type: "INTEGER", nullable: true),
                    opened_topic = table.Column<bool>(type: "INTEGER", nullable: false),
                    likeness = table.Column<double>(type: "REAL", nullable: false),
                    needed = table.Column<double>(type: "REAL", nullable: false),
                    shared = table.Column<string>(type: "TEXT", nullable: false),
                    copied = table.Column<bool>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    sharp = table.Column<string>(type: "TEXT", nullable: false),
                    purged = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_posts", x => new { x.office, x.post });
                });

            migrationBuilder.CreateTable(
                name: "assess_saved_searches",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    query = table.Column<string>(type: "TEXT", nullable: false),
                    alerts = table.Column<bool>(type: "INTEGER", nullable: false),
                    owner = table.Column<string>(type: "TEXT", nullable: false),
                    owner_name = table.Column<string>(type: "TEXT", nullable: false),
                    saved_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    looked = table.Column<long>(type: "INTEGER", nullable: false),
                    alerted_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_saved_searches", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "assess_sharp",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    topic = table.Column<string>(type: "TEXT", nullable: false),
                    word = table.Column<string>(type: "TEXT", nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_sharp", x => new { x.office, x.topic, x.word });
                });

            migrationBuilder.CreateTable(
                name: "assess_snapshots",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_snapshots", x => new { x.office, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "assess_sources",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    topic = table.Column<string>(type: "TEXT", nullable: false),
                    where = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false),
                    copies = table.Column<int>(type: "INTEGER", nullable: false),
                    first_at = table.Column<long>(type: "INTEGER", nullable: false),
                    views = table.Column<long>(type: "INTEGER", nullable: true),
                    replies = table.Column<long>(type: "INTEGER", nullable: true),
                    link = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_sources", x => new { x.office, x.topic, x.where, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "assess_topics",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    first_post = table.Column<long>(type: "INTEGER", nullable: false),
                    first_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_at = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    posts = table.Column<int>(type: "INTEGER", nullable: false),
                    views = table.Column<long>(type: "INTEGER", nullable: true),
                    replies = table.Column<long>(type: "INTEGER", nullable: true),
                    reposts = table.Column<long>(type: "INTEGER", nullable: true),
                    likes = table.Column<long>(type: "INTEGER", nullable: true),
                    copies = table.Column<int>(type: "INTEGER", nullable: false),
                    sharp = table.Column<int>(type: "INTEGER", nullable: false),
                    media = table.Column<string>(type: "TEXT", nullable: false),
                    voices_closed = table.Column<int>(type: "INTEGER", nullable: false),
                    voices_unknown = table.Column<int>(type: "INTEGER", nullable: false),
                    suggested = table.Column<string>(type: "TEXT", nullable: false),
                    suggestion = table.Column<string>(type: "TEXT", nullable: true),
                    suggested_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ticks = table.Column<string>(type: "TEXT", nullable: false),
                    discovered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    discovered_by = table.Column<string>(type: "TEXT", nullable: true),
                    discovered_by_person = table.Column<string>(type: "TEXT", nullable: true),
                    duty_from = table.Column<long>(type: "INTEGER", nullable: true),
                    duty_due_at = table.Column<long>(type: "INTEGER", nullable: true),
                    duty_grade = table.Column<string>(type: "TEXT", nullable: true),
                    duty_derivation = table.Column<string>(type: "TEXT", nullable: true),
                    duty_policy = table.Column<string>(type: "TEXT", nullable: true),
                    escalated_at = table.Column<long>(type: "INTEGER", nullable: true),
                    answer = table.Column<string>(type: "TEXT", nullable: true),
                    answer_reason = table.Column<string>(type: "TEXT", nullable: true),
                    answer_case = table.Column<string>(type: "TEXT", nullable: true),
                    answered_at_grade = table.Column<string>(type: "TEXT", nullable: true),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    answered_by = table.Column<string>(type: "TEXT", nullable: true),
                    answered_by_name = table.Column<string>(type: "TEXT", nullable: true),
                    merged_into = table.Column<string>(type: "TEXT", nullable: true),
                    muted_until = table.Column<long>(type: "INTEGER", nullable: true),
                    mute_reason = table.Column<string>(type: "TEXT", nullable: true),
                    muted_by_name = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_topics", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "assess_voice_windows",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    topic = table.Column<string>(type: "TEXT", nullable: false),
                    key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_voice_windows", x => new { x.office, x.topic });
                });

            migrationBuilder.CreateTable(
                name: "assess_voices",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    topic = table.Column<string>(type: "TEXT", nullable: false),
                    voice = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_voices", x => new { x.office, x.topic, x.voice });
                });

            migrationBuilder.CreateTable(
                name: "assess_words",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    word = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    origin = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: true),
                    added_at = table.Column<long>(type: "INTEGER", nullable: false),
                    added_by_name = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assess_words", x => new { x.office, x.number });
                });

            migrationBuilder.CreateTable(
                name: "collect_alerts",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    subject_kind = table.Column<string>(type: "TEXT", nullable: false),
                    subject_id = table.Column<string>(type: "TEXT", nullable: false),
                    zh = table.Column<string>(type: "TEXT", nullable: false),
                    raised_at = table.Column<long>(type: "INTEGER", nullable: false),
                    acknowledged_at = table.Column<long>(type: "INTEGER", nullable: true),
                    acknowledged_by = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_alerts", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "collect_attachments",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    post = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    length = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    encrypted = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_attachments", x => new { x.office, x.post, x.number });
                });

            migrationBuilder.CreateTable(
                name: "collect_contact_grants",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    post = table.Column<long>(type: "INTEGER", nullable: false),
                    handler = table.Column<string>(type: "TEXT", nullable: false),
                    subject_kind = table.Column<string>(type: "TEXT", nullable: false),
                    subject_id = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_contact_grants", x => new { x.office, x.post, x.handler, x.subject_kind, x.subject_id });
                });

            migrationBuilder.CreateTable(
                name: "collect_contacts",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    post = table.Column<long>(type: "INTEGER", nullable: false),
                    encrypted = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_contacts", x => new { x.office, x.post });
                });

            migrationBuilder.CreateTable(
                name: "collect_counts",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    post = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    views = table.Column<long>(type: "INTEGER", nullable: true),
                    replies = table.Column<long>(type: "INTEGER", nullable: true),
                    reposts = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_counts", x => new { x.office, x.post, x.at });
                });

            migrationBuilder.CreateTable(
                name: "collect_hosts",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    host = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_hosts", x => new { x.office, x.host });
                });

            migrationBuilder.CreateTable(
                name: "collect_imports",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    file_hash = table.Column<string>(type: "TEXT", nullable: false),
                    entry = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_imports", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "collect_intake_heads",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    last = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_intake_heads", x => x.office);
                });

            migrationBuilder.CreateTable(
                name: "collect_mappings",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    shape = table.Column<string>(type: "TEXT", nullable: false),
                    columns = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_mappings", x => new { x.office, x.shape });
                });

            migrationBuilder.CreateTable(
                name: "collect_patrols",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false),
                    signed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    signed_by = table.Column<string>(type: "TEXT", nullable: true),
                    signed = table.Column<string>(type: "TEXT", nullable: true),
                    missed_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_patrols", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "collect_places",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    names = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_places", x => x.office);
                });

            migrationBuilder.CreateTable(
                name: "collect_posts",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: true),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    channel = table.Column<string>(type: "TEXT", nullable: false),
                    @public = table.Column<bool>(name: "public", type: "INTEGER", nullable: false),
                    url = table.Column<string>(type: "TEXT", nullable: true),
                    host = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    published = table.Column<long>(type: "INTEGER", nullable: true),
                    captured_at = table.Column<long>(type: "INTEGER", nullable: false),
                    received_at = table.Column<long>(type: "INTEGER", nullable: true),
                    entered_afterwards = table.Column<bool>(type: "INTEGER", nullable: false),
                    views = table.Column<long>(type: "INTEGER", nullable: true),
                    replies = table.Column<long>(type: "INTEGER", nullable: true),
                    likes = table.Column<long>(type: "INTEGER", nullable: true),
                    dislikes = table.Column<long>(type: "INTEGER", nullable: true),
                    reposts = table.Column<long>(type: "INTEGER", nullable: true),
                    why = table.Column<string>(type: "TEXT", nullable: false),
                    text_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    raw_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    copy_key = table.Column<byte[]>(type: "BLOB", nullable: true),
                    copy_of = table.Column<long>(type: "INTEGER", nullable: true),
                    headers = table.Column<string>(type: "TEXT", nullable: true),
                    assessed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    vanished_at = table.Column<long>(type: "INTEGER", nullable: true),
                    look_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_posts", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "collect_recounts",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    post = table.Column<long>(type: "INTEGER", nullable: false),
                    views = table.Column<long>(type: "INTEGER", nullable: true),
                    replies = table.Column<long>(type: "INTEGER", nullable: true),
                    reposts = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_recounts", x => new { x.office, x.post });
                });

            migrationBuilder.CreateTable(
                name: "collect_runs",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: true),
                    stored = table.Column<int>(type: "INTEGER", nullable: false),
                    copies = table.Column<int>(type: "INTEGER", nullable: false),
                    duplicates = table.Column<int>(type: "INTEGER", nullable: false),
                    unmatched = table.Column<int>(type: "INTEGER", nullable: false),
                    too_old = table.Column<int>(type: "INTEGER", nullable: false),
                    unreadable = table.Column<int>(type: "INTEGER", nullable: false),
                    refused = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_runs", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "collect_seals",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    post = table.Column<long>(type: "INTEGER", nullable: false),
                    key_id = table.Column<string>(type: "TEXT", nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_seals", x => new { x.office, x.post });
                });

            migrationBuilder.CreateTable(
                name: "collect_seen",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", nullable: false),
                    post = table.Column<long>(type: "INTEGER", nullable: true),
                    terms = table.Column<long>(type: "INTEGER", nullable: false),
                    tries = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_seen", x => new { x.office, x.key });
                });

            migrationBuilder.CreateTable(
                name: "collect_source_days",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    day = table.Column<int>(type: "INTEGER", nullable: false),
                    items = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_source_days", x => new { x.office, x.source, x.day });
                });

            migrationBuilder.CreateTable(
                name: "collect_sources",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    url = table.Column<string>(type: "TEXT", nullable: false),
                    host = table.Column<string>(type: "TEXT", nullable: false),
                    every_seconds = table.Column<int>(type: "INTEGER", nullable: false),
                    take_all = table.Column<bool>(type: "INTEGER", nullable: false),
                    media = table.Column<string>(type: "TEXT", nullable: false),
                    picking = table.Column<string>(type: "TEXT", nullable: true),
                    folder = table.Column<string>(type: "TEXT", nullable: true),
                    paused_because = table.Column<string>(type: "TEXT", nullable: true),
                    added_at = table.Column<long>(type: "INTEGER", nullable: false),
                    next_due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    etag = table.Column<string>(type: "TEXT", nullable: true),
                    last_modified = table.Column<string>(type: "TEXT", nullable: true),
                    moved_to = table.Column<string>(type: "TEXT", nullable: true),
                    certificate_until = table.Column<long>(type: "INTEGER", nullable: true),
                    beats = table.Column<string>(type: "TEXT", nullable: true),
                    last_success_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_item_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_outcome = table.Column<string>(type: "TEXT", nullable: true),
                    last_status = table.Column<int>(type: "INTEGER", nullable: true),
                    failures = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_sources", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "collect_terms",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    phrases = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    added_by = table.Column<string>(type: "TEXT", nullable: false),
                    added_at = table.Column<long>(type: "INTEGER", nullable: false),
                    leader = table.Column<string>(type: "TEXT", nullable: true),
                    until = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_terms", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "collect_threads",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    identity = table.Column<string>(type: "TEXT", nullable: false),
                    url = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    post = table.Column<long>(type: "INTEGER", nullable: true),
                    page = table.Column<string>(type: "TEXT", nullable: false),
                    etag = table.Column<string>(type: "TEXT", nullable: true),
                    last_modified = table.Column<string>(type: "TEXT", nullable: true),
                    views = table.Column<long>(type: "INTEGER", nullable: true),
                    replies = table.Column<long>(type: "INTEGER", nullable: true),
                    reposts = table.Column<long>(type: "INTEGER", nullable: true),
                    read_at = table.Column<long>(type: "INTEGER", nullable: false),
                    vanished_at = table.Column<long>(type: "INTEGER", nullable: true),
                    next_at = table.Column<long>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_threads", x => new { x.office, x.source, x.identity });
                });

            migrationBuilder.CreateTable(
                name: "collect_turns",
                columns: table => new
                {
                    host = table.Column<string>(type: "TEXT", nullable: false),
                    epoch = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false),
                    held = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_collect_turns", x => x.host);
                });

            migrationBuilder.CreateTable(
                name: "ground_access",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    person = table.Column<string>(type: "TEXT", nullable: true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    page = table.Column<string>(type: "TEXT", nullable: false),
                    act = table.Column<string>(type: "TEXT", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_access", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "ground_accounts",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    user_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    normalized_user_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    normalized_email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    email_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", nullable: true),
                    security_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    phone_number = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    phone_number_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    lockout_end = table.Column<long>(type: "INTEGER", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    access_failed_count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_accounts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ground_appointments",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    person = table.Column<string>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", nullable: false),
                    section = table.Column<string>(type: "TEXT", nullable: true),
                    deputy_of = table.Column<string>(type: "TEXT", nullable: true),
                    from = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_appointments", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "ground_blobs",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    length = table.Column<long>(type: "INTEGER", nullable: false),
                    compressed = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_blobs", x => new { x.office, x.hash });
                });

            migrationBuilder.CreateTable(
                name: "ground_calendars",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    imported_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_calendars", x => new { x.office, x.hash });
                });

            migrationBuilder.CreateTable(
                name: "ground_drills",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    of = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    begun_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_drills", x => x.office);
                });

            migrationBuilder.CreateTable(
                name: "ground_duty_log",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    by_name = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_duty_log", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "ground_keys",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    friendly_name = table.Column<string>(type: "TEXT", nullable: true),
                    xml = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ground_ledger",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    act = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<byte[]>(type: "BLOB", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_ledger", x => new { x.office, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "ground_ledger_heads",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    hashing = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_ledger_heads", x => x.office);
                });

            migrationBuilder.CreateTable(
                name: "ground_office_bodies",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    target = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_office_bodies", x => new { x.office, x.body });
                });

            migrationBuilder.CreateTable(
                name: "ground_offices",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    zone = table.Column<string>(type: "TEXT", nullable: false),
                    contact = table.Column<string>(type: "TEXT", nullable: false),
                    parent = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_offices", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ground_people",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    left = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_people", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "ground_policies",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    base_text = table.Column<string>(type: "TEXT", nullable: false),
                    origin = table.Column<string>(type: "TEXT", nullable: false),
                    drafted_by = table.Column<string>(type: "TEXT", nullable: false),
                    drafted_at = table.Column<long>(type: "INTEGER", nullable: false),
                    in_force_from = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_policies", x => new { x.office, x.hash });
                });

            migrationBuilder.CreateTable(
                name: "ground_sections",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_sections", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "ground_shifts",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    officer = table.Column<string>(type: "TEXT", nullable: true),
                    leader = table.Column<string>(type: "TEXT", nullable: true),
                    telephone = table.Column<string>(type: "TEXT", nullable: false),
                    out_by = table.Column<string>(type: "TEXT", nullable: true),
                    out_name = table.Column<string>(type: "TEXT", nullable: true),
                    out_at = table.Column<long>(type: "INTEGER", nullable: true),
                    out_text = table.Column<string>(type: "TEXT", nullable: true),
                    in_by = table.Column<string>(type: "TEXT", nullable: true),
                    in_name = table.Column<string>(type: "TEXT", nullable: true),
                    in_at = table.Column<long>(type: "INTEGER", nullable: true),
                    in_text = table.Column<string>(type: "TEXT", nullable: true),
                    gap_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_shifts", x => new { x.office, x.day });
                });

            migrationBuilder.CreateTable(
                name: "ground_typed",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    person = table.Column<string>(type: "TEXT", nullable: false),
                    page = table.Column<string>(type: "TEXT", nullable: false),
                    field = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ground_typed", x => new { x.office, x.person, x.page, x.field });
                });

            migrationBuilder.CreateTable(
                name: "handle_cases",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    topic = table.Column<string>(type: "TEXT", nullable: true),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    stage = table.Column<string>(type: "TEXT", nullable: false),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    naming = table.Column<bool>(type: "INTEGER", nullable: false),
                    state = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_handle_cases", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "handle_duties",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    @case = table.Column<string>(name: "case", type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    rule = table.Column<string>(type: "TEXT", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: true),
                    discharged_at = table.Column<long>(type: "INTEGER", nullable: true),
                    weekends_only = table.Column<bool>(type: "INTEGER", nullable: false),
                    next_notice_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_handle_duties", x => new { x.office, x.@case, x.number });
                });

            migrationBuilder.CreateTable(
                name: "handle_incoming",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    arrived_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    waits = table.Column<bool>(type: "INTEGER", nullable: false),
                    state = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_handle_incoming", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "handle_labelled_files",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<byte[]>(type: "BLOB", nullable: false),
                    examples = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_handle_labelled_files", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "handle_numbers",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    last = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_handle_numbers", x => new { x.office, x.kind, x.year });
                });

            migrationBuilder.CreateTable(
                name: "handle_plans",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    by_name = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_handle_plans", x => new { x.office, x.id, x.version });
                });

            migrationBuilder.CreateTable(
                name: "handle_signs",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    @case = table.Column<string>(name: "case", type: "TEXT", nullable: true),
                    alert_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_handle_signs", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "respond_answers",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    release = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    published_at = table.Column<long>(type: "INTEGER", nullable: false),
                    mends = table.Column<string>(type: "TEXT", nullable: true),
                    text = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_respond_answers", x => new { x.office, x.release });
                });

            migrationBuilder.CreateTable(
                name: "respond_appraisals",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_respond_appraisals", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "respond_drafts",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    @case = table.Column<string>(name: "case", type: "TEXT", nullable: false),
                    person = table.Column<string>(type: "TEXT", nullable: false),
                    saved_at = table.Column<long>(type: "INTEGER", nullable: false),
                    text = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_respond_drafts", x => new { x.office, x.@case, x.person });
                });

            migrationBuilder.CreateTable(
                name: "respond_releases",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    @case = table.Column<string>(name: "case", type: "TEXT", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    published = table.Column<bool>(type: "INTEGER", nullable: false),
                    state = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_respond_releases", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "respond_standing",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    text_hash = table.Column<string>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_respond_standing", x => new { x.office, x.text_hash, x.role });
                });

            migrationBuilder.CreateTable(
                name: "review_decisions",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    @case = table.Column<string>(name: "case", type: "TEXT", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    document = table.Column<string>(type: "TEXT", nullable: false),
                    decided_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    recorded_by = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review_decisions", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "review_drills",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    planned_at = table.Column<long>(type: "INTEGER", nullable: false),
                    next_at = table.Column<long>(type: "INTEGER", nullable: true),
                    given = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review_drills", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "review_papers",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    @case = table.Column<string>(name: "case", type: "TEXT", nullable: true),
                    drafted_at = table.Column<long>(type: "INTEGER", nullable: false),
                    signed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    code = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review_papers", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "review_trainings",
                columns: table => new
                {
                    office = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    recorded_at = table.Column<long>(type: "INTEGER", nullable: false),
                    recorded_by_name = table.Column<string>(type: "TEXT", nullable: false),
                    what = table.Column<string>(type: "TEXT", nullable: false),
                    annulled = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review_trainings", x => new { x.office, x.id });
                });

            migrationBuilder.CreateTable(
                name: "ground_account_claims",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    user_id = table.Column<string>(type: "TEXT", nullable: false),
                    claim_type = table.Column<string>(type: "TEXT", nullable: true),
                    claim_value = table.Column<string>(type: "TEXT", nullable: true)
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
                    login_provider = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    provider_key = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    provider_display_name = table.Column<string>(type: "TEXT", nullable: true),
                    user_id = table.Column<string>(type: "TEXT", nullable: false)
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
                    credential_id = table.Column<byte[]>(type: "BLOB", maxLength: 1024, nullable: false),
                    user_id = table.Column<string>(type: "TEXT", nullable: false),
                    data = table.Column<string>(type: "TEXT", nullable: false)
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
                    user_id = table.Column<string>(type: "TEXT", nullable: false),
                    login_provider = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: true)
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
