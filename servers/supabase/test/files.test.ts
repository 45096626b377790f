import { describe, expect, test } from 'vitest';
import { createProject } from './fake-project.ts';

const buckets = () => [
  { id: 'public-docs', name: 'public-docs', public: true },
  { id: 'attachments', name: 'attachments', public: false },
];

describe('download_file', () => {
  const long = 'ä'.repeat(15_000);
  const files = {
    'GET /storage/v1/object/attachments/long.txt': () =>
      new Response(long, { headers: { 'content-type': 'text/plain' } }),
    'GET /storage/v1/object/attachments/page.html': () =>
      new Response('<p>Hi</p>', { headers: { 'content-type': 'text/html' } }),
    'GET /storage/v1/object/attachments/pixel.png': () =>
      new Response(new Uint8Array([137, 80, 78, 71, 0, 255]), { headers: { 'content-type': 'image/png' } }),
  };

  test('gives a long text in parts that end between letters', async () => {
    const project = createProject(files);
    const input = { bucket: 'attachments', path: 'long.txt' };
    let text = '';
    let offset: number | undefined = 1;

    const first = await project.call('download_file', input);
    text += first.text;
    offset = first.next_offset;
    while (offset !== undefined) {
      const part = await project.call('download_file', { ...input, offset });
      text += part.text;
      offset = part.next_offset;
    }

    expect(first.size).toBe(30_000);
    expect(text).toBe(long);
  });

  test('gives a text of line ends alone, each of two characters in an answer', async () => {
    const lines = new Response('\n'.repeat(30_000), { headers: { 'content-type': 'text/plain' } });
    const project = createProject({ 'GET /storage/v1/object/attachments/lines.txt': () => lines.clone() });

    const { text } = await project.call('download_file', { bucket: 'attachments', path: 'lines.txt' });

    expect(text).toMatch(/^\n+$/);
  });

  test('gives a page as text and bytes as base64', async () => {
    const project = createProject(files);

    expect(await project.call('download_file', { bucket: 'attachments', path: 'page.html' })).toMatchObject({
      text: '<p>Hi</p>',
      content_type: 'text/html',
    });
    expect((await project.call('download_file', { bucket: 'attachments', path: 'pixel.png' })).base64).toBe('iVBORwD/');
  });
});

test.each([
  ['control characters', '\u0001\u0002\u0003'],
  ['a byte order mark', '\ufeffname;amount'],
  ['a soft hyphen', 'Vertrags\u00adnummer'],
  ['marks of direction', 'invoice\u202efdp.exe'],
  ['bytes that are no text behind its first part', Buffer.from([...Array(30_000).fill(65), 255])],
])('a file with %s comes as it is stored, by its bytes', async (_, content) => {
  const project = createProject({ 'GET /storage/v1/object/attachments/a': () => new Response(content) });
  const input = { bucket: 'attachments', path: 'a' };

  const first = await project.call('download_file', input);
  const rest = first.next_offset ? await project.call('download_file', { ...input, offset: first.next_offset }) : {};

  const bytes = Buffer.concat([first.base64, rest.base64 ?? ''].map((part) => Buffer.from(part, 'base64')));
  expect(bytes.equals(Buffer.from(content))).toBe(true);
});

test('a file that is called JSON is given as it is', async () => {
  const text = '{\n  // a comment\n  "id": 1234567890123456789,\n}';
  const project = createProject({
    'GET /storage/v1/object/attachments/tsconfig.json': () =>
      new Response(text, { headers: { 'content-type': 'application/json' } }),
  });

  expect((await project.call('download_file', { bucket: 'attachments', path: 'tsconfig.json' })).text).toBe(text);
});

test('an offset in the midst of a letter begins with that letter, and one past the end is told', async () => {
  const project = createProject({
    'GET /storage/v1/object/attachments/a.txt': () =>
      new Response('aäb', { headers: { 'content-type': 'text/plain' } }),
  });
  const input = { bucket: 'attachments', path: 'a.txt' };

  const part = await project.call('download_file', { ...input, offset: 2 });
  const error = await project.fail('download_file', { ...input, offset: 4 });

  expect(part).toMatchObject({ text: 'äb', size: 4 });
  expect(error.message).toContain('a.txt has 4 bytes');
});

test('folders and files are told apart, and pages follow each other', async () => {
  const entries = [
    { name: '2026', id: null, metadata: null },
    { name: 'a.txt', id: 'u', updated_at: '2026-01-02T03:04:05Z', metadata: { size: 5, mimetype: 'text/plain' } },
    { name: 'b.txt', id: 'v', metadata: { size: null, mimetype: 'text/plain', eTag: 7 } },
  ];
  const project = createProject({
    'GET /storage/v1/bucket': buckets,
    'POST /storage/v1/object/list/attachments': () => entries,
  });

  const page = await project.call('list_files', { bucket: 'attachments', folder: '/reports/', limit: 3 });

  expect(page.files).toEqual([
    { name: '2026', kind: 'folder' },
    { name: 'a.txt', kind: 'file', size: 5, content_type: 'text/plain', updated_at: '2026-01-02T03:04:05Z' },
    { name: 'b.txt', kind: 'file', content_type: 'text/plain' },
  ]);
  expect(project.requests.at(-1)?.body).toMatchObject({ prefix: 'reports', limit: 3, offset: 0 });
  expect(page.next_cursor).toMatch(/~o3$/);
  expect((await project.call('list_files', {})).files[0]).toEqual({
    name: 'public-docs',
    kind: 'bucket',
    public: true,
  });
});

test('buckets that are hidden are said to be', async () => {
  const project = createProject({ 'GET /storage/v1/bucket': () => [] });

  const answer = await project.call('list_files', {});

  expect(answer).toEqual({ files: [], note: expect.stringContaining('storage.buckets') });
});

test('an empty folder is told as one, and a folder needs its bucket', async () => {
  const project = createProject({ 'POST /storage/v1/object/list/attachments': () => [] });

  expect((await project.call('list_files', { bucket: 'attachments', folder: 'nope' })).note).toContain(
    'No file is here',
  );
  expect((await project.fail('list_files', { folder: 'nope' })).message).toContain('bucket: is needed');
});

test('a search that finds nothing says that it looked in one folder', async () => {
  const project = createProject({ 'POST /storage/v1/object/list/attachments': () => [] });

  const { note } = await project.call('list_files', { bucket: 'attachments', search: 'invoice' });

  expect(note).toContain('in this one folder');
});
