using System.Net;
using System.Net.Sockets;

namespace Entente.Scenarios.Processes;

/// <summary>A port that nobody listens on, for a process that must keep its own over several starts.</summary>
internal static class FreePort
{
    public static int Take()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
