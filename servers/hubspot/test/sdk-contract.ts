import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** An endpoint as the SDK's generated code calls and reads it. */
export interface SdkEndpoint {
  /** Where the SDK keeps its models, e.g. `crm/objects`. */
  readonly area: string;
  readonly method: string;
  readonly path: string;
  readonly query: readonly string[];
  /** The type of the JSON body; undefined when there is none. */
  readonly body: string | undefined;
  /** By status: the type of the answer, undefined for an empty one. */
  readonly answers: ReadonlyMap<number, string | undefined>;
}

/** The areas that the simulator plays; the general one of all objects before those of each. */
const areas = [
  'crm/objects',
  'crm/associations/v4',
  'crm/associations/v4/schema',
  'crm/properties',
  'crm/pipelines',
  'crm/owners',
  'crm/schemas',
  'marketing/emails',
];

const codegen = join(dirname(require.resolve('@hubspot/api-client')), 'codegen');

/** Splits a generated file into its methods, by name. */
const methodsOf = (text: string): Array<readonly [name: string, body: string]> => {
  const starts = [...text.matchAll(/^ {4}(\w+)\([^)]*\) \{$/gm)];
  return starts.map((start, index) => [start[1] ?? '', text.slice(start.index, starts[index + 1]?.index)]);
};

const readAnswers = (text: string): Map<number, string | undefined> => {
  const answers = new Map<number, string | undefined>();
  const blocks = text.split('isCodeInRange)(').slice(1);
  for (const block of blocks) {
    const status = Number(/^"(\d+)"/.exec(block)?.[1]);
    const own = block.split('throw')[0] ?? '';
    if (status > 0) answers.set(status, /"([^"]+)", ""\)/.exec(own.split('return')[0] ?? '')?.[1]);
  }
  return answers;
};

const readEndpoints = (area: string, text: string): SdkEndpoint[] => {
  const [requests = '', processors = ''] = text.split(/^class \w+ResponseProcessor/m);
  const answers = new Map(
    methodsOf(processors).map(([name, body]) => [name.replace(/WithHttpInfo$/, ''), readAnswers(body)] as const),
  );
  return methodsOf(requests).flatMap(([name, body]) => {
    const path = /localVarPath = '([^']+)'/.exec(body)?.[1];
    const method = /HttpMethod\.(\w+)/.exec(body)?.[1];
    if (path === undefined || method === undefined) return [];
    return {
      area,
      method,
      path: path.replace(/\/$/, ''),
      query: [...body.matchAll(/(?:set|append)QueryParam\("(\w+)"/g)].map((match) => match[1] ?? ''),
      body: /ObjectSerializer\.serialize\(\w+, "([^"]+)", ""\), contentType/.exec(body)?.[1],
      answers: answers.get(name) ?? new Map(),
    };
  });
};

/** All endpoints of the areas, read from the SDK's code. */
export const readSdkContract = (): SdkEndpoint[] =>
  areas.flatMap((area) => {
    const folder = join(codegen, area, 'apis');
    return readdirSync(folder)
      .filter((file) => file.endsWith('Api.js'))
      .flatMap((file) => readEndpoints(area, readFileSync(join(folder, file), 'utf8')));
  });
