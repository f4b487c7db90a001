import { createHmac } from 'node:crypto';
import { unique, type Account } from './partner.ts';
import { appSecret, type Stack } from './stack.ts';

/** A message that was delivered. */
export interface Delivered {
  /** Whom it went to, in digits. */
  to: string;
  category: string;
}

/** Reports that the first number of an account has delivered messages just now, as Meta does. */
export async function reportDelivered(hub: Stack, account: Account, messages: Delivered[]): Promise<void> {
  const statuses = messages.map(({ to, category }) => ({
    id: `wamid.${unique()}${unique()}`,
    status: 'delivered',
    timestamp: String(Math.floor(Date.now() / 1000)),
    recipient_id: to,
    pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category },
  }));
  const value = { messaging_product: 'whatsapp', metadata: { display_phone_number: '12015550100', phone_number_id: account.number_ids[0] }, statuses };
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: account.waba_id, changes: [{ field: 'messages', value }] }] });
  const signature = createHmac('sha256', appSecret).update(body).digest('hex');
  const answer = await fetch(`${hub.url}/webhooks/whatsapp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
    body,
  });
  if (!answer.ok) throw new Error(`the hub refused a webhook: ${await answer.text()}`);
}
