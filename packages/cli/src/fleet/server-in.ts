import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { CliError } from '../cli-error.ts';
import { FleetServer } from './fleet-server.ts';

/** The server of a folder, as one of the fleet; undefined where there is none. Throws `CliError` where its files say too little. */
export function serverIn(folder: string): FleetServer | undefined {
  const files = ['surface.json', 'package.json'].map((name) => join(folder, name));
  if (!files.every((file) => existsSync(file))) return undefined;
  const [surface, manifest] = files.map(readObject);
  const parsed = FleetServer.safeParse({ ...surface, package: manifest?.name, version: manifest?.version });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new CliError(
    'refused',
    `${folder} can't be read as a server: ${issue?.path.join('.')}: ${issue?.message}`,
    'Generate surface.json from the server again.',
  );
}

function readObject(file: string): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new CliError('refused', `${file} is no JSON object.`, 'Mend it, or name another folder.');
  }
}
