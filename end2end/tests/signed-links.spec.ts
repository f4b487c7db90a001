import { createHmac } from 'node:crypto';
import { expect, test } from '../support/fixtures.ts';

test('a secret for links is made, shown once, and replaced after a question', async ({ page, browser, hub, partner, open, expectAccessible, javaScriptEnabled }) => {
  await open('/settings/integration');
  const card = page.getByRole('region', { name: 'Signed links' });
  await card.getByRole('button', { name: 'Make a secret for links' }).click();
  const shown = card.locator('.secret code');
  await expect(shown).toContainText('iosec_');
  const first = await shown.innerText();
  await expectAccessible();

  const context = await browser.newContext({ baseURL: hub.url, javaScriptEnabled });
  const client = await context.newPage();
  const opened = async (secret: string): Promise<void> => {
    const seconds = Math.floor(Date.now() / 1000);
    const signature = createHmac('sha512', secret).update(`${partner.id}|${seconds}`).digest('hex');
    await client.goto(`/onboarding/${partner.id}?io_timestamp=${seconds}&io_signature=${signature}`);
  };
  await opened(first);
  await expect(client.getByRole('heading', { level: 1 })).toHaveText('Connect WhatsApp');

  await open('/settings/integration');
  await expect(shown).toHaveCount(0);
  await card.getByRole('link', { name: 'Replace the secret' }).click();
  await expect(page.getByText('ends at once')).toBeVisible();
  await expectAccessible();
  await page.getByRole('button', { name: 'Replace the secret' }).click();
  await expect(shown).toContainText('iosec_');
  expect(await shown.innerText()).not.toBe(first);
  await opened(first);
  await expect(client.getByText("The link's signature is not right")).toBeVisible();
  await context.close();
});
