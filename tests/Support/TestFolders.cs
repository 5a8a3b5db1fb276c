using System.IO.Compression;
using System.Text.Json;

namespace JudgeEval.Testing;

/// <summary>
/// The repository, and the folders beside it that tests read when they are there: public annotations (<c>JUDGEEVAL_DATA</c>, by
/// default <c>../shared/data</c>) and golden vectors (<c>JUDGEEVAL_REFERENCE</c>, by default <c>../shared/reference</c>).
/// A test whose data are absent is skipped with the reason.
/// </summary>
internal static class TestFolders
{
    public static string Repository { get; } = FindRepository();

    public static string Data { get; } = Folder("JUDGEEVAL_DATA", "data");

    public static string Reference { get; } = Folder("JUDGEEVAL_REFERENCE", "reference");

    /// <summary>A file of the public annotations.</summary>
    public static string DataFile(params string[] path) => Present(Path.Combine([Data, .. path]), "public annotations", "JUDGEEVAL_DATA");

    /// <summary>A folder of the public annotations.</summary>
    public static string DataFolder(string name)
    {
        string folder = Path.Combine(Data, name);
        Skip.IfNot(Directory.Exists(folder), Absent(folder, "public annotations", "JUDGEEVAL_DATA"));
        return folder;
    }

    /// <summary>A JSON file of the public annotations, plain or packed with gzip.</summary>
    public static JsonElement DataJson(params string[] path)
    {
        string plain = Path.Combine([Data, .. path]);
        if (!File.Exists(plain) && File.Exists(plain + ".gz"))
        {
            using FileStream packed = File.OpenRead(plain + ".gz");
            using GZipStream content = new(packed, CompressionMode.Decompress);
            return Parse(content);
        }

        using FileStream file = File.OpenRead(DataFile(path));
        return Parse(file);
    }

    /// <summary>A group of golden vectors.</summary>
    public static JsonElement ReferenceJson(string group)
    {
        using FileStream file = File.OpenRead(Present(Path.Combine(Reference, group + ".json"), "reference vectors", "JUDGEEVAL_REFERENCE"));
        return Parse(file);
    }

    private static JsonElement Parse(Stream stream)
    {
        using JsonDocument document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    private static string Present(string path, string what, string variable)
    {
        Skip.IfNot(File.Exists(path), Absent(path, what, variable));
        return path;
    }

    private static string Absent(string path, string what, string variable) => $"The {what} are absent: {path}. Set {variable} to their folder.";

    private static string Folder(string variable, string name) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set
        ? set
        : Path.GetFullPath(Path.Combine(Repository, "..", "shared", name));

    private static string FindRepository()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "JudgeEval.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException("The tests do not run below the repository.");
    }
}
