// Every page at two widths and in both colour schemes: nothing goes wrong in it, nothing sticks out, axe finds nothing, and a picture is taken.
import { after, before, describe, test } from "node:test";
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { openBrowser, openPage, openStage, pictures } from "./stage.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const looks = [
  { name: "1280", viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  { name: "1280-dark", viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  { name: "390", viewport: { width: 390, height: 844 }, colorScheme: "light" },
  { name: "390-dark", viewport: { width: 390, height: 844 }, colorScheme: "dark" },
];
const pages = [
  ["home", "/"], ["cases", "/cases"], ["cases-filtered", "/cases?state=resolved&q=checkout"], ["case", "/cases/jr:SHOP-12"],
  ["case-hostile", "/cases/zd:36"], ["parked", "/parked"], ["service", "/service"],
];
let browser, full, empty;

before(async () => {
  [browser, full, empty] = await Promise.all([openBrowser(), openStage(), openStage()]);
  await full.play("all");
});

after(async () => {
  await browser?.close();
  full?.close();
  empty?.close();
});

// A second world of scripts, which the page's policy does not reach: axe cannot be injected into a page that forbids inline scripts.
async function axeViolations(page) {
  const client = await page.context().newCDPSession(page);
  const { frameTree } = await client.send("Page.getFrameTree");
  const { executionContextId } = await client.send("Page.createIsolatedWorld", { frameId: frameTree.frame.id });
  const { readFileSync } = await import("node:fs");
  await client.send("Runtime.evaluate", { expression: readFileSync(axe, "utf8"), contextId: executionContextId });
  const { result } = await client.send("Runtime.evaluate", {
    contextId: executionContextId, awaitPromise: true, returnByValue: true,
    expression: "axe.run(document, { resultTypes: ['violations'] }).then((r) => r.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`))",
  });
  return result.value;
}

async function check(stage, look, name, path) {
  const { page, complaints, close } = await openPage(browser, look);
  try {
    await page.goto(stage.address + path);
    await page.waitForFunction(() => document.getElementById("live-status")?.dataset.state === "live");
    const outside = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    const violations = await axeViolations(page);
    await page.screenshot({ path: `${pictures}/${name}-${look.name}.png`, fullPage: true });
    assert.equal(outside, 0, "the page scrolls sideways");
    assert.deepEqual(violations, []);
    assert.deepEqual(complaints, []);
    assert.equal(await page.evaluate(() => window.hacked), undefined);
  } finally {
    await close();
  }
}

for (const look of looks) {
  describe(look.name, () => {
    for (const [name, path] of pages) test(`${name} is sound`, () => check(full, look, name, path));
    test("an empty home is sound", () => check(empty, look, "home-empty", "/"));
    test("a service level of nothing is sound", () => check(empty, look, "service-empty", "/service"));
  });
}

test("a case opens its table for axe and for the keyboard", async () => {
  const { page, close } = await openPage(browser, looks[0]);
  await page.goto(`${full.address}/cases/jr:SHOP-12`);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => location.hash), "#main");
  await page.focus("#timeline-table summary");
  await page.keyboard.press("Enter");
  assert.equal(await page.isVisible("#timeline-table table"), true);
  assert.deepEqual(await axeViolations(page), []);
  await close();
});

test("a case can be read whole without scripts", async () => {
  const { page, complaints, close } = await openPage(browser, { ...looks[0], javaScriptEnabled: false });
  await page.goto(`${full.address}/cases/zd:35`);
  assert.match(await page.textContent(".standing"), /Resolved .* by Maya Ortiz of Mercuri/);
  assert.equal(await page.locator(".remark").count(), 10);
  assert.equal(await page.locator(".arrow").count(), 6);
  assert.deepEqual(complaints, []);
  await close();
});

test("what happens is seen without reloading, and what was opened stays open", async () => {
  const stage = await openStage();
  const { page, complaints, close } = await openPage(browser, looks[0]);
  try {
    const id = await stage.play(6);
    await page.goto(`${stage.address}/cases/${id}`);
    await page.waitForFunction(() => document.getElementById("live-status")?.dataset.state === "live");
    await page.evaluate(() => { window.same = true; });
    await page.click("#timeline-table summary");
    assert.match(await page.textContent(".standing"), /With Infinity since .*, not accepted yet; it is Infinity's turn\./);
    await stage.play(20);
    await page.waitForFunction(() => /With Global since/.test(document.querySelector(".standing").textContent));
    assert.equal(await page.evaluate(() => window.same), true);
    assert.equal(await page.isVisible("#timeline-table table"), true);
    await page.screenshot({ path: `${pictures}/case-open-1280.png`, fullPage: true });
    await stage.play("all");
    await page.waitForFunction(() => /Resolved/.test(document.querySelector(".standing").textContent));
    assert.deepEqual(complaints, []);
  } finally {
    await close();
    stage.close();
  }
});

test("the service level can be read whole without scripts, its picture as a table", async () => {
  const { page, complaints, close } = await openPage(browser, { ...looks[0], javaScriptEnabled: false });
  await page.goto(`${full.address}/service`);
  assert.match(await page.textContent("#service-alerts"), /does not accept the hub's credential/);
  assert.equal(await page.locator("#day-table tbody tr").count(), 24);
  assert.equal(await page.locator(".day-chart .down").count(), 2);
  assert.deepEqual(complaints, []);
  await close();
});

test("pointing at a remark marks it in the picture", async () => {
  const { page, close } = await openPage(browser, looks[0]);
  await page.goto(`${full.address}/cases/zd:35`);
  await page.hover('.remark[data-about="zd:2"]');
  assert.equal(await page.locator('svg [data-about="zd:2"].pointed').count() > 1, true);
  await close();
});
