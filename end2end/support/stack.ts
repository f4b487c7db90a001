import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { password } from './accounts.ts';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const dist = process.env.HUB_DIST ?? join(root, 'target/dist');
const binary = join(dist, 'partner-hub');

const deadline = 60_000;

/** The secret with which Meta signs its webhooks. */
export const appSecret = 'the secret of an app that does not exist';

/** A hub and its simulator. */
export interface Stack {
  /** The hub's address, without a slash at the end. */
  url: string;
  /** The address of the messaging API, without a slash at the end. */
  messagingUrl: string;
  /** The simulator's address, without a slash at the end. */
  simulatorUrl: string;
  /** What the hub has logged so far. Mails stand in it too, since no mail server is set. */
  log: () => Promise<string>;
  /** Runs a command of the operator with the hub's settings and answers what it printed. */
  operate: (args: string[], input?: string) => Promise<string>;
  stop: () => Promise<void>;
}

/** Where a stack keeps its files and listens: all that another process needs to use it. */
interface Place {
  directory: string;
  hubPort: number;
  messagingPort: number;
  simulatorPort: number;
}

/** Starts a hub on a database of its own, with a simulator of its own, both on free ports. */
export async function startStack(): Promise<Stack> {
  const place = { directory: await mkdtemp(join(tmpdir(), 'partner-hub-end2end-')), hubPort: await hubPortOfButton(), messagingPort: await freePort(), simulatorPort: await freePort() };
  const running: ChildProcess[] = [];
  const stop = async () => {
    await Promise.all(running.map(end));
    await rm(place.directory, { recursive: true, force: true });
  };
  const stack = { ...use(place), stop };
  const environment = settings(place);
  const file = (name: string) => join(place.directory, `${name}.log`);
  try {
    running.push(await start(['simulate', '--listen', `127.0.0.1:${place.simulatorPort}`], environment, file('simulator')));
    await answers(`${stack.simulatorUrl}/`);
    await stack.operate(['demo']);
    running.push(await start(['serve'], environment, file('hub')));
    await ready(`${stack.url}/readyz`);
  } catch (error) {
    const logs = await Promise.all(['simulator', 'hub'].map((name) => readFile(file(name), 'utf8').catch(() => '')));
    await stop();
    throw new Error(`${(error as Error).message}\n${logs.join('\n')}`);
  }
  process.env.HUB_TEST_PLACE = JSON.stringify(place);
  return stack;
}

/** The stack that the global setup has started. */
export function sharedStack(): Stack {
  const place = process.env.HUB_TEST_PLACE;
  if (place === undefined) throw new Error('the global setup has not run');
  return { ...use(JSON.parse(place) as Place), stop: async () => undefined };
}

function use(place: Place): Omit<Stack, 'stop'> {
  return {
    url: `http://localhost:${place.hubPort}`,
    messagingUrl: `http://localhost:${place.messagingPort}`,
    simulatorUrl: `http://127.0.0.1:${place.simulatorPort}`,
    log: () => readFile(join(place.directory, 'hub.log'), 'utf8'),
    operate: (args, input = '') => finish(args, settings(place), input),
  };
}

function settings({ directory, hubPort, messagingPort, simulatorPort }: Place): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    RUST_BACKTRACE: '1',
    HUB_URL: `http://localhost:${hubPort}`,
    LISTEN: `127.0.0.1:${hubPort}`,
    MESSAGING_URL: `http://localhost:${messagingPort}`,
    DATABASE_URL: `sqlite:${join(directory, 'hub.sqlite')}`,
    ENCRYPTION_KEY: 'e2'.repeat(32),
    META_APP_ID: '100000000000001',
    META_APP_SECRET: appSecret,
    META_VERIFY_TOKEN: 'a token that only this run knows',
    META_GRAPH_URL: `http://127.0.0.1:${simulatorPort}`,
    META_DIALOG_URL: `http://127.0.0.1:${simulatorPort}`,
    META_SIGNUP_CONFIG_ID: '100000000000002',
    DEMO_PASSWORD: password,
  };
}

async function start(args: string[], env: NodeJS.ProcessEnv, logFile: string): Promise<ChildProcess> {
  const log = await open(logFile, 'a');
  const child = spawn(binary, args, { env, cwd: dist, stdio: ['ignore', log.fd, log.fd] });
  await log.close();
  return child;
}

async function finish(args: string[], env: NodeJS.ProcessEnv, input: string): Promise<string> {
  const child = spawn(binary, args, { env, cwd: dist, stdio: 'pipe' });
  let [printed, complained] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (printed += text.toString()));
  child.stderr.on('data', (text: Buffer) => (complained += text.toString()));
  // A command that ends without reading its input breaks the pipe; its exit code says what is wrong.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const code = await new Promise<number | null>((done, failed) => {
    child.once('error', failed);
    child.once('close', done);
  });
  if (code !== 0) throw new Error(`partner-hub ${args.join(' ')} ended with ${code}\n${complained}`);
  return printed;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await gone;
  clearTimeout(impatience);
}

/** The port at which the official Connect Button looks for a hub on this machine, unless something else has it. */
async function hubPortOfButton(): Promise<number> {
  const server = createServer();
  const isFree = await new Promise<boolean>((done) => {
    server.once('error', () => done(false));
    server.listen(8082, '127.0.0.1', () => done(true));
  });
  if (!isFree) return freePort();
  await new Promise<void>((done) => server.close(() => done()));
  return 8082;
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
