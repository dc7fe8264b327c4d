using Entente.Core.Tickets;

namespace Entente.Connectors;

/// <summary>What the host gives every connector: the one seam to the network, the clock and the bytes of attachments.</summary>
/// <param name="Http">
/// Sends requests. It must not follow redirects, decompress answers, keep cookies or repeat requests, and should be a bare invoker over a handler:
/// an <see cref="HttpClient"/> would hold whole downloads in memory and end them by its own time-out.
/// </param>
/// <param name="Time">Measures deadlines and skew; virtual in simulation.</param>
/// <param name="Blobs">Where uploads are streamed from.</param>
public sealed record ConnectorServices(HttpMessageInvoker Http, TimeProvider Time, IBlobStore Blobs);
