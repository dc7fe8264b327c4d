namespace Entente.Unit.Tests.Node.Recovery;

/// <summary>A request that was given up and that its tracker applies when the test says so, or twice at once (RELIABILITY T03, T25).</summary>
internal static class LateAnswer
{
    /// <summary>The next request of this kind seems lost; calling what is returned applies it.</summary>
    public static Func<HttpResponseMessage> Hold(ImitationHandler calls, HttpMethod method, string pathEnd)
    {
        Func<HttpResponseMessage>? held = null;
        calls.Fault = (request, answer) =>
        {
            if (request.Method != method || !request.RequestUri!.AbsolutePath.EndsWith(pathEnd, StringComparison.Ordinal))
                return answer();
            held = answer;
            calls.Fault = null;
            throw new HttpIOException(HttpRequestError.ResponseEnded, "the connection broke after the request was written");
        };
        return () => (held ?? throw new InvalidOperationException("No such request was made."))();
    }

    /// <summary>The next request of this kind is applied twice by something on its way.</summary>
    public static void Twice(ImitationHandler calls, HttpMethod method, string pathEnd) => calls.Fault = (request, answer) =>
    {
        if (request.Method != method || !request.RequestUri!.AbsolutePath.EndsWith(pathEnd, StringComparison.Ordinal))
            return answer();
        calls.Fault = null;
        answer();
        return answer();
    };
}
