import { expect, type Page } from '@playwright/test';
import { accounts, password, type Role } from './accounts.ts';

/** Signs in through the form, as a person does, with or without JavaScript. */
export async function signIn(page: Page, role: Role): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(accounts[role].email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}
