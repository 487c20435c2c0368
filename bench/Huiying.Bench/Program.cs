using Huiying.Bench;

if (args is ["import", .. var rest]) return await ImportBench.Run(rest);
if (args is ["group", .. var grouped]) return GroupBench.Run(grouped);
if (args is ["start", .. var none]) return await StartBench.Run(none);
if (args is ["read", .. var what]) return ReadBench.Run(what);
if (args is ["search", .. var searched]) return await SearchBench.Run(searched);
if (args is ["segment", .. var texts]) return SegmentBench.Run(texts);
if (args is ["line", .. var others]) return await LineBench.Run(others);
if (args is ["polling", .. var polled]) return await PollingBench.Run(polled);
if (args is ["polling-site", .. var site]) return await PollingSite.Run(site);
Console.Error.WriteLine("""
    usage: Huiying.Bench import [FILE] [--posts N] [--stream] [--warm N] [--search] [--store CONNECTION]
      posts per second from import to the search index, in up to ten parts;
      FILE: posts as JSON Lines (plain or .gz); without it N made-up posts (default 50000);
      --stream: made-up posts of 80 characters with the vocabulary of a language, not messages of a few set phrases
      --search: then mixed searches over the posts, by sort of query
      --warm: N made-up posts first, into another store, so that no time goes into compiling code
      --store: PostgreSQL instead of SQLite; the database must be empty
    usage: Huiying.Bench search FOLDER [--posts N]
      the mixed searches over the store in FOLDER, which is kept; where there is none it is filled first by N posts of --stream (default 1000000),
      the whole way in, topics and all
    usage: Huiying.Bench group [FILE] [--posts N]
      grouping alone, in tenths; FILE as above, without it N posts of --stream (default 200000)
    usage: Huiying.Bench start
      how long after its start the program answers the first page: empty folder, and an office with posts
    usage: Huiying.Bench read
      feeds against System.ServiceModel.Syndication, pages against SmartReader, and texts through the search for near copies
    usage: Huiying.Bench segment [FILE] [--peer FOLDER]
      megabytes of text cut into words a second; FILE: posts as JSON Lines (plain or .gz), without it 20,000 made-up messages;
      --peer: a folder in which `npm install @node-rs/jieba` was run, so that jieba-rs cuts the same texts by turns
    usage: Huiying.Bench line
      what the in-process silo costs: time to start, memory, time for one call
    usage: Huiying.Bench polling [--seconds N] [--sources N] [--hosts N] [--delay SECONDS] [--store CONNECTION]
      fetches per second through the waker, the poller and the store, from a site of our own on loopback addresses (default 60 s, 10000
      sources, 200 hosts, 0.5 s), judged by the site's log
    """);
return 2;
