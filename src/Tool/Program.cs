using JudgeEval.Tool.Hosting;

return await ToolHost.RunAsync(args, ToolConsole.OfProcess());
