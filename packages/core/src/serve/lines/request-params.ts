import { isJsonObject, type JsonObject } from '../../json/json-object.ts';
import { invalidParams, type Rejection } from './rejection.ts';

/** One parameter that a method of the protocol asks for, and what to send there. */
interface Form {
  name: string;
  isFit: (value: unknown) => boolean;
  advice: string;
}

const isText = (value: unknown) => typeof value === 'string';
const isAbsent = (value: unknown) => value === undefined;
const isTextsByName = (value: unknown) => isJsonObject(value) && Object.values(value).every(isText);
const optional = (isFit: Form['isFit']) => (value: unknown) => isAbsent(value) || isFit(value);

const cursor: Form = {
  name: 'cursor',
  isFit: optional(isText),
  advice: 'Send "nextCursor" of the answer before as it is, or leave it out',
};
const argument: Form = {
  name: 'argument',
  isFit: (value) => isJsonObject(value) && isText(value.name) && isText(value.value),
  advice: 'Send {"name":...,"value":...}, both as text',
};
const address: Form = { name: 'uri', isFit: isText, advice: 'Send an address that resources/list has' };
const identity: Form = {
  name: 'clientInfo',
  isFit: (value) => isJsonObject(value) && isText(value.name) && isText(value.version),
  advice: 'Send {"name":...,"version":...}, both as text',
};

function isReference(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  return (value.type === 'ref/prompt' && isText(value.name)) || (value.type === 'ref/resource' && isText(value.uri));
}

function isContext(value: unknown): boolean {
  return isJsonObject(value) && optional(isTextsByName)(value.arguments);
}

/** The SDK takes a request of another form for a failure of the server (-32603) and answers with its parser's own words. */
const forms: ReadonlyMap<string, readonly Form[]> = new Map([
  [
    'initialize',
    [
      { name: 'protocolVersion', isFit: isText, advice: 'Send a version of the protocol, such as "2025-11-25"' },
      { name: 'capabilities', isFit: isJsonObject, advice: 'Send an object, {} where the client has none' },
      identity,
    ],
  ],
  ['tools/list', [cursor]],
  [
    'tools/call',
    [
      { name: 'name', isFit: isText, advice: 'Send the name of a tool that tools/list has' },
      { name: 'arguments', isFit: optional(isJsonObject), advice: 'Send an object with the arguments by name' },
    ],
  ],
  ['resources/list', [cursor]],
  ['resources/templates/list', [cursor]],
  ['resources/read', [address]],
  ['resources/subscribe', [address]],
  ['resources/unsubscribe', [address]],
  ['prompts/list', [cursor]],
  [
    'prompts/get',
    [
      { name: 'name', isFit: isText, advice: 'Send the name of a prompt that prompts/list has' },
      {
        name: 'arguments',
        isFit: optional(isTextsByName),
        advice: 'Send an object with the arguments by name, as text',
      },
    ],
  ],
  [
    'completion/complete',
    [
      {
        name: 'ref',
        isFit: isReference,
        advice: 'Send {"type":"ref/prompt","name":...} or {"type":"ref/resource","uri":...}',
      },
      argument,
      {
        name: 'context',
        isFit: optional(isContext),
        advice: 'Send {"arguments":{...}} with the arguments that are known, as text, or leave it out',
      },
    ],
  ],
]);

/** What is wrong with the parameters of a method that the protocol defines; the values are left to the tools. */
export function findFormFault(method: string, params: JsonObject = {}): Rejection | undefined {
  const fault = forms.get(method)?.find(({ name, isFit }) => !isFit(params[name]));
  return fault && invalidParams(`"params.${fault.name}" of ${method} is missing or of another form. ${fault.advice}.`);
}
