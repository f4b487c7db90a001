import { expect, test } from '../support/fixtures.ts';
import { openNumber } from '../support/numbers.ts';
import { connectAccount } from '../support/partner.ts';
import { control } from '../support/simulator.ts';

// A picture of one pixel.
const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

test('a sample goes through to Meta, and is seen where it is written and where it is sent', async ({ page, hub, partner, open, expectAccessible }) => {
  await connectAccount(hub, partner, 'Picture Foods', 1);
  await open('/numbers');
  await openNumber(page, 'Picture Foods');
  await open(`${page.url()}/templates`);
  await page.getByRole('button', { name: 'Add template' }).click();
  await page.getByRole('button', { name: /^Text with an image/ }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('menu_of_today');
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('This is what we cook for you today.');
  const preview = page.getByRole('complementary', { name: 'Preview' });

  await page.getByLabel('Sample: image').setInputFiles({ name: 'menu.txt', mimeType: 'text/plain', buffer: picture });
  await expect(page.getByText('This file is of another type. Choose JPEG or PNG')).toBeVisible();
  await page.getByLabel('Sample: image').setInputFiles({ name: 'menu.png', mimeType: 'image/png', buffer: picture });
  await expect(page.getByText('A sample is uploaded.')).toBeVisible();
  await expect(preview.locator('img')).toHaveJSProperty('naturalWidth', 1);
  await expectAccessible();

  await page.getByRole('button', { name: /^Send for review/ }).click();
  await expect(page.getByText('The template is with Meta for review.')).toBeVisible();
  await expect(preview.locator('img')).toHaveJSProperty('naturalWidth', 1);
  await control(hub, 'templates/settle', {});
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(page).toHaveTitle('Copy template · Partner Hub');
  await expect(preview.locator('img')).toHaveJSProperty('naturalWidth', 1);
});

test.describe('many accounts', () => {
  test.use({ role: 'owner' });

  test('accounts to copy to are searched, and ticked together', async ({ page, open, expectAccessible }) => {
    await open('/templates?q=appointment_reminder');
    await page.getByRole('link', { name: 'appointment_reminder' }).first().click();
    await page.getByRole('link', { name: 'Copy to accounts' }).click();
    const rows = page.getByRole('main').getByRole('checkbox');
    const search = page.getByRole('searchbox', { name: 'Search accounts' });
    await search.fill('kessler');
    await expect(rows).toHaveCount(2);
    await page.getByRole('button', { name: 'Choose all shown' }).click();
    await expectAccessible();
    await search.fill('');
    await expect(page.getByRole('main').locator('input[type=checkbox]:checked')).toHaveCount(2);
    await expect(rows.nth(2)).toBeVisible();
  });
});
