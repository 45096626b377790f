import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { declarationOf } from './declaration.ts';
import { functionsOf } from './functions.ts';
import { importsOf } from './imports.ts';
import { codeOf } from './spans.ts';

describe('codeOf', () => {
  test('keeps code, and the place of everything', () => {
    assert.equal(codeOf("a('b'); // c"), "a(' ');     ");
    assert.equal(codeOf('a /* b\n */ + c'), 'a     \n    + c');
    assert.equal(codeOf(String.raw`a("\"b") + 1`), 'a("   ") + 1');
  });

  test('keeps the code inside templates, at any depth', () => {
    const template = ['`a $', '{b({ c: `d $', '{e}` })} f`'].join('');

    assert.equal(codeOf(template).replace(/\s/g, ''), '`{b({c:`{e}`})}`');
  });

  test('tells a regular expression from a division', () => {
    assert.equal(codeOf("x(/['/]/g) + a / b / 'c'"), "x(       ) + a / b / ' '");
  });
});

describe('importsOf', () => {
  test('finds every way to import, and nothing else', () => {
    const source = [
      "import * as z from 'zod';",
      "import type { A } from './a.ts';",
      "import {\n  b,\n  c,\n} from './b.ts';",
      "import './d.ts';",
      "export { e } from './e.ts';",
      "const f = await import('./f.ts');",
      "export interface G {\n  mode: 'serve';\n}",
      "const text = \"import { no } from 'no'\"; // import 'no';",
    ].join('\n');

    const found = importsOf(source).map(({ specifier, line }) => `${specifier}:${line}`);

    assert.deepEqual(found, ['zod:1', './a.ts:2', './b.ts:3', './d.ts:7', './e.ts:8', './f.ts:9']);
    assert.deepEqual(
      importsOf(source).map(({ isType, isDynamic }) => (isType ? 'type' : isDynamic ? 'late' : '')),
      ['', 'type', '', '', '', 'late'],
    );
  });
});

describe('functionsOf', () => {
  const linesOf = (source: string) => functionsOf(source).map(({ lines }) => lines);

  test('measures functions, methods and arrows with their parameters', () => {
    assert.deepEqual(linesOf('function a() {\n  b();\n}'), [3]);
    assert.deepEqual(linesOf('function a(\n  b: string,\n): Promise<{\n  c: number;\n}> {\n  d();\n}'), [7]);
    assert.deepEqual(linesOf('const a = {\n  async b({ c }) {\n    d();\n  },\n};'), [3]);
    assert.deepEqual(linesOf('const a = (b) =>\n  ({\n    c: b,\n  });'), [4]);
    assert.deepEqual(linesOf('a.map((b) => {\n  c(b);\n});'), [3]);
  });

  test('takes no block, class or object for a function', () => {
    assert.deepEqual(linesOf('if (a) {\n  b();\n} else {\n  c();\n}'), []);
    assert.deepEqual(linesOf('for (const a of b(c)) {\n  d();\n}'), []);
    assert.deepEqual(linesOf('class A extends B {\n  c = 1;\n}'), []);
    assert.deepEqual(linesOf('const a = { b: (c) };\nconst d: E = {\n  f: 1,\n};'), []);
    assert.deepEqual(linesOf('try {\n  a();\n} catch (error) {\n  b();\n}'), []);
  });
});

describe('declarationOf', () => {
  const source =
    "import { a } from 'a';\n\nconst one = 1;\n\n/** Why. */\nexport function two(\n  b: string,\n): string {\n  return b;\n}\n";

  test('takes one declaration and nothing around it', () => {
    assert.equal(declarationOf(source, 'one'), 'const one = 1;');
    assert.equal(declarationOf(source, 'two'), 'export function two(\n  b: string,\n): string {\n  return b;\n}');
    assert.equal(declarationOf(source, 'three'), undefined);
  });
});
