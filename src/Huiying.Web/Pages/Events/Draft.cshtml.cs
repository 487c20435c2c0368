using System.Globalization;
using Huiying.Assess.Passages;
using Huiying.Ground;
using Huiying.Handle;
using Huiying.Respond;
using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages.Events;

/// <summary>Writing an answer: each fact cites what was verified, each claim says where it is answered (R27, R35).</summary>
[AnyPost]
internal sealed class DraftModel(Releases releases, EarlierAnswers earlier, FittingPassages passages) : EventPage
{
    /// <summary>Paragraphs the form offers.</summary>
    public const int Rows = 8;

    /// <summary>Paragraphs shown at first.</summary>
    public const int Usually = 5;

    private static readonly Part[] UsualOrder = [Part.Happened, Part.Facts, Part.Done, Part.Next, Part.Contact];

    public override string Task => "answers";

    /// <summary>The text being written.</summary>
    public ReleaseText Text { get; private set; } = null!;

    /// <summary>What was answered in earlier events with like words.</summary>
    public IReadOnlyList<EarlierAnswer> Earlier { get; private set; } = [];

    /// <summary>Passages of policy documents that fit the event, to draft from.</summary>
    public IReadOnlyList<FoundPassage> Passages { get; private set; } = [];

    /// <summary>Documents the text cites that are not in force today.</summary>
    public IReadOnlyList<LapsedCitation> Lapsed { get; private set; } = [];

    /// <summary>What stands in its way, when it was checked.</summary>
    public IReadOnlyList<Refusal>? Gates { get; private set; }

    /// <summary>The release this is a new version of; empty for a new one.</summary>
    public string Release { get; private set; } = "";

    public IReadOnlyList<Choice> Outlets => [.. Policy.Outlets.Select(o => new Choice(o.Id, o.Name)), new("direct", T["直接答复提问人"])];

    public IReadOnlyList<Choice> Verifications =>
        [new("", T["不引用"]), .. Event.Claims.Where(c => c.Current is not null).Select(c => new Choice(N(c.Current!.Number), T["第 {0} 号：{1}", c.Current.Number, Short(c.Current.Fact)]))];

    public IReadOnlyList<Choice> Measures =>
        [new("", T["不引用"]), .. Event.Measures.Where(m => m.DoneAt is not null).Select(m => new Choice(N(m.Number), $"{m.Number}. {Short(m.Text)}"))];

    /// <summary>Where a claim can be dealt with: a paragraph, or a lawful reason not to answer.</summary>
    public IReadOnlyList<Choice> Places =>
    [
        new("", T["请选择"]),
        .. Enumerable.Range(0, Rows).Select(i => new Choice($"p{i}", T["第 {0} 段", i + 1])),
        .. Lawful.Articles.Select(a => new Choice($"a{a.Key}", T["依法不予公开：《政府信息公开条例》第 {0} 条", a.Key])),
    ];

    public static Part Usual(int row) => row < UsualOrder.Length ? UsualOrder[row] : Part.Plain;

    /// <summary>What the text corrects or withdraws (R42); null for an answer of its own.</summary>
    private Mending? mends;

    public async Task<IActionResult> OnGetAsync(string id, string? release, string? corrects, string? withdraws, CancellationToken ct)
    {
        Release = release ?? "";
        mends = (corrects ?? withdraws) is { Length: > 0 } old ? new Mending(old, string.IsNullOrEmpty(corrects)) : null;
        return await Load(id, ct);
    }

    public async Task<IActionResult> OnPostSaveAsync(string id, string? release, CancellationToken ct)
    {
        await releases.SaveDraft(Actor, new CaseId(id), Read(asTyped: true), ct);
        Say("草稿已保存，只有您看得到。");
        return await Back(id, release);
    }

    /// <summary>Puts a passage into an empty paragraph; what was typed is kept with it.</summary>
    public async Task<IActionResult> OnPostQuoteAsync(string id, string? release, string? passage, CancellationToken ct)
    {
        Release = release ?? "";
        var quoted = await passages.Quote(Actor, passage ?? "", ct);
        if (quoted.Refusal is { } no) return await Refuse(no, () => Load(id, ct));
        var text = Read(asTyped: true);
        // Behind what was written last, where the writer stands; else wherever there is room.
        var row = Numbers.LastOrDefault() is var last && last < Rows ? last : Enumerable.Range(0, Rows).Except(Numbers.Select(n => n - 1)).FirstOrDefault(Rows);
        if (row == Rows) return await Refuse(Refusal.Invalid("-", "各段都已写满，没有摘引。请先空出一段（可以把两段合成一段），再摘引。", "Every paragraph is filled: empty one before you quote."), () => Load(id, ct));
        List<Paragraph> body = [.. text.Body];
        if (row < body.Count) body[row] = quoted.Value;
        else body.Add(quoted.Value);
        await releases.SaveDraft(Actor, new CaseId(id), text with { Body = body }, ct);
        Say("已摘引到正文，前面写的都已保存。请核对是否适用，并写明与本事件的关系。");
        return await Back(id, release, $"#f-text{row}");
    }

    private async Task<IActionResult> Back(string id, string? release, string fragment = "")
    {
        await Sent();
        var mending = Read().Mends is { } m ? $"{(m.Withdraws ? "withdraws" : "corrects")}={Uri.EscapeDataString(m.Release)}" : null;
        var query = string.Join('&', new[] { string.IsNullOrEmpty(release) ? null : "release=" + Uri.EscapeDataString(release), mending }.OfType<string>());
        return LocalRedirect($"/events/{id}/draft{(query.Length > 0 ? "?" + query : "")}{fragment}");
    }

    public async Task<IActionResult> OnPostCheckAsync(string id, string? release, CancellationToken ct)
    {
        var text = Read();
        await releases.SaveDraft(Actor, new CaseId(id), Read(asTyped: true), ct);
        Gates = await releases.Check(Actor, new CaseId(id), text, ct, Numbers);
        Release = release ?? "";
        return await Load(id, ct);
    }

    public async Task<IActionResult> OnPostSubmitAsync(string id, string? release, CancellationToken ct)
    {
        var text = Read();
        Release = release ?? "";
        await releases.SaveDraft(Actor, new CaseId(id), Read(asTyped: true), ct);
        var submitted = await releases.Submit(Actor, new CaseId(id), text, Release.Length == 0 ? null : new ReleaseId(Release), ct, Numbers);
        // Refused for one fault, it names them all.
        if (submitted.Refusal is not null) Gates = await releases.Check(Actor, new CaseId(id), text, ct, Numbers) is { Count: > 1 } all ? all : null;
        return await Answer(submitted, r => $"/events/{id}/answers/{r.Id}", "已送审。", () => Load(id, ct));
    }

    protected override async Task More(CancellationToken ct)
    {
        Earlier = await earlier.For(Actor, Event, ct);
        Passages = await passages.For(Actor, Event, ct);
        var returned = Release.Length > 0 ? await releases.Find(Actor.Office, new ReleaseId(Release), ct) : null;
        mends ??= returned?.Current.Text.Mends;
        var saved = await releases.Draft(Actor, Event.Id, ct);
        if (HttpMethods.IsPost(Request.Method)) Text = Read(asTyped: true);
        else if (saved is not null && Same(saved.Mends, mends)) Text = saved;
        else if (returned is not null) Text = returned.Current.Text;
        else if (mends is not null && await releases.Find(Actor.Office, new ReleaseId(mends.Release), ct) is { } old && old.Case == Event.Id) Text = Mended(old.Current.Text, mends);
        else
        {
            mends = null;
            Text = new ReleaseText(Event.CompletedAt is null ? AnswerKind.HandlingOpinion : AnswerKind.Result, "", Event.Title, [], [], [], Policy.Outlets.Count > 0 ? Policy.Outlets[0].Id : "direct",
                "", Event.AssessedAt is null ? ReleaseText.StandingLine : ReleaseText.AssessmentLine, false, []);
        }
        Lapsed = await passages.Lapsed(Actor.Office, Text, ct);
    }

    /// <summary>Whether both take up the same answer in the same way; what a correction changes is still being written.</summary>
    private static bool Same(Mending? one, Mending? other) => one?.Release == other?.Release && one?.Withdraws == other?.Withdraws;

    /// <summary>A correction begins with the old text, citing what holds now; a withdrawal with nothing but the question, for its text is the reason.</summary>
    private ReleaseText Mended(ReleaseText old, Mending how) => old with
    {
        Mends = how,
        Line = ReleaseText.AssessmentLine,
        Title = how.Withdraws ? "" : old.Title,
        Rebuts = how.Withdraws ? [] : old.Rebuts,
        Claims = how.Withdraws ? [] : old.Claims,
        Body = how.Withdraws ? [new(Part.Plain, "")] : [.. old.Body.Select(p => p with { Verification = Event.Claims.FirstOrDefault(c => c.Verifications.Any(v => v.Number == p.Verification))?.Current?.Number })],
    };

    /// <summary>The text as it would be published: empty paragraphs are left out, so what cites a row cites the paragraph it became.</summary>
    /// <param name="asTyped">Row by row instead, to come back on the form as it was.</param>
    private ReleaseText Read(bool asTyped = false)
    {
        var body = new List<Paragraph>();
        var places = new int[Rows];
        for (var i = 0; i < Rows; i++)
        {
            places[i] = -1;
            if (string.IsNullOrWhiteSpace(Typed($"text{i}")) && !(asTyped && i < Numbers.LastOrDefault())) continue;
            places[i] = body.Count;
            body.Add(new(Enum.TryParse<Part>(Typed($"part{i}"), out var part) ? part : Part.Plain, Typed($"text{i}"), Number($"verification{i}"), Number($"measure{i}")));
        }
        var claims = new List<ClaimAnswer>();
        foreach (var key in Request.Form.Keys.Where(k => k.StartsWith("claim", StringComparison.Ordinal)))
        {
            if (!int.TryParse(key["claim".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var claim)) continue;
            var place = Typed(key);
            if (place.StartsWith('a')) claims.Add(new(claim, null, place[1..]));
            else if (place.StartsWith('p') && int.TryParse(place[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row < Rows && places[row] >= 0) claims.Add(new(claim, places[row]));
        }
        var rebuts = Request.Form["rebuts"].Select(r => int.TryParse(r, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0).Where(n => n > 0);
        return new ReleaseText(
            Enum.TryParse<AnswerKind>(Typed("kind"), out var kind) ? kind : AnswerKind.HandlingOpinion, Typed("title"), Typed("question"), body, [.. claims.OrderBy(c => c.Claim)],
            [.. rebuts.Order()], Typed("outlet"), Typed("scope"), Typed("line"), Typed("urgent") == "true", [],
            Typed("mends").Length > 0 ? new Mending(Typed("mends"), Typed("how") == "withdraws", Typed("how") == "withdraws" ? null : Typed("change")) : null);
    }

    /// <summary>The numbers of the form's filled paragraphs.</summary>
    private int[] Numbers => [.. Enumerable.Range(0, Rows).Where(i => !string.IsNullOrWhiteSpace(Typed($"text{i}"))).Select(i => i + 1)];

    private int? Number(string field) => int.TryParse(Typed(field), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;

    private static string N(int n) => n.ToString(CultureInfo.InvariantCulture);

    private static string Short(string text) => text.Length <= 24 ? text : text[..24] + "…";
}
