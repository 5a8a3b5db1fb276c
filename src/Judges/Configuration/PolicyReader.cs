using System.Collections.Immutable;

namespace JudgeEval.Judges;

/// <summary>Reads <c>policy:</c> of <c>judgeeval.yaml</c>.</summary>
internal static class PolicyReader
{
    private static readonly string[] Known = ["inconclusive", "branches", "environments", "correction"];

    private static readonly string[] Actions = ["fail", "warn", "pass"];

    /// <summary>The policy; that of a file without one where the field is absent, empty or wrong.</summary>
    /// <param name="root">The fields of the file.</param>
    public static PolicySettings Read(YamlFields root)
    {
        if (root.IsEmpty("policy") || root.Group("policy", "the policy", Known) is not { } policy)
        {
            return new PolicySettings();
        }

        return new PolicySettings
        {
            Inconclusive = (InconclusiveAction?)policy.OneOf("inconclusive", Actions),
            Branches = Rules(policy, "branches", "a branch", "main"),
            Environments = Rules(policy, "environments", "an environment variable", "CI"),
            Correction = (FailureCorrection)(policy.OneOf("correction", "holm", "none") ?? 0),
        };
    }

    private static ImmutableArray<PolicyRule> Rules(YamlFields policy, string field, string what, string example)
    {
        if (policy.Entries(field) is not { } entries)
        {
            policy.Add(
                policy.PlaceOf(field), "JE2240", $"'{field}' is no group of fields", $"each of its lines is {what} and what is done there", $"write '{example}: fail' under '{field}:'");
            return [];
        }

        var rules = ImmutableArray.CreateBuilder<PolicyRule>(entries.Length);
        foreach (YamlEntry entry in entries)
        {
            int action = Array.IndexOf(Actions, entry.Value);
            if (entry.Name.Length == 0 || entry.Name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            {
                policy.Add(entry.Place, "JE2241", $"'{entry.Name}' under '{field}' is no name", $"{what} has a name without spaces", "correct the name; quote one with '*' at its beginning");
            }
            else if (action < 0)
            {
                policy.Add(
                    entry.ValuePlace,
                    "JE2242",
                    $"what is done on '{entry.Name}' is {(entry.Value is { Length: > 0 } value ? $"'{TransportErrors.Redact(value)}'" : "not a word")}",
                    $"it must be one of {string.Join(", ", Actions)}",
                    Nearest.Hint(entry.Value ?? "", Actions));
            }
            else
            {
                rules.Add(new PolicyRule(entry.Name, (InconclusiveAction)action));
            }
        }

        return rules.ToImmutable();
    }
}
