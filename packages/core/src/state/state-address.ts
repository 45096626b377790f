import { join } from 'node:path';
import { isUnset } from '../define/is-unset.ts';

/** Where the state of a deployment is: the processes of one machine share a file; those of many share what the operator names. */
export function stateAddress(folder: string, chosen: string | undefined): string {
  return chosen === undefined || isUnset(chosen) ? `sqlite:${join(folder, 'state.sqlite')}` : chosen;
}
