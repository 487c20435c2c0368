using Huiying.Bench;

if (args is ["import", .. var rest]) return await ImportBench.Run(rest);
Console.Error.WriteLine("""
    usage: Huiying.Bench import [FILE] [--posts N] [--store CONNECTION]
      posts per second from import to the search index, for the first and the last tenth;
      FILE: posts as JSON Lines (plain or .gz); without it N made-up posts (default 50000);
      --store: PostgreSQL instead of SQLite; the database must be empty
    """);
return 2;
