using System.Diagnostics;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Runs;

namespace JudgeEval.Xunit;

/// <summary>Runs one case: judge, align, and conclude.</summary>
internal static class CaseRun
{
    /// <summary>Runs a case of a test assembly in the mode of this process.</summary>
    /// <exception cref="JudgeAlignmentException">The case failed or could not be run.</exception>
    [StackTraceHidden]
    public static Task AssertAsync(CaseDefinition definition, Action<GateBuilder>? gates) =>
        RunAsync(definition, gates, SuiteProject.Of(definition.Test.Assembly), CaseSurroundings.OfProcess(definition.Test.Assembly));

    /// <summary>Runs a case of a project.</summary>
    /// <exception cref="JudgeAlignmentException">The case failed or could not be run.</exception>
    [StackTraceHidden]
    internal static async Task RunAsync(CaseDefinition definition, Action<GateBuilder>? gates, SuiteProject project, CaseSurroundings surroundings)
    {
        // What an earlier run left must not pass for a record of this one, should this one not come to an alignment.
        CaseRecord.Clear(definition, project);
        if (definition.Problem is { } problem)
        {
            CaseRecord.WriteProblem(problem, definition, project);
            throw new JudgeAlignmentException(problem);
        }

        try
        {
            GatePlan plan = State(definition, gates ?? (builder => builder.Demand(SuiteConfiguration.GatesOf(definition, project))));
            var conclusion = new CaseConclusion(definition, plan, CasePolicy.Of(plan, project, surroundings), project, surroundings);
            AnnotatedDataset dataset = definition.DatasetSource is null
                ? DatasetReader.Read(project.Output(definition.DatasetPath))
                : DatasetSources.Of(definition).Dataset;
            VerdictSet verdicts = await CaseJudge.RunAsync(definition, dataset, project, surroundings.Mode()).ConfigureAwait(false);
            AlignedJudge judge = CaseAlignments.Compute(
                definition.DatasetSource ?? project.Output(definition.DatasetPath), dataset, verdicts, plan.Options);
            conclusion.Conclude(dataset, judge);
        }
        catch (JudgeEvalException exception)
        {
            throw CannotRun(exception, definition, project);
        }
    }

    /// <summary>What the suite demands.</summary>
    /// <exception cref="JudgeEvalException"><c>JE4901</c>: nothing.</exception>
    public static GatePlan State(CaseDefinition definition, Action<GateBuilder> gates)
    {
        var builder = new GateBuilder();
        gates(builder);
        return builder.Build(definition.Test);
    }

    private static JudgeAlignmentException CannotRun(JudgeEvalException exception, CaseDefinition definition, SuiteProject project)
    {
        JudgeEvalException mapped = project.InSourceTree(exception);
        string text = DiagnosticText.Of(mapped.Diagnostics);
        CaseRecord.WriteProblem(text, definition, project);
        string note = text.Contains(CaseCommands.Record(definition, project), StringComparison.Ordinal)
            ? "\n" + CaseCommands.RecordNote(definition, project)
            : "";
        return new JudgeAlignmentException($"{definition.Suite} ({definition.Name}) could not be run:\n{text}{note}", mapped.Diagnostics);
    }
}
