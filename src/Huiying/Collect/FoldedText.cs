using System.Text;

namespace Huiying.Collect;

/// <summary>A text as <see cref="Fold.Text"/> writes it, with the way back to the places of the original, so that what matched can be shown where it stands.</summary>
public sealed class FoldedText
{
    private readonly List<int> from = [];

    /// <summary>Folds the text.</summary>
    public FoldedText(string original)
    {
        var text = new StringBuilder(original.Length);
        for (var i = 0; i < original.Length; i++)
        {
            if (char.IsWhiteSpace(original[i]))
            {
                if (text.Length == 0 || text[^1] == ' ') continue;
                text.Append(' ');
                from.Add(i);
                continue;
            }
            foreach (var c in Fold.Text(original[i].ToString()))
            {
                text.Append(c);
                from.Add(i);
            }
        }
        if (text.Length > 0 && text[^1] == ' ')
        {
            text.Length--;
            from.RemoveAt(from.Count - 1);
        }
        Text = text.ToString();
    }

    /// <summary>The folded text.</summary>
    public string Text { get; }

    /// <summary>Where a stretch of the folded text stands in the original.</summary>
    public (int Start, int Length) Original(int start, int length) => (from[start], from[start + length - 1] + 1 - from[start]);
}
