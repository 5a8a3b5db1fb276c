using YamlDotNet.Core;

namespace JudgeEval.Judges;

/// <summary>Reads one judge of <c>judgeeval.yaml</c>.</summary>
internal static class JudgeReader
{
    public static readonly string[] Known = ["name", "prompt", "provider", "committee", "debate", "perplexity", "baseline", "seed"];

    private static readonly string[] Kinds = ["prompt", "committee", "debate", "perplexity", "baseline"];

    // In the order of CommitteeRule and BaselineKind.
    private static readonly string[] Votes = ["majority", "mean", "soft"];
    private static readonly string[] Rules = ["majority", "random", "longer", "overlap", "linear"];

    /// <summary>The judge; null when what it cannot be without is absent or wrong.</summary>
    public static JudgeDefinition? Read(YamlFields fields, string folder)
    {
        fields.Needs("name", "quality");
        string? name = fields.Text("name");
        string[] kinds = [.. Kinds.Where(fields.Has)];
        if (kinds.Length != 1)
        {
            fields.Add(
                fields.Start,
                "JE2205",
                kinds.Length == 0 ? "a judge does not say what it is" : $"a judge is {string.Join(" and ", kinds)} at once",
                $"it has one of {string.Join(", ", Kinds)}",
                kinds.Length == 0 ? "add a line 'prompt: prompts/quality.md'" : "make two judges of it");
            return null;
        }

        string kind = kinds[0];
        Only(fields, "provider", kind == "prompt", kind is "debate" or "perplexity" ? $"write it into the group of '{kind}'" : "remove it");
        // A rule that is misspelt is told below.
        bool hasSeed = kind == "baseline" && (fields.Peek("baseline") is "random" or "linear" || !Rules.Contains(fields.Peek("baseline"), StringComparer.Ordinal));
        Only(fields, "seed", hasSeed, "remove it");

        // Read under a name of no use, so that all mistakes are found.
        JudgeDefinition? judge = kind switch
        {
            "prompt" => Prompt(fields, name ?? "", folder),
            "committee" => Committee(fields, name ?? ""),
            "debate" => Debate(fields, name ?? "", folder),
            "perplexity" => Perplexity(fields, name ?? "", folder),
            _ => Baseline(fields, name ?? ""),
        };
        return name is null ? null : judge;
    }

    private static PromptJudgeDefinition? Prompt(YamlFields fields, string name, string folder)
    {
        fields.Needs("provider", "local");
        (string? prompt, string? provider) = (fields.Text("prompt", "the path of a prompt file"), fields.Text("provider"));
        return prompt is not null && provider is not null
            ? new PromptJudgeDefinition { Name = name, Prompt = Path.Combine(folder, prompt), Provider = provider }
            : null;
    }

    private static CommitteeJudgeDefinition? Committee(YamlFields fields, string name)
    {
        if (fields.Group("committee", "a committee", "members", "rule") is not { } committee)
        {
            return null;
        }

        const string expected = "a list of two or more judges";
        (string Text, Mark Start)[] members = committee.Needs("members", "[first, second]") ? committee.Texts("members", expected) : [];
        if (members.Length == 1)
        {
            committee.Wrong<string>("members", expected);
        }

        foreach ((string twice, Mark place) in members.GroupBy(m => m.Text, StringComparer.Ordinal).SelectMany(g => g.Skip(1)))
        {
            committee.Add(place, "JE2208", $"the member '{twice}' stands twice in a committee", "it would have two votes", "remove one");
        }

        int? vote = committee.OneOf("rule", Votes);
        return members.Length < 2
            ? null
            : new CommitteeJudgeDefinition { Name = name, Members = [.. members.Select(m => m.Text)], Rule = (CommitteeRule)(vote ?? 0) };
    }

    private static DebateJudgeDefinition? Debate(YamlFields fields, string name, string folder)
    {
        if (fields.Group("debate", "a debate", "judge", "debater", "provider", "rounds") is not { } debate)
        {
            return null;
        }

        debate.Needs("judge", "quality");
        debate.Needs("debater", "prompts/debater.md");
        debate.Needs("provider", "local");
        long? rounds = debate.Whole("rounds", 1, 20);
        (string? judge, string? debater, string? provider) =
            (debate.Text("judge"), debate.Text("debater", "the path of a prompt file"), debate.Text("provider"));
        return judge is not null && debater is not null && provider is not null
            ? new DebateJudgeDefinition
            {
                Name = name,
                Judge = judge,
                Debater = Path.Combine(folder, debater),
                Provider = provider,
                Rounds = (int?)rounds ?? DebateJudgeDefinition.DefaultRounds,
            }
            : null;
    }

    private static JudgeDefinition? Perplexity(YamlFields fields, string name, string folder)
    {
        if (fields.Group("perplexity", "a perplexity judge", "provider", "ngram") is not { } perplexity)
        {
            return null;
        }

        if (perplexity.Has("provider") == perplexity.Has("ngram"))
        {
            perplexity.Add(
                perplexity.Start, "JE2205", $"a perplexity judge has {(perplexity.Has("ngram") ? "both 'provider' and 'ngram'" : "neither 'provider' nor 'ngram'")}", "it has one model", "write 'provider: local' or 'ngram: {order: 3, text: corpus.txt}'");
            return null;
        }

        if (perplexity.Has("provider"))
        {
            return perplexity.Text("provider") is { } provider ? new PerplexityJudgeDefinition { Name = name, Provider = provider } : null;
        }

        if (perplexity.Group("ngram", "an n-gram model", "order", "text") is not { } ngram)
        {
            return null;
        }

        ngram.Needs("text", "corpus.txt");
        long? order = ngram.Whole("order", 1, 6);
        return ngram.Text("text", "the path of a text") is { } text
            ? new NGramJudgeDefinition { Name = name, Text = Path.Combine(folder, text), Order = (int?)order ?? NGramJudgeDefinition.DefaultOrder }
            : null;
    }

    private static BaselineJudgeDefinition? Baseline(YamlFields fields, string name)
    {
        long? seed = fields.Whole("seed", 0, long.MaxValue);
        return fields.OneOf("baseline", Rules) is { } rule
            ? new BaselineJudgeDefinition { Name = name, Kind = (BaselineKind)rule, Seed = (ulong)(seed ?? 1) }
            : null;
    }

    private static void Only(YamlFields fields, string name, bool allowed, string remedy)
    {
        if (fields.Has(name) && !allowed)
        {
            string why = name == "seed" ? "only the baselines random and linear have one" : "only a judge with a prompt has it here";
            fields.Add(fields.PlaceOf(name), "JE2204", $"the field '{name}' has no effect on this judge", why, remedy);
        }
    }
}
