import initialise, { Renderer } from '@takumi-rs/wasm/no-bundler';
import { rendererBinary } from './renderer-binary.ts';

let loading: Promise<Renderer> | undefined;

/** Draws an SVG at twice its size, on white, as PNG. The renderer is made at the first picture and kept. */
export async function renderPng(
  svg: string,
  { width, height }: { width: number; height: number },
): Promise<Uint8Array> {
  loading ??= loadRenderer();
  const renderer = await loading;
  const scale = 2;
  const size = { width: width * scale, height: height * scale };
  const picture = { type: 'image' as const, src: 'chart', ...size };
  return renderer.render(
    { type: 'container', style: { width: '100%', height: '100%', backgroundColor: '#ffffff' }, children: [picture] },
    { ...size, format: 'png', images: [{ src: 'chart', data: new TextEncoder().encode(svg) }] },
  );
}

async function loadRenderer(): Promise<Renderer> {
  await initialise({ module_or_path: await rendererBinary() });
  return new Renderer();
}
