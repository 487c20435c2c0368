using DiffPlex;
using DiffPlex.Chunkers;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Huiying.Respond;

namespace Huiying.Web.Pages.Events;

/// <summary>A stretch of a paragraph, and whether the other text lacks it.</summary>
internal sealed record ChangedPiece(string Text, bool Changed);

/// <summary>A paragraph of the earlier text beside the one of the later that takes its place; empty where one has none.</summary>
internal sealed record ChangedRow(IReadOnlyList<ChangedPiece> Before, IReadOnlyList<ChangedPiece> After)
{
    public bool Changed => Before.Concat(After).Any(p => p.Changed);
}

/// <summary>Two texts side by side, paragraph by paragraph, marked to the character: Chinese has no blanks to go by (R34, R42).</summary>
internal static class Changes
{
    /// <summary>Title, question, scope and body of both, in order; rows that are the same in both stand there too.</summary>
    public static IReadOnlyList<ChangedRow> Between(ReleaseText before, ReleaseText after)
    {
        var model = new SideBySideDiffBuilder(Differ.Instance, new LineChunker(), new CharacterChunker()).BuildDiffModel(Lines(before), Lines(after), ignoreWhitespace: false, ignoreCase: false);
        return [.. model.OldText.Lines.Zip(model.NewText.Lines, (o, n) => new ChangedRow(Pieces(o), Pieces(n)))];
    }

    private static string Lines(ReleaseText t) => string.Join('\n', [t.Title, t.Question, t.Scope, .. t.Body.Select(p => p.Text)]);

    private static List<ChangedPiece> Pieces(DiffPiece line)
    {
        if (line.Type == ChangeType.Imaginary || string.IsNullOrEmpty(line.Text)) return [];
        if (line.SubPieces.Count == 0) return [new(line.Text, line.Type != ChangeType.Unchanged)];
        var pieces = new List<ChangedPiece>();
        foreach (var piece in line.SubPieces.Where(p => p.Type != ChangeType.Imaginary && p.Text is { Length: > 0 }))
        {
            var changed = piece.Type != ChangeType.Unchanged;
            if (pieces.Count > 0 && pieces[^1].Changed == changed) pieces[^1] = new(pieces[^1].Text + piece.Text, changed);
            else pieces.Add(new(piece.Text, changed));
        }
        return pieces;
    }
}
