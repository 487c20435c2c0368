using System.Text;
using Huiying.Ground.Policies;

namespace Huiying.Web.Commands;

/// <summary>Reads a policy file named on the command line.</summary>
internal static class PolicyFile
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The policy or its problems; a file that is not UTF-8 text is one problem, on the line where it stops being so.</summary>
    public static async Task<PolicyReading> Read(string file, CancellationToken ct)
    {
        var bytes = await TextInput.Bytes(file, ct);
        try
        {
            return Policy.Parse(Strict.GetString(bytes));
        }
        catch (DecoderFallbackException e)
        {
            var line = 1 + bytes.AsSpan(0, Math.Clamp(e.Index, 0, bytes.Length)).Count((byte)'\n');
            return new(null, [new(line, "", "不是 UTF-8 文本，请另存为 UTF-8。", "not UTF-8 text; save it as UTF-8")]);
        }
    }
}
