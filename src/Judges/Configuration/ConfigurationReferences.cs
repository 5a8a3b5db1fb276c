namespace JudgeEval.Judges;

/// <summary>Checks the names of <c>judgeeval.yaml</c>: each is given once, what is named is there, and no judge is made of itself.</summary>
internal static class ConfigurationReferences
{
    public static void Check((YamlFields Fields, ProviderSettings? Settings)[] providers, (YamlFields Fields, JudgeDefinition? Definition)[] judges)
    {
        Unique("provider", [.. providers.Select(p => p.Fields)]);
        Unique("judge", [.. judges.Select(j => j.Fields)]);

        // A provider or judge that is wrong in itself is still one that is there.
        HashSet<string> providerNames = Names(providers.Select(p => p.Fields));
        HashSet<string> judgeNames = Names(judges.Select(j => j.Fields));
        foreach ((YamlFields fields, JudgeDefinition? judge) in judges)
        {
            if (ProviderOf(judge) is { } provider)
            {
                Known(fields, "provider", provider, providerNames);
            }

            foreach (string part in judge?.Parts ?? [])
            {
                Known(fields, "judge", part, judgeNames);
            }
        }

        Cycles(judges);
    }

    private static string? ProviderOf(JudgeDefinition? judge) => judge switch
    {
        PromptJudgeDefinition prompt => prompt.Provider,
        DebateJudgeDefinition debate => debate.Provider,
        PerplexityJudgeDefinition perplexity => perplexity.Provider,
        _ => null,
    };

    private static HashSet<string> Names(IEnumerable<YamlFields> groups) => new(groups.Select(NameOf).OfType<string>(), StringComparer.Ordinal);

    private static string? NameOf(YamlFields fields) => fields.Peek("name");

    private static void Unique(string what, YamlFields[] groups)
    {
        foreach (IGrouping<string?, YamlFields> same in groups.GroupBy(NameOf, StringComparer.Ordinal).Where(g => g.Key is not null))
        {
            foreach (YamlFields again in same.Skip(1))
            {
                again.Add(again.PlaceOf("name"), "JE2208", $"the name '{same.Key}' is given to two {what}s", "a name must mean one thing", "rename one");
            }
        }
    }

    private static void Known(YamlFields fields, string what, string name, HashSet<string> known)
    {
        if (!known.Contains(name))
        {
            fields.Add(
                fields.PlaceOfText(name),
                "JE2209",
                $"there is no {what} '{TransportErrors.Redact(name)}'",
                known.Count == 0 ? $"the file defines no {what}s" : $"the file defines {NameList.Of(known)}",
                Nearest.Of(name, known) is { } near ? $"did you mean '{near}'?" : $"define it under '{what}s:', or name another");
        }
    }

    // Each cycle is told once, at the first of its judges in the file.
    private static void Cycles((YamlFields Fields, JudgeDefinition? Definition)[] judges)
    {
        Dictionary<string, JudgeDefinition> open = new(StringComparer.Ordinal);
        foreach (JudgeDefinition judge in judges.Select(j => j.Definition).OfType<JudgeDefinition>())
        {
            open.TryAdd(judge.Name, judge);
        }

        RemoveSound(open);
        foreach ((YamlFields fields, JudgeDefinition? judge) in judges)
        {
            if (judge is null || !open.ContainsKey(judge.Name))
            {
                continue;
            }

            string[] cycle = CycleFrom(judge.Name, open);
            fields.Add(
                fields.PlaceOf("name"),
                "JE2210",
                cycle[0] == judge.Name ? $"the judge '{judge.Name}' is made of itself" : $"the judge '{judge.Name}' is made of judges that are made of themselves",
                NameList.Of([.. cycle.Append(cycle[0]).Select(name => $"'{name}'")], " asks "),
                "take one of them out of another");
            foreach (string name in cycle.Append(judge.Name))
            {
                open.Remove(name);
            }

            RemoveSound(open);
        }
    }

    // What is made of nothing that is still open is on no cycle. What stays has a part that stays.
    private static void RemoveSound(Dictionary<string, JudgeDefinition> open)
    {
        ILookup<string, string> users = open.Values
            .SelectMany(judge => judge.Parts.Distinct(StringComparer.Ordinal).Where(open.ContainsKey).Select(part => (Part: part, judge.Name)))
            .ToLookup(pair => pair.Part, pair => pair.Name, StringComparer.Ordinal);
        Dictionary<string, int> parts = open.Values.ToDictionary(
            judge => judge.Name, judge => judge.Parts.Distinct(StringComparer.Ordinal).Count(open.ContainsKey), StringComparer.Ordinal);
        var sound = new Stack<string>(parts.Where(p => p.Value == 0).Select(p => p.Key));
        while (sound.TryPop(out string? name))
        {
            open.Remove(name);
            foreach (string user in users[name].Where(user => --parts[user] == 0))
            {
                sound.Push(user);
            }
        }
    }

    private static string[] CycleFrom(string name, Dictionary<string, JudgeDefinition> open)
    {
        List<string> way = [];
        Dictionary<string, int> positions = new(StringComparer.Ordinal);
        while (positions.TryAdd(name, way.Count))
        {
            way.Add(name);
            name = open[name].Parts.First(open.ContainsKey);
        }

        return [.. way.Skip(positions[name])];
    }
}
