import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { AddressInfo } from 'node:net';

/** A page of a partner's own software, on a site of its own. */
export interface PartnerPage {
  /** Its address: where the button stands, and where the onboarding leads at its end. */
  url: string;
  close: () => Promise<void>;
}

const script = createRequire(import.meta.url).resolve('360dialog-connect-button');
const official = join(dirname(script), 'dialog-connect-button.umd.js');

/** A page with the official Connect Button, as its package documents it. It shows what the button answers. */
export const withConnectButton = (partner: string): Promise<PartnerPage> =>
  serve(
    (address) => `<script src="/button.js"></script>
<dialog-connect-button partner-id="${partner}" env="local" label="Connect" redirect-url="${address}" state="order 7" email="ana@bakery.example"></dialog-connect-button>
<script>addEventListener('dialog-connect-callback', (event) => { document.querySelector('output').textContent = JSON.stringify(event.detail); });</script>`,
  );

/** A page with the hub's own button. */
export const withOwnButton = (hub: string, partner: string): Promise<PartnerPage> =>
  serve(
    () => `<script src="${hub}/connect.js" data-partner="${partner}" data-state="order 7" data-label="Connect"></script>
<script>addEventListener('whatsapp-connected', (event) => { event.preventDefault(); document.querySelector('output').textContent = JSON.stringify(event.detail); });</script>`,
  );

async function serve(content: (address: string) => string): Promise<PartnerPage> {
  const button = await readFile(official);
  let url = '';
  const server: Server = createServer((request, response) => {
    if (request.url === '/button.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(button);
      return;
    }
    const page = `<!doctype html><html lang="en"><title>CRM</title><link rel="icon" href="data:,"><h1>Your CRM</h1><output></output>${content(url)}</html>`;
    response.writeHead(200, { 'content-type': 'text/html' }).end(page);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/connected`;
  return {
    url,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
