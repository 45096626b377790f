import type { SurfaceTool } from '@bizmcp/core';
import * as z from 'zod';

/** A setting of a server: an environment variable. */
export const Setting = z.object({
  name: z.string(),
  description: z.string(),
  secret: z.boolean(),
  default: z.string().optional(),
  choices: z.array(z.string()).optional(),
});

/** One way to give a server access. */
export const Credential = z.object({
  title: z.string(),
  settings: z.array(z.string()),
  /** What a login brings, so that it need not be set. */
  fromLogin: z.array(z.string()).optional(),
  how: z.string(),
});

/** What a tool does to the system. */
export const Effect = z.enum(['read', 'create', 'update', 'delete', 'send']) satisfies z.ZodType<SurfaceTool['effect']>;

const Tool = z.object({
  name: z.string(),
  title: z.string(),
  effect: Effect,
  class: z.string(),
  scopes: z.array(z.string()),
  /** Their names, which a policy may bind; a surface.json has their schema instead. */
  arguments: z.array(z.string()).optional(),
  tokens: z.number(),
});

/** What bizmcp knows of a server: its package, and of its surface what people choose by. */
export const FleetServer = z.object({
  name: z.string(),
  title: z.string(),
  package: z.string(),
  version: z.string(),
  settings: z.array(Setting),
  credentials: z.array(Credential),
  tools: z.array(Tool),
  tokens: z.number(),
});

export type Setting = z.output<typeof Setting>;
export type Credential = z.output<typeof Credential>;
export type FleetServer = z.output<typeof FleetServer>;
