using System.CommandLine;

namespace JudgeEval.Tool.Hosting;

/// <summary>
/// Answers an unknown command or option with the nearest one, before anything is parsed: the parser would take a mistyped
/// option for one more file of an option that takes several.
/// </summary>
internal static class UnknownNames
{
    /// <summary>The message, or <see langword="null"/> when every name is known.</summary>
    /// <param name="root">The commands.</param>
    /// <param name="args">The command line.</param>
    public static string? Find(RootCommand root, IReadOnlyList<string> args)
    {
        Command command = root;
        foreach (string arg in args.TakeWhile(a => a != "--"))
        {
            if (IsOption(arg))
            {
                string name = arg.Split('=', ':')[0];
                string[] known = [.. Names(command, root)];
                if (!known.Contains(name, StringComparer.Ordinal))
                {
                    return $"unknown option '{name}'{UsageHint.For(name, [.. known.Where(k => k.StartsWith("--", StringComparison.Ordinal))])}";
                }
            }
            else if (command.Subcommands.Count > 0)
            {
                Command? next = command.Subcommands.FirstOrDefault(c => c.Name == arg);
                if (next is null && command.Arguments.Count > 0)
                {
                    continue;
                }

                if (next is null)
                {
                    return $"unknown command '{arg}'{UsageHint.For(arg, [.. command.Subcommands.Select(c => c.Name)])}";
                }

                command = next;
            }
        }

        return null;
    }

    private static bool IsOption(string arg) => arg.Length > 1 && arg[0] == '-' && !char.IsAsciiDigit(arg[1]) && arg[1] != '.';

    private static IEnumerable<string> Names(Command command, RootCommand root)
    {
        IEnumerable<Option> options = command.Options.Concat(root.Options.Where(o => o.Recursive));
        return options.SelectMany(o => o.Aliases.Prepend(o.Name)).Distinct(StringComparer.Ordinal);
    }
}
