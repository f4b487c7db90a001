import { deflateSync } from 'node:zlib';
import { expect, test } from '../support/fixtures.ts';

/** A picture of one colour. */
function png(width: number, height: number): Buffer {
  const table = Array.from({ length: 256 }, (_, n) => {
    let value = n;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    return value >>> 0;
  });
  const crc = (bytes: Buffer) => (bytes.reduce((sum, byte) => (table[(sum ^ byte) & 255] ?? 0) ^ (sum >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;
  const chunk = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const around = Buffer.alloc(8);
    around.writeUInt32BE(data.length, 0);
    around.writeUInt32BE(crc(body), 4);
    return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const rows = Buffer.alloc((width * 3 + 1) * height, 0x55).map((byte, at) => (at % (width * 3 + 1) === 0 ? 0 : byte));
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

test('an owner uploads a logo, clients see it, and it is removed', async ({ page, browser, hub, partner, open, expectAccessible, javaScriptEnabled }) => {
  await open('/settings/organisation');
  const card = page.getByRole('region', { name: 'Logo' });
  await card.getByLabel('File').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: png(120, 60) });
  await card.getByRole('button', { name: 'Use this logo' }).click();
  await expect(page.getByText('Your clients see the logo from now on.')).toBeVisible();
  await expect(card.getByRole('img', { name: `The logo of ${partner.name}` })).toHaveJSProperty('naturalWidth', 120);
  await expectAccessible();

  const context = await browser.newContext({ baseURL: hub.url, javaScriptEnabled });
  const client = await context.newPage();
  await client.goto(`/onboarding/${partner.id}`);
  await expect(client.locator('.brand img')).toHaveJSProperty('naturalWidth', 120);
  await expectAccessible(client);
  await context.close();

  await card.getByText('Remove the logo').click();
  await card.getByRole('button', { name: 'Remove it' }).click();
  await expect(page.getByText('The logo is removed.')).toBeVisible();
  await expect(card.getByRole('img')).toHaveCount(0);
});
