using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Snapshots;

namespace JudgeEval.Xunit;

/// <summary>Makes and writes the record of a case.</summary>
internal static class CaseRecord
{
    /// <summary>The record's file.</summary>
    public static string PathOf(CaseDefinition definition, SuiteProject project) =>
        project.Output(Path.Combine(SuiteProject.RecordsFolder, SnapshotNaming.Sanitise($"{definition.Suite}.{definition.FileName}") + RecordFile.Extension));

    /// <summary>Deletes what an earlier run left.</summary>
    public static void Delete(CaseDefinition definition, SuiteProject project)
    {
        string path = PathOf(definition, project);
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    /// <summary>Writes the record.</summary>
    public static void Write(AlignmentRecord record, CaseDefinition definition, SuiteProject project)
    {
        string path = PathOf(definition, project);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        RecordFile.Write(record, path);
    }

    /// <summary>The record of a case.</summary>
    public static AlignmentRecord Create(
        CaseDefinition definition,
        GatePlan plan,
        SuiteProject project,
        AnnotatedDataset dataset,
        AlignmentResult alignment,
        GateReport gates,
        SnapshotComparison? snapshot) => new()
        {
            Suite = definition.Suite,
            Case = definition.Name,
            Test = definition.Test.FullyQualifiedName,
            Dataset = dataset.Info.Name,
            DatasetPath = definition.DatasetPath,
            DatasetIdentity = dataset.Identity,
            Scale = dataset.Scale.ToString(),
            PromptPath = definition.PromptPath,
            Options = plan.Options,
            Alignment = alignment,
            Gates = gates,
            Snapshot = snapshot?.ToOutcome(),
            Items = [.. dataset.Items.Select((item, i) => new RecordedItem(item, dataset.LineOf(i), LabelsOf(dataset, i)))],
            Command = CaseCommands.Reproduce(definition, project),
        };

    private static ImmutableSortedDictionary<string, string> LabelsOf(AnnotatedDataset dataset, int item)
    {
        var labels = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (Annotation annotation in dataset.AnnotationsOf(item))
        {
            labels.Add(dataset.Annotators[annotation.Annotator].Id, dataset.LabelOf(annotation).Text);
        }

        return labels.ToImmutable();
    }
}
