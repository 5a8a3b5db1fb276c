using JudgeEval.Judges;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace JudgeEval.Harness.Datasets;

/// <summary>The name of a dataset, without reading the dataset.</summary>
public static class DatasetName
{
    /// <summary>Reads the name out of a <c>dataset.yaml</c>, to find a dataset among many.</summary>
    /// <param name="head">What the file holds.</param>
    /// <returns>The name; <see langword="null"/> where the file is no such file or states none. What is wrong with it, <see cref="DatasetReader"/> says.</returns>
    public static string? Of(ReadOnlySpan<byte> head)
    {
        try
        {
            return StrictUtf8.TryDecode(head, out string text, out _, out _)
                && YamlText.Load(text) is [{ RootNode: YamlMappingNode fields }, ..]
                && fields.Children.TryGetValue(new YamlScalarNode("name"), out YamlNode? name)
                ? (name as YamlScalarNode)?.Value
                : null;
        }
        catch (YamlException)
        {
            return null;
        }
    }
}
