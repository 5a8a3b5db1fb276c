using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace JudgeEval.Tool.Suites;

/// <summary>Where instructions stand in the source, by the portable debugging symbols beside an assembly or in it.</summary>
internal sealed class SourcePlaces : IDisposable
{
    private readonly MetadataReaderProvider? _symbols;
    private readonly MetadataReader? _reader;

    private SourcePlaces(MetadataReaderProvider? symbols)
    {
        _symbols = symbols;
        _reader = symbols?.GetMetadataReader();
    }

    /// <summary>Opens the symbols; without any, no place is known.</summary>
    /// <param name="file">The assembly.</param>
    /// <param name="path">Its path.</param>
    public static SourcePlaces Open(PEReader file, string path)
    {
        try
        {
            return new SourcePlaces(file.TryOpenAssociatedPortablePdb(path, p => File.Exists(p) ? File.OpenRead(p) : null, out MetadataReaderProvider? symbols, out _) ? symbols : null);
        }
        catch (Exception exception) when (exception is BadImageFormatException or IOException)
        {
            // Symbols of another build or kind only cost the line.
            return new SourcePlaces(null);
        }
    }

    /// <summary>The file and line of an instruction; <see langword="null"/> where they are not known.</summary>
    /// <param name="method">The method.</param>
    /// <param name="offset">The instruction's offset in its body.</param>
    public (string File, int Line)? At(MethodDefinitionHandle method, int offset)
    {
        if (_reader is null)
        {
            return null;
        }

        MethodDebugInformation information = _reader.GetMethodDebugInformation(method.ToDebugInformationHandle());
        (DocumentHandle Document, int Line)? place = null;
        foreach (SequencePoint point in information.GetSequencePoints().Where(p => !p.IsHidden && p.Offset <= offset))
        {
            place = (point.Document, point.StartLine);
        }

        return place is var (document, line) ? (_reader.GetString(_reader.GetDocument(document).Name), line) : null;
    }

    public void Dispose() => _symbols?.Dispose();
}
