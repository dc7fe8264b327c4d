// azure-devops-node-api, Microsoft's own client, against the sandbox's Azure DevOps.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { WebApi, getPersonalAccessTokenHandler } from 'azure-devops-node-api';
import { startSandbox } from './sandbox.mjs';

let sandbox;
let work;
let id;

const add = (path, value) => ({ op: 'add', path, value });
const patch = { 'Content-Type': 'application/json-patch+json' };

function connect(token) {
  return new WebApi(`${sandbox.azuredevops.origin}/global`, getPersonalAccessTokenHandler(token));
}

before(async () => {
  sandbox = await startSandbox();
  work = await connect('sandbox-azuredevops-token').getWorkItemTrackingApi();
  const document = [add('/fields/System.Title', 'Checkout is blank'), add('/fields/System.Tags', 'entente:abc; shop')];
  const made = await work.createWorkItem(patch, document, 'Shop', 'Bug');
  id = made.id;
});

after(() => sandbox?.stop());

test('knows who calls and which projects there are', async () => {
  const api = connect('sandbox-david-token');
  const me = await api.connect();
  assert.equal(me.authenticatedUser.providerDisplayName, 'David');
  const projects = await (await api.getCoreApi()).getProjects();
  assert.deepEqual(projects.map((project) => project.name), ['Shop']);
});

test('creates and reads a work item', async () => {
  const item = await work.getWorkItem(id, undefined, undefined, 4);

  assert.equal(item.rev, 1);
  assert.equal(item.fields['System.Title'], 'Checkout is blank');
  assert.equal(item.fields['System.State'], 'New');
  assert.equal(item.fields['System.CreatedBy'].displayName, 'Entente Integration');
  assert.equal(item.fields['System.Tags'], 'entente:abc; shop');
});

test('updates with a test of the revision and refuses a stale one', async () => {
  const document = [{ op: 'test', path: '/rev', value: 1 }, add('/fields/System.State', 'Active'), add('/fields/System.AssignedTo', 'david@global.example')];
  const item = await work.updateWorkItem(patch, document, id);
  assert.equal(item.rev, 2);
  assert.equal(item.fields['System.Reason'], 'Approved');
  assert.equal(item.fields['System.AssignedTo'].displayName, 'David');

  await assert.rejects(work.updateWorkItem(patch, document, id), (error) => error.statusCode === 412 && /VS403351/.test(error.message));
});

test('shows updates and revisions', async () => {
  const updates = await work.getUpdates(id);
  assert.deepEqual(updates[1].fields['System.State'], { oldValue: 'New', newValue: 'Active' });
  const revisions = await work.getRevisions(id);
  assert.deepEqual(revisions.map((revision) => revision.fields['System.State']), ['New', 'Active']);
});

test('adds, edits, lists and deletes comments', async () => {
  const made = await work.addComment({ text: 'We look into it.' }, 'Shop', id);
  const edited = await work.updateComment({ text: 'We found it.' }, 'Shop', id, made.id);
  assert.equal(edited.version, 2);
  const list = await work.getComments('Shop', id);
  assert.deepEqual(list.comments.map((comment) => comment.text), ['We found it.']);
  const versions = await work.getCommentVersions('Shop', id, made.id);
  assert.deepEqual(versions.map((version) => version.text), ['We found it.', 'We look into it.']);
  await work.deleteComment('Shop', id, made.id);
  assert.equal((await work.getComments('Shop', id)).totalCount, 0);
});

test('attaches a file and reads it back byte for byte', async () => {
  const file = Buffer.from([0, 1, 2, 253, 254, 255]);
  const uploaded = await work.createAttachment({ 'Content-Type': 'application/octet-stream' }, Readable.from([file]), 'trace.bin', 'simple', 'Shop');
  const value = { rel: 'AttachedFile', url: uploaded.url, attributes: { comment: 'the trace' } };
  const item = await work.updateWorkItem(patch, [add('/relations/-', value)], id);

  const [relation] = item.relations;
  assert.equal(relation.attributes.name, 'trace.bin');
  assert.equal(relation.attributes.resourceSize, file.length);
  const content = await work.getAttachmentContent(uploaded.id, undefined, 'Shop');
  assert.deepEqual(await buffer(content), file);
});

test('links two work items', async () => {
  const child = await work.createWorkItem(patch, [add('/fields/System.Title', 'Child')], 'Shop', 'Task');
  const before = await work.getWorkItem(id);
  const linked = await work.updateWorkItem(patch, [add('/relations/-', { rel: 'System.LinkTypes.Hierarchy-Forward', url: child.url })], id);
  assert.equal(linked.rev, before.rev);
  const other = await work.getWorkItem(child.id, undefined, undefined, 4);
  assert.equal(other.fields['System.Parent'], id);
});

test('queries by tag and reads in a batch', async () => {
  const found = await work.queryByWiql({ query: "SELECT [System.Id] FROM WorkItems WHERE [System.Tags] CONTAINS 'entente:abc'" }, { project: 'Shop' });
  assert.deepEqual(found.workItems.map((item) => item.id), [id]);
  const items = await work.getWorkItemsBatch({ ids: [id, 999999], fields: ['System.Title'], errorPolicy: 2 });
  assert.equal(items[0].fields['System.Title'], 'Checkout is blank');
  assert.equal(items[1], null);
});

test('reads types, states, fields, trees and the feed of revisions', async () => {
  const types = await work.getWorkItemTypes('Shop');
  assert.ok(types.some((type) => type.name === 'User Story'));
  const states = await work.getWorkItemTypeStates('Shop', 'Bug');
  assert.equal(states.find((state) => state.name === 'Blocked').category, 'InProgress');
  assert.ok((await work.getFields()).some((field) => field.referenceName === 'Custom.PartnerKey'));
  assert.ok((await work.getRelationTypes()).some((type) => type.referenceName === 'Hyperlink'));
  const batch = await work.readReportingRevisionsGet('Shop');
  assert.equal(batch.isLastBatch, true);
  assert.ok(batch.values.filter((revision) => revision.id === id).length >= 2);
});

test('deletes and restores', async () => {
  const made = await work.createWorkItem(patch, [add('/fields/System.Title', 'Short-lived')], 'Shop', 'Task');
  const deleted = await work.deleteWorkItem(made.id, 'Shop');
  assert.equal(deleted.code, 200);
  assert.equal(await work.getWorkItem(made.id), null);
  await work.restoreWorkItem({ isDeleted: false }, made.id, 'Shop');
  assert.equal((await work.getWorkItem(made.id)).fields['System.Title'], 'Short-lived');
});

test('refuses as Azure DevOps does', async () => {
  await assert.rejects(work.createWorkItem(patch, [add('/fields/System.Description', 'x')], 'Shop', 'Bug'), /TF401320: Rule Error for field Title/);
  // The client turns every 404 into null.
  assert.equal(await work.createWorkItem(patch, [add('/fields/System.Title', 'x')], 'Nowhere', 'Bug'), null);
  await assert.rejects(work.updateWorkItem(patch, [add('/fields/System.State', 'Done')], id), /not in the list of supported values/);
  await assert.rejects(work.updateWorkItem(patch, [add('/fields/System.AssignedTo', 'ghost')], id), /is an unknown identity/);
});
