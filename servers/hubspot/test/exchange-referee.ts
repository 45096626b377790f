import type { LoggedRequest } from '@bizmcp/testkit/simulator';
import type { DocumentedEndpoint } from './documented-endpoint.ts';
import { documentedEndpoints } from './documented-shapes.ts';
import { checkModel, checkType, type Problem } from './model-referee.ts';
import { readSdkContract, type SdkEndpoint } from './sdk-contract.ts';

const sdkEndpoints = readSdkContract();

/** Dated paths have the shapes of the numbered ones, those of properties aside: https://developers.hubspot.com/docs/api-reference/legacy/migration-guide */
const toNumbered = (path: string): string =>
  path
    .replace(/^\/crm\/objects\/2026-0[39]\/([^/]+\/[^/]+\/associations)/, '/crm/v4/objects/$1')
    .replace(/^\/crm\/associations\/2026-0[39]/, '/crm/v4/associations')
    .replace(/^\/(crm|marketing)\/(objects|pipelines|owners|emails)\/2026-0[39]/, '/$1/v3/$2')
    .replace(/^\/crm-object-schemas\/2026-0[39]/, '/crm-object-schemas/v3')
    .replace(/^\/crm\/v3\/schemas/, '/crm-object-schemas/v3/schemas');

const matches = (template: string, path: string): boolean => {
  const expected = template.split('/');
  const actual = path.split('/');
  return (
    expected.length === actual.length &&
    expected.every((segment, index) => segment.startsWith('{') || segment === actual[index])
  );
};

const literals = (template: string): number => template.split('/').filter((segment) => !segment.startsWith('{')).length;

/** The endpoints that a request can mean: those with the most literal path. */
const candidatesFor = <Endpoint extends { method: string; path: string }>(
  endpoints: readonly Endpoint[],
  method: string,
  path: string,
): Endpoint[] => {
  const fitting = endpoints.filter((endpoint) => endpoint.method === method && matches(endpoint.path, path));
  const most = Math.max(0, ...fitting.map((endpoint) => literals(endpoint.path)));
  return fitting.filter((endpoint) => literals(endpoint.path) === most);
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const checkAnswer = (logged: LoggedRequest, endpoint: SdkEndpoint): Problem[] => {
  const { answer, status = 0 } = logged;
  if (status >= 400) return checkModel(parse(answer), endpoint.area, 'ModelError');
  if (!endpoint.answers.has(status)) return [{ path: '$', message: `status ${status} is not in the contract` }];
  const type = endpoint.answers.get(status);
  if (type === undefined) return answer === '' ? [] : [{ path: '$', message: 'has a body where none belongs' }];
  return checkType(parse(answer), type, '', { area: endpoint.area, owner: undefined, path: '$' });
};

const checkBody = (logged: LoggedRequest, endpoint: SdkEndpoint): Problem[] => {
  if (endpoint.body === undefined) return logged.body === '' ? [] : [{ path: 'body', message: 'is not expected' }];
  return checkType(parse(logged.body), endpoint.body, '', { area: endpoint.area, owner: undefined, path: 'body' });
};

const checkQuery = (logged: LoggedRequest, allowed: ReadonlySet<string>): Problem[] =>
  Object.keys(logged.query)
    .filter((name) => !allowed.has(name))
    .map((name) => ({ path: `query.${name}`, message: 'is not a parameter of this endpoint' }));

/** Several generated classes may have the same endpoint: the one that fits best counts. */
const fewest = (all: readonly Problem[][]): Problem[] =>
  [...all].sort((left, right) => left.length - right.length)[0] ?? [];

const checkDocumented = (logged: LoggedRequest, endpoint: DocumentedEndpoint, part: 'answer' | 'body'): Problem[] => {
  const { status = 0 } = logged;
  const shape = part === 'body' ? endpoint.body : endpoint.answers.get(status);
  if (part === 'answer' && !endpoint.answers.has(status)) {
    if (status >= 400) return checkModel(parse(logged.answer), 'crm/objects', 'ModelError');
    return [{ path: '$', message: `status ${status} is not in the contract` }];
  }
  if (shape === undefined)
    return part === 'answer' && logged.answer !== '' ? [{ path: '$', message: 'has a body where none belongs' }] : [];
  const checked = shape.safeParse(parse(logged[part]));
  return checked.success
    ? []
    : checked.error.issues.map(({ message, path }) => ({ path: ['$', ...path].join('.'), message }));
};

const unknownEndpoint = (logged: LoggedRequest): Problem[] => [
  { path: '$', message: `${logged.method} ${logged.path} is in no contract` },
];

/** Judges what the simulator answered, by the SDK's models or HubSpot's documentation. Faulty answers are not judged. */
export const judgeAnswer = (logged: LoggedRequest): Problem[] => {
  if (logged.fault !== undefined || logged.status === undefined) return [];
  const path = toNumbered(logged.path);
  const sdk = candidatesFor(sdkEndpoints, logged.method, path);
  if (sdk.length > 0) return fewest(sdk.map((endpoint) => checkAnswer(logged, endpoint)));
  const documented = candidatesFor(documentedEndpoints, logged.method, logged.path);
  if (documented.length === 0) return unknownEndpoint(logged);
  return fewest(documented.map((endpoint) => checkDocumented(logged, endpoint, 'answer')));
};

/** Judges what a client sent: a known endpoint, its parameters and a body of its type. */
export const judgeRequest = (logged: LoggedRequest): Problem[] => {
  const path = toNumbered(logged.path);
  const sdk = candidatesFor(sdkEndpoints, logged.method, path);
  const documented = candidatesFor(documentedEndpoints, logged.method, logged.path);
  if (sdk.length + documented.length === 0) return unknownEndpoint(logged);
  const allowed = new Set([...sdk, ...documented].flatMap(({ query }) => query));
  const bodies = [
    ...sdk.map((endpoint) => checkBody(logged, endpoint)),
    ...documented.map((endpoint) => checkDocumented(logged, endpoint, 'body')),
  ];
  return [...checkQuery(logged, allowed), ...fewest(bodies)];
};
