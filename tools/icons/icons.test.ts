import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { serverFolders } from '../docs/servers.ts';
import { drawIcon } from './draw-icon.ts';
import { decodePng, encodePng } from './png.ts';

const servers = serverFolders().map(({ folder }) => ({
  folder,
  name: String(JSON.parse(readFileSync(join(folder, 'surface.json'), 'utf8')).name),
}));
const mostBytes = 15_000;

describe('the icons of the servers', () => {
  test.each(servers)('$name has the one that is drawn for it, of 512 pixels and small', ({ folder, name }) => {
    const bytes = readFileSync(join(folder, 'icon.png'));

    assert.deepEqual(decodePng(bytes), drawIcon(name));
    assert.equal(bytes.readUInt32BE(16), 512);
    assert.equal(bytes.readUInt32BE(20), 512);
    assert.ok(bytes.length < mostBytes, `${bytes.length} bytes`);
  });

  test('are told apart, also for a server without a glyph of its own', () => {
    const pictures = [...servers.map(({ name }) => name), 'acme', 'another'].map((name) =>
      Buffer.from(drawIcon(name).pixels).toString('base64'),
    );

    assert.equal(new Set(pictures).size, pictures.length);
  });

  test('have clear corners and a white glyph', () => {
    const { pixels } = drawIcon('hello');
    const pixel = (x: number, y: number) => [...pixels.subarray((y * 512 + x) * 4, (y * 512 + x) * 4 + 4)];

    assert.deepEqual(pixel(3, 3), [0, 0, 0, 0]);
    assert.deepEqual(pixel(256, 256), [255, 255, 255, 255]);
  });
});

test('a PNG holds the pixels that were put in, and other bytes are no picture', () => {
  const pixels = Uint8Array.from({ length: 5 * 7 * 4 }, (_, index) => (index * 37) % 256);

  assert.deepEqual(decodePng(encodePng({ width: 5, height: 7, pixels })), { width: 5, height: 7, pixels });
  assert.equal(decodePng(Buffer.from('GIF89a')), undefined);
  assert.equal(decodePng(Buffer.concat([encodePng({ width: 5, height: 7, pixels }), Buffer.from([0])])), undefined);
});
