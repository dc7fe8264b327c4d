// The business rule that ships for ServiceNow, run with stand-ins for the platform's objects.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import vm from 'node:vm';

const script = new vm.Script(readFileSync(new URL('../../docs/connectors/servicenow-business-rule.js', import.meta.url), 'utf8'));
const secret = 'schlüssel';
const properties = { 'entente.hook.url': 'https://hub.example/hooks/sn/x', 'entente.hook.secret': secret, 'entente.hook.user': 'entente.integration' };

const incident = {
  sys_id: 'a9e30c7dc61122760116894de7bcc7bd', number: 'INC0010001', sys_updated_on: '2026-03-02 09:00:00', sys_updated_by: 'jörg', sys_mod_count: '6',
};

function run({ fields = incident, table = 'incident', operation = 'update', set = properties, status = 202, fails = false } = {}) {
  const sent = [];
  const warnings = [];
  class RESTMessageV2 {
    constructor() { this.headers = {}; }
    setEndpoint(url) { this.url = url; }
    setHttpMethod(method) { this.method = method; }
    setHttpTimeout() {}
    setRequestHeader(name, value) { assert.equal(typeof value, 'string', name); this.headers[name] = value; }
    setRequestBody(body) { this.body = body; }
    execute() {
      if (fails) throw new Error('connection refused');
      sent.push(this);
      return { getStatusCode: () => status };
    }
  }
  class GlideCertificateEncryption {
    generateMac(key, algorithm, data) {
      assert.equal(algorithm, 'HmacSHA256');
      return createHmac('sha256', Buffer.from(key, 'base64')).update(data).digest('base64');
    }
  }
  const current = { getValue: (name) => fields[name] ?? null, getTableName: () => table, operation: () => operation };
  let guid = 0;
  script.runInContext(vm.createContext({
    current,
    previous: null,
    gs: { getProperty: (name, otherwise) => set[name] ?? otherwise, warn: (text) => warnings.push(text), generateGUID: () => `guid${++guid}` },
    sn_ws: { RESTMessageV2 },
    GlideCertificateEncryption,
    GlideStringUtil: { base64Encode: (text) => Buffer.from(text, 'utf8').toString('base64') },
  }));
  return { sent, warnings };
}

test('an update is told with a signature over timestamp and body', () => {
  const { sent: [call], warnings } = run();

  assert.equal(call.method, 'POST');
  assert.equal(call.url, properties['entente.hook.url']);
  assert.deepEqual(JSON.parse(call.body), {
    table: 'incident', sys_id: incident.sys_id, number: 'INC0010001', operation: 'update',
    sys_updated_on: '2026-03-02 09:00:00', sys_updated_by: 'jörg', sys_mod_count: 6,
  });
  const timestamp = call.headers['X-Entente-Timestamp'];
  assert.match(timestamp, /^\d{10}$/);
  assert.equal(call.headers['X-Entente-Signature'], createHmac('sha256', secret).update(`${timestamp}.${call.body}`).digest('base64'));
  assert.equal(call.headers['X-Entente-Delivery'], 'guid1');
  assert.deepEqual(warnings, []);
});

test('the body is ASCII whatever people are called', () => {
  assert.match(run().sent[0].body, /^[\x20-\x7e]+$/);
});

test("the hub's own change is not told, but its deletion by anybody is", () => {
  const own = { ...incident, sys_updated_by: 'entente.integration' };

  assert.equal(run({ fields: own }).sent.length, 0);
  assert.equal(run({ fields: own, operation: 'delete' }).sent.length, 1);
  assert.equal(run({ fields: own, set: { ...properties, 'entente.hook.user': '' } }).sent.length, 1);
});

test('a file names the ticket that it hangs on', () => {
  const { sent: [call] } = run({ table: 'sys_attachment', operation: 'insert', fields: { sys_id: 'f1', table_name: 'incident', table_sys_id: incident.sys_id } });

  assert.deepEqual(JSON.parse(call.body), { table: 'incident', sys_id: incident.sys_id, operation: 'attachment' });
});

test('nothing is sent before it is set up', () => {
  const { sent, warnings } = run({ set: {} });

  assert.equal(sent.length, 0);
  assert.equal(warnings.length, 1);
});

test('a refusal or an outage is noted without address or secret and breaks nothing', () => {
  for (const outcome of [run({ status: 401 }), run({ fails: true })]) {
    assert.equal(outcome.warnings.length, 1);
    assert.match(outcome.warnings[0], /INC0010001/);
    assert.doesNotMatch(outcome.warnings[0], /hub\.example|schl/);
  }
});
