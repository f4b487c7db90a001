// npm run shots -- <directory>: pictures of every page, into that directory.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const directory = process.argv[2];
if (directory === undefined) {
  console.error('usage: npm run shots -- <directory>');
  process.exit(2);
}
const env = { ...process.env, SHOTS_DIR: resolve(process.env.INIT_CWD ?? '.', directory) };
const result = spawnSync('node_modules/.bin/playwright', ['test', '-c', 'shots/config.ts', ...process.argv.slice(3)], { env, stdio: 'inherit' });
process.exit(result.status ?? 1);
