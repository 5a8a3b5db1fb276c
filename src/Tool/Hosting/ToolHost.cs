using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using System.Text.RegularExpressions;
using JudgeEval.Tool.Commands;
using JudgeEval.Tool.Review;

namespace JudgeEval.Tool.Hosting;

/// <summary>Parses the command line, runs one command and turns what happened into an exit code.</summary>
internal static partial class ToolHost
{
    /// <summary>Runs the tool.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="console">Where to read and write.</param>
    /// <param name="cancellationToken">Stops the run, as Ctrl-C does.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, ToolConsole console, CancellationToken cancellationToken = default)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        string help = "judgeeval --help";
        try
        {
            RootCommand root = CreateRoot(console);
            if (UnknownNames.Find(root, args) is { } unknown)
            {
                return Usage(console, unknown, CommandHelp(root, args));
            }

            ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            help = CommandHelp(root, args);
            if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithExample)
            {
                return Usage(console, string.Join("\n", parsed.Errors.Select(e => InOurWords(e.Message))), help);
            }

            var configuration = new InvocationConfiguration
            {
                Output = console.Out,
                Error = console.Error,
                EnableDefaultExceptionHandler = false,
                // What writes has something to lose: it gets the time to finish the line, or the acceptance, that is under way.
                ProcessTerminationTimeout = parsed.CommandResult.Command.Name is RunCommand.Name or DoctorCommand.Name or ReviewCommand.Name ? TimeSpan.FromSeconds(10) : TimeSpan.Zero,
            };
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (UsageException exception)
        {
            return Usage(console, exception.Message, help);
        }
        catch (JudgeEvalException exception)
        {
            foreach (Diagnostic diagnostic in exception.Diagnostics)
            {
                await console.Error.WriteAsync($"{diagnostic}\n");
            }

            return ExitCode.Of(exception);
        }
        catch (OperationCanceledException)
        {
            await console.Error.WriteAsync("judgeeval: stopped\n");
            return ExitCode.Cancelled;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await console.Error.WriteAsync($"judgeeval: a file cannot be read or written: {exception.Message}\n");
            return ExitCode.BadData;
        }
#pragma warning disable CA1031 // The last line of defence: whatever else comes up is a bug and has to be told as one.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await console.Error.WriteAsync($"judgeeval: a bug in judgeeval itself; please report it with the lines below\n{exception}\n");
            return ExitCode.Bug;
        }
    }

    private static RootCommand CreateRoot(ToolConsole console)
    {
        var root = new RootCommand("Agreement among people, alignment of LLM judges with people, runs, imports and snapshots.");
        foreach (ToolCommand command in CommandTable.All(console))
        {
            root.Add(command);
        }

        if (root.Options.OfType<HelpOption>().FirstOrDefault() is { Action: HelpAction library } option)
        {
            option.Action = new HelpWithExample(library, console.HelpWidth);
        }

        return root;
    }

    private static string CommandHelp(RootCommand root, string[] args)
    {
        string? name = args.FirstOrDefault(a => root.Subcommands.Any(c => c.Name == a));
        return name is null ? "judgeeval --help" : $"judgeeval {name} --help";
    }

    // The parser speaks of types and of commands that a bare call lacks.
    private static string InOurWords(string message) => NotANumber().Replace(message, "${option} takes a whole number, not '${value}'") is var said
        && said.StartsWith("Required command was not provided", StringComparison.Ordinal)
            ? "a command is missing"
            : said.TrimEnd('.');

    [GeneratedRegex(@"^Cannot parse argument '(?<value>[^']*)' for option '(?<option>[^']*)' as expected type 'System\.Int32'\.?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NotANumber();

    private static int Usage(ToolConsole console, string message, string help)
    {
        foreach (string line in message.Split('\n'))
        {
            console.Error.Write($"judgeeval: {line}\n");
        }

        console.Error.Write($"See '{help}'.\n");
        return ExitCode.WrongUsage;
    }
}
