import { expect, test } from '../support/fixtures.ts';
import { card, openNumber } from '../support/numbers.ts';
import { connectAccount } from '../support/partner.ts';

test.describe('the demo', () => {
  test.use({ role: 'owner' });

  test('a card opens the overview of its number', async ({ page, open }) => {
    await open('/numbers?q=lumen');
    await openNumber(page, 'Lumen Dental Recall');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('+1 989 555 0119');
    await expect(page).toHaveTitle('Overview · +1 989 555 0119 · Partner Hub');
    await expect(page.getByText('Recipients have blocked or reported many messages.')).toBeVisible();
    const todo = page.getByRole('region', { name: 'What to do' });
    await expect(todo.getByRole('listitem').filter({ hasText: 'Improve the quality rating' })).toContainText('Partner (you) must act');
    await expect(page.getByRole('region', { name: 'Facts' }).getByRole('definition')).toHaveText(['Low', '2K / day', 'Shared']);
    await expect(page.getByRole('region', { name: 'Sync with Meta' })).toContainText('Last complete sync');
    await page.getByRole('navigation', { name: 'Pages of this number' }).getByRole('link', { name: 'Details' }).click();
    await expect(page).toHaveURL(/\/details$/);
  });

  test('the details have every fact', async ({ page, open }) => {
    await open('/numbers?q=25001');
    await card(page, 'Bäckerei Kessler').getByRole('link', { name: 'Show details' }).click();
    await expect(page).toHaveTitle('Details · +49 30 23125001 · Partner Hub');
    const facts: [section: string, term: string, value: string | RegExp][] = [
      ['WhatsApp Channel', 'Phone number', '+49 30 23125001'],
      ['WhatsApp Channel', 'WhatsApp display name', 'Bäckerei Kessler'],
      ['WhatsApp Channel', 'Messaging limit', '100K / day'],
      ['WhatsApp Channel', 'Quality rating', 'High'],
      ['WhatsApp Channel', 'Hosting platform type', 'Cloud API'],
      ['WhatsApp Channel', 'Partner API Key Permission', 'Shared'],
      ['WhatsApp Business Account', 'WhatsApp Business Account name', 'Kessler Filialen'],
      ['WhatsApp Business Account', 'WhatsApp Business Account type', 'Shared'],
      ['WhatsApp Business Account', 'Timezone ID', /47.*Europe\/Berlin/s],
      ['WhatsApp Business Account', 'Facebook Business Manager ID', /\d{10,}/],
      ['WhatsApp Business Account', 'WhatsApp Business Account ID', '102290129340398'],
      ['WhatsApp Business Account', 'Namespace', /\w{8}/],
      ['Activation statuses', 'Message on behalf', 'Not needed'],
      ['Activation statuses', 'Meta business verification', 'Verified'],
      ['Activation statuses', 'Number registration', 'Registered'],
      ['Client', 'Legal name', 'Kessler & Söhne Backwaren GmbH'],
      ['Client', 'Contact e-mail', 'digital@kessler-backwaren.example'],
    ];
    for (const [section, term, value] of facts) {
      const row = page.getByRole('region', { name: section, exact: true }).locator('dl > div').filter({ has: page.getByRole('term').filter({ hasText: term }) });
      await expect(row.getByRole('definition').first(), term).toContainText(value);
    }
    await expect(page.getByRole('region', { name: 'History of changes' })).toBeVisible();
  });

  test('a term is explained by a click and by the keyboard', async ({ page, open }) => {
    await open('/numbers?q=25001');
    await card(page, 'Bäckerei Kessler').getByRole('link', { name: 'Show details' }).click();
    const question = page.getByRole('button', { name: 'What is the namespace?' });
    const answer = page.getByText("The prefix under which Meta keeps the account's templates.");
    await expect(answer).toBeHidden();
    await question.click();
    await expect(answer).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(answer).toBeHidden();
    await question.focus();
    await page.keyboard.press('Enter');
    await expect(answer).toBeVisible();
  });
});

test.describe('too soon', () => {
  test.use({ expectedComplaints: [/status of 409/] });

  test('Meta is not asked twice within a minute', async ({ page, hub, partner, open }) => {
    await connectAccount(hub, partner, 'Fresh Fish', 1);
    await open('/numbers');
    await openNumber(page, 'Fresh Fish');
    const sync = page.getByRole('region', { name: 'Sync with Meta' });
    await sync.getByRole('button', { name: 'Sync now' }).click();
    await expect(sync.getByRole('status')).toContainText('less than a minute ago');
  });
});
