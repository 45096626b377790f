import { describe, expect, test } from 'vitest';
import { createProject, refusal, url } from './fake-project.ts';

const buckets = () => [
  { id: 'public-docs', name: 'public-docs', public: true },
  { id: 'attachments', name: 'attachments', public: false },
];
const upload = { bucket: 'attachments', path: 'a/b c.txt', file_data: 'SGVsbG8=', content_type: 'text/plain' };
const storage = { 'GET /storage/v1/bucket': buckets };
const info = '/storage/v1/object/info/attachments';
const object = '/storage/v1/object/attachments/a/b c.txt';

// Such a token opens one file for an hour: masked as other tokens are, the address would be none.
const token = ['{"alg":"HS256"}', '{"url":"attachments/a/b c.txt","exp":1763716000}', 'signature']
  .map((part) => Buffer.from(part).toString('base64url'))
  .join('.');

describe('upload_file', () => {
  test('stores the bytes under their media type and gives an address', async () => {
    const project = createProject({
      ...storage,
      [`POST ${object}`]: () => ({ Id: 'x', Key: 'attachments/a/b c.txt' }),
      'POST /storage/v1/object/sign/attachments/a/b c.txt': () => ({
        signedURL: `/object/sign/attachments/a/b c.txt?token=${token}`,
      }),
    });

    const answer = await project.call('upload_file', upload);

    const sent = project.requests.find(({ path }) => path === object);
    expect(sent?.body).toBe('Hello');
    expect(sent?.headers.get('content-type')).toBe('text/plain');
    expect(sent?.headers.get('x-upsert')).toBe('false');
    expect(answer).toMatchObject({ path: 'a/b c.txt', size: 5 });
    expect(answer.signed_url).toBe(`${url}/storage/v1/object/sign/attachments/a/b%20c.txt?token=${token}`);
  });

  test('gives the address for everybody of a public bucket', async () => {
    const project = createProject({
      ...storage,
      'POST /storage/v1/object/public-docs/a.txt': () => ({ Id: 'x', Key: 'public-docs/a.txt' }),
    });

    const answer = await project.call('upload_file', { ...upload, bucket: 'public-docs', path: 'a.txt' });

    expect(answer.public_url).toBe(`${url}/storage/v1/object/public/public-docs/a.txt`);
  });

  test('is done although no address could be made', async () => {
    const project = createProject({
      ...storage,
      [`POST ${object}`]: () => ({ Id: 'x', Key: 'attachments/a/b c.txt' }),
    });

    expect(await project.call('upload_file', upload)).toEqual({ path: 'a/b c.txt', size: 5 });
  });

  test.each(['SGVsbG8', 'SGVs*G8=', 'SGV=bG8=', 'Hello world'])('refuses %j, which is no base64', async (data) => {
    const project = createProject({ 'GET /storage/v1/bucket': buckets });

    const error = await project.fail('upload_file', { ...upload, file_data: data });

    expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('file_data is not base64') });
    expect(project.requests).toEqual([]);
  });

  test('refuses 50 MB before anything is sent, and says what to do', async () => {
    const project = createProject({});

    const error = await project.fail('upload_file', { ...upload, file_data: 'A'.repeat(70_000_000) });

    expect(error.code).toBe('invalid_input');
    expect(error.message).toContain('Send less');
    expect(project.requests).toEqual([]);
  });

  test.each(['../secret', 'a/../b', '/a', 'a//b', 'a/', '.', 'a?b', 'a#b', 'a%2e%2e/b', 'a\\b'])(
    'refuses the path %j',
    async (path) => {
      const project = createProject({});

      expect((await project.fail('upload_file', { ...upload, path })).code).toBe('invalid_input');
      expect(project.requests).toEqual([]);
    },
  );

  test.each([
    [400, { statusCode: '409', error: 'Duplicate', message: 'The resource already exists' }, 'conflict', 'set upsert'],
    [400, { statusCode: '404', error: 'Bucket not found', message: 'Bucket not found' }, 'not_found', 'list_files'],
    [
      400,
      { statusCode: '403', error: 'Unauthorized', message: 'new row violates row-level security policy' },
      'forbidden',
      'storage policy',
    ],
    [
      400,
      { statusCode: '413', error: 'Payload too large', message: 'The object exceeded the maximum allowed size' },
      'too_large',
      'larger than',
    ],
    [
      400,
      { statusCode: '415', error: 'invalid_mime_type', message: 'mime type text/plain is not supported' },
      'invalid_input',
      'content_type',
    ],
    [
      400,
      { statusCode: '403', error: 'Unauthorized', message: '"exp" claim timestamp check failed' },
      'unauthenticated',
      'has expired',
    ],
  ])('says why Storage refused: %i %j', async (status, body, code, told) => {
    const project = createProject({
      ...storage,
      [`POST ${object}`]: () => refusal(status, body),
    });

    expect(await project.fail('upload_file', upload)).toMatchObject({ code, message: expect.stringContaining(told) });
  });
});

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

  test('gives a page as text and bytes as base64', async () => {
    const project = createProject(files);

    expect(await project.call('download_file', { bucket: 'attachments', path: 'page.html' })).toMatchObject({
      text: '<p>Hi</p>',
      content_type: 'text/html',
    });
    expect((await project.call('download_file', { bucket: 'attachments', path: 'pixel.png' })).base64).toBe('iVBORwD/');
  });
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

test('a person is shown the file that is replaced', async () => {
  const present = {
    id: 'u',
    name: 'may.txt',
    size: 512,
    content_type: 'text/csv',
    last_modified: '2026-01-02T03:04:05Z',
  };
  const project = createProject({ ...storage, [`GET ${info}/reports/may.txt`]: () => present });

  const question = await project.preview('upload_file', { ...upload, path: 'reports/may.txt', upsert: true });

  expect(question).toContain('"size":512,"content_type":"text/csv","updated_at":"2026-01-02T03:04:05Z"');
});

test('nobody is asked for an upload to a path that is taken', async () => {
  const project = createProject({ ...storage, [`GET ${info}/a/b c.txt`]: () => ({ id: 'u', size: 512 }) });

  await expect(project.preview('upload_file', upload)).rejects.toThrow('set upsert to replace it');
});

test.each([
  [upload, '"text":"Hello"', 'not among'],
  [{ ...upload, file_data: '/wD/' }, '{"size":3,"content_type":"text/plain"}', '"text"'],
])('a person is shown what %j stores', async (input, told, untold) => {
  const question = await createProject(storage).preview('upload_file', input);

  expect(question).toContain(told);
  expect(question).not.toContain(untold);
});

test('a bucket that is not among the visible ones is told before the question', async () => {
  const project = createProject(storage);

  expect(await project.preview('upload_file', { ...upload, bucket: 'atachments' })).toContain(
    'not among those that these credentials see: public-docs, attachments',
  );
});

test('folders and files are told apart, and pages follow each other', async () => {
  const entries = [
    { name: '2026', id: null, metadata: null },
    { name: 'a.txt', id: 'u', updated_at: '2026-01-02T03:04:05Z', metadata: { size: 5, mimetype: 'text/plain' } },
  ];
  const project = createProject({
    'GET /storage/v1/bucket': buckets,
    'POST /storage/v1/object/list/attachments': () => entries,
  });

  const page = await project.call('list_files', { bucket: 'attachments', folder: '/reports/', limit: 2 });

  expect(page.files).toEqual([
    { name: '2026', kind: 'folder' },
    { name: 'a.txt', kind: 'file', size: 5, content_type: 'text/plain', updated_at: '2026-01-02T03:04:05Z' },
  ]);
  expect(project.requests.at(-1)?.body).toMatchObject({ prefix: 'reports', limit: 2, offset: 0 });
  expect(page.next_cursor).toBe('o2');
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
