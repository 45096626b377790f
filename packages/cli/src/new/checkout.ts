import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { CliError } from '../cli-error.ts';

const Manifest = z.object({ name: z.literal('bizmcp-workspace') });

/** The checkout of bizmcp that a folder is in; undefined where it is in none. */
export function findCheckout(folder: string): string | undefined {
  if (isCheckout(folder)) return folder;
  return folder === dirname(folder) ? undefined : findCheckout(dirname(folder));
}

/** The same. Throws `refused` where there is none. */
export function checkoutOf(folder: string): string {
  const checkout = findCheckout(folder);
  if (checkout !== undefined) return checkout;
  throw new CliError(
    'refused',
    `${folder} is in no checkout of bizmcp, and a server of your own is made in one.`,
    'There are its template, the simulator it is tested on and the contract that holds it. Clone the repository that\n' +
      'your copy of bizmcp comes from, run `pnpm install` in it, and then this again.',
  );
}

function isCheckout(folder: string): boolean {
  try {
    return Manifest.safeParse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).success;
  } catch {
    return false;
  }
}
