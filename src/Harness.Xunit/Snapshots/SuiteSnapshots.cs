using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using JudgeEval.Harness.Snapshots;

namespace JudgeEval.Xunit;

/// <summary>Checks on all snapshots of a test assembly.</summary>
public static class SuiteSnapshots
{
    /// <summary>
    /// Fails when a disagreement snapshot below the project belongs to no case of any suite, or when two cases share one. A
    /// project has one such test:
    /// <c>[Fact] public void No_orphan_snapshots() =&gt; SuiteSnapshots.ShouldHaveNoOrphans&lt;AnySuite&gt;();</c>
    /// </summary>
    /// <typeparam name="TSuite">Any class of the test assembly.</typeparam>
    /// <exception cref="JudgeAlignmentException">There are such snapshots; the message names each.</exception>
    [StackTraceHidden]
    public static void ShouldHaveNoOrphans<TSuite>() => ShouldHaveNoOrphans(typeof(TSuite).Assembly);

    /// <summary>Fails as <see cref="ShouldHaveNoOrphans{TSuite}"/> does.</summary>
    /// <param name="testAssembly">The test assembly.</param>
    /// <exception cref="JudgeAlignmentException">There are such snapshots; the message names each.</exception>
    [StackTraceHidden]
    public static void ShouldHaveNoOrphans(Assembly testAssembly)
    {
        ArgumentNullException.ThrowIfNull(testAssembly);
        SuiteProject project = SuiteProject.Of(testAssembly);
        ImmutableArray<Diagnostic> found = project.Rooted(Find(AssemblySuites.Of(testAssembly), project));
        if (!found.IsEmpty)
        {
            throw new JudgeAlignmentException(DiagnosticText.Of(found), found);
        }
    }

    /// <summary>
    /// Orphans and collisions. A suite that cannot be expanded is reported by its own row, and its snapshots cannot be told from
    /// orphans; those of a suite whose data are not on this machine are left alone.
    /// </summary>
    internal static ImmutableArray<Diagnostic> Find(ImmutableArray<DeclaredSuite> suites, SuiteProject project)
    {
        if (project.ProjectDirectory is null)
        {
            return [SuiteErrors.NoSourceTree(project.OutputDirectory)];
        }

        ImmutableArray<CaseDefinition> cases = [.. suites.SelectMany(suite => SuiteExpansion.Expand(suite.Attribute, suite.Test, project))];
        ImmutableArray<Diagnostic> broken = [.. cases.Where(c => c is { Problem: not null, DataAbsent: false }).Select(c => SuiteErrors.CannotExpand(c.Test, project))];
        if (!broken.IsEmpty)
        {
            return broken;
        }

        ImmutableArray<SnapshotName> names = [.. cases.Where(c => !c.DataAbsent).Select(c => CaseSnapshots.NameOf(c, project))];
        string[] absent = [.. cases.Where(c => c.DataAbsent).Select(c => SnapshotNaming.Sanitise($"{c.Test.ClassName}.{c.Test.Method}_"))];
        return
        [
            .. SnapshotOrphans.Find(project.ProjectDirectory, names)
                .Where(orphan => !absent.Any(start => Path.GetFileName(orphan.Location.File!).StartsWith(start, StringComparison.Ordinal))),
            .. SnapshotNaming.FindCollisions(names),
        ];
    }
}
