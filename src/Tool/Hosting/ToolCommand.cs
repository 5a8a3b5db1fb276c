using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace JudgeEval.Tool.Hosting;

/// <summary>A command whose help tells more than the list of commands does and ends with an example that can be pasted.</summary>
/// <param name="name">The name.</param>
/// <param name="summary">What it does, in a sentence without a full stop.</param>
/// <param name="details">What its own help tells beside.</param>
/// <param name="example">One or more lines to paste.</param>
internal sealed class ToolCommand(string name, string summary, string details, string example) : Command(name, summary)
{
    /// <summary>What its own help tells.</summary>
    public string Help { get; } = $"{summary}. {details}";

    /// <summary>One or more lines to paste.</summary>
    public string Example { get; } = example;
}

/// <summary>The library's help with the command's example below.</summary>
/// <param name="library">The library's own help.</param>
/// <param name="width">The width to wrap to.</param>
internal sealed class HelpWithExample(HelpAction library, int width) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        library.MaxWidth = width;
        if (parseResult.CommandResult.Command is not ToolCommand command)
        {
            return library.Invoke(parseResult);
        }

        command.Description = command.Help;
        int code = library.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.Write("Example:\n");
        foreach (string line in command.Example.Split('\n'))
        {
            output.Write($"  {line}\n");
        }

        output.Write("\n");
        return code;
    }
}
