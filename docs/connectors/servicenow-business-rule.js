/*
 * Tells Entente that a ticket changed. ServiceNow has no webhooks of its own, so this is installed as business rules:
 *
 * 1. System properties (sys_properties), both private:
 *      entente.hook.url      https://HUB/hooks/CONNECTION/SECRET
 *      entente.hook.secret   the connection's webhook secret; type "password2"
 *      entente.hook.user     user name under which the hub writes: its own changes are not told (optional)
 * 2. Business rule "Entente: ticket changed" on the ticket's table (incident): Advanced; When: async; Insert, Update and Delete.
 *    Paste this whole file as its script.
 * 3. Business rule "Entente: file added" on sys_attachment: Advanced; When: async; Insert and Delete;
 *    filter condition "Table name is incident". Paste this whole file there too.
 *
 * What is sent tells which ticket to read and nothing of what it says. The signature is the base64 of HMAC-SHA256 with the secret over the
 * timestamp (seconds since 1970), a dot, and the body as sent. The body is ASCII, so that no character set can change a byte on its way.
 * A call that fails is not repeated: Entente polls, and finds what was missed.
 */
(function executeRule(current, previous) {
    var url = gs.getProperty('entente.hook.url', '');
    var secret = gs.getProperty('entente.hook.secret', '');
    if (!url || !secret) {
        gs.warn('Entente: set entente.hook.url and entente.hook.secret.');
        return;
    }

    var isFile = current.getTableName() === 'sys_attachment';
    if (!isFile && isOwn(current))
        return;

    var operation = String(current.operation() || '');
    var hint = isFile
        ? { table: text('table_name'), sys_id: text('table_sys_id'), operation: 'attachment' }
        : {
            table: String(current.getTableName()),
            sys_id: text('sys_id'),
            number: text('number'),
            operation: operation,
            sys_updated_on: text('sys_updated_on'),
            sys_updated_by: text('sys_updated_by'),
            sys_mod_count: Number(text('sys_mod_count'))
        };
    if (!hint.sys_id)
        return;

    var body = ascii(JSON.stringify(hint));
    var timestamp = String(Math.floor(new Date().getTime() / 1000));
    // The same under another name where the rule lies in an application's scope. The key goes in as base64, the code comes out as base64.
    var Encryption = typeof GlideCertificateEncryption === 'undefined' ? CertificateEncryption : GlideCertificateEncryption;
    var signature = new Encryption().generateMac(GlideStringUtil.base64Encode(secret), 'HmacSHA256', timestamp + '.' + body);

    try {
        var request = new sn_ws.RESTMessageV2();
        request.setEndpoint(url);
        request.setHttpMethod('POST');
        request.setHttpTimeout(10000);
        request.setRequestHeader('Content-Type', 'application/json');
        request.setRequestHeader('X-Entente-Timestamp', timestamp);
        request.setRequestHeader('X-Entente-Signature', String(signature));
        request.setRequestHeader('X-Entente-Delivery', String(gs.generateGUID()));
        request.setRequestBody(body);
        var status = request.execute().getStatusCode();
        if (status < 200 || status > 299)
            gs.warn('Entente: ' + (hint.number || hint.sys_id) + ' was answered with status ' + status + '.');
    } catch (failure) {
        // Never the address: it holds a secret.
        gs.warn('Entente: ' + (hint.number || hint.sys_id) + ' could not be told: ' + failure.message);
    }

    // The rule runs after the update, and the record may name a later author by then. Only a record that the hub wrote last and alone is its own;
    // a person's change before it is then found by the update count of a later call, or by the poll.
    function isOwn(record) {
        var hub = gs.getProperty('entente.hook.user', '');
        return !!hub && String(record.operation() || '') !== 'delete' && String(record.getValue('sys_updated_by') || '') === hub;
    }

    function text(field) {
        return String(current.getValue(field) || '');
    }

    function ascii(json) {
        return json.replace(/[\u007f-\uffff]/g, function (character) {
            return '\\u' + ('000' + character.charCodeAt(0).toString(16)).slice(-4);
        });
    }
})(current, previous);
