namespace Entente.Connectors.Zendesk;

/// <summary>The failure codes that this connector registers; what each means and what to do about it stands in this folder's README.</summary>
internal static class ZendeskCodes
{
    public const string Unauthorized = "zendesk.unauthorized";
    public const string Forbidden = "zendesk.forbidden";
    public const string NotFound = "zendesk.not-found";
    public const string NoEndpoint = "zendesk.no-endpoint";
    public const string BadRequest = "zendesk.bad-request";
    public const string Invalid = "zendesk.invalid";
    public const string NeedsAssignee = "zendesk.needs-assignee";
    public const string NoSuchPerson = "zendesk.no-such-person";
    public const string UnwritableField = "zendesk.unwritable-field";
    public const string Closed = "zendesk.closed";
    public const string Collision = "zendesk.collision";
    public const string Busy = "zendesk.busy";
    public const string KeyReused = "zendesk.key-reused";
    public const string TooLarge = "zendesk.too-large";
    public const string RateLimitTicket = "zendesk.rate-limit-ticket";
    public const string RateLimitEndpoint = "zendesk.rate-limit-endpoint";
    public const string RateLimitAccount = "zendesk.rate-limit-account";
    public const string Unavailable = "zendesk.unavailable";
    public const string Retired = "zendesk.retired";
    public const string ForeignAnswer = "zendesk.foreign-answer";
}
