using Entente.Core.Rules;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Core.Sync;

/// <summary>What tells whether a comment's text changed for its readers.</summary>
internal static class CommentDigest
{
    public static string Of(SharedComment comment) => Of(comment.Body);

    public static string Of(RichText body) => Ids.Digest(body.Normalise().ToJson());
}
