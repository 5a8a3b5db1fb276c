using JudgeEval.Harness.Datasets;

namespace JudgeEval.Tool.Revisions;

/// <summary>Finds the datasets of a revision by name and reads them.</summary>
/// <param name="files">All files of the revision.</param>
/// <param name="objects">Their contents.</param>
/// <param name="known">Datasets that were read already, by the contents of their files; shared by revisions of one history.</param>
internal sealed class RevisionDatasets(IReadOnlyList<GitFile> files, GitObjects objects, Dictionary<string, AnnotatedDataset> known)
{
    private readonly GitFile[] _heads = [.. files.Where(f => System.IO.Path.GetFileName(f.Path) == DatasetFiles.Head)];
    private readonly ILookup<string, GitFile> _folders = files.ToLookup(f => f.Folder, StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _names = new(StringComparer.Ordinal);

    /// <summary>
    /// The folder of the dataset of a name that stands nearest: below the folder or, where it has none, below its parent, and so on up to the root; of several the
    /// one with the shortest way, and of those the first by name.
    /// </summary>
    /// <param name="name">The name, as <c>dataset.yaml</c> has it.</param>
    /// <param name="folder">The folder to begin at.</param>
    public string? Find(string name, string folder)
    {
        string[] places = [.. _heads.Where(h => NameOf(h) == name).Select(h => h.Folder)];
        for (string at = folder; ; at = at.LastIndexOf('/') is >= 0 and int slash ? at[..slash] : "")
        {
            string? nearest = places.Where(p => at.Length == 0 || p == at || p.StartsWith(at + "/", StringComparison.Ordinal))
                .OrderBy(p => p.Count(c => c == '/')).ThenBy(p => p, StringComparer.Ordinal).FirstOrDefault();
            if (nearest is not null || at.Length == 0)
            {
                return nearest;
            }
        }
    }

    /// <summary>What the dataset's files are: equal keys are equal datasets.</summary>
    /// <param name="folder">Its folder.</param>
    public string KeyOf(string folder) => string.Join(' ', Of(folder).Select(f => f.Object));

    /// <summary>Reads a dataset.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="label">What the revision is called in messages.</param>
    /// <exception cref="JudgeEvalException">It is refused; messages name its files in the revision.</exception>
    public AnnotatedDataset Read(string folder, string label)
    {
        string key = KeyOf(folder);
        if (known.TryGetValue(key, out AnnotatedDataset? read))
        {
            return read;
        }

        // The reader streams files of the disk. Nothing is checked out: the files lie in a folder of their own, which is gone at once.
        string copy = Directory.CreateTempSubdirectory("judgeeval-revision-").FullName;
        try
        {
            foreach (GitFile file in Of(folder))
            {
                File.WriteAllBytes(System.IO.Path.Combine(copy, System.IO.Path.GetFileName(file.Path)), objects.Read(file));
            }

            return known[key] = DatasetReader.Read(copy);
        }
        catch (JudgeEvalException exception)
        {
            throw new JudgeEvalException([.. exception.Diagnostics.Select(d => InRevision(d, copy, $"{label}:{folder}"))]);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private IEnumerable<GitFile> Of(string folder) => DatasetFiles.All.SelectMany(part => _folders[folder].Where(f => System.IO.Path.GetFileName(f.Path) == part));

    private string? NameOf(GitFile head)
    {
        if (!_names.TryGetValue(head.Object, out string? name))
        {
            _names.Add(head.Object, name = Name(head));
        }

        return name;
    }

    // Another's dataset.yaml that is broken is not ours to complain of; ours, if broken, is not found and said to be missing.
    private string? Name(GitFile head)
    {
        try
        {
            return DatasetName.Of(objects.Read(head));
        }
        catch (JudgeEvalException)
        {
            return null;
        }
    }

    private static Diagnostic InRevision(Diagnostic diagnostic, string copy, string folder)
    {
        string? file = diagnostic.Location.File;
        return file is not null && file.StartsWith(copy, StringComparison.Ordinal)
            ? diagnostic with { Location = diagnostic.Location with { File = folder + file[copy.Length..].Replace('\\', '/') } }
            : diagnostic;
    }
}
