// What the public API's lister is shown.
namespace JudgeEval.Conventions.Tests.Fixtures.Listed;

public enum Fruit
{
    Apple,
    Pear = 4,
}

public readonly record struct Point(double X, string? Name = null);

public interface IShape<T>
    where T : class
{
    T? Find(string name, out int position, IReadOnlyDictionary<string, T?>? hints = null);
}

public abstract class Shape : IDisposable
{
    public const string Kind = "shape";
    internal static readonly int Hidden = 1;

    public required string Id { get; init; }

    public int Count { get; private set; }

    protected virtual void Grow(params int[] steps) => Count += steps.Length + Hidden;

    protected abstract int? Area();

    public void Dispose() => GC.SuppressFinalize(this);
}

public static class Shapes
{
    public static bool IsRound(this Shape shape, bool strictly = true) => strictly && shape is null;
}
