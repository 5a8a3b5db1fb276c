using System.Globalization;
using JudgeEval.Bench.Importing;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

switch (args)
{
    case ["generate", ("long" or "wide" or "judgements") and var form, string file, string annotations, .. string[] more]:
        bool shuffled = more is [.., "shuffled"];
        SourceGenerator.Generate(form, file, int.Parse(annotations, CultureInfo.InvariantCulture), seed: 7, shuffled);
        return 0;

    default:
        Console.Error.WriteLine("usage: Importing generate long|wide|judgements FILE ANNOTATIONS [shuffled]");
        return 4;
}
