// jira.js, which speaks API version 3 with documents, against the sandbox's Jira.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Version3Client } from 'jira.js';
import { paragraph, startSandbox } from './sandbox.mjs';

let sandbox;
let jira;
let key;

before(async () => {
  sandbox = await startSandbox();
  jira = new Version3Client({
    host: sandbox.jira.origin,
    authentication: { basic: { email: 'elaine@infinity.example', apiToken: 'sandbox-elaine-token' } },
  });
  const made = await jira.issues.createIssue({
    fields: { project: { key: 'SHOP' }, issuetype: { name: 'Bug' }, summary: 'Checkout is blank', description: paragraph('Since nine.'), labels: ['checkout'] },
  });
  key = made.key;
});

after(() => sandbox?.stop());

test('creates and reads an issue', async () => {
  const issue = await jira.issues.getIssue({ issueIdOrKey: key });

  assert.match(issue.id, /^\d+$/);
  assert.match(issue.key, /^SHOP-\d+$/);
  assert.equal(issue.fields.summary, 'Checkout is blank');
  assert.equal(issue.fields.description.type, 'doc');
  assert.equal(issue.fields.status.name, 'To Do');
  assert.equal(issue.fields.reporter.displayName.length > 0, true);
});

test('updates fields and shows them in the changelog', async () => {
  await jira.issues.editIssue({ issueIdOrKey: key, fields: { summary: 'Checkout is white', priority: { name: 'High' } } });

  const issue = await jira.issues.getIssue({ issueIdOrKey: key, expand: 'changelog' });
  assert.equal(issue.fields.summary, 'Checkout is white');
  assert.equal(issue.fields.priority.name, 'High');
  const changed = issue.changelog.histories.flatMap((history) => history.items).map((item) => item.field);
  assert.ok(changed.includes('summary') && changed.includes('priority'));
});

test('adds, lists, edits and deletes comments', async () => {
  const made = await jira.issueComments.addComment({ issueIdOrKey: key, comment: paragraph('We look into it.') });
  await jira.issueComments.updateComment({ issueIdOrKey: key, id: made.id, body: paragraph('We found it.') });

  const { comments, total } = await jira.issueComments.getComments({ issueIdOrKey: key });
  assert.equal(total, 1);
  assert.equal(comments[0].body.content[0].content[0].text, 'We found it.');
  assert.equal(comments[0].author.displayName, comments[0].updateAuthor.displayName);

  await jira.issueComments.deleteComment({ issueIdOrKey: key, id: made.id });
  assert.equal((await jira.issueComments.getComments({ issueIdOrKey: key })).total, 0);
});

test('lists transitions and goes through one', async () => {
  const { transitions } = await jira.issues.getTransitions({ issueIdOrKey: key });
  const start = transitions.find((transition) => transition.to.name === 'In Progress');

  await jira.issues.doTransition({ issueIdOrKey: key, transition: { id: start.id } });

  assert.equal((await jira.issues.getIssue({ issueIdOrKey: key })).fields.status.name, 'In Progress');
});

test('attaches a file and reads it back byte for byte', async () => {
  const file = Buffer.from([0, 1, 2, 253, 254, 255]);
  const [made] = await jira.issueAttachments.addAttachment({ issueIdOrKey: key, attachment: { filename: 'trace.bin', file } });

  assert.equal(made.filename, 'trace.bin');
  assert.equal(made.size, file.length);
  const content = await jira.issueAttachments.getAttachmentContent({ id: made.id });
  assert.deepEqual(Buffer.from(content), file);
});

test('searches with tokens', async () => {
  for (let n = 0; n < 3; n++)
    await jira.issues.createIssue({ fields: { project: { key: 'SHOP' }, issuetype: { name: 'Task' }, summary: `Page ${n}`, labels: ['paged'] } });
  const found = [];
  let nextPageToken;
  do {
    const page = await jira.issueSearch.searchForIssuesUsingJqlEnhancedSearch({ jql: 'labels = paged ORDER BY key', maxResults: 2, fields: ['summary'], nextPageToken });
    found.push(...page.issues.map((issue) => issue.fields.summary));
    nextPageToken = page.nextPageToken;
  } while (nextPageToken);

  assert.deepEqual(found, ['Page 0', 'Page 1', 'Page 2']);
});

test('finds people', async () => {
  const me = await jira.myself.getCurrentUser();
  assert.equal(me.emailAddress, 'elaine@infinity.example');

  const [john] = await jira.userSearch.findUsers({ query: 'john' });
  assert.equal(john.displayName, 'John');
});

test('keeps a property on an issue', async () => {
  await jira.issueProperties.setIssueProperty({ issueIdOrKey: key, propertyKey: 'sample', propertyValue: { effect: 'abc' } });

  const property = await jira.issueProperties.getIssueProperty({ issueIdOrKey: key, propertyKey: 'sample' });
  assert.deepEqual(property.value, { effect: 'abc' });
});

test('refuses as Jira does', async () => {
  await assert.rejects(jira.issues.getIssue({ issueIdOrKey: 'SHOP-9999' }), (error) => error.status === 404 || error.response?.status === 404);
  await assert.rejects(
    jira.issues.createIssue({ fields: { project: { key: 'SHOP' }, issuetype: { name: 'Bug' } } }),
    (error) => /summary/.test(JSON.stringify(error.response?.data ?? error.response ?? error.message)),
  );
});
