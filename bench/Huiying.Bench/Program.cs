using Huiying.Bench;

if (args is ["import", .. var rest]) return await ImportBench.Run(rest);
if (args is ["line", .. var others]) return await LineBench.Run(others);
Console.Error.WriteLine("""
    usage: Huiying.Bench import [FILE] [--posts N] [--store CONNECTION]
      posts per second from import to the search index, for the first and the last tenth;
      FILE: posts as JSON Lines (plain or .gz); without it N made-up posts (default 50000);
      --store: PostgreSQL instead of SQLite; the database must be empty
    usage: Huiying.Bench line
      what the in-process silo costs: time to start, memory, time for one call
    """);
return 2;
