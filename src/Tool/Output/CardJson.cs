using System.Text.Json;
using JudgeEval.Harness.Cards;
using JudgeEval.Harness.Datasets;
using JudgeEval.Judges;
using JudgeEval.Statistics;

namespace JudgeEval.Tool.Output;

/// <summary>A dataset card as JSON.</summary>
internal static class CardJson
{
    /// <summary>Writes the properties of the object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="card">Its card.</param>
    public static void Write(Utf8JsonWriter json, AnnotatedDataset dataset, DataCard card)
    {
        AlignmentJson.WriteDataset(json, dataset);
        json.WriteString("itemsHash", card.Identity.ItemsHash);
        json.WriteString("labelsHash", card.Identity.LabelsHash);
        json.WriteString("version", card.Info.Version);
        json.WriteString("description", card.Info.Description);
        json.WriteString("licence", card.Info.Licence);
        json.WriteString("source", card.Info.Source);
        json.WriteString("task", card.Shape == TaskShape.Single ? "single" : "preference");
        json.WriteString("scale", card.Scale);
        json.WriteString("subjectivity", CamelCase.Of(card.Subjectivity));
        json.WriteNumber("items", card.Items);
        if (card.Clusters is { } clusters)
        {
            json.WriteNumber("clusters", clusters);
        }

        json.WriteNumber("annotators", card.Annotators);
        json.WriteNumber("annotations", card.Annotations);
        json.WriteNumber("missing", card.Missing);
        json.WriteNumber("filled", card.Filled);
        if (card.Excluded is { } excluded)
        {
            json.WriteStartObject("excluded");
            LintJson.WriteExcluded(json, excluded);
            json.WriteEndObject();
        }

        Each(json, "labelsPerItem", card.PerItem, p =>
        {
            json.WriteNumber("labels", p.Labels);
            json.WriteNumber("items", p.Items);
        });
        Each(json, "labels", card.Labels, l =>
        {
            json.WriteString("label", l.Label);
            json.WriteNumber("count", l.Count);
            json.WriteNumber("share", l.Share);
        });
        Each(json, "byAnnotator", card.ByAnnotator, a =>
        {
            json.WriteString("annotator", a.Annotator);
            json.WriteNumber("labels", a.Labels);
            json.WriteNumber("missing", a.Missing);
        });
        json.WriteStartObject("agreement");
        foreach ((string name, Estimate estimate) in card.Agreement.Statistics)
        {
            json.WritePropertyName(name);
            EstimateJson.Write(json, estimate);
        }

        json.WriteEndObject();
        Each(json, "profile", card.Profile, attribute =>
        {
            json.WriteString("attribute", attribute.Name);
            json.WriteNumber("notStated", attribute.NotStated);
            Each(json, "groups", attribute.Groups, g => WriteGroup(json, g));
        });
        Each(json, "splits", card.Splits, s => WritePart(json, "split", s));
        Each(json, "tags", card.Tags, t => WritePart(json, "tag", t));
        LintJson.WriteFindings(json, "lint", card.Lint);
    }

    private static void WriteGroup(Utf8JsonWriter json, ProfileGroup group)
    {
        json.WriteString("value", group.Value);
        json.WriteNumber("people", group.People);
        json.WriteNumber("annotations", group.Annotations);
        json.WritePropertyName("share");
        EstimateJson.Write(json, group.Share);
        if (group.Declared is { } declared)
        {
            json.WriteNumber("population", declared);
        }

        if (group.Adjusted is { } p)
        {
            json.WriteNumber("pAdjusted", p);
        }

        json.WriteString("represented", CamelCase.Of(group.Representation));
    }

    private static void WritePart(Utf8JsonWriter json, string name, ItemPart part)
    {
        json.WriteString(name, part.Name);
        if (name == "tag")
        {
            json.WriteString("value", part.Value);
        }

        json.WriteNumber("items", part.Items);
    }

    private static void Each<T>(Utf8JsonWriter json, string name, IEnumerable<T> all, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (T one in all)
        {
            json.WriteStartObject();
            write(one);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
