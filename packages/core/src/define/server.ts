import type * as z from 'zod';
import type { ApiDefinition } from './api.ts';
import type { Prompt } from './prompt.ts';
import type { ResourceDefinition } from './resource.ts';
import type { Tool } from './tool.ts';

/** A server as its author writes it. */
export interface ServerDefinition<Settings extends z.ZodObject, Api> {
  /** Short name, kebab-case: `hubspot`. */
  name: string;
  title: string;
  /** One sentence: what a model can do with it and where to begin. */
  instructions: string;
  api: ApiDefinition<Settings, Api>;
  tools: readonly Tool<Api>[];
  /** Most tokens that the list of tools may cost a model in every conversation, at four characters each. Default 3,500. */
  tokenBudget?: number;
  resources?: readonly ResourceDefinition<Api>[];
  prompts?: readonly Prompt[];
}

/** A server, whatever its settings and api. */
// biome-ignore lint/suspicious/noExplicitAny: the api's type matters between a server's own files; core only hands it on.
export type Server = ServerDefinition<z.ZodObject, any>;

/** Defines one server. */
export function defineServer<Settings extends z.ZodObject, Api>(
  server: ServerDefinition<Settings, Api>,
): ServerDefinition<Settings, Api> {
  return server;
}
