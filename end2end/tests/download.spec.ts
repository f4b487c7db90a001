import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';
import { unfold } from '../support/numbers.ts';

const head = '\ufeffCompany legal name,WhatsApp number,Contact e-mail,Message on behalf,Meta business verification,Number registration';

async function download(page: Page, which: RegExp): Promise<string[]> {
  const menu = await unfold(page.getByRole('main'), 'Download');
  const [file] = await Promise.all([page.waitForEvent('download'), menu.getByRole('link', { name: which }).click()]);
  expect(file.suggestedFilename()).toMatch(/^whatsapp-accounts-\d{4}-\d{2}-\d{2}\.csv$/);
  const lines = (await readFile(await file.path(), 'utf8')).split('\r\n');
  expect(lines.at(0)).toBe(head);
  expect(lines.at(-1)).toBe('');
  return lines.slice(1, -1);
}

test.describe('the demo', () => {
  test.use({ role: 'owner' });

  test('all accounts as a table that no cell turns into a formula', async ({ page, open }) => {
    await open('/numbers?q=kessler');
    const lines = await download(page, /^All accounts/);
    expect(lines.length).toBeGreaterThanOrEqual(30);
    const pharmacy = lines.filter((line) => line.includes('Plus Pharmacy'));
    expect(pharmacy.length).toBe(2);
    for (const line of pharmacy) expect(line).toMatch(/^'\+Plus Pharmacy Pty Ltd,\+61 /);
  });

  test('these results are what the filters show', async ({ page, open }) => {
    await open('/numbers?q=kessler');
    const lines = await download(page, /^These results/);
    expect(lines).toHaveLength(5);
    for (const line of lines) expect(line).toMatch(/^Kessler & Söhne Backwaren GmbH,\+49 \d/);
  });
});
