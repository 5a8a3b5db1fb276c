using System.Collections.Immutable;
using System.Text.Json;

namespace JudgeEval.Judges;

/// <summary>An item with its right answer, shown before the question.</summary>
/// <param name="Item">The item.</param>
/// <param name="Label">The answer as the model is to spell it: one of the prompt's labels where it lists some, else one of the scale's.</param>
/// <param name="Rationale">The reason to show before the label; <see langword="null"/> for none.</param>
public sealed record PromptExample(JudgeItem Item, string Label, string? Rationale)
{
    /// <summary>The prompt's hash with what the examples show: other texts, labels or reasons make another judge.</summary>
    internal static string Hash(string promptHash, ImmutableArray<PromptExample> examples) => examples.IsEmpty
        ? promptHash
        : Sha256Hex.Of(JsonLine.Write(writer =>
        {
            writer.WriteString("prompt", promptHash);
            writer.WriteStartArray("examples");
            foreach (PromptExample example in examples)
            {
                example.Write(writer);
            }

            writer.WriteEndArray();
        }));

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("item", Item.Id);
        writer.WriteString("context", Item.Context);
        writer.WriteString("response", Item.Response);
        writer.WriteString("responseA", Item.ResponseA);
        writer.WriteString("responseB", Item.ResponseB);
        writer.WriteString("label", Label);
        writer.WriteString("rationale", Rationale);
        writer.WriteEndObject();
    }
}
