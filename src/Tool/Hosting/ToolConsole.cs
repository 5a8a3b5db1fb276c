using System.Collections.Immutable;
using JudgeEval.Harness.Reports;
using Spectre.Console;

namespace JudgeEval.Tool.Hosting;

/// <summary>What a command may touch of the world: two writers, whether a person watches, and the environment.</summary>
internal sealed class ToolConsole
{
    // What a file or pipe gets: no table here is wider, so nothing is cut.
    private const int WideEnough = 240;
    private const int Narrowest = 60;
    private const int WidestHelp = 120;

    /// <summary>Results go here, and nothing else.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Progress and errors go here.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>A person's answers; <see langword="null"/> when nobody can answer. Opened only to ask: it sets up the terminal.</summary>
    public Func<TextReader?> Answers { get; init; } = () => null;

    /// <summary>Whether <see cref="Out"/> is a terminal.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>Whether <see cref="Error"/> is a terminal.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>The terminal's width in columns.</summary>
    public int TerminalWidth { get; init; } = 80;

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Environment { get; init; } = _ => null;

    /// <summary>The folder that the tool was started in.</summary>
    public string Folder { get; init; } = ".";

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The width that text on <see cref="Out"/> may take.</summary>
    public int Width => OutIsTerminal ? Math.Max(TerminalWidth, Narrowest) : WideEnough;

    /// <summary>The width of help: the terminal's, but no line so long that the eye loses it.</summary>
    public int HelpWidth => Math.Min(Width, WidestHelp);

    /// <summary>Whether text on <see cref="Out"/> is coloured: on a terminal, unless NO_COLOR is set.</summary>
    public bool Colour => OutIsTerminal && string.IsNullOrEmpty(Environment("NO_COLOR"));

    /// <summary>The console of this process.</summary>
    public static ToolConsole OfProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        Answers = () => Console.IsInputRedirected ? null : Console.In,
        OutIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        TerminalWidth = Console.IsOutputRedirected ? WideEnough : Console.WindowWidth,
        Environment = System.Environment.GetEnvironmentVariable,
    };

    /// <summary>Writes a line to <see cref="Out"/>.</summary>
    /// <param name="line">The line.</param>
    public void Line(string line = "") => Out.Write(line + "\n");

    /// <summary>Writes a text to <see cref="Out"/>, wrapped to the terminal.</summary>
    /// <param name="text">The text.</param>
    public void Text(string text)
    {
        foreach (string line in TextLayout.Wrap(text, Width))
        {
            Line(line);
        }
    }

    /// <summary>Writes a table to <see cref="Out"/>.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The rows.</param>
    public void Table(IReadOnlyList<TextColumn> columns, IReadOnlyList<ImmutableArray<TextCell>> rows)
    {
        foreach (string line in TextTable.Render(columns, rows, Width, Colour))
        {
            Line(line);
        }
    }

    /// <summary>A Spectre console on <see cref="Error"/> for live progress; only for a terminal.</summary>
    public IAnsiConsole Progress()
    {
        bool colour = string.IsNullOrEmpty(Environment("NO_COLOR"));
        return AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Error),
            ColorSystem = colour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
    }
}
