using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using JudgeEval.Harness.Datasets;
using JudgeEval.Harness.Imports.Exports;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Formats;

/// <summary>
/// Preference data as reward models are trained on: one record a pair, <c>chosen</c> and <c>rejected</c>. Each is a transcript as in
/// hh-rlhf (<c>\n\nHuman: … \n\nAssistant: …</c>), a list of messages, or a text beside a <c>prompt</c>. What both begin with is the
/// context, what follows are the responses.
/// </summary>
/// <remarks>
/// Bai et al. (2022), "Training a Helpful and Harmless Assistant with Reinforcement Learning from Human Feedback", arXiv:2204.05862.
/// Which response is A is told by a hash of the pair without regard to which one was chosen, so that the order does not give the label away.
/// </remarks>
internal sealed class PreferenceImporter : IDatasetImporter
{
    private const string Person = "crowd";

    private static readonly (string Chosen, string Rejected)[] Scores =
    [
        ("score_chosen", "score_rejected"), ("chosen_score", "rejected_score"), ("chosen-rating", "rejected-rating"), ("chosen_rating", "rejected_rating"),
    ];

    /// <inheritdoc/>
    public string Format => "hh-rlhf";

    /// <inheritdoc/>
    public string Description => "hh-rlhf and other sets of chosen and rejected";

    /// <inheritdoc/>
    public string Source =>
        "pairs as in hh-rlhf: JSON Lines or JSON (also .gz) of {\"chosen\",\"rejected\"[,\"prompt\"]}, each a transcript, a text or a list of messages";

    /// <inheritdoc/>
    public void Read(ImportRequest request, ImportTarget target)
    {
        DatasetTarget dataset = target.Begin(new ImportHead
        {
            Info = new DatasetInfo
            {
                Name = request.Name ?? ImportNames.OfFile(request.Sources[0]),
                Source = string.Join(", ", request.Sources.Select(Path.GetFileName)),
                Card = ImportCard.Of(("order", "a response is A or B by a hash of the pair, whichever was chosen")),
            },
            Path = request.Sources[0],
            Shape = TaskShape.Preference,
            Scale = LabelScale.Preference(withMagnitude: false),
        });
        var read = new Reading(dataset, request.Sources.Length > 1);
        foreach (string path in request.Sources)
        {
            foreach (SourceJson record in ExportRecords.Of(path, target))
            {
                target.Try(() => read.Add(record, path));
            }
        }

        if (read.Pairs == 0 && !target.HasErrors)
        {
            target.Error(
                "JE1651", SourceLocation.InFile(request.Sources[0]), "there is no pair in the source", "it is empty, or both responses of every record are the same",
                "give the file of pairs");
        }

        read.Tell();
    }

    // What has been read so far.
    private sealed class Reading(DatasetTarget dataset, bool manyFiles)
    {
        private readonly Dictionary<string, (int Count, string Label)> _seen = new(StringComparer.Ordinal);
        private readonly SortedSet<string> _unread = new(StringComparer.Ordinal);
        private int _twice;
        private int _contradicted;
        private int _withoutPrefix;

        public int Pairs { get; private set; }

        public string Add(SourceJson record, string path)
        {
            PreferencePair pair = PreferencePair.Of(record);
            foreach ((string key, _) in record.Properties)
            {
                if (!PreferencePair.Keys.Contains(key, StringComparer.Ordinal) && !Scores.Any(s => key == s.Chosen || key == s.Rejected))
                {
                    _unread.Add(key);
                }
            }

            if (pair.Chosen == pair.Rejected)
            {
                dataset.Skip(record.Location, "both responses are the same");
                return "";
            }

            Pairs++;
            _withoutPrefix += pair.Context.Length == 0 ? 1 : 0;
            string hash = pair.Hash(out bool chosenIsA);
            string label = chosenIsA ? "A" : "B";
            string id = Count(hash, label);
            dataset.AddItem(
                new JudgeItem
                {
                    Id = id,
                    Context = pair.Context,
                    ResponseA = chosenIsA ? pair.Chosen : pair.Rejected,
                    ResponseB = chosenIsA ? pair.Rejected : pair.Chosen,
                    Cluster = id == hash ? null : hash,
                    Tags = Tags(record, path),
                },
                record.Location);
            dataset.Annotate(id, Person, label, record.Location);
            return id;
        }

        public void Tell()
        {
            dataset.Note($"each pair has one label by a person who is not named; all of them are written as the annotator '{Person}', so that there is no agreement among people to compare a judge with");
            dataset.Note("which response is A is told by a hash of the pair, whichever was chosen");
            if (_twice > 0)
            {
                dataset.Note(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{_twice} records repeat a pair; each is an item of its own (its id ends in -2, -3 …) in the cluster of the first, and {_contradicted} of them prefer the other response"));
            }

            if (_withoutPrefix > 0)
            {
                dataset.Note(string.Create(CultureInfo.InvariantCulture, $"{_withoutPrefix} pairs have nothing in common and no prompt, so that their context is empty"));
            }

            if (_unread.Count > 0)
            {
                dataset.Note($"keys that are not read: {string.Join(", ", _unread)}");
            }
        }

        private string Count(string hash, string label)
        {
            (int count, string first) = _seen.GetValueOrDefault(hash, (0, label));
            _seen[hash] = (count + 1, first);
            if (count == 0)
            {
                return hash;
            }

            _twice++;
            _contradicted += first == label ? 0 : 1;
            return string.Create(CultureInfo.InvariantCulture, $"{hash}-{count + 1}");
        }

        private ImmutableSortedDictionary<string, string> Tags(SourceJson record, string path)
        {
            var tags = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
            foreach ((string chosen, string rejected) in Scores)
            {
                if (Score(record, chosen) is { } one && Score(record, rejected) is { } other)
                {
                    // How far the scores are apart, not which is higher: that would give the label away.
                    tags["margin"] = LabelText.Of(Math.Abs(one - other));
                }
            }

            if (manyFiles)
            {
                tags["file"] = Path.GetFileName(path);
            }

            return tags.ToImmutable();
        }

        private static double? Score(SourceJson record, string key) => record.Optional(key) is not { } value ? null
            : value.Kind == JsonValueKind.String && FiniteNumber.TryRead(value.Scalar(), out double number) ? number
            : value.Number();
    }
}
