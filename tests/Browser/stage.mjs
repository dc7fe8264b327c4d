// The hub's pages over told stories, in a process of their own, and a browser that looks at them.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
export const pictures = here("../../artifacts/test/pages");
mkdirSync(pictures, { recursive: true });

const freePort = () => new Promise((resolve) => {
  const listener = createServer().listen(0, "127.0.0.1", () => {
    const { port } = listener.address();
    listener.close(() => resolve(port));
  });
});

export async function openStage() {
  const port = await freePort();
  const program = here(`./Stage/bin/${process.env.CONFIGURATION ?? "Release"}/net10.0/Entente.Browser.Stage.dll`);
  const child = spawn("dotnet", [program, `${port}`, here("../../accords")], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve, reject) => {
    child.stdout.once("data", resolve); // it says that it listens
    child.once("exit", (code) => reject(new Error(`The stage ended with exit code ${code}.`)));
  });
  const address = `http://127.0.0.1:${port}`;
  return {
    address,
    play: async (acts) => (await fetch(`${address}/stage/${acts}`, { method: "POST" })).text(),
    close: () => child.kill(),
  };
}

export const openBrowser = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

// A page that remembers everything that went wrong in it.
export async function openPage(browser, options) {
  const context = await browser.newContext({ ...options, bypassCSP: false });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) complaints.push(message.text()); });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("requestfailed", (request) => { if (!request.url().includes("/live")) complaints.push(`failed: ${request.url()}`); });
  page.on("response", (answer) => { if (answer.status() >= 400) complaints.push(`${answer.status()}: ${answer.url()}`); });
  return { page, complaints, close: () => context.close() };
}
