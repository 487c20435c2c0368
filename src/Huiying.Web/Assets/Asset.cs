using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Huiying.Web.Access;

namespace Huiying.Web.Assets;

/// <summary>
/// The few style, script and picture files. They travel inside the executable, so that it runs from any folder and as a single file, and their
/// addresses carry their hash, so that browsers may keep them for ever.
/// </summary>
internal static class Asset
{
    private static readonly FrozenDictionary<string, File> Files = Read();

    private sealed record File(string Name, string Address, string Type, byte[] Bytes);

    /// <summary>The address of a file with its fingerprint.</summary>
    /// <exception cref="KeyNotFoundException">There is no such file.</exception>
    public static string Of(string name) => Files[name].Address;

    public static void MapAssets(this IEndpointRouteBuilder app)
    {
        foreach (var file in Files.Values)
        {
            app.MapGet(file.Address, (HttpContext http) =>
            {
                http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                return Results.Bytes(file.Bytes, file.Type);
            }).WithMetadata(new AllowPublicAttribute());
        }
    }

    private static FrozenDictionary<string, File> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames().Where(n => n.StartsWith("asset/", StringComparison.Ordinal)).Select(resource =>
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            var name = resource["asset/".Length..];
            var mark = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 6));
            var address = $"/assets/{Path.GetFileNameWithoutExtension(name)}.{mark}{Path.GetExtension(name)}";
            return new File(name, address, Type(name), bytes);
        }).ToFrozenDictionary(f => f.Name);
    }

    private static string Type(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException("no type for " + other),
    };
}
