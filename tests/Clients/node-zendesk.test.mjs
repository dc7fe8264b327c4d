// node-zendesk against the sandbox's Zendesk.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createRequire } from 'node:module';
import { startSandbox } from './sandbox.mjs';

const { createClient } = createRequire(import.meta.url)('node-zendesk');
let sandbox;
let zendesk;
let admin;
let id;

const clientOf = (username) => createClient({ username, token: 'sandbox-zendesk-token', endpointUri: `${sandbox.zendesk.origin}/api/v2` });

/** The client takes a path, whatever its documentation says. */
async function upload(bytes) {
  const folder = mkdtempSync(join(tmpdir(), 'entente-clients-'));
  try {
    const path = join(folder, 'trace.bin');
    writeFileSync(path, bytes);
    const result = await zendesk.attachments.upload(path, { filename: 'trace.bin', binary: true });
    return result.upload;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

before(async () => {
  sandbox = await startSandbox();
  zendesk = clientOf('ana.agent@mercuri.example');
  admin = clientOf('olga.owner@mercuri.example');
  const { result } = await zendesk.tickets.create({
    ticket: { subject: 'Checkout is blank', comment: { body: 'Since nine.' }, priority: 'high', type: 'incident', tags: ['checkout'] },
  });
  id = result.id;
});

after(() => sandbox?.stop());

test('creates and reads a ticket', async () => {
  const { result } = await zendesk.tickets.show(id);

  assert.equal(result.subject, 'Checkout is blank');
  assert.equal(result.description, 'Since nine.');
  assert.equal(result.priority, 'high');
  assert.equal(result.status, 'new');
  assert.deepEqual(result.tags, ['checkout']);
});

test('updates a ticket', async () => {
  const { result } = await zendesk.tickets.update(id, { ticket: { subject: 'Checkout is white', status: 'open' } });

  assert.equal(result.subject, 'Checkout is white');
  assert.equal((await zendesk.tickets.show(id)).result.status, 'open');
});

test('comments in public and among the agents', async () => {
  await zendesk.tickets.update(id, { ticket: { comment: { body: 'We look into it.', public: true } } });
  await zendesk.tickets.update(id, { ticket: { comment: { body: 'Ask Leo.', public: false } } });

  const comments = (await zendesk.tickets.getComments(id)).flatMap((page) => page.comments ?? page);
  assert.deepEqual(comments.map((comment) => [comment.plain_body.trim(), comment.public]), [['Since nine.', true], ['We look into it.', true], ['Ask Leo.', false]]);
});

test('shows the audits of what happened', async () => {
  const audits = (await zendesk.ticketaudits.list(id)).flatMap((page) => page.audits ?? page);
  const events = audits.flatMap((audit) => audit.events);

  assert.ok(events.some((event) => event.type === 'Create' && event.field_name === 'subject'));
  assert.ok(events.some((event) => event.type === 'Change' && event.field_name === 'status' && event.value === 'open'));
});

test('attaches a file and reads it back byte for byte', async () => {
  const bytes = Buffer.from([0, 1, 2, 253, 254, 255]);
  const { token } = await upload(bytes);
  await zendesk.tickets.update(id, { ticket: { comment: { body: 'The trace.', uploads: [token] } } });

  const comments = (await zendesk.tickets.getComments(id)).flatMap((page) => page.comments ?? page);
  const [attachment] = comments.at(-1).attachments;
  assert.equal(attachment.file_name, 'trace.bin');
  assert.deepEqual(Buffer.from(await (await fetch(attachment.content_url)).arrayBuffer()), bytes);
});

test('searches', async () => {
  const { result } = await zendesk.search.query('type:ticket tags:checkout');

  assert.deepEqual((result.results ?? result).map((ticket) => ticket.id), [id]);
});

test('finds and makes people', async () => {
  assert.equal((await zendesk.users.me()).result.email, 'ana.agent@mercuri.example');
  const { result } = await admin.users.create({ user: { name: 'Nora New', email: 'nora.new@example.com' } });
  const found = (await admin.users.search({ query: 'nora.new@example.com' })).flatMap((page) => page.users ?? page);

  assert.deepEqual(found.map((user) => user.id), [result.id]);
});

test('exports what changed', async () => {
  const { result } = await admin.ticketexport.export(0);
  const tickets = result.tickets ?? result;

  assert.ok(tickets.some((ticket) => ticket.id === id));
});

test('registers a webhook and shows its secret', async () => {
  const { result } = await admin.webhooks.create({
    webhook: { name: 'Listener', endpoint: 'http://127.0.0.1:9/hook', http_method: 'POST', request_format: 'json', status: 'active', subscriptions: ['conditional_ticket_events'] },
  });
  const made = result.webhook ?? result;
  const secret = (await admin.webhooks.getSigningSecret(made.id)).result;

  assert.equal((secret.signing_secret ?? secret).algorithm, 'SHA256');
});

test('lists tickets', async () => {
  assert.ok((await zendesk.tickets.list()).some((ticket) => ticket.id === id));
});

test('refuses as Zendesk does', async () => {
  await assert.rejects(zendesk.tickets.show(999999999), /\(404\)/);
  await assert.rejects(zendesk.tickets.update(id, { ticket: { status: 'nonsense' } }), /\(422\)/);
});
