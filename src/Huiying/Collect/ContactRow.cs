using Huiying.Ground;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Huiying.Collect;

/// <summary>A sender's contact details, encrypted; seen per case by its handler (S03, S11).</summary>
internal sealed class ContactRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required PostId Post { get; init; }
    public required byte[] Encrypted { get; init; }
}

/// <summary>Who may open a post's contact details, for which case.</summary>
internal sealed class ContactGrantRow : IOfficed
{
    public required OfficeId Office { get; init; }
    public required PostId Post { get; init; }
    public required PersonId Handler { get; init; }
    public required string SubjectKind { get; init; }
    public required string SubjectId { get; init; }
}

internal sealed class ContactTables : IEntityTypeConfiguration<ContactRow>, IEntityTypeConfiguration<ContactGrantRow>
{
    public void Configure(EntityTypeBuilder<ContactRow> builder) => builder.ToTable("collect_contacts").HasKey(c => new { c.Office, c.Post });

    public void Configure(EntityTypeBuilder<ContactGrantRow> builder) =>
        builder.ToTable("collect_contact_grants").HasKey(g => new { g.Office, g.Post, g.Handler, g.SubjectKind, g.SubjectId });
}
