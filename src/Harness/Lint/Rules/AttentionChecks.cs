using System.Globalization;
using JudgeEval.Harness.Datasets;

namespace JudgeEval.Harness.Lint.Rules;

/// <summary>
/// Attention checks and practice rounds, from <c>annotators.csv</c> (<c>attentionPassed</c> of <c>attentionTotal</c>, or <c>attention</c>: passed or failed) and
/// from <c>annotations.csv</c> (<c>phase</c>, <c>attention</c>); and what should be left out for them.
/// </summary>
internal sealed class AttentionChecks
{
    private readonly AnnotatedDataset _dataset;
    private readonly LintOptions _options;
    private readonly List<Exclusion> _exclusions = [];
    private readonly int[] _passed;
    private readonly int[] _total;
    private int _checks;
    private int _practice;

    public AttentionChecks(AnnotatedDataset dataset, LintOptions options)
    {
        (_dataset, _options) = (dataset, options);
        (_passed, _total) = (new int[dataset.Annotators.Length], new int[dataset.Annotators.Length]);
    }

    /// <summary>What should be left out, sorted by annotator, then by item. Complete once the findings were enumerated.</summary>
    public IEnumerable<Exclusion> Exclusions => _exclusions.OrderBy(e => e.Annotator, StringComparer.Ordinal).ThenBy(e => e.Item, StringComparer.Ordinal);

    public IEnumerable<LintFinding> Find(LintData data)
    {
        CountRows();
        foreach (LintFinding finding in Failed(data))
        {
            yield return finding;
        }

        if (_checks > 0)
        {
            yield return Rows(
                data, LintRules.AttentionCheck, _checks, "are attention checks",
                "the label of a check is given by its text, so that checks raise agreement without saying anything about the items");
        }

        if (_practice > 0)
        {
            yield return Rows(
                data, LintRules.PracticeRound, _practice, "are of a practice round",
                "labels of people who are still learning the task lower agreement, or raise it where the answers were discussed");
        }
    }

    private void CountRows()
    {
        for (int item = 0; _dataset.HasMarks && item < _dataset.Items.Length; item++)
        {
            ReadOnlySpan<Annotation> annotations = _dataset.AnnotationsOf(item);
            for (int i = 0; i < annotations.Length; i++)
            {
                Take(item, annotations[i].Annotator, _dataset.MarkOf(item, i), _dataset.LabelOf(annotations[i]).Text);
            }
        }

        foreach (MissingAnnotation missing in _dataset.MissingAnnotations)
        {
            Take(missing.Item, missing.Annotator, missing.Mark, null);
        }
    }

    private void Take(int item, int annotator, AnnotationMark mark, string? label)
    {
        if (mark.IsOrdinary)
        {
            return;
        }

        if (mark.Attention != AttentionOutcome.None)
        {
            _checks++;
            _total[annotator]++;
            _passed[annotator] += mark.Attention == AttentionOutcome.Passed ? 1 : 0;
            string outcome = mark.Attention == AttentionOutcome.Passed ? "passed" : "failed";
            Exclude(item, annotator, LintRules.AttentionCheck, mark.Expected is null ? outcome : $"{outcome}: expected '{mark.Expected}', gave {(label is null ? "none" : $"'{label}'")}");
        }
        else
        {
            _practice++;
            Exclude(item, annotator, LintRules.PracticeRound, "phase is practice");
        }
    }

    private void Exclude(int item, int annotator, string rule, string evidence) =>
        _exclusions.Add(new Exclusion(_dataset.Annotators[annotator].Id, _dataset.Items[item].Id, rule, evidence));

    private IEnumerable<LintFinding> Failed(LintData data)
    {
        for (int person = 0; person < _dataset.Annotators.Length; person++)
        {
            Annotator annotator = _dataset.Annotators[person];
            (int passed, int total, string? problem) = Stated(annotator);
            if (problem is not null)
            {
                yield return new LintFinding
                {
                    Rule = LintRules.FailedAttention,
                    Severity = LintSeverity.Warning,
                    What = $"the attention checks of '{annotator.Id}' cannot be read: {problem}",
                    Consequence = "whether this person failed is not known, and nothing is left out",
                    Remedy = "state attentionPassed and attentionTotal as whole numbers, or attention as passed or failed",
                    Location = data.FileOf(DatasetFiles.Annotators),
                    Subjects = [annotator.Id],
                };
            }

            // Rows count where no total is stated for the person.
            (passed, total) = total > 0 ? (passed, total) : (_passed[person], _total[person]);
            bool leftOut = _dataset.Excluded is not null && data.AnnotationsOf(person).IsEmpty;
            if (total == 0 || passed >= _options.AttentionShare * total || leftOut)
            {
                continue;
            }

            string evidence = string.Create(CultureInfo.InvariantCulture, $"passed {passed} of {total} attention checks");
            _exclusions.Add(new Exclusion(annotator.Id, null, LintRules.FailedAttention, evidence));
            yield return new LintFinding
            {
                Rule = LintRules.FailedAttention,
                Severity = LintSeverity.Warning,
                What = string.Create(CultureInfo.InvariantCulture, $"'{annotator.Id}' {evidence}, less than {_options.AttentionShare:0.##} of them, and gave {data.AnnotationsOf(person).Length} other labels"),
                Consequence = "labels of somebody who does not read are noise: agreement is too low, and a judge is held against them",
                Remedy = ApplyIt,
                Location = data.FileOf(DatasetFiles.Annotators),
                Subjects = [annotator.Id],
                Evidence = [new("passed", passed), new("checks", total), new("annotations", data.AnnotationsOf(person).Length)],
            };
        }
    }

    private const string ApplyIt = "write the exclusion log with 'judgeeval lint DATASET --log FILE', look at it, and apply it with 'judgeeval agree|align DATASET --exclude FILE'";

    private static (int Passed, int Total, string? Problem) Stated(Annotator annotator)
    {
        string? outcome = annotator.Attributes.GetValueOrDefault("attention");
        string? passed = annotator.Attributes.GetValueOrDefault("attentionPassed"), total = annotator.Attributes.GetValueOrDefault("attentionTotal");
        if (passed is not null || total is not null)
        {
            bool read = int.TryParse(passed, NumberStyles.None, CultureInfo.InvariantCulture, out int p) & int.TryParse(total, NumberStyles.None, CultureInfo.InvariantCulture, out int t);
            return read && p <= t ? (p, t, null) : (0, 0, $"attentionPassed is '{passed}' and attentionTotal '{total}'");
        }

        return outcome switch
        {
            null => (0, 0, null),
            "passed" => (1, 1, null),
            "failed" => (0, 1, null),
            _ => (0, 0, $"attention is '{outcome}'"),
        };
    }

    private LintFinding Rows(LintData data, string rule, int count, string what, string consequence) => new()
    {
        Rule = rule,
        Severity = LintSeverity.Warning,
        What = string.Create(CultureInfo.InvariantCulture, $"{count} of {_dataset.AnnotationCount + _dataset.MissingAnnotationCount} annotations {what}"),
        Consequence = consequence,
        Remedy = ApplyIt,
        Location = data.FileOf(DatasetFiles.Annotations),
        Evidence = [new("annotations", count)],
    };
}
