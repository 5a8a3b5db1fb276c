using JudgeEval.Harness.Datasets;

namespace JudgeEval.Tool.Commands;

/// <summary>Dataset folders as users name them.</summary>
internal static class DatasetPath
{
    private const string Manifest = "dataset.yaml";

    /// <summary>Whether a path names a dataset folder, by itself or by its <c>dataset.yaml</c>.</summary>
    /// <param name="path">The path.</param>
    /// <param name="folder">The folder.</param>
    public static bool TryFolder(string path, out string folder)
    {
        folder = Path.GetFileName(path) == Manifest ? Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : "." : path;
        return Directory.Exists(folder);
    }

    /// <summary>Opens a dataset folder to read its items one after the other.</summary>
    /// <param name="path">The folder or its <c>dataset.yaml</c>.</param>
    /// <exception cref="JudgeEvalException">There is no such folder, or its content is bad.</exception>
    public static DatasetItems Open(string path) => DatasetItems.Open(TryFolder(path, out string folder) ? folder : path);

    /// <summary>Reads a dataset folder.</summary>
    /// <param name="path">The folder or its <c>dataset.yaml</c>.</param>
    /// <exception cref="JudgeEvalException">There is no such folder, or its content is bad.</exception>
    public static AnnotatedDataset Read(string path) => DatasetReader.Read(TryFolder(path, out string folder) ? folder : path);
}
