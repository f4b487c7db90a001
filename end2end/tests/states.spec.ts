import { expect, test } from '../support/fixtures.ts';
import { linkFromMail } from '../support/mail.ts';
import { card, rows, unfold } from '../support/numbers.ts';
import { connectAccount, unique } from '../support/partner.ts';

test('the compressed list is accessible and fits 320 px', async ({ page, hub, partner, open, expectAccessible }) => {
  await connectAccount(hub, partner, 'Rows and Rows', 3);
  await open('/settings');
  await page.getByLabel('WhatsApp Accounts').selectOption('Compressed list');
  await page.getByRole('button', { name: 'Save profile' }).click();
  await expect(page.getByText('Your profile is saved.')).toBeVisible();
  await open('/numbers');
  await expect(rows(page)).toHaveCount(3);
  await expectAccessible();
  await page.setViewportSize({ width: 320, height: 700 });
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

test('open menus and filters are accessible', async ({ page, hub, partner, open, expectAccessible }) => {
  await connectAccount(hub, partner, 'Menu and Sons', 1);
  await open('/numbers');
  await unfold(card(page, 'Menu and Sons'), 'Manage account');
  await expectAccessible();
  await open('/numbers?quality=GREEN');
  await unfold(page.getByRole('group', { name: 'Filters' }), /^Status/);
  await expectAccessible();
});

test('setting up two-factor sign-in is accessible', async ({ page, partner, open, expectAccessible }) => {
  expect(partner.id).not.toBe('');
  await open('/settings/security');
  await page.getByRole('button', { name: 'Set up two-factor sign-in' }).click();
  await expect(page.getByRole('button', { name: 'Turn on two-factor sign-in' })).toBeVisible();
  await expectAccessible();
});

test('an invitation and a removal are accessible', async ({ page, hub, partner, open, expectAccessible }) => {
  const email = `${unique()}@people.example`;
  await open('/settings/users');
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Send invitation' }).click();
  await expect(page.getByRole('heading', { name: 'The invitation is on its way' })).toBeVisible();
  await expectAccessible();
  await page.getByLabel(`Manage ${partner.owner.name}`).click();
  await page.getByRole('link', { name: 'Leave the organisation' }).click();
  await expect(page).toHaveTitle('Remove user · Partner Hub');
  await expectAccessible();

  await page.context().clearCookies();
  await open(await linkFromMail(hub, email, '/invitation'));
  await expect(page).toHaveTitle('Invitation · Partner Hub');
  await expectAccessible();
});
