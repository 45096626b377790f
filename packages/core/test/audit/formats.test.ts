import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { bodyHash } from '../../src/audit/hash-chain.ts';
import { createMerkleTree } from '../../src/audit/merkle-tree.ts';
import { noteKey, openNote, publicTextOf, signNote } from '../../src/audit/signed-note.ts';
import { canonicalJson } from '../../src/json/canonical-json.ts';

test('JSON is canonical as in the example of RFC 8785', () => {
  const value = JSON.parse(`{
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
    "literals": [null, true, false]
  }`);

  expect(canonicalJson(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

test('keys are sorted by UTF-16 code units, numbers among them', () => {
  const value = {
    '\u20ac': 1,
    '\r': 2,
    '\ufb33': 3,
    '1': 4,
    '10': 5,
    '9': 6,
    '\ud83d\ude00': 7,
    '\u0080': 8,
    '\u00f6': 9,
  };

  const keys = [...canonicalJson(value).matchAll(/:(\d)/g)].map(([, order]) => order);

  expect(keys.join('')).toBe('245689173');
});

test('numbers have the form of RFC 8785, appendix B', () => {
  const numbers = [
    0, -0, 5e-324, -5e-324, 1.7976931348623157e308, 9007199254740992, 295147905179352830000, 1e21, 1e23, 1e-7,
  ];

  expect(canonicalJson(numbers)).toBe(
    '[0,0,5e-324,-5e-324,1.7976931348623157e+308,9007199254740992,295147905179352830000,1e+21,1e+23,1e-7]',
  );
});

test('what JSON cannot hold is left out', () => {
  expect(canonicalJson({ a: undefined, b: [undefined], c: () => 1, d: new Date(0) })).toBe(
    '{"b":[null],"d":"1970-01-01T00:00:00.000Z"}',
  );
  expect(canonicalJson(undefined)).toBe('null');
});

test('Merkle roots are those of the published RFC 6962 test vectors', () => {
  const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  const tree = createMerkleTree();
  const roots = [tree.root()];

  for (const leaf of leaves) {
    tree.add(bodyHash(Buffer.from(leaf, 'hex').toString('latin1')));
    roots.push(tree.root());
  }

  expect(roots.map((root) => Buffer.from(root, 'base64').toString('hex'))).toEqual([
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ]);
});

test('a signed note opens with its key alone, and only unchanged', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = noteKey(publicTextOf(publicKey));
  const stranger = noteKey(publicTextOf(generateKeyPairSync('ed25519').publicKey));
  const checkpoint = { segment: 'post.1', size: 7, root: 'cm9vdA==', lines: ['body 00'] };

  const note = signNote(checkpoint, privateKey, key.id);

  expect(openNote(note, [stranger, key])).toEqual(checkpoint);
  expect(openNote(note, [stranger])).toContain('not trusted');
  expect(openNote(note.replace('\n7\n', '\n8\n'), [key])).toContain('wrong');
  expect(openNote(`${note}more`, [key])).toContain('no signed note');
});
