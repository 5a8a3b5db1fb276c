using System.Text.Json;
using JudgeEval.Harness.Imports.Exports;

namespace JudgeEval.Harness.Imports.Formats;

/// <summary>
/// PRISM Alignment: conversations of people with several models, of which they score every response and choose one in each turn. The
/// source is the folder as it was published, or its files. The scores become one dataset, the choices another one of pairs; the survey
/// becomes the profile of the annotators.
/// </summary>
/// <remarks>Kirk et al. (2024), "The PRISM Alignment Project", arXiv:2404.16019.</remarks>
internal sealed class PrismImporter : IDatasetImporter
{
    /// <inheritdoc/>
    public string Format => "prism";

    /// <inheritdoc/>
    public string Description => "PRISM Alignment: participants' scores and choices";

    /// <inheritdoc/>
    public string Source => "the folder of PRISM Alignment with conversations.jsonl or utterances.jsonl and survey.jsonl, or these files (also .gz); scores and choices become a dataset each";

    /// <inheritdoc/>
    public void Read(ImportRequest request, ImportTarget target)
    {
        var conversations = new PrismConversations();
        string[] files = [.. request.Sources.SelectMany(Files)];
        foreach (string path in files)
        {
            foreach (SourceJson record in ExportRecords.Of(path, target))
            {
                target.Try(() => Add(record, conversations));
            }
        }

        var datasets = new PrismDatasets(request, target, files[0]);
        foreach (PrismConversation conversation in conversations.All)
        {
            datasets.Add(conversation);
        }

        datasets.End(conversations.Survey);
    }

    // Conversations and utterances hold the same ratings, so that only one of the two is read.
    private static IEnumerable<string> Files(string source)
    {
        if (!Directory.Exists(source))
        {
            return [source];
        }

        string conversations = SourceFile.PlainOrPacked(Path.Combine(source, "conversations.jsonl"));
        string utterances = SourceFile.PlainOrPacked(Path.Combine(source, "utterances.jsonl"));
        string survey = SourceFile.PlainOrPacked(Path.Combine(source, "survey.jsonl"));
        string[] ratings = File.Exists(conversations) || !File.Exists(utterances) ? [conversations] : [utterances];
        return File.Exists(survey) ? [.. ratings, survey] : ratings;
    }

    private static string Add(SourceJson record, PrismConversations conversations)
    {
        if (record.TryGet("conversation_history", out SourceJson? history))
        {
            PrismConversation conversation = conversations.Of(record);
            if (conversation.Messages.Count > 0)
            {
                throw ImportErrors.Fatal(
                    "JE1653", record.Location, $"the conversation '{conversation.Id}' stands twice", "conversations and utterances hold the same ratings, or a file was given twice",
                    "give one of them");
            }

            foreach (SourceJson message in history.Elements("the messages of a conversation"))
            {
                conversation.Messages.Add(PrismMessage.OfHistory(message));
            }
        }
        else if (record.TryGet("model_response", out _))
        {
            conversations.Of(record).Messages.AddRange(PrismMessage.OfUtterance(record));
        }
        else if (record.Kind == JsonValueKind.Object && record.TryGet("user_id", out _) && !record.TryGet("conversation_id", out _))
        {
            conversations.Survey.Add(record);
        }
        else
        {
            throw ImportErrors.Fatal(
                "JE1650", record.Location, "this is neither a conversation, an utterance nor an answer to the survey",
                $"the keys are {string.Join(", ", record.Properties.Select(p => $"'{p.Key}'"))}", "give conversations.jsonl or utterances.jsonl, and survey.jsonl");
        }

        return "";
    }
}
