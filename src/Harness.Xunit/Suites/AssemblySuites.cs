using System.Collections.Immutable;
using System.Reflection;

namespace JudgeEval.Xunit;

/// <summary>A suite as an assembly declares it.</summary>
internal sealed record DeclaredSuite(SuiteMethod Test, JudgeSuiteAttribute Attribute);

/// <summary>Finds the suites of a test assembly.</summary>
internal static class AssemblySuites
{
    /// <summary>All suites of an assembly that xunit would run, sorted by test name.</summary>
    public static ImmutableArray<DeclaredSuite> Of(Assembly assembly) =>
    [
        .. (from type in assembly.GetExportedTypes()
           where type is { IsClass: true, ContainsGenericParameters: false } && !(type.IsAbstract && !type.IsSealed)
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)
           let attribute = method.GetCustomAttribute<JudgeSuiteAttribute>()
           where attribute is not null
           let test = new SuiteMethod(assembly.GetName().Name!, type.FullName!, method.Name)
           select new DeclaredSuite(test, attribute)).OrderBy(suite => suite.Test.FullyQualifiedName, StringComparer.Ordinal),
    ];
}
