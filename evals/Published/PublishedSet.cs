using System.Collections.Immutable;
using System.Reflection;
using Xunit.Sdk;

namespace JudgeEval.Evals.Published;

/// <summary>
/// The published figures of one public dataset. A set is a class without constructor parameters; it is found by its type, gives the
/// rows of a theory (<see cref="PublishedFiguresAttribute"/>) and a section of <c>docs/reproduction.md</c>.
/// </summary>
internal abstract class PublishedSet
{
    private readonly Lazy<ImmutableArray<PublishedFigure>> _figures;

    protected PublishedSet() => _figures = new(() => [.. Read()]);

    /// <summary>Every set, in the order of the table.</summary>
    public static ImmutableArray<PublishedSet> All { get; } =
    [
        .. typeof(PublishedSet).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(PublishedSet)))
            .Select(t => (PublishedSet)Activator.CreateInstance(t)!).OrderBy(s => s.Dataset, StringComparer.Ordinal),
    ];

    /// <summary>The dataset's folder among the public data.</summary>
    public abstract string Dataset { get; }

    /// <summary>What the dataset is, in a line.</summary>
    public abstract string Title { get; }

    /// <summary>The figures, in the order of the table; asked only where the data are present.</summary>
    public ImmutableArray<PublishedFigure> Figures => _figures.Value;

    /// <summary>Published figures that are wrong; asked only where the data are present.</summary>
    public virtual ImmutableArray<PublishedMistake> Mistakes => [];

    /// <summary>Published figures that cannot be reproduced.</summary>
    public virtual ImmutableArray<NotReproduced> NotReproduced => [];

    /// <summary>Lists the figures.</summary>
    protected abstract IEnumerable<PublishedFigure> Read();

    /// <summary>The set of a type.</summary>
    /// <param name="type">The type.</param>
    public static PublishedSet Of(Type type) => All.Single(s => s.GetType() == type);

    /// <summary>Fails unless a figure is as published.</summary>
    /// <typeparam name="TSet">The figure's set.</typeparam>
    /// <param name="measure">What was measured.</param>
    /// <param name="of">Of whom or what.</param>
    public static void ShouldReproduce<TSet>(string measure, string of)
        where TSet : PublishedSet
    {
        PublishedFigure figure = Of(typeof(TSet)).Figures.Single(f => f.Measure == measure && f.Of == of);
        Assert.True(figure.IsReproduced, FormattableString.Invariant(
            $"{measure} of {of}: published {figure.Published}, ours {figure.Ours}, accepted {ReproductionTable.Tolerance(figure)} ({figure.Source})."));
    }
}

/// <summary>The rows of a theory: the measure and the name of every figure of a set.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PublishedFiguresAttribute(Type set) : DataAttribute
{
    public Type Set { get; } = set;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => PublishedSet.Of(Set).Figures.Select(f => new object[] { f.Measure, f.Of });
}
