// Starts the sandbox as a process of its own, for one file of tests.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../src/Entente.Cli/bin/Release/net10.0/Entente.Cli.dll', import.meta.url));

const products = ['zendesk', 'jira', 'servicenow', 'azuredevops'];

/** Resolves once every product listens: `{ zendesk: URL, jira: URL, servicenow: URL, azuredevops: URL, stop() }`. */
export async function startSandbox() {
  const process = spawn('dotnet', [program, 'sandbox', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const addresses = {};
  for await (const line of createInterface({ input: process.stdout })) {
    const [, name, address] = /^(.+?)\s+(http:\S+)$/.exec(line) ?? [];
    if (name) addresses[name] = new URL(address);
    if (products.every((product) => addresses[product])) break;
  }
  if (!products.every((product) => addresses[product])) throw new Error(`The sandbox did not start: build ${program} first.`);
  await configure(addresses['Control API'], 'zendesk', { indexLagSeconds: 0, exportDelaySeconds: 0 });
  await configure(addresses['Control API'], 'jira', { indexLagSeconds: 0 });
  return { ...addresses, stop: () => process.kill('SIGKILL') };
}

async function configure(control, product, settings) {
  const answer = await fetch(new URL(`control/${product}/settings`, control), { method: 'POST', body: JSON.stringify(settings) });
  if (!answer.ok) throw new Error(`${product}: ${await answer.text()}`);
}

/** An Atlassian document of one paragraph. */
export const paragraph = (text) => ({ type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] });
