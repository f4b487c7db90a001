import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { password } from './accounts.ts';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const dist = join(root, 'target/dist');
const binary = join(dist, 'partner-hub');

const deadline = 60_000;

/** A hub and its simulator. */
export interface Stack {
  /** The hub's address, without a slash at the end. */
  url: string;
  /** The simulator's address, without a slash at the end. */
  simulatorUrl: string;
  /** What the hub has logged so far. */
  log: () => Promise<string>;
  stop: () => Promise<void>;
}

/** Starts a hub on a database of its own, with a simulator of its own, both on free ports. */
export async function startStack(): Promise<Stack> {
  const directory = await mkdtemp(join(tmpdir(), 'partner-hub-end2end-'));
  const [hubPort, simulatorPort] = [await freePort(), await freePort()];
  const url = `http://localhost:${hubPort}`;
  const simulatorUrl = `http://127.0.0.1:${simulatorPort}`;
  const environment = settings(directory, hubPort, simulatorPort);
  const running: ChildProcess[] = [];
  const logFile = join(directory, 'hub.log');

  const stop = async () => {
    await Promise.all(running.map(end));
    await rm(directory, { recursive: true, force: true });
  };
  try {
    running.push(await start(['simulate', '--listen', `127.0.0.1:${simulatorPort}`], environment, join(directory, 'simulator.log')));
    await answers(`${simulatorUrl}/`);
    await finish(['demo'], environment, join(directory, 'demo.log'));
    running.push(await start(['serve'], environment, logFile));
    await ready(`${url}/readyz`);
  } catch (error) {
    const logs = await Promise.all(['simulator', 'demo', 'hub'].map((name) => readFile(join(directory, `${name}.log`), 'utf8').catch(() => '')));
    await stop();
    throw new Error(`${(error as Error).message}\n${logs.join('\n')}`);
  }
  return { url, simulatorUrl, log: () => readFile(logFile, 'utf8'), stop };
}

function settings(directory: string, hubPort: number, simulatorPort: number): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    RUST_BACKTRACE: '1',
    HUB_URL: `http://localhost:${hubPort}`,
    LISTEN: `127.0.0.1:${hubPort}`,
    DATABASE_URL: `sqlite:${join(directory, 'hub.sqlite')}`,
    ENCRYPTION_KEY: 'e2'.repeat(32),
    META_APP_ID: '100000000000001',
    META_APP_SECRET: 'the secret of an app that does not exist',
    META_VERIFY_TOKEN: 'a token that only this run knows',
    META_GRAPH_URL: `http://127.0.0.1:${simulatorPort}`,
    DEMO_PASSWORD: password,
  };
}

async function start(args: string[], env: NodeJS.ProcessEnv, logFile: string): Promise<ChildProcess> {
  const log = await open(logFile, 'a');
  const child = spawn(binary, args, { env, cwd: dist, stdio: ['ignore', log.fd, log.fd] });
  await log.close();
  return child;
}

async function finish(args: string[], env: NodeJS.ProcessEnv, logFile: string): Promise<void> {
  const child = await start(args, env, logFile);
  const code = await new Promise<number | null>((done, failed) => {
    child.once('error', failed);
    child.once('exit', done);
  });
  if (code !== 0) throw new Error(`partner-hub ${args.join(' ')} ended with ${code}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await gone;
  clearTimeout(impatience);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((done) => server.close(() => done()));
  return port;
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + deadline;
  while (Date.now() < end) {
    if (await holds().catch(() => false)) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`${what} did not answer within ${deadline / 1000} s`);
}

const answers = (url: string) => until(url, async () => (await fetch(url)).status > 0);
const ready = (url: string) => until(url, async () => (await fetch(url)).ok);
