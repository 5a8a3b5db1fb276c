using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace JudgeEval.Xunit;

/// <summary>
/// How many cases share the level of a test assembly: all that could run on this machine, whichever of them a filter chooses, so that a case decides
/// the same alone as among the others.
/// </summary>
internal static class SuiteCases
{
    private static readonly ConcurrentDictionary<string, Lazy<int>> Counts = new(StringComparer.Ordinal);

    /// <summary>How many cases a test assembly has; counted once in a process.</summary>
    /// <param name="assembly">The assembly's simple name; it is loaded, for its tests run.</param>
    public static int CountOf(string assembly) => Counts.GetOrAdd(assembly, static name => new Lazy<int>(() =>
    {
        Assembly loaded = Assembly.Load(new AssemblyName(name));
        return Count(AssemblySuites.Of(loaded), SuiteProject.Of(loaded));
    })).Value;

    /// <summary>How many cases suites have: none where a suite is skipped or its data are absent, one where it cannot be expanded, for that row fails; at least one in all.</summary>
    public static int Count(ImmutableArray<DeclaredSuite> suites, SuiteProject project) => Math.Max(1, suites.Sum(suite => CountOf(suite, project)));

    private static int CountOf(DeclaredSuite suite, SuiteProject project)
    {
        try
        {
            return suite.Attribute.Skip is null ? SuiteExpansion.Expand(suite.Attribute, suite.Test, project).Length : 0;
        }
#pragma warning disable CA1031 // A source may throw anything. Its own suite fails with that; the others only need to know that it is there.
        catch (Exception)
#pragma warning restore CA1031
        {
            return 1;
        }
    }
}
