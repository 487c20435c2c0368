namespace Huiying.Assess.Routing;

/// <summary>A sparse vector.</summary>
internal sealed class FeatureVector(int[] at, float[] values)
{
    /// <summary>Squared length.</summary>
    public double Square { get; } = values.Sum(v => (double)v * v);

    /// <summary>Which features are not zero.</summary>
    public ReadOnlySpan<int> At => at;

    /// <summary>Their values, beside <see cref="At"/>.</summary>
    public ReadOnlySpan<float> Values => values;

    /// <summary>Inner product with weights.</summary>
    public double Dot(ReadOnlySpan<float> dense)
    {
        var sum = 0.0;
        for (var i = 0; i < at.Length; i++) sum += (double)values[i] * dense[at[i]];
        return sum;
    }

    /// <summary>Inner product with weights that are being fitted.</summary>
    public double Dot(ReadOnlySpan<double> dense)
    {
        var sum = 0.0;
        for (var i = 0; i < at.Length; i++) sum += values[i] * dense[at[i]];
        return sum;
    }

    /// <summary>Adds this vector times a factor.</summary>
    public void AddTo(Span<double> dense, double factor)
    {
        for (var i = 0; i < at.Length; i++) dense[at[i]] += factor * values[i];
    }
}
