using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>A field that rules know by name.</summary>
internal sealed record ServiceNowField(string Name, ServiceNowKind Kind, FieldWrite Write, string Label)
{
    /// <summary>The field with the types that rules see.</summary>
    public TicketField Ticket()
    {
        var read = Kind switch
        {
            ServiceNowKind.Text or ServiceNowKind.Choice => CelType.String,
            ServiceNowKind.Rich => RichTextValue.StaticType,
            ServiceNowKind.Flag => CelType.Bool,
            ServiceNowKind.Person or ServiceNowKind.Reference or ServiceNowKind.Time => CelType.Dyn,
        };
        // A level may be given as a number too, and a plain text where rich text stands.
        var accepts = Kind == ServiceNowKind.Rich || Name == ServiceNowPriority.Field ? CelType.Dyn : read;
        return new TicketField(Name, read, accepts, Write, Label);
    }
}
