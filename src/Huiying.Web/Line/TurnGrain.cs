namespace Huiying.Web.Line;

/// <summary>Holds one key of one <see cref="Turn"/>: wherever in the cluster it is asked for, it runs one call at a time.</summary>
internal interface ITurnHolder : IGrainWithStringKey
{
    /// <summary>Does what is due for the key. A slow host may take minutes.</summary>
    [ResponseTimeout("00:15:00")]
    Task Take();
}

/// <summary>The thin shell: its key is <c>turn/key</c>, all else is the step's.</summary>
internal sealed class TurnGrain(IEnumerable<Turn> turns, Leaving leaving) : Grain, ITurnHolder
{
    /// <summary>The grain's key for a key of a turn.</summary>
    public static string Key(Turn turn, string key) => $"{turn.Name}/{key}";

    public Task Take()
    {
        var whole = this.GetPrimaryKeyString();
        var slash = whole.IndexOf('/', StringComparison.Ordinal);
        var turn = turns.Single(t => t.Name == whole[..slash]);
        return turn.Take(whole[(slash + 1)..], leaving.Token);
    }
}
