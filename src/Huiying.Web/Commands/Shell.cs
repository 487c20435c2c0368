using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;

namespace Huiying.Web.Commands;

/// <summary>The one executable's command line: without a command it serves. Exit 0 done, 1 refused or failed, 2 wrong usage.</summary>
internal static class Shell
{
    /// <summary>Parses and runs; never starts Kestrel or Orleans for anything but serving.</summary>
    public static async Task<int> Run(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var root = new RootCommand("Huiying 回应");
        ServeCommand.AddTo(root);
        root.Subcommands.Add(MaskCommand.Create());
        root.Subcommands.Add(DueCommand.Create());
        root.Subcommands.Add(ReadCommand.Create());
        root.Subcommands.Add(RobotsCommand.Create());
        root.Subcommands.Add(PolicyCommand.Create());
        root.Subcommands.Add(DateCommand.Create());
        root.Subcommands.Add(NearCommand.Create());
        root.Subcommands.Add(GroupCommand.Create());
        root.Subcommands.Add(HotCommand.Create());
        root.Subcommands.Add(RouteCommand.Create());
        root.Subcommands.Add(TrendCommand.Create());
        root.Subcommands.Add(GradeCommand.Create());
        root.Subcommands.Add(ImportCommand.Create());
        root.Subcommands.Add(ExportCommand.Create());
        root.Subcommands.Add(LedgerCommand.Create());
        root.Subcommands.Add(DemoCommand.Create());
        var parsed = root.Parse(args);
        // A mistyped option must not be taken for a file's name.
        if (args.TakeWhile(a => a != "--").FirstOrDefault(a => a.StartsWith("--", StringComparison.Ordinal) && parsed.Tokens.Any(t => t.Type == TokenType.Argument && t.Value == a)) is { } unknown)
        {
            await Console.Error.WriteLineAsync($"Unknown option {unknown}. See --help for the options; a file of that name is given as ./{unknown}.");
            return 2;
        }
        if (parsed.Errors.Count > 0)
        {
            foreach (var e in parsed.Errors) await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
        // A signal asks the running action to end; the server closes its books in that time.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
    }
}
