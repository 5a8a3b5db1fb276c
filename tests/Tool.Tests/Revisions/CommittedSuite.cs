using System.Collections.Immutable;
using JudgeEval.Harness.Alignment;
using JudgeEval.Harness.Comparing;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Records;
using JudgeEval.Harness.Runs;
using JudgeEval.Harness.Snapshots;
using JudgeEval.Judges;

namespace JudgeEval.Tool.Tests.Revisions;

/// <summary>
/// What a suite commits: a dataset of items i10, i11, … on which two people say <c>y</c> or <c>n</c>, and the accepted baseline and snapshot of a judge. Labels and
/// verdicts are a sign for each item.
/// </summary>
internal static class CommittedSuite
{
    public const string Stem = "evals/Suite.Align_judge=a";

    public const string Prompt = "---\nname: quality\ntask: single\noutput: choice\n---\n## user\nIs <response>{{response}}</response> right? Answer with one of {{labels}}.\n";

    /// <summary>Writes the dataset.</summary>
    public static AnnotatedDataset Dataset(GitFolder git, string people, string folder = "evals/datasets/answers", string name = "answers", Func<int, string>? id = null, Func<int, string>? text = null)
    {
        id ??= i => $"i{i + 10}";
        git.Write($"{folder}/dataset.yaml", $"name: {name}\ntask: single\nscale: {{level: nominal, labels: [y, n]}}\n");
        git.Write($"{folder}/items.jsonl", string.Concat(people.Select((_, i) => $$"""{"id":"{{id(i)}}","context":"question {{i}}","response":"{{text?.Invoke(i) ?? $"answer {i}"}}"}""" + "\n")));
        git.Write($"{folder}/annotations.csv", "item,annotator,label\n" + string.Concat(people.Select((label, i) => $"{id(i)},anna,{label}\n{id(i)},ben,{label}\n")));
        return DatasetReader.Read(git[folder]);
    }

    /// <summary>Accepts a judge: writes its baseline and, unless told otherwise, its snapshot.</summary>
    public static BaselineRecord Accept(
        GitFolder git, AnnotatedDataset dataset, string verdicts, string stem = Stem, string suite = "suite", string name = "case", string? promptHash = null, ImmutableArray<AcceptedGate> gates = default, bool snapshot = true)
    {
        JudgeIdentity judge = new() { Name = "judge", Model = "m", Prompt = promptHash is null ? null : "quality", PromptHash = promptHash ?? "1", OptionsHash = "2", OutputContract = "choice/1" };
        var set = new VerdictSet(
            judge, dataset.Info.Name, null, verdicts.Select((label, i) => new Judgement(dataset.Items[i].Id, 0, PresentationOrder.Original, new RecordedVerdict { Label = label.ToString(), Rationale = "because" })));
        BaselineRecord record = new()
        {
            Suite = suite,
            Case = name,
            Test = "Ns.Suite.Align",
            Dataset = dataset.Info.Name,
            Baseline = JudgeBaseline.Of(set, dataset),
            Gates = gates.IsDefault ? [] : gates,
        };
        BaselineFile.Write(record, git[stem + BaselineFile.Extension]);
        if (snapshot)
        {
            AlignmentResult aligned = new AlignmentBasis(dataset, new AlignmentOptions { Baselines = false, Resamples = 0 }).Align(set);
            git.Write(stem + SnapshotNaming.VerifiedEnding, DisagreementSnapshot.Render(aligned));
        }

        return record;
    }

    /// <summary>A gate that passed at its acceptance.</summary>
    public static AcceptedGate Passed(string gate) => new(gate, GateDecision.Passed, 0);
}
