using System.Collections.Immutable;
using System.Globalization;
using JudgeEval.Harness.Datasets;

namespace JudgeEval.Harness.Cards;

/// <summary>The share that a group has in the population the annotators are to speak for.</summary>
/// <param name="Attribute">The attribute, as <c>annotators.csv</c> names it.</param>
/// <param name="Value">The value that makes the group.</param>
/// <param name="Share">Its share, 0..1.</param>
public sealed record PopulationShare(string Attribute, string Value, double Share);

/// <summary>A declared population. Immutable.</summary>
/// <param name="Shares">The shares, sorted by attribute, then in the order in which they were declared.</param>
public sealed record Population(ImmutableArray<PopulationShare> Shares)
{
    private const string Prefix = "population.";
    private const double Slack = 1e-6;

    /// <summary>No population.</summary>
    public static Population None { get; } = new([]);

    /// <summary>The population that a dataset declares under <c>population</c> among the card fields of <c>dataset.yaml</c>.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <exception cref="JudgeEvalException"><c>JE1684</c>, <c>JE1685</c>: a share is none, or the shares of an attribute are more than 1.</exception>
    public static Population Of(AnnotatedDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        SourceLocation at = dataset.Folder is { } folder ? SourceLocation.InFile(Path.Combine(folder, DatasetFiles.Head)) : SourceLocation.None;
        return Check(dataset.Info.Card
            .Where(field => field.Key.StartsWith(Prefix, StringComparison.Ordinal) && field.Key.IndexOf('.', Prefix.Length) > 0)
            .Select(field =>
            {
                int end = field.Key.IndexOf('.', Prefix.Length);
                return (field.Key[Prefix.Length..end], field.Key[(end + 1)..], field.Value, at);
            }));
    }

    /// <summary>Whether a card field is part of the population, which is shown apart.</summary>
    /// <param name="field">The field's name.</param>
    internal static bool IsField(string field) => field.StartsWith(Prefix, StringComparison.Ordinal) && field.IndexOf('.', Prefix.Length) > 0;

    /// <summary>Checks shares and puts them in order.</summary>
    /// <param name="rows">Attribute, value, share as a text, and where it stands.</param>
    /// <exception cref="JudgeEvalException">Every mistake.</exception>
    internal static Population Check(IEnumerable<(string Attribute, string Value, string Share, SourceLocation At)> rows)
    {
        var errors = ImmutableArray.CreateBuilder<Diagnostic>();
        List<(PopulationShare Share, SourceLocation At)> shares = [];
        foreach ((string attribute, string value, string text, SourceLocation at) in rows)
        {
            if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double share) || share is not (>= 0 and <= 1))
            {
                errors.Add(new Diagnostic(
                    "JE1684", $"'{text}' is no share of the group '{value}' of '{attribute}'", "a share is a number from 0 to 1 with a point, for example 0.51",
                    "correct the share; divide percentages by 100", at));
            }
            else if (shares.Exists(s => s.Share.Attribute == attribute && s.Share.Value == value))
            {
                errors.Add(new Diagnostic("JE1685", $"the group '{value}' of '{attribute}' stands twice", "a group has one share", "delete one of the two", at));
            }
            else
            {
                shares.Add((new PopulationShare(attribute, value, share), at));
            }
        }

        foreach (IGrouping<string, (PopulationShare Share, SourceLocation At)> attribute in shares.GroupBy(s => s.Share.Attribute, StringComparer.Ordinal).Where(a => a.Sum(s => s.Share.Share) > 1 + Slack))
        {
            errors.Add(new Diagnostic(
                "JE1685", string.Create(CultureInfo.InvariantCulture, $"the shares of '{attribute.Key}' are {attribute.Sum(s => s.Share.Share):0.###} together"),
                "groups of one attribute exclude each other, so that their shares are at most 1", "correct the shares", attribute.Last().At));
        }

        return errors.Count == 0
            ? new Population([.. shares.Select(s => s.Share).OrderBy(s => s.Attribute, StringComparer.Ordinal)])
            : throw new JudgeEvalException(errors.ToImmutable());
    }
}
