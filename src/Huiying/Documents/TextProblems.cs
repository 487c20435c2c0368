using Huiying.Ground;

namespace Huiying.Documents;

/// <summary>Why the text of a document could not be taken, each with what to do instead.</summary>
public static class TextProblems
{
    public static Refusal TooLarge(TextLimits limits) => new("document.too-large", "-",
        $"文件太大：不超过 {limits.Bytes >> 20} MB、{limits.Pages} 页、{limits.Characters / 10_000} 万字、{limits.Paragraphs} 段。请按章节拆成几个文件，分别上传。",
        $"The file is too large (at most {limits.Bytes >> 20} MB, {limits.Pages} pages, {limits.Characters} characters): split it by chapters.");

    public static Refusal Broken => new("document.broken", "-", "文件打不开，可能已损坏。请用原来的软件打开，另存为 docx 或 pdf 后再上传。",
        "The file cannot be opened; it may be damaged. Open it in the program it came from, save it anew and upload that.");

    public static Refusal Scanned => new("document.scanned", "-",
        "这份 PDF 是扫描的图片，没有可摘引的文字。请上传文字版（docx、pdf、html 或 txt）；只有纸件的，先用文字识别软件转换，逐字核对后再上传。",
        "This PDF is scanned pictures without text. Upload a version with text, or convert it by text recognition and check it before.");

    public static Refusal Garbled => new("document.garbled", "-", "这份 PDF 里的文字读出来是乱码（字体没有附文字编码）。请上传 docx，或用原来的软件重新导出 pdf。",
        "The text of this PDF reads as rubbish, for its fonts do not say what their glyphs stand for. Upload a docx, or export the PDF anew.");

    public static Refusal Locked => new("document.locked", "-", "这份文件设了打开密码。请取消密码后再上传。", "The file is locked by a password: remove it first.");

    public static Refusal TooSlow => new("document.too-slow", "-", "文件太复杂，没有在规定时间内读完。请另存为 docx 或 txt 后再上传。", "The file is too complex to be read in time: save it as docx or txt.");

    public static Refusal Empty => new("document.empty", "-", "文件里没有读到文字。请打开看看内容，再上传有文字的一份。", "No text was found in the file: open it and upload one that has text.");

    public static Refusal Unknown => new("document.unknown", "-", "只收 docx、pdf、html 和 txt 文件。旧式 doc、wps、ofd 请先另存为 docx 或 pdf。", "Only docx, pdf, html and txt are taken: save others as docx or pdf first.");
}
