using System.Diagnostics;
using System.Net.Http.Json;

namespace Entente.Bench.Http;

/// <summary>The target, running as a process of its own.</summary>
internal sealed class TargetProcess : IAsyncDisposable
{
    private readonly Process process;

    private TargetProcess(Process process, Uri address, HttpMessageInvoker http) => (this.process, Address, Http) = (process, address, http);

    public Uri Address { get; }

    public HttpMessageInvoker Http { get; }

    public static async Task<TargetProcess> StartAsync()
    {
        var self = Environment.ProcessPath!;
        var start = new ProcessStartInfo(self) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(self) == "dotnet")
            start.ArgumentList.Add(typeof(TargetProcess).Assembly.Location);
        start.ArgumentList.Add("target");
        var process = Process.Start(start)!;
        var address = await process.StandardOutput.ReadLineAsync() ?? throw new WrongResultException("The target did not start.");
        var http = new HttpMessageInvoker(
            new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = 1024 });
        return new TargetProcess(process, new Uri(address + "/"), http);
    }

    public Task LoadAsync(Load load, CancellationToken cancellation) =>
        PostAsync("load", JsonContent.Create(load, options: TargetServer.Json), cancellation);

    public Task RaiseAsync(CancellationToken cancellation) => PostAsync("raise", null, cancellation);

    public async Task<LoadResult> ChangeAsync(CancellationToken cancellation)
    {
        using var answer = await PostAsync("change", null, cancellation);
        var result = await answer.Content.ReadFromJsonAsync<LoadResult>(TargetServer.Json, cancellation);
        return result is { Wrong: null } ? result : throw new WrongResultException(result?.Wrong ?? "The target answered nothing.");
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
        Http.Dispose();
    }

    private async Task<HttpResponseMessage> PostAsync(string path, HttpContent? content, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, path)) { Content = content };
        var answer = await Http.SendAsync(request, cancellation);
        return answer.EnsureSuccessStatusCode();
    }
}
