namespace JudgeEval.TestLogger;

/// <summary>How many columns a table may take.</summary>
internal static class ConsoleWidth
{
    /// <summary>Where there is no terminal: in files and in the logs of build servers.</summary>
    public const int Default = 120;

    private const int Narrowest = 60;

    /// <summary>The terminal's width, or the default where output goes elsewhere.</summary>
    public static int Current
    {
        get
        {
            try
            {
                return Console.IsOutputRedirected || Console.WindowWidth == 0 ? Default : Math.Max(Narrowest, Console.WindowWidth);
            }
            catch (Exception exception) when (exception is IOException or PlatformNotSupportedException)
            {
                return Default;
            }
        }
    }
}
