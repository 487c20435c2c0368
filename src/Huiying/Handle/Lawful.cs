namespace Huiying.Handle;

/// <summary>
/// The closed list of lawful reasons for not publishing (R02): Regulation of the People's Republic of China on Open Government Information
/// (State Council Decree 711, 2019), Articles 14 to 16.
/// </summary>
public static class Lawful
{
    /// <summary>Article → what it covers.</summary>
    public static readonly IReadOnlyDictionary<string, (string Zh, string En)> Articles = new Dictionary<string, (string, string)>
    {
        ["14"] = ("国家秘密，法律、行政法规禁止公开，或公开后可能危及国家安全、公共安全、经济安全、社会稳定",
            "State secrets; what law forbids to disclose; what may endanger national, public or economic security or social stability"),
        ["15"] = ("涉及商业秘密、个人隐私，公开会对第三方合法权益造成损害",
            "Trade secrets or privacy whose disclosure harms a third party's lawful rights"),
        ["16"] = ("行政机关内部事务信息、过程性信息、行政执法案卷信息",
            "Internal affairs, deliberative records and enforcement files of the agency"),
    };
}
