namespace Entente.Unit.Tests.Sync;

/// <summary>Texts of journals as they lie in stores, four facts and a state. They are never edited: what reads them must go on doing so.</summary>
internal static class StoredTexts
{
    public static readonly string[] All =
    [
        Joined("""
            {"fact":"observed","snapshot":{"nativeId":"35","key":"#35","address":"https://zd.example/35","revision":"r1",
            "updated":"2026-03-02T08:00:00+00:00","created":"2026-03-02T08:00:00.0000001+00:00","isFinal":false,"fields":{"Zone":null,
            "description":{"$rich":{"blocks":[{"type":"paragraph","inlines":[{"text":"a < b"}]}]}},"due":{"$uint":"7"},"effort":2.0,
            "labels":["Zürich & \"Bern\"",3],"owner":{"name":"Ann","here":true}},"comments":[{"nativeId":"c1","author":{"nativeId":"u1",
            "name":"Ann","isHub":false},"isPublic":true,"body":{"blocks":[{"type":"paragraph","inlines":[{"text":"hello"}]}]},
            "created":"2026-03-02T08:00:00+00:00","attachmentIds":["f1"]}],"attachments":[]},"source":"webhook","isYoung":true,
            "changes":[{"n":1,"twin":"tw","field":"effort","stage":"pending","before":"1","after":"2"}],
            "events":[{"at":"2026-03-02T08:00:00+00:00","kind":"state","party":"mercuri","by":"Ann","value":"open","reason":"",
            "nativeId":"","lamport":4,"isPublic":true}]}
            """),
        Joined("""
            {"fact":"sent","twin":"tw","seq":1,"hash":"hash","fields":{"Zone":null,"description":{"$rich":{"blocks":[{"type":"paragraph",
            "inlines":[{"text":"a < b"}]}]}},"due":{"$uint":"7"},"effort":2.0,"labels":["Zürich & \"Bern\"",3],"owner":{"name":"Ann",
            "here":true}},"comments":{"zd:c1":"digest"},"withdrawn":[],"files":["zd:f1"],"changes":[],"handoffTo":"","lamport":5,
            "holderStamp":0}
            """),
        Joined("""
            {"fact":"confirmed","effectId":"e1","result":{"nativeId":"35","fileIds":[]},"echo":{"tw":{"Zone":null,
            "description":{"$rich":{"blocks":[{"type":"paragraph","inlines":[{"text":"a < b"}]}]}},"due":{"$uint":"7"},"effort":2.0,
            "labels":["Zürich & \"Bern\"",3],"owner":{"name":"Ann","here":true}}}}
            """),
        Joined("""
            {"fact":"side-parked","twin":"tw","parking":{"code":"rule.type","fault":"our-rule","message":"message","remedy":"remedy",
            "at":"2026-03-02T08:00:00+00:00"},"receiptSeq":0,"receiptHash":""}
            """),
        Joined("""
            {"address":{"id":"t1","party":"mercuri","connection":"zd"},"base":{"nativeId":"35","key":"#35",
            "address":"https://zd.example/35","revision":"r1","updated":"2026-03-02T08:00:00+00:00",
            "created":"2026-03-02T08:00:00.0000001+00:00","isFinal":false,"fields":{"Zone":null,
            "description":{"$rich":{"blocks":[{"type":"paragraph","inlines":[{"text":"a < b"}]}]}},"due":{"$uint":"7"},"effort":2.0,
            "labels":["Zürich & \"Bern\"",3],"owner":{"name":"Ann","here":true}},"comments":[{"nativeId":"c1","author":{"nativeId":"u1",
            "name":"Ann","isHub":false},"isPublic":true,"body":{"blocks":[{"type":"paragraph","inlines":[{"text":"hello"}]}]},
            "created":"2026-03-02T08:00:00+00:00","attachmentIds":["f1"]}],"attachments":[]},"caseId":"","hops":[],
            "sides":{"tw":{"twin":"tw","link":"care-pm","partner":{"id":"t2","party":"infinity","connection":"jr"},"isOpener":false,
            "isConnected":false,"stage":"opening","shared":{"Zone":null,"description":{"$rich":{"blocks":[{"type":"paragraph",
            "inlines":[{"text":"a < b"}]}]}},"due":{"$uint":"7"},"effort":2.0,"labels":["Zürich & \"Bern\"",3],"owner":{"name":"Ann",
            "here":true}},"sharedComments":{},"sharedFiles":[],"agreed":{},"received":{},"sentSeq":0,"sentHash":"","takenSeq":0,
            "takenHash":"","outstanding":{},"toldHolder":0}},"endedSides":{},"effects":[],"writtenComments":{},"relayed":{},
            "writtenFiles":{},"wrote":{"Zone":null,"description":{"$rich":{"blocks":[{"type":"paragraph",
            "inlines":[{"text":"a < b"}]}]}},"due":{"$uint":"7"},"effort":2.0,"labels":["Zürich & \"Bern\"",3],"owner":{"name":"Ann",
            "here":true}},"unread":[],"isBaseYoung":false,"isStampYoung":false,"lamport":6,"holder":"","holderStamp":0,"announced":[],
            "offeredTo":"","awaitsAcceptance":false,"isGone":false}
            """),
    ];

    private static string Joined(string lines) => lines.ReplaceLineEndings("");
}
