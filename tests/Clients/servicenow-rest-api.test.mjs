// servicenow-rest-api against the sandbox's ServiceNow. The client speaks https only; its agent leaves the encryption out, the rest is its own.
import assert from 'node:assert/strict';
import { Agent } from 'node:https';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { startSandbox } from './sandbox.mjs';

const ServiceNow = createRequire(import.meta.url)('servicenow-rest-api');
const user = 'entente.integration';
const password = 'sandbox-servicenow-password';
let sandbox;
let client;
let number;

class PlainAgent extends Agent {
  createConnection(options) {
    return connect(options.port, options.host);
  }
}

/** The client hands an error to the same callback as a result. */
const call = (name, ...args) => new Promise((resolve) => client[name](...args, resolve));

/** The sys_id of the incident, which the client looks up by its number. */
const sysId = () => call('getSysId', 'incident', number);

before(async () => {
  sandbox = await startSandbox();
  client = new ServiceNow(sandbox.servicenow.host, user, password);
  client.setNetworkOptions({ httpsAgent: new PlainAgent() });
  const incident = { short_description: 'Checkout is blank', assigned_to: 'John Architect', impact: '1 - High', urgency: '2 - Medium' };
  const made = await call('createNewTask', incident, 'incident');
  number = made.number;
});

after(() => sandbox?.stop());

test('creates and reads by display value', async () => {
  const [incident] = await call('getTableData', ['number', 'state', 'priority', 'assigned_to', 'opened_by.email'], [`number=${number}`], 'incident');

  assert.equal(incident.state, 'New');
  assert.equal(incident.priority, '2 - High');
  assert.equal(incident.assigned_to.display_value, 'John Architect');
  assert.equal(incident['opened_by.email'], 'entente.integration@infinity.example');
});

test('updates and comments', async () => {
  const updated = await call('UpdateTask', 'incident', number, { state: 'In Progress', comments: 'We look into it.' });

  assert.equal(updated.state, 'In Progress');
  assert.match(updated.comments, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d - Entente Integration \(Additional comments\)\nWe look into it\.\n\n$/);
  const [entry] = await call('getTableData', ['value', 'element', 'sys_created_by'], [`element_id=${await sysId()}`], 'sys_journal_field');
  assert.deepEqual(entry, { value: 'We look into it.', element: 'comments', sys_created_by: user });
});

test('searches with an encoded query', async () => {
  for (const text of ['Page 0', 'Page 1'])
    await call('createNewTask', { short_description: text }, 'incident');

  const found = await call('getTableData', ['short_description'], ['short_descriptionSTARTSWITHPage', 'ORDERBYDESCshort_description'], 'incident');

  assert.deepEqual(found.map((incident) => incident.short_description), ['Page 1', 'Page 0']);
});

test('finds files of a record and downloads one', async () => {
  const id = await sysId();
  const address = new URL(`api/now/attachment/file?table_name=incident&table_sys_id=${id}&file_name=trace.txt`, sandbox.servicenow);
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const headers = { accept: 'application/json', 'content-type': 'text/plain', authorization };
  assert.equal((await fetch(address, { method: 'POST', headers, body: 'one\ntwo' })).status, 201);

  const [file] = await call('getAllAttachmentsMetaData', id);

  assert.equal(file.file_name, 'trace.txt');
  assert.equal(file.size_bytes, '7');
  assert.equal((await call('getAttachmentMetaData', file.sys_id)).table_sys_id, id);
  assert.equal((await call('getAttachment', file.sys_id)).data, 'one\ntwo');
});

test('refuses as the platform does', async () => {
  const unresolved = await call('UpdateTask', 'incident', number, { state: 'Resolved' });
  assert.equal(unresolved.response.status, 403);
  assert.match(unresolved.response.data.error.detail, /mandatory: Resolution code, Resolution notes/);

  const deleted = await call('DeleteTask', 'incident', number);
  assert.equal(deleted.response.status, 403);

  assert.equal((await call('getTableData', [], [], 'no_such_table')).response.status, 400);
  assert.equal((await call('getAttachmentMetaData', 'nothing')).response.status, 404);
});
