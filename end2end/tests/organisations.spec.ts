import { expect, test } from '../support/fixtures.ts';
import { addPerson, makePartner } from '../support/partner.ts';

test('a person of two organisations goes from one to the other', async ({ page, hub, partner, open }) => {
  const second = await makePartner(hub);
  await addPerson(hub, second.id, 'member', partner.owner.name, partner.owner.email);
  await open('/numbers');
  await page.locator('.org-switch > summary').click();
  await page.getByRole('link', { name: 'Switch organisation' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Switch organisation');
  const list = page.getByRole('region', { name: 'Your organisations' });
  await expect(list.getByRole('listitem').filter({ hasText: partner.name })).toContainText('Open');
  await page.getByRole('button', { name: `Switch to ${second.name}` }).click();
  await expect(page).toHaveURL('/numbers');
  await expect(page.locator('.org-switch')).toContainText(second.name);
  await page.goto('/settings/organisation');
  await expect(page.getByText(second.id, { exact: true })).toBeVisible();
});
