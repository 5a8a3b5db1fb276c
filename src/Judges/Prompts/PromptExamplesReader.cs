using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;

namespace JudgeEval.Judges;

/// <summary>Reads <c>examples</c> from a prompt's front matter: ids, or groups of item, label and rationale.</summary>
internal sealed class PromptExamplesReader(FrontMatterValues values)
{
    private static readonly string[] Fields = ["item", "label", "rationale"];

    public ImmutableArray<PromptExampleReference> Read(YamlNode node)
    {
        if (node is not YamlSequenceNode { Children.Count: > 0 } list)
        {
            values.Wrong("examples", node, "a list of item ids, or of groups such as {item: a12, label: Good}");
            return [];
        }

        var examples = ImmutableArray.CreateBuilder<PromptExampleReference>();
        foreach (YamlNode child in list.Children)
        {
            if (One(child) is not { } example)
            {
                continue;
            }

            if (examples.Any(e => e.Item == example.Item))
            {
                values.Error(
                    "JE2019", $"the item '{example.Item}' stands twice in 'examples'", "a second showing teaches nothing new", "remove one of them", child);
            }

            examples.Add(example);
        }

        return examples.ToImmutable();
    }

    private PromptExampleReference? One(YamlNode node)
    {
        if (node is YamlScalarNode)
        {
            return values.Text("examples", node) is { } id ? new PromptExampleReference(id, null, null) { Location = values.At(node.Start) } : null;
        }

        if (values.Group("examples", node, Fields, "item ids, or groups such as {item: a12, label: Good}") is not { } fields)
        {
            return null;
        }

        if (!fields.TryGetValue("item", out YamlNode? item))
        {
            values.Error("JE2019", "an example has no 'item'", "an example is an item of the dataset", "add 'item:' with the item's id", node);
            return null;
        }

        string? given = values.Text("examples.item", item);
        string? label = fields.TryGetValue("label", out YamlNode? l) ? values.Text("examples.label", l) : null;
        string? rationale = fields.TryGetValue("rationale", out YamlNode? r) ? values.Text("examples.rationale", r) : null;
        return given is null ? null : new PromptExampleReference(given, label, rationale) { Location = values.At(item.Start) };
    }
}
