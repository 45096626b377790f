import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { Contract, Field, Model, Operation, Shape } from './contract.ts';

const require = createRequire(import.meta.url);
const generated = join(dirname(require.resolve('xero-node')), 'gen');

const AttributeTypeMap = z.array(z.object({ name: z.string(), baseName: z.string(), type: z.string() }));

// The SDK's types know texts alone; what is a day is told in the words of the contract beside them.
const dayWords = /YYYY-MM-DD|\b\d{4}-\d{2}-\d{2}\b/;
const dayField = /(PaymentDate|OnDate|LockDate)$/i;
const dayParameter = /^(from|to)?date(from|to)?$/i;

/** The texts of an enum that the SDK compiled: `Invoice.StatusEnum`, or a file of its own such as `LineAmountTypes`. */
function enumValues(loaded: Record<string, unknown>, type: string): string[] | undefined {
  const found = type.split('.').reduce<unknown>((value, name) => Reflect.get(Object(value), name), loaded);
  const isEnum = typeof found === 'object' && found !== null;
  return isEnum ? Object.values(found).map(String) : undefined;
}

function shapeOf(loaded: Record<string, unknown>, type: string, words: string): Shape {
  const item = /^Array<(.+)>$/.exec(type)?.[1];
  if (item !== undefined) return { kind: 'list', item: shapeOf(loaded, item, '') };
  if (type.startsWith("'"))
    return { kind: 'one-of', values: [...type.matchAll(/'(\w+)'/g)].map(([, value = '']) => value) };
  switch (type) {
    case 'string':
      return dayWords.test(words) ? { kind: 'day' } : { kind: 'text' };
    case 'number':
      return { kind: 'number' };
    case 'boolean':
      return { kind: 'flag' };
    case 'Date':
      return { kind: 'moment' };
    default: {
      const values = enumValues(loaded, type);
      return values ? { kind: 'one-of', values } : { kind: 'model', name: type };
    }
  }
}

/** The comment above each field of a class, and whether it has to be there. */
function readDeclarations(name: string): Map<string, { words: string; isRequired: boolean }> {
  const file = join(generated, 'model/accounting', `${name.charAt(0).toLowerCase()}${name.slice(1)}.d.ts`);
  const fields = readFileSync(file, 'utf8').matchAll(/(?:\/\*\*([^/]*(?:\/(?!\*)[^/]*)*?)\*\/\s*)?'(\w+)'(\??): /g);
  return new Map(
    [...fields].map(([, words = '', field = '', optional]) => [field, { words, isRequired: optional === '' }]),
  );
}

function loadModel(loaded: Record<string, unknown>, name: string): Model {
  const map = AttributeTypeMap.safeParse(Reflect.get(Object(loaded[name]), 'attributeTypeMap'));
  if (!map.success) throw new Error(`The SDK has no model ${name}`);
  const declarations = readDeclarations(name);
  return new Map(
    map.data.map(({ name: field, baseName, type }): [string, Field] => {
      const { words = '', isRequired = false } = declarations.get(field) ?? {};
      const isDay = type === 'string' && dayField.test(baseName);
      return [baseName, { shape: isDay ? { kind: 'day' } : shapeOf(loaded, type, words), isRequired }];
    }),
  );
}

/** Splits the generated client into its methods: the comment above each, and its code. */
function methodsOf(text: string): { words: string; code: string }[] {
  const parts = text.split(/^ {4}\/\*\*$/m).slice(1);
  return parts.map((part) => {
    const [words = '', ...code] = part.split('*/');
    return { words, code: code.join('*/') };
  });
}

function readOperation(loaded: Record<string, unknown>, { words, code }: { words: string; code: string }): Operation[] {
  const path = /localVarPath = this\.basePath \+ '([^']+)'/.exec(code)?.[1];
  const method = /method: '(\w+)'/.exec(code)?.[1];
  const typeOf = (pattern: RegExp) => pattern.exec(code)?.[1];
  const answer = typeOf(/ObjectSerializer\.deserialize\(response\.data, "([^"]+)"\)/);
  // Answers that are files stand at the paths of others.
  if (path === undefined || method === undefined || answer === 'Buffer') return [];
  const toShape = (type: string | undefined) => (type === undefined ? undefined : shapeOf(loaded, type, ''));
  const parameters = code.matchAll(/localVarQueryParameters\['(\w+)'\] = [\w.]+\.serialize\((\w+), "([^"]+)"\)/g);
  const query = [...parameters].map(([, name = '', argument = '', type = '']) => {
    const about = new RegExp(`@param ${argument} (.*)`).exec(words)?.[1] ?? '';
    const shape: Shape = dayParameter.test(name) ? { kind: 'day' } : shapeOf(loaded, type, about);
    return [name, shape] as const;
  });
  return [
    {
      ...{ method, path, query: new Map(query) },
      isKeyed: code.includes("localVarHeaderParams['Idempotency-Key']"),
      body: toShape(typeOf(/data: [\w.]+\.serialize\(\w+, "([^"]+)"\)/)),
      answer: toShape(answer),
    },
  ];
}

/** Xero's accounting contract as its SDK was generated from it. */
export function readSdkContract(): Contract {
  const loaded: Record<string, unknown> = require(join(generated, 'model/accounting/models.js'));
  const models = new Map<string, Model>();
  return {
    source: 'xero-node',
    operations: methodsOf(readFileSync(join(generated, 'api/accountingApi.js'), 'utf8')).flatMap((method) =>
      readOperation(loaded, method),
    ),
    error: { kind: 'model', name: 'ModelError' },
    model(name) {
      const model = models.get(name) ?? loadModel(loaded, name);
      models.set(name, model);
      return model;
    },
  };
}
