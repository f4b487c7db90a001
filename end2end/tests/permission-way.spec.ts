import { expect, test } from '../support/fixtures.ts';
import { card, unfold } from '../support/numbers.ts';

test.use({ role: 'owner' });

const states = [
  ['Kessler München', 'Shared'],
  ['Montfaucon Livraison', 'Missing'],
] as const;
for (const [name, state] of states) {
  test(`Manage account, Details, WhatsApp Channel, Partner API Key Permission: ${state}`, async ({ page, open }) => {
    await open('/numbers');
    const menu = await unfold(card(page, name), 'Manage account');
    await menu.getByRole('link', { name: 'Details', exact: true }).click();
    await expect(page).toHaveURL(/\/numbers\/[^/]+\/details$/);
    const section = page.getByRole('region', { name: 'WhatsApp Channel' });
    await expect(section.getByRole('heading', { name: 'WhatsApp Channel', exact: true })).toBeVisible();
    const row = section.locator('dl > div').filter({ hasText: 'Partner API Key Permission' });
    await expect(row.getByRole('definition')).toContainText(state);
  });
}
