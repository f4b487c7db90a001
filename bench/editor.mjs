// Measures key strokes in the editor. Reads { base, cookie, channel, template, strokes } from its input, and prints a
// JSON list with a pair for each stroke: the milliseconds for which the page's thread has worked on what the stroke
// changes (script, styles and layout), and on everything until it was painted.
import { chromium } from '../end2end/node_modules/playwright-core/index.mjs';
import { text } from 'node:stream/consumers';

const { base, cookie, channel, template, strokes } = JSON.parse(await text(process.stdin));

async function openDraft(context) {
  const headers = { cookie, origin: base };
  const send = (path, options) => context.request.post(`${base}/api/app/templates/${path}`, { maxRedirects: 0, ...options });
  const started = await send('start', { form: { number: channel, kind: 'carousel' }, headers: { ...headers, accept: 'text/html' } });
  const address = started.headers().location ?? '';
  const data = { id: address.split('/').pop(), template };
  const saved = await send('draft/save', { data, headers: { ...headers, accept: 'application/json' } });
  if (!saved.ok()) throw new Error(`the draft was not kept: ${saved.status()} ${await saved.text()}`);
  const page = await context.newPage();
  await page.goto(base + address);
  await page.locator('html[data-hydrated]').waitFor({ state: 'attached' });
  return page;
}

/** Types a letter in the place of the last one, and waits until it is drawn. */
async function strike(letter) {
  const area = document.querySelector('#f-body-text');
  area.value = area.value.slice(0, -1) + letter;
  area.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  const shown = document.querySelector('#preview .bubble .body').textContent.trim();
  if (!shown.endsWith(letter)) throw new Error('the preview does not show what was typed');
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH || undefined,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  const context = await browser.newContext();
  await context.addCookies(cookie.split('; ').map((pair) => {
    const [name, value] = pair.split(/=(.*)/s);
    return { name, value, domain: 'localhost', path: '/', secure: true, httpOnly: true, sameSite: 'Lax' };
  }));
  const page = await openDraft(context);
  const tools = await context.newCDPSession(page);
  // The thread's own time: what else the machine does is not in it.
  await tools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const worked = async () => {
    const { metrics } = await tools.send('Performance.getMetrics');
    const millis = (name) => 1000 * metrics.find((metric) => metric.name === name).value;
    const change = ['ScriptDuration', 'RecalcStyleDuration', 'LayoutDuration'].reduce((sum, name) => sum + millis(name), 0);
    return [change, millis('TaskDuration')];
  };
  const pairs = [];
  for (let stroke = 0; stroke < strokes; stroke += 1) {
    const before = await worked();
    await page.evaluate(strike, String.fromCharCode(97 + (stroke % 26)));
    const after = await worked();
    pairs.push(after.map((millis, index) => millis - before[index]));
  }
  console.log(JSON.stringify(pairs));
} finally {
  await browser.close();
}
