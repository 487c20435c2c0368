using System.CommandLine;

namespace Huiying.Web.Commands;

/// <summary><c>read</c>: what the collector makes of saved documents, one subcommand per kind.</summary>
internal static class ReadCommand
{
    public static Command Create() => new("read", "Reads saved documents as the collector would.")
    {
        ReadFeedCommand.Create(),
        ReadPage.Create(),
        ReadList.Create(),
        ReadThread.Create(),
        ReadSitemap.Create(),
    };
}
