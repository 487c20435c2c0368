using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Huiying.Assess.Passages;
using Huiying.Documents;
using Huiying.Ground;
using Huiying.Tests.Documents;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Writer;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Huiying.Tests.Assess.Passages;

public sealed class DocumentFileTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private static readonly TextLimits Small = new(Bytes: 4 << 20, Unpacked: 4 << 20, Characters: 50_000, Paragraphs: 400, Seconds: 5);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly string[] Rule =
        ["白杨县临时救助实施细则", "第一条　为了解决群众突发性、紧迫性、临时性生活困难，制定本细则。", "第二条　因火灾、交通事故、突发重大疾病等意外事件，导致基本生活暂时出现严重困难的家庭和个人，可以申请临时救助。救助金应当通过银行转账发放。"];

    internal static byte[] Docx(params string[] paragraphs) => Docx(body => body.Append(paragraphs.Select(p => new W.Paragraph(new Run(new W.Text(p))))));

    private static byte[] Docx(Action<Body> fill, string? numbering = null)
    {
        using var stream = new MemoryStream();
        using (var package = WordprocessingDocument.Create(stream, DocumentFormat.OpenXml.WordprocessingDocumentType.Document))
        {
            var main = package.AddMainDocumentPart();
            var body = new Body();
            fill(body);
            main.Document = new Document(body);
            if (numbering is not null) main.AddNewPart<NumberingDefinitionsPart>().Numbering = new Numbering($"<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{numbering}</w:numbering>");
        }
        return stream.ToArray();
    }

    private static Outcome<DocumentRead> Read(byte[] file, TextLimits? limits = null) => DocumentFile.Read(file, Now, limits ?? new(), Ct);

    [Fact]
    public void A_docx_is_read_by_paragraph_with_automatic_numbers_and_without_deleted_or_hidden_text()
    {
        const string w = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
        var file = Docx(body =>
        {
            body.InnerXml = $"""
                <w:p {w}><w:r><w:t>白杨县某某</w:t></w:r><w:r><w:t>办法</w:t></w:r></w:p>
                <w:p {w}><w:pPr><w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>为了规范。</w:t></w:r></w:p>
                <w:p {w}><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>分项</w:t></w:r></w:p>
                <w:p {w}><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom>
                  <w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:t xml:space="preserve">第二  句</w:t></w:r></w:p>
                <w:tbl {w}><w:tr><w:tc><w:p><w:r><w:t>表内一格</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>又一格</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
                <w:p {w}/>
                """;
        }, $"""
            <w:abstractNum {w} w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="11"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>
            <w:num {w} w:numId="3"><w:abstractNumId w:val="7"/></w:num>
            """);
        var read = Read(file).Value;
        read.Type.ShouldBe(DocumentFile.Docx);
        read.Title.ShouldBe("白杨县某某办法");
        read.Paragraphs.ShouldBe(["白杨县某某办法", "第十一条 为了规范。", "（一）分项", "第十二条 第二 句", "表内一格", "又一格"]);
    }

    [Fact]
    public async Task A_pdf_of_an_official_document_gives_the_same_paragraphs_as_its_docx()
    {
        using var printer = new PdfPrinter();
        if (!printer.Available) Needed.Missing("LibreOffice (soffice)");
        string[] all = [.. Rule, .. Enumerable.Range(3, 40).Select(i => $"第{(i < 100 ? Huiying.Ground.Words.Ordinal(i) : "")}条　这一条写得长一些，好让它在纸上占到两行以上，从而看出行是怎样接成段的，条款之间又怎样分开；其中有数字2026和字母ABC，逐一核对。")];
        var docx = Huiying.Documents.Docx.Write(new OfficialDocument { Title = all[0], Body = [.. all[1..].Select(p => new Huiying.Documents.Paragraph(p))] });
        var pdf = (await printer.Print(docx, Ct)).Value;
        var read = Read(pdf).Value;
        read.Type.ShouldBe(DocumentFile.Pdf);
        static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        var paragraphs = read.Paragraphs.Select(Bare).ToList();
        all.Select(Bare).Except(paragraphs).ShouldBeEmpty();
        paragraphs.ShouldNotContain(p => p.StartsWith('—'));
        Places.Of(read.Paragraphs).Count(p => p.Name.StartsWith('第')).ShouldBe(42);
    }

    /// <summary>Articles long enough for three lines of a column.</summary>
    private static string[] Articles(string where, int from, int count) => [.. Enumerable.Range(from, count).Select(i =>
        $"第{Huiying.Ground.Words.Ordinal(i)}条　{where}的这一条写得长一些，好让它在纸上占到三行以上，从而看出行是怎样接成段的，条款之间又怎样分开；编号{Huiying.Ground.Words.Ordinal(i)}。")];

    [Fact]
    public void A_pdf_in_two_columns_is_read_column_by_column_and_what_runs_over_both_stays_in_its_place()
    {
        string[] intro = ["引言占满整个版面的宽度，说明这份办法由来和适用的范围，并且要长到两行以上，才好看出它不属于任何一栏，也不会被拆开来读，更不会被当作左栏的开头。"];
        var (left, right, below) = (Articles("左栏", 1, 4), Articles("右栏", 5, 4), Articles("通栏", 9, 2));
        // On the second page the right column has its own lines, and the last article goes on over both columns.
        var (first, second) = (Articles("次页左", 11, 3), Articles("次页右", 14, 3));
        var pdf = new PlainPdf().Page().Put(200, 790, "白杨县某某办法", 18);
        pdf.Set(70, 750, 45, intro);
        pdf.Set(70, 690, 21, left);
        pdf.Set(310, 690, 21, right);
        for (var i = 0; i < 8; i++) pdf.Put(70, 420 - 16 * i, $"项目{i}").Put(180, 420 - 16 * i, "标准").Put(310, 420 - 16 * i, "金额").Put(430, 420 - 16 * i, "科室");
        pdf.Set(70, 270, 45, below);
        pdf.Page();
        const string across = "第二十条　跨栏的这一条从左栏的末尾一直写到右栏的开头去，两栏的行接成一段。";
        pdf.Set(70, 750, 21, [.. first, across[..19]]);
        pdf.Put(310, 743, across[19..]);
        pdf.Set(310, 727, 21, second);
        Read(pdf.Build()).Value.Paragraphs.ShouldBe(["白杨县某某办法", .. intro, .. left, .. right, .. Enumerable.Range(0, 8).Select(i => $"项目{i} 标准　金额　科室"), .. below, .. first, across, .. second]);
    }

    [Fact]
    public void Three_columns_and_a_table_inside_a_column_are_read_in_their_order()
    {
        var three = new PlainPdf().Page();
        string[][] columns = [Articles("甲", 1, 4), Articles("乙", 5, 4), Articles("丙", 9, 4)];
        foreach (var (i, column) in columns.Index()) three.Set(50 + 170 * i, 750, 14, column);
        Read(three.Build()).Value.Paragraphs.ShouldBe(columns.SelectMany(c => c));

        var inside = new PlainPdf().Page();
        var (above, under, right) = (Articles("表上", 1, 3), Articles("表下", 4, 2), Articles("右栏", 6, 6));
        inside.Set(70, 700, 21, above);
        for (var i = 0; i < 4; i++) inside.Put(70, 500 - 16 * i, $"面积{i}").Put(180, 500 - 16 * i, "每平方米二十元");
        inside.Set(70, 420, 21, under);
        inside.Set(310, 700, 21, right);
        Read(inside.Build()).Value.Paragraphs.ShouldBe([.. above, .. Enumerable.Range(0, 4).Select(i => $"面积{i} 每平方米二十元"), .. under, .. right]);
    }

    [Fact]
    public void A_page_of_one_column_and_a_table_are_read_across_as_they_were()
    {
        var page = new PlainPdf().Page();
        var articles = Articles("单栏", 1, 5);
        var y = page.Set(70, 790, 45, articles);
        // Two cells a row: a name, and words that do not fill their column.
        for (var i = 0; i < 12; i++) page.Put(70, y - 16 * i, $"临时救助事项第{i}").Put(310, y - 16 * i, i % 2 == 0 ? "由乡镇人民政府受理" : "由县民政局受理并在十日内答复");
        var read = Read(page.Build()).Value.Paragraphs;
        read.Take(5).ShouldBe(articles);
        for (var i = 0; i < 12; i += 2) read.ShouldContain(p => p.EndsWith($"临时救助事项第{i} 由乡镇人民政府受理", StringComparison.Ordinal));

        // Whatever the lengths of its paragraphs, a page of one column stays one part.
        var random = new Random(6);
        for (var n = 0; n < 40; n++)
        {
            var one = new PlainPdf().Page();
            one.Set(60, 790, random.Next(20, 47), Enumerable.Range(0, 6).Select(_ => string.Concat(Enumerable.Range(0, random.Next(3, 150)).Select(_ => "的一是在不了有和人这中大为上个国"[random.Next(16)]))));
            using var pdf = PdfDocument.Open(one.Build(), new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true });
            PdfColumns.Of(pdf.GetPage(1).Letters).Count.ShouldBe(1);
        }
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("gb18030")]
    [InlineData("utf-16")]
    public void A_text_file_is_read_in_whatever_encoding_it_has(string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var e = Encoding.GetEncoding(encoding);
        var read = Read([.. e.GetPreamble(), .. e.GetBytes(string.Join("\r\n", Rule))]).Value;
        read.Paragraphs.ShouldBe(Rule);
        read.Title.ShouldBe(Rule[0]);
    }

    [Fact]
    public void A_web_page_gives_its_article_and_not_its_navigation()
    {
        var page = $"<!doctype html><html><head><meta charset=utf-8><title>{Rule[0]}_白杨县人民政府</title></head><body><ul><li><a href=/>首页</a><li><a href=/a>政务公开</a></ul><h1>{Rule[0]}</h1><div class=content>"
            + string.Concat(Rule[1..].Select(p => $"<p>{p}</p>")) + "</div><div>版权所有 白杨县</div><script>x()</script></body></html>";
        var read = Read(Encoding.UTF8.GetBytes(page)).Value;
        read.Type.ShouldBe(DocumentFile.Html);
        read.Title.ShouldBe(Rule[0]);
        read.Paragraphs.ShouldContain(Rule[2].Replace('\u3000', ' '));
        read.Paragraphs.ShouldNotContain(p => p.Contains("首页", StringComparison.Ordinal) || p.Contains("x()", StringComparison.Ordinal));
    }

    [Fact]
    public void What_has_no_text_or_is_something_else_is_refused_with_what_to_do()
    {
        using var scan = new PdfDocumentBuilder();
        scan.AddPage(595, 842);
        scan.AddPage(595, 842);
        Read(scan.Build()).Refusal!.Code.ShouldBe("document.scanned");
        Read([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3]).Refusal!.Zh.ShouldContain("文字识别");
        Read([]).Refusal!.Code.ShouldBe("document.empty");
        Read(Encoding.UTF8.GetBytes(" \n\t\n")).Refusal!.Code.ShouldBe("document.empty");
        Read([0xD0, 0xCF, 0x11, 0xE0, 1, 2, 3, 4]).Refusal!.Zh.ShouldContain("另存为 docx");
        Read(Encoding.ASCII.GetBytes("{\\rtf1 x}")).Refusal!.Code.ShouldBe("document.unknown");
        Read([.. Enumerable.Range(0, 4000).Select(i => (byte)(i * 7))]).Refusal.ShouldNotBeNull();
        Read("PK"u8.ToArray()).Refusal!.Code.ShouldBe("document.broken");
        Read("%PDF-1.7 and nothing else"u8.ToArray()).Refusal!.Code.ShouldBe("document.broken");
    }

    [Fact]
    public void A_bomb_is_refused_before_it_bursts()
    {
        // A docx of 60 KB that unpacks to 60 MB.
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = zip.CreateEntry("word/document.xml", CompressionLevel.SmallestSize).Open();
            part.Write("<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"u8);
            var empty = new byte[1 << 20];
            Array.Fill(empty, (byte)' ');
            for (var i = 0; i < 60; i++) part.Write(empty);
            part.Write("</w:body></w:document>"u8);
        }
        Read(stream.ToArray(), Small).Refusal!.Code.ShouldBe("document.too-large");
        Read(Pdf(Deflated(new byte[64 << 20])), Small).Refusal!.Code.ShouldBe("document.too-large");
        Read(Encoding.UTF8.GetBytes(new string('字', 60_000)), Small).Refusal!.Code.ShouldBe("document.too-large");
        Read(Docx([.. Enumerable.Repeat("一段文字", 500)]), Small).Refusal!.Code.ShouldBe("document.too-large");
        Read(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<div>", 100_000)) + "<html>")).Refusal.ShouldNotBeNull();
        Read([.. "%PDF-1.7\n"u8, .. Encoding.ASCII.GetBytes(new string('[', 200_000))]).Refusal.ShouldNotBeNull();
    }

    [Fact]
    public void A_form_that_calls_itself_many_times_over_ends_in_time()
    {
        // Ten forms, each drawing the next one ten times: ten thousand million pages' worth of nothing.
        var objects = new List<string> { "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>" };
        objects.Add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>");
        var draw = string.Concat(Enumerable.Repeat("/F Do ", 10));
        objects.Add($"<</Length {draw.Length}>>stream\n{draw}\nendstream");
        for (var i = 0; i < 10; i++) objects.Add($"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F {Math.Min(6 + i, 14)} 0 R>>>>/Length {draw.Length}>>stream\n{draw}\nendstream");
        var began = System.Diagnostics.Stopwatch.StartNew();
        Read(PlainPdf.File(objects), Small).Refusal.ShouldNotBeNull();
        began.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Whatever_a_file_holds_reading_it_never_throws()
    {
        using var printer = new PdfPrinter();
        var docx = Docx(Rule);
        var seeds = new List<byte[]>
        {
            docx, Encoding.UTF8.GetBytes(string.Join('\n', Rule)), Encoding.UTF8.GetBytes("<!doctype html><title>办法</title><h1>办法</h1><div><p>" + string.Join("<p>", Rule) + "</div>"), Pdf(Deflated("BT /F 12 Tf (abc) Tj ET"u8.ToArray())),
        };
        if (printer.Available) seeds.Add((await printer.Print(docx, Ct)).Value);
        var random = new Random(6);
        var (read, refused) = (0, 0);
        for (var i = 0; i < Needed.Times(60) * seeds.Count; i++)
        {
            var file = (byte[])seeds[i % seeds.Count].Clone();
            for (var n = random.Next(1, 30); n > 0; n--)
            {
                switch (random.Next(4))
                {
                    case 0: file[random.Next(file.Length)] = (byte)random.Next(256); break;
                    case 1: file = file[..Math.Max(8, file.Length - random.Next(file.Length / 8 + 1))]; break;
                    case 2: file.AsSpan(random.Next(file.Length / 2), Math.Min(20, file.Length / 4)).CopyTo(file.AsSpan(file.Length / 2)); break;
                    default: file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8)); break;
                }
            }
            var outcome = Read(file, Small);
            if (outcome.Ok) read++;
            else refused++;
            if (outcome.Ok) Places.Of(outcome.Value.Paragraphs).Count.ShouldBe(outcome.Value.Paragraphs.Count);
        }
        (read > 10 && refused > 10).ShouldBeTrue($"{read} read, {refused} refused");
    }

    private static byte[] Deflated(byte[] content)
    {
        using var to = new MemoryStream();
        using (var z = new ZLibStream(to, CompressionLevel.SmallestSize, leaveOpen: true)) z.Write(content);
        return to.ToArray();
    }

    /// <summary>One page whose content is packed as given.</summary>
    private static byte[] Pdf(byte[] packed) => PlainPdf.File(
        ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R/Resources<<>>>>",
            $"<</Length {packed.Length}/Filter/FlateDecode>>stream\n{Encoding.Latin1.GetString(packed)}\nendstream"]);
}
