import { defineConfig } from '@playwright/test';
import { launchOptions } from '../support/browser.ts';
import type { Options } from '../support/fixtures.ts';
import { desktop, phone } from '../support/screens.ts';

export default defineConfig<Options>({
  testDir: '.',
  testMatch: '*.shots.ts',
  outputDir: '../test-results/shots',
  globalSetup: '../support/setup.ts',
  workers: 2,
  fullyParallel: true,
  reporter: [['line']],
  use: { launchOptions, locale: 'en-GB', timezoneId: 'Europe/Berlin' },
  projects: [
    { name: '1440-light', use: { ...desktop, colorScheme: 'light' } },
    { name: '1440-dark', use: { ...desktop, colorScheme: 'dark' } },
    { name: '375-light', use: { ...phone, colorScheme: 'light' } },
    { name: '375-dark', use: { ...phone, colorScheme: 'dark' } },
  ],
});
