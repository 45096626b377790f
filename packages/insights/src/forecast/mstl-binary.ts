import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The WebAssembly of MSTL, from its package. A bundled server has it inside: its build puts another body in this
 * place.
 */
export async function mstlBinary(): Promise<Uint8Array> {
  const script = createRequire(import.meta.url).resolve('@bsull/augurs/mstl');
  return readFile(join(dirname(script), 'mstl_bg.wasm'));
}
