using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace JudgeEval.Judges;

/// <summary>
/// Loads YAML that anybody may have written. The library reads nodes within nodes by recursion, so that a text of brackets alone ends the
/// process, and on some broken texts it throws what is no <see cref="YamlException"/>: the events are looked through first, which takes no
/// recursion, and whatever is wrong with the text is a <see cref="YamlException"/> with its place.
/// </summary>
internal static class YamlText
{
    /// <summary>How deep groups and lists may stand in one another; no file of ours goes below 4.</summary>
    public const int MaximumDepth = 64;

    /// <summary>Loads the documents of a text.</summary>
    /// <exception cref="YamlException">The text is not valid YAML, or nested deeper than <see cref="MaximumDepth"/>.</exception>
    public static IList<YamlDocument> Load(string text)
    {
        var scanner = new Scanner(new StringReader(text));
        var parser = new Parser(scanner);
        try
        {
            for (int depth = 0; parser.MoveNext();)
            {
                depth += parser.Current is MappingStart or SequenceStart ? 1 : parser.Current is MappingEnd or SequenceEnd ? -1 : 0;
                if (depth > MaximumDepth)
                {
                    throw new YamlException(
                        parser.Current!.Start, parser.Current.End, $"More than {MaximumDepth} groups and lists stand in one another.");
                }
            }

            YamlStream yaml = [];
            yaml.Load(new StringReader(text));
            return yaml.Documents;
        }
        catch (InvalidOperationException exception)
        {
            // A key on a new line within brackets that were never closed; the library's own words say nothing.
            Mark at = scanner.CurrentPosition;
            throw new YamlException(at, at, "A list or group in brackets is not closed before this place.", exception);
        }
    }

    /// <summary>What is wrong, in one line without a full stop; where the library wraps its reason, the reason.</summary>
    public static string Reason(YamlException exception) =>
        (exception.InnerException is null or InvalidOperationException ? exception : exception.InnerException).Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
}
