// The sandbox's answers against Atlassian's own OpenAPI document. The document's licence keeps it out of the repository: these tests are
// added where a copy lies beside it (or where ENTENTE_REFERENCE_DATA says).
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import ajvModule from 'ajv';
import formatsModule from 'ajv-formats';
import { paragraph, startSandbox } from './sandbox.mjs';

const data = process.env.ENTENTE_REFERENCE_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
const file = `${data}/jira/jira-cloud-platform-v3.openapi.json`;

if (existsSync(file)) {
  const document = JSON.parse(readFileSync(file, 'utf8'));
  const Ajv = ajvModule.default ?? ajvModule;
  const ajv = new Ajv({ strict: false, allErrors: true });
  (formatsModule.default ?? formatsModule)(ajv);
  ajv.addSchema({ $id: 'jira', components: document.components });
  let sandbox;
  let key;

  before(async () => {
    sandbox = await startSandbox();
    key = (await call('POST', '/rest/api/3/issue', {}, {
      fields: { project: { key: 'SHOP' }, issuetype: { name: 'Bug' }, summary: 'Checkout is blank', description: paragraph('Since nine.') },
    })).body.key;
    await call('POST', '/rest/api/3/issue/{issueIdOrKey}/comment', { issueIdOrKey: key }, { body: paragraph('We look into it.') });
    await call('POST', '/rest/api/3/issue/{issueIdOrKey}/transitions', { issueIdOrKey: key }, { transition: { id: '11' } });
  });

  after(() => sandbox?.stop());

  /** Calls an operation by its path in the document, with path arguments filled in; the rest become the query. */
  async function call(method, path, parameters = {}, body = undefined) {
    const query = new URLSearchParams();
    let address = path;
    for (const [name, value] of Object.entries(parameters))
      if (address.includes(`{${name}}`)) address = address.replace(`{${name}}`, encodeURIComponent(value));
      else query.set(name, value);
    const answer = await fetch(new URL(`${address}?${query}`, sandbox.jira), {
      method,
      headers: {
        authorization: `Basic ${Buffer.from('elaine@infinity.example:sandbox-elaine-token').toString('base64')}`,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, body: text && JSON.parse(text) };
  }

  const operations = [
    ['POST', '/rest/api/3/issue', () => ({}), { fields: { project: { key: 'SHOP' }, issuetype: { name: 'Task' }, summary: 'Another' } }],
    ['GET', '/rest/api/3/issue/{issueIdOrKey}', () => ({ issueIdOrKey: key, expand: 'changelog,names,schema,transitions' })],
    ['GET', '/rest/api/3/issue/{issueIdOrKey}/comment', () => ({ issueIdOrKey: key })],
    ['POST', '/rest/api/3/issue/{issueIdOrKey}/comment', () => ({ issueIdOrKey: key }), { body: paragraph('Found.') }],
    ['GET', '/rest/api/3/issue/{issueIdOrKey}/transitions', () => ({ issueIdOrKey: key, expand: 'transitions.fields' })],
    ['GET', '/rest/api/3/issue/{issueIdOrKey}/changelog', () => ({ issueIdOrKey: key })],
    ['GET', '/rest/api/3/search/jql', () => ({ jql: 'project = SHOP', fields: '*all' })],
    ['GET', '/rest/api/3/myself', () => ({})],
    ['GET', '/rest/api/3/user/search', () => ({ query: 'elaine' })],
    ['GET', '/rest/api/3/field', () => ({})],
    ['GET', '/rest/api/3/priority', () => ({})],
    ['GET', '/rest/api/3/status', () => ({})],
    ['GET', '/rest/api/3/project/{projectIdOrKey}', () => ({ projectIdOrKey: 'SHOP' })],
    ['GET', '/rest/api/3/issue/createmeta/{projectIdOrKey}/issuetypes', () => ({ projectIdOrKey: 'SHOP' })],
    ['GET', '/rest/api/3/issue/{issueIdOrKey}', () => ({ issueIdOrKey: 'SHOP-9999' })],
  ];

  for (const [method, path, parameters, body] of operations) {
    test(`${method} ${path} ${JSON.stringify(body ?? {}).length > 2 ? 'with a body ' : ''}answers as documented`, async () => {
      const operation = document.paths[path][method.toLowerCase()];
      const answer = await call(method, path, parameters(), body);

      const documented = operation.responses[answer.status];
      assert.ok(documented, `status ${answer.status} is not documented`);
      const schema = Object.values(documented.content ?? {})[0]?.schema;
      if (!schema) return;
      const validate = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"jira#/components')));
      assert.ok(validate(answer.body), ajv.errorsText(validate.errors, { separator: '\n' }));
    });
  }
}
