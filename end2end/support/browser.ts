import { existsSync } from 'node:fs';
import type { LaunchOptions } from '@playwright/test';

// Where the system's own Chromium may be; Ubuntu's paths lead to a snap, so `./dev` leaves CHROMIUM_PATH empty there.
const candidates = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'];

function executablePath(): string | undefined {
  const told = process.env.CHROMIUM_PATH;
  if (told !== undefined) return told === '' ? undefined : told;
  return candidates.find((path) => existsSync(path));
}

/** The system's Chromium, or Playwright's own where there is none, with nothing that calls home. */
export const launchOptions: LaunchOptions = {
  executablePath: executablePath(),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
