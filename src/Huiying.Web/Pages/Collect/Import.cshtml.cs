using Huiying.Collect;
using Huiying.Ground;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Collect;

/// <summary>Takes a file of messages; every row that was not taken is named (R16).</summary>
[Posts(Role.Clerk, Role.DutyOfficer, Role.DutyLeader)]
[RequestSizeLimit(Largest)]
[RequestFormLimits(MultipartBodyLengthLimit = Largest)]
internal sealed class ImportModel(Import import) : OfficePage
{
    private const long Largest = 200L << 20;

    public Imported? Done { get; private set; }

    public async Task<IActionResult> OnPostAsync(IFormFile? file, Channel channel, CancellationToken ct)
    {
        if (file is null || file.Length == 0)
        {
            Wrong("file", "请选择文件。");
            return await Again(Show, Response);
        }
        await using var stream = file.OpenReadStream();
        var imported = await import.Run(Actor, new ImportFile(Path.GetFileName(file.FileName), channel), stream, ct: ct);
        if (imported.Refusal is { } refusal) return await Refuse(refusal, Show);
        Done = imported.Value;
        return Page();
    }

    private Task<IActionResult> Show() => Task.FromResult<IActionResult>(Page());
}
