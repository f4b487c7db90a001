import { expect, test } from '../support/fixtures.ts';
import { card, cards, choose, numbersOf, rows, searchFor, unfold } from '../support/numbers.ts';
import { connectAccount } from '../support/partner.ts';

test.describe('the demo', () => {
  test.use({ role: 'owner' });

  test('a card says who, how it is and who has to act', async ({ page, open }) => {
    await open('/');
    await expect(page).toHaveURL('/numbers');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('WhatsApp Accounts');
    const recall = card(page, 'Lumen Dental Recall');
    await expect(recall.getByRole('heading', { level: 2 })).toHaveText('+1 989 555 0119');
    await expect(recall).toContainText('Lumen Dental Group');
    await expect(recall).toContainText('Flagged');
    await expect(recall.getByRole('definition')).toHaveText(['Low', '2K / day', 'Shared']);
    await expect(recall.getByRole('listitem').filter({ hasText: 'Improve the quality rating' })).toContainText('Partner');
    await expect(recall.getByRole('link', { name: 'Show details' })).toBeVisible();
  });

  const searches: [what: string, text: string, found: string[]][] = [
    ['the beginning of a number', '+49 30', ['Bäckerei Kessler', 'Kessler Vorbestellung']],
    ['the last digits', '25002', ['Kessler Vorbestellung']],
    ['a name without its marks', 'brulerie', ['Brûlerie Montfaucon', 'Montfaucon Livraison']],
    ['the id of an account', '102290129340398', ['Bäckerei Kessler', 'Kessler Vorbestellung', 'Kessler München']],
    ['a word in another script', 'νεμος', []],
    ['a name in another script', 'さくら', ['さくら書店', 'さくら古書']],
  ];
  for (const [what, text, found] of searches) {
    test(`${what} finds ${found.length} numbers`, async ({ page, open }) => {
      await open('/numbers');
      await searchFor(page, text);
      await expect(cards(page)).toHaveCount(found.length);
      for (const name of found) await expect(card(page, name).first()).toBeVisible();
      await page.reload();
      await expect(cards(page)).toHaveCount(found.length);
      await expect(page.getByRole('searchbox', { name: 'Search' })).toHaveValue(text);
    });
  }

  test('a search without a hit says how numbers are found', async ({ page, open }) => {
    await open('/numbers');
    await searchFor(page, 'nobody-has-this-name');
    await expect(page.getByRole('heading', { name: 'No number matches' })).toBeVisible();
    await page.getByRole('link', { name: 'Show all numbers' }).click();
    await expect(page).toHaveURL('/numbers');
    await expect(card(page, 'Kessler München')).toBeVisible();
  });

  const filters: [filter: string, value: string, inTheUrl: string, shown: string, hidden: string][] = [
    ['Status', 'Banned', 'state=banned', 'ดอยหลวง โรงคั่ว', 'Kessler München'],
    ['Quality', 'Medium', 'quality=YELLOW', 'Kessler Vorbestellung', 'Kessler München'],
    ['Limit', '10K / day', 'limit=TIER_10K', 'Harbour Lane Events', 'Kessler München'],
    ['Permission', 'Missing', 'permission=missing', 'Montfaucon Livraison', 'Kessler München'],
    ['Payment', 'Client (direct)', 'payment=direct', 'Harbour Lane Events', 'Kessler München'],
    ['Account type', 'OBO', 'type=obo', 'Слънчоглед Кетъринг', 'Kessler München'],
    ['Action needed', 'Partner', 'action=partner', 'Lumen Dental Recall', 'Kessler München'],
  ];
  for (const [filter, value, inTheUrl, shown, hidden] of filters) {
    test(`${filter} can be narrowed to ${value}`, async ({ page, open }) => {
      await open('/numbers');
      await choose(page, filter, value);
      await expect(page).toHaveURL(`/numbers?${inTheUrl}`);
      await expect(card(page, shown).first()).toBeVisible();
      await expect(card(page, hidden)).toHaveCount(0);
      await page.reload();
      await expect(card(page, shown).first()).toBeVisible();
      await expect(card(page, hidden)).toHaveCount(0);
      await page.getByRole('link', { name: 'Clear filters' }).click();
      await expect(card(page, hidden)).toBeVisible();
    });
  }

  test('ended accounts have a view of their own', async ({ page, open }) => {
    await open('/numbers');
    await choose(page, 'Show', 'Ended');
    await expect(page).toHaveURL('/numbers?shown=ended');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ended accounts');
    await expect(page).toHaveTitle('Ended accounts · Partner Hub');
    await expect(card(page, 'Kessler München')).toHaveCount(0);
  });

  test('an order and its reverse', async ({ page, open }) => {
    await open('/numbers');
    await choose(page, 'Sort', 'Number');
    await expect(page).toHaveURL('/numbers?sort=number');
    await expect(cards(page).first()).toContainText('+1 989');
    const upwards = await numbersOf(page);
    await choose(page, 'Sort', 'Number, descending');
    await expect(page).toHaveURL('/numbers?sort=-number');
    await expect.poll(() => numbersOf(page)).toEqual(upwards.toReversed());
    await page.reload();
    expect(await numbersOf(page)).toEqual(upwards.toReversed());
  });

  test('a value that is not known is named and left out', async ({ page, open }) => {
    await open('/numbers?state=flying&quality=RED');
    await expect(page.getByRole('alert')).toHaveText('The address asks for state=flying, which is not known here and was left out.');
    await expect(card(page, 'Lumen Dental Recall')).toBeVisible();
    await expect(card(page, 'Kessler München')).toHaveCount(0);
  });
});

test('the compressed list is remembered', async ({ page, hub, partner, open }) => {
  await connectAccount(hub, partner, 'Three numbers', 3);
  await open('/numbers?sort=number');
  await expect(cards(page)).toHaveCount(3);
  const settings = await unfold(page.getByRole('main'), 'View settings');
  await expect(settings.getByRole('switch')).toHaveAttribute('aria-checked', 'false');
  await settings.getByRole('switch', { name: 'Compressed list view' }).click();
  await expect(rows(page)).toHaveCount(3);
  await expect(cards(page)).toHaveCount(0);
  await expect(page).toHaveURL('/numbers?sort=number');
  const reloaded = await page.reload();
  expect(await reloaded?.text()).toContain('class="scroll accts"');
  await expect(rows(page)).toHaveCount(3);

  const again = await unfold(page.getByRole('main'), 'View settings');
  await again.getByRole('switch', { name: 'Compressed list view' }).click();
  await expect(cards(page)).toHaveCount(3);
});

test('a partner without accounts is told how to begin', async ({ page, partner, open }) => {
  expect(partner.id).not.toBe('');
  await open('/numbers');
  await expect(page.getByRole('heading', { name: 'No numbers yet' })).toBeVisible();
});

test('pages lead forward and back, and stand in the address', async ({ page, hub, partner, open }) => {
  await connectAccount(hub, partner, 'Many numbers', 120);
  await open('/numbers?sort=number');
  const pages = page.getByRole('navigation', { name: 'Pages' });
  const first = await numbersOf(page);
  expect(first).toHaveLength(50);
  await expect(pages.getByRole('link', { name: 'Previous' })).toHaveCount(0);

  await pages.getByRole('link', { name: 'Next' }).click();
  await expect(page).toHaveURL(/after=/);
  await expect(card(page, first[0] ?? '')).toHaveCount(0);
  const second = await numbersOf(page);
  expect(second).toHaveLength(50);
  await page.reload();
  expect(await numbersOf(page)).toEqual(second);

  await pages.getByRole('link', { name: 'Next' }).click();
  await expect(cards(page)).toHaveCount(20);
  await expect(pages.getByRole('link', { name: 'Next' })).toHaveCount(0);
  const third = await numbersOf(page);
  expect(new Set([...first, ...second, ...third]).size).toBe(120);

  await pages.getByRole('link', { name: 'Previous' }).click();
  await expect(page).toHaveURL(/before=/);
  await expect.poll(() => numbersOf(page)).toEqual(second);
  await pages.getByRole('link', { name: 'Previous' }).click();
  await expect.poll(() => numbersOf(page)).toEqual(first);
});
