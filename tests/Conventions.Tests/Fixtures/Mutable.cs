// Each public member is mutable in its own way; the tests must find every one.
namespace JudgeEval.Conventions.Tests.Fixtures.Mutable;

public sealed record MutableInEveryWay
{
#pragma warning disable CA1051, MA0069, CA2211
    public int Field;
    public static int StaticField;
    public readonly int[] FrozenArrayField = [];
#pragma warning restore CA1051, MA0069, CA2211

    public int Settable { get; set; }

    public int[] Array { get; init; } = [];

    public List<int> List { get; init; } = [];

    public IDictionary<string, int> Dictionary { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    public int Lawful { get; init; }

    public IReadOnlyList<int> AlsoLawful { get; init; } = [];

    internal int NotPublic { get; set; }

    public int PrivatelySet { get; private set; }

    public void Touch() => PrivatelySet++;
}
