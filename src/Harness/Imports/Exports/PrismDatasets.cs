using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Imports.Exports;

/// <summary>The two datasets of PRISM: a score for each response, and a choice for each pair of the chosen response with another one of its turn.</summary>
internal sealed class PrismDatasets(ImportRequest request, ImportTarget target, string path)
{
    // Answers of one word. Free texts of people and answers to every question of a list are no groups.
    private static readonly string[] Attributes =
    [
        "age", "gender", "education", "employment_status", "marital_status", "english_proficiency", "study_locale", "religion", "ethnicity", "location",
        "lm_familiarity", "lm_indirect_use", "lm_direct_use", "lm_frequency_use", "included_in_US_REP", "included_in_UK_REP", "included_in_balanced_subset",
    ];

    private static readonly string[] OneWord = ["simplified", "birth_country", "birth_region", "reside_country", "reside_region"];

    private readonly Part _scores = new("scores");
    private readonly Part _choices = new("choices");

    /// <summary>Adds a conversation.</summary>
    /// <param name="conversation">The conversation.</param>
    public void Add(PrismConversation conversation)
    {
        if (conversation.Messages.TrueForAll(m => !m.IsModel))
        {
            Scores().Skip(conversation.At, "a conversation without a response");
        }

        var said = new List<string>();
        foreach (IGrouping<int, PrismMessage> turn in conversation.Messages.GroupBy(m => m.Turn).OrderBy(t => t.Key))
        {
            PrismMessage[] responses = [.. turn.Where(m => m.IsModel)];
            said.AddRange(turn.Where(m => !m.IsModel).Select(m => m.Text).Distinct(StringComparer.Ordinal).Select(t => $"user: {t}"));
            string context = string.Join("\n\n", said);
            foreach (PrismMessage response in responses)
            {
                Score(conversation, response, context);
            }

            PrismMessage[] chosen = Array.FindAll(responses, r => r.IsChosen);
            if (responses.Length > 1)
            {
                Choose(conversation, responses, chosen, context);
            }

            if (chosen is [var next])
            {
                said.Add($"model: {next.Text}");
            }
        }
    }

    /// <summary>Adds the people's profiles, and says what a person has to know.</summary>
    /// <param name="survey">The answers to the survey.</param>
    public void End(IEnumerable<SourceJson> survey)
    {
        if (_scores.Dataset is null && !target.HasErrors)
        {
            target.Error("JE1651", SourceLocation.InFile(path), "there is no rated response in the source", "it has no conversation", "give conversations.jsonl or utterances.jsonl");
        }

        bool any = false;
        foreach (SourceJson answers in survey)
        {
            any = true;
            target.Try(() => Profile(answers));
        }

        foreach (DatasetTarget dataset in new[] { _scores.Dataset, _choices.Dataset }.OfType<DatasetTarget>())
        {
            dataset.Note("each person rates the responses of their own conversations alone, so that every item has one annotator and there is no agreement among people to compare a judge with");
            dataset.Note(any
                ? "of the survey the answers of one word become attributes; what people wrote in their own words and stated preferences are left out"
                : "there is no survey.jsonl, so that the annotators have no profile");
        }

        _choices.Dataset?.Note("which response is A is told by a hash of the pair, whichever was chosen");
    }

    private void Score(PrismConversation conversation, PrismMessage response, string context)
    {
        DatasetTarget scores = Scores();
        if (response.Score.Length == 0)
        {
            scores.Skip(response.At, "a response without a score");
            return;
        }

        string id = $"{Turn(conversation, response)}-r{response.Number}";
        scores.AddItem(
            new JudgeItem { Id = id, Context = context, Response = response.Text, Cluster = conversation.Id, Tags = Tags(conversation, ("model", response.Model)) },
            response.At);
        scores.Annotate(id, conversation.User, response.Score, response.ScoreAt);
        _scores.People.Add(conversation.User);
    }

    private void Choose(PrismConversation conversation, PrismMessage[] responses, PrismMessage[] chosen, string context)
    {
        // Until there is a pair, there is no dataset of pairs.
        if (chosen is not [var best])
        {
            (_choices.Dataset ?? Scores()).Skip(responses[0].At, "a turn in which not exactly one response was chosen");
            return;
        }

        foreach (PrismMessage other in responses.Where(r => !ReferenceEquals(r, best)))
        {
            var pair = new PreferencePair(context, best.Text, other.Text);
            if (best.Text == other.Text)
            {
                (_choices.Dataset ?? Scores()).Skip(other.At, "both responses are the same");
                continue;
            }

            DatasetTarget choices = Open(_choices, TaskShape.Preference, LabelScale.Preference(withMagnitude: false));

            // The ids of the two stand in a fixed order, so that the item's id does not give the label away.
            pair.Hash(out bool chosenIsA);
            (PrismMessage a, PrismMessage b) = chosenIsA ? (best, other) : (other, best);
            string[] numbers = [.. new[] { best.Number, other.Number }.Order(StringComparer.Ordinal)];
            string id = $"{Turn(conversation, best)}-r{numbers[0]}-r{numbers[1]}";
            choices.AddItem(
                new JudgeItem
                {
                    Id = id, Context = context, ResponseA = a.Text, ResponseB = b.Text, Cluster = conversation.Id,
                    Tags = Tags(conversation, ("modelA", a.Model), ("modelB", b.Model)),
                },
                other.At);
            choices.Annotate(id, conversation.User, chosenIsA ? "A" : "B", best.At);
            _choices.People.Add(conversation.User);
        }
    }

    private string Profile(SourceJson answers)
    {
        string user = answers.Required("user_id").Scalar();
        var profile = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string key, SourceJson value) in answers.Properties.Where(p => Attributes.Contains(p.Key, StringComparer.Ordinal)))
        {
            if (value.Kind == JsonValueKind.Object)
            {
                foreach ((string part, SourceJson word) in value.Properties.Where(p => OneWord.Contains(p.Key, StringComparer.Ordinal) && !p.Value.IsNull))
                {
                    profile[part == "simplified" ? key : part] = word.Scalar();
                }
            }
            else if (!value.IsNull)
            {
                profile[key] = value.Scalar();
            }
        }

        foreach (Part part in new[] { _scores, _choices })
        {
            if (part.People.Contains(user))
            {
                part.Dataset!.AddAnnotator(user, profile, answers.Location);
            }
            else
            {
                part.Dataset?.Skip(answers.Location, "a person of the survey without a rated response");
            }
        }

        return user;
    }

    private DatasetTarget Scores() => Open(_scores, TaskShape.Single, LabelScale.Interval(1, 100));

    private DatasetTarget Open(Part part, TaskShape shape, LabelScale scale) => part.Dataset ??= target.Begin(new ImportHead
    {
        Info = new DatasetInfo
        {
            Name = $"{request.Name ?? "prism"}-{part.Name}",
            Source = "PRISM Alignment, arXiv:2404.16019",
            Licence = "CC BY 4.0 for what people wrote, CC BY-NC 4.0 for the models' responses",
            Card = ImportCard.Of(("annotators", "each person rates the responses of their own conversations"), ("scale", "scores from 1 (worst) to 100 (best) on a slider")),
        },
        Path = path,
        Shape = shape,
        Scale = scale,
        Subjectivity = Subjectivity.LatentProjective,
    });

    private static string Turn(PrismConversation conversation, PrismMessage message) => string.Create(CultureInfo.InvariantCulture, $"{conversation.Id}-t{message.Turn}");

    private static ImmutableSortedDictionary<string, string> Tags(PrismConversation conversation, params (string Name, string Text)[] tags) =>
        tags.Append(("type", conversation.Type)).Where(t => t.Item2.Length > 0).ToImmutableSortedDictionary(t => t.Item1, t => t.Item2, StringComparer.Ordinal);

    private sealed class Part(string name)
    {
        public string Name => name;

        public DatasetTarget? Dataset { get; set; }

        public HashSet<string> People { get; } = new(StringComparer.Ordinal);
    }
}
