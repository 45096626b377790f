import type * as z from 'zod';
import type { DataClass } from './data-class.ts';

/** Something a client can read by address. It is read through the same pipeline as a tool. */
export interface ResourceDefinition<Api> {
  /** `bizmcp://<server>/<path>`, or `<server>://<path>` for what belongs to the system alone; `{name}` in it makes it a template. */
  uri: string;
  /** kebab-case, unique in the server. */
  name: string;
  title: string;
  description: string;
  data: DataClass;
  scopes: readonly string[];
  /**
   * What `read` returns, with `.meta({ class, pii })` on fields of a higher class; what it does not know is left out. Without it only
   * personal data that a text shows by its form is masked: no name.
   */
  output?: z.ZodType;
  /** It changes by itself: clients may watch it, and the way to the system tells of a change by `changed` of `connect`. Never answered from memory. */
  live?: true;
  /** How long it may be answered from memory. Default 300; of a live one 0. */
  cacheSeconds?: number;
  /** Values a template's variable can take, for completion. */
  complete?: Record<string, (context: { api: Api; value: string }) => Promise<string[]>>;
  /** Returns a JSON value; `params` holds the template's variables. */
  read(context: {
    api: Api;
    params: Record<string, string>;
    signal: AbortSignal;
    /** Whether the caller is shown data of this class in clear. */
    isCleared(data: DataClass): boolean;
  }): Promise<unknown>;
}

/** Defines one resource or resource template. */
export function defineResource<Api>(resource: ResourceDefinition<Api>): ResourceDefinition<Api> {
  return resource;
}
