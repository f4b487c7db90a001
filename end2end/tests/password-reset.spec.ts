import { expect, test } from '../support/fixtures.ts';
import { linkFromMail } from '../support/mail.ts';
import { makePartner } from '../support/partner.ts';
import { enterPassword } from '../support/session.ts';

test('a forgotten password is replaced by a link from a mail, once', async ({ page, hub, open }) => {
  const { owner } = await makePartner(hub);
  await open('/sign-in');
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await page.getByLabel('E-mail').fill(owner.email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Look into your mail');

  const link = await linkFromMail(hub, owner.email, '/reset-password');
  await open(link);
  await expect(page.getByText(`For ${owner.email}`)).toBeVisible();
  await page.getByRole('textbox', { name: 'New password' }).fill('short');
  await page.getByRole('button', { name: 'Set the password' }).click();
  await expect(page.getByRole('textbox', { name: 'New password' })).toHaveAttribute('aria-invalid', 'true');
  await page.getByRole('textbox', { name: 'New password' }).fill('four words in a row');
  await page.getByRole('button', { name: 'Set the password' }).click();
  await expect(page.getByRole('status')).toHaveText('Your new password is set. Sign in with it to continue.');
  await enterPassword(page, owner.email, 'four words in a row');
  await expect(page).toHaveURL('/numbers');
});

test.describe('a link that was used', () => {
  test.use({ expectedComplaints: [/status of 404/] });

  test('says so', async ({ page, open }) => {
    await open('/reset-password/this-was-never-a-link');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link no longer works');
    await expect(page.getByRole('link', { name: 'Ask for a new link' })).toBeVisible();
  });
});

test('an unknown address gets the same answer', async ({ page, open }) => {
  await open('/forgot-password');
  await page.getByLabel('E-mail').fill('nobody-at-all@people.example');
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Look into your mail');
});
