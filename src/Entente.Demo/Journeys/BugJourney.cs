using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Demo.Checking;
using Entente.Demo.Trackers;

namespace Entente.Demo.Journeys;

/// <summary>A shopper's bug, with all that a support ticket carries, becomes an issue.</summary>
internal sealed class BugJourney : IJourney
{
    private const string Picture = "blank-page.png";
    private const string Recording = "checkout.har";

    public string Name => "A bug raised in Zendesk appears in Jira";

    public async Task PlayAsync(Stage stage, CheckList checks, CancellationToken cancellation)
    {
        var recording = Bytes(200_000);
        var image = await stage.Zendesk.UploadAsync(Picture, "image/png", OnePixel(), cancellation);
        var file = await stage.Zendesk.UploadAsync(Recording, "application/json", recording, cancellation);
        var comment = new JsonObject { ["html_body"] = Text(image.Address), ["uploads"] = new JsonArray(image.Token, file.Token) };
        var pair = await stage.ShareAsync(
            "Checkout shows a blank page", new JsonObject { ["priority"] = "urgent", ["comment"] = comment }, checks, cancellation);
        var at = pair.IssueName;
        var title = await stage.TicketFieldAsync(pair.Ticket, "subject", cancellation);
        await checks.EqualAsync("the title is the same", at, title, () => stage.IssueFieldAsync(pair.Issue, "summary", cancellation), cancellation);
        await checks.EqualAsync(
            "urgent became Highest", at, "Highest", () => stage.IssueFieldAsync(pair.Issue, "priority.name", cancellation), cancellation);
        await checks.EqualAsync(
            "an incident became a Bug", at, "Bug", () => stage.IssueFieldAsync(pair.Issue, "issuetype.name", cancellation), cancellation);
        await FilesAsync(stage, checks, pair, recording, cancellation);
        CheckText(checks, at, (await stage.Jira.IssueAsync(pair.Issue, cancellation)).GetProperty("fields").GetProperty("description"));
        checks.Equal("there is one issue, not two", at, "1", $"{(await stage.IssuesWithAsync(pair.Token, cancellation)).Count}");
    }

    private static void CheckText(CheckList checks, string at, JsonElement description)
    {
        var types = description.NodeTypes();
        foreach (var type in (string[])["strong", "em", "bulletList", "table", "codeBlock", "link"])
            checks.Add($"the text keeps its {type}", at, types.Contains(type), type, string.Join(' ', types));
        var text = description.AllText();
        checks.Add("the picture's name stands where it stood", at, text.Contains(Picture, StringComparison.Ordinal), Picture, text);
        checks.Add("the code is untouched", at, text.Contains("POST /cart?step=3 → 500", StringComparison.Ordinal), "POST /cart?step=3 → 500", text);
    }

    private static async Task FilesAsync(Stage stage, CheckList checks, Pair pair, byte[] recording, CancellationToken cancellation)
    {
        async Task<IReadOnlyList<JsonElement>> Files() => (await stage.Jira.IssueAsync(pair.Issue, cancellation)).Items("fields.attachment");
        var expected = $"{Picture}, {Recording}";
        await checks.EqualAsync(
            "both files are there once",
            pair.IssueName,
            expected,
            async () => string.Join(", ", (await Files()).Select(file => file.Text("filename")).Order(StringComparer.Ordinal)),
            cancellation);
        foreach (var (name, bytes) in (KeyValuePair<string, byte[]>[])[new(Picture, OnePixel()), new(Recording, recording)])
            if ((await Files()).FirstOrDefault(file => file.Text("filename") == name) is { ValueKind: JsonValueKind.Object } found)
                checks.Equal(
                    $"{name} is the same byte for byte", pair.IssueName, Digest(bytes),
                    Digest(await stage.Jira.FileAsync(found.Text("id"), cancellation)));
    }

    private static string Text(string imageAddress) => $"""
        <p>After the update the <strong>checkout</strong> shows a <em>blank page</em>, see <a href="https://shop.example/cart">the cart</a>:</p>
        <ul><li>Chrome 129: blank</li><li>Firefox 131: works</li></ul>
        <p><img src="{imageAddress}" alt="{Picture}"></p>
        <table><tbody><tr><th>Items</th><th>Result</th></tr><tr><td>9</td><td>paid</td></tr><tr><td>11</td><td>blank</td></tr></tbody></table>
        <pre><code>POST /cart?step=3 → 500</code></pre>
        """;

    private static string Digest(byte[] bytes) => $"{bytes.Length} bytes, {Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}";

    /// <summary>Bytes without a pattern, the same on every run.</summary>
    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i += 32)
        {
            var block = SHA256.HashData(Encoding.ASCII.GetBytes($"har {i}"));
            block.AsSpan(0, Math.Min(32, count - i)).CopyTo(bytes.AsSpan(i));
        }

        return bytes;
    }

    /// <summary>A PNG of one pixel: signature, header, data and end, each chunk closed by its sum.</summary>
    private static byte[] OnePixel()
    {
        byte[] picture = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
        return
        [
            .. picture,
            .. Chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]),
            .. Chunk("IDAT", [0x78, 0x01, 0x63, 0xF8, 0x0F, 0x00, 0x01, 0x01, 0x01, 0x00]),
            .. Chunk("IEND", []),
        ];
    }

    private static byte[] Chunk(string name, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. data];
        var chunk = new byte[8 + named.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        named.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(4 + named.Length), Sum(named));
        return chunk;
    }

    private static uint Sum(byte[] bytes)
    {
        var sum = uint.MaxValue;
        foreach (var each in bytes)
        {
            sum ^= each;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum & 1) == 1 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
        }

        return ~sum;
    }
}
