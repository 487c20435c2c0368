namespace Huiying.Handle;

/// <summary>Kinds of documents that are numbered, each in its own order of the year: 〔year〕n or 第n期, without gaps.</summary>
public static class DocumentNumbers
{
    /// <summary>报: situation reports, summaries and their corrections.</summary>
    public const string Report = "report";

    /// <summary>请示.</summary>
    public const string Request = "request";

    /// <summary>函: referrals and withdrawals.</summary>
    public const string Letter = "letter";

    /// <summary>会议纪要.</summary>
    public const string Minutes = "minutes";

    /// <summary>研判材料.</summary>
    public const string Brief = "brief";

    /// <summary>电话记录单.</summary>
    public const string Call = "call";

    /// <summary>传真封面.</summary>
    public const string Fax = "fax";
}
