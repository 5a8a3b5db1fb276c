namespace JudgeEval.Harness.Imports;

/// <summary>Sources as formats want them.</summary>
internal static class ImportSources
{
    /// <summary>The one folder of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="format">The format's name, for errors.</param>
    /// <exception cref="JudgeEvalException">There is more than one source, or it is no folder.</exception>
    public static string Folder(ImportRequest request, string format)
    {
        string source = One(request, format);
        return Directory.Exists(source)
            ? source
            : throw ImportErrors.Fatal(
                "JE1601", SourceLocation.InFile(source), "the source is not a folder", $"the format {format} is a folder of files",
                "give the folder");
    }

    /// <summary>The one source of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="format">The format's name, for errors.</param>
    /// <exception cref="JudgeEvalException">There is more than one source.</exception>
    public static string One(ImportRequest request, string format) => request.Sources.Length == 1
        ? request.Sources[0]
        : throw ImportErrors.Fatal(
            "JE1601", SourceLocation.None, $"{request.Sources.Length} sources are given",
            $"the format {format} is imported one source at a time", "run the command once for each source");
}
