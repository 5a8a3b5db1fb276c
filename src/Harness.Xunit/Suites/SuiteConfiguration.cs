using System.Collections.Immutable;
using JudgeEval.Judges;

namespace JudgeEval.Xunit;

/// <summary>
/// What <c>judgeeval.yaml</c> says to the suites of a project. The build copies the nearest one, of the project's folder or above, beside the
/// test assembly, so that it is there where the source tree is not.
/// </summary>
internal static class SuiteConfiguration
{
    /// <summary>The configuration of a project; <see langword="null"/> where there is none.</summary>
    /// <exception cref="JudgeEvalException">The file is wrong in some way (<c>JE2201</c>..<c>JE2210</c>).</exception>
    public static JudgeEvalConfiguration? Of(SuiteProject project)
    {
        string copy = project.Output(JudgeEvalConfiguration.FileName);
        string root = project.ProjectDirectory ?? project.OutputDirectory;
        if (!File.Exists(copy))
        {
            return project.ProjectDirectory is null ? null : AtCopies(JudgeEvalConfiguration.Find(root), root, path => path, project);
        }

        string folder = Path.GetFullPath(Path.Combine(root, project.ConfigurationFolder));
        string original = Path.Combine(folder, JudgeEvalConfiguration.FileName);
        try
        {
            // The copy's paths are written for the folder that the file was copied from.
            JudgeEvalConfiguration read = JudgeEvalConfiguration.Read(copy);
            return AtCopies(
                read with { Path = original }, root, path => Path.GetFullPath(Path.Combine(folder, Path.GetRelativePath(project.OutputDirectory, path))), project);
        }
        catch (JudgeEvalException exception)
        {
            throw new JudgeEvalException(
                [.. exception.Diagnostics.Select(d => d.Location.File == copy ? d with { Location = d.Location with { File = original } } : d)]);
        }
    }

    /// <summary>The gates that the file states for a suite that states none itself.</summary>
    /// <exception cref="JudgeEvalException">The file is wrong in some way, or has no gates for the suite (<c>JE4051</c>).</exception>
    public static ImmutableArray<StatedGate> GatesOf(CaseDefinition definition, SuiteProject project)
    {
        JudgeEvalConfiguration? configuration = Of(project);
        return configuration?.GatesOf(definition.Suite)?.Gates ?? throw new JudgeEvalException(SuiteErrors.NoStatedGate(definition, configuration));
    }

    /// <summary>The provider that a model of a suite stands for: the one of that name, else the one that has the model; <see langword="null"/> for none.</summary>
    /// <param name="model">The model as the suite spells it.</param>
    /// <param name="test">The suite.</param>
    /// <param name="configuration">What the file says.</param>
    /// <exception cref="JudgeEvalException"><c>JE2916</c>: several have the model.</exception>
    public static ProviderSettings? ProviderOf(string model, SuiteMethod test, JudgeEvalConfiguration configuration)
    {
        if (configuration.Providers.FirstOrDefault(p => p.Name == model) is { } named)
        {
            return named;
        }

        ProviderSettings[] having = [.. configuration.Providers.Where(p => p.Model == model)];
        return having.Length > 1
            ? throw new JudgeEvalException(SuiteErrors.AmbiguousModel(test, model, configuration, having))
            : having.FirstOrDefault();
    }

    private static JudgeEvalConfiguration? AtCopies(
        JudgeEvalConfiguration? configuration, string root, Func<string, string> inSource, SuiteProject project) =>
        configuration is null ? null : configuration with
        {
            Judges =
            [
                .. configuration.Judges.Select(judge => judge switch
                {
                    PromptJudgeDefinition d => d with { Prompt = AtCopy(inSource(d.Prompt), root, project) },
                    DebateJudgeDefinition d => d with { Debater = AtCopy(inSource(d.Debater), root, project) },
                    NGramJudgeDefinition d => d with { Text = AtCopy(inSource(d.Text), root, project) },
                    _ => judge,
                }),
            ],
        };

    // Suites read the copies, as they do of all their files. What is no item of the project was not copied and is read where it stands.
    private static string AtCopy(string path, string root, SuiteProject project)
    {
        string copy = project.Output(Path.GetRelativePath(root, path));
        return File.Exists(copy) ? copy : path;
    }
}
