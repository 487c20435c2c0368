namespace Huiying.Documents;

/// <summary>The sentences of every problem a sheet can have, in one place so that they stay alike.</summary>
internal static class SheetProblems
{
    public static SheetProblem Ragged(long row, int found, int expected) => new(row, "", "ragged",
        $"有{found}列，表头有{expected}列", $"{found} columns where the header has {expected}",
        "补齐或删去多余的列；内容里有逗号时用英文双引号括起来", "add or remove columns; put a value that holds the separator in double quotes");

    public static SheetProblem Quote(long row) => new(row, "", "quote",
        "英文双引号没有成对", "a double quote is not closed",
        "补上缺少的引号；内容里的引号要写成两个", "close the quote; write a quote inside a value twice");

    public static SheetProblem Encoding(long row, string column, string encoding) => new(row, column, "encoding",
        $"有按{encoding}读不出的字节", $"holds bytes that are not {encoding}",
        "把整个文件用同一种编码（UTF-8）另存", "save the whole file in one encoding (UTF-8)");

    public static SheetProblem Nul(long row, string column) => new(row, column, "nul",
        "含有空字符（U+0000）", "holds the character U+0000", "删去该字符后重新导出", "remove it and export again");

    public static SheetProblem CellTooLong(long row, string column, int max) => new(row, column, "cell-too-long",
        $"内容超过{max}个字", $"longer than {max} characters", "缩短内容，或改作附件上传", "shorten it, or attach it as a file");

    public static SheetProblem TooManyColumns(long row, int max) => new(row, "", "too-many-columns",
        $"超过{max}列", $"more than {max} columns", "只保留需要的列", "keep only the columns needed");

    public static SheetProblem Json(long row, string what, string en) => new(row, "", "json",
        what, en, "每行写一个完整的 JSON 对象", "write one complete JSON object per line");

    public static SheetProblem TooManyRows(long row, int max) => new(row, "", "too-many-rows",
        $"超过{max}行，其后的行没有读", $"more than {max} rows; the rest was not read", "分成几个文件导入", "import it in several files");

    public static SheetProblem TooBig(long max) => new(0, "", "too-big",
        $"文件超过{max >> 20}兆字节，没有读完", $"the file is larger than {max >> 20} MiB; it was not read to the end", "分成几个文件导入", "import it in several files");

    public static SheetProblem Bomb(long max) => new(0, "", "unpacks-too-big",
        $"解压后过大（上限{max >> 20}兆字节）或压缩比异常，未导入", $"it unpacks to too much (limit {max >> 20} MiB) or at an unnatural ratio; refused",
        "用表格软件打开后另存为 csv，或分成几个文件", "open it and save it as csv, or split it");

    public static SheetProblem Broken(long row, string zh, string en) => new(row, "", "broken",
        $"文件已损坏：{zh}", $"the file is damaged: {en}", "用表格软件打开后另存一份再导入", "open it in a spreadsheet program, save it again and import that");

    public static SheetProblem OldExcel() => new(0, "", "not-a-sheet",
        "是旧版 xls 或加了密码的文件", "an old .xls, or protected by a password", "另存为不带密码的 xlsx 或 csv", "save it as xlsx or csv without a password");

    public static SheetProblem NotASheet() => new(0, "", "not-a-sheet",
        "不是 jsonl、csv 或 xlsx 表格", "not a jsonl, csv or xlsx sheet", "选择表格文件；或把表格另存为 csv、xlsx", "choose a sheet, or save it as csv or xlsx");

    public static SheetProblem Empty() => new(0, "", "empty",
        "没有任何行", "there are no rows", "确认导出时选中了数据", "check that the export held data");

    public static SheetProblem NoSheet(string? wanted, string names) => new(0, "", "no-such-sheet",
        wanted is null ? "没有可见的工作表" : $"没有名为“{wanted}”的工作表，现有：{names}",
        wanted is null ? "there is no visible worksheet" : $"no worksheet “{wanted}”; it has: {names}", "改用现有的工作表名", "name one of the worksheets");

    public static SheetProblem NoText(string headers) => new(0, "", "no-text-column",
        $"没有认出标题或内容列，表头是：{headers}", $"no column for title or body was recognised; the header is: {headers}",
        "把表头改为“标题”“内容”“时间”等", "name the header cells 标题, 内容, 时间 (or title, body, time)");

    public static SheetProblem NoTextInRow(long row) => new(row, "", "no-text",
        "标题和内容都是空的", "both title and body are empty", "补上标题或内容", "fill in a title or a body");

    public static SheetProblem Time(long row, string column) => new(row, column, "time",
        "时间读不懂", "the time cannot be read", "写成 2026-03-05 15:04 的样子", "write it like 2026-03-05 15:04");
}
