using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace JudgeEval.Judges;

/// <summary>Reads <c>judgeeval.yaml</c>, with the place of every mistake.</summary>
internal sealed class ConfigurationReader(string path)
{
    private readonly List<Diagnostic> _errors = [];

    public JudgeEvalConfiguration Read(string yaml)
    {
        (YamlFields Fields, ProviderSettings? Settings)[] providers = [];
        (YamlFields Fields, JudgeDefinition? Definition)[] judges = [];
        ImmutableArray<SuiteGates> gates = [];
        var policy = new PolicySettings();
        if (Root(yaml) is { } root)
        {
            var file = new YamlFields(path, _errors, root, "the file", ["providers", "judges", GatesReader.Field, "policy"]);
            string folder = Path.GetDirectoryName(path) ?? "";
            providers = [.. Groups(root, "providers", "a provider", ProviderReader.Known).Select(p => (p, ProviderReader.Read(p)))];
            judges = [.. Groups(root, "judges", "a judge", JudgeReader.Known).Select(j => (j, JudgeReader.Read(j, folder)))];
            ConfigurationReferences.Check(providers, judges);
            gates = new GatesReader(path, _errors).Read(root);
            policy = PolicyReader.Read(file);
        }

        return _errors.Count == 0
            ? new JudgeEvalConfiguration
            {
                Path = path,
                Providers = [.. providers.Select(p => p.Settings!)],
                Judges = [.. judges.Select(j => j.Definition!)],
                Gates = gates,
                Policy = policy,
            }
            : throw new JudgeEvalException([.. _errors.OrderBy(e => e.Location.Line).ThenBy(e => e.Location.Column)]);
    }

    private YamlMappingNode? Root(string yaml)
    {
        try
        {
            IList<YamlDocument> documents = YamlText.Load(yaml);
            if (documents.Count > 1)
            {
                Broken("the configuration has more than one document", "a line '---' begins another", "remove the line", documents[1].RootNode.Start);
                return null;
            }

            if (documents.Count == 0 || documents[0].RootNode is YamlScalarNode { Value: null or "" })
            {
                return [];
            }

            if (documents[0].RootNode is YamlMappingNode mapping)
            {
                return mapping;
            }

            Broken(
                "the configuration is no list of fields",
                "its parts are 'providers:', 'judges:', 'gates:' and 'policy:'",
                "begin a line with 'providers:'",
                documents[0].RootNode.Start);
        }
        catch (YamlException exception)
        {
            string detail = YamlText.Reason(exception);
            Broken(
                "the configuration is not valid YAML",
                TransportErrors.Redact(detail),
                "correct the line; quote a text that contains ': ' or begins with a special character",
                exception.Start);
        }

        return null;
    }

    private YamlFields[] Groups(YamlMappingNode root, string name, string owner, string[] known)
    {
        if (root.Children.FirstOrDefault(field => (field.Key as YamlScalarNode)?.Value == name).Value is not { } node)
        {
            return [];
        }

        if (node is not YamlSequenceNode list)
        {
            // A heading above nothing is how a file begins.
            if (node is not YamlScalarNode { Value: null or "" })
            {
                Add("JE2206", $"'{name}' is no list", $"each {owner[2..]} begins with '- name: …'", $"write '- name: …' under '{name}:'", node.Start);
            }

            return [];
        }

        foreach (YamlNode wrong in list.Children.Where(child => child is not YamlMappingNode))
        {
            Add("JE2206", $"{owner} is no group of fields", $"each {owner[2..]} begins with '- name: …'", "write one field to a line", wrong.Start);
        }

        return [.. list.Children.OfType<YamlMappingNode>().Select(group => new YamlFields(path, _errors, group, owner, known))];
    }

    private void Broken(string what, string why, string remedy, Mark place) => Add("JE2203", what, why, remedy, place);

    private void Add(string code, string what, string why, string remedy, Mark place) =>
        _errors.Add(new Diagnostic(code, what, why, remedy, new SourceLocation(path, (int)place.Line, (int)place.Column)));
}
