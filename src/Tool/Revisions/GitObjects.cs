using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace JudgeEval.Tool.Revisions;

/// <summary>The contents of files, from one <c>git cat-file --batch</c>: raw bytes, whatever attributes say of line ends.</summary>
internal sealed class GitObjects : IDisposable
{
    private const int Largest = 1_000_000_000;

    private readonly Process _git;
    private readonly Task<string> _error;

    public GitObjects(Process git)
    {
        _git = git;
        _error = git.StandardError.ReadToEndAsync();
    }

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="JudgeEvalException">Its content is not here (<c>JE1817</c>), stands in LFS (<c>JE1824</c>) or is too large (<c>JE1825</c>).</exception>
    public byte[] Read(GitFile file)
    {
        // One question, one answer: the pipes never fill up against each other.
        Stream questions = _git.StandardInput.BaseStream, answers = _git.StandardOutput.BaseStream;
        questions.Write(Encoding.ASCII.GetBytes(file.Object + "\n"));
        questions.Flush();
        string[] head = Line(answers).Split(' ');
        if (head is not [_, "blob", var size] || !long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out long length))
        {
            throw head is [_, "missing"]
                ? new JudgeEvalException(RevisionErrors.NotFetched(file.Path))
                : new JudgeEvalException(RevisionErrors.Failed("cat-file --batch", $"{string.Join(' ', head)} {Ended()}".Trim()));
        }

        if (length > Largest)
        {
            Skip(answers, length + 1);
            throw new JudgeEvalException(RevisionErrors.TooLarge(file.Path, length));
        }

        byte[] bytes = new byte[length];
        answers.ReadExactly(bytes);
        Skip(answers, 1);
        return bytes.AsSpan().StartsWith("version https://git-lfs.github.com/spec/"u8) ? throw new JudgeEvalException(RevisionErrors.Elsewhere(file.Path)) : bytes;
    }

    /// <summary>Ends git.</summary>
    public void Dispose()
    {
        _git.StandardInput.Close();
        _git.WaitForExit();
        _git.Dispose();
    }

    private static string Line(Stream stream)
    {
        StringBuilder line = new();
        for (int read; (read = stream.ReadByte()) is not (-1 or '\n');)
        {
            line.Append((char)read);
        }

        return line.ToString();
    }

    private static void Skip(Stream stream, long count)
    {
        byte[] buffer = new byte[64 * 1024];
        while (count > 0)
        {
            int read = stream.Read(buffer, 0, (int)Math.Min(count, buffer.Length));
            count = read == 0 ? 0 : count - read;
        }
    }

    private string Ended() => _git.HasExited ? GitProcess.OneLine(_error.GetAwaiter().GetResult()) : "";
}
