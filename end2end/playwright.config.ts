import { defineConfig } from '@playwright/test';
import { launchOptions } from './support/browser.ts';
import type { Options } from './support/fixtures.ts';
import { desktop, phone } from './support/screens.ts';

const onlyWithJavaScript = '**/*.hydrate.spec.ts';

export default defineConfig<Options>({
  testDir: 'tests',
  outputDir: 'test-results',
  globalSetup: './support/setup.ts',
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  // Generous, since two browsers share two cores with the hub: what is waited for is awaited, never slept for.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    launchOptions,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    // A recording of every step takes a third of the time of the suite; TRACE=1 makes one.
    trace: process.env.TRACE === undefined ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'desktop-hydrated', use: desktop },
    { name: 'phone-hydrated', use: phone },
    { name: 'desktop-nojs', use: { ...desktop, javaScriptEnabled: false }, testIgnore: onlyWithJavaScript },
    { name: 'phone-nojs', use: { ...phone, javaScriptEnabled: false }, testIgnore: onlyWithJavaScript },
  ],
});
