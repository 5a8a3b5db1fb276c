using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace JudgeEval.Statistics;

/// <summary>Refuses arguments that no formula has a meaning for.</summary>
internal static class Guard
{
    /// <summary>Throws unless the value is one of the enumeration's.</summary>
    public static void Known<T>(T value, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            throw new ArgumentOutOfRangeException(name, value, $"There is no such {typeof(T).Name}.");
        }
    }

    /// <summary>Throws when the list is the default of its type, or holds a value that is not one of the enumeration's.</summary>
    public static void AllKnown<T>(ImmutableArray<T> values, [CallerArgumentExpression(nameof(values))] string? name = null)
        where T : struct, Enum
    {
        Given(values, name);
        foreach (T value in values)
        {
            Known(value, name);
        }
    }

    /// <summary>Throws when the list is the default of its type; an empty one is a list.</summary>
    public static void Given<T>(ImmutableArray<T> values, [CallerArgumentExpression(nameof(values))] string? name = null)
    {
        if (values.IsDefault)
        {
            throw new ArgumentException("A list is given, if need be an empty one.", name);
        }
    }

    /// <summary>Throws unless there is such a place.</summary>
    /// <param name="index">The place, from 0.</param>
    /// <param name="count">How many places there are.</param>
    /// <param name="name">The parameter.</param>
    public static void Index(int index, int count, [CallerArgumentExpression(nameof(index))] string? name = null)
    {
        if ((uint)index >= (uint)count)
        {
            throw new ArgumentOutOfRangeException(name, index, FormattableString.Invariant($"It is at least 0 and below {count}."));
        }
    }

    /// <summary>Throws unless all numbers are finite.</summary>
    public static void Finite(ReadOnlySpan<double> values, [CallerArgumentExpression(nameof(values))] string? name = null)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new ArgumentException(FormattableString.Invariant($"Number {i} is {values[i]}, which is not finite."), name);
            }
        }
    }

    /// <summary>Throws unless the number is finite.</summary>
    public static void Finite(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(name, value, "The number is finite.");
        }
    }

    /// <summary>How many cells a table has; throws when no array holds them.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="name">The parameter that asks for so many.</param>
    public static int Cells(int rows, int columns, string name) => (long)rows * columns <= Array.MaxLength
        ? rows * columns
        : throw new ArgumentException(FormattableString.Invariant($"A table of {rows} × {columns} numbers is too large."), name);
}
