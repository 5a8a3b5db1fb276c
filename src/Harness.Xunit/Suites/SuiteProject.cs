using System.Collections.Immutable;
using System.Reflection;

namespace JudgeEval.Xunit;

/// <summary>Where the files of a test assembly stand: beside it, as the build copied them, and in the source tree.</summary>
/// <param name="OutputDirectory">The folder of the test assembly.</param>
/// <param name="ProjectDirectory">The folder of the project; <see langword="null"/> when the assembly does not say or it is not on this machine.</param>
internal sealed record SuiteProject(string OutputDirectory, string? ProjectDirectory)
{
    private const string ProjectKey = "JudgeEval.ProjectDirectory";
    private const string ToolKey = "JudgeEval.Command";
    private const string ConfigurationKey = "JudgeEval.ConfigurationFolder";

    /// <summary>How the command line is started from where <see cref="CommandPath"/> begins, as the package's targets wrote it.</summary>
    public string Tool { get; init; } = "judgeeval";

    /// <summary>The folder of <c>judgeeval.yaml</c>, relative to the project's: <c>.</c> or one above.</summary>
    public string ConfigurationFolder { get; init; } = ".";

    /// <summary>The project of a test assembly.</summary>
    /// <param name="assembly">The assembly's simple name; it is loaded, for its tests run.</param>
    public static SuiteProject Of(string assembly) => Of(Assembly.Load(new AssemblyName(assembly)));

    /// <summary>The project of a test assembly.</summary>
    public static SuiteProject Of(Assembly assembly)
    {
        string? project = Metadata(assembly, ProjectKey);
        var found = new SuiteProject(
            Path.GetDirectoryName(assembly.Location)!,
            project is not null && Directory.Exists(project) ? Path.TrimEndingDirectorySeparator(project) : null)
        {
            ConfigurationFolder = Metadata(assembly, ConfigurationKey) is { Length: > 0 } folder ? folder : ".",
        };
        return Metadata(assembly, ToolKey) is { Length: > 0 } tool ? found with { Tool = tool } : found;
    }

    /// <summary>Where commands are to be run, in words.</summary>
    public string CommandPlace => CommandPath == "." ? "the project's folder" : "the root of the repository";

    /// <summary>A path of the project as a command names it.</summary>
    public string InCommand(string path) => CommandPath == "." ? path : $"{CommandPath}/{path}";

    /// <summary>A path of the source tree as records and messages spell it: relative to the project and with forward slashes.</summary>
    public string InProject(string path) => Path.GetRelativePath(ProjectDirectory ?? OutputDirectory, path).Replace('\\', '/');

    /// <summary>A file or folder beside the test assembly.</summary>
    public string Output(string path) => Path.Combine(OutputDirectory, path);

    /// <summary>A file or folder of the source tree.</summary>
    /// <exception cref="JudgeEvalException"><c>JE5901</c>: the source tree is not known or not there.</exception>
    public string InSource(string path) =>
        Path.Combine(ProjectDirectory ?? throw new JudgeEvalException(SuiteErrors.NoSourceTree(path)), path);

    /// <summary>The same errors at the files of the source tree instead of at their copies, so that a person mends the right one.</summary>
    public JudgeEvalException InSourceTree(JudgeEvalException exception) =>
        new([.. exception.Diagnostics.Select(d => d with { Location = d.Location with { File = InSourceTree(d.Location.File) } })]);

    /// <summary>The same errors with paths that lead to the files from any folder.</summary>
    public ImmutableArray<Diagnostic> Rooted(IEnumerable<Diagnostic> diagnostics) =>
    [
        .. diagnostics.Select(d => d.Location.File is { } file && ProjectDirectory is not null
            ? d with { Location = d.Location with { File = Path.Combine(ProjectDirectory, file) } }
            : d),
    ];

    private static string? Metadata(Assembly assembly, string key) =>
        assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == key)?.Value;

    private string? InSourceTree(string? file)
    {
        if (file is null || ProjectDirectory is null)
        {
            return file;
        }

        string relative = Path.GetRelativePath(OutputDirectory, file);
        string candidate = Path.Combine(ProjectDirectory, relative);
        bool isCopy = !Path.IsPathRooted(relative) && !relative.StartsWith("..", StringComparison.Ordinal);

        // A file that stands in the source tree but was not copied is absent where it is looked for, and that is what is said.
        return isCopy && Path.Exists(candidate) == Path.Exists(file) ? candidate : file;
    }

    /// <summary>
    /// The folder of a source file. A deterministic build maps the path (<c>/_/evals/Suite.cs</c>), and a tree may have
    /// moved since the build, so the longest end of the path that exists below the project is taken.
    /// </summary>
    /// <exception cref="JudgeEvalException"><c>JE5901</c>: the source tree is not known or not there.</exception>
    public string SourceFolder(string sourceFile)
    {
        if (File.Exists(sourceFile))
        {
            return Path.GetDirectoryName(Path.GetFullPath(sourceFile))!;
        }

        if (ProjectDirectory is null)
        {
            throw new JudgeEvalException(SuiteErrors.NoSourceTree(sourceFile));
        }

        string[] segments = sourceFile.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < segments.Length; i++)
        {
            string candidate = Path.Combine([ProjectDirectory, .. segments[i..]]);
            if (File.Exists(candidate))
            {
                return Path.GetDirectoryName(candidate)!;
            }
        }

        throw new JudgeEvalException(SuiteErrors.NoSourceTree(sourceFile));
    }

    /// <summary>The project's folder as a command names it: relative to the root of its repository, <c>.</c> at the root itself or without one.</summary>
    public string CommandPath
    {
        get
        {
            for (var folder = ProjectDirectory is null ? null : new DirectoryInfo(ProjectDirectory); folder is not null; folder = folder.Parent)
            {
                if (Path.Exists(Path.Combine(folder.FullName, ".git")))
                {
                    return Path.GetRelativePath(folder.FullName, ProjectDirectory!).Replace('\\', '/');
                }
            }

            return ".";
        }
    }
}
