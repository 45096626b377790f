import type * as z from 'zod';
import type { DataClass } from './data-class.ts';
import type { Effect } from './effect.ts';

/** At most `calls` calls in any window of `perSeconds` seconds. */
export interface RateLimit {
  calls: number;
  perSeconds: number;
}

/** What a handler is given. `api` is bound to the call's cancellation, deadline, limits and audit. */
export interface HandlerContext<Api, Input> {
  input: Input;
  api: Api;
  /** Aborts when the client cancels and at the deadline. The api knows it already; pass it on only to work of your own. */
  signal: AbortSignal;
  /** Whether the caller is shown data of this class in clear. Answers are masked anyway; ask it where a question itself would tell. */
  isCleared(data: DataClass): boolean;
  /** Whether the caller is shown this text in a field of this name, or a part of it is masked for what it looks like. */
  isShown(text: string, field: string): boolean;
  /** A value of this schema as the caller is shown it: what a handler cuts is masked before, or half a secret would be shown as none. */
  masked(value: unknown, schema: z.ZodType): unknown;
  /** Tells the client how far the work is: `done` of `total` steps. */
  progress(done: number, total?: number, message?: string): void;
}

/** What the reading of a change is given: before the question, and again before the write. */
interface ChangeContext<Api, Input> extends Omit<HandlerContext<Api, Input>, 'progress'> {
  /** The day that was shown, before the write. */
  day?: string;
}

/** A thing of the business system before a write, and its fields after it: only those that the write names. */
export interface Change<Draft = unknown> {
  before: Readonly<Record<string, unknown>>;
  after: Readonly<Record<string, unknown>>;
  /** Lists of the input, each with the list in `after` that tells its items in words: one with all its values in them is shown there alone. */
  inWords?: Readonly<Record<string, string>>;
  /** What is told beside the fields, such as whose they are: where one of them differs, or is masked and so may. */
  beside?: Pick<Change, 'before' | 'after'>;
  /** Where this call does less than its tool may. */
  effect?: Effect;
  /** What is sent and not all shown: at the yes it has to be the same. */
  sent?: unknown;
  /** The day that was chosen where the call names none: the write keeps it. */
  day?: string;
  /** What was read and made ready: where the yes still holds, the handler is given it. */
  draft?: Draft;
}

/** An answer as a person reads it: shown to the model as text and picture, in the place of fields. */
export interface Page {
  markdown: string;
  /** A chart as PNG bytes. */
  picture?: Uint8Array;
}

/** A tool as its author writes it: plain data and one handler. Everything a client sees is derived from it. */
export interface ToolDefinition<Api, Input extends z.ZodObject, Output extends z.ZodObject, Draft = unknown> {
  /** snake_case verb_noun, unique in the server, at most 50 characters. */
  name: string;
  title: string;
  /** What it returns, when to use it, what to use instead. At most 600 characters. */
  description: string;
  effect: Effect;
  /** Whether the same call twice leaves the system as once. Default: true for read, update and delete. */
  idempotent?: boolean;
  /** Whether its answers hold texts that strangers may have written, such as tickets: each answer is then put between random marks. */
  foreignText?: true;
  /** Class of what it returns. */
  data: DataClass;
  /** What the caller's role must hold, as `<noun>:<read|write>`. */
  scopes: readonly string[];
  rateLimit: RateLimit;
  /** For clients that group tools: the business entity and the workflow this tool belongs to. */
  semantics: { entity: string; workflow: string };
  /** Longest time a call may take. Default 50: most clients give up after 60. */
  timeoutSeconds?: number;
  /** How long a read may be answered from memory. Default 0: not at all. */
  cacheSeconds?: number;
  /** How old an answer may be that is given, marked, while the system is unavailable. Default 0: none. */
  staleSeconds?: number;
  input: Input;
  /** A {@link NextCursor} as `next_cursor`, with one array beside it and a {@link Cursor} as `cursor` in the input, makes the tool paged. */
  output: Output;
  /**
   * The answer as a page, where the input asks for one. Made of the answer after masking. Such a tool publishes no output schema:
   * a client that has one demands fields, and several clients drop a picture that comes with fields.
   */
  page?(output: z.output<Output>, input: z.output<Input>): Promise<Page | undefined>;
  /** For a write: what it would change, from a cheap read, shown to the person who is asked. */
  change?: {
    /** The fields, with their classes: present values are masked by them. */
    fields: z.ZodType;
    /** Undefined where there is nothing to compare. A failure that the write would have too is its answer, and nobody is asked. */
    read(context: ChangeContext<Api, z.output<Input>>): Promise<Change<Draft> | undefined>;
  };
  /**
   * For a write: how it is taken back, in words that go on from `Undo: `; the person who is asked reads them. Where they speak of
   * `the values before`, it is added which of those are hidden from the caller.
   */
  undo?(input: z.output<Input>): string;
  /** At least one: run by the contract suite, printed in the documentation. */
  examples: readonly { title: string; input: z.input<Input> }[];
  handler(context: HandlerContext<Api, z.output<Input>> & { draft?: Draft | undefined }): Promise<z.input<Output>>;
}

/** A tool of a server whose api is `Api`, whatever its schemas. */
export type Tool<Api> = ToolDefinition<Api, z.ZodObject, z.ZodObject>;

/** Defines one tool; the handler's types are inferred from the schemas. Bind `Api` once per server with {@link toolDefiner}. */
export function defineTool<Api, Input extends z.ZodObject, Output extends z.ZodObject, Draft = unknown>(
  tool: ToolDefinition<Api, Input, Output, Draft>,
): ToolDefinition<Api, Input, Output, Draft> {
  return tool;
}

/** `defineTool` for the tools of one api, so that no tool repeats its type. */
export function toolDefiner<Api>(): <Input extends z.ZodObject, Output extends z.ZodObject, Draft = unknown>(
  tool: ToolDefinition<Api, Input, Output, Draft>,
) => ToolDefinition<Api, Input, Output, Draft> {
  return defineTool;
}
