import { expect, test } from '../support/fixtures.ts';

test.describe('sign-in page', () => {
  test('is complete and accessible', async ({ page, open, expectAccessible }) => {
    await open('/sign-in');
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await expectAccessible();
  });
});

test.describe('signed in', () => {
  test.use({ role: 'owner' });

  test('the first page is the list of numbers', async ({ page, open, expectAccessible }) => {
    await open('/');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('WhatsApp Accounts');
    await expectAccessible();
  });
});
