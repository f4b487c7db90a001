import type { Page } from '@playwright/test';
import { expect, hydrated, test } from '../support/fixtures.ts';
import { openNumber } from '../support/numbers.ts';
import { connectAccount, type Partner } from '../support/partner.ts';
import { control } from '../support/simulator.ts';
import type { Stack } from '../support/stack.ts';

/** The editor of a new template for an account of the test's own. */
async function openEditor(page: Page, hub: Stack, partner: Partner, open: (path: string) => Promise<void>): Promise<void> {
  await connectAccount(hub, partner, 'Editor Foods', 1);
  await open('/numbers');
  await openNumber(page, 'Editor Foods');
  await open(`${page.url()}/templates`);
  await page.getByRole('button', { name: 'Add template' }).click();
  await expect(page).toHaveURL(/\/templates\/drafts\//);
  await expect(page).toHaveTitle('New template · Partner Hub');
}

const preview = (page: Page) => page.getByRole('complementary', { name: 'Preview' });

test('a text is written, shown as on a phone, and sent for review', async ({ page, hub, partner, open, expectAccessible, javaScriptEnabled }) => {
  await openEditor(page, hub, partner, open);
  const scripts = javaScriptEnabled !== false;
  if (scripts) await hydrated(page);
  await page.getByRole('textbox', { name: 'Name' }).fill('order_update');
  await page.getByRole('combobox', { name: 'Language' }).selectOption('en_US');
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('Hello *{{1}}*, your order has left our shop and arrives soon.');
  if (!scripts) await page.getByRole('button', { name: 'Save and show' }).click();
  await page.getByRole('textbox', { name: 'Example for {{1}}' }).fill('Ana');
  if (!scripts) await page.getByRole('button', { name: 'Save and show' }).click();
  await expect(preview(page)).toContainText('Hello Ana, your order');
  await expect(preview(page).locator('.bubble b')).toContainText('Ana');
  await expectAccessible();

  await page.getByRole('button', { name: /^Send for review/ }).click();
  await expect(page.getByText('The template is with Meta for review.')).toBeVisible();
  await expect(page).toHaveTitle('order_update · English (US) · Partner Hub');
  await control(hub, 'templates/settle', {});
  if (scripts) await expect(page.getByRole('term').filter({ hasText: 'Status' }).locator('..')).toContainText('Active');
});

test('what Meta would refuse is named beside its field', async ({ page, hub, partner, open, expectAccessible, javaScriptEnabled }) => {
  await openEditor(page, hub, partner, open);
  if (javaScriptEnabled !== false) await hydrated(page);
  await page.getByRole('textbox', { name: 'Name' }).fill('Order Update');
  await page.getByRole('button', { name: /^Send for review/ }).click();
  await expect(page.getByRole('heading', { name: 'Meta refuses it until this is changed' })).toBeVisible();
  await expect(page.locator('#name-error, [id$="name-error"]').first()).toContainText('small letters');
  await expectAccessible();
});

test('a draft is there again, and can be thrown away', async ({ page, hub, partner, open, javaScriptEnabled }) => {
  await openEditor(page, hub, partner, open);
  const scripts = javaScriptEnabled !== false;
  if (scripts) await hydrated(page);
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('Nothing of this is lost');
  if (scripts) await expect(page.getByText('Saved').first()).toBeVisible();
  else await page.getByRole('button', { name: 'Save and show' }).click();
  // Without scripts a click is over before the form has arrived; only its answer shows the text in the preview.
  await expect(preview(page)).toContainText('Nothing of this is lost');
  await page.reload();
  if (scripts) await hydrated(page);
  await expect(page.getByRole('textbox', { name: 'Text', exact: true })).toHaveValue('Nothing of this is lost');
  await page.locator('summary').filter({ hasText: 'Discard draft' }).click();
  await page.getByRole('button', { name: 'Discard it for good' }).click();
  await expect(page.getByText('The draft is thrown away.')).toBeVisible();
});
