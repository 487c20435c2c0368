using Huiying.Ground;
using Huiying.Ground.Policies;

namespace Huiying.Web;

/// <summary>The policy file an office may keep in the data folder. The store is the truth: an edited file only becomes a draft, which a person puts in force.</summary>
internal static partial class EditedPolicy
{
    /// <summary>Its name in the data folder.</summary>
    public const string FileName = "policy.yaml";

    /// <summary>Takes the file as a draft of every office; one with problems is named in the log, changes nothing and never keeps the server from starting.</summary>
    public static async Task Take(IServiceProvider services, string data, CancellationToken ct)
    {
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger("Huiying.Policy");
        var file = Path.Combine(data, FileName);
        foreach (var office in await services.GetRequiredService<Offices>().Working(ct))
        {
            // A drill keeps the policy it began with.
            if (office.Id.IsDrill) continue;
            var taken = await services.GetRequiredService<PolicyVersions>().TakeFile(office.Id, file, ct);
            if (taken.Refusal is { } refusal) Refused(log, file, refusal.Zh, refusal.En);
            else if (taken.Value is { } draft) Drafted(log, file, draft.Hash);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{File}: {Zh} {En}")]
    private static partial void Refused(ILogger log, string file, string zh, string en);

    [LoggerMessage(LogLevel.Information, "{File} is a new draft of the policy, {Hash}; a first responsible person puts it in force")]
    private static partial void Drafted(ILogger log, string file, string hash);
}
