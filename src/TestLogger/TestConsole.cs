namespace JudgeEval.TestLogger;

/// <summary>What the console that the tests run in can show.</summary>
internal static class TestConsole
{
    /// <summary>The columns where there is no terminal: in files and in the logs of build servers.</summary>
    public const int DefaultWidth = 120;

    private const int Narrowest = 60;

    /// <summary>Whether colours may be used: on a terminal, unless <c>NO_COLOR</c> asks for none or <c>TERM</c> says that it has none.</summary>
    public static bool HasColour => !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>The terminal's width in columns, or the default where output goes elsewhere.</summary>
    public static int Width
    {
        get
        {
            try
            {
                return Console.IsOutputRedirected || Console.WindowWidth == 0 ? DefaultWidth : Math.Max(Narrowest, Console.WindowWidth);
            }
            catch (Exception exception) when (exception is IOException or PlatformNotSupportedException)
            {
                return DefaultWidth;
            }
        }
    }
}
