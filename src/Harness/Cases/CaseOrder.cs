namespace JudgeEval.Harness.Cases;

/// <summary>Cases by suite, then by case, ordinal.</summary>
internal sealed class CaseOrder : IComparer<(string Suite, string Case)>
{
    public static readonly CaseOrder Instance = new();

    public int Compare((string Suite, string Case) x, (string Suite, string Case) y) =>
        string.CompareOrdinal(x.Suite, y.Suite) is not 0 and int suite ? suite : string.CompareOrdinal(x.Case, y.Case);
}
