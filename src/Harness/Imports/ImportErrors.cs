using System.Collections.Immutable;

namespace JudgeEval.Harness.Imports;

/// <summary>Collects what is wrong with a source, so that all of it is told at once.</summary>
/// <remarks>
/// <c>JE1601</c> source absent or not of the format, <c>JE1602</c> column missing, <c>JE1603</c> malformed row,
/// <c>JE1604</c> labels do not fit the level, <c>JE1605</c> an item with two texts, <c>JE1606</c> two verdicts of one judge on one item, <c>JE1607</c> unknown label,
/// <c>JE1608</c> nothing to read, <c>JE1609</c> a verdict on an unknown item, <c>JE1610</c> too many
/// different labels for a scale that lists them, <c>JE1611</c> a judge's or item's name that cannot be written, <c>JE1612</c> two datasets of one name,
/// <c>JE1613</c> files of one table that differ in form, <c>JE1614</c> to <c>JE1617</c> a wrong line of a log of judgements,
/// <c>JE1618</c> a folder that holds a dataset of another name, <c>JE1619</c> a column with two parts to play. Duplicates among items and annotations are
/// <see cref="Datasets.DatasetBuilder"/>'s to report.
/// </remarks>
internal sealed class ImportErrors
{
    private readonly ImmutableArray<Diagnostic>.Builder _found = ImmutableArray.CreateBuilder<Diagnostic>();

    /// <summary>Whether nothing is wrong so far.</summary>
    public bool None => _found.Count == 0;

    /// <summary>Adds one.</summary>
    /// <param name="code">The stable code.</param>
    /// <param name="location">Where.</param>
    /// <param name="what">What is wrong.</param>
    /// <param name="why">The probable cause.</param>
    /// <param name="remedy">What to do.</param>
    public void Add(string code, SourceLocation location, string what, string why, string remedy) =>
        _found.Add(new Diagnostic(code, what, why, remedy, location));

    /// <summary>Throws all that was found.</summary>
    /// <exception cref="JudgeEvalException">Something was found.</exception>
    public void ThrowIfAny()
    {
        if (_found.Count > 0)
        {
            throw new JudgeEvalException(_found.ToImmutable());
        }
    }

    /// <summary>One error that ends the reading at once.</summary>
    /// <param name="code">The stable code.</param>
    /// <param name="location">Where.</param>
    /// <param name="what">What is wrong.</param>
    /// <param name="why">The probable cause.</param>
    /// <param name="remedy">What to do.</param>
    public static JudgeEvalException Fatal(string code, SourceLocation location, string what, string why, string remedy) =>
        new(new Diagnostic(code, what, why, remedy, location));
}
