using Huiying.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Huiying.Web.Pages;

/// <summary>Says what went wrong and what to do about it. It never shows what the program was doing.</summary>
[AllowPublic]
[IgnoreAntiforgeryToken]
internal sealed class ErrorModel : OfficePage
{
    public int Code { get; private set; }

    public string Title { get; private set; } = "";

    public string Meaning { get; private set; } = "";

    public string Mend { get; private set; } = "";

    public string Home => HttpContext.Actor() is null ? "/" : "/desk";

    public void OnGet(int code) => Show(code);

    // The page stands in for any refused request, whatever its method.
    public void OnPost(int code) => Show(code);

    private void Show(int code)
    {
        Code = code is >= 400 and <= 599 ? code : 404;
        if (Response.StatusCode == StatusCodes.Status200OK) Response.StatusCode = Code;
        (Title, Meaning, Mend) = Code switch
        {
            400 => ("页面已过期", "这张表单放得太久，或者在别处退出、换过身份，没有提交成功。", "请返回上一页，刷新后重新提交；填过的内容请先复制下来。"),
            403 => ("没有权限", "您现任的岗位不能做这件事。这次尝试已记入台账。", "如果这应当是您的工作，请管理员检查您的任职。"),
            404 => ("没有这一页", "地址可能抄错了，或者内容已经移走。", "请检查地址，或者从首页重新进入。"),
            405 => ("不能这样打开", "这个地址只接受表单提交。", "请从页面上的按钮进入。"),
            409 => ("别人刚刚改过", "在您查看期间，另一位同事已经先办了。您的提交没有写入。", "请返回上一页并刷新，看过最新情况再决定。"),
            413 => ("文件太大", "上传的内容超过了上限，没有收下。", "请分成几份再传。"),
            503 => ("尚未设置", "回应已经启动，但还没有建立单位。", "请在运行本程序的电脑上，打开启动窗口里显示的一次性设置链接。"),
            _ => ("系统出了错", "这次操作没有完成，也没有留下一半的结果。", "请稍后再试。如果仍然这样，请把时间告诉系统管理员，他能在日志里查到。"),
        };
    }
}
