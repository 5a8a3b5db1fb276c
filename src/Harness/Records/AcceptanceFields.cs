using System.Collections.Immutable;
using System.Text.Json;
using JudgeEval.Harness.Gates;
using JudgeEval.Harness.Runs;
using JudgeEval.Judges;

namespace JudgeEval.Harness.Records;

/// <summary>Reads the gates and the acceptance of a baseline file.</summary>
internal static class AcceptanceFields
{
    private static readonly string[] AcceptanceNames = ["decision", "reason"];

    private static readonly string[] GateNames = ["gate", "decision", "threshold", "code", "estimate", "reason"];

    /// <summary>The gates; empty when they are wrong, which is among the errors then.</summary>
    public static ImmutableArray<AcceptedGate> Gates(VerdictFields values)
    {
        JsonField field = values.Find("gates")!.Value;
        AcceptedGate?[] gates = field.Kind == JsonValueKind.Array ? [.. field.Element.EnumerateArray().Select(Gate)] : [null];
        if (gates.All(gate => gate is not null))
        {
            return [.. gates.Select(gate => gate!)];
        }

        values.Error("JE1906", "the field 'gates' has a wrong value", "it must be a list of gates, each with 'gate', 'decision' and 'threshold'", "", field.Column);
        return [];
    }

    /// <summary>The acceptance; <see langword="null"/> when it is wrong, which is among the errors then.</summary>
    public static BaselineAcceptance? Acceptance(VerdictFields values)
    {
        if (values.Texts("acceptance", AcceptanceNames) is not { } acceptance)
        {
            return null;
        }

        if (Decision(acceptance.GetValueOrDefault("decision")) is { } decision)
        {
            return new BaselineAcceptance(decision, acceptance.GetValueOrDefault("reason"));
        }

        values.Error("JE1906", "the acceptance has a wrong decision", "it must be passed, inconclusive or failed", "", values.Find("acceptance")!.Value.Column);
        return null;
    }

    private static AcceptedGate? Gate(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.EnumerateObject().All(p => GateNames.Contains(p.Name, StringComparer.Ordinal))
        && Text(element, "gate") is { } gate && Decision(Text(element, "decision")) is { } decision && Number(element, "threshold") is { } threshold
            ? new AcceptedGate(gate, decision, threshold) { Code = Text(element, "code"), Reason = Text(element, "reason"), Estimate = Number(element, "estimate") }
            : null;

    private static GateDecision? Decision(string? text) => text switch
    {
        "passed" => GateDecision.Passed,
        "inconclusive" => GateDecision.Inconclusive,
        "failed" => GateDecision.Failed,
        _ => null,
    };

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number)
            ? number
            : null;
}
