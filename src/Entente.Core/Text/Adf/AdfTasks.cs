using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Core.Text.Adf;

/// <summary>Task lists both ways. In ADF a nested list stands beside the item that it belongs to, and items hold one line.</summary>
internal static class AdfTasks
{
    public static Sequence<ListItem> Read(JsonElement list, int depth)
    {
        var items = new List<ListItem>();
        foreach (var node in AdfNode.Content(list))
        {
            if (AdfNode.Type(node) == "taskList")
                AddNested(items, depth >= RichText.MaxDepth ? new Paragraph(AdfText.Of(node)) : new BulletList(Read(node, depth + 1)));
            else if (AdfNode.Type(node) == "blockTaskItem")
                items.Add(new ListItem(AdfReader.Blocks(node, depth + 1), IsDone(node)));
            else
                items.Add(new ListItem([new Paragraph(AdfInlines.Read(node))], IsDone(node)));
        }
        return items.ToSequence();
    }

    public static bool CanWrite(BulletList list) =>
        list.Items.All(item => item.IsDone is not null && item.Blocks is [Paragraph] or [Paragraph, BulletList] && item.Blocks.Skip(1).All(Nested));

    /// <summary>The schema demands ids that are unique in the document; they are counted, so that the same text gives the same JSON.</summary>
    public static JsonObject Write(BulletList list, Func<string> nextId, Func<Sequence<Inline>, JsonArray> inlines)
    {
        var content = new JsonArray();
        var id = nextId();
        foreach (var item in list.Items)
        {
            content.Add((JsonNode)new JsonObject
            {
                ["type"] = "taskItem",
                ["attrs"] = new JsonObject { ["localId"] = nextId(), ["state"] = item.IsDone == true ? "DONE" : "TODO" },
                ["content"] = inlines(((Paragraph)item.Blocks[0]).Inlines),
            });
            if (item.Blocks.Count > 1)
                content.Add((JsonNode)Write((BulletList)item.Blocks[1], nextId, inlines));
        }
        return new JsonObject { ["type"] = "taskList", ["attrs"] = new JsonObject { ["localId"] = id }, ["content"] = content };
    }

    private static bool Nested(Block block) => block is BulletList list && CanWrite(list);

    private static bool IsDone(JsonElement item) => AdfNode.Text(item, "state") == "DONE";

    private static void AddNested(List<ListItem> items, Block nested)
    {
        if (items.Count == 0)
            items.Add(new ListItem([nested]));
        else
            items[^1] = items[^1] with { Blocks = [.. items[^1].Blocks, nested] };
    }
}
