using MathNet.Numerics.LinearAlgebra;

namespace JudgeEval.Statistics.Tests.Estimation;

/// <summary>The model's definition with whole matrices: V = σ² I + τ² Z Zᵀ, inverted as it stands. For a few dozen rows.</summary>
internal sealed class DenseRestrictedLikelihood(double[] outcomes, double[] design, int columnCount, int[] groups)
{
    private readonly Vector<double> _y = Vector<double>.Build.DenseOfArray(outcomes);
    private readonly Matrix<double> _x = Matrix<double>.Build.Dense(outcomes.Length, columnCount, (i, j) => design[(i * columnCount) + j]);

    /// <summary>The restricted log-likelihood, -½ (log det V + log det XᵀV⁻¹X + rᵀV⁻¹r + (n - p) log 2π).</summary>
    public double At(double groupVariance, double residualVariance)
    {
        Matrix<double> v = Covariance(groupVariance, residualVariance), inverse = v.Inverse();
        Vector<double> left = _y - (_x * Coefficients(groupVariance, residualVariance));
        return -0.5 * (Math.Log(v.Determinant()) + Math.Log((_x.Transpose() * inverse * _x).Determinant())
            + (left * (inverse * left)) + ((_y.Count - _x.ColumnCount) * Math.Log(2 * Math.PI)));
    }

    /// <summary>(XᵀV⁻¹X)⁻¹ XᵀV⁻¹y.</summary>
    public Vector<double> Coefficients(double groupVariance, double residualVariance) =>
        CoefficientCovariance(groupVariance, residualVariance) * _x.Transpose() * Covariance(groupVariance, residualVariance).Inverse() * _y;

    /// <summary>(XᵀV⁻¹X)⁻¹.</summary>
    public Matrix<double> CoefficientCovariance(double groupVariance, double residualVariance) =>
        (_x.Transpose() * Covariance(groupVariance, residualVariance).Inverse() * _x).Inverse();

    private Matrix<double> Covariance(double groupVariance, double residualVariance) => Matrix<double>.Build.Dense(
        groups.Length, groups.Length, (i, j) => (i == j ? residualVariance : 0) + (groups[i] == groups[j] ? groupVariance : 0));
}
