import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';
import { openNumber, unfold } from '../support/numbers.ts';
import { connectAccount, type Account, type Partner } from '../support/partner.ts';
import { control } from '../support/simulator.ts';
import type { Stack } from '../support/stack.ts';

interface Words {
  name: string;
  language?: string;
  category?: string;
  status?: string;
  rejected_reason?: string;
  body: string;
}

/** A template that is at Meta already, with its id there. */
async function atMeta(hub: Stack, account: Account, { body, ...words }: Words): Promise<string> {
  const components = [{ type: 'BODY', text: body }];
  const made = await control<{ template_ids: string[] }>(hub, `wabas/${account.waba_id}/templates`, { ...words, components });
  return made.template_ids[0] ?? '';
}

/** The templates of the account, read from Meta. */
async function openTemplates(page: Page, hub: Stack, partner: Partner, open: (path: string) => Promise<void>, templates: Words[]): Promise<Account> {
  const account = await connectAccount(hub, partner, 'Template Foods', 1);
  for (const words of templates) await atMeta(hub, account, words);
  await open('/numbers');
  await openNumber(page, 'Template Foods');
  await open(`${page.url()}/templates`);
  await page.getByRole('button', { name: 'Sync with Meta' }).click();
  await expect(page.getByText(/Read from Meta/).first()).toBeVisible();
  return account;
}

const group = (page: Page, name: string) => page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });

test('templates stand by name with their languages, and are found by name and text', async ({ page, hub, partner, open, expectAccessible }) => {
  await openTemplates(page, hub, partner, open, [
    { name: 'order_update', body: 'Your order is on its way' },
    { name: 'order_update', language: 'ar', body: 'طلبك في الطريق' },
    { name: 'spring_sale', category: 'MARKETING', status: 'REJECTED', rejected_reason: 'SCAM', body: 'You have won' },
  ]);
  await expect(group(page, 'order_update').getByRole('link')).toHaveText(['order_update', /Arabic/, /English \(US\)/]);
  await expect(group(page, 'spring_sale')).toContainText('The text looks like fraud to Meta.');
  await expectAccessible();

  const search = page.getByRole('searchbox', { name: 'Search templates' });
  await search.fill('on its way');
  await search.press('Enter');
  await expect(page).toHaveURL(/q=on/);
  await expect(group(page, 'spring_sale')).toHaveCount(0);
  await expect(group(page, 'order_update')).toHaveCount(1);
  await page.getByRole('link', { name: 'Clear filters' }).click();
  const menu = await unfold(page.getByRole('group', { name: 'Filters' }), /^Status/);
  await menu.getByRole('link', { name: 'Rejected' }).click();
  await expect(group(page, 'order_update')).toHaveCount(0);
  await expect(group(page, 'spring_sale')).toHaveCount(1);
});

test('one template shows how it looks, what can be done, and what happened', async ({ page, hub, partner, open, expectAccessible }) => {
  await openTemplates(page, hub, partner, open, [{ name: 'welcome', body: 'Hello *you*, good to see you here' }]);
  await group(page, 'welcome').getByRole('heading').getByRole('link').click();
  await expect(page).toHaveTitle('welcome · English (US) · Partner Hub');
  await expect(page.getByRole('complementary', { name: 'Preview' })).toContainText('good to see you here');
  await expect(page.getByRole('complementary', { name: 'Preview' }).locator('.bubble b')).toHaveText('you');
  await expect(page.getByRole('region', { name: 'History' })).toContainText('Found at Meta');
  await expectAccessible();
});

test('a template is deleted when its name is typed', async ({ page, hub, partner, open, expectAccessible }) => {
  await openTemplates(page, hub, partner, open, [{ name: 'welcome', body: 'Hello out there' }]);
  await group(page, 'welcome').getByRole('heading').getByRole('link').click();
  await page.getByRole('link', { name: 'Delete template' }).click();
  await expect(page.getByText('cannot be used again for 30 days')).toBeVisible();
  await expectAccessible();
  await page.getByRole('textbox', { name: /^Type welcome/ }).fill('welcom');
  await page.getByRole('button', { name: 'Delete template' }).click();
  await expect(page.getByText('Type the name of the template: welcome')).toBeVisible();
  await page.getByRole('textbox', { name: /^Type welcome/ }).fill('welcome');
  await page.getByRole('button', { name: 'Delete template' }).click();
  await expect(page.getByText('The template is deleted at Meta.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No templates yet' })).toBeVisible();
});

test('a copy goes to other accounts, with a result for each', async ({ page, hub, partner, open, expectAccessible }) => {
  await openTemplates(page, hub, partner, open, [{ name: 'welcome', body: 'Hello out there' }]);
  await connectAccount(hub, partner, 'Second Foods', 1);
  await group(page, 'welcome').getByRole('heading').getByRole('link').click();
  await page.getByRole('link', { name: 'Copy to accounts' }).click();
  await expectAccessible();
  await page.getByRole('checkbox', { name: /Second Foods/ }).check();
  await page.getByRole('button', { name: 'Copy template' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Second Foods' })).toContainText('Sent for review');
});

test('a test message is sent to a phone', async ({ page, hub, partner, open, expectAccessible }) => {
  await openTemplates(page, hub, partner, open, [{ name: 'welcome', body: 'Hello out there' }]);
  await group(page, 'welcome').getByRole('heading').getByRole('link').click();
  await page.getByRole('link', { name: 'Send test message' }).click();
  await expectAccessible();
  await page.getByRole('textbox', { name: 'Your phone' }).fill('+49 30 901820');
  await page.getByRole('button', { name: 'Send test message' }).click();
  await expect(page.getByText('Meta has taken the test message.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'History' })).toContainText('Meta has answered: accepted, wamid.');
});

test('a paused template says why, and runs again from its page', async ({ page, hub, partner, open, expectAccessible }) => {
  await openTemplates(page, hub, partner, open, [{ name: 'welcome', status: 'PAUSED', body: 'Hello out there' }]);
  await group(page, 'welcome').getByRole('heading').getByRole('link').click();
  await expect(page.getByText(/^Meta has paused it for some hours/)).toBeVisible();
  await expectAccessible();
  await page.getByRole('button', { name: 'Unpause' }).click();
  await expect(page.getByText('Meta has ended the pause')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Unpause' })).toHaveCount(0);
});
