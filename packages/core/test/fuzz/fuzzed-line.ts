import { hostileLines } from '../serve/fixtures/hostile-lines.ts';
import { type JsonSchema, likelyValue, type Random } from './schema-value.ts';
import { strangeValue, wrongArguments } from './wrong-arguments.ts';

/** A tool as the surface of its server shows it. */
export interface FuzzedTool {
  name: string;
  inputSchema: JsonSchema;
}

/** What is written to a server, and who is to get an answer. */
export interface FuzzedLine {
  line: string | Buffer;
  /** The caller that must get exactly one answer. None where the line is too broken to tell. */
  id?: string;
  /** Whether the only right answer is a refusal, before anything reaches the vendor. */
  isWrong: boolean;
}

/** Calls between lines of a megabyte, and of more than any line may have. */
const hugeEvery = 2_500;
const oversizeEvery = 5_000;

/** A call that no server may carry out. */
export function wrongCall(tools: readonly FuzzedTool[], random: Random, count: number): FuzzedLine {
  const { name, inputSchema } = random.pick(tools);
  const id = `wrong-${count}`;
  if (count % oversizeEvery === 7) return { line: call(id, name, huge(4_300_000)), id, isWrong: true };
  if (count % hugeEvery === 3) return { line: call(id, name, huge(1_000_000)), id, isWrong: true };
  return { line: call(id, name, wrongArguments(inputSchema, random)), id, isWrong: true };
}

/** A call that may be right: arguments as the schema has them, now and then with one strange value. */
export function anyCall(tools: readonly FuzzedTool[], random: Random, count: number): FuzzedLine {
  const { name, inputSchema } = random.pick(tools);
  const id = `any-${count}`;
  const value = likelyValue(inputSchema, random);
  const [field] = Object.keys(inputSchema.properties);
  const changed = random.below(3) === 0 && field !== undefined ? { [field]: strangeValue(random) } : {};
  return { line: call(id, name, JSON.stringify({ ...Object(value), ...changed })), id, isWrong: false };
}

/** A line that was a message once, or one of the corpus. */
export function brokenLine(tools: readonly FuzzedTool[], random: Random, count: number): FuzzedLine {
  if (random.below(4) === 0) return { line: random.pick(hostileLines).line, isWrong: false };
  const { name, inputSchema } = random.pick(tools);
  const id = `broken-line-${count}`;
  const whole = random.pick([
    call(id, name, wrongArguments(inputSchema, random)),
    request(id, 'resources/read', { uri: random.pick(['bizmcp://hello/notebook', 'file:///etc/passwd', '']) }),
    request(id, 'prompts/get', { name: strangeValue(random), arguments: { subject: strangeValue(random) } }),
    request(id, 'completion/complete', { ref: strangeValue(random), argument: { name: 'a', value: 'b' } }),
    request(id, 'tools/list', { cursor: strangeValue(random) }),
    JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: strangeValue(random) } }),
  ]);
  return { line: broken(whole, random), isWrong: false };
}

/** Cuts, doubles, replaces or swaps a few bytes; never into two lines. */
function broken(text: string, random: Random): Buffer {
  const bytes = Buffer.from(text);
  for (let count = 0; count <= random.below(3); count += 1) {
    const at = random.below(bytes.length);
    const kind = random.below(4);
    if (kind === 0) bytes[at] = random.below(256);
    else if (kind === 1) bytes.fill(32, at, Math.min(at + random.below(9), bytes.length));
    else if (kind === 2) bytes.copy(bytes, at, random.below(bytes.length));
    else bytes[at] = Buffer.from('"{}[]:,\\')[random.below(8)] ?? 0;
  }
  for (const [index, byte] of bytes.entries()) if (byte === 10) bytes[index] = 32;
  return random.below(5) === 0 ? bytes.subarray(0, random.below(bytes.length)) : bytes;
}

function call(id: string, name: string, args: string): string {
  return `{"jsonrpc":"2.0","id":"${id}","method":"tools/call","params":{"name":"${name}","arguments":${args}}}`;
}

function request(id: string, method: string, params: object): string {
  return JSON.stringify({ jsonrpc: '2.0', id, method, params });
}

function huge(length: number): string {
  return `{"no_such_field":"${'z'.repeat(length)}"}`;
}
