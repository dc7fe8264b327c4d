namespace Entente.Sandbox.Host;

/// <summary>How a sandbox is started.</summary>
public sealed class SandboxOptions
{
    /// <summary>
    /// Port of the control API; each product listens on this plus its offset. 0 takes free ports, which <see cref="SandboxHost"/> tells.
    /// Default 7070.
    /// </summary>
    public int Port { get; init; } = 7070;

    /// <summary>Products to imitate; default all of the catalogue.</summary>
    public IReadOnlyList<SandboxProduct> Products { get; init; } = SandboxCatalog.All;

    /// <summary>The clock under the sandbox's own offset.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Largest request body taken, in bytes; default 64 MiB, above the largest upload of any product.</summary>
    public long MaxBodyBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How long a receiver of webhooks may take to answer; default 10 s, as Zendesk waits.</summary>
    public TimeSpan WebhookTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether the request log keeps the beginning of bodies; can be switched by the control API. Default off.</summary>
    public bool LogsBodies { get; init; }
}
