namespace Huiying.Assess.Routing;

/// <summary>
/// One weight vector that tells a label from all others: a support vector machine with squared hinge loss, fitted by dual coordinate descent
/// (Hsieh et al., ICML 2008). The order of examples is shuffled by a fixed sequence, so the same examples give the same weights.
/// </summary>
internal static class LinearTraining
{
    /// <summary>Fits a label.</summary>
    /// <param name="rows">Feature vectors.</param>
    /// <param name="positive">Which rows bear the label.</param>
    /// <param name="features">Number of features.</param>
    /// <param name="cost">Weight of an error against simplicity (C).</param>
    public static float[] Fit(IReadOnlyList<FeatureVector> rows, bool[] positive, int features, double cost)
    {
        const int rounds = 40;
        const double enough = 0.01;
        var w = new double[features];
        var alpha = new double[rows.Count];
        var order = Enumerable.Range(0, rows.Count).ToArray();
        var diagonal = 0.5 / cost;
        var random = new Random(20250101);
        for (var round = 0; round < rounds; round++)
        {
            random.Shuffle(order);
            var worst = 0.0;
            foreach (var i in order)
            {
                var y = positive[i] ? 1.0 : -1.0;
                var gradient = y * rows[i].Dot(w) - 1 + diagonal * alpha[i];
                var projected = alpha[i] == 0 ? Math.Min(gradient, 0) : gradient;
                if (projected == 0) continue;
                worst = Math.Max(worst, Math.Abs(projected));
                var old = alpha[i];
                alpha[i] = Math.Max(old - gradient / (rows[i].Square + diagonal), 0);
                rows[i].AddTo(w, (alpha[i] - old) * y);
            }
            if (worst < enough) break;
        }
        return Array.ConvertAll(w, v => (float)v);
    }
}
