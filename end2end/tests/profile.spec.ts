import { expect, test } from '../support/fixtures.ts';
import { openNumber } from '../support/numbers.ts';
import { connectAccount } from '../support/partner.ts';
import { png } from '../support/png.ts';

const file = (width: number, height: number) => ({ name: 'logo.png', mimeType: 'image/png', buffer: png(width, height) });

test('a profile is written, looked over and saved', async ({ page, hub, partner, open, expectAccessible, javaScriptEnabled }) => {
  await connectAccount(hub, partner, 'Harbour Tea', 1);
  await open('/numbers');
  await openNumber(page, 'Harbour Tea');
  await open(`${page.url()}/profile`);
  await expect(page).toHaveTitle(/^Profile ·/);
  await expectAccessible();

  const phone = page.getByRole('group', { name: 'The profile as a phone shows it' });
  await expect(phone).toContainText('Hey there! I am using WhatsApp.');
  await page.getByLabel('About', { exact: true }).fill('Open till six');
  await page.getByLabel('Description', { exact: true }).fill('Tea from everywhere,\nbrewed by the harbour.');
  await page.getByLabel('Category', { exact: true }).selectOption({ label: 'Restaurant' });
  await page.getByLabel('E-mail', { exact: true }).fill('nobody');
  const changes = page.getByRole('region', { name: 'What changes' });
  if (javaScriptEnabled !== false) {
    await expect(phone).toContainText('Open till six');
    await expect(changes).toContainText('brewed by the harbour');
    await expect(page.getByText('13 of 139')).toBeVisible();
  }
  await page.getByRole('button', { name: 'Review changes' }).click();
  await expect(page.getByText('Meta would refuse what is marked below.')).toBeVisible();
  await expect(page.getByText('Enter an e-mail address such as name@example.com.')).toBeVisible();
  await expect(page.getByLabel('About', { exact: true })).toHaveValue('Open till six');
  await expectAccessible();

  await page.getByLabel('E-mail', { exact: true }).fill('hello@harbour-tea.example');
  await page.getByRole('button', { name: 'Review changes' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Save the profile of/);
  await expect(page.getByRole('main')).toContainText('hello@harbour-tea.example');
  await expectAccessible();
  await page.getByRole('button', { name: 'Save profile' }).click();
  await expect(page.getByText('The profile is saved.')).toBeVisible();
  await expect(phone).toContainText('brewed by the harbour');
  await expect(phone).toContainText('Restaurant');
  await expect(changes).toContainText('Nothing yet.');
});

test('a picture becomes a square and is saved', async ({ page, hub, partner, open, expectAccessible, javaScriptEnabled }) => {
  await connectAccount(hub, partner, 'Square Pictures', 1);
  await open('/numbers');
  await openNumber(page, 'Square Pictures');
  await open(`${page.url()}/profile`);
  await page.getByLabel('About', { exact: true }).fill('Kept on the way');
  await page.getByRole('button', { name: 'Change picture' }).click();
  await expect(page).toHaveTitle('Profile picture · Partner Hub');
  await expectAccessible();

  const choose = page.getByLabel('File', { exact: true });
  if (javaScriptEnabled === false) {
    await choose.setInputFiles(file(640, 480));
    await page.getByRole('button', { name: 'Use this picture' }).click();
    await expect(page.getByText('The picture is not a square.')).toBeVisible();
    await choose.setInputFiles(file(640, 640));
  } else {
    await page.locator('html[data-hydrated]').waitFor({ state: 'attached' });
    await choose.setInputFiles(file(100, 100));
    await expect(page.getByText('The picture has fewer than 192 points')).toBeVisible();
    await choose.setInputFiles(file(900, 640));
    await page.getByLabel('Zoom').fill('150');
    await page.getByLabel('Left to right').fill('0');
    await expectAccessible();
  }
  await page.getByRole('button', { name: 'Use this picture' }).click();
  await expect(page.getByText('The new picture is kept.')).toBeVisible();
  const picture = page.getByRole('img', { name: 'Profile picture' });
  await expect(picture).toHaveJSProperty('naturalWidth', 640);
  await expect(picture).toHaveJSProperty('naturalHeight', 640);
  await expect(page.getByLabel('About', { exact: true })).toHaveValue('Kept on the way');

  await page.getByRole('button', { name: 'Review changes' }).click();
  await expect(page.getByRole('img', { name: 'The new picture' })).toHaveJSProperty('naturalWidth', 640);
  await page.getByRole('button', { name: 'Save profile' }).click();
  await expect(page.getByText('The profile is saved.')).toBeVisible();
  await expect(picture).toHaveJSProperty('naturalWidth', 640);
});

test('what was written is thrown away after a question', async ({ page, hub, partner, open }) => {
  await connectAccount(hub, partner, 'Second Thoughts', 1);
  await open('/numbers');
  await openNumber(page, 'Second Thoughts');
  await open(`${page.url()}/profile`);
  await page.getByLabel('About', { exact: true }).fill('A first thought');
  await page.getByRole('button', { name: 'Review changes' }).click();
  await page.getByRole('link', { name: 'Go on writing' }).click();
  await expect(page.getByLabel('About', { exact: true })).toHaveValue('A first thought');
  await page.getByText('Discard changes').click();
  await page.getByRole('button', { name: 'Discard them for good' }).click();
  await expect(page.getByText('Your changes are thrown away.')).toBeVisible();
  await expect(page.getByLabel('About', { exact: true })).toHaveValue('Hey there! I am using WhatsApp.');
});

test('the partner sees what is shown of the catalog', async ({ page, hub, partner, open, expectAccessible }) => {
  await connectAccount(hub, partner, 'Catalog Foods', 1);
  await open('/numbers');
  await openNumber(page, 'Catalog Foods');
  await open(`${page.url()}/catalog`);
  await expect(page).toHaveTitle(/^Catalog ·/);
  await expect(page.getByText('The client decides what is shown of its catalog')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Catalog' }).getByRole('definition')).toHaveText(['Hidden', 'On']);
  await expectAccessible();
});

test.describe('the client', () => {
  test.use({ role: 'client' });

  test('has switches for its catalog', async ({ page, open, expectAccessible }) => {
    await open('/numbers');
    await page.getByRole('main').getByRole('heading', { level: 2 }).getByRole('link').first().click();
    await expect(page).toHaveURL(/\/numbers\/[^/?]+$/);
    await open(`${page.url()}/catalog`);
    await expect(page.getByRole('switch', { name: /^Show the catalog/ })).toBeVisible();
    await expect(page.getByRole('switch', { name: /^Cart/ })).toBeVisible();
    await expectAccessible();
  });
});
