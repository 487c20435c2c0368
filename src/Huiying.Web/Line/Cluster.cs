using System.Globalization;
using System.Net;
using Npgsql;
using Orleans.Configuration;

namespace Huiying.Web.Line;

/// <summary>
/// The nodes that share one PostgreSQL database. Each writes itself into the database's membership table, reads the others there, and calls their grains
/// directly; the tables are the cluster's own (no step reads them) and hold nothing that is not written anew at a start.
/// </summary>
/// <param name="Connection">The connection string of the shared store.</param>
/// <param name="Node">What tells this node from others through restarts: the machine and its data folder, which one process holds at a time.</param>
/// <param name="Address">Where the other nodes reach this one: an address of this machine in a closed network, or the loopback for nodes on one machine.</param>
/// <remarks>
/// Orleans' ADO.NET provider (10.4) asks for its queries by name in the table <c>OrleansQuery</c> and does not bring them; these are ours, for PostgreSQL.
/// </remarks>
internal sealed record Cluster(string Connection, string Node, IPAddress Address)
{
    /// <summary>The name of the cluster and of its service: the database itself sets clusters apart.</summary>
    public const string Name = "huiying";

    private const int Dead = 6;

    private const string Tables =
        """
        create table if not exists OrleansQuery (QueryKey varchar(64) primary key, QueryText text not null);
        create table if not exists OrleansMembershipVersionTable (DeploymentId varchar(150) primary key, Timestamp timestamptz not null default now(), Version integer not null default 0);
        create table if not exists OrleansMembershipTable (
            DeploymentId varchar(150) not null, Address varchar(45) not null, Port integer not null, Generation integer not null,
            SiloName varchar(150) not null, HostName varchar(150) not null, Status integer not null, ProxyPort integer null,
            SuspectTimes text null, StartTime timestamptz not null, IAmAliveTime timestamptz not null,
            primary key (DeploymentId, Address, Port, Generation));
        """;

    private const string Row = "DeploymentId = @DeploymentId and Address = @Address and Port = @Port and Generation = @Generation";

    private const string Next = "update OrleansMembershipVersionTable set Version = Version + 1, Timestamp = now() where DeploymentId = @DeploymentId and Version = @Version";

    /// <summary>Asked for under two names: the provider's field is called by one and reads the other.</summary>
    private const string Defunct = "delete from OrleansMembershipTable where DeploymentId = @DeploymentId and IAmAliveTime < @IAmAliveTime and Status <> 3";

    private const string Columns = "m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version";

    private static readonly (string Key, string Text)[] Queries =
    [
        ("InsertMembershipVersionKey",
            "with made as (insert into OrleansMembershipVersionTable (DeploymentId) values ( @DeploymentId ) on conflict do nothing returning 1) select count(*) > 0 from made"),
        ("InsertMembershipKey",
            $"""
            with next as ({Next} and not exists (select 1 from OrleansMembershipTable where {Row}) returning 1),
            made as (insert into OrleansMembershipTable (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
                select @DeploymentId , @Address , @Port , @Generation , @SiloName , @HostName , @Status , @ProxyPort , @StartTime , @IAmAliveTime from next returning 1)
            select count(*) > 0 from made
            """),
        ("UpdateMembershipKey",
            $"""
            with next as ({Next} and exists (select 1 from OrleansMembershipTable where {Row}) returning 1),
            made as (update OrleansMembershipTable set Status = @Status , SuspectTimes = @SuspectTimes , IAmAliveTime = @IAmAliveTime from next where {Row} returning 1)
            select count(*) > 0 from made
            """),
        ("UpdateIAmAlivetimeKey", $"update OrleansMembershipTable set IAmAliveTime = @IAmAliveTime where {Row}"),
        ("MembershipReadRowKey",
            $"select {Columns} from OrleansMembershipVersionTable v left join OrleansMembershipTable m on m.DeploymentId = v.DeploymentId and m.Address = @Address and m.Port = @Port and m.Generation = @Generation where v.DeploymentId = @DeploymentId"),
        ("MembershipReadAllKey",
            $"select {Columns} from OrleansMembershipVersionTable v left join OrleansMembershipTable m on m.DeploymentId = v.DeploymentId where v.DeploymentId = @DeploymentId"),
        ("GatewaysQueryKey", "select Address, ProxyPort, Generation from OrleansMembershipTable where DeploymentId = @DeploymentId and Status = @Status and ProxyPort > 0"),
        ("DeleteMembershipTableEntriesKey",
            "with gone as (delete from OrleansMembershipTable where DeploymentId = @DeploymentId ) delete from OrleansMembershipVersionTable where DeploymentId = @DeploymentId"),
        ("CleanupDefunctSiloEntryKey", Defunct),
        ("CleanupDefunctSiloEntriesKey", Defunct),
    ];

    /// <summary>
    /// Makes the tables and writes the queries as this version has them, and marks what this node left of an earlier life as dead: it holds the data folder, so no
    /// such process runs any more, and nobody has to wait until the others find that out.
    /// </summary>
    public async Task Prepare(CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(Connection);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // Two nodes that start together must not both create the tables.
        await Run("select pg_advisory_xact_lock(hashtext('huiying-cluster'))");
        await Run(Tables);
        foreach (var (key, text) in Queries)
        {
            await Run("insert into OrleansQuery (QueryKey, QueryText) values (@key, @text) on conflict (QueryKey) do update set QueryText = excluded.QueryText", ("key", key), ("text", text));
        }
        await Run(string.Create(CultureInfo.InvariantCulture,
            $"with gone as (update OrleansMembershipTable set Status = {Dead} where DeploymentId = @cluster and SiloName = @node and Status <> {Dead} returning 1) update OrleansMembershipVersionTable set Version = Version + 1 where DeploymentId = @cluster and exists (select 1 from gone)"),
            ("cluster", Name), ("node", Node));
        await transaction.CommitAsync(ct);

        async Task Run(string sql, params (string Name, string Value)[] parameters)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>Makes the silo a member. A node that is gone without a word is found out within about a quarter of a minute.</summary>
    public void Join(ISiloBuilder silo, int port)
    {
        silo.UseAdoNetClustering(o => (o.Invariant, o.ConnectionString) = ("Npgsql", Connection));
        silo.Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (Name, Name));
        silo.Configure<SiloOptions>(o => o.SiloName = Node);
        silo.Configure<EndpointOptions>(o => (o.AdvertisedIPAddress, o.SiloPort, o.GatewayPort) = (Address, port, 0));
        silo.Configure<ClusterMembershipOptions>(o =>
        {
            o.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
            o.TableRefreshTimeout = TimeSpan.FromSeconds(10);
            o.DefunctSiloExpiration = TimeSpan.FromDays(1);
            o.DefunctSiloCleanupPeriod = TimeSpan.FromHours(1);
        });
    }
}
