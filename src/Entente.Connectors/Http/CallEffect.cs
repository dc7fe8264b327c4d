namespace Entente.Connectors.Http;

/// <summary>What a request can change, and so what a failure on its way means.</summary>
internal enum CallEffect
{
    /// <summary>Reads, and uploads that nothing shows until a ticket names them: a failure leaves nothing behind.</summary>
    None,

    /// <summary>Changes a ticket: a failure after the first byte leaves open whether it did.</summary>
    Ticket,
}
