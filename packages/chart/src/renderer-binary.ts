import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The WebAssembly that draws (4 MB), from its package. A bundled server has it beside itself: its build puts another body in this place. */
export async function rendererBinary(): Promise<Uint8Array> {
  const script = createRequire(import.meta.url).resolve('@takumi-rs/wasm/no-bundler');
  return readFile(join(dirname(dirname(script)), 'pkg', 'takumi_wasm_bg.wasm'));
}
