import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { CliError } from '../cli-error.ts';

const Manifest = z.object({ name: z.literal('bizmcp-workspace') });

/** The checkout of bizmcp that a folder is in. Throws `refused` where it is in none. */
export function checkoutOf(folder: string): string {
  for (let place = folder; ; place = dirname(place)) {
    if (isCheckout(place)) return place;
    if (place === dirname(place)) break;
  }
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
