// jira-client, which speaks API version 2 with wiki markup, against the sandbox's Jira.
import assert from 'node:assert/strict';
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import jiraClient from 'jira-client';
import { startSandbox } from './sandbox.mjs';

const JiraApi = jiraClient.default ?? jiraClient;
let sandbox;
let jira;
let key;

before(async () => {
  sandbox = await startSandbox();
  jira = new JiraApi({
    protocol: 'http',
    host: sandbox.jira.hostname,
    port: sandbox.jira.port,
    username: 'elaine@infinity.example',
    password: 'sandbox-elaine-token',
    apiVersion: '2',
  });
  const made = await jira.addNewIssue({
    fields: { project: { key: 'SHOP' }, issuetype: { name: 'Bug' }, summary: 'Checkout is blank', description: 'A *bold* claim', labels: ['checkout'] },
  });
  key = made.key;
});

after(() => sandbox?.stop());

test('creates and reads an issue in wiki markup', async () => {
  const issue = await jira.findIssue(key);

  assert.equal(issue.fields.summary, 'Checkout is blank');
  assert.equal(issue.fields.description, 'A *bold* claim');
  assert.equal(issue.fields.project.key, 'SHOP');
});

test('updates an issue', async () => {
  await jira.updateIssue(key, { fields: { summary: 'Checkout is white' } });

  assert.equal((await jira.findIssue(key)).fields.summary, 'Checkout is white');
});

test('comments', async () => {
  const made = await jira.addComment(key, 'We look into it.');

  assert.equal(made.body, 'We look into it.');
  const { comments } = await jira.getComments(key);
  assert.deepEqual(comments.map((comment) => comment.body), ['We look into it.']);
});

test('goes through a transition', async () => {
  const { transitions } = await jira.listTransitions(key);
  const start = transitions.find((transition) => transition.to.name === 'In Progress');

  await jira.transitionIssue(key, { transition: { id: start.id } });

  assert.equal((await jira.findIssue(key)).fields.status.name, 'In Progress');
});

test('attaches a file and downloads it byte for byte', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'entente-clients-'));
  try {
    const bytes = Buffer.from([0, 1, 2, 253, 254, 255]);
    writeFileSync(join(folder, 'trace.bin'), bytes);
    const [made] = await jira.addAttachmentOnIssue(key, createReadStream(join(folder, 'trace.bin')));

    assert.equal(made.filename, 'trace.bin');
    assert.equal(made.size, bytes.length);
    const content = await fetch(made.content, { headers: { authorization: `Basic ${Buffer.from('elaine@infinity.example:sandbox-elaine-token').toString('base64')}` } });
    assert.deepEqual(Buffer.from(await content.arrayBuffer()), bytes);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('reads the changelog', async () => {
  const log = await jira.getIssueChangelog(key);

  assert.ok(log.values.flatMap((entry) => entry.items).some((item) => item.field === 'status' && item.toString === 'In Progress'));
});

test('finds people', async () => {
  assert.equal((await jira.getCurrentUser()).emailAddress, 'elaine@infinity.example');
  assert.equal((await jira.searchUsers({ query: 'john' }))[0].displayName, 'John');
});

test('refuses an absent issue and a wrong token as Jira does', async () => {
  await assert.rejects(jira.findIssue('SHOP-9999'), /Issue does not exist/);
  const stranger = new JiraApi({ protocol: 'http', host: sandbox.jira.hostname, port: sandbox.jira.port, username: 'elaine@infinity.example', password: 'wrong', apiVersion: '2' });
  await assert.rejects(stranger.getCurrentUser(), /Error/);
});
